import type { Database, Tx } from '@anwen/database';
import { ALL_SCOPE, systemActor, uuidV7, type Actor, type Id } from '@anwen/kernel';
import type { DispatchedJob } from '@anwen/queue';
import { Logger } from '@nestjs/common';
import { failureOf, type RunFailure } from './failure.rules';
import { settleCancel, settleFailure, settleInterrupted, type JobOutcome } from './job-ending';
import type { HandledJob, JobResult, JobRun } from './job-run';
import { jobStore, type JobRow, type RunState } from './job.store';
import { LivingRun } from './living-run';
import { queueErrors } from './queue.errors';
import { RunWatch, type StopReason } from './run-watch';

/** Who stands behind a job now; undefined when the account is disabled or the key revoked (rbac's ActorService). */
export interface ActorResolver {
  /** `principal`: the one that asked; work that a device asked for reaches no further than the device. */
  actorOf(requester: { userId: Id | null; apiKeyId: Id | null; principal: string }): Promise<Actor | undefined>;
}

/** What a child process needs to carry on a run that its parent has begun; plain JSON. */
export interface RunTicket {
  readonly jobId: Id;
  readonly runId: string;
  readonly attempt: number;
  /** What is left of its time when the ticket is handed over; no clock is shared, and clocks jump. */
  readonly remainingMs: number;
}

/** How the work itself ended; plain JSON. `done` = it is committed. `reason`: a child process was told to stop before its parent was. */
export type WorkEnd = { readonly end: 'done' } | { readonly end: 'failed'; readonly failure: RunFailure; readonly reason?: StopReason };

export interface JobRunnerOptions {
  readonly database: Database;
  readonly actors: ActorResolver;
  readonly jobs: readonly HandledJob[];
  /** Shown with each run, e.g. host and pid. */
  readonly worker: string;
  /**
   * Runs a `heavy` job in a child process; absent, it runs here. On abort it ends the child (SIGTERM, 5 s, SIGKILL) and
   * then rejects or answers. A child that dies makes it reject.
   */
  readonly executeHeavy?: (ticket: RunTicket, signal: AbortSignal) => Promise<WorkEnd>;
  /** How long work may take to stop after it was told to. Default 7 s: a child gets 5 s between SIGTERM and SIGKILL. */
  readonly graceMs?: number;
}

const GRACE_MS = 7_000;
const RUN_STATES: Readonly<Record<StopReason, RunState>> = { timeout: 'timed_out', cancel: 'cancelled', fenced: 'lost', shutdown: 'lost' };

/** Runs delivered jobs: one living run each, a hard time limit, and an end that is written in PostgreSQL. */
export class JobRunner {
  private readonly logger = new Logger('jobs');
  private readonly handlers: ReadonlyMap<string, HandledJob>;

  constructor(private readonly options: JobRunnerOptions) {
    this.handlers = new Map(options.jobs.map((h) => [h.job.name, h]));
  }

  /**
   * Carries out one delivery. It rejects only when the database is away; the job is then still where it was.
   * @param shutdown aborted when this process has to end: the job goes back to the queue
   */
  async run({ jobId, attempt }: DispatchedJob, shutdown?: AbortSignal): Promise<JobOutcome> {
    const runId = uuidV7();
    const begun = await this.begin(jobId, attempt, runId);
    if (typeof begun === 'string') return begun;
    const ticket: RunTicket = { jobId, runId, attempt: begun.attempts + 1, remainingMs: begun.timeoutMs };
    const watch = new RunWatch(this.options.database, { runId, remainingMs: begun.timeoutMs, beats: true }, shutdown);
    try {
      const heavy = this.handlers.get(begun.name)?.job.heavy ? this.options.executeHeavy : undefined;
      const work = heavy ? heavy(ticket, watch.signal) : this.execute(begun, ticket, watch);
      const ended = await untilGrace(work.catch(failed), watch.signal, this.options.graceMs ?? GRACE_MS);
      return await this.conclude(begun, ticket, ended, watch.reason ?? reasonOf(ended));
    } finally {
      await watch.close();
    }
  }

  /** In a child process: does the work of a run that the parent watches over, and commits it. */
  async executeTicket(ticket: RunTicket, signal: AbortSignal): Promise<WorkEnd> {
    const job = await this.transaction((tx) => jobStore.find(tx, ticket.jobId));
    if (!job) throw new Error(`job ${ticket.jobId} is gone`);
    const watch = new RunWatch(this.options.database, { ...ticket, beats: false }, signal);
    try {
      const end = await this.execute(job, ticket, watch).catch(failed);
      return end.end === 'failed' && watch.reason ? { ...end, reason: watch.reason } : end;
    } finally {
      await watch.close();
    }
  }

  private begin(jobId: Id, attempt: number, runId: string): Promise<JobRow | JobOutcome> {
    return this.transaction(async (tx) => {
      const job = await jobStore.lock(tx, jobId);
      if (!job || !(await isRunnable(tx, job, attempt))) return 'ignored';
      await jobStore.loseRuns(tx, jobId);
      if (job.cancelRequested) return settleCancel(tx, job);
      // Its last permitted run was lost.
      if (job.attempts - job.interrupted >= job.maxAttempts) return settleFailure(tx, job, job.attempts, failureOf(queueErrors.worker_lost()));
      await jobStore.startRun(tx, job, { id: runId, worker: this.options.worker });
      return job;
    });
  }

  private async execute(job: JobRow, ticket: RunTicket, watch: RunWatch): Promise<WorkEnd> {
    const handled = this.handlers.get(job.name);
    if (!handled || handled.job.version !== job.v) throw queueErrors.unknown_job({ name: job.name, version: job.v });
    const payload = handled.job.payload.safeParse(job.payload);
    if (!payload.success) throw queueErrors.payload_invalid({ name: job.name });
    const run = new LivingRun({ ...ticket, database: this.options.database, job, actor: await this.actorOf(job), watch });
    try {
      const handle = handled.handle as (run: JobRun, payload: unknown) => Promise<JobResult | void>;
      const result = await handle(run, payload.data);
      if (!run.isComplete) await run.complete(result ?? {});
      return { end: 'done' };
    } catch (error) {
      // What was committed stays committed, whatever the handler did afterwards.
      if (run.isComplete) return { end: 'done' };
      throw error;
    } finally {
      await run.close();
    }
  }

  private async actorOf({ name, principal, userId, apiKeyId, locale, requestId }: JobRow): Promise<Actor> {
    // Only what nobody has asked for is the product's own.
    if (principal === null) return { ...systemActor(name), locale, requestId };
    const actor = await this.options.actors.actorOf({ userId, apiKeyId, principal });
    if (!actor) throw queueErrors.requester_gone();
    return { ...actor, locale, requestId };
  }

  /** Writes the end of a run that has not committed itself. */
  private async conclude(job: JobRow, ticket: RunTicket, ended: WorkEnd | undefined, reason: StopReason | undefined): Promise<JobOutcome> {
    if (ended?.end === 'done') return 'done';
    const failure = reason ? failureOfStop(reason, job) : (ended?.failure ?? failureOf(queueErrors.worker_lost()));
    const fact = { msg: 'a job has not succeeded', job: job.name, id: job.publicId, attempt: ticket.attempt, reason: reason ?? failure.code };
    if (failure.expected || reason === 'cancel' || reason === 'shutdown') this.logger.log(fact);
    else this.logger.warn({ ...fact, trace: ended?.failure.trace ?? failure.trace });
    return this.transaction(async (tx) => {
      const row = await jobStore.lock(tx, job.id);
      const state = reason ? RUN_STATES[reason] : 'failed';
      // Overtaken, or the commit went through although its answer was lost: there is nothing to decide.
      if (!row || !(await jobStore.endRun(tx, ticket.runId, state, failure.code))) return 'ignored';
      if (reason === 'shutdown') return settleInterrupted(tx, row, failure);
      return settleFailure(tx, row, ticket.attempt, { ...failure, trace: ended?.failure.trace ?? failure.trace });
    });
  }

  private transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.options.database.transaction({ actor: systemActor('worker'), scope: ALL_SCOPE }, work);
  }
}

async function isRunnable(tx: Tx, job: JobRow, attempt: number): Promise<boolean> {
  // The same delivery again: its run lives on, or was lost without a word.
  if (job.state === 'running') return !(await jobStore.livesElsewhere(tx, job.id));
  return (job.state === 'waiting' || job.state === 'queued') && job.attempts + 1 === attempt && job.isDue;
}

function failureOfStop(reason: StopReason, { timeoutMs }: JobRow): RunFailure {
  if (reason === 'timeout') return failureOf(queueErrors.timed_out({ seconds: timeoutMs / 1000 }));
  if (reason === 'cancel') return failureOf(queueErrors.cancelled());
  return failureOf(queueErrors.worker_lost());
}

const reasonOf = (ended: WorkEnd | undefined): StopReason | undefined => (ended?.end === 'failed' ? ended.reason : undefined);

const failed = (error: unknown): WorkEnd => ({ end: 'failed', failure: failureOf(error) });

/** The work's end; undefined when it was told to stop and did not within the grace. */
function untilGrace(work: Promise<WorkEnd>, signal: AbortSignal, graceMs: number): Promise<WorkEnd | undefined> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const onAbort = (): void => void (timer = setTimeout(() => resolve(undefined), graceMs));
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    });
  });
}
