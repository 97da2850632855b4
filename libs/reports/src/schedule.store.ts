import { alerts } from '@anwen/alerts';
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
  readonly ownerActive: boolean;
  readonly lastAt: Date | null;
  readonly lastState: string | null;
  readonly lastError: string | null;
  readonly rowVersion: number;
}

const COLUMNS = `s.id::text AS id, s.public_id AS "publicId", s.user_id::text AS "userId", u.display_name AS "userName", u.status = 'active' AS "ownerActive", s.name, s.report, s.format, s.params, s.locale, s.cron,
  s.mail_to AS "mailTo", s.webhook, s.active, s.next_at AS "nextAt", s.last_at AS "lastAt", s.last_state AS "lastState", s.last_error AS "lastError", s.row_version AS "rowVersion"`;
const FROM = 'report_schedules s JOIN sys_users u ON u.id = s.user_id';

/** Of the person of `s`, deleted ones included: making them anew must not buy more. */
const STAGED_LATELY = `SELECT count(*) FROM report_schedules o WHERE o.user_id = s.user_id AND o.last_at > clock_timestamp() - interval '1 hour'`;

/** Counting and writing must not overlap with the same person's twin. */
async function lockOwner(tx: Tx, userId: Id): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('report_schedules:' || $1, 12))`, [userId]);
}

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
    await lockOwner(tx, userId);
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

  /**
   * Ids of those whose time has come, the longest waiting first: of each person no more than `hourly` within an hour. What is
   * beyond waits, and does not stand before other people's.
   */
  async due(tx: Tx, limit: number, hourly: number): Promise<readonly { publicId: string; userId: Id }[]> {
    return tx.query(
      `SELECT public_id AS "publicId", user_id::text AS "userId" FROM (
         SELECT s.public_id, s.user_id, s.next_at, row_number() OVER (PARTITION BY s.user_id ORDER BY s.next_at, s.id) + (${STAGED_LATELY}) AS nth
           FROM report_schedules s WHERE s.active AND s.deleted_at IS NULL AND s.next_at <= clock_timestamp()) d
        WHERE nth <= $2 ORDER BY next_at LIMIT $1`,
      [limit, hourly],
    );
  }

  /** How many of this person's were staged within the hour; nobody stages another until the transaction ends. */
  async stagedLately(tx: Tx, userId: Id): Promise<number> {
    await lockOwner(tx, userId);
    const [row] = await tx.query<{ n: number }>(`SELECT (${STAGED_LATELY})::int AS n FROM (SELECT $1::bigint AS user_id) s`, [userId]);
    return row!.n;
  }

  async noteStaged(tx: Tx, id: Id, nextAt: Date, jobId: Id): Promise<void> {
    await tx.query(
      `UPDATE report_schedules SET next_at = $2, last_job_id = $3, last_at = clock_timestamp(), last_state = 'running', last_error = NULL WHERE id = $1`,
      [id, nextAt, jobId],
    );
  }

  async noteNext(tx: Tx, id: Id, nextAt: Date): Promise<void> {
    await tx.query('UPDATE report_schedules SET next_at = $2 WHERE id = $1', [id, nextAt]);
  }

  /** Those whose job has ended, or is gone, without a word of its own: cancelled, out of time, or its owner disabled. */
  async unsettled(tx: Tx, limit: number): Promise<readonly { publicId: string; userId: Id; error: string | null }[]> {
    return tx.query(
      `SELECT s.public_id AS "publicId", s.user_id::text AS "userId",
              CASE WHEN j.id IS NULL THEN 'queue.failed' WHEN j.state <> 'done' THEN coalesce(j.problem->>'code', 'queue.' || j.state) END AS error
         FROM report_schedules s LEFT JOIN sys_jobs j ON j.id = s.last_job_id
        WHERE s.last_state = 'running' AND s.last_job_id IS NOT NULL AND s.deleted_at IS NULL AND (j.id IS NULL OR j.finished_at IS NOT NULL)
        ORDER BY s.id LIMIT $1`,
      [limit],
    );
  }

  /** A job that had nothing to do: paused since it was staged. */
  async noteSkipped(tx: Tx, id: Id): Promise<void> {
    await tx.query('UPDATE report_schedules SET last_state = NULL, last_error = NULL WHERE id = $1', [id]);
  }

  async noteDelivered(tx: Tx, { id, publicId }: ScheduleRow): Promise<void> {
    await tx.query(`UPDATE report_schedules SET last_state = 'delivered', last_error = NULL WHERE id = $1`, [id]);
    await this.endTrouble(tx, publicId);
  }

  /** Somebody waits for a report that did not come, or not to everybody. */
  async noteTrouble(tx: Tx, { id, publicId, name, report }: ScheduleRow, state: 'delivered' | 'failed', error: string): Promise<void> {
    await tx.query('UPDATE report_schedules SET last_state = $2, last_error = $3 WHERE id = $1', [id, state, error]);
    await alerts.raise(tx, { code: 'report.undelivered', subject: publicId, data: { name, report, error: error.split(':')[0] } });
  }

  async endTrouble(tx: Tx, publicId: string): Promise<void> {
    await alerts.resolve(tx, 'report.undelivered', publicId);
  }

  private async find(tx: Tx, publicId: string, userId: Id | null, locking: string): Promise<ScheduleRow | undefined> {
    const sql = `SELECT ${COLUMNS} FROM ${FROM} WHERE s.public_id = $1 AND ($2::bigint IS NULL OR s.user_id = $2) AND s.deleted_at IS NULL ${locking}`;
    return (await tx.query<ScheduleRow>(sql, [publicId, userId]))[0];
  }
}
