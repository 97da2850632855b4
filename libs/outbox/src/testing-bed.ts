import { randomUUID } from 'node:crypto';
import type { TestDatabase } from '@anwen/database/testing';
import { systemActor, type Actor, type Id } from '@anwen/kernel';
import { LaneQueues, LaneWorkers, type JobDefinition, type LaneSlots } from '@anwen/queue';
import { JobDispatcher, type DispatcherOptions } from './job-dispatcher';
import { JobReconciler } from './job-reconciler';
import type { HandledJob } from './job-run';
import { JobRunner, type JobRunnerOptions } from './job-runner';
import { outbox } from './outbox';
import type { StageOptions, StagedJob } from './stage';

export interface WorkerOptions extends Partial<Pick<JobRunnerOptions, 'actors' | 'executeHeavy' | 'graceMs'>> {
  readonly slots?: LaneSlots;
  readonly dispatcher?: DispatcherOptions;
}

export interface StateRow {
  readonly state: string;
  readonly attempts: number;
  readonly result: Record<string, unknown> | null;
  readonly problem: { readonly code: string } | null;
}

/** The queue as the worker composes it, on a test database and lanes of its own in the tests' Redis. */
export class QueueBed {
  readonly url: string;
  readonly prefix = `t-${randomUUID()}`;
  readonly queues: LaneQueues;
  private readonly stops: (() => Promise<void>)[] = [];

  constructor(
    readonly bed: TestDatabase,
    redisDatabase = 0,
  ) {
    this.url = `${process.env.ANWEN_TEST_REDIS_URL!.replace(/\/\d*$/, '')}/${redisDatabase}`;
    this.queues = LaneQueues.open({ url: this.url, prefix: this.prefix });
  }

  /** Everything that one worker process runs. */
  startWorker(jobs: readonly HandledJob[], options: WorkerOptions = {}): { stop: (finishMs?: number) => Promise<void>; lanes: LaneWorkers; runner: JobRunner } {
    const { database } = this.bed;
    const runner = new JobRunner({
      database,
      actors: { actorOf: () => Promise.resolve(systemActor('test')) },
      jobs,
      worker: `test-${this.stops.length}`,
      ...options,
    });
    const lanes = new LaneWorkers({ url: this.url, prefix: this.prefix, ...(options.slots ? { slots: options.slots } : {}) }, (job, signal) =>
      runner.run(job, signal),
    );
    const dispatcher = new JobDispatcher(database, this.queues, options.dispatcher);
    const reconciler = new JobReconciler(database, this.queues);
    lanes.start();
    dispatcher.start();
    reconciler.start();
    let stopping: Promise<void> | undefined;
    const stop = (finishMs?: number): Promise<void> =>
      (stopping ??= Promise.all([dispatcher.stop(), reconciler.stop(), lanes.stop(finishMs)]).then(() => undefined));
    this.stops.push(stop);
    return { stop, lanes, runner };
  }

  stage<P>(job: JobDefinition<P>, payload: P, options: StageOptions & { actor?: Actor } = {}): Promise<StagedJob> {
    return this.bed.transaction((tx) => outbox.stage(tx, job, payload, options), options.actor);
  }

  async state(id: Id): Promise<StateRow> {
    const [row] = await this.bed.database.query<StateRow>('SELECT state, attempts, result, problem FROM sys_jobs WHERE id = $1', [id]);
    return row!;
  }

  /** Waits until the question is answered with yes. @throws Error after `ms` */
  async until(is: () => Promise<boolean> | boolean, ms = 15_000): Promise<void> {
    const end = Date.now() + ms;
    while (!(await is())) {
      if (Date.now() > end) throw new Error(`still not so after ${ms} ms`);
      await new Promise((resume) => setTimeout(resume, 20));
    }
  }

  untilState(id: Id, state: string, ms?: number): Promise<void> {
    return this.until(async () => (await this.state(id)).state === state, ms);
  }

  async close(): Promise<void> {
    await Promise.all(this.stops.map((stop) => stop()));
    await this.queues.close();
  }
}
