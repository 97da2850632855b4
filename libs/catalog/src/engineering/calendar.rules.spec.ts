import fc from 'fast-check';
import { WEEKDAYS, minutesOf, overlapIn, wholeWeek, type ShiftTimes } from './calendar.rules';
import { spansOf, type Occurrence } from './working-time.rules';

const shift = (code: string, startsAt: string, endsAt: string): ShiftTimes => ({ code, startsAt, endsAt });
const SHIFTS = new Map(
  [
    shift('DAY', '08:00', '16:00'),
    shift('LATE', '16:00', '00:00'),
    shift('NIGHT', '22:00', '06:00'),
    shift('DAWN', '05:00', '08:00'),
    shift('ALL', '07:00', '07:00'),
  ].map((s) => [s.code, s]),
);
const runs = { numRuns: 400, seed: 20_261_122 };

describe('shifts of a calendar', () => {
  it('last until the next day when they end where they start, or earlier', () => {
    expect([...SHIFTS.values()].map(minutesOf)).toEqual([480, 480, 480, 180, 1440]);
  });

  it('may touch, but not overlap on a day', () => {
    expect(overlapIn({ week: wholeWeek({ mon: ['DAY', 'LATE'], tue: ['DAY', 'LATE'] }), exceptions: [] }, SHIFTS)).toBeUndefined();
    expect(overlapIn({ week: wholeWeek({ wed: ['LATE', 'NIGHT'] }), exceptions: [] }, SHIFTS)).toEqual({
      first: 'LATE',
      second: 'NIGHT',
      day: 'wed',
      dayZh: '星期三',
    });
  });

  it('do not reach into the next morning, from Sunday to Monday neither', () => {
    const week = (first: 'mon' | 'sun', second: 'tue' | 'mon') => ({ week: wholeWeek({ [first]: ['NIGHT'], [second]: ['DAWN'] }), exceptions: [] });
    expect(overlapIn(week('mon', 'tue'), SHIFTS)).toMatchObject({ first: 'NIGHT', second: 'DAWN', day: 'mon' });
    expect(overlapIn(week('sun', 'mon'), SHIFTS)).toMatchObject({ day: 'sun' });
  });

  it('do not overlap around a day that differs, before it and after it', () => {
    const week = wholeWeek({ mon: ['NIGHT'], wed: ['DAWN'] });
    const plan = (day: string, shifts: string[]) => ({ week, exceptions: [{ day, shifts }] });
    // Monday 23 November 2026: the night before a Tuesday that begins at five, or a Tuesday night before Wednesday's dawn.
    expect(overlapIn(plan('2026-11-24', ['DAWN']), SHIFTS)).toEqual({ first: 'NIGHT', second: 'DAWN', day: '2026-11-24', dayZh: '2026-11-24' });
    expect(overlapIn(plan('2026-11-24', ['NIGHT']), SHIFTS)).toMatchObject({ first: 'NIGHT', second: 'DAWN', day: '2026-11-24' });
    expect(overlapIn(plan('2026-11-24', ['DAY']), SHIFTS)).toBeUndefined();
    expect(
      overlapIn(
        {
          week,
          exceptions: [
            { day: '2026-11-23', shifts: [] },
            { day: '2026-11-24', shifts: ['DAWN'] },
          ],
        },
        SHIFTS,
      ),
    ).toBeUndefined();
  });

  it('are found to overlap exactly when some minute of some fortnight has two of them', () => {
    const codes = fc.uniqueArray(fc.constantFrom(...SHIFTS.keys()), { maxLength: 2 });
    const week = fc.tuple(...WEEKDAYS.map(() => fc.oneof({ weight: 3, arbitrary: fc.constant([] as string[]) }, { weight: 1, arbitrary: codes })));
    const exceptions = fc.uniqueArray(fc.record({ n: fc.integer({ min: 7, max: 13 }), shifts: codes }), { maxLength: 2, selector: (e) => e.n });
    const dayOf = (n: number): string => new Date(Date.UTC(2026, 10, 2 + n)).toISOString().slice(0, 10); // a Monday
    fc.assert(
      fc.property(week, exceptions, (lists, special) => {
        const plan = {
          week: wholeWeek(Object.fromEntries(WEEKDAYS.map((d, i) => [d, lists[i]!]))),
          exceptions: special.map((e) => ({ day: dayOf(e.n), shifts: e.shifts })),
        };
        const used = new Set<number>();
        let twice = false;
        for (let n = 0; n < 21; n++) {
          const list = plan.exceptions.find((e) => e.day === dayOf(n))?.shifts ?? lists[n % 7]!;
          for (const code of list) {
            const s = SHIFTS.get(code)!;
            const from = n * 24 + Number(s.startsAt.slice(0, 2));
            for (let hour = from; hour < from + minutesOf(s) / 60; hour++) twice ||= used.size === used.add(hour).size;
          }
        }
        // Every weekday and its successor occur outside the days that differ as well: the week alone is judged, too.
        expect(overlapIn(plan, SHIFTS) !== undefined).toBe(twice);
      }),
      runs,
    );
  });
});

describe('working time', () => {
  const at = (hours: number): Date => new Date(Date.UTC(2026, 0, 5) + hours * 3_600_000);
  const occurrence = (from: number, to: number, breakMinutes = 0): Occurrence => ({
    startsAt: at(from),
    endsAt: at(to),
    breakMinutes,
    shiftId: '1',
    shiftCode: 'S',
    day: '2026-01-05',
  });
  const hours = (spans: readonly { startsAt: Date; endsAt: Date }[]): [number, number][] =>
    spans.map((s) => [(s.startsAt.getTime() - at(0).getTime()) / 3_600_000, (s.endsAt.getTime() - at(0).getTime()) / 3_600_000]);

  it('has its break in the middle of the shift', () => {
    expect(hours(spansOf([occurrence(8, 16, 60)], at(0), at(24)))).toEqual([
      [8, 11.5],
      [12.5, 16],
    ]);
  });

  it('is cut to what is asked for, and none is left of a shift shorter than its break', () => {
    expect(hours(spansOf([occurrence(8, 16, 60)], at(9), at(12.75)))).toEqual([
      [9, 11.5],
      [12.5, 12.75],
    ]);
    expect(spansOf([occurrence(2, 3, 90)], at(0), at(24))).toEqual([]);
  });

  it('never overlaps, never leaves what was asked for, and misses no minute of a shift without a break', () => {
    const any = fc.tuple(fc.integer({ min: -30, max: 60 }), fc.integer({ min: 1, max: 24 }), fc.integer({ min: 0, max: 120 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(any, { maxLength: 8 }), (list) => {
        const occurrences = list.map(([from, length, minutes, pause]) => occurrence(from, from + length, pause ? minutes : 0));
        const spans = hours(spansOf(occurrences, at(0), at(48)));
        spans.forEach(([from, to], n) => {
          expect(from).toBeLessThan(to);
          expect(from).toBeGreaterThanOrEqual(n === 0 ? 0 : spans[n - 1]![1]);
          expect(to).toBeLessThanOrEqual(48);
        });
        for (const [from, length, , pause] of list) {
          if (pause) continue;
          for (let hour = Math.max(0, from); hour < Math.min(48, from + length); hour++)
            expect(spans.some(([a, b]) => a <= hour + 0.5 && hour + 0.5 < b)).toBe(true);
        }
      }),
      runs,
    );
  });
});
