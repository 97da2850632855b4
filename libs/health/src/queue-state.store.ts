import type { Database } from '@anwen/database';

/** One entry of the timetable as the worker's clock has last written it. */
export interface ScheduleState {
  readonly name: string;
  readonly cadence: string;
  readonly lastOutcome: 'running' | 'done' | 'failed' | null;
  readonly lastResult: number | null;
  readonly lastError: string | null;
  readonly lastStartedAt: Date | null;
  readonly lastFinishedAt: Date | null;
  readonly lastSuccessAt: Date | null;
  readonly nextAt: Date | null;
  readonly expectedBy: Date;
  readonly worker: string | null;
  /** Its success is overdue, or its last run has failed. */
  readonly late: boolean;
  /** Since the worker last wrote anything about it. */
  readonly silentSeconds: number;
}

export interface LaneState {
  readonly lane: number;
  /** Waiting in the database, deferred ones that are not due yet included. */
  readonly waiting: number;
  /** Handed to Redis, not yet begun. */
  readonly queued: number;
  readonly running: number;
  /** Of those that could run now. */
  readonly oldestWaitingSeconds: number | null;
}

export interface Backlog {
  readonly deadJobs: number;
  readonly outboxWaiting: number;
  readonly outboxOldestSeconds: number | null;
  readonly deadWebhooks: number;
  readonly auditUnsealed: number;
}

export function readSchedules(database: Database): Promise<ScheduleState[]> {
  return database.query(
    `SELECT name, cadence, last_outcome AS "lastOutcome", last_result::float8 AS "lastResult", last_error AS "lastError",
            last_started_at AS "lastStartedAt", last_finished_at AS "lastFinishedAt", last_success_at AS "lastSuccessAt", next_at AS "nextAt",
            expected_by AS "expectedBy", worker, expected_by < clock_timestamp() OR coalesce(last_outcome = 'failed', false) AS late,
            extract(epoch FROM clock_timestamp() - updated_at)::float8 AS "silentSeconds"
     FROM sys_schedules ORDER BY name`,
  );
}

export function readLanes(database: Database): Promise<LaneState[]> {
  return database.query(
    // Two parts, because each has an index of its own that holds nothing but open jobs.
    `WITH open AS (SELECT lane, state, run_after FROM sys_jobs WHERE state = 'waiting'
                   UNION ALL SELECT lane, state, run_after FROM sys_jobs WHERE state IN ('queued', 'running'))
     SELECT l.lane, count(*) FILTER (WHERE state = 'waiting')::int AS waiting, count(*) FILTER (WHERE state = 'queued')::int AS queued,
            count(*) FILTER (WHERE state = 'running')::int AS running,
            extract(epoch FROM clock_timestamp() - min(run_after) FILTER (WHERE state <> 'running' AND run_after <= clock_timestamp()))::float8 AS "oldestWaitingSeconds"
     FROM generate_series(1, 4) AS l(lane) LEFT JOIN open USING (lane) GROUP BY l.lane ORDER BY l.lane`,
  );
}

export async function readBacklog(database: Database): Promise<Backlog> {
  const [row] = await database.query<Backlog>(
    `SELECT (SELECT count(*) FROM sys_dead_jobs WHERE state = 'dead')::int AS "deadJobs",
            (SELECT count(*) FROM sys_outbox WHERE relayed_at IS NULL)::int AS "outboxWaiting",
            (SELECT extract(epoch FROM clock_timestamp() - min(occurred_at))::float8 FROM sys_outbox WHERE relayed_at IS NULL) AS "outboxOldestSeconds",
            (SELECT count(*) FROM sys_webhook_deliveries WHERE state = 'dead')::int AS "deadWebhooks",
            (SELECT count(*) FROM sys_audit_pending)::int AS "auditUnsealed"`,
  );
  return row!;
}
