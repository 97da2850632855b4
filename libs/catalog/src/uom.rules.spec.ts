import { Quantity } from '@anwen/kernel';
import fc from 'fast-check';
import { conversionFor, fromBaseQuantity, ratioOf, requireDigits, toBaseQuantity } from './uom.rules';

const whole = fc.bigInt({ min: 1n, max: 10n ** 6n });
const scale = fc.integer({ min: 0, max: 6 });

/** Exact comparison of a·b/c with d, all decimals as integers of 10^-6: no rounding anywhere in the test's own sums. */
const micro = (q: Quantity): bigint => {
  const [, sign, int, frac = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(q.toString())!;
  return BigInt(`${sign}${int}${frac.padEnd(6, '0')}`);
};
const abs = (n: bigint): bigint => (n < 0n ? -n : n);

describe('unit conversion', () => {
  it('nine ninths of a box are one box', () => {
    expect(toBaseQuantity(Quantity.of('9'), { num: '1', den: '9' }, 6).toString()).toBe('1');
  });

  it('den units make exactly num base units, whatever the ratio', () => {
    fc.assert(
      fc.property(whole, whole, scale, (num, den, s) => {
        expect(toBaseQuantity(Quantity.of(den), ratioOf(String(num), String(den)), s).toString()).toBe(String(num));
      }),
    );
  });

  it('rounds half-even, exactly once, within half a quantum of the true value (I-20)', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 12n }), whole, whole, scale, (n, num, den, s) => {
        const entered = Quantity.of(`${n / 1_000_000n}.${String(n % 1_000_000n).padStart(6, '0')}`);
        const quantum = 10n ** BigInt(6 - s);
        const base = (() => {
          try {
            return toBaseQuantity(entered, { num: String(num), den: String(den) }, s);
          } catch {
            return undefined;
          }
        })();
        if (base === undefined) return; // vanished or out of range: refused, tested below
        const twiceError = 2n * abs(micro(base) * den - n * num);
        expect(twiceError <= quantum * den).toBe(true);
        if (twiceError === quantum * den) expect((micro(base) / quantum) % 2n).toBe(0n);
      }),
      { numRuns: 2000 },
    );
  });

  it('entered → base → entered comes back within one quantum (I-20)', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 9n }), whole, whole, scale, (n, num, den, s) => {
        const ratio = { num: String(num), den: String(den) };
        const entered = Quantity.of(n);
        let back: Quantity;
        try {
          back = fromBaseQuantity(toBaseQuantity(entered, ratio, s), ratio, 6);
        } catch {
          return;
        }
        // One quantum of the base unit seen in the entered unit, plus the last digit that the display rounds away.
        const baseQuantum = (10n ** BigInt(6 - s) * den) / num + 1n;
        expect(abs(micro(back) - micro(entered)) <= baseQuantum).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['0.5', '0'],
    ['1.5', '2'],
    ['2.5', '2'],
    ['3.5', '4'],
  ])('rounds %s to the even neighbour %s', (entered, base) => {
    const convert = (): string => toBaseQuantity(Quantity.of(entered), { num: '1', den: '1' }, 0).toString();
    if (base === '0') expect(convert).toThrow('catalog.quantity_vanishes');
    else expect(convert()).toBe(base);
  });

  it('refuses what becomes nothing, and what the ledger cannot hold', () => {
    expect(() => toBaseQuantity(Quantity.of('0.001'), { num: '1', den: '1000' }, 3)).toThrow('catalog.quantity_vanishes');
    expect(() => toBaseQuantity(Quantity.of('999999999999'), { num: '1000', den: '1' }, 0)).toThrow('catalog.quantity_range');
  });
});

describe('ratios', () => {
  it('are reduced', () => {
    expect(ratioOf('24', '12')).toEqual({ num: '2', den: '1' });
    expect(ratioOf('0009', '0027')).toEqual({ num: '1', den: '3' });
  });

  it.each([
    ['0', '1'],
    ['1', '0'],
    ['-1', '1'],
    ['1.5', '1'],
    ['', '1'],
    ['1e3', '1'],
    ['9223372036854775808', '1'],
    [' 1', '1'],
    ['１', '1'],
  ])('refuse %p/%p', (num, den) => {
    expect(() => ratioOf(num, den)).toThrow('catalog.ratio_invalid');
  });

  it('keep the largest bigint', () => {
    expect(ratioOf('9223372036854775807', '9223372036854775806').num).toBe('9223372036854775807');
  });
});

describe('units of an item', () => {
  const item = {
    code: 'A',
    units: [
      { uomId: '1', code: 'PCE', decimals: 0, num: '1', den: '1' },
      { uomId: '2', code: 'BX', decimals: 0, num: '24', den: '1' },
    ],
  };

  it('demand a factor and never assume 1', () => {
    expect(conversionFor(item, 'BX').num).toBe('24');
    expect(() => conversionFor(item, 'KGM')).toThrow('catalog.unit_not_for_item');
  });

  it('refuse more digits than the unit has', () => {
    expect(() => requireDigits(Quantity.of('1.5'), { code: 'PCE', decimals: 0 })).toThrow('catalog.quantity_digits');
    expect(() => requireDigits(Quantity.of('1.500'), { code: 'KGM', decimals: 1 })).not.toThrow();
  });
});
