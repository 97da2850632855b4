import type { Tx } from '@anwen/database';
import type { Id, Locale } from '@anwen/kernel';
import type { Lane } from '@anwen/queue';
import type { RunFailure } from './failure.rules';
import { problemOf, storableJson } from './failure.rules';

/** A job as the runner needs it. */
export interface JobRow {
  readonly id: Id;
  readonly publicId: string;
  readonly name: string;
  readonly lane: Lane;
  readonly v: number;
  readonly payload: unknown;
  readonly state: string;
  readonly attempts: number;
  /** Of the attempts, those that a stop of the worker has ended: they do not count. */
  readonly interrupted: number;
  readonly maxAttempts: number;
  readonly timeoutMs: number;
  readonly principal: string | null;
  readonly userId: Id | null;
  readonly apiKeyId: Id | null;
  readonly locale: Locale;
  readonly requestId: string | null;
  readonly isDue: boolean;
  readonly cancelRequested: boolean;
}

export type RunState = 'committed' | 'failed' | 'timed_out' | 'cancelled' | 'lost';

/**
 * A run that has not been heard of for 15 s is lost. Heartbeats come every 3 s, so five in a row were missed; with the
 * look-out every 2 s and a child that may have to start on a busy machine, kill -9 costs less than the promised 30 s.
 */
export const LEASE_MS = 15_000;

const JOB = `SELECT id, public_id AS "publicId", name, lane, v, payload, state, attempts, interrupted, max_attempts AS "maxAttempts", timeout_ms AS "timeoutMs",
    principal, user_id AS "userId", api_key_id AS "apiKeyId", locale, request_id AS "requestId", run_after <= clock_timestamp() AS "isDue",
    cancel_requested_at IS NOT NULL AS "cancelRequested" FROM sys_jobs`;

/** All SQL of a job's life. Whoever locks both rows locks the job before its run. */
export const jobStore = {
  async lock(tx: Tx, id: Id): Promise<JobRow | undefined> {
    return (await tx.query<JobRow>(`${JOB} WHERE id = $1 FOR UPDATE`, [id]))[0];
  },

  async find(tx: Tx, id: Id): Promise<JobRow | undefined> {
    return (await tx.query<JobRow>(`${JOB} WHERE id = $1`, [id]))[0];
  },

  async livesElsewhere(tx: Tx, jobId: Id): Promise<boolean> {
    const rows = await tx.query(
      `SELECT 1 FROM sys_job_runs WHERE job_id = $1 AND state = 'running' AND heartbeat_at > clock_timestamp() - make_interval(secs => $2)`,
      [jobId, LEASE_MS / 1000],
    );
    return rows.length > 0;
  },

  async loseRuns(tx: Tx, jobId: Id): Promise<void> {
    await tx.query(`UPDATE sys_job_runs SET state = 'lost', ended_at = clock_timestamp() WHERE job_id = $1 AND state = 'running'`, [jobId]);
  },

  async startRun(tx: Tx, job: JobRow, run: { id: string; worker: string }): Promise<void> {
    const attempt = job.attempts + 1;
    await tx.query('INSERT INTO sys_job_runs (id, job_id, attempt, worker) VALUES ($1, $2, $3, $4)', [run.id, job.id, attempt, run.worker]);
    await tx.query(
      `UPDATE sys_jobs SET state = 'running', attempts = $2, started_at = clock_timestamp(), progress_done = NULL, progress_total = NULL WHERE id = $1`,
      [job.id, attempt],
    );
  },

  /** Says that the run lives; undefined when it is not the living run any more. */
  async beat(tx: Tx, runId: string): Promise<{ cancelRequested: boolean } | undefined> {
    const rows = await tx.query<{ cancelRequested: boolean }>(
      `UPDATE sys_job_runs r SET heartbeat_at = clock_timestamp() FROM sys_jobs j WHERE r.id = $1 AND r.state = 'running' AND j.id = r.job_id
       RETURNING j.cancel_requested_at IS NOT NULL AS "cancelRequested"`,
      [runId],
    );
    return rows[0];
  },

  /** The fence: the row stays locked until the commit, and whoever declares the run lost has to wait for it. */
  async isLiving(tx: Tx, runId: string): Promise<boolean> {
    const rows = await tx.query(`UPDATE sys_job_runs SET heartbeat_at = clock_timestamp() WHERE id = $1 AND state = 'running' RETURNING id`, [runId]);
    return rows.length > 0;
  },

  /** Ends the run; false when it had ended already (another run has taken over, or it was committed). */
  async endRun(tx: Tx, runId: string, state: RunState, error: string | null = null): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE sys_job_runs SET state = $2, ended_at = clock_timestamp(), error = $3 WHERE id = $1 AND state = 'running' RETURNING id`,
      [runId, state, error],
    );
    return rows.length > 0;
  },

  async noteProgress(tx: Tx, jobId: Id, runId: string, progress: { done: number; total: number | null }): Promise<void> {
    await tx.query(
      `UPDATE sys_jobs SET progress_done = $3, progress_total = $4
       WHERE id = $1 AND state = 'running' AND EXISTS (SELECT 1 FROM sys_job_runs WHERE id = $2 AND state = 'running')`,
      [jobId, runId, progress.done, progress.total],
    );
  },

  async done(tx: Tx, jobId: Id, result: unknown): Promise<void> {
    await tx.query(
      `UPDATE sys_jobs SET state = 'done', result = $2, problem = NULL, finished_at = clock_timestamp(), cancel_requested_at = NULL,
         progress_done = coalesce(progress_total, progress_done) WHERE id = $1`,
      [jobId, storableJson(result)],
    );
  },

  async retryLater(tx: Tx, jobId: Id, failure: RunFailure, delayMs: number): Promise<void> {
    await tx.query(
      `UPDATE sys_jobs SET state = 'waiting', queued_at = NULL, problem = $2, run_after = clock_timestamp() + make_interval(secs => $3) WHERE id = $1`,
      [jobId, storableJson(problemOf(failure)), delayMs / 1000],
    );
  },

  /** The worker has to end; nobody has failed. */
  async giveBack(tx: Tx, jobId: Id, failure: RunFailure): Promise<void> {
    await tx.query('UPDATE sys_jobs SET interrupted = interrupted + 1 WHERE id = $1', [jobId]);
    await jobStore.retryLater(tx, jobId, failure, 0);
  },

  async finish(tx: Tx, jobId: Id, state: 'failed' | 'cancelled', failure: RunFailure): Promise<void> {
    await tx.query('UPDATE sys_jobs SET state = $2, problem = $3, finished_at = clock_timestamp() WHERE id = $1', [
      jobId,
      state,
      storableJson(problemOf(failure)),
    ]);
  },

  async bury(tx: Tx, job: JobRow, attempts: number, failure: RunFailure): Promise<void> {
    await tx.query(
      `INSERT INTO sys_dead_jobs (job_id, name, lane, v, payload, principal, user_id, api_key_id, locale, request_id, attempts, problem, trace)
       SELECT id, name, lane, v, payload, principal, user_id, api_key_id, locale, request_id, $2, $3, $4 FROM sys_jobs WHERE id = $1`,
      [job.id, attempts, storableJson(problemOf(failure)), failure.trace],
    );
  },
};
