import type { Database, Tx } from '@anwen/database';
import { ALL_SCOPE, systemActor, type Id } from '@anwen/kernel';
import { LANES, type DispatchedJob, type Lane, type LaneQueues } from '@anwen/queue';
import { Logger } from '@nestjs/common';
import { dispatchStore, type QueuedJob } from './dispatch.store';
import { failureOf } from './failure.rules';
import { settleFailure } from './job-ending';
import { jobStore } from './job.store';
import { queueErrors } from './queue.errors';

/** With a lease of 15 s this leaves 13 s of the promised 30 s for a slow machine. */
const EVERY_MS = 2_000;
/** Younger than this a queued row may still be on its way to Redis. */
const SETTLED_MS = 5_000;
/** Two rounds of this each second would check the fullest queue (15 000) within 16 s: far below the promised 60 s. */
const BATCH = 2_000;

/** Each look goes through a list of at most 5 000 entries: together a few milliseconds of Redis. */
const LOOKED_THROUGH = 50;

/** What one round has found. */
export interface Reconciled {
  /** Jobs that Redis had forgotten. */
  readonly forgotten: number;
  /** Runs whose process is gone. */
  readonly lost: number;
}

/** Compares PostgreSQL with the world: what Redis has lost is dispatched again, what a dead process ran is run again. */
export class JobReconciler {
  private readonly logger = new Logger('queue');
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<unknown> | undefined;
  private after: Id = '0';

  constructor(
    private readonly database: Database,
    private readonly queues: LaneQueues,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.round ??= this.reconcileOnce()
        .catch((error: Error) => this.logger.warn({ msg: 'reconciling has failed and goes on', reason: error.message }))
        .finally(() => (this.round = undefined));
    }, EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.round;
  }

  async reconcileOnce(): Promise<Reconciled> {
    const lost = await this.recoverLost();
    // Without Redis there is nobody to compare with; lost runs are found all the same.
    const forgotten = this.queues.isReady ? await this.recoverForgotten() : 0;
    if (lost + forgotten > 0) this.logger.warn({ msg: 'jobs were recovered', lost, forgotten });
    return { forgotten, lost };
  }

  private async recoverLost(): Promise<number> {
    let recovered = 0;
    for (const id of await this.transaction((tx) => dispatchStore.lost(tx, BATCH))) {
      // One by one: a frozen process may hold one of them for a while, and the others must not wait.
      if (await this.transaction((tx) => recover(tx, id)).catch(() => false)) recovered++;
    }
    return recovered;
  }

  private async recoverForgotten(): Promise<number> {
    const queued = await this.transaction((tx) => dispatchStore.queuedSince(tx, { ageMs: SETTLED_MS, after: this.after, limit: BATCH }));
    this.after = queued.length === BATCH ? queued.at(-1)!.jobId : '0';
    let recovered = 0;
    for (const lane of LANES) {
      const gone = await this.gone(
        lane,
        queued.filter((job) => job.lane === lane),
      );
      if (gone.length === 0) continue;
      // A delivery that ended without its row moving on would make Redis ignore the new one.
      await this.queues.forget(lane, gone);
      recovered += await this.transaction((tx) => {
        tx.wakeAfterCommit('anwen_jobs');
        return dispatchStore.putBack(tx, gone);
      });
    }
    return recovered;
  }

  private async gone(lane: Lane, queued: readonly QueuedJob[]): Promise<DispatchedJob[]> {
    const unknown = await this.queues.undeliverable(lane, queued);
    // Looking through the lists costs more: some of those that wait strangely long, other ones each time.
    const old = queued.filter((job) => job.isOld && !unknown.includes(job));
    const from = Math.floor(Math.random() * Math.max(1, old.length - LOOKED_THROUGH + 1));
    return [...unknown, ...(await this.queues.stranded(lane, old.slice(from, from + LOOKED_THROUGH)))];
  }

  private transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction({ actor: systemActor('worker'), scope: ALL_SCOPE }, work);
  }
}

async function recover(tx: Tx, id: Id): Promise<boolean> {
  const job = await jobStore.lock(tx, id);
  if (job?.state !== 'running' || (await jobStore.livesElsewhere(tx, id))) return false;
  await jobStore.loseRuns(tx, id);
  await settleFailure(tx, job, job.attempts, failureOf(queueErrors.worker_lost()));
  return true;
}
