import { LONG_JOB_TIMEOUT_MS, defineJob } from '@anwen/queue';
import { z } from 'zod';

// Heavy: netting thousands of items keeps a CPU busy for seconds, and belongs into a process that can be ended.
const kind = { timeoutMs: LONG_JOB_TIMEOUT_MS, attempts: 3, heavy: true } as const;

/** A plan that somebody waits for. */
export const PLANNING_RUN = defineJob({ ...kind, name: 'planning.run', lane: 1, payload: z.object({ run: z.uuid() }), zh: '執行計畫', en: 'Planning run' });

/** The same over everything, every night, so that the morning begins with today's plan. */
export const PLANNING_NIGHTLY = defineJob({ ...kind, name: 'planning.nightly', lane: 3, payload: z.object({}), zh: '夜間計畫', en: 'Nightly planning run' });

/** Outbox event: a plan is made. Payloads only ever grow (v1). */
export const PLANNING_DONE = 'planning.done.v1';
