import type { Tx } from '@anwen/database';
import type { Id, Locale } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { ExportFormat, ReportValues } from './report-definition';

export interface ScheduleState {
  readonly name: string;
  readonly report: string;
  readonly format: ExportFormat;
  readonly params: ReportValues;
  readonly locale: Locale;
  readonly cron: string;
  readonly mailTo: readonly string[];
  readonly webhook: boolean;
  readonly active: boolean;
  readonly nextAt: Date | null;
}

export interface ScheduleRow extends ScheduleState {
  readonly id: Id;
  readonly publicId: string;
  readonly userId: Id;
  readonly userName: string;
  readonly lastAt: Date | null;
  readonly lastState: string | null;
  readonly lastError: string | null;
  readonly rowVersion: number;
}

const COLUMNS = `s.id::text AS id, s.public_id AS "publicId", s.user_id::text AS "userId", u.display_name AS "userName", s.name, s.report, s.format, s.params, s.locale, s.cron,
  s.mail_to AS "mailTo", s.webhook, s.active, s.next_at AS "nextAt", s.last_at AS "lastAt", s.last_state AS "lastState", s.last_error AS "lastError", s.row_version AS "rowVersion"`;
const FROM = 'report_schedules s JOIN sys_users u ON u.id = s.user_id';

const valuesOf = (s: ScheduleState): unknown[] => [
  s.name,
  s.report,
  s.format,
  JSON.stringify(s.params),
  s.locale,
  s.cron,
  s.mailTo,
  s.webhook,
  s.active,
  s.nextAt,
];

@Injectable()
export class ScheduleStore {
  ofUser(tx: Tx, userId: Id, page: { before: Id | null; limit: number }): Promise<ScheduleRow[]> {
    const sql = `SELECT ${COLUMNS} FROM ${FROM} WHERE s.user_id = $1 AND s.deleted_at IS NULL AND ($2::bigint IS NULL OR s.id < $2) ORDER BY s.id DESC LIMIT $3`;
    return tx.query(sql, [userId, page.before, page.limit]);
  }

  async one(tx: Tx, publicId: string, userId: Id | null): Promise<ScheduleRow | undefined> {
    return this.find(tx, publicId, userId, '');
  }

  async lock(tx: Tx, publicId: string, userId: Id): Promise<ScheduleRow | undefined> {
    return this.find(tx, publicId, userId, 'FOR NO KEY UPDATE OF s');
  }

  async countOf(tx: Tx, userId: Id): Promise<number> {
    // Counting and inserting must not overlap with the same person's twin.
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('report_schedules:' || $1, 12))`, [userId]);
    const [row] = await tx.query<{ n: number }>('SELECT count(*)::int AS n FROM report_schedules WHERE user_id = $1 AND deleted_at IS NULL', [userId]);
    return row!.n;
  }

  async insert(tx: Tx, userId: Id, state: ScheduleState): Promise<string> {
    const [row] = await tx.query<{ publicId: string }>(
      `INSERT INTO report_schedules (user_id, name, report, format, params, locale, cron, mail_to, webhook, active, next_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING public_id AS "publicId"`,
      [userId, ...valuesOf(state)],
    );
    return row!.publicId;
  }

  async update(tx: Tx, id: Id, state: ScheduleState): Promise<void> {
    await tx.query(
      `UPDATE report_schedules SET name = $2, report = $3, format = $4, params = $5, locale = $6, cron = $7, mail_to = $8, webhook = $9, active = $10, next_at = $11,
              updated_at = now(), row_version = row_version + 1 WHERE id = $1`,
      [id, ...valuesOf(state)],
    );
  }

  async markDeleted(tx: Tx, id: Id): Promise<void> {
    await tx.query('UPDATE report_schedules SET deleted_at = now(), active = false, next_at = NULL WHERE id = $1', [id]);
  }

  /** Ids of those whose time has come, the longest waiting first. */
  async due(tx: Tx, limit: number): Promise<readonly { publicId: string; userId: Id }[]> {
    return tx.query(
      `SELECT public_id AS "publicId", user_id::text AS "userId" FROM report_schedules WHERE active AND deleted_at IS NULL AND next_at <= clock_timestamp() ORDER BY next_at LIMIT $1`,
      [limit],
    );
  }

  async noteStaged(tx: Tx, id: Id, nextAt: Date): Promise<void> {
    await tx.query(`UPDATE report_schedules SET next_at = $2, last_at = clock_timestamp(), last_state = 'running', last_error = NULL WHERE id = $1`, [
      id,
      nextAt,
    ]);
  }

  async noteOutcome(tx: Tx, id: Id, state: 'delivered' | 'failed', error: string | null): Promise<void> {
    await tx.query('UPDATE report_schedules SET last_state = $2, last_error = $3 WHERE id = $1', [id, state, error]);
  }

  private async find(tx: Tx, publicId: string, userId: Id | null, locking: string): Promise<ScheduleRow | undefined> {
    const sql = `SELECT ${COLUMNS} FROM ${FROM} WHERE s.public_id = $1 AND ($2::bigint IS NULL OR s.user_id = $2) AND s.deleted_at IS NULL ${locking}`;
    return (await tx.query<ScheduleRow>(sql, [publicId, userId]))[0];
  }
}
