import type { Database, Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';

/** What is known of an entry before its slot is run. */
export interface ScheduleRow {
  readonly lastSlot: Date | null;
  readonly lastJobId: Id | null;
  /** The job of the last slot has not ended. */
  readonly underWay: boolean;
}

export interface Registration {
  readonly name: string;
  readonly cadence: string;
  readonly lastSlot: Date | null;
  readonly nextAt: Date;
  readonly expectedBy: Date;
}

export interface Outcome {
  readonly name: string;
  readonly slot: Date | null;
  readonly nextAt: Date;
  readonly startedAt: Date;
  readonly outcome: 'done' | 'failed';
  readonly result: number | null;
  readonly error: string | null;
  /** Moves only when the work succeeded: that is how its absence is seen. */
  readonly expectedBy: Date;
  readonly worker: string;
}

/** Brings the rows to the timetable: new entries appear, removed ones vanish, a new cadence starts a new expectation. */
export async function register(tx: Tx, entries: readonly Registration[]): Promise<void> {
  await tx.query('DELETE FROM sys_schedules WHERE NOT (name = ANY ($1))', [entries.map((entry) => entry.name)]);
  await tx.query(
    `INSERT INTO sys_schedules (name, cadence, last_slot, next_at, expected_by)
     SELECT name, cadence, "lastSlot", "nextAt", "expectedBy" FROM jsonb_to_recordset($1::jsonb)
       AS r(name text, cadence text, "lastSlot" timestamptz, "nextAt" timestamptz, "expectedBy" timestamptz) ORDER BY name
     ON CONFLICT (name) DO UPDATE SET cadence = excluded.cadence, next_at = excluded.next_at, expected_by = excluded.expected_by,
       last_slot = CASE WHEN excluded.last_slot IS NULL THEN sys_schedules.last_slot ELSE excluded.last_slot END, updated_at = now()
     WHERE sys_schedules.cadence <> excluded.cadence`,
    [JSON.stringify(entries)],
  );
}

/**
 * The clock of the cron lines is another one. Their last slot becomes the newest of the new clock, or one that it has passed
 * already would be run in the middle of the day; it only moves on, so that no slot is run twice.
 */
export async function expectAnew(database: Database, entries: readonly Registration[]): Promise<void> {
  await database.query(
    `UPDATE sys_schedules s SET next_at = r."nextAt", expected_by = r."expectedBy", last_slot = greatest(s.last_slot, r."lastSlot"), updated_at = now()
     FROM jsonb_to_recordset($1::jsonb) AS r(name text, "lastSlot" timestamptz, "nextAt" timestamptz, "expectedBy" timestamptz)
     WHERE s.name = r.name AND r."lastSlot" IS NOT NULL`,
    [JSON.stringify(entries)],
  );
}

export async function readRow(database: Database, name: string): Promise<ScheduleRow | undefined> {
  const [row] = await database.query<ScheduleRow>(`${ROW} WHERE s.name = $1`, [name]);
  return row;
}

/** Whoever else wants the slot waits until this transaction has ended. */
export async function lockRow(tx: Tx, name: string): Promise<ScheduleRow | undefined> {
  const [row] = await tx.query<ScheduleRow>(`${ROW} WHERE s.name = $1 FOR UPDATE OF s`, [name]);
  return row;
}

const ROW = `SELECT s.last_slot AS "lastSlot", s.last_job_id AS "lastJobId", coalesce(j.state IN ('waiting', 'queued', 'running'), false) AS "underWay"
  FROM sys_schedules s LEFT JOIN sys_jobs j ON j.id = s.last_job_id`;

export async function recordOutcome(database: Database, o: Outcome): Promise<void> {
  await database.query(
    `UPDATE sys_schedules SET last_slot = coalesce($2, last_slot), next_at = $3, last_started_at = $4, last_finished_at = clock_timestamp(),
       last_success_at = CASE WHEN $5 = 'done' THEN clock_timestamp() ELSE last_success_at END, last_outcome = $5, last_result = $6, last_error = $7,
       expected_by = CASE WHEN $5 = 'done' THEN $8 ELSE expected_by END, worker = $9, updated_at = clock_timestamp()
     WHERE name = $1`,
    [o.name, o.slot, o.nextAt, o.startedAt, o.outcome, o.result, o.error, o.expectedBy, o.worker],
  );
}

/** The slot is taken; `jobId` is null when the previous slot's job still runs and does this slot's work, too. */
export async function recordStaged(tx: Tx, staged: { name: string; slot: Date; nextAt: Date; jobId: Id | null; worker: string }): Promise<void> {
  await tx.query(
    `UPDATE sys_schedules SET last_slot = $2, next_at = $3, last_job_id = coalesce($4, last_job_id), last_outcome = 'running',
       worker = $5, updated_at = clock_timestamp() WHERE name = $1`,
    [staged.name, staged.slot, staged.nextAt, staged.jobId, staged.worker],
  );
}

/** Takes over how staged jobs have ended; a dead job that somebody has retried counts again. */
export async function followJobs(database: Database, entries: readonly { name: string; expectedWithinMs: number }[]): Promise<void> {
  await database.query(
    `UPDATE sys_schedules s SET last_job_id = d.retried_as, last_outcome = 'running', updated_at = clock_timestamp()
     FROM sys_dead_jobs d WHERE s.last_outcome = 'failed' AND d.job_id = s.last_job_id AND d.state = 'retried' AND d.retried_as IS NOT NULL`,
  );
  await database.query(
    `UPDATE sys_schedules s SET last_started_at = j.started_at, last_finished_at = j.finished_at,
       last_success_at = CASE WHEN j.state = 'done' THEN j.finished_at ELSE s.last_success_at END,
       last_outcome = CASE WHEN j.state = 'done' THEN 'done' ELSE 'failed' END,
       last_error = CASE WHEN j.state = 'done' THEN NULL ELSE coalesce(j.problem ->> 'code', j.state) END,
       expected_by = CASE WHEN j.state = 'done' THEN s.next_at + e.within_ms * interval '1 ms' ELSE s.expected_by END, updated_at = clock_timestamp()
     FROM sys_jobs j, unnest($1::text[], $2::bigint[]) AS e(name, within_ms)
     WHERE s.last_outcome = 'running' AND j.id = s.last_job_id AND e.name = s.name AND j.state IN ('done', 'failed', 'cancelled')`,
    [entries.map((entry) => entry.name), entries.map((entry) => entry.expectedWithinMs)],
  );
}

export function lateNames(tx: Tx): Promise<{ name: string; expectedBy: Date }[]> {
  return tx.query('SELECT name, expected_by AS "expectedBy" FROM sys_schedules WHERE expected_by < clock_timestamp() ORDER BY name');
}

/** Entries with an open alert that are late no more, or are no longer in the timetable. */
export async function recoveredNames(tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ name: string }>(
    `SELECT subject AS name FROM sys_alerts a WHERE code = 'job.late' AND resolved_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM sys_schedules s WHERE s.name = a.subject AND s.expected_by < clock_timestamp()) ORDER BY subject`,
  );
  return rows.map((row) => row.name);
}
