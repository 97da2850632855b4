import { Database, runExclusively } from '@anwen/database';
import { systemClock } from '@anwen/kernel';
import { Logger, type INestApplicationContext } from '@nestjs/common';
import type { LightTick, ScheduleEntry } from './schedule-entry';

export type LightEntry = Extract<ScheduleEntry, { everyMs: number }> & LightTick;

/** What is known of a job's last run in this process. */
export interface Heartbeat {
  readonly job: string;
  readonly everyMs: number;
  lastStartedAt: string | null;
  lastFinishedAt: string | null;
  /** `elsewhere`: another worker was at it. */
  outcome: 'never' | 'running' | 'done' | 'elsewhere' | 'failed';
  result: number | null;
}

/** The first runs are spread out, so that a start does not do everything at once. */
const FIRST_RUN_MS = 500;

/** Runs the timetable: each job alone in its slot, never twice at once, in this process or another. */
export class Clockwork {
  private readonly logger = new Logger('clockwork');
  private readonly beats = new Map<string, Heartbeat>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly running = new Set<Promise<void>>();
  private stopped = false;

  constructor(
    private readonly services: INestApplicationContext,
    private readonly jobs: readonly LightEntry[],
  ) {
    for (const { name, everyMs } of jobs)
      this.beats.set(name, { job: name, everyMs, lastStartedAt: null, lastFinishedAt: null, outcome: 'never', result: null });
  }

  start(): void {
    this.jobs.forEach((job, i) => this.plan(job, FIRST_RUN_MS * (i + 1)));
  }

  /** No new run begins; those under way are waited for. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
    await Promise.allSettled(this.running);
  }

  get heartbeats(): readonly Heartbeat[] {
    return [...this.beats.values()];
  }

  /** Jobs whose last success lies so far back that somebody should look. */
  get late(): readonly string[] {
    const now = systemClock.now().getTime();
    return this.heartbeats
      .filter((b) => b.outcome === 'failed' || (b.lastFinishedAt !== null && now - Date.parse(b.lastFinishedAt) > 3 * b.everyMs + 60_000))
      .map((b) => b.job);
  }

  /** One run; a failure is logged and the timetable goes on. */
  async runOnce(job: LightEntry): Promise<void> {
    const beat = this.beats.get(job.name)!;
    beat.lastStartedAt = systemClock.now().toISOString();
    beat.outcome = 'running';
    try {
      const ran = await runExclusively(this.services.get(Database), job.name, job.limitMs, async () => {
        beat.result = await within(job, job.run(this.services));
      });
      beat.outcome = ran ? 'done' : 'elsewhere';
    } catch (error) {
      beat.outcome = 'failed';
      this.logger.error({ msg: 'a job has failed', job: job.name, reason: (error as Error).message, stack: (error as Error).stack });
    }
    beat.lastFinishedAt = systemClock.now().toISOString();
  }

  private plan(job: LightEntry, delayMs: number): void {
    if (this.stopped) return;
    this.timers.set(
      job.name,
      setTimeout(() => {
        const run: Promise<void> = this.runOnce(job).finally(() => {
          this.running.delete(run);
          this.plan(job, job.everyMs);
        });
        this.running.add(run);
      }, delayMs),
    );
  }
}

function within<T>({ name, limitMs }: LightEntry, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${name} took longer than ${limitMs} ms`)), limitMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
