import type { z } from 'zod';

/** P1 a user waits · P2 process work · P3 schedules · P4 maintenance (R9.1). Each lane has workers of its own. */
export type Lane = 1 | 2 | 3 | 4;

/** What one kind of work promises. Who stages it and who handles it share this object. */
export interface JobDefinition<P = unknown> {
  /** `noun.verb`. */
  readonly name: `${string}.${string}`;
  readonly lane: Lane;
  /** Version of the payload; raise it when its meaning changes. */
  readonly version: number;
  /** Ids and small choices, at most 4 KB as JSON. */
  readonly payload: z.ZodType<P>;
  /** The work is ended by force when it takes longer (R3.2: 30 s in general, 15 min for reports). */
  readonly timeoutMs: number;
  /** Runs at most, the first one included. */
  readonly attempts: number;
  /** CPU-heavy work (xlsx, pdf, parsing) runs in a child process that can be killed and blocks nobody. */
  readonly heavy: boolean;
  /** What the job tray calls it. */
  readonly zh: string;
  readonly en: string;
}

/** General limit of requirement R3.2. */
export const JOB_TIMEOUT_MS = 30_000;
/** Limit of reports, imports and maintenance (JOB_TIMEOUT_MS=900000 of the plan). */
export const LONG_JOB_TIMEOUT_MS = 900_000;

const catalogue = new Map<string, JobDefinition>();

/** Declares a kind of job. @throws Error when the name is taken or not `noun.verb`. */
export function defineJob<P>(
  definition: Pick<JobDefinition<P>, 'name' | 'lane' | 'payload' | 'zh' | 'en'> &
    Partial<Pick<JobDefinition<P>, 'version' | 'timeoutMs' | 'attempts' | 'heavy'>>,
): JobDefinition<P> {
  if (!/^[a-z_]+\.[a-z_]+$/.test(definition.name)) throw new Error(`job name ${definition.name} is not of the form noun.verb`);
  if (catalogue.has(definition.name)) throw new Error(`job ${definition.name} is declared twice`);
  const whole: JobDefinition<P> = { version: 1, timeoutMs: JOB_TIMEOUT_MS, attempts: 5, heavy: false, ...definition };
  catalogue.set(whole.name, whole as JobDefinition);
  return whole;
}

/** Every declared job by name; the worker refuses to start when one has no handler. */
export function jobCatalogue(): ReadonlyMap<string, JobDefinition> {
  return catalogue;
}
