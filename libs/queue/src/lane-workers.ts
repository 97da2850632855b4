import { Worker } from 'bullmq';
import type { Lane } from './job-definition';
import type { LaneQueues } from './lane-queues';
import { DEFAULT_PREFIX, LANES, queueName, type DispatchedJob, type LaneOptions } from './lanes';

export type LaneSlots = Readonly<Record<Lane, number>>;

/** Reserved for each lane and never lent: a flood of P1 leaves P4 its slot, and the other way round (SPEC-3.2). */
export const DEFAULT_SLOTS: LaneSlots = { 1: 3, 2: 3, 3: 1, 4: 1 };
/** Two cores and twelve connections to PostgreSQL carry eight jobs at once. */
const MOST_SLOTS = 8;

/** kill -9 measured: 61.5 s until the job starts again with BullMQ's defaults, 16.3 s with these (SPEC-3.6). */
const LOCK_MS = 15_000;
const STALLED_EVERY_MS = 5_000;
/** A delivery may stall once; after that PostgreSQL decides. */
const MAX_STALLED = 1;
/** After Redis was away. BullMQ's 15 s would be felt by everybody who waits. */
const RETRY_FETCH_MS = 1_000;
/** Waiting work and a free slot, and nothing fetched for so long, is strange; whoever watches waits until it lasts (SPEC-3.9). */
export const STUCK_AFTER_MS = 5_000;

/** Of the 25 s that a stop may take: to finish, to end after the abort, and to say goodbye to Redis. */
const FINISH_MS = 14_000;
const ABORT_MS = 8_500;

export interface LaneWorkersOptions extends LaneOptions {
  readonly slots?: LaneSlots;
}

export interface LaneFacts {
  readonly lane: Lane;
  readonly slots: number;
  readonly busy: number;
  /** When it last fetched or ended a job, by `performance.now()`. */
  readonly movedAt: number;
}

/** Carries a delivery out. It rejects only when it could not; the queue's truth is PostgreSQL, so nothing is lost then. */
export type Deliver = (job: DispatchedJob, shutdown: AbortSignal) => Promise<unknown>;

interface Running {
  readonly worker: Worker;
  busy: number;
  movedAt: number;
}

/** The consumers' side of the four lanes, each with slots of its own. Errors of Redis never reach the process. */
export class LaneWorkers {
  private readonly slots: LaneSlots;
  private readonly lanes = new Map<Lane, Running>();
  private readonly shutdown = new AbortController();

  /** @throws RangeError when a lane has no slot or all together have more than 8 */
  constructor(
    private readonly options: LaneWorkersOptions,
    private readonly deliver: Deliver,
  ) {
    this.slots = options.slots ?? DEFAULT_SLOTS;
    const numbers = LANES.map((lane) => this.slots[lane]);
    if (numbers.some((n) => !Number.isInteger(n) || n < 1)) throw new RangeError('every lane needs at least one slot');
    if (numbers.reduce((a, b) => a + b, 0) > MOST_SLOTS) throw new RangeError(`the lanes may have ${MOST_SLOTS} slots together`);
  }

  start(): void {
    for (const lane of LANES) this.lanes.set(lane, this.open(lane));
  }

  /** Fetches nothing more at once, lets running jobs finish, aborts what takes too long; done within 25 s. */
  async stop(finishMs = FINISH_MS): Promise<void> {
    const workers = [...this.lanes.values()].map(({ worker }) => worker);
    const closed = Promise.allSettled(workers.map((worker) => worker.close()));
    if (await within(closed, finishMs)) return;
    this.shutdown.abort('shutdown');
    if (await within(closed, ABORT_MS)) return;
    // Redis is away and cannot be told goodbye, or a job ignores its signal; its transactions are fenced.
    await within(Promise.allSettled(workers.map((worker) => worker.disconnect())), 1_000);
  }

  get facts(): LaneFacts[] {
    return [...this.lanes].map(([lane, { busy, movedAt }]) => ({ lane, slots: this.slots[lane], busy, movedAt }));
  }

  /** Lanes that have work and a free slot and do not move. Empty while Redis is away: then it is not us. */
  async stuck(queues: LaneQueues, now = performance.now()): Promise<Lane[]> {
    const idle = this.facts.filter(({ slots, busy, movedAt }) => busy < slots && now - movedAt > STUCK_AFTER_MS);
    const found: Lane[] = [];
    for (const { lane } of idle) {
      const depth = await queues.depth(lane).catch(() => undefined);
      if (depth && depth.waiting > 0) found.push(lane);
    }
    return found;
  }

  private open(lane: Lane): Running {
    const { url, prefix = DEFAULT_PREFIX } = this.options;
    const worker = new Worker<DispatchedJob>(queueName(lane), (job) => this.carry(lane, job.data), {
      // A worker has nothing else to do than to wait for Redis, however long it is away.
      connection: { url, connectionName: `anwen-lane-${lane}`, maxRetriesPerRequest: null, connectTimeout: 2_000, keepAlive: 5_000, retryStrategy },
      prefix,
      concurrency: this.slots[lane],
      lockDuration: LOCK_MS,
      stalledInterval: STALLED_EVERY_MS,
      maxStalledCount: MAX_STALLED,
      runRetryDelay: RETRY_FETCH_MS,
      skipVersionCheck: true,
    });
    worker.on('error', () => undefined);
    return { worker, busy: 0, movedAt: performance.now() };
  }

  private async carry(lane: Lane, { jobId, attempt }: DispatchedJob): Promise<void> {
    const running = this.lanes.get(lane)!;
    running.busy++;
    running.movedAt = performance.now();
    try {
      await this.deliver({ jobId, attempt }, this.shutdown.signal);
    } finally {
      running.busy--;
      running.movedAt = performance.now();
    }
  }
}

const retryStrategy = (times: number): number => Math.min(100 * times, 1_000);

async function within(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), ms)));
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
