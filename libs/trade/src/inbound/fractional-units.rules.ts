import { Quantity } from '@anwen/kernel';
import type { ItemFacts } from './intake.store';
import { measure, mostOf, type Measured } from './purchase-order.rules';
import type { OrderLineRow } from './purchase-order.store';

/** What has come of an order line, counted in the unit that it was ordered in. */
export interface CameInUnit {
  readonly entered: Quantity;
  readonly lines: number;
}

export interface Coming {
  readonly entered: Quantity;
  /** What the unit's factor makes of it, rounded. */
  readonly converted: Quantity;
  /** What may still come of the line, in base units. */
  readonly room: Quantity;
}

/**
 * The base quantity of goods in the unit that they were ordered in. Every receipt rounds once: three boxes of two thirds of a
 * kilogram make 2.001 out of an order of 2. So boxes are counted as boxes: those that complete the order are exactly its rest,
 * and those that the tolerance allows fit. What differs from the conversion by more than roundings can is another factor, and
 * stands as it was converted.
 */
export function exactQuantity(ordered: OrderLineRow, item: ItemFacts, came: CameInUnit, { entered, converted, room }: Coming): Quantity {
  const whole = measure(item, ordered.qty, ordered.uom);
  if ('wrong' in whole || isExact(whole.unit, item.scale) || whole.base.compare(Quantity.of(ordered.qtyBase)) !== 0) return converted;
  const total = came.entered.plus(entered);
  const most = mostOf({ qtyBase: ordered.qty, tolerancePct: ordered.tolerancePct });
  const received = mostOf(ordered).minus(room);
  const completes = total.compare(Quantity.of(ordered.qty)) === 0;
  const fits = converted.compare(room) > 0 && total.compare(most) <= 0;
  const exact = completes ? Quantity.of(ordered.qtyBase).minus(received) : fits ? floorTo(room, item.scale) : converted;
  return exact.isPositive && differsByRoundings(exact.minus(converted), came.lines, item.scale) ? exact : converted;
}

/** Rounded down to the digits that the item has; what is said to fit must fit. */
export function floorTo(qty: Quantity, scale: number): Quantity {
  if (!qty.isPositive) return Quantity.zero;
  const [whole, digits = ''] = qty.toString().split('.');
  return Quantity.of(`${whole}.${digits.slice(0, scale)}0`, scale + 1);
}

/** One of the unit is a number of base units that the item's digits hold: nothing is rounded, and what does not fit does not fit. */
function isExact({ num, den }: Measured['unit'], scale: number): boolean {
  const one = Quantity.of(1);
  return one.timesRatio(num, den, scale).compare(one.timesRatio(num, den, scale + 18)) === 0;
}

/** Every line so far, this one and the order itself were rounded once, each by half a step at most. */
function differsByRoundings(difference: Quantity, lines: number, scale: number): boolean {
  const step = Quantity.of(1).timesRatio(1n, 10n ** BigInt(scale), scale);
  const most = step.timesRatio(BigInt(lines + 2), 2n, scale + 1);
  return difference.compare(most) <= 0 && difference.negated().compare(most) <= 0;
}
