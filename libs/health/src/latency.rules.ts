/**
 * Histograms with logarithmic buckets: each is 3 % wide, so the value that stands for a bucket is at most 1.5 % away
 * from every duration in it. Histograms add up bucket by bucket, which percentiles cannot.
 */
const RELATIVE_ERROR = 0.015;
const GAMMA = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);
const LOG_GAMMA = Math.log(GAMMA);

export interface Histogram {
  n: number;
  maxMicros: number;
  timeouts: number;
  errors: number;
  /** Bucket number → how many. Sparse: a route uses a few dozen of the 700. */
  readonly buckets: Map<number, number>;
}

export function newHistogram(): Histogram {
  return { n: 0, maxMicros: 0, timeouts: 0, errors: 0, buckets: new Map() };
}

/** The bucket of a duration; everything up to a microsecond is bucket 0. */
export function bucketOf(micros: number): number {
  return micros <= 1 ? 0 : Math.ceil(Math.log(micros) / LOG_GAMMA);
}

/** The duration that stands for a bucket: in the middle of its relative error. */
export function microsOf(bucket: number): number {
  return bucket === 0 ? 1 : (2 * GAMMA ** bucket) / (GAMMA + 1);
}

export function addDuration(histogram: Histogram, micros: number): void {
  const bucket = bucketOf(micros);
  histogram.n++;
  histogram.maxMicros = Math.max(histogram.maxMicros, micros);
  histogram.buckets.set(bucket, (histogram.buckets.get(bucket) ?? 0) + 1);
}

/** Adds `other` to `into`. */
export function mergeInto(into: Histogram, other: Histogram): void {
  into.n += other.n;
  into.timeouts += other.timeouts;
  into.errors += other.errors;
  into.maxMicros = Math.max(into.maxMicros, other.maxMicros);
  for (const [bucket, count] of other.buckets) into.buckets.set(bucket, (into.buckets.get(bucket) ?? 0) + count);
}

/** Nearest-rank percentile, 0 < p ≤ 100; 0 for an empty histogram. Never above the longest duration seen. */
export function percentile(histogram: Histogram, p: number): number {
  if (histogram.n === 0) return 0;
  let rank = Math.ceil((p / 100) * histogram.n);
  for (const bucket of [...histogram.buckets.keys()].sort((a, b) => a - b)) {
    rank -= histogram.buckets.get(bucket)!;
    if (rank <= 0) return Math.min(microsOf(bucket), histogram.maxMicros);
  }
  return histogram.maxMicros;
}
