import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { isSignedByKey, isSignedBySecret, readPublicKey, readSignature, secretDigest, signedText } from './signature.rules';

const nonce = Buffer.alloc(16, 7).toString('base64url');
const header = (parts: Partial<Record<'t' | 'n' | 's' | 'v1', string>> = {}): string =>
  `t=${parts.t ?? '1790000000000'},n=${parts.n ?? nonce},s=${parts.s ?? '42'},v1=${parts.v1 ?? 'A'.repeat(86)}`;

describe('the signature of a device', () => {
  it('is read exactly, or not at all', () => {
    expect(readSignature(header())).toMatchObject({ at: 1_790_000_000_000, seq: 42, nonceText: nonce });
    const short = Buffer.alloc(7).toString('base64url');
    const long = Buffer.alloc(33).toString('base64url');
    for (const bad of [{ n: short }, { n: long }, { n: 'with space!!' }, { s: '0' }, { s: '-1' }, { s: '1e3' }, { t: 'now' }, { v1: 'short' }])
      expect([bad, readSignature(header(bad))]).toEqual([bad, undefined]);
    expect(readSignature(`${header()},x=1`)).toBeUndefined();
    expect(readSignature('')).toBeUndefined();
  });

  it('says every fact on a line of its own, so that none can be moved into another', () => {
    const request = { method: 'GET', target: '/a?b=c', bodyDigest: 'ff' };
    expect(signedText(request, { at: 1, nonceText: 'n', seq: 2 })).toBe('anwen-device-v1\nGET\n/a?b=c\nff\n1\nn\n2');
  });

  it('is believed in both forms of P-256 and of nothing else', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const key = readPublicKey(publicKey.export({ type: 'spki', format: 'der' }))!;
    for (const dsaEncoding of ['der', 'ieee-p1363'] as const) {
      const signature = sign('sha256', Buffer.from('text'), { key: privateKey, dsaEncoding });
      expect(isSignedByKey('text', signature, key)).toBe(true);
      expect(isSignedByKey('text.', signature, key)).toBe(false);
    }
    expect(isSignedByKey('text', Buffer.alloc(64), key)).toBe(false);
    expect(isSignedByKey('text', Buffer.from('nonsense'), key)).toBe(false);
    const other = (made: { publicKey: { export(o: { type: 'spki'; format: 'der' }): Buffer } }): unknown =>
      readPublicKey(made.publicKey.export({ type: 'spki', format: 'der' }));
    expect(other(generateKeyPairSync('ec', { namedCurve: 'secp384r1' }))).toBeUndefined();
    expect(other(generateKeyPairSync('rsa', { modulusLength: 2048 }))).toBeUndefined();
    expect(readPublicKey(Buffer.from('AAAA'))).toBeUndefined();
  });

  it('by a secret is an HMAC whose key is the digest of the secret', () => {
    const digest = secretDigest('geheim');
    const signature = createHmac('sha256', digest).update('text').digest();
    expect(isSignedBySecret('text', signature, digest)).toBe(true);
    expect(isSignedBySecret('text', signature.subarray(1), digest)).toBe(false);
    expect(isSignedBySecret('text', signature, secretDigest('andere'))).toBe(false);
  });
});
