import type { AnswerAt, DocumentAt, RowAt } from '@anwen/client';

export type CountSession = DocumentAt<'/count-sessions'>;
export type CountPlan = DocumentAt<'/count-plans'>;
export type CountTask = DocumentAt<'/count-tasks'>;
/** What a person has counted; never what the system expects (I-24). */
export type CountEntry = NonNullable<CountTask['entries']>[number];
export type Variance = AnswerAt<'/count-sessions/{id}/variances'>['items'][number];
export type Transfer = DocumentAt<'/transfers'>;
export type TransferRow = RowAt<'/transfers'>;
export type TransferLine = NonNullable<Transfer['lines']>[number];
export type Adjustment = DocumentAt<'/adjustments'>;
export type AdjustmentLine = NonNullable<Adjustment['lines']>[number];
export type ReplenishmentRule = RowAt<'/replenishment-rules'>;
export type ReplenishmentTask = RowAt<'/replenishment-tasks'>;
/** An operation done offline that the server could not apply as it was meant. */
export type Conflict = RowAt<'/conflicts'>;
