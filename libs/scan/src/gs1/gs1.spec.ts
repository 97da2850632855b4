import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { missingCompanions, mutuallyExclusive, repeatedDifferently, unsignedKeys } from './associations';
import { readBracketed, splitBracketed } from './bracketed-input';
import { lint } from './content-linters';
import { entryFor, knownAis } from './dictionary';
import { readDigitalLink } from './digital-link';
import { elementString, GS, readElementString, type Element } from './elements';
import { textOf, type Gs1Error } from './gs1-errors';
import { readScannerOutput } from './scanner-output';

const CASES = join(__dirname, '../../../../../shared/data/gs1');
const here = existsSync(CASES) ? describe : describe.skip;

interface Case {
  readonly input: string;
  readonly valid: boolean;
  readonly element_string?: string;
  readonly error?: string | null;
  readonly rule?: string;
  readonly symbology?: string;
  readonly data?: string;
}
const cases = (name: string): Case[] => JSON.parse(readFileSync(join(CASES, `${name}.json`), 'utf8')) as Case[];
const verdict = (errors: readonly Gs1Error[]): string | null => errors[0]?.code ?? null;
/** What the cases expect and what was found, side by side; only what differs is shown. */
const differing = (all: readonly Case[], judge: (one: Case) => unknown, expected: (one: Case) => unknown): unknown[] =>
  all.flatMap((one) => {
    const [found, wanted] = [judge(one), expected(one)];
    return JSON.stringify(found) === JSON.stringify(wanted) ? [] : [{ input: one.input, found, wanted }];
  });

here('the published cases of GS1', () => {
  it('bracketed input becomes element strings', () => {
    const all = cases('bracketed-to-element-string');
    const judge = ({ input }: Case): unknown => {
      const { elements, errors } = readBracketed(input);
      return errors.length > 0 ? null : elementString(elements);
    };
    expect(all).toHaveLength(14);
    expect(differing(all, judge, (one) => one.element_string ?? null)).toEqual([]);
  });

  it('element strings are valid or not', () => {
    const all = cases('element-string-validity');
    const judge = ({ input }: Case): boolean => input.startsWith('^') && readElementString(input.slice(1).replaceAll('^', GS)).errors.length === 0;
    expect(all).toHaveLength(39);
    expect(differing(all, judge, (one) => one.valid)).toEqual([]);
  });

  it('contents are judged with the code of the first error; coupons apart', () => {
    const all = cases('content-checks').filter(({ input }) => !/^\(811[02]\)/.test(input));
    expect(all).toHaveLength(22);
    expect(
      differing(
        all,
        ({ input }) => verdict(readBracketed(input).errors),
        (one) => one.error,
      ),
    ).toEqual([]);
  });

  it('identifiers that come together follow their rules', () => {
    const rules: Readonly<Record<string, (elements: readonly Element[]) => Gs1Error[]>> = {
      'repeated-AIs-must-match': repeatedDifferently,
      'mutually-exclusive-AIs': mutuallyExclusive,
      'required-companion-AIs': missingCompanions,
      validateDigSigRequiresSerialisedKey: unsignedKeys,
    };
    const all = cases('ai-association-rules');
    expect(all).toHaveLength(39);
    expect(
      differing(
        all,
        ({ input, rule }) => rules[rule!]!(splitBracketed(input)!).length === 0,
        (one) => one.valid,
      ),
    ).toEqual([]);
  });

  it('the output of scanners is understood by its symbology', () => {
    const all = cases('scanner-output');
    expect(all).toHaveLength(27);
    const expected = ({ valid, symbology, data }: Case): unknown => (valid ? { symbology, data } : null);
    expect(differing(all, ({ input }) => readScannerOutput(input), expected)).toEqual([]);
  });

  it('Digital Links become element strings', () => {
    const all = cases('digital-link-uri');
    const judge = ({ input }: Case): unknown => {
      const { elements, errors } = readDigitalLink(input);
      return errors.length > 0 ? null : elementString(elements);
    };
    expect(all).toHaveLength(50);
    expect(differing(all, judge, (one) => one.element_string ?? null)).toEqual([]);
  });
});

describe('the dictionary', () => {
  it('knows every identifier of the published list, with its format and whether FNC1 must follow', () => {
    expect([...knownAis()]).toHaveLength(541);
    expect([entryFor('3103')?.fixed, entryFor('10')?.fixed, entryFor('20')?.fixed, entryFor('422')?.fixed]).toEqual([true, false, true, false]);
  });

  it('names no check that nobody wrote, and every error has its two texts', () => {
    for (const ai of knownAis()) for (const { linters } of entryFor(ai)!.components) for (const name of linters) expect(() => lint(name, '1')).not.toThrow();
    expect(() => lint('unheard', '1')).toThrow('unheard');
    const error: Gs1Error = { code: 'companion_missing', ai: '10', read: 'A', other: '01, 02' };
    expect([textOf(error, 'zh-Hant'), textOf(error, 'en')]).toEqual([
      '(10) 缺少必須同時出現的識別碼（01, 02）',
      '(10) needs another identifier beside it (01, 02)',
    ]);
  });

  it('checks the check characters of a model number as GS1 does', () => {
    expect([lint('csumalpha', '1987654Ad4X4bL5ttr2310c2K'), lint('csumalpha', '1987654Ad4X4bL5ttr2310c2L')]).toEqual([null, 'incorrect_check_pair']);
  });
});

describe('element strings', () => {
  it('end a value at the separator alone, and show what was read when it is missing', () => {
    const lot = 'A'.repeat(18);
    const { elements, errors } = readElementString(`0109520123456788` + `10${lot}17261231`);
    expect(elements).toEqual([{ ai: '01', value: '09520123456788' }]);
    expect(errors).toEqual([{ code: 'too_long', ai: '10', read: `${lot}17261231` }]);
    expect(readElementString(`010952012345678810${lot}${GS}17261231`).errors).toEqual([]);
  });

  it('may say the same twice: an identifier does not exclude itself, though its pattern fits', () => {
    const weight = { ai: '3102', value: '000150' };
    expect([mutuallyExclusive([weight, weight]), mutuallyExclusive([weight, { ai: '3103', value: '001500' }])]).toMatchObject([
      [],
      [{ ai: '3102' }, { ai: '3103' }],
    ]);
  });

  it('say which part nobody knows', () => {
    expect(readElementString('010952012345678805X').errors).toEqual([{ code: 'unknown_ai', ai: null, read: '05X' }]);
  });
});
