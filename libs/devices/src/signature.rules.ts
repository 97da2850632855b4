import { createHash, createHmac, createPublicKey, timingSafeEqual, verify, type KeyObject } from 'node:crypto';

/** How far the device's clock may be off: nonces are remembered twice as long (a signature may come from the future). */
export const SIGNATURE_WINDOW_MS = 300_000;
/** Requests of two lanes and of a few screens are under way at once; what 32 younger ones have overtaken is lost. */
export const REORDER_WINDOW = 32;
/** 64 random bits at least, so that two honest requests never meet; 32 bytes at most, so that nobody fills our table. */
const NONCE_BYTES = { min: 8, max: 32 } as const;
const P1363_BYTES = 64;

export interface SignatureHeader {
  /** Milliseconds since 1970 by the device's clock. */
  readonly at: number;
  readonly nonceText: string;
  readonly nonce: Buffer;
  readonly seq: number;
  readonly signature: Buffer;
}

/** What is signed of a request. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query exactly as sent. */
  readonly target: string;
  /** Hex SHA-256 of the body's bytes; of nothing when there is none. */
  readonly bodyDigest: string;
}

/** `t=<ms>,n=<base64url>,s=<number>,v1=<base64url>`; undefined when it is anything else. */
export function readSignature(header: string): SignatureHeader | undefined {
  const found = /^t=(\d{10,15}),n=([\w-]{11,43}),s=(\d{1,15}),v1=([\w-]{40,110})$/.exec(header);
  if (!found) return undefined;
  const [, at, nonceText, seq, signature] = found as unknown as [string, string, string, string, string];
  const nonce = Buffer.from(nonceText, 'base64url');
  if (nonce.length < NONCE_BYTES.min || nonce.length > NONCE_BYTES.max || Number(seq) < 1) return undefined;
  return { at: Number(at), nonceText, nonce, seq: Number(seq), signature: Buffer.from(signature, 'base64url') };
}

/** The signed text: one fact a line, and no line break can be inside any of them. */
export function signedText({ method, target, bodyDigest }: SignedRequest, { at, nonceText, seq }: Omit<SignatureHeader, 'signature' | 'nonce'>): string {
  return ['anwen-device-v1', method, target, bodyDigest, at, nonceText, seq].join('\n');
}

/** The key of a device; undefined unless it is a P-256 public key in SPKI. */
export function readPublicKey(spki: Buffer): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : undefined;
  } catch {
    return undefined;
  }
}

/** Browsers sign as two numbers of 32 bytes (P1363), Android's keystore as DER. */
export function isSignedByKey(text: string, signature: Buffer, key: KeyObject): boolean {
  const dsaEncoding = signature.length === P1363_BYTES ? 'ieee-p1363' : 'der';
  return verify('sha256', Buffer.from(text), { key, dsaEncoding }, signature);
}

/** The key of the fallback's HMAC is the SHA-256 of the secret: that much the server keeps (sealed), and no more. */
export function secretDigest(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest();
}

export function isSignedBySecret(text: string, signature: Buffer, digest: Buffer): boolean {
  const wanted = createHmac('sha256', digest).update(text).digest();
  return signature.length === wanted.length && timingSafeEqual(signature, wanted);
}
