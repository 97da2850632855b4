import { defineMachine, Quantity } from '@anwen/kernel';

export const OPERATION_STATES = ['pending', 'ready', 'running', 'paused', 'done', 'skipped'] as const;
export type OperationState = (typeof OPERATION_STATES)[number];
export type OperationVerb = 'start' | 'pause' | 'resume' | 'finish' | 'skip';

/**
 * What may be done with an operation of an order. `pending` becomes `ready` by itself, in the database, when the operation before
 * it is over or has good pieces. Starting a running one means that another operator joins.
 */
export const OPERATION = defineMachine<OperationState>()({
  start: { from: ['ready', 'running'], to: 'running' },
  pause: { from: ['running'], to: 'paused' },
  resume: { from: ['paused'], to: 'running' },
  finish: { from: ['ready', 'running', 'paused'], to: 'done' },
  skip: { from: ['pending', 'ready', 'paused'], to: 'skipped' },
});

export const isOver = (state: string): boolean => state === 'done' || state === 'skipped';

/** An operation as far as its verbs depend on it. */
export interface OperationFacts {
  readonly opNo: number;
  readonly state: OperationState;
  readonly good: string;
  readonly scrap: string;
  readonly rework: string;
}

/** Something was reported on it that counts. */
export const hasPieces = ({ good, scrap, rework }: OperationFacts): boolean => [good, scrap, rework].some((one) => !Quantity.of(one).isZero);

/** The first earlier operation that is not over yet: it must be before this one can be finished. */
export function openBefore<T extends OperationFacts>(operations: readonly T[], opNo: number): T | undefined {
  return operations.find((one) => one.opNo < opNo && !isOver(one.state));
}

/** Verbs of each operation of an order now: none unless the order is on the floor. What was never started can be finished only when something was reported on it. */
export function legalOf<T extends OperationFacts>(orderState: string, operations: readonly T[], operation: T): OperationVerb[] {
  if (orderState !== 'released' && orderState !== 'in_progress') return [];
  const reported = hasPieces(operation);
  return OPERATION.legal(operation.state).filter(
    (verb) =>
      (verb !== 'skip' || !reported) &&
      (verb !== 'finish' || ((operation.state !== 'ready' || reported) && openBefore(operations, operation.opNo) === undefined)),
  );
}
