import { alerts } from '@anwen/alerts';
import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { deadJobStore } from './dead-job.store';
import { backoffMs, failureOf, type RunFailure } from './failure.rules';
import { jobStore, type JobRow } from './job.store';
import { queueErrors } from './queue.errors';

/** What became of a delivery. `ignored`: it was none of the job's business any more (a duplicate, an old twin). */
export type JobOutcome = 'done' | 'retry' | 'failed' | 'cancelled' | 'ignored';

/** A lost run has waited for its lease already. */
const AT_ONCE = 0;

/**
 * Decides what follows an unsuccessful run; the caller holds the job's lock and has ended the run.
 * @param runs so far; those that were interrupted do not count
 */
export async function settleFailure(tx: Tx, job: JobRow, runs: number, failure: RunFailure): Promise<JobOutcome> {
  tx.wakeAfterCommit('anwen_jobs');
  if (job.cancelRequested) return settleCancel(tx, job);
  const attempts = runs - job.interrupted;
  if (!failure.permanent && attempts < job.maxAttempts) {
    await jobStore.retryLater(tx, job.id, failure, failure.code === 'queue.worker_lost' ? AT_ONCE : backoffMs(attempts));
    return 'retry';
  }
  await jobStore.finish(tx, job.id, 'failed', failure);
  const subject = { type: 'job', id: job.publicId };
  const diff = { job: job.name, attempts, problem: failure.code };
  // A refusal that its requester sees and understands is nobody else's trouble: no dead letter, no alert.
  if (failure.expected && job.principal !== null) {
    audit.record(tx, tx.actor, 'job.failed', subject, { diff });
    return 'failed';
  }
  await jobStore.bury(tx, job, attempts, failure);
  await alerts.raise(tx, { code: 'job.dead', subject: job.name, data: { jobId: job.publicId, problem: failure.code, attempts } });
  audit.record(tx, tx.actor, 'job.dead', subject, { diff });
  return 'failed';
}

/** What follows a run that the stop of its worker has ended: another one, however often the worker is stopped. */
export async function settleInterrupted(tx: Tx, job: JobRow, failure: RunFailure): Promise<JobOutcome> {
  if (job.cancelRequested) return settleCancel(tx, job);
  await jobStore.giveBack(tx, job.id, failure);
  tx.wakeAfterCommit('anwen_jobs');
  return 'retry';
}

export async function settleCancel(tx: Tx, job: JobRow): Promise<JobOutcome> {
  await jobStore.finish(tx, job.id, 'cancelled', failureOf(queueErrors.cancelled()));
  tx.wakeAfterCommit('anwen_jobs');
  return 'cancelled';
}

/** The alert of a kind of job ends with the last undecided letter of that kind. */
export async function calmAlert(tx: Tx, name: string): Promise<void> {
  if ((await deadJobStore.count(tx, 'dead', name)) === 0) await alerts.resolve(tx, 'job.dead', name);
}
