import type { Tx } from '@anwen/database';
import { Injectable } from '@nestjs/common';
import type { LogPosition } from './log-files';

/** A shape's figures of one stretch of the log. */
export interface ShapeFigures {
  readonly fingerprint: string;
  readonly sql: string;
  calls: number;
  timeouts: number;
  totalMs: number;
  maxMs: number;
  /** It took long enough to ring, whether or not it may ring again yet. */
  isOver?: boolean;
}

export interface TopQuery extends Readonly<ShapeFigures> {
  readonly meanMs: number;
  /** Of all the time that slow statements took that day, in percent. */
  readonly share: number;
}

/** All SQL of the slow log. What comes in here is masked already. */
@Injectable()
export class SlowQueryStore {
  /** How far each file of the log was read. */
  positions(tx: Tx, source: string): Promise<LogPosition[]> {
    return tx.query<LogPosition>(
      `SELECT file, inode, position::float8 AS position, updated_at AS "readAt" FROM sys_log_tails WHERE source = $1 ORDER BY inode FOR UPDATE`,
      [source],
    );
  }

  async setPosition(tx: Tx, source: string, { file, inode, position }: LogPosition): Promise<void> {
    await tx.query(
      `INSERT INTO sys_log_tails (source, file, inode, position) VALUES ($1, $2, $3, $4)
       ON CONFLICT (source, inode) DO UPDATE SET file = excluded.file, position = excluded.position, updated_at = clock_timestamp()`,
      [source, file, inode, position],
    );
  }

  /** Files that are gone; the newest place is kept, because it says when the log was read last. */
  async forget(tx: Tx, source: string, inodes: readonly string[]): Promise<void> {
    await tx.query(
      `DELETE FROM sys_log_tails t WHERE source = $1 AND inode <> ALL ($2) AND EXISTS (SELECT 1 FROM sys_log_tails o WHERE o.source = $1 AND o.updated_at > t.updated_at)`,
      [source, inodes],
    );
  }

  async add(tx: Tx, shapes: readonly ShapeFigures[]): Promise<void> {
    await tx.query(
      `INSERT INTO sys_slow_queries AS q (day, fingerprint, sql, calls, timeouts, total_ms, max_ms, last_over_at)
       SELECT business_date(), r.fingerprint, r.sql, r.calls, r.timeouts, r."totalMs", r."maxMs", CASE WHEN r."isOver" THEN clock_timestamp() END
         FROM jsonb_to_recordset($1::jsonb) AS r(fingerprint text, sql text, calls bigint, timeouts bigint, "totalMs" float8, "maxMs" float8, "isOver" boolean) ORDER BY r.fingerprint
       ON CONFLICT (day, fingerprint) DO UPDATE SET calls = q.calls + excluded.calls, timeouts = q.timeouts + excluded.timeouts, total_ms = q.total_ms + excluded.total_ms,
         max_ms = greatest(q.max_ms, excluded.max_ms), last_at = clock_timestamp(), last_over_at = coalesce(excluded.last_over_at, q.last_over_at)`,
      [JSON.stringify(shapes)],
    );
  }

  /** True once an hour for each shape. */
  async mayAlert(tx: Tx, fingerprint: string): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE sys_slow_queries SET alerted_at = clock_timestamp() WHERE day = business_date() AND fingerprint = $1
          AND NOT EXISTS (SELECT 1 FROM sys_slow_queries o WHERE o.fingerprint = $1 AND o.alerted_at > now() - interval '1 hour') RETURNING 1`,
      [fingerprint],
    );
    return rows.length > 0;
  }

  /** Alerts about shapes that have been quiet for an hour: the alert itself is told only once an hour, the shape is seen each time. */
  quietAlerts(tx: Tx): Promise<{ subject: string }[]> {
    return tx.query(
      `SELECT a.subject FROM sys_alerts a WHERE a.code = 'slow_query.over_5s' AND a.resolved_at IS NULL AND a.last_at < now() - interval '1 hour'
          AND NOT EXISTS (SELECT 1 FROM sys_slow_queries q WHERE q.fingerprint = a.subject AND q.last_over_at > now() - interval '1 hour')`,
    );
  }

  /** The factory's day before today. */
  async yesterday(tx: Tx): Promise<string> {
    return (await tx.query<{ day: string }>(`SELECT (business_date() - 1)::text AS day`))[0]!.day;
  }

  top(tx: Tx, day: string, limit: number): Promise<TopQuery[]> {
    return tx.query(
      `SELECT fingerprint, sql, calls::float8 AS calls, timeouts::float8 AS timeouts, round(total_ms)::float8 AS "totalMs", round(max_ms)::float8 AS "maxMs",
              round(total_ms / greatest(calls, 1))::float8 AS "meanMs", round((100 * total_ms / greatest(sum(total_ms) OVER (), 1))::numeric, 1)::float8 AS share
         FROM sys_slow_queries WHERE day = $1 ORDER BY total_ms DESC, timeouts DESC, fingerprint LIMIT $2`,
      [day, limit],
    );
  }
}
