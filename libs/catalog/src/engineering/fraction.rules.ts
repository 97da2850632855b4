/** An exact fraction of two whole numbers: quantities run down a bill of many levels and are rounded once, where they are shown. */
export class Fraction {
  private constructor(
    private readonly num: bigint,
    private readonly den: bigint,
  ) {}

  static readonly zero = new Fraction(0n, 1n);
  static readonly one = new Fraction(1n, 1n);

  /** A plain decimal as PostgreSQL or a request writes it. @throws RangeError for anything else */
  static of(decimal: string): Fraction {
    const read = /^(-?)(\d{1,60})(?:\.(\d{1,40}))?$/.exec(decimal);
    if (!read) throw new RangeError(`not a decimal: ${decimal.slice(0, 40)}`);
    const digits = (read[3] ?? '').replace(/0+$/, '');
    const num = BigInt(`${read[2]}${digits}`);
    return reduced(read[1] ? -num : num, 10n ** BigInt(digits.length));
  }

  /** One and `percent` of one more: 1 + percent/100. */
  static onePlusPercent(percent: string): Fraction {
    return /^0(\.0*)?$/.test(percent) ? Fraction.one : Fraction.one.plus(Fraction.of(percent).over(Fraction.of('100')));
  }

  times(other: Fraction): Fraction {
    if (other === Fraction.one) return this;
    return reduced(this.num * other.num, this.den * other.den);
  }

  /** @throws RangeError when the other one is nothing */
  over(other: Fraction): Fraction {
    if (other.num === 0n) throw new RangeError('division by zero');
    return reduced(this.num * other.den, this.den * other.num);
  }

  plus(other: Fraction): Fraction {
    return this.den === other.den ? reduced(this.num + other.num, this.den) : reduced(this.num * other.den + other.num * this.den, this.den * other.den);
  }

  equals(other: Fraction): boolean {
    return this.num === other.num && this.den === other.den;
  }

  /** Plain decimal without trailing zeros, rounded half up once to at most `scale` digits. */
  toDecimal(scale: number): string {
    const size = 10n ** BigInt(scale);
    const whole = this.num < 0n ? -this.num : this.num;
    const units = (2n * whole * size + this.den) / (2n * this.den);
    const text = units.toString().padStart(scale + 1, '0');
    const split = text.length - scale;
    const digits = text.slice(split).replace(/0+$/, '');
    return `${this.num < 0n && units !== 0n ? '-' : ''}${text.slice(0, split)}${digits ? `.${digits}` : ''}`;
  }

  /** Exported only to the builder below, which keeps the terms lowest and the sign above. */
  static raw(num: bigint, den: bigint): Fraction {
    return new Fraction(num, den);
  }
}

function reduced(num: bigint, den: bigint): Fraction {
  const sign = den < 0n ? -1n : 1n;
  if (den === sign) return Fraction.raw(num * sign, 1n);
  let [a, b] = [num < 0n ? -num : num, den * sign];
  while (b !== 0n) [a, b] = [b, a % b];
  return Fraction.raw((num * sign) / a, (den * sign) / a);
}
