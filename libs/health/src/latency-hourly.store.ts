import type { Tx } from '@anwen/database';
import type { SlaClass } from '@anwen/kernel';

/** One route in one hour, as it is stored; durations in microseconds. */
export interface HourRow {
  readonly route: string;
  readonly slaClass: SlaClass;
  readonly n: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  readonly timeouts: number;
  readonly errors: number;
  readonly breached: boolean;
  readonly buckets: Readonly<Record<string, number>>;
}

/** Requests of an hour that is closed; 0 = it is not closed yet. */
export async function requestsOfHour(tx: Tx, hour: Date): Promise<number> {
  return (await tx.query<{ n: number }>('SELECT coalesce(sum(n), 0)::float8 AS n FROM sys_api_latency_hourly WHERE hour = $1', [hour]))[0]!.n;
}

export async function routesOfHour(tx: Tx, hour: Date): Promise<string[]> {
  return (await tx.query<{ route: string }>('SELECT route FROM sys_api_latency_hourly WHERE hour = $1', [hour])).map(({ route }) => route);
}

/** What was written of the hour before gives way. */
export async function writeHour(tx: Tx, hour: Date, rows: readonly HourRow[]): Promise<void> {
  await tx.query('DELETE FROM sys_api_latency_hourly WHERE hour = $1', [hour]);
  await tx.query(
    `INSERT INTO sys_api_latency_hourly (hour, route, sla_class, n, p50_us, p95_us, p99_us, max_us, timeouts, errors, breached, buckets)
     SELECT $1, route, "slaClass", n, p50, p95, p99, max, timeouts, errors, breached, buckets FROM jsonb_to_recordset($2::jsonb)
       AS r(route text, "slaClass" text, n bigint, p50 bigint, p95 bigint, p99 bigint, max bigint, timeouts bigint, errors bigint, breached bool, buckets jsonb)`,
    [hour, JSON.stringify(rows)],
  );
}

/** How often the route missed its target within the 24 hours that end with this hour. */
export async function missesOfDay(tx: Tx, hour: Date, route: string): Promise<number> {
  const [row] = await tx.query<{ misses: number }>(
    `SELECT count(*)::int AS misses FROM sys_api_latency_hourly WHERE route = $2 AND breached AND hour <= $1 AND hour > $1::timestamptz - interval '24 hours'`,
    [hour, route],
  );
  return row!.misses;
}

export type ListedHour = Omit<HourRow, 'buckets'> & { readonly hour: Date };

/** The newest hours that have figures, the slowest routes of each first. */
export function newestHours(tx: Tx, hours: number): Promise<ListedHour[]> {
  return tx.query(
    `SELECT hour, route, sla_class AS "slaClass", n::int, p50_us::float8 AS p50, p95_us::float8 AS p95, p99_us::float8 AS p99, max_us::float8 AS max,
            timeouts::int, errors::int, breached FROM sys_api_latency_hourly
     WHERE hour IN (SELECT DISTINCT hour FROM sys_api_latency_hourly ORDER BY hour DESC LIMIT $1) ORDER BY hour DESC, p99_us DESC, route`,
    [hours],
  );
}

/** Routes of the last minutes with requests and time-outs of all processes. */
export function timeoutsSince(tx: Tx, from: Date): Promise<{ route: string; n: number; timeouts: number }[]> {
  return tx.query('SELECT route, sum(n)::int AS n, sum(timeouts)::int AS timeouts FROM sys_api_latency WHERE minute >= $1 GROUP BY route ORDER BY route', [
    from,
  ]);
}

/** Hours of earlier versions lie as JSON among the operating reports; they move into the table, once. */
export async function adoptOldReports(tx: Tx): Promise<void> {
  const moved = await tx.query<{ id: string }>(`SELECT id FROM sys_ops_reports WHERE kind = 'sla.hourly' ORDER BY id LIMIT 1000`);
  if (moved.length === 0) return;
  const ids = moved.map(({ id }) => id);
  await tx.query(
    `INSERT INTO sys_api_latency_hourly (hour, route, sla_class, n, p50_us, p95_us, p99_us, max_us, timeouts, errors, breached, buckets)
     SELECT o.period_start, r.route, r."slaClass", r.n, r."p50Ms" * 1000, r."p95Ms" * 1000, r."p99Ms" * 1000, r."maxMs" * 1000, r.timeouts, r.errors,
            r.breached, coalesce(r.buckets, '{}')
     FROM sys_ops_reports o, jsonb_to_recordset(o.body->'routes')
       AS r(route text, "slaClass" text, n bigint, "p50Ms" numeric, "p95Ms" numeric, "p99Ms" numeric, "maxMs" numeric, timeouts bigint, errors bigint, breached bool, buckets jsonb)
     WHERE o.id = ANY ($1) ON CONFLICT DO NOTHING`,
    [ids],
  );
  await tx.query('DELETE FROM sys_ops_reports WHERE id = ANY ($1)', [ids]);
}
