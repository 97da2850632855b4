import fc from 'fast-check';
import { fieldsOf } from './field-plan';
import { BoolField, Code, DateField, DecimalField, InstantField, IntField, ListOf, Nested, OneOf, Text, TextList, UuidField } from './fields';
import { ListQuery } from './list-query';
import { ValidationPipe } from './validation';

class Line {
  @DecimalField({ positive: true, scale: 3 }) qty: string;
  @Code({ optional: true }) lot?: string;
}

class Everything {
  @Text({ max: 5 }) text: string;
  @Code({ optional: true, nullable: true }) code?: string | null;
  @UuidField({ optional: true }) id?: string;
  @DecimalField({ optional: true }) amount?: string;
  @IntField({ optional: true, min: 1, max: 10 }) count?: number;
  @BoolField({ optional: true }) flag?: boolean;
  @DateField({ optional: true }) day?: string;
  @InstantField({ optional: true }) at?: string;
  @OneOf(['a', 'b'], { optional: true }) kind?: string;
  @Nested(Line, { optional: true }) line?: Line;
  @ListOf(Line, { optional: true, max: 2 }) lines?: Line[];
  @TextList({ optional: true, max: 2 }) tags?: string[];
  @Nested(() => Everything, { optional: true }) inner?: unknown;
}

class Search extends ListQuery {
  @Text({ optional: true, max: 100 }) q?: string;
  @TextList({ optional: true }) status?: string[];
}

const pipe = new ValidationPipe();
const read = (value: unknown): unknown => pipe.transform(value, { type: 'body', metatype: Everything });
const refusalOf = (value: unknown): { code: string; status: number; at: string[] } => {
  try {
    read(value);
  } catch (error) {
    const { code, status, data } = error as { code: string; status: number; data: { errors: { pointer: string; code: string }[] } };
    return { code, status, at: data.errors.map((e) => `${e.pointer} ${e.code}`) };
  }
  throw new Error('it was accepted');
};

describe('a body', () => {
  it('becomes an instance with exactly the declared fields', () => {
    const body = {
      text: 'x',
      code: null,
      amount: 12.5,
      count: 3,
      flag: false,
      day: '2026-02-28',
      at: '2026-11-22T10:00:00+08:00',
      kind: 'a',
      line: { qty: '1.500' },
      tags: ['S1'],
    };
    const dto = read(body) as Everything;
    expect(dto).toBeInstanceOf(Everything);
    expect(dto.line).toBeInstanceOf(Line);
    expect(JSON.parse(JSON.stringify(dto))).toEqual({ ...body, amount: '12.5', line: { qty: '1.5' } });
  });

  it('gets all its problems in one answer, each with a JSON pointer', () => {
    expect(
      refusalOf({
        text: 'toolong',
        code: ' x',
        id: '7',
        count: 11,
        flag: 'true',
        day: '2026-02-30',
        at: 'now',
        kind: 'c',
        line: {},
        lines: [{ qty: '1' }, { qty: 'x' }],
        extra: 1,
        inner: { text: 1 },
      }),
    ).toEqual({
      code: 'http.validation_failed',
      status: 400,
      at: [
        '/extra unknown_property',
        '/text too_long',
        '/code bad_characters',
        '/id bad_format',
        '/count above_maximum',
        '/flag wrong_type',
        '/day bad_format',
        '/at bad_format',
        '/kind not_one_of',
        '/line/qty required',
        '/lines/1/qty wrong_type',
        '/inner/text wrong_type',
      ],
    });
  });

  it('with nothing but unknown properties wrong says so; also for names of Object', () => {
    expect(refusalOf({ text: 'x', 'a/b~c': 1 })).toMatchObject({ code: 'http.unknown_property', at: ['/a~1b~0c unknown_property'] });
    for (const name of ['__proto__', 'constructor', 'toString']) expect(refusalOf(JSON.parse(`{"text":"x","${name}":{}}`)).code).toBe('http.unknown_property');
  });

  it('of the right form with impossible values is 422', () => {
    expect(refusalOf({ text: 'x', line: { qty: '1.2345' } })).toEqual({ code: 'http.value_refused', status: 422, at: ['/line/qty too_many_decimals'] });
    expect(refusalOf({ text: 'x', line: { qty: '0.000' } }).at).toEqual(['/line/qty not_positive']);
    expect(refusalOf({ text: 'x', line: { qty: '-1' } }).status).toBe(422);
    expect(refusalOf({ text: 'x', amount: '1234567890123' }).at).toEqual(['/amount out_of_range']);
    expect(refusalOf({ text: 'x', amount: 0.1234567890123456 }).at).toEqual(['/amount not_exact']);
    expect(refusalOf({ text: 'x', amount: 9007199254740993 }).at).toEqual(['/amount not_exact']);
  });

  it('is no array, text or null', () => {
    for (const value of [[], 'x', 1, true]) expect(refusalOf(value)).toMatchObject({ code: 'http.validation_failed', at: [' wrong_type'] });
  });

  it('keeps texts exactly, and refuses what cannot be stored', () => {
    expect((read({ text: ' 中\t𠮷 ' }) as Everything).text).toBe(' 中\t𠮷 ');
    expect(refusalOf({ text: 'a\0' }).at).toEqual(['/text bad_characters']);
    expect(refusalOf({ text: '\ud800' }).at).toEqual(['/text bad_characters']);
    expect((read({ text: '𠮷𠮷𠮷𠮷𠮷' }) as Everything).text).toHaveLength(10);
    expect(refusalOf({ text: 'x', code: 'A\u200bB' }).at).toEqual(['/code bad_characters']);
  });

  it('has decimals normalised without changing their value', () => {
    const decimal = fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 0, max: 999_999 }));
    fc.assert(
      fc.property(decimal, ([negative, whole, millionths]) => {
        const given = `${negative ? '-' : ''}${whole}.${String(millionths).padStart(6, '0')}`;
        const { amount } = read({ text: 'x', amount: given }) as Everything;
        expect(Number(amount)).toBe(Number(given) === 0 ? 0 : Number(given));
        expect(amount).toMatch(/^(-(?!0$))?(0|[1-9]\d*)(\.\d*[1-9])?$/);
      }),
    );
  });
});

describe('a query', () => {
  const query = (value: unknown): Search => pipe.transform(value, { type: 'query', metatype: Search }) as Search;

  it('is text that becomes numbers, flags and lists, with the defaults of a list', () => {
    expect({ ...query({}) }).toMatchObject({ limit: 50 });
    expect({ ...query({ limit: '200', withTotal: 'true', status: 'a', q: '' }) }).toMatchObject({ limit: 200, withTotal: true, status: ['a'] });
  });

  it('has its problems named by parameter', () => {
    const refused = (value: unknown): unknown => {
      try {
        return query(value);
      } catch (error) {
        return (error as { data: { errors: { pointer: string; code: string }[] } }).data.errors.map((e) => `${e.pointer} ${e.code}`);
      }
    };
    expect(refused({ limit: '201' })).toEqual(['?limit above_maximum']);
    expect(refused({ limit: ['1', '2'] })).toEqual(['?limit wrong_type']);
    expect(refused({ limit: '1e1' })).toEqual(['?limit wrong_type']);
    expect(refused({ limt: '1' })).toEqual(['?limt unknown_property']);
  });

  it('inherits the fields of a list', () => {
    expect([...fieldsOf(Search).keys()]).toEqual(['limit', 'cursor', 'sort', 'withTotal', 'q', 'status']);
  });
});

describe('a path parameter', () => {
  it('that is no id names nothing', () => {
    const param = (value: string, data = 'id'): unknown => pipe.transform(value, { type: 'param', metatype: String, data });
    expect(param('01A2029C-0000-7000-8000-000000000000')).toBe('01a2029c-0000-7000-8000-000000000000');
    expect(() => param('7')).toThrow('http.not_found');
    expect(() => param('a\u0000', 'code')).toThrow('http.not_found');
  });
});
