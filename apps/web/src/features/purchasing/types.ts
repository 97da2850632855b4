import type { DocumentAt, RowAt } from '@anwen/client';

export const ORDER_STATES = ['draft', 'approved', 'partially_received', 'received', 'closed', 'cancelled'] as const;
export const RECEIPT_STATES = ['draft', 'receiving', 'received', 'putaway', 'closed', 'cancelled'] as const;
export const PUTAWAY_STATES = ['open', 'claimed', 'done', 'cancelled'] as const;
export const INSPECTION_STATES = ['open', 'passed', 'failed', 'conditional', 'dispositioned', 'cancelled'] as const;
export const RETURN_STATES = ['draft', 'shipped', 'cancelled'] as const;

// Taken from the routes that answer them, so that a change of the contract shows where a page would break.
export type PurchaseOrderRow = RowAt<'/purchase-orders'>;
export type PurchaseOrder = DocumentAt<'/purchase-orders'>;
export type PurchaseOrderLine = PurchaseOrder['lines'][number];
export type ReceiptRow = RowAt<'/receipts'>;
export type Receipt = DocumentAt<'/receipts'>;
export type ReceiptLine = Receipt['lines'][number];
/** What an order still expects. */
export type ExpectedLine = Receipt['expected'][number];
export type PutawayTask = RowAt<'/putaway-tasks'>;
export type InspectionRow = RowAt<'/inspections'>;
export type Inspection = DocumentAt<'/inspections'>;
export type SupplierReturnRow = RowAt<'/supplier-returns'>;
export type SupplierReturn = DocumentAt<'/supplier-returns'>;
