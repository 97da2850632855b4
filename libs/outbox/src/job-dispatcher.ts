import type { Database } from '@anwen/database';
import { ALL_SCOPE, systemActor } from '@anwen/kernel';
import { LANES, type LaneQueues, type Lane } from '@anwen/queue';
import { dispatchStore } from './dispatch.store';
import { WakeLoop } from './wake-loop';

/** LISTEN is the way; this poll makes good for lost calls and brings backoffs and deferred jobs. */
const POLL_MS = 1_000;
/** One transaction's worth; a round goes on while a batch was full. */
const BATCH = 200;

/**
 * What Redis may hold of a lane; the rest stays in PostgreSQL. P1 and P2 are bounded by their callers (SPEC-3.3). What is in
 * Redis runs even when the hours of maintenance are over, so P4 gets no more than keeps its one slot busy.
 */
const DEPTH: Readonly<Record<Lane, number>> = { 1: 5_000, 2: 5_000, 3: 5_000, 4: 20 };

export interface DispatcherOptions {
  /** False keeps maintenance (P4) that nobody has asked for in PostgreSQL; absent = any time. */
  readonly mayMaintain?: () => boolean;
}

/** Moves due jobs from PostgreSQL to Redis, the urgent lanes first. */
export class JobDispatcher {
  private readonly loop: WakeLoop;

  constructor(
    private readonly database: Database,
    private readonly queues: LaneQueues,
    private readonly options: DispatcherOptions = {},
  ) {
    this.loop = new WakeLoop({
      name: 'dispatching',
      database,
      channel: 'anwen_jobs',
      everyMs: POLL_MS,
      work: async () => (await this.dispatchOnce()) >= BATCH,
    });
  }

  start(): void {
    this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  /**
   * One round over all lanes; answers the size of its largest batch.
   * @throws what the first failing lane did, after the others had their turn
   */
  async dispatchOnce(): Promise<number> {
    // Without Redis nothing is marked as queued: the rows wait where they are.
    if (!this.queues.isReady) return 0;
    let largest = 0;
    let failure: unknown;
    for (const lane of LANES)
      try {
        largest = Math.max(largest, await this.dispatch(lane));
      } catch (error) {
        failure ??= error;
      }
    if (failure !== undefined) throw failure;
    return largest;
  }

  /**
   * First the row, then Redis: whoever dies in between leaves a queued row without a delivery, which the reconciler
   * finds. The other way round a worker could fetch a job that its row does not know of.
   */
  private async dispatch(lane: Lane): Promise<number> {
    const forcedOnly = lane === 4 && this.options.mayMaintain?.() === false;
    const jobs = await this.database.transaction({ actor: systemActor('worker'), scope: ALL_SCOPE }, (tx) =>
      dispatchStore.takeDue(tx, { lane, limit: BATCH, depth: DEPTH[lane], forcedOnly }),
    );
    if (jobs.length === 0) return 0;
    try {
      await this.queues.add(lane, jobs);
    } catch (error) {
      // Nobody is woken: a Redis that is full or gone is tried again at the next poll, not in a loop.
      await this.database.transaction({ actor: systemActor('worker'), scope: ALL_SCOPE }, (tx) => dispatchStore.putBack(tx, jobs));
      throw error;
    }
    return jobs.length;
  }
}
