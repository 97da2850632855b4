import type { Item } from '@anwen/client';
import { compact } from '../documents/form-fields';
import type { LineFields } from '../documents/LineEditor';
import type { SalesOrder } from './types';

export interface SalesFields {
  customer?: string;
  warehouse?: string;
  orderedOn?: string;
  dueOn?: string;
  currency?: string;
  externalRef?: string;
  note?: string;
  backorderPolicy?: string;
  lines: LineFields[];
}

/** The days are a whole number in the contract and text in the form. */
export function salesBody({ lines, ...head }: SalesFields): object {
  return {
    ...compact(head),
    lines: lines.map(({ item, minRemainingDays, ...line }) =>
      compact({
        itemCode: item?.code,
        ...line,
        minRemainingDays: minRemainingDays === undefined || minRemainingDays === '' ? undefined : Number(minRemainingDays),
      }),
    ),
  };
}

export function fieldsOf(order: SalesOrder, items: Map<string, Item>): SalesFields {
  const { customer, warehouse, orderedOn, dueOn, currency, externalRef, note, backorderPolicy } = order;
  return {
    customer: customer.code,
    warehouse: warehouse.code,
    ...(compact({ orderedOn, dueOn, currency, externalRef, note, backorderPolicy }) as Partial<SalesFields>),
    lines: order.lines.map((line) => ({
      item: items.get(line.item.id),
      ...compact({ qty: line.qty, uom: line.uom, price: line.price, dueOn: line.dueOn, minRemainingDays: line.minRemainingDays?.toString() }),
    })) as LineFields[],
  };
}
