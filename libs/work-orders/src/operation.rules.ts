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

/** Verbs of an operation of an order now. */
export function legalOf<T extends OperationFacts>(orderState: string, operations: readonly T[], operation: T): OperationVerb[] {
  return verbsOf(orderState, operation, openBefore(operations, operation.opNo) !== undefined);
}

/**
 * None unless the order is on the floor; on an order that is held, work can be stopped and nothing else. What was never started
 * can be finished only when something was reported on it, and nothing is finished before what comes before it.
 */
export function verbsOf(orderState: string, operation: OperationFacts, isOpenBefore: boolean): OperationVerb[] {
  const verbs = OPERATION.legal(operation.state);
  if (orderState === 'on_hold') return verbs.filter((verb) => verb === 'pause');
  if (orderState !== 'released' && orderState !== 'in_progress') return [];
  const reported = hasPieces(operation);
  const mayFinish = !isOpenBefore && (operation.state !== 'ready' || reported);
  return verbs.filter((verb) => (verb !== 'skip' || !reported) && (verb !== 'finish' || mayFinish));
}
