import type { Database, Tx } from '@anwen/database';
import { ALL_SCOPE, systemActor } from '@anwen/kernel';
import { LEASE_MS, jobStore } from './job.store';

/** Why a run has to stop. */
export type StopReason = 'timeout' | 'cancel' | 'fenced' | 'shutdown';

/** Cancel is noticed within 3 s, and six beats fit into the lease. */
const BEAT_MS = 3_000;

export interface WatchedRun {
  readonly runId: string;
  /** Until its time is up, from now. */
  readonly remainingMs: number;
  /** False in a child process: its parent beats for it. */
  readonly beats: boolean;
}

/** Keeps a run alive in the database and tells it when to stop: time over, cancelled, overtaken, or the process ends. */
export class RunWatch {
  private readonly controller = new AbortController();
  private readonly timers: NodeJS.Timeout[] = [];
  // A clock that never jumps: the machine's may be set back or forth while the run lives.
  private readonly deadline: number;
  private lastBeat = performance.now();
  private beating: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly run: WatchedRun,
    private readonly outside?: AbortSignal,
  ) {
    this.deadline = performance.now() + run.remainingMs;
    this.timers.push(setTimeout(() => this.stop('timeout'), run.remainingMs));
    if (run.beats) this.timers.push(setInterval(() => (this.beating = this.beat()), BEAT_MS));
    if (outside?.aborted) this.onOutside();
    else outside?.addEventListener('abort', this.onOutside, { once: true });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get reason(): StopReason | undefined {
    return this.signal.aborted ? (this.signal.reason as StopReason) : undefined;
  }

  remainingMs(): number {
    return Math.max(0, this.deadline - performance.now());
  }

  stop(reason: StopReason): void {
    if (!this.signal.aborted) this.controller.abort(reason);
  }

  /** No timer and no beat outlives it. */
  async close(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    this.outside?.removeEventListener('abort', this.onOutside);
    await this.beating;
  }

  private readonly onOutside = (): void => {
    const reason: unknown = this.outside?.reason;
    this.stop(reason === 'timeout' || reason === 'cancel' || reason === 'fenced' ? reason : 'shutdown');
  };

  private async beat(): Promise<void> {
    try {
      const alive = await this.database.transaction({ actor: systemActor('worker'), scope: ALL_SCOPE, statementTimeoutMs: BEAT_MS }, (tx: Tx) =>
        jobStore.beat(tx, this.run.runId),
      );
      this.lastBeat = performance.now();
      if (!alive) this.stop('fenced');
      else if (alive.cancelRequested) this.stop('cancel');
    } catch {
      // The database is away. Once the lease is over somebody else may run the job: carrying on would be waste.
      if (performance.now() - this.lastBeat > LEASE_MS) this.stop('fenced');
    }
  }
}
