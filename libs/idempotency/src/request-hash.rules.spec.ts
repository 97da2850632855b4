import fc from 'fast-check';
import { canonicalJson, readKey, requestHash } from './request-hash.rules';

const request = (body: unknown, url = '/api/v1/things?b=2&a=1') => ({ method: 'POST', url, contentType: 'application/json', body });

/** The same value with the properties of every object in another order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, entry]) => [name, shuffled(entry)]),
  );
}

describe('the hash of a request', () => {
  it('is equal for every order of properties', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => requestHash(request(value)) === requestHash(request(shuffled(value)))));
  });

  it('is equal exactly when the canonical texts are, and those parse back to the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(JSON.parse(canonicalJson(a))).toEqual(JSON.parse(JSON.stringify(a)));
        expect(requestHash(request(a)) === requestHash(request(b))).toBe(canonicalJson(a) === canonicalJson(b));
      }),
    );
  });

  it('sorts as RFC 8785 does and keeps the order of arrays', () => {
    expect(canonicalJson({ b: [3, 1], a: { '\u20ac': 1, '1': null, z: 'é"' } })).toBe('{"a":{"1":null,"z":"é\\"","€":1},"b":[3,1]}');
    expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
  });

  it('does not depend on the order of query parameters, but on everything else of the request', () => {
    const hash = requestHash(request({ qty: '1' }));
    expect(requestHash(request({ qty: '1' }, '/api/v1/things?a=1&b=2'))).toBe(hash);
    expect(requestHash({ ...request({ qty: '1' }), contentType: 'application/json; charset=utf-8' })).toBe(hash);
    const others = [
      request({ qty: '1.0' }),
      request({ qty: 1 }),
      request({ qty: '1' }, '/api/v1/things?a=1'),
      request({ qty: '1' }, '/api/v1/others?b=2&a=1'),
      { ...request({ qty: '1' }), method: 'PUT' },
    ];
    expect(new Set([hash, ...others.map(requestHash)]).size).toBe(6);
  });
});

describe('the Idempotency-Key header', () => {
  const codeOf = (header: string | string[] | undefined): string => {
    try {
      return readKey(header);
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('is taken with and without the quotes of a structured field', () => {
    expect(codeOf('0123456789abcdef')).toBe('0123456789abcdef');
    expect(codeOf('"0123456789abcdef"')).toBe('0123456789abcdef');
  });

  it.each([
    ['nothing', undefined, 'idempotency.key_required'],
    ['an empty one', '', 'idempotency.key_required'],
    ['15 characters', '0123456789abcde', 'idempotency.key_invalid'],
    ['129 characters', 'x'.repeat(129), 'idempotency.key_invalid'],
    ['a blank inside', '01234567 89abcdef', 'idempotency.key_invalid'],
    ['a letter beyond ASCII', '0123456789abcdeé', 'idempotency.key_invalid'],
    ['two keys in a list', '0123456789abcdef, 0123456789abcdeg', 'idempotency.key_invalid'],
    ['an unclosed quote', '"0123456789abcdef', 'idempotency.key_invalid'],
    ['only quotes', '""', 'idempotency.key_invalid'],
  ])('refuses %s', (_name, header, code) => expect(codeOf(header)).toBe(code));

  it('covers every byte of an upload', () => {
    const upload = (bytes: string) => requestHash(request(Buffer.from(bytes)));
    expect(upload('品號,品名')).toBe(upload('品號,品名'));
    expect(upload('品號,品名')).not.toBe(upload('品號,品各'));
    expect(upload('')).not.toBe(requestHash(request(undefined)));
  });
});
