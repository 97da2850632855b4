import type { HandledJob } from '@anwen/outbox';
import type { JobDefinition } from '@anwen/queue';

export const WRITE: JobDefinition<{ key: string; ms: number }>;
export const SLEEP: JobDefinition<{ seconds: number }>;
export const OK: JobDefinition<{ key: string }>;
export const HEAVY: JobDefinition<{ mode: 'spin' | 'statement' | 'crash' | 'eat' }>;
export function probeHandlers(): HandledJob[];
