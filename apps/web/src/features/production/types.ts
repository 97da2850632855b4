import type { AnswerAt, DocumentAt, RowAt } from '@anwen/client';

export const WORK_ORDER_STATES = ['draft', 'planned', 'released', 'in_progress', 'on_hold', 'completed', 'closed', 'cancelled'] as const;
export const WORK_ORDER_TABS = ['overview', 'materials', 'operations', 'reports', 'genealogy', 'cost', 'timeline'] as const;
export const LOT_POLICIES = ['none', 'per_order', 'per_report'] as const;

// Taken from the routes that answer them, so that a change of the contract shows where a page would break.
export type WorkOrderRow = RowAt<'/work-orders'>;
export type WorkOrder = DocumentAt<'/work-orders'>;
export type Operation = WorkOrder['operations'][number];
export type OperationRun = AnswerAt<'/work-orders/{id}/operations/{opNo}/runs'>['items'][number];
export type Material = AnswerAt<'/work-orders/{id}/materials'>['items'][number];
export type Consumption = RowAt<'/work-orders/{id}/consumptions'>;
export type ProductionReport = RowAt<'/production-reports'>;
export type OrderCost = AnswerAt<'/work-orders/{id}/cost'>;
export type TimelineEntry = AnswerAt<'/work-orders/{id}/timeline'>['items'][number];
