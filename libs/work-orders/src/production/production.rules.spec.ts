import { Quantity } from '@anwen/kernel';
import * as fc from 'fast-check';
import { spread, unlinked } from './attribution.rules';
import { Progress, backflushOf, inSubstitute, need, type NeedLine } from './need.rules';
import { findSources, type SourceWant } from './sources.rules';

const RUNS = { numRuns: 300, seed: 20_261_122 };
const of = (qty: string | number) => Quantity.of(qty);
const line = (more: Partial<NeedLine> = {}): NeedLine => ({
  ...{ id: '1', opNo: null, issueMethod: 'backflush', perUnit: '2', fixedQty: '0', scrapPct: '0', scale: 0, required: '0', consumed: '0' },
  ...{ substituteOf: null, substituteRatio: null, standsFor: null },
  ...more,
});
const plain = (wanted: ReadonlyMap<string, Quantity>) => Object.fromEntries([...wanted].map(([id, qty]) => [id, qty.toString()]));

describe('what processed pieces need', () => {
  it('is exact and rounded half up once', () => {
    expect(need(line({ perUnit: '0.333333333333333333', scale: 3 }), of('9')).toString()).toBe('3');
    expect(need(line({ perUnit: '0.5', scale: 0 }), of('1')).toString()).toBe('1');
    expect(need(line({ perUnit: '0.5', scale: 0 }), of('3')).toString()).toBe('2');
    expect(need(line({ perUnit: '1', scrapPct: '2.5', scale: 2 }), of('10')).toString()).toBe('10.25');
    expect(need(line({ perUnit: '1', fixedQty: '4' }), of('10')).toString()).toBe('14');
  });

  it('is nothing of nothing, also of what goes in once an order', () => {
    expect(need(line({ fixedQty: '4' }), of('0')).toString()).toBe('0');
  });

  it('adds up over partial reports to one report of the sum (I-15)', () => {
    const facts = fc.record({
      perUnit: fc.bigInt({ min: 0n, max: 10n ** 20n }).map((n) => `${n / 10n ** 18n}.${String(n % 10n ** 18n).padStart(18, '0')}`),
      fixedQty: fc.integer({ min: 0, max: 50 }).map(String),
      scrapPct: fc.integer({ min: 0, max: 300 }).map((n) => String(n / 10)),
      scale: fc.integer({ min: 0, max: 6 }),
    });
    const reports = fc.array(fc.record({ good: fc.integer({ min: 0, max: 40 }), scrap: fc.integer({ min: 0, max: 5 }) }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(facts, reports, (one, parts) => {
        const used = (batches: { good: number; scrap: number }[]) => {
          let consumed = of('0');
          const sum = { good: 0, scrap: 0 };
          for (const part of batches) {
            sum.good += part.good;
            sum.scrap += part.scrap;
            const progress = new Progress([], { good: String(sum.good), scrap: String(sum.scrap) });
            consumed = consumed.plus(backflushOf([line({ ...one, consumed: consumed.toString() })], progress, 0).get('1') ?? of('0'));
          }
          return consumed.toString();
        };
        const whole = parts.reduce((sum, p) => ({ good: sum.good + p.good, scrap: sum.scrap + p.scrap }), { good: 0, scrap: 0 });
        expect(used(parts)).toBe(used([whole]));
      }),
      RUNS,
    );
  });
});

describe('pieces that have passed an operation', () => {
  const operations = [
    { opNo: 10, good: '0', scrap: '2' },
    { opNo: 20, good: '0', scrap: '0' },
    { opNo: 30, good: '97', scrap: '1' },
  ];

  it('are those that came further, and what was scrapped there', () => {
    const progress = new Progress(operations, { good: '97', scrap: '3' });
    expect([10, 20, 30].map((op) => progress.at(op).toString())).toEqual(['100', '98', '98']);
    expect(progress.finished.toString()).toBe('98');
  });

  it('are those reported there when the next ones lag behind', () => {
    const progress = new Progress(
      [
        { opNo: 10, good: '50', scrap: '1' },
        { opNo: 20, good: '30', scrap: '0' },
      ],
      { good: '30', scrap: '1' },
    );
    expect([progress.at(10).toString(), progress.at(null).toString()]).toEqual(['51', '30']);
  });

  it('count for the next operation when the line names one that is not there', () => {
    const progress = new Progress(operations, { good: '97', scrap: '3' });
    expect([progress.stepOf(15), progress.stepOf(99), progress.stepOf(null)]).toEqual([1, 2, 2]);
  });

  it('are all there is of an order without operations', () => {
    expect(new Progress([], { good: '7', scrap: '1' }).at(10).toString()).toBe('8');
  });
});

describe('backflush', () => {
  const ten = new Progress([], { good: '10', scrap: '0' });

  it('takes the need less what was issued by hand, and never below nothing', () => {
    expect(plain(backflushOf([line({ consumed: '15' })], ten, 0))).toEqual({ '1': '5' });
    expect(plain(backflushOf([line({ consumed: '25' })], ten, 0))).toEqual({});
  });

  it('leaves lines alone that are issued by hand, and those of operations further on', () => {
    const two = new Progress(
      [
        { opNo: 10, good: '10', scrap: '0' },
        { opNo: 20, good: '0', scrap: '0' },
      ],
      { good: '0', scrap: '0' },
    );
    const lines = [line({ id: '1', opNo: 10 }), line({ id: '2', opNo: 20 }), line({ id: '3', opNo: 10, issueMethod: 'pick' })];
    expect(plain(backflushOf(lines, two, 0))).toEqual({ '1': '20' });
  });

  it('uses the substitute first, up to what it stands for, and rounds it once, too', () => {
    const lines = (consumed: [string, string]) => [
      line({ consumed: consumed[0] }),
      line({ id: '2', perUnit: '0', substituteOf: '1', substituteRatio: '1.5', standsFor: '11', required: '17', consumed: consumed[1] }),
    ];
    expect(plain(backflushOf(lines(['6', '0']), ten, 0))).toEqual({ '1': '3', '2': '17' });
    expect(plain(backflushOf(lines(['12', '0']), ten, 0))).toEqual({ '2': '12' });
    expect(inSubstitute(of('11'), '1.5', 0).toString()).toBe('17');
  });
});

describe('where a component comes from', () => {
  const place = { id: '5', code: 'LINE', allowsNegative: false };
  const want = (more: Partial<SourceWant> = {}): SourceWant => ({
    materialId: '1',
    itemId: '9',
    itemCode: 'NUT',
    tracking: 'none',
    qty: of('10'),
    place,
    ...more,
  });
  const promise = (reservationId: string, open: string, location = 'RM-1') => ({ reservationId, materialId: '1', location, lot: null, serial: null, open });
  const free = (qty: string, more: object = {}) => ({ itemId: '9', locationId: '5', lot: null, serial: null, free: qty, ...more });
  const shown = (all: ReturnType<typeof findSources>) => all.sources.map((s) => `${s.qty.toString()} ${s.location} ${s.reservationId ?? '-'}`);

  it('is what was promised to it first, then its place', () => {
    expect(shown(findSources([want()], [promise('r1', '4'), promise('r2', '3')], [free('3')]))).toEqual(['4 RM-1 r1', '3 RM-1 r2', '3 LINE -']);
  });

  it('is told with everything that lacks, however many lines share the stock', () => {
    const { short } = findSources([want({ qty: of('6') }), want({ materialId: '2', qty: of('6') }), want({ itemId: '8', itemCode: 'BOLT' })], [], [free('10')]);
    expect(short).toEqual([
      { itemCode: 'NUT', location: 'LINE', required: '6', available: '4', missing: '2' },
      { itemCode: 'BOLT', location: 'LINE', required: '10', available: '0', missing: '10' },
    ]);
  });

  it('may go below zero only where the place allows it, and never with lots', () => {
    const negative = { ...place, allowsNegative: true };
    expect(findSources([want({ place: negative })], [], []).short).toEqual([]);
    expect(findSources([want({ place: negative, tracking: 'lot' })], [], []).short).toHaveLength(1);
  });

  it('needs serial numbers that somebody names, or that were promised', () => {
    expect(findSources([want({ tracking: 'serial', qty: of('1') })], [], [free('1', { serial: 'S1' })]).unnamed).toEqual(['NUT']);
    const named = want({ tracking: 'serial', qty: of('1'), serial: 'S1' });
    expect(findSources([named], [], [free('1', { serial: 'S1' })]).sources[0]!.serial).toBe('S1');
    expect(findSources([want({ tracking: 'serial', qty: of('1') })], [{ ...promise('r', '1'), serial: 'S7' }], []).sources[0]!.serial).toBe('S7');
  });

  it('is the scanned place and lot alone', () => {
    const only = want({ onlyHere: true, lot: 'L1', tracking: 'lot' });
    const { sources, short } = findSources([only], [promise('r1', '4')], [free('6', { lot: 'L1' }), free('50', { lot: 'L2' })]);
    expect([sources, short[0]!.missing]).toEqual([[], '4']);
  });
});

describe('what went into what', () => {
  it('links what is used up to what the finished pieces need, oldest first', () => {
    const nodes = [
      { node: '11', itemId: '9', used: '60', linked: '40' },
      { node: '12', itemId: '9', used: '60', linked: '0' },
      { node: '13', itemId: '8', used: '5', linked: '0' },
    ];
    expect(unlinked(nodes, new Map([['9', of('70')]])).map((s) => [s.node, s.qty.toString()])).toEqual([
      ['11', '20'],
      ['12', '10'],
      ['13', '5'],
    ]);
  });

  it('gives every piece a share of every lot, and no quantum is lost', () => {
    const share = fc.integer({ min: 1, max: 10_000_000 }).map((n) => of(String(n / 1_000)));
    const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.array(share, { minLength: 1, maxLength: 5 }), weights, (shares, outputs) => {
        const edges = spread(
          shares.map((qty, i) => ({ node: String(i), qty })),
          outputs.map((weight, i) => ({ node: `-${i}`, posting: 'p', weight: String(weight) })),
        );
        shares.forEach((qty, i) => {
          const sum = edges.filter((e) => e.parent === String(i)).reduce((all, e) => all.plus(of(e.qty)), of('0'));
          expect(sum.toString()).toBe(qty.toString());
        });
      }),
      RUNS,
    );
  });
});
