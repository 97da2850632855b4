import type { Database } from '@anwen/database';
import type { Actor, AppError, HttpAnswer, RequestContext } from '@anwen/kernel';

export const IDEMPOTENCY_OPTIONS = Symbol('IDEMPOTENCY_OPTIONS');

/** How results and refusals become bytes: the door's business, handed in by the app, because guarantees do not import each other. */
export interface IdempotencyOptions {
  readonly present: (value: unknown, defaultStatus: number) => HttpAnswer;
  readonly refuse: (error: AppError, context: RequestContext) => HttpAnswer;
  /** Told about every key that came back with another request, after that request was rolled back. */
  readonly noteReuse?: (database: Database, actor: Actor, key: string) => Promise<void>;
}
