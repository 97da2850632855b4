import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  findReferenceUnit,
  isBusinessNumber,
  isCountry,
  isCountryNumber,
  isCurrency,
  isCurrencyNumber,
  minorDigitsOf,
  physicalRatio,
  searchReferenceUnits,
} from '.';
import { REC20_ROWS } from './rec20-table';

const VECTORS = join(__dirname, '../../../../../shared/data/codes/tw-business-number-vectors.json');
const here = existsSync(VECTORS) ? it : it.skip;

describe('a Taiwan business number', () => {
  here('is judged as the published vectors say, by the rule of today and by the old one', () => {
    const vectors = JSON.parse(readFileSync(VECTORS, 'utf8')) as Record<'current_rule' | 'old_rule', { valid: string[]; invalid: string[] }>;
    for (const [key, rule] of [
      ['current_rule', 'current'],
      ['old_rule', 'old'],
    ] as const) {
      expect(vectors[key].valid.length).toBeGreaterThan(2);
      expect(vectors[key].valid.filter((n) => !isBusinessNumber(n, rule))).toEqual([]);
      expect(vectors[key].invalid.filter((n) => isBusinessNumber(n, rule))).toEqual([]);
    }
  });

  it('has the second sum only where the seventh digit is 7', () => {
    expect(['12345675', '12345676', '12345670', '12345671'].every((n) => isBusinessNumber(n))).toBe(true);
    expect([isBusinessNumber('12345675', 'old'), isBusinessNumber('12345670', 'old')]).toEqual([true, false]);
    expect([isBusinessNumber('00000005'), isBusinessNumber('00000004')]).toEqual([true, false]);
    expect(['04595252', '１２３４５６７５', '', ' 12345675', '1234567５'].filter((n) => isBusinessNumber(n, 'old'))).toEqual([]);
  });
});

describe('codes of ISO', () => {
  it('are those in use, written as the standard writes them', () => {
    expect([isCurrency('TWD'), isCurrency('twd'), isCurrency('NTD'), isCurrency('DEM'), isCurrency('')]).toEqual([true, false, false, false, false]);
    expect([minorDigitsOf('TWD'), minorDigitsOf('JPY'), minorDigitsOf('KWD'), minorDigitsOf('XAU'), minorDigitsOf('ZZZ')]).toEqual([2, 0, 3, null, undefined]);
    expect([isCountry('TW'), isCountry('tw'), isCountry('ZZ'), isCountryNumber('158'), isCountryNumber('987')]).toEqual([true, false, false, true, false]);
    expect([isCurrencyNumber('901'), isCurrencyNumber('008'), isCurrencyNumber('987')]).toEqual([true, true, false]);
  });
});

describe('Recommendation 20', () => {
  it('offers its 1756 units in use, each with a code and a name', () => {
    const rows = REC20_ROWS.trim().split('\n');
    expect(rows).toHaveLength(1756);
    expect(rows.every((row) => /^[A-Z0-9]{2,3}\|[^|]+\|[^|]*\|[^|]*\|(count|package|mass|length|area|volume|time|other)\|[0-6]\|\d*\|\d*$/.test(row))).toBe(
      true,
    );
    expect([findReferenceUnit('KGM')?.nameZh, findReferenceUnit('16'), findReferenceUnit('kgm')]).toEqual(['公斤', undefined, undefined]);
  });

  it('converts within one quantity exactly, and never between two', () => {
    expect(physicalRatio('KGM', 'GRM')).toEqual({ num: '1000', den: '1' });
    expect(physicalRatio('GRM', 'KGM')).toEqual({ num: '1', den: '1000' });
    expect(physicalRatio('LBR', 'KGM')).toEqual({ num: '45359237', den: '100000000' });
    expect(physicalRatio('INH', 'CMT')).toEqual({ num: '127', den: '50' });
    expect(physicalRatio('LTR', 'MTQ')).toEqual({ num: '1', den: '1000' });
    expect(physicalRatio('HUR', 'MIN')).toEqual({ num: '60', den: '1' });
    expect([
      physicalRatio('KGM', 'MTR'),
      physicalRatio('LTR', 'KGM'),
      physicalRatio('EA', 'DZN'),
      physicalRatio('KGM', 'XX'),
      physicalRatio('BX', 'KGM'),
    ]).toEqual([null, null, null, null, null]);
  });

  it('is found by code, by the word that people use, and by symbol; the plain word first', () => {
    const codes = (q: string): string[] =>
      searchReferenceUnits({ q })
        .slice(0, 3)
        .map((unit) => unit.code);
    expect(codes('公斤')[0]).toBe('KGM');
    expect(codes('kg')).toContain('KGM');
    expect(codes('KGM')[0]).toBe('KGM');
    expect(codes('gallon')[0]).toBe('GLI');
    expect(searchReferenceUnits({ q: 'no such unit' })).toEqual([]);
    expect(searchReferenceUnits({ category: 'mass' })).toHaveLength(27);
  });
});
