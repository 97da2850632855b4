import fc from 'fast-check';
import { parseJsonBody } from './json-body.rules';

const codeOf = (body: Buffer | string): string => {
  try {
    parseJsonBody(Buffer.from(body as string));
    return 'accepted';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a JSON body', () => {
  it('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value, null, 1);
        expect(parseJsonBody(Buffer.from(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('with a property written twice is refused, wherever it stands and however it is escaped', () => {
    expect(codeOf('{"a":1,"a":2}')).toBe('http.duplicate_key');
    expect(codeOf('{"x":[{"qty":"1","\\u0071ty":"2"}]}')).toBe('http.duplicate_key');
    expect(codeOf('{"__proto__":1,"__proto__":2}')).toBe('http.duplicate_key');
  });

  it('may repeat a name in different objects, and colons, quotes and braces in texts', () => {
    expect(codeOf('[{"a":"\\":{\\"a\\":"},{"a" \n :"}{][,:"},"b:",["a","a"]]')).toBe('accepted');
  });

  it.each([
    ['cut off', '{"a":1', 'http.malformed_json'],
    ['with a trailing comma', '{"a":1,}', 'http.malformed_json'],
    ['with a byte order mark', '\ufeff{}', 'http.malformed_json'],
    ['with NaN', '{"a":NaN}', 'http.malformed_json'],
    ['nested a thousand deep', '['.repeat(1_000) + ']'.repeat(1_000), 'http.malformed_json'],
    ['that is no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'http.bad_encoding'],
    ['in Big5', Buffer.from([0x22, 0xa4, 0xa4, 0x22]), 'http.bad_encoding'],
  ])('%s is refused', (_name, body, code) => expect(codeOf(body)).toBe(code));
});
