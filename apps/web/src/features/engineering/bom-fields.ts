import type { Item } from '@anwen/client';
import { change, compact } from '../documents/form-fields';
import type { LineFields } from '../documents/LineEditor';
import type { Bom } from './types';

/** The greatest that the server takes. */
const PRIORITY_MAX = 99;

export interface BomFields {
  product?: Item;
  baseQty?: string;
  yieldPct?: string;
  kind?: string;
  validFrom?: string;
  validTo?: string;
  changeNote?: string;
  lines: LineFields[];
}

/** Names of the form behind names of the body. */
export const BOM_ALIASES = { component: 'item', item: 'product' };

/** A substitute of one line; its item is named by its code. */
export interface Substitute {
  item: string;
  ratio: string;
  priority: number;
}

/** The substitutes of a line after another choice: what stays keeps its ratio and its place, what is new comes last. */
export function chosen(codes: readonly string[], before: readonly Substitute[]): Substitute[] {
  const last = Math.max(0, ...before.map(({ priority }) => priority));
  const added = codes.filter((code) => !before.some(({ item }) => item === code));
  return [
    ...before.filter(({ item }) => codes.includes(item)),
    ...added.map((item, index) => ({ item, ratio: '1', priority: Math.min(last + index + 1, PRIORITY_MAX) })),
  ];
}

/** The operation is a number in the contract and text in the form. */
function lineBody({ item, opNo, substitutes, ...line }: LineFields): object {
  return compact({
    component: item?.code,
    ...line,
    opNo: opNo === undefined || opNo === '' ? undefined : Number(opNo),
    substitutes: (substitutes as Substitute[] | undefined)?.map(({ ratio, ...one }) => ({ ...one, ratio: ratio.trim() })),
  });
}

export function bomBody({ product, lines, ...head }: BomFields, bom?: Bom): object {
  return {
    ...(bom === undefined ? { ...compact(head), item: product?.code } : change(head, ['validFrom', 'validTo', 'changeNote'])),
    lines: lines.map(lineBody),
  };
}

export function fieldsOf(bom: Bom, items: Map<string, Item>): BomFields {
  const { baseQty, yieldPct, kind, validFrom, validTo, changeNote } = bom;
  return {
    ...(compact({ product: items.get(bom.item.id), baseQty, yieldPct, kind, validFrom, validTo, changeNote }) as Partial<BomFields>),
    lines: bom.lines.map((line) => ({
      item: items.get(line.component.id),
      ...compact({
        qty: line.qty,
        uom: line.uom.code,
        qtyKind: line.qtyKind,
        scrapPct: line.scrapPct,
        opNo: line.opNo?.toString(),
        issueMethod: line.issueMethod,
        validFrom: line.validFrom,
        validTo: line.validTo,
        substitutes: line.substitutes.map(({ item, ratio, priority }) => ({ item: item.code, ratio, priority })),
      }),
    })) as LineFields[],
  };
}
