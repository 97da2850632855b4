import type { Tx } from '@anwen/database';
import { Injectable } from '@nestjs/common';
import type { ReportQuery, ReportRow } from './report-definition';

export interface Surroundings {
  readonly tenant: string;
  readonly timeZone: string;
  /** What the tenant's clock shows now, `YYYY-MM-DD HH:MM:SS`. */
  readonly now: string;
  readonly retentionDays: number;
}

/** Thirty days, or what the customer has set: seven, for instance (R6.3). A year is the most that anybody may ask for. */
const RETENTION_DAYS = 30;
const LONGEST_DAYS = 365;
export const RETENTION_SETTING = 'reports.retention_days';

const CURSOR = 'report';
/** 2 000 rows are a fraction of a second of writing and a megabyte or two of memory. */
const BATCH = 2_000;
/** The general 30 s would end a report whose reader (a slow bucket) is behind; two minutes of silence are a fault. */
const SILENCE_MS = 120_000;

/** Compiling a wide report's plan takes longer than the rows that somebody looks at. */
const NO_JIT = 'SET LOCAL jit = off';

/** Everything that a report reads, its own rows included. */
@Injectable()
export class SurroundingsStore {
  async read(tx: Tx): Promise<Surroundings> {
    const [row] = await tx.query<{ tenant: string; timeZone: string; now: string; days: unknown }>(
      `WITH tenant AS (SELECT name, time_zone FROM sys_tenants ORDER BY id LIMIT 1), zone AS (SELECT coalesce((SELECT time_zone FROM tenant), 'Asia/Taipei') AS name)
       SELECT coalesce((SELECT name FROM tenant), 'Anwen') AS tenant, zone.name AS "timeZone", to_char(now() AT TIME ZONE zone.name, 'YYYY-MM-DD HH24:MI:SS') AS now,
              (SELECT value FROM sys_settings WHERE key = $1) AS days FROM zone`,
      [RETENTION_SETTING],
    );
    const { days, ...rest } = row!;
    return { ...rest, retentionDays: Number.isInteger(days) ? Math.min(Math.max(Number(days), 1), LONGEST_DAYS) : RETENTION_DAYS };
  }

  /** The last day for which a movement counts that has left the database; null while all are online. */
  async archivedThrough(tx: Tx): Promise<string | null> {
    const [row] = await tx.query<{ day: string | null }>('SELECT max(last_effective_on)::text AS day FROM inventory_archives WHERE detached_at IS NOT NULL');
    return row!.day;
  }

  /** The first rows. */
  async first(tx: Tx, { sql, values }: ReportQuery, limit: number): Promise<ReportRow[]> {
    await tx.query(NO_JIT);
    return tx.query(`${sql} LIMIT ${Math.trunc(limit)}`, values);
  }

  /** How many rows the planner expects; good enough for a progress bar. */
  async expectedRows(tx: Tx, { sql, values }: ReportQuery): Promise<number> {
    const [row] = await tx.query<{ 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }>(`EXPLAIN (FORMAT JSON) ${sql}`, values);
    return row!['QUERY PLAN'][0]!.Plan['Plan Rows'];
  }

  /** All rows in batches by a server-side cursor; the next batch is on its way while this one is written. */
  async *batches(tx: Tx, { sql, values }: ReportQuery): AsyncGenerator<readonly ReportRow[]> {
    await tx.query(NO_JIT);
    await tx.query(`SET LOCAL idle_in_transaction_session_timeout = ${SILENCE_MS}`);
    await tx.query(`/* anwen:report */ DECLARE ${CURSOR} NO SCROLL CURSOR FOR ${sql}`, values);
    const fetch = (): Promise<ReportRow[]> => {
      const batch = tx.query<ReportRow>(`/* anwen:report */ FETCH FORWARD ${BATCH} FROM ${CURSOR}`);
      batch.catch(() => undefined);
      return batch;
    };
    for (let next: Promise<ReportRow[]> | undefined = fetch(); next;) {
      const rows: ReportRow[] = await next;
      next = rows.length === BATCH ? fetch() : undefined;
      if (rows.length > 0) yield rows;
    }
  }
}
