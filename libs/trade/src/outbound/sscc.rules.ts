/** GS1 check digit: weights 3 and 1 from the right, up to the next ten. */
export function checkDigit(digits: string): string {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) sum += Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 3 : 1);
  return String((10 - (sum % 10)) % 10);
}

/** A company prefix as GS1 gives it out; with it an SSCC has room for at least ten thousand packages an extension digit. */
export function isCompanyPrefix(text: unknown): text is string {
  return typeof text === 'string' && /^\d{4,12}$/.test(text);
}

/**
 * The n-th serial shipping container code of a company, from 1: extension digit, prefix, serial reference, check digit. The
 * serial reference fills the 16 digits; once it has run full, the extension digit goes up. Null when all are used.
 */
export function ssccOf(prefix: string, n: bigint): string | null {
  const width = 16 - prefix.length;
  const room = 10n ** BigInt(width);
  const extension = n / room;
  if (n < 1n || extension > 9n) return null;
  const body = `${extension}${prefix}${(n % room).toString().padStart(width, '0')}`;
  return body + checkDigit(body);
}
