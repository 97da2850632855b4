/** Turns the text of one CSV field into a value. @throws FieldFault with the reason, in words for the operator. */
export type Field<T> = (text: string) => T;

export class FieldFault extends Error {}

/** Any text, not empty. */
export const text: Field<string> = (raw) => {
  if (raw === '') throw new FieldFault('must not be empty');
  if (raw.includes('\uFFFD') || raw.includes('\0')) throw new FieldFault('is not valid UTF-8 text');
  return raw;
};

/** A whole number that JavaScript holds exactly. */
export const whole: Field<number> = (raw) => {
  const value = Number(raw);
  if (!/^-?\d{1,15}$/.test(raw) || !Number.isSafeInteger(value)) throw new FieldFault(describe(raw, 'a whole number'));
  return value;
};

/** A whole number that is not negative: quantities and ids of this data. */
export const count: Field<number> = (raw) => {
  const value = whole(raw);
  if (value < 0) throw new FieldFault(`must not be negative: ${raw}`);
  return value;
};

/** A whole number above zero. */
export const positive: Field<number> = (raw) => {
  const value = whole(raw);
  if (value <= 0) throw new FieldFault(`must be above zero: ${raw}`);
  return value;
};

/** A decimal column whose values must be whole (`3.00`): quantities of goods counted in pieces. */
export const wholeDecimal: Field<number> = (raw) => {
  const plain = /^(\d{1,15})(?:\.0+)?$/.exec(raw)?.[1];
  if (plain === undefined) throw new FieldFault(describe(raw, 'a whole quantity'));
  return Number(plain);
};

/** An exact decimal, kept as text: money never becomes a float. */
export const decimal: Field<string> = (raw) => {
  if (!/^\d{1,12}(\.\d{1,6})?$/.test(raw)) throw new FieldFault(describe(raw, 'a decimal number'));
  return raw;
};

/** A decimal times ten thousand, so that hours and money add up exactly. A fifth digit is refused: cutting it off would be rounding. */
export const tenThousandths: Field<bigint> = (raw) => {
  const [, units, part = ''] = /^(\d{1,12})(?:\.(\d{1,4}))?$/.exec(raw) ?? [];
  if (units === undefined) throw new FieldFault(describe(raw, 'a decimal number with at most four digits after the point'));
  return BigInt(units) * 10_000n + BigInt(part.padEnd(4, '0'));
};

/** A day, `YYYY-MM-DD`, that exists in the calendar. */
export const day: Field<string> = (raw) => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(raw) || !exists(raw)) throw new FieldFault(describe(raw, 'a date YYYY-MM-DD'));
  return raw;
};

export const flag: Field<boolean> = (raw) => {
  if (raw !== 'true' && raw !== 'false') throw new FieldFault(describe(raw, 'true or false'));
  return raw === 'true';
};

/** One of a few letters. */
export const oneOf =
  <const L extends readonly string[]>(...letters: L): Field<L[number]> =>
  (raw) => {
    if (!letters.includes(raw)) throw new FieldFault(describe(raw, `one of ${letters.join(', ')}`));
    return raw;
  };

/** An empty field is NULL. */
export const optional =
  <T>(field: Field<T>): Field<T | null> =>
  (raw) =>
    raw === '' ? null : field(raw);

function exists(date: string): boolean {
  const parsed = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
}

function describe(raw: string, wanted: string): string {
  return raw === '' ? `must be ${wanted}, is empty` : `must be ${wanted}, is ${JSON.stringify(raw.slice(0, 40))}`;
}
