import { defineMachine } from '@anwen/kernel';
import type { RecallDto, RecallOutcome } from './recall.dto';

export type RecallState = 'open' | 'closed';
export const RECALL = defineMachine<RecallState>()({ close: { from: ['open'], to: 'closed' } });

/** A recall of more would be one of everything; opened in parts, each stays within the time of a request. */
export const RECALL_NODES = 20_000;
/** Steps from lot to lot: no product has half as many. */
export const RECALL_DEPTH = 100;

/** What an affected lot becomes at the end; undefined = what it was before. */
export const statusAfter = (outcome: RecallOutcome): string | undefined => ({ release: undefined, scrap: 'recalled', keep_held: 'hold' })[outcome];

export type RecallRow = Omit<RecallDto, 'legal' | 'openedAt' | 'closedAt' | 'state'> & {
  readonly no: string;
  readonly state: RecallState;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
};

export function recallView({ no: _no, openedAt, closedAt, ...row }: RecallRow): RecallDto {
  return { ...row, openedAt: openedAt.toISOString(), closedAt: closedAt?.toISOString() ?? null, legal: RECALL.legal(row.state) };
}
