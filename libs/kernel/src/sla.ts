/** The five classes of requirement R14; every route declares one. */
export type SlaClass = 'read' | 'list' | 'write' | 'batch' | 'export';

export interface SlaTarget {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  /** After this the answer is 504 and the statement is cancelled. */
  readonly timeoutMs: number;
}

export const SLA: Readonly<Record<SlaClass, SlaTarget>> = {
  read: { p50Ms: 100, p95Ms: 300, p99Ms: 500, timeoutMs: 10_000 },
  list: { p50Ms: 200, p95Ms: 500, p99Ms: 1_000, timeoutMs: 15_000 },
  write: { p50Ms: 150, p95Ms: 400, p99Ms: 800, timeoutMs: 10_000 },
  batch: { p50Ms: 500, p95Ms: 2_000, p99Ms: 5_000, timeoutMs: 30_000 },
  export: { p50Ms: 5_000, p95Ms: 30_000, p99Ms: 60_000, timeoutMs: 900_000 },
};
