const PRINTABLE = /^[\x21-\x7e]{16,128}$/;

/**
 * The key that an `Idempotency-Key` header means: without the optional quotes of a structured-field string; undefined
 * when it is none. Everybody who reads the header reads it here, or one key would count as two.
 */
export function parseIdempotencyKey(header: string): string | undefined {
  const key = header.length > 2 && header.startsWith('"') && header.endsWith('"') ? header.slice(1, -1) : header;
  // A comma would be a list of keys: which of them is meant?
  return PRINTABLE.test(key) && !/[",]/.test(key) ? key : undefined;
}
