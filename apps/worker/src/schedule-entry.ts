import type { JobDefinition } from '@anwen/queue';
import type { INestApplicationContext } from '@nestjs/common';

/** When a slot begins: in even steps, or by a cron line of five fields in the tenant's time zone. */
type Cadence = { readonly everyMs: number; readonly cron?: never } | { readonly cron: string; readonly everyMs?: never };

interface Entry {
  /** `noun.verb`. */
  readonly name: string;
  /** The slot's work must have succeeded this long after the slot began; later, health says "degraded" and the alert `job.late` is raised. */
  readonly expectedWithinMs: number;
}

/** Light work: runs in this process, under a lock that lets one worker at a time do it. */
export interface LightTick {
  /** A run that takes longer has failed; its statements end by their own limits. */
  readonly limitMs: number;
  /** What was done, as a number for the heartbeat. */
  readonly run: (services: INestApplicationContext) => Promise<number>;
  readonly stage?: never;
}

/** Work for the queue: the slot stages the job once, however many workers look at the clock. The job brings its own time limit. */
export interface StagedSlot {
  readonly stage: StagedWork;
  readonly run?: never;
  readonly limitMs?: never;
}

export interface StagedWork {
  readonly job: JobDefinition;
  readonly payload: unknown;
}

export type ScheduleEntry = Entry & Cadence & (LightTick | StagedSlot);

/** `stage: staged(JOB, payload)`, with the payload's type checked. */
export function staged<P>(job: JobDefinition<P>, payload: P): StagedWork {
  return { job: job as JobDefinition, payload };
}
