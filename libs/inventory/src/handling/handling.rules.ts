import { toBaseQuantity } from '@anwen/catalog';
import { Quantity, defineMachine } from '@anwen/kernel';
import type { HandledItem } from './named-things';

export const TRANSFER_STATES = ['draft', 'in_transit', 'received', 'closed', 'cancelled'] as const;
export type TransferState = (typeof TRANSFER_STATES)[number];

/** `complete` happens by itself: the receipt of the last piece. */
export const transferMachine = defineMachine<TransferState>()({
  dispatch: { from: ['draft'], to: 'in_transit' },
  receive: { from: ['in_transit'], to: 'in_transit' },
  complete: { from: ['in_transit'], to: 'received' },
  close: { from: ['in_transit', 'received'], to: 'closed' },
  cancel: { from: ['draft'], to: 'cancelled' },
});
/** A closed transfer whose loss nobody accepted has goods under way still: they can arrive, or be asked about again. */
export const transferStage = ({ state, adjustmentState }: { state: TransferState; adjustmentState: string | null }): TransferState =>
  state === 'closed' && (adjustmentState === 'rejected' || adjustmentState === 'reversed') ? 'in_transit' : state;
export const legalTransferSteps = (state: TransferState): string[] => transferMachine.legal(state).filter((verb) => verb !== 'complete');

export const ADJUSTMENT_STATES = ['pending_approval', 'posted', 'rejected', 'reversed'] as const;
export type AdjustmentState = (typeof ADJUSTMENT_STATES)[number];

export const adjustmentMachine = defineMachine<AdjustmentState>()({
  approve: { from: ['pending_approval'], to: 'posted' },
  reject: { from: ['pending_approval'], to: 'rejected' },
  reverse: { from: ['posted'], to: 'reversed' },
});

/** Entered quantity in base units; null when it cannot be one, undefined for a unit that the item does not have. */
export function inBaseUnits(item: HandledItem, qty: string, uom: string | undefined): Quantity | null | undefined {
  const unit = uom === undefined ? item.units[0] : item.units.find((u) => u.code === uom);
  if (!unit) return undefined;
  try {
    return toBaseQuantity(Quantity.of(qty, unit.uomId === item.baseUomId ? item.scale : unit.decimals), unit, item.scale);
  } catch {
    return null; // whatever the reason, it is no quantity of this item
  }
}

export interface BinNeed {
  readonly free: Quantity;
  /** Still to come by open tasks. */
  readonly underWay: Quantity;
  readonly minQty: Quantity;
  readonly maxQty: Quantity;
}

/** What to bring to a bin: up to the maximum once it would fall below the minimum; nothing otherwise. */
export function toBring({ free, underWay, minQty, maxQty }: BinNeed): Quantity {
  const expected = free.plus(underWay);
  return expected.compare(minQty) < 0 ? maxQty.minus(expected) : Quantity.zero;
}
