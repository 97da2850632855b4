import { Decimal } from 'decimal.js';

/** Digits after the point that the ledger keeps: NUMERIC(18,6). */
export const QUANTITY_SCALE = 6;
const LIMIT = new Decimal('1e12');
const DecimalExact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_EVEN });

/**
 * An exact decimal quantity in one unit. Never a float: it is made from a decimal string (or an exact
 * JavaScript number) and leaves as a decimal string.
 */
export class Quantity {
  private constructor(private readonly value: Decimal) {}

  static readonly zero = new Quantity(new DecimalExact(0));

  /** @throws RangeError when the text is no plain decimal, has more than `scale` digits after the point, or does not fit NUMERIC(18,6). */
  static of(input: string | number | bigint, scale = QUANTITY_SCALE): Quantity {
    const text = String(input);
    if (!/^-?\d{1,18}(\.\d+)?$/.test(text)) throw new RangeError(`not a decimal: ${text.slice(0, 40)}`);
    const value = new DecimalExact(text);
    if (value.decimalPlaces() > scale) throw new RangeError(`more than ${scale} decimal places`);
    if (value.abs().gte(LIMIT)) throw new RangeError('out of range');
    return new Quantity(value);
  }

  plus(other: Quantity): Quantity {
    return new Quantity(this.value.plus(other.value));
  }

  minus(other: Quantity): Quantity {
    return new Quantity(this.value.minus(other.value));
  }

  negated(): Quantity {
    return new Quantity(this.value.negated());
  }

  /** Times the exact ratio num/den, rounded half-even to `scale` digits. */
  timesRatio(num: bigint | string, den: bigint | string, scale = QUANTITY_SCALE): Quantity {
    return new Quantity(this.value.times(num.toString()).div(den.toString()).toDecimalPlaces(scale, Decimal.ROUND_HALF_EVEN));
  }

  compare(other: Quantity): -1 | 0 | 1 {
    return this.value.comparedTo(other.value) as -1 | 0 | 1;
  }

  get isPositive(): boolean {
    return this.value.gt(0);
  }

  get isZero(): boolean {
    return this.value.isZero();
  }

  static min(a: Quantity, b: Quantity): Quantity {
    return a.compare(b) <= 0 ? a : b;
  }

  /** Plain decimal without trailing zeros: `12.5`, never `1.25e1`. */
  toString(): string {
    return this.value.toFixed();
  }

  toJSON(): string {
    return this.toString();
  }
}

/** A NUMERIC as PostgreSQL prints it, without its trailing zeros: `12.500000` → `12.5`. */
export function plainDecimal(numeric: string): string {
  return numeric.includes('.') ? numeric.replace(/\.?0+$/, '') : numeric;
}
