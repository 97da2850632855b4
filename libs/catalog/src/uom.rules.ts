import { Quantity } from '@anwen/kernel';
import { catalogErrors } from './catalog.errors';

/** One unit = num/den base units, exact: whole numbers as text, because bigint does not fit JavaScript's number. */
export interface Ratio {
  readonly num: string;
  readonly den: string;
}

export interface UnitOfItem extends Ratio {
  readonly uomId: string;
  readonly code: string;
  /** Digits after the point that a quantity entered in this unit may have. */
  readonly decimals: number;
}

export const ONE_TO_ONE: Ratio = { num: '1', den: '1' };
const BIGINT_MAX = 2n ** 63n - 1n;

/** Validates and reduces: 24/12 → 2/1. @throws catalog.ratio_invalid for zero, signs, fractions, or more than bigint holds. */
export function ratioOf(num: string, den: string): Ratio {
  if (!/^\d{1,19}$/.test(num) || !/^\d{1,19}$/.test(den)) throw catalogErrors.ratio_invalid();
  const [n, d] = [BigInt(num), BigInt(den)];
  if (n === 0n || d === 0n || n > BIGINT_MAX || d > BIGINT_MAX) throw catalogErrors.ratio_invalid();
  const divisor = greatestCommonDivisor(n, d);
  return { num: (n / divisor).toString(), den: (d / divisor).toString() };
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

/**
 * Entered quantity → base units, rounded half-even exactly once, to the item's scale.
 * @throws catalog.quantity_vanishes when something becomes nothing, catalog.quantity_range beyond NUMERIC(18,6).
 */
export function toBaseQuantity(entered: Quantity, { num, den }: Ratio, scale: number): Quantity {
  const base = entered.timesRatio(num, den, scale);
  if (base.isZero && !entered.isZero) throw catalogErrors.quantity_vanishes();
  try {
    return Quantity.of(base.toString());
  } catch {
    throw catalogErrors.quantity_range();
  }
}

/** Base units → the unit, for display: rounded half-even once to the unit's decimals. */
export function fromBaseQuantity(base: Quantity, { num, den }: Ratio, scale: number): Quantity {
  return base.timesRatio(den, num, scale);
}

/** @throws catalog.quantity_digits when the quantity is finer than the unit allows. */
export function requireDigits(entered: Quantity, unit: { readonly code: string; readonly decimals: number }): void {
  const digits = entered.toString().split('.')[1]?.length ?? 0;
  if (digits > unit.decimals) throw catalogErrors.quantity_digits({ uom: unit.code, decimals: unit.decimals });
}

/**
 * The item's conversion for a unit. Never assumes 1: a unit without a factor is refused.
 * @throws catalog.unit_not_for_item
 */
export function conversionFor(item: { readonly code: string; readonly units: readonly UnitOfItem[] }, uomCode: string): UnitOfItem {
  const unit = item.units.find((u) => u.code === uomCode);
  if (!unit) throw catalogErrors.unit_not_for_item({ item: item.code, uom: uomCode });
  return unit;
}
