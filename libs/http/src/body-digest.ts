import { createHash } from 'node:crypto';
import { PendingBody } from '@anwen/kernel';
import { httpErrors } from './http.errors';

interface SignedRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  body?: unknown;
}

const sha256 = (bytes: Buffer | string): Buffer => createHash('sha256').update(bytes).digest();

/** Digests of bodies that a device signed. The parser runs before the guards and leaves only the value, so it is taken there. */
const digests = new WeakMap<object, Buffer>();

export function keepForSignature(request: SignedRequest & object, body: Buffer): void {
  // Nobody asks for the digest of any other body.
  if (request.headers['x-device-signature'] !== undefined) digests.set(request, sha256(body));
}

/**
 * Hex SHA-256 of the body as it came. An upload has not been read when the guards run: its digest is what the request says
 * (`Content-Digest: sha-256=:…:`, RFC 9530), and reading it fails when the bytes are others. Undefined when it says nothing.
 */
export function bodyDigestOf(request: object): string | undefined {
  const { headers, body } = request as SignedRequest;
  const known = digests.get(request);
  if (known || !(body instanceof PendingBody)) return (known ?? sha256('')).toString('hex');
  const given = headers['content-digest'];
  const claimed = typeof given === 'string' ? /^sha-256=:([A-Za-z0-9+/]{43}=):$/.exec(given)?.[1] : undefined;
  if (claimed === undefined) return undefined;
  const digest = Buffer.from(claimed, 'base64');
  (request as SignedRequest).body = new PendingBody(async () => {
    const bytes = (await body.read()) as Buffer;
    if (!sha256(bytes).equals(digest)) throw httpErrors.bad_request();
    return bytes;
  });
  return digest.toString('hex');
}
