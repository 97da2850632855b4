import { Queue, type QueueOptions } from 'bullmq';
import { Redis } from 'ioredis';
import type { Lane } from './job-definition';
import { DEFAULT_PREFIX, LANES, entryId, queueName, type DispatchedJob, type LaneOptions } from './lanes';

/** Redis holds no job for longer than 7 days after its end (R9.2); the sweep makes sure of it. */
export const REDIS_TTL_SECONDS = 7 * 86_400;
/** Producers give up at once or after this: the job's row is in PostgreSQL and is dispatched later. */
const COMMAND_TIMEOUT_MS = 2_000;
const SWEEP_BATCH = 1_000;

export interface LaneDepth {
  readonly waiting: number;
  readonly active: number;
}

/** Ended deliveries say nothing that PostgreSQL does not know; a week of a busy factory must not fill Redis. */
const ENDED_AT_MOST = 1_000;

const RETRIED_BY_POSTGRES = {
  // Retries are rows of PostgreSQL; Redis delivers once.
  attempts: 1,
  removeOnComplete: { age: REDIS_TTL_SECONDS, count: ENDED_AT_MOST },
  removeOnFail: { age: REDIS_TTL_SECONDS, count: ENDED_AT_MOST },
};

/** The connection that all producers of a process share. */
export function connectLanes({ url }: LaneOptions): Redis {
  const client = new Redis(url, {
    connectionName: 'anwen-queue',
    connectTimeout: COMMAND_TIMEOUT_MS,
    commandTimeout: COMMAND_TIMEOUT_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    retryStrategy: (times) => Math.min(100 * times, 1_000),
    keepAlive: 5_000,
  });
  // Without a listener a refused connection would end the process; each failed call reports for itself.
  client.on('error', () => undefined);
  return client;
}

/** Neither the version nor readiness is waited for: a queue made while Redis is away works when it is back. */
export function queueOptions(connection: Redis, { prefix = DEFAULT_PREFIX }: LaneOptions): QueueOptions {
  return { connection, prefix, skipVersionCheck: true, skipWaitingForReady: true, skipMetasUpdate: true };
}

/** The producers' side of the four lanes. Every call fails fast while Redis is away; nobody's request waits for it. */
export class LaneQueues {
  constructor(
    private readonly client: Redis,
    private readonly queues: ReadonlyMap<Lane, Queue>,
  ) {
    for (const queue of queues.values()) queue.on('error', () => undefined);
  }

  /** With a connection of its own, outside of Nest. */
  static open(options: LaneOptions): LaneQueues {
    const client = connectLanes(options);
    return new LaneQueues(client, new Map(LANES.map((lane) => [lane, new Queue(queueName(lane), queueOptions(client, options))])));
  }

  get isReady(): boolean {
    return this.client.status === 'ready';
  }

  /** Waits for the first connection, at most `ms`; false when Redis is away. */
  async ready(ms = 2_000): Promise<boolean> {
    const until = performance.now() + ms;
    while (!this.isReady && performance.now() < until) await new Promise((resume) => setTimeout(resume, 20));
    return this.isReady;
  }

  /** Puts deliveries into a lane. One that is there already stays as it is. @throws when Redis is away or full. */
  async add(lane: Lane, jobs: readonly DispatchedJob[]): Promise<void> {
    if (jobs.length === 0) return;
    await this.queue(lane).addBulk(
      jobs.map(({ jobId, attempt }) => ({ name: 'run', data: { jobId, attempt }, opts: { ...RETRIED_BY_POSTGRES, jobId: entryId({ jobId, attempt }) } })),
    );
  }

  async depth(lane: Lane): Promise<LaneDepth> {
    const { waiting = 0, active = 0 } = await this.queue(lane).getJobCounts('waiting', 'active');
    return { waiting, active };
  }

  /** Those that Redis will not deliver (any more): unknown to it, or over there. @throws when Redis is away. */
  async undeliverable(lane: Lane, jobs: readonly DispatchedJob[]): Promise<DispatchedJob[]> {
    if (jobs.length === 0) return [];
    const pipeline = this.client.pipeline();
    for (const job of jobs) pipeline.hmget(this.queue(lane).toKey(entryId(job)), 'timestamp', 'finishedOn');
    const answers = (await pipeline.exec())!;
    for (const [error] of answers) if (error) throw error;
    return jobs.filter((_, i) => {
      const [addedAt, finishedOn] = answers[i]![1] as (string | null)[];
      return addedAt === null || finishedOn !== null;
    });
  }

  /** Those that Redis knows and has in no list, so that no worker ever meets them: an add that failed half-way leaves such. */
  async stranded(lane: Lane, jobs: readonly DispatchedJob[]): Promise<DispatchedJob[]> {
    const states = await Promise.all(jobs.map((job) => this.queue(lane).getJobState(entryId(job))));
    return jobs.filter((_, i) => states[i] === 'unknown');
  }

  /** Forgets deliveries, so that the same ones can be added again. One that is being worked at stays. */
  async forget(lane: Lane, jobs: readonly DispatchedJob[]): Promise<void> {
    // eslint-disable-next-line no-restricted-syntax -- takes an entry out of Redis; no table is touched
    for (const job of jobs) await this.queue(lane).remove(entryId(job));
  }

  /** Redis evicts ended jobs only when the next one ends; this does it in time. Answers how many went. */
  async sweep(olderThanMs = REDIS_TTL_SECONDS * 1000): Promise<number> {
    let swept = 0;
    for (const queue of this.queues.values())
      for (const state of ['completed', 'failed'] as const)
        for (let gone = SWEEP_BATCH; gone === SWEEP_BATCH; swept += gone) gone = (await queue.clean(olderThanMs, SWEEP_BATCH, state)).length;
    return swept;
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.queues.values()].map((queue) => queue.close()));
    this.client.disconnect();
  }

  private queue(lane: Lane): Queue {
    return this.queues.get(lane)!;
  }
}
