import { NO_SCOPE } from '@anwen/kernel';
import fc from 'fast-check';
import { liesWithin, parentsFirst, pathBelow, reachesLocation } from './location.rules';

describe('location paths', () => {
  it('cannot be forged by a code', () => {
    expect(pathBelow('/A', 'B/C')).toBe('/A/B%2FC');
    expect(pathBelow(null, '100%2F')).toBe('/100%252F');
  });

  it('tell two trees apart, whatever the codes', () => {
    const code = fc.string({ minLength: 1, maxLength: 5, unit: fc.constantFrom('/', '%', '2', 'F', '5', 'a') });
    fc.assert(
      fc.property(fc.array(code, { minLength: 1, maxLength: 4 }), fc.array(code, { minLength: 1, maxLength: 4 }), (one, other) => {
        const path = (codes: readonly string[]): string => codes.reduce<string>((above, c) => pathBelow(above, c), '');
        const prefix = other.length <= one.length && other.every((c, i) => c === one[i]);
        expect(liesWithin(path(one), path(other))).toBe(prefix);
      }),
    );
  });
});

describe('loading a tree', () => {
  it('puts parents before children', () => {
    const { levels, circle } = parentsFirst([{ code: 'C', parent: 'B' }, { code: 'A' }, { code: 'B', parent: 'A' }, { code: 'D', parent: 'elsewhere' }]);
    expect(levels.map((level) => level.map((row) => row.code))).toEqual([['A', 'D'], ['B'], ['C']]);
    expect(circle).toEqual([]);
  });

  it('names the codes that wait for each other', () => {
    expect(parentsFirst([{ code: 'A', parent: 'B' }, { code: 'B', parent: 'A' }, { code: 'C' }]).circle).toEqual(['A', 'B']);
    expect(parentsFirst([{ code: 'A', parent: 'A' }]).circle).toEqual(['A']);
  });
});

describe('reach of a scope', () => {
  it('is nothing when nothing is listed', () => {
    expect(reachesLocation(NO_SCOPE, { warehouseId: '1', zoneId: '2' })).toBe(false);
  });

  it('is a warehouse whole, or a zone of it', () => {
    expect(reachesLocation({ ...NO_SCOPE, warehouses: ['1'] }, { warehouseId: '1', zoneId: null })).toBe(true);
    expect(reachesLocation({ ...NO_SCOPE, zones: ['2'] }, { warehouseId: '1', zoneId: '2' })).toBe(true);
    expect(reachesLocation({ ...NO_SCOPE, zones: ['2'] }, { warehouseId: '1', zoneId: null })).toBe(false);
  });
});
