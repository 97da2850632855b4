import { defineMachine, Quantity } from '@anwen/kernel';

export const OPERATION_STATES = ['pending', 'ready', 'running', 'paused', 'done', 'skipped'] as const;
export type OperationState = (typeof OPERATION_STATES)[number];
export type OperationVerb = 'start' | 'pause' | 'resume' | 'finish' | 'skip';

/**
 * What may be done with an operation of an order. `pending` becomes `ready` by itself, in the database, when the last
 * operation before it that is not skipped is done or has good pieces. Starting a running one means that another operator joins.
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

/** The one that an operation follows: the last before it that is not skipped. */
export function leadOf<T extends OperationFacts>(operations: readonly T[], opNo: number): T | undefined {
  return operations.findLast((one) => one.opNo < opNo && one.state !== 'skipped');
}

/**
 * The operation whose good pieces would never come into stock if this one, the last that is left, were skipped: the one that would be
 * the last then. Pieces of the ones before it still pass through it.
 */
export function strandedBefore<T extends OperationFacts>(operations: readonly T[], opNo: number): T | undefined {
  if (operations.some((one) => one.opNo > opNo && one.state !== 'skipped')) return undefined;
  const next = leadOf(operations, opNo);
  return next && !Quantity.of(next.good).isZero ? next : undefined;
}

/** What the operations around one mean for its verbs. */
export interface Surroundings {
  readonly openBefore: boolean;
  readonly strandedBefore: boolean;
}

/** Verbs of an operation of an order now. */
export function legalOf<T extends OperationFacts>(orderState: string, operations: readonly T[], operation: T): OperationVerb[] {
  const around = { openBefore: openBefore(operations, operation.opNo) !== undefined, strandedBefore: strandedBefore(operations, operation.opNo) !== undefined };
  return verbsOf(orderState, operation, around);
}

/**
 * None unless the order is on the floor; on an order that is held, work can be stopped and nothing else. What was never started
 * can be finished only when something was reported on it, nothing is finished before what comes before it, and nothing is skipped
 * that pieces wait for.
 */
export function verbsOf(orderState: string, operation: OperationFacts, around: Surroundings): OperationVerb[] {
  const verbs = OPERATION.legal(operation.state);
  if (orderState === 'on_hold') return verbs.filter((verb) => verb === 'pause');
  if (orderState !== 'released' && orderState !== 'in_progress') return [];
  const reported = hasPieces(operation);
  const mayFinish = !around.openBefore && (operation.state !== 'ready' || reported);
  return verbs.filter((verb) => (verb !== 'skip' || !(reported || around.strandedBefore)) && (verb !== 'finish' || mayFinish));
}
