import fc from 'fast-check';
import { cut, isWholeSecond, legalOf, minutesOf, wholeSecond, type DowntimeSpan } from './downtime.rules';

const RUNS = { numRuns: 300, seed: 20_261_122 };
const NOW = new Date('2026-11-22T12:00:00Z');
const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 22) + seconds * 1000);
const lengthOf = ({ startedAt, endedAt }: DowntimeSpan): number => (endedAt ?? NOW).getTime() - startedAt.getTime();

describe('a split of downtime', () => {
  it('is exact to the second: the parts touch, do not overlap and add up, however often it is split', () => {
    const event = fc.record({ from: fc.integer({ min: 0, max: 10_000 }), long: fc.option(fc.integer({ min: 0, max: 10_000 })) });
    fc.assert(
      fc.property(event, fc.array(fc.integer({ min: 0, max: 20_500 }), { maxLength: 12 }), ({ from, long }, cuts) => {
        const whole: DowntimeSpan = { startedAt: at(from), endedAt: long === null ? null : at(from + long) };
        let parts: DowntimeSpan[] = [whole];
        for (const second of cuts) parts = parts.flatMap((part) => cut(part, at(second), NOW) ?? [part]);
        expect(parts.reduce((sum, part) => sum + lengthOf(part), 0)).toBe(lengthOf(whole));
        expect(parts[0]!.startedAt).toEqual(whole.startedAt);
        expect(parts.at(-1)!.endedAt).toEqual(whole.endedAt);
        for (const [i, part] of parts.slice(1).entries()) expect(part.startedAt).toEqual(parts[i]!.endedAt);
        // No part is empty unless the whole is.
        if (parts.length > 1) for (const part of parts) expect(lengthOf(part)).toBeGreaterThan(0);
      }),
      RUNS,
    );
  });

  it('is refused at the edges, outside, within a second and in the future', () => {
    const event = { startedAt: at(100), endedAt: at(200) };
    for (const second of [99, 100, 200, 201, 150.5]) expect(cut(event, at(second), NOW)).toBeUndefined();
    expect(cut(event, at(150), NOW)).toHaveLength(2);
    expect(cut({ startedAt: at(100), endedAt: null }, NOW, NOW)).toBeUndefined();
    expect(isWholeSecond(wholeSecond(at(150.75)))).toBe(true);
    expect(wholeSecond(at(150.75))).toEqual(at(150));
  });

  it('is told in minutes, and in verbs that fit', () => {
    expect(minutesOf({ startedAt: at(0), endedAt: at(90) }, NOW)).toBe('1.5');
    expect(minutesOf({ startedAt: at(0), endedAt: at(100) }, NOW)).toBe('1.67');
    expect(minutesOf({ startedAt: at(0), endedAt: null }, at(60))).toBe('1');
    expect(minutesOf({ startedAt: at(5), endedAt: null }, at(0))).toBe('0');
    expect([legalOf({ startedAt: at(0), endedAt: null }), legalOf({ startedAt: at(0), endedAt: at(1) })]).toEqual([
      ['end', 'classify', 'split'],
      ['classify', 'split'],
    ]);
  });
});
