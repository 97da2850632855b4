import type { AnswerAt, DocumentAt, RowAt } from '@anwen/client';

export const BOM_STATES = ['draft', 'active', 'obsolete'] as const;
export const BOM_KINDS = ['standard', 'phantom'] as const;
export const QTY_KINDS = ['per_unit', 'fixed'] as const;
export const ISSUE_METHODS = ['manual', 'pick', 'backflush'] as const;
export const BOM_TABS = ['tree', 'lines', 'where', 'compare'] as const;

export type BomRow = RowAt<'/boms'>;
export type Bom = DocumentAt<'/boms'>;
export type BomLine = Bom['lines'][number];
export type Explosion = AnswerAt<'/boms/{id}/explode'>;
export type ExplosionLine = Explosion['lines'][number];
export type Use = AnswerAt<'/boms/where-used'>['items'][number];
export type Difference = AnswerAt<'/boms/diff'>;
export type RoutingRow = RowAt<'/routings'>;
export type Routing = DocumentAt<'/routings'>;
export type RoutingOperation = Routing['operations'][number];
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export type Shift = RowAt<'/shifts'>;
export type CalendarRow = RowAt<'/calendars'>;
export type Calendar = DocumentAt<'/calendars'>;
export type WorkCenter = RowAt<'/work-centers'>;
