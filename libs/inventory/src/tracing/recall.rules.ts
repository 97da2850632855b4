import { defineMachine } from '@anwen/kernel';
import type { FamilyMember } from './genealogy.store';
import type { RecallDto, RecallOutcome } from './recall.dto';
import { tracingErrors } from './tracing.errors';

export type RecallState = 'open' | 'closed';
export const RECALL = defineMachine<RecallState>()({ close: { from: ['open'], to: 'closed' } });

/** A recall of more would be one of everything; opened in parts, each stays within the time of a request. */
export const RECALL_NODES = 20_000;
/** Steps from lot to lot: no product has half as many. */
export const RECALL_DEPTH = 100;

/** A recall that stopped half-way would let go what it does not reach. @throws inventory.recall_too_wide */
export function requireWhole(found: readonly FamilyMember[]): void {
  if (found.length > RECALL_NODES || found.some((f) => Math.abs(f.depth) >= RECALL_DEPTH)) throw tracingErrors.recall_too_wide({ limit: RECALL_NODES });
}

/** The mildest verdict: every lot is at least what it was before. */
export const RELEASED = 'available';
/** What an affected lot becomes at the end, unless it was something stricter before. `recalled` is final: the lot may only be scrapped. */
export const statusAfter = (outcome: RecallOutcome): string => ({ release: RELEASED, scrap: 'recalled', keep_held: 'hold' })[outcome];

export type RecallRow = Omit<RecallDto, 'legal' | 'openedAt' | 'closedAt' | 'state'> & {
  readonly no: string;
  readonly state: RecallState;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
};

export function recallView({ no: _no, openedAt, closedAt, ...row }: RecallRow): RecallDto {
  return { ...row, openedAt: openedAt.toISOString(), closedAt: closedAt?.toISOString() ?? null, legal: RECALL.legal(row.state) };
}
