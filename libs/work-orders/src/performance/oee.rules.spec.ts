import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { NOTHING, add, measure, ratiosOf, secondsOf, type Amounts, type Pieces, type ShiftFacts } from './oee.rules';
import { intersect, lengthOf, machineTime, subtract, union, type Span } from './time-spans.rules';

const RUNS = { numRuns: 300, seed: 20_261_122 };
const H = 3_600_000;
const hours = (from: number, to: number): Span => ({ from: from * H, to: to * H });

const span = fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 60 })).map(([from, long]): Span => ({ from, to: from + long }));
const spans = fc.array(span, { maxLength: 6 });
const decimal = fc.integer({ min: 0, max: 5_000 }).map((n) => String(n / 4));
const piece = fc.record({ good: decimal, scrap: decimal, rework: decimal, idealS: fc.option(decimal, { freq: 6 }) }) as fc.Arbitrary<Pieces>;
const shift = fc.record({
  working: spans,
  machines: fc.integer({ min: 1, max: 3 }),
  plannedDown: spans,
  unplannedDown: spans,
  runs: fc.array(spans, { maxLength: 5 }),
  pieces: fc.array(piece, { maxLength: 4 }),
}) as fc.Arbitrary<ShiftFacts>;

/** The same question asked moment by moment. */
const ticks = (of: readonly Span[]): Set<number> => new Set(of.flatMap(({ from, to }) => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i)));

describe('stretches of time', () => {
  it('are united, cut out and shared moment by moment', () => {
    fc.assert(
      fc.property(spans, spans, (a, b) => {
        const [one, two] = [ticks(a), ticks(b)];
        expect(lengthOf(union(a))).toBe(one.size);
        expect(lengthOf(subtract(union(a), union(b)))).toBe([...one].filter((t) => !two.has(t)).length);
        expect(lengthOf(intersect(union(a), union(b)))).toBe([...one].filter((t) => two.has(t)).length);
      }),
      RUNS,
    );
  });

  it('of machines count each machine once, and no more machines than there are', () => {
    fc.assert(
      fc.property(spans, fc.array(spans, { maxLength: 4 }), fc.integer({ min: 1, max: 3 }), (open, runs, machines) => {
        const each = runs.map(ticks);
        const expected = [...ticks(open)].reduce((sum, t) => sum + Math.min(machines, each.filter((one) => one.has(t)).length), 0);
        expect(machineTime(union(open), runs, machines)).toBe(expected);
      }),
      RUNS,
    );
  });
});

describe('overall equipment effectiveness', () => {
  const aShift: ShiftFacts = {
    working: [hours(8, 12), hours(13, 17)],
    machines: 1,
    plannedDown: [hours(8, 9)],
    unplannedDown: [hours(10, 11)],
    runs: [[hours(7, 12), hours(9, 10)], [hours(13, 15)]],
    pieces: [{ good: '90', scrap: '6', rework: '4', idealS: '108', uom: 'PCE' }],
  };

  it('is counted by hand the same way', () => {
    // 8 h of work, 1 h planned stop: 7 h planned; 1 h breakdown; ran 9-10, 11-12, 13-15: 4 h; 100 pieces of 108 s = 3 h.
    const amounts = measure(aShift);
    expect([amounts.plannedMs, amounts.plannedDownMs, amounts.downMs, amounts.runMs].map((ms) => ms / H)).toEqual([7, 1, 1, 4]);
    expect(amounts.idealS?.toFixed()).toBe('10800');
    expect(ratiosOf(amounts)).toEqual({ availability: '0.571429', performance: '0.75', quality: '0.9', oee: '0.385714' });
    expect(secondsOf(amounts.runMs)).toBe('14400');
  });

  it('is undefined where a divisor is nothing, and never nothing or whole instead', () => {
    expect(ratiosOf(NOTHING)).toEqual({ availability: null, performance: null, quality: null, oee: null });
    expect(ratiosOf(measure({ ...aShift, runs: [] }))).toEqual({ availability: '0', performance: null, quality: '0.9', oee: null });
    expect(ratiosOf(measure({ ...aShift, pieces: [] }))).toMatchObject({ performance: '0', quality: null, oee: null });
    expect(ratiosOf(measure({ ...aShift, working: [] }))).toMatchObject({ availability: null, oee: null });
    expect(ratiosOf(measure({ ...aShift, pieces: [{ good: '5', scrap: '0', rework: '0', idealS: null, uom: 'PCE' }] }))).toMatchObject({
      performance: null,
      quality: '1',
      oee: null,
    });
    // Nobody needs the ideal of pieces that were not made.
    expect(ratiosOf(measure({ ...aShift, pieces: [...aShift.pieces, { good: '0', scrap: '0', rework: '0', idealS: null, uom: 'PCE' }] }))).toMatchObject({
      performance: '0.75',
    });
  });

  it('lets a planned stop win over an unplanned one that lies within it', () => {
    expect(measure({ ...aShift, unplannedDown: [hours(8, 9), hours(8.5, 9.5)] })).toMatchObject({
      plannedMs: 7 * H,
      plannedDownMs: H,
      downMs: 0.5 * H,
      runMs: 4.5 * H,
    });
  });

  it('never runs longer than was planned, and running and down time fit into it', () => {
    fc.assert(
      fc.property(shift, (facts) => {
        const { plannedMs, plannedDownMs, downMs, runMs, total, good, scrap } = measure(facts);
        expect(plannedMs + plannedDownMs).toBe(facts.machines * ticks(facts.working).size);
        expect(runMs + downMs).toBeLessThanOrEqual(plannedMs);
        expect(good.plus(scrap).lte(total)).toBe(true);
        const { availability, quality } = ratiosOf(measure(facts));
        for (const ratio of [availability, quality]) if (ratio !== null) expect(Number(ratio) >= 0 && Number(ratio) <= 1).toBe(true);
      }),
      RUNS,
    );
  });

  it('is the product of its three parts', () => {
    fc.assert(
      fc.property(shift, (facts) => {
        const { availability, performance, quality, oee } = ratiosOf(measure(facts));
        if (availability === null || performance === null || quality === null) return expect(oee).toBeNull();
        const product = new Decimal(availability).times(performance).times(quality);
        // Each part is rounded to six digits; performance may be large, so the tolerance grows with it.
        const tolerance = new Decimal('0.000003').times(Decimal.max(1, performance));
        expect(product.minus(oee!).abs().lte(tolerance)).toBe(true);
      }),
      RUNS,
    );
  });

  it('of a day is made of the sums of its shifts, whatever their order, and not of their ratios', () => {
    fc.assert(
      fc.property(fc.array(shift, { minLength: 1, maxLength: 4 }), (shifts) => {
        const text = (a: Amounts) => JSON.stringify(a);
        const parts = shifts.map(measure);
        const sum = parts.reduce(add, NOTHING);
        expect(text([...parts].reverse().reduce(add, NOTHING))).toBe(text(sum));
        expect(sum.plannedMs).toBe(parts.reduce((all, one) => all + one.plannedMs, 0));
        expect(sum.idealS === null).toBe(parts.some((one) => one.idealS === null));
      }),
      RUNS,
    );
    const [short, long] = [
      measure({ ...aShift, working: [hours(9, 10)], plannedDown: [], pieces: [{ good: '10', scrap: '0', rework: '0', idealS: '360', uom: 'PCE' }] }),
      measure({ ...aShift, working: [hours(13, 23)], plannedDown: [], pieces: [{ good: '0', scrap: '10', rework: '0', idealS: '360', uom: 'PCE' }] }),
    ];
    // 3 of 11 planned hours ran; the average of the two availabilities would be 60 %.
    expect(ratiosOf(add(short, long))).toEqual({ availability: '0.272727', performance: '0.666667', quality: '0.5', oee: '0.090909' });
  });

  it('of one shift cut in two anywhere is that of the whole', () => {
    fc.assert(
      fc.property(shift, fc.integer({ min: 0, max: 260 }), (facts, at) => {
        const cutAt = (from: number, to: number) => intersect(union(facts.working), [{ from, to }]);
        const whole = measure(facts);
        const both = add(measure({ ...facts, working: cutAt(0, at) }), measure({ ...facts, working: cutAt(at, 300), pieces: [] }));
        expect(JSON.stringify(both)).toBe(JSON.stringify(whole));
      }),
      RUNS,
    );
  });
});
