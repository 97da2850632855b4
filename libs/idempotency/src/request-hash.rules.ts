import { hash } from 'node:crypto';
import { parseIdempotencyKey } from '@anwen/kernel';
import { idempotencyErrors } from './idempotency.errors';

/**
 * Reads the header, with or without the quotes of a structured-field string.
 * @throws idempotency.key_required | idempotency.key_invalid (also for two headers, which Node joins with a comma and a blank)
 */
export function readKey(header: string | string[] | undefined): string {
  if (header === undefined || header.length === 0) throw idempotencyErrors.key_required({ headers: { Link: '</api/docs#idempotency>; rel="describedby"' } });
  if (typeof header !== 'string') throw idempotencyErrors.key_invalid();
  const key = parseIdempotencyKey(header);
  if (key === undefined) throw idempotencyErrors.key_invalid();
  return key;
}

export interface HashedRequest {
  readonly method: string;
  /** Path with its query, as it came. */
  readonly url: string;
  readonly contentType: string | undefined;
  readonly body: unknown;
}

/** Equal for requests that mean the same: property order, blanks and the order of query parameters do not matter. */
export function requestHash(request: HashedRequest): string {
  const [path = '', query = ''] = request.url.split('?', 2);
  const sorted = query === '' ? '' : query.split('&').sort().join('&');
  const media = request.contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return `v1:${hash('sha256', `${request.method}\n${path}\n${sorted}\n${media}\n${bodyText(request.body)}`, 'hex')}`;
}

/** An upload counts by its bytes; as JSON it would be a list of millions of numbers. */
function bodyText(body: unknown): string {
  return body instanceof Uint8Array ? hash('sha256', body, 'hex') : canonicalJson(body);
}

/** RFC 8785: one text for one value, properties in the order of their UTF-16 units. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return value === undefined ? '' : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalJson((value as Record<string, unknown>)[name])}`).join(',')}}`;
}
