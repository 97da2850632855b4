import type { Database, TransactionOptions, Tx } from '@anwen/database';
import { NO_SCOPE, mayDo, scopeFor, systemActor, type Actor, type Id, type Scope } from '@anwen/kernel';
import { JobFenced, type JobResult, type JobRun } from './job-run';
import { jobStore, type JobRow } from './job.store';
import { queueErrors } from './queue.errors';
import { openGuarded, type Guard } from './guarded-tx';
import type { RunWatch } from './run-watch';

/** Progress is for eyes: once a second is enough for them. */
const PROGRESS_EVERY_MS = 1_000;

export interface RunFacts {
  readonly database: Database;
  readonly job: JobRow;
  readonly runId: string;
  readonly attempt: number;
  readonly actor: Actor;
  readonly watch: RunWatch;
}

/** The one implementation of JobRun. Every transaction passes the fence just before its commit. */
export class LivingRun implements JobRun {
  private progressAt = -Infinity;
  private writing: Promise<void> = Promise.resolve();
  private completed = false;

  constructor(private readonly facts: RunFacts) {}

  get jobId(): Id {
    return this.facts.job.id;
  }
  get publicId(): string {
    return this.facts.job.publicId;
  }
  get runId(): string {
    return this.facts.runId;
  }
  get attempt(): number {
    return this.facts.attempt;
  }
  get isLastAttempt(): boolean {
    const { attempt, job } = this.facts;
    return attempt - job.interrupted >= job.maxAttempts;
  }
  get actor(): Actor {
    return this.facts.actor;
  }
  get signal(): AbortSignal {
    return this.facts.watch.signal;
  }
  get isComplete(): boolean {
    return this.completed;
  }

  remainingMs(): number {
    return this.facts.watch.remainingMs();
  }

  progress(done: number, total?: number): void {
    const now = performance.now();
    if (now - this.progressAt < PROGRESS_EVERY_MS || this.completed || this.signal.aborted) return;
    this.progressAt = now;
    // A transaction of its own: the run's are seen by nobody before they commit. Losing one is no loss.
    this.writing = this.facts.database
      .transaction({ actor: systemActor('worker'), scope: NO_SCOPE }, (tx) =>
        jobStore.noteProgress(tx, this.jobId, this.runId, { done: Math.trunc(done), total: total === undefined ? null : Math.trunc(total) }),
      )
      .catch(() => undefined);
  }

  scopeFor(permission: string): Scope {
    if (!mayDo(this.actor, permission)) throw queueErrors.permission_lost({ permission });
    return scopeFor(this.actor, permission);
  }

  read<T>(scope: Scope, work: (tx: Tx) => Promise<T>, options: Pick<TransactionOptions, 'snapshot'> = {}): Promise<T> {
    return this.open({ scope, readOnly: true, ...options }, work);
  }

  transaction<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.open({ scope }, async (tx) => {
      const result = await work(tx);
      await this.pass(tx);
      return result;
    });
  }

  async complete(result: JobResult, scope: Scope = NO_SCOPE, work: (tx: Tx) => Promise<void> = () => Promise.resolve()): Promise<void> {
    if (this.completed) throw new Error(`job ${this.facts.job.name} completed twice`);
    await this.writing;
    await this.open({ scope }, async (tx) => {
      await work(tx);
      if (this.signal.aborted) throw new JobFenced(this.runId);
      await jobStore.lock(tx, this.jobId);
      // The fencing update (SPEC-3.4): no row means that this run is not the living one any more.
      if (!(await jobStore.endRun(tx, this.runId, 'committed'))) throw new JobFenced(this.runId);
      await jobStore.done(tx, this.jobId, result);
      tx.wakeAfterCommit('anwen_jobs');
    });
    this.completed = true;
  }

  /** What was begun on the side is waited for. */
  async close(): Promise<void> {
    await this.writing;
  }

  private async pass(tx: Tx): Promise<void> {
    if (this.signal.aborted || !(await jobStore.isLiving(tx, this.runId))) throw new JobFenced(this.runId);
  }

  private open<T>(options: Pick<TransactionOptions, 'scope' | 'readOnly' | 'snapshot'>, work: (tx: Tx) => Promise<T>): Promise<T> {
    const guard: Guard = { signal: this.signal, remainingMs: () => this.remainingMs(), refusal: () => new JobFenced(this.runId) };
    if (this.signal.aborted || this.completed) return Promise.reject(new JobFenced(this.runId));
    return openGuarded(this.facts.database, { ...options, actor: this.actor }, guard, work);
  }
}
