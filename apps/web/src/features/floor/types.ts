import type { AnswerAt, RowAt } from '@anwen/client';

export const GRAINS = ['shift', 'day', 'week'] as const;

export type Downtime = RowAt<'/downtime-events'>;
export type OeeRow = AnswerAt<'/oee'>['items'][number];
