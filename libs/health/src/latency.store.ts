import type { Tx } from '@anwen/database';
import type { SlaClass } from '@anwen/kernel';
import type { Histogram } from './latency.rules';

export interface LatencyRow {
  readonly minute: Date;
  readonly process: string;
  readonly route: string;
  readonly slaClass: SlaClass;
  readonly histogram: Histogram;
}

interface StoredRow {
  route: string;
  sla_class: SlaClass;
  n: string;
  timeouts: string;
  errors: string;
  max_us: string;
  buckets: Record<string, number>;
}

/** Writes the finished minutes of this process. */
export async function insertLatency(tx: Tx, rows: readonly LatencyRow[]): Promise<void> {
  const values = rows.map(({ minute, process, route, slaClass, histogram: h }) => ({
    minute: minute.toISOString(),
    process,
    route,
    sla_class: slaClass,
    n: h.n,
    timeouts: h.timeouts,
    errors: h.errors,
    max_us: Math.round(h.maxMicros),
    buckets: Object.fromEntries(h.buckets),
  }));
  await tx.query(
    `INSERT INTO sys_api_latency (minute, process, route, sla_class, n, timeouts, errors, max_us, buckets)
     SELECT r.* FROM jsonb_to_recordset($1::jsonb) AS r(minute timestamptz, process text, route text, sla_class text, n bigint, timeouts bigint, errors bigint, max_us bigint, buckets jsonb)`,
    [JSON.stringify(values)],
  );
}

/** The rows of all processes in a span, oldest first. */
export async function readLatency(tx: Tx, from: Date, to: Date): Promise<{ route: string; slaClass: SlaClass; histogram: Histogram }[]> {
  const rows = await tx.query<StoredRow>(
    `SELECT route, sla_class, n, timeouts, errors, max_us, buckets FROM sys_api_latency WHERE minute >= $1 AND minute < $2 ORDER BY minute`,
    [from, to],
  );
  return rows.map((r) => ({
    route: r.route,
    slaClass: r.sla_class,
    histogram: {
      n: Number(r.n),
      timeouts: Number(r.timeouts),
      errors: Number(r.errors),
      maxMicros: Number(r.max_us),
      buckets: new Map(Object.entries(r.buckets).map(([bucket, count]) => [Number(bucket), count])),
    },
  }));
}

/** The first minute that is still stored; undefined when nothing is. */
export async function oldestMinute(tx: Tx): Promise<Date | undefined> {
  const [row] = await tx.query<{ minute: Date | null }>('SELECT min(minute) AS minute FROM sys_api_latency');
  return row?.minute ?? undefined;
}

export async function deleteLatencyBefore(tx: Tx, before: Date): Promise<void> {
  await tx.query('DELETE FROM sys_api_latency WHERE minute < $1', [before]);
}
