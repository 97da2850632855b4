import { defineMachine, Quantity } from '@anwen/kernel';

export const OPERATION_STATES = ['pending', 'ready', 'running', 'paused', 'done', 'skipped'] as const;
export type OperationState = (typeof OPERATION_STATES)[number];
export type OperationVerb = 'start' | 'pause' | 'resume' | 'finish' | 'skip';

/**
 * What may be done with an operation of an order. `pending` becomes `ready` by itself, in the database, when the last
 * operation before it that is not skipped is done, has good pieces or was passed. Starting a running one means that another operator joins.
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
  readonly reportPoint: boolean;
}

const isAny = (...amounts: readonly string[]): boolean => amounts.some((one) => !Quantity.of(one).isZero);

/** Something was reported on it that counts; or, where nothing can be reported, further on: those pieces have passed it. */
export function wentThrough<T extends OperationFacts>(operations: readonly T[], { opNo, good, scrap, rework, reportPoint }: T): boolean {
  return isAny(good, scrap, rework) || (!reportPoint && operations.some((one) => one.opNo > opNo && isAny(one.good, one.scrap)));
}

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
  /** Of the operation itself. */
  readonly wentThrough: boolean;
}

/** Verbs of an operation of an order now. */
export function legalOf<T extends OperationFacts>(orderState: string, operations: readonly T[], operation: T): OperationVerb[] {
  const [open, stranded] = [openBefore(operations, operation.opNo), strandedBefore(operations, operation.opNo)];
  const around = { openBefore: open !== undefined, strandedBefore: stranded !== undefined, wentThrough: wentThrough(operations, operation) };
  return verbsOf(orderState, operation.state, around);
}

/**
 * None unless the order is on the floor; on an order that is held, work can be stopped and nothing else. What was never started
 * can be finished only when pieces went through it, nothing is finished before what comes before it, and nothing is skipped
 * that pieces wait for.
 */
export function verbsOf(orderState: string, state: OperationState, around: Surroundings): OperationVerb[] {
  const verbs = OPERATION.legal(state);
  if (orderState === 'on_hold') return verbs.filter((verb) => verb === 'pause');
  if (orderState !== 'released' && orderState !== 'in_progress') return [];
  const mayFinish = !around.openBefore && (state !== 'ready' || around.wentThrough);
  return verbs.filter((verb) => (verb !== 'skip' || !(around.wentThrough || around.strandedBefore)) && (verb !== 'finish' || mayFinish));
}
