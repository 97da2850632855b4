import { defineMachine, type Id } from '@anwen/kernel';
import type { Complaint, LineComplaint } from '../line-complaints';
import type { ItemFacts, PlaceFacts } from './intake.store';
import { measure } from './purchase-order.rules';
import type { SupplierReturnLineInput } from './supplier-return.dto';

export const RETURN_STATES = ['draft', 'shipped', 'cancelled'] as const;
export type ReturnState = (typeof RETURN_STATES)[number];
/** Buckets of stock, in the order of their numbers in the ledger. */
export const BUCKETS = ['available', 'qc', 'hold', 'damaged'] as const;
export type Bucket = (typeof BUCKETS)[number];

export const returnMachine = defineMachine<ReturnState>()({
  ship: { from: ['draft'], to: 'shipped' },
  cancel: { from: ['draft'], to: 'cancelled' },
});

export interface ReturnFacts {
  readonly warehouseId: Id | undefined;
  readonly items: ReadonlyMap<string, ItemFacts>;
  readonly places: ReadonlyMap<string, PlaceFacts>;
  readonly reasons: ReadonlySet<string>;
}

export interface ReturnLine {
  readonly itemId: Id;
  readonly qty: string;
  readonly uomId: Id;
  readonly locationId: Id;
  readonly lot: string | null;
  readonly serials: readonly string[];
  readonly stockStatus: number;
  readonly reasonCode: string;
}

/** All lines, or the complaints about all of them; whether the stock is there is told when it is shipped. */
export function readReturnLines(inputs: readonly SupplierReturnLineInput[], facts: ReturnFacts): { lines: ReturnLine[]; complaints: Complaint[] } {
  const complaints: Complaint[] = [];
  const lines = inputs.flatMap((input, i): ReturnLine[] => {
    const before = complaints.length;
    const complain = (field: string, code: LineComplaint, params: Record<string, unknown>): number =>
      complaints.push({ pointer: `/lines/${i}/${field}`, code, params });
    const item = facts.items.get(input.itemCode);
    const place = facts.places.get(input.location);
    if (!item) complain('itemCode', 'reference_unknown', { value: input.itemCode });
    if (!place) complain('location', 'reference_unknown', { value: input.location });
    else if (facts.warehouseId !== undefined && place.warehouseId !== facts.warehouseId) complain('location', 'location_refused', { value: input.location });
    if (!facts.reasons.has(input.reasonCode)) complain('reasonCode', 'reason_unknown', { value: input.reasonCode });
    if (!item || !place) return [];
    const measured = measure(item, input.qty, input.uom);
    if ('wrong' in measured) complain(measured.field, measured.wrong, { item: item.code, uom: input.uom });
    if ('wrong' in measured || complaints.length > before) return [];
    const stockStatus = BUCKETS.indexOf(input.status ?? 'available');
    const { lot = null, serials = [], reasonCode } = input;
    return [{ itemId: item.id, qty: measured.entered.toString(), uomId: measured.unit.uomId, locationId: place.id, lot, serials, stockStatus, reasonCode }];
  });
  return { lines, complaints };
}
