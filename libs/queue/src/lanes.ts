import type { Lane } from './job-definition';

export const LANES: readonly Lane[] = [1, 2, 3, 4];

/** What Redis holds about a job: never its content. */
export interface DispatchedJob {
  /** `sys_jobs.id`. */
  readonly jobId: string;
  /** Which run this delivery is for, 1 for the first. */
  readonly attempt: number;
}

export interface LaneOptions {
  readonly url: string;
  /** Written before every key; tests and products share a server. Default `anwen`. */
  readonly prefix?: string;
}

export const DEFAULT_PREFIX = 'anwen';

/** The same delivery is one entry of the queue, however often it is added. */
export const entryId = ({ jobId, attempt }: DispatchedJob): string => `${jobId}-${attempt}`;

export const queueName = (lane: Lane): string => `q.p${lane}`;
