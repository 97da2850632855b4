import type { Item } from '@anwen/client';
import { readResource } from '@anwen/client';
import { useCan } from '../../session';
import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { compact } from '../documents/form-fields';
import type { LineColumn, LineFields } from '../documents/LineEditor';
import { PartnerSelect, WarehouseSelect } from '../documents/selects';
import type { PurchaseOrder } from './types';

export interface OrderFields {
  supplier?: string;
  warehouse?: string;
  orderedOn?: string;
  expectedOn?: string;
  currency?: string;
  externalRef?: string;
  note?: string;
  lines: LineFields[];
}

/** The form's item is the whole item, the body's its code. */
export const ORDER_ALIASES = { itemCode: 'item' };

export function orderBody({ lines, ...head }: OrderFields): object {
  return { ...compact(head), lines: lines.map(({ item, ...line }) => compact({ itemCode: item?.code, ...line })) };
}

/** The items of the lines in whole, which the document's own view does not hold. */
export async function itemsOf(lines: readonly { item: { id: string } }[]): Promise<Map<string, Item>> {
  const ids = [...new Set(lines.map(({ item }) => item.id))];
  const items = await Promise.all(ids.map((id) => readResource('/items/{id}', { id })));
  return new Map(items.map((item) => [item.id, item]));
}

export function fieldsOf(order: PurchaseOrder, items: Map<string, Item>): OrderFields {
  return {
    supplier: order.supplier.code,
    warehouse: order.warehouse.code,
    ...compact({
      orderedOn: order.orderedOn,
      expectedOn: order.expectedOn ?? undefined,
      currency: order.currency,
      externalRef: order.externalRef ?? undefined,
      note: order.note ?? undefined,
    }),
    lines: order.lines.map((line) => ({
      item: items.get(line.item.id),
      ...compact({ qty: line.qty, uom: line.uom, price: line.price, dueOn: line.dueOn, tolerancePct: line.tolerancePct }),
    })) as LineFields[],
  };
}

export const DECIMAL = /^\d{1,12}(\.\d{1,6})?$/;

export function useOrderColumns(): LineColumn[] {
  const { t } = useTranslation();
  const can = useCan();
  const decimal = { regexp: DECIMAL, text: t('doc.decimal') };
  const price: LineColumn = {
    name: 'price',
    label: t('doc.price'),
    pattern: decimal,
    render: () => <Input inputMode="decimal" autoComplete="off" maxLength={24} className="number" />,
  };
  return [
    ...(can('stock.cost.read') ? [price] : []),
    { name: 'dueOn', label: t('doc.dueOn'), width: 'minmax(140px, 1fr)', render: () => <Input type="date" /> },
    {
      name: 'tolerancePct',
      label: t('purchase.tolerance'),
      pattern: decimal,
      render: () => <Input inputMode="decimal" autoComplete="off" maxLength={8} className="number" suffix="%" />,
    },
  ];
}

export function OrderHead() {
  const { t } = useTranslation();
  const required = { required: true, message: t('form.required') };
  return (
    <>
      <Form.Item name="supplier" label={t('doc.supplier')} rules={[required]}>
        <PartnerSelect role="supplier" />
      </Form.Item>
      <Form.Item name="warehouse" label={t('stock.warehouse')} rules={[required]}>
        <WarehouseSelect />
      </Form.Item>
      <Form.Item name="orderedOn" label={t('doc.orderedOn')}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="expectedOn" label={t('purchase.expectedOn')}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="currency" label={t('doc.currency')} rules={[{ pattern: /^[A-Z]{3}$/, message: t('doc.currencyHint') }]}>
        <Input maxLength={3} autoComplete="off" />
      </Form.Item>
      <Form.Item name="externalRef" label={t('doc.externalRef')}>
        <Input maxLength={64} autoComplete="off" />
      </Form.Item>
      <Form.Item className="form-wide" name="note" label={t('form.note')}>
        <Input maxLength={500} autoComplete="off" />
      </Form.Item>
    </>
  );
}
