import fc from 'fast-check';
import { addDuration, bucketOf, mergeInto, microsOf, newHistogram, percentile, type Histogram } from './latency.rules';

const durations = fc.array(fc.double({ min: 1, max: 9e8, noNaN: true }), { minLength: 1, maxLength: 400 });

const histogramOf = (values: readonly number[]): Histogram => {
  const histogram = newHistogram();
  for (const value of values) addDuration(histogram, value);
  return histogram;
};

/** Nearest rank, by definition. */
const exact = (values: readonly number[], p: number): number => [...values].sort((a, b) => a - b)[Math.ceil((p / 100) * values.length) - 1]!;

describe('a latency histogram', () => {
  it('stands for every duration with at most 1.5 % error', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 9e8, noNaN: true }), (micros) => Math.abs(microsOf(bucketOf(micros)) - micros) <= 0.015 * micros * 1.000001),
    );
  });

  it('gives percentiles within 1.5 % of the exact ones', () => {
    fc.assert(
      fc.property(durations, fc.integer({ min: 1, max: 100 }), (values, p) => {
        const wanted = exact(values, p);
        expect(Math.abs(percentile(histogramOf(values), p) - wanted)).toBeLessThanOrEqual(0.015 * wanted * 1.000001);
      }),
    );
  });

  it('merged from parts is the same as measured in one', () => {
    fc.assert(
      fc.property(durations, durations, (a, b) => {
        const merged = histogramOf(a);
        mergeInto(merged, histogramOf(b));
        const whole = histogramOf([...a, ...b]);
        expect([...merged.buckets].sort()).toEqual([...whole.buckets].sort());
        expect([merged.n, merged.maxMicros]).toEqual([whole.n, whole.maxMicros]);
      }),
    );
  });

  it('shows what averaging percentiles hides', () => {
    const minutes = Array.from({ length: 60 }, (_, i) => histogramOf(Array.from({ length: 100 }, () => (i === 30 ? 6_000_000 : 50_000))));
    const hour = newHistogram();
    for (const minute of minutes) mergeInto(hour, minute);
    expect(percentile(hour, 99)).toBeGreaterThan(5_900_000);
    expect(minutes.reduce((sum, m) => sum + percentile(m, 99), 0) / 60).toBeLessThan(200_000);
  });

  it('is empty without durations', () => {
    expect(percentile(newHistogram(), 99)).toBe(0);
  });
});
