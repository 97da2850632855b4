export { QueueBed, type StateRow, type WorkerOptions } from './testing-bed';
import type { Database } from '@anwen/database';
import { systemActor, type Actor, type Id } from '@anwen/kernel';
import type { JobOutcome } from './job-ending';
import type { HandledJob, JobResult } from './job-run';
import { JobRunner } from './job-runner';
import type { StoredProblem } from './failure.rules';

export interface JobRunReport {
  /** 'done' | 'retry' | 'failed' | 'cancelled' | 'ignored'. */
  readonly outcome: JobOutcome;
  /** State of the row afterwards. */
  readonly state: string;
  readonly attempts: number;
  readonly result: JobResult | null;
  readonly problem: StoredProblem | null;
  readonly progress: { readonly done: number | null; readonly total: number | null };
}

export interface RunJobOptions {
  /** Whose rights the run has, when the job was asked for by somebody; the system actor when absent. */
  readonly actor?: Actor;
  /** Aborted = this process has to end. */
  readonly signal?: AbortSignal;
}

/** Runs a staged job now, past the queue and its backoff, with the runner that the worker uses. */
export async function runJobOnce(database: Database, job: HandledJob, stagedId: Id, options: RunJobOptions = {}): Promise<JobRunReport> {
  const [row] = await database.query<{ attempts: number }>(
    `UPDATE sys_jobs SET run_after = least(run_after, clock_timestamp()) WHERE id = $1 RETURNING attempts`,
    [stagedId],
  );
  if (!row) throw new Error(`there is no job ${stagedId}`);
  const actor = options.actor ?? systemActor('test');
  const runner = new JobRunner({ database, actors: { actorOf: () => Promise.resolve(actor) }, jobs: [job], worker: 'test' });
  const outcome = await runner.run({ jobId: stagedId, attempt: row.attempts + 1 }, options.signal);
  const [after] = await database.query<Omit<JobRunReport, 'outcome'>>(
    `SELECT state, attempts, result, problem, jsonb_build_object('done', progress_done, 'total', progress_total) AS progress FROM sys_jobs WHERE id = $1`,
    [stagedId],
  );
  return { outcome, ...after! };
}
