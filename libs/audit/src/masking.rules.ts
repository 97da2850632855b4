/** Keys whose values never reach the audit log, compared without case, `_` and `-`. */
const SECRET_KEY = /password|passwd|passphrase|secret|token|apikey|authorization|cookie|privatekey|credential|otp|^pin$|pincode|^key$|hash$/;
export const MASK = '***';
/** A log row is no place for documents: longer texts are cut, deeper structures are dropped. */
const TEXT_LIMIT = 2_000;
const DEPTH_LIMIT = 8;

// NUL and lone surrogates are legal in JSON texts but not in jsonb: one of them would fail the whole transaction.
const UNSTORABLE = /\u0000|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The text as PostgreSQL can keep it. */
export function storableText<T extends string | null>(text: T): T {
  return (text === null ? null : text.replace(UNSTORABLE, '\ufffd').slice(0, TEXT_LIMIT)) as T;
}

/** A copy with every secret replaced by `***`, whatever the depth. */
export function maskSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return storableText(value);
  if (typeof value === 'bigint') return value.toString();
  if (value === null || typeof value !== 'object') return value;
  if (depth >= DEPTH_LIMIT) return '…';
  if (Array.isArray(value)) return value.map((one) => maskSecrets(one, depth + 1));
  const plain = value as { toJSON?: () => unknown };
  if (typeof plain.toJSON === 'function') return maskSecrets(plain.toJSON(), depth + 1);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      storableText(key),
      isSecretKey(key) && inner !== null && inner !== undefined ? MASK : maskSecrets(inner, depth + 1),
    ]),
  );
}

function isSecretKey(key: string): boolean {
  return SECRET_KEY.test(key.toLowerCase().replaceAll(/[_-]/g, ''));
}
