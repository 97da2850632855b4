import type { AnswerAt, DocumentAt, RowAt } from '@anwen/client';

export const TRACE_VIEWS = ['graph', 'table'] as const;
export const LOT_STATUSES = ['available', 'quarantine', 'hold', 'recalled', 'consumed'] as const;

export type Lot = DocumentAt<'/lots'>;
export type Trace = AnswerAt<'/lots/{id}/trace'>;
export type TraceNode = Trace['nodes'][number];
export type TraceEdge = Trace['edges'][number];
export type Recall = DocumentAt<'/recalls'>;
/** One lot or serial number that a recall reaches. */
export type AffectedRow = AnswerAt<'/recalls/{id}/affected'>['items'][number];
export type LotMovement = RowAt<'/lots/{id}/movements'>;
