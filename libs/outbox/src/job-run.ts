import type { TransactionOptions, Tx } from '@anwen/database';
import type { Actor, Id, Scope } from '@anwen/kernel';
import type { JobDefinition } from '@anwen/queue';

/** What a finished job shows: small, JSON, e.g. `{ exportId, rows, file: '/api/v1/exports/…/file' }`. */
export type JobResult = Readonly<Record<string, unknown>>;

/** One run of a job, as its handler sees it. */
export interface JobRun {
  readonly jobId: Id;
  /** The id that the API shows. */
  readonly publicId: string;
  readonly runId: string;
  /** 1 for the first run. A handler may find what an earlier run has done: it must be safe to repeat. */
  readonly attempt: number;
  /** A failure of this run is the job's; runs that a stop of the worker has ended are not counted. */
  readonly isLastAttempt: boolean;
  /** Who asked, with the rights that they have now; the system actor for the product's own work. */
  readonly actor: Actor;
  /** Aborted at the timeout, on cancel and when another run has taken over. */
  readonly signal: AbortSignal;
  remainingMs(): number;
  /** Tells how far it is; written at most once a second. */
  progress(done: number, total?: number): void;
  /** Where the requester's permission reaches. @throws queue.permission_lost when it was taken away since. */
  scopeFor(permission: string): Scope;
  /** A read-only transaction whose statements end when the run's time does. */
  read<T>(scope: Scope, work: (tx: Tx) => Promise<T>, options?: Pick<TransactionOptions, 'snapshot'>): Promise<T>;
  /** A transaction that commits only while this run is the job's one living run. @throws JobFenced */
  transaction<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * The last transaction: the effects, the result and "done" commit together, exactly once. Nothing may follow it.
   * Only JobFenced says that nothing was committed. After any other throw it may have been, with its answer lost on the way:
   * let it through, and take back nothing outside the database that the effects point at.
   */
  complete(result: JobResult, scope?: Scope, work?: (tx: Tx) => Promise<void>): Promise<void>;
}

/** Does the work. What it returns becomes the result, unless it called `complete` itself. */
export type JobHandler<P> = (run: JobRun, payload: P) => Promise<JobResult | void>;

/** A job and who does it; the worker lists them all. */
export interface HandledJob {
  readonly job: JobDefinition;
  readonly handle: JobHandler<never>;
}

/** Pairs a job with its handler, with the payload's type checked. */
export function handled<P>(job: JobDefinition<P>, handle: JobHandler<P>): HandledJob {
  return { job: job as JobDefinition, handle: handle as unknown as JobHandler<never> };
}

/** Another run has taken over, or the time was up: nothing of this run may be committed any more. */
export class JobFenced extends Error {
  constructor(runId: string) {
    super(`run ${runId} is no longer the living one`);
    this.name = 'JobFenced';
  }
}
