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

export async function hasReport(tx: Tx, kind: string, from: Date): Promise<boolean> {
  const rows = await tx.query('SELECT 1 FROM sys_ops_reports WHERE kind = $1 AND period_start = $2 LIMIT 1', [kind, from]);
  return rows.length > 0;
}

export async function insertReport(tx: Tx, report: { kind: string; from: Date; to: Date; body: object }): Promise<void> {
  await tx.query('INSERT INTO sys_ops_reports (kind, period_start, period_end, body) VALUES ($1, $2, $3, $4)', [
    report.kind,
    report.from,
    report.to,
    JSON.stringify(report.body),
  ]);
}

/** The newest reports of a kind. */
export async function readReports(tx: Tx, kind: string, limit: number): Promise<{ from: string; to: string; routes: object[] }[]> {
  const rows = await tx.query<{ from: Date; to: Date; routes: object[] }>(
    `SELECT period_start AS "from", period_end AS "to", coalesce((SELECT jsonb_agg(route - 'buckets') FROM jsonb_array_elements(body->'routes') AS route), '[]') AS routes
     FROM sys_ops_reports WHERE kind = $1 ORDER BY period_start DESC LIMIT $2`,
    [kind, limit],
  );
  return rows.map((r) => ({ from: r.from.toISOString(), to: r.to.toISOString(), routes: r.routes }));
}

/** The first minute that is still stored; undefined when nothing is. */
export async function oldestMinute(tx: Tx): Promise<Date | undefined> {
  const [row] = await tx.query<{ minute: Date | null }>('SELECT min(minute) AS minute FROM sys_api_latency');
  return row?.minute ?? undefined;
}

export async function deleteLatencyBefore(tx: Tx, before: Date): Promise<void> {
  await tx.query('DELETE FROM sys_api_latency WHERE minute < $1', [before]);
}
