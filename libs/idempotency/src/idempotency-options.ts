import type { AppError, HttpAnswer, RequestContext } from '@anwen/kernel';

export const IDEMPOTENCY_OPTIONS = Symbol('IDEMPOTENCY_OPTIONS');

/** How results and refusals become bytes: the door's business, handed in by the app, because guarantees do not import each other. */
export interface IdempotencyOptions {
  readonly present: (value: unknown, defaultStatus: number) => HttpAnswer;
  readonly refuse: (error: AppError, context: RequestContext) => HttpAnswer;
}
