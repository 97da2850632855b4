/** A quantity as a whole number of millionths: exact like the ledger's NUMERIC(18,6), and quick enough for a plan of a million lines. */
export type Micro = bigint;

const QUANTITY_DIGITS = 6;
/** As many digits as a bill keeps for a third of a box. */
const RATIO_DIGITS = 18;
const HUNDRED_PERCENT = 100_000_000n;

/** @throws RangeError when the text is no plain decimal or has more digits than a quantity keeps. */
export const micro = (text: string): Micro => whole(text, QUANTITY_DIGITS);

/** `12.5`, never `12.500000`. */
export function plain(value: Micro): string {
  const digits = (value < 0n ? -value : value).toString().padStart(QUANTITY_DIGITS + 1, '0');
  const fraction = digits.slice(-QUANTITY_DIGITS).replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -QUANTITY_DIGITS)}${fraction ? `.${fraction}` : ''}`;
}

/** The smallest quantity of an item that is kept to so many digits. */
export const unitOf = (scale: number): Micro => 10n ** BigInt(QUANTITY_DIGITS - scale);

/** The next multiple at or above the value; the value itself where there is no multiple. */
export const upTo = (value: Micro, multiple: Micro): Micro => (multiple > 0n ? ((value + multiple - 1n) / multiple) * multiple : value);

export const atLeast = (a: Micro, b: Micro): Micro => (a > b ? a : b);
export const atMost = (a: Micro, b: Micro): Micro => (a < b ? a : b);

/** What a bill says about one component, as decimal texts. */
export interface NeedRatio {
  readonly perUnit: string;
  readonly fixedQty: string;
  readonly scrapPct: string;
}

/** What an order of `qty` needs of a component: rounded half up once, at the end, as a released order freezes it. */
export function componentNeed({ perUnit, fixedQty, scrapPct }: NeedRatio, qty: Micro, scale: number): Micro {
  const one = 10n ** BigInt(RATIO_DIGITS) * HUNDRED_PERCENT;
  const exact = whole(perUnit, RATIO_DIGITS) * qty * (HUNDRED_PERCENT + micro(scrapPct)) + micro(fixedQty) * one;
  const step = one * unitOf(scale);
  return ((2n * exact + step) / (2n * step)) * unitOf(scale);
}

function whole(text: string, digits: number): bigint {
  const [, sign, left, right = ''] = /^(-?)(\d+)(?:\.(\d+?)0*)?$/.exec(text) ?? [];
  if (left === undefined || right.length > digits) throw new RangeError(`not a decimal of ${digits} digits: ${text.slice(0, 60)}`);
  const value = BigInt(left + right.padEnd(digits, '0'));
  return sign ? -value : value;
}
