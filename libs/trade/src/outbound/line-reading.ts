import { conversionFor, requireDigits, toBaseQuantity } from '@anwen/catalog';
import { AppError, Quantity } from '@anwen/kernel';
import type { Complaint } from '../line-complaints';
import type { ItemFacts, ReasonFacts } from './parties.store';

export interface EnteredQuantity {
  readonly itemCode: string;
  readonly qty: string;
  readonly uom?: string | undefined;
}

export interface ReadQuantity {
  readonly item: ItemFacts;
  readonly uomId: string;
  readonly qtyBase: Quantity;
}

/** The item and the quantity in its base unit; complaints say what is wrong with them. A factor is never assumed. */
export function readLine(line: EnteredQuantity, items: ReadonlyMap<string, ItemFacts>, at: string): ReadQuantity | Complaint {
  const item = items.get(line.itemCode);
  if (!item) return { pointer: `${at}/itemCode`, code: 'reference_unknown', params: { value: line.itemCode } };
  if (item.status !== 'active' || item.kind === 'service') return { pointer: `${at}/itemCode`, code: 'item_unfit', params: { value: item.code } };
  if (line.uom !== undefined && !item.units.some((u) => u.code === line.uom)) {
    return { pointer: `${at}/uom`, code: 'unit_factor_missing', params: { item: item.code, uom: line.uom } };
  }
  try {
    const unit = line.uom === undefined ? item.units[0]! : conversionFor(item, line.uom);
    const entered = Quantity.of(line.qty);
    requireDigits(entered, unit);
    const qtyBase = toBaseQuantity(entered, unit, item.scale);
    if (!qtyBase.isPositive || (item.tracking === 'serial' && !isWhole(qtyBase))) throw new RangeError('no quantity of this item');
    return { item, uomId: unit.uomId, qtyBase };
  } catch (error) {
    if (error instanceof AppError || error instanceof RangeError) return { pointer: `${at}/qty`, code: 'quantity_refused', params: { qty: line.qty } };
    throw error;
  }
}

export const isComplaint = (read: object): read is Complaint => 'pointer' in read;

const isWhole = (qty: Quantity): boolean => !qty.toString().includes('.');

/** null = the reason may be used. */
export function reasonComplaint(
  reason: ReasonFacts | undefined,
  { domain, note, at, code }: { domain: string; note?: string | null | undefined; at: string; code: string },
): Complaint | null {
  if (!reason?.active || reason.domain !== domain) return { pointer: `${at}/reasonCode`, code: 'reason_unknown', params: { value: code } };
  return reason.needsNote && !note?.trim() ? { pointer: `${at}/note`, code: 'note_required' } : null;
}
