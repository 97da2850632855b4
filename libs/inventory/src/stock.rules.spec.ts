import { Quantity } from '@anwen/kernel';
import fc from 'fast-check';
import { POSTING_RULES, POSTING_TYPES } from './posting-kinds.rules';
import { allocateFefo, compareIds, expiryOf, fefoOrder, type Candidate } from './stock.rules';

const candidate = (lotId: string, expiresOn: string | null, free: string, pickSeq = 0): Candidate => ({
  lotId,
  expiresOn,
  pickSeq,
  locationId: '1',
  serialId: '0',
  free: Quantity.of(free),
});

describe('FEFO', () => {
  it('takes the earliest expiry first and lots without expiry last', () => {
    const order = [candidate('1', null, '5'), candidate('2', '2027-01-01', '5'), candidate('3', '2026-12-01', '5')].sort(fefoOrder).map((c) => c.lotId);
    expect(order).toEqual(['3', '2', '1']);
  });

  it('breaks ties by the picking route and then by age', () => {
    const order = [candidate('10', null, '1', 2), candidate('9', null, '1', 2), candidate('11', null, '1', 1)].sort(fefoOrder).map((c) => c.lotId);
    expect(order).toEqual(['11', '9', '10']);
  });

  it('never takes more than is free or wanted, and says what is missing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 28 })), { maxLength: 8 }),
        fc.integer({ min: 1, max: 200 }),
        (stock, wanted) => {
          const candidates = stock.map(([free, day], i) => candidate(String(i + 1), `2026-12-${String(day).padStart(2, '0')}`, String(free)));
          const { taken, missing } = allocateFefo(candidates, Quantity.of(wanted));
          const total = taken.reduce((sum, t) => sum.plus(t.qty), Quantity.zero);
          expect(total.plus(missing).toString()).toBe(String(wanted));
          for (const t of taken) expect(t.qty.compare(t.from.free)).toBeLessThanOrEqual(0);
          // Whatever was left alone expires no earlier than anything that was taken, unless it was empty.
          const latest = taken.at(-1)?.from.expiresOn ?? '';
          for (const c of candidates) if (c.free.isPositive && !taken.some((t) => t.from === c)) expect(c.expiresOn! >= latest).toBe(true);
        },
      ),
    );
  });
});

describe('posting types', () => {
  it('only adjustments need a reason, and each type has its own permission', () => {
    expect(
      Object.entries(POSTING_RULES)
        .filter(([, rule]) => rule.needsReason)
        .map(([type]) => type),
    ).toEqual(['adjust']);
    expect(new Set(POSTING_TYPES.map((type) => POSTING_RULES[type].permission)).size).toBe(POSTING_TYPES.length);
  });
});

describe('dates and ids', () => {
  it('adds shelf life in calendar days across a leap day', () => {
    expect(expiryOf('2028-02-28', 2)).toBe('2028-03-01');
  });

  it('compares bigint texts as numbers', () => {
    expect(['10', '9', '100'].sort(compareIds)).toEqual(['9', '10', '100']);
  });
});
