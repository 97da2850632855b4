import type { AnswerAt, RowAt } from '@anwen/client';

export const SUGGESTION_KINDS = ['make', 'buy', 'move', 'reschedule', 'cancel'] as const;
export const SUGGESTION_STATES = ['open', 'accepted', 'dismissed'] as const;
export const EXCEPTIONS = ['late', 'early', 'cancel'] as const;
export const POLICIES = ['make', 'buy', 'move'] as const;
export const DEMAND_SOURCES = ['manual', 'forecast'] as const;

export type PlanningRun = RowAt<'/planning/runs'>;
export type Suggestion = AnswerAt<'/planning/runs/{id}/suggestions'>['items'][number];
/** What came of accepting many; nobody reads it by an address of its own. */
export interface Accepted {
  readonly accepted: number;
  readonly skipped: readonly { readonly id: string; readonly message: string }[];
}
export type Pegging = AnswerAt<'/planning/suggestions/{id}/pegging'>;
export type Parameters = RowAt<'/planning/parameters'>;
export type Demand = RowAt<'/demands'>;
export type Load = AnswerAt<'/planning/load'>;
