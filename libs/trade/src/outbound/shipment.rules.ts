import { Quantity, defineMachine } from '@anwen/kernel';

export const SHIPMENT_STATES = ['draft', 'partially_allocated', 'allocated', 'picking', 'picked', 'packed', 'shipped', 'delivered', 'cancelled'] as const;
export type ShipmentState = (typeof SHIPMENT_STATES)[number];
/** Nothing of the shipment is promised or to be done any more (I-8). */
export const OVER: readonly ShipmentState[] = ['shipped', 'delivered', 'cancelled'];

/**
 * What people may do. How far an allocation got decides between `allocated` and `partially_allocated`, and the last pick
 * makes a shipment `picked`: those steps are functions below.
 */
export const shipmentMachine = defineMachine<ShipmentState>()({
  allocate: { from: ['draft', 'partially_allocated'], to: 'allocated' },
  unallocate: { from: ['partially_allocated', 'allocated'], to: 'draft' },
  'pick-start': { from: ['partially_allocated', 'allocated'], to: 'picking' },
  pack: { from: ['picked'], to: 'packed' },
  ship: { from: ['picked', 'packed'], to: 'shipped' },
  'short-ship': { from: ['picking', 'picked', 'packed'], to: 'shipped' },
  deliver: { from: ['shipped'], to: 'delivered' },
  cancel: { from: ['draft', 'partially_allocated', 'allocated', 'picking', 'picked', 'packed'], to: 'cancelled' },
});

export interface LineAmounts {
  readonly qty: string;
  /** Open reservations: in bins and, once picked, at the stage. */
  readonly promisedQty: string;
  readonly pickedQty: string;
}

/** Where the promises of the lines put a shipment that is not being picked yet. */
export function stateByPromises(lines: readonly LineAmounts[]): ShipmentState {
  if (lines.every((l) => missingOf(l).isZero)) return 'allocated';
  return lines.some((l) => Quantity.of(l.promisedQty).isPositive) ? 'partially_allocated' : 'draft';
}

/** What a line has no promise for yet. */
export function missingOf({ qty, promisedQty }: LineAmounts): Quantity {
  const missing = Quantity.of(qty).minus(Quantity.of(promisedQty));
  return missing.isPositive ? missing : Quantity.zero;
}

/** Where a shipment stands once a task is over: picking while others are open; when nothing at all was found it may be allocated again. */
export function stateAfterTask(openTasks: number, lines: readonly LineAmounts[]): ShipmentState {
  if (openTasks > 0) return 'picking';
  return lines.some((l) => Quantity.of(l.pickedQty).isPositive) ? 'picked' : stateByPromises(lines);
}

export function isPickedWhole(lines: readonly LineAmounts[]): boolean {
  return lines.every((l) => Quantity.of(l.pickedQty).compare(Quantity.of(l.qty)) === 0);
}
