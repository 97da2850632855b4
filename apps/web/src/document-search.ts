import { z } from 'zod/mini';
import { CONFLICT_STATES, COUNT_STATES, ADJUSTMENT_STATES, REPLENISHMENT_STATES, TRANSFER_STATES } from './features/warehouse/states';
import { RETURN_STATES as SUPPLIER_RETURN_STATES, INSPECTION_STATES, ORDER_STATES, PUTAWAY_STATES, RECEIPT_STATES } from './features/purchasing/types';
import { RETURN_STATES as CUSTOMER_RETURN_STATES, SALES_STATES, SHIPMENT_STATES, TASK_STATES, WAVE_STATES } from './features/sales/types';
import { LOT_STATUSES } from './features/tracing/types';
import { flag, oneOf, paging, text } from './search';

// The addresses of the document lists; names are those of the server's filters.
const code = text(64);

export const purchaseOrderSearch = z.object({ q: text(100), state: oneOf(ORDER_STATES), supplier: code, warehouse: code, ...paging });
export const receiptSearch = z.object({
  q: text(100),
  state: oneOf(RECEIPT_STATES),
  supplier: code,
  warehouse: code,
  purchaseOrder: code,
  ...paging,
});
export const receiptNewSearch = z.object({ purchaseOrder: code });
export const putawaySearch = z.object({ state: oneOf(PUTAWAY_STATES), warehouse: code, receipt: code, mine: flag, ...paging });
export const inspectionSearch = z.object({ q: text(100), state: oneOf(INSPECTION_STATES), ...paging });
export const salesOrderSearch = z.object({ q: text(100), state: oneOf(SALES_STATES), customer: code, warehouse: code, ...paging });
export const shipmentSearch = z.object({
  q: text(100),
  state: oneOf(SHIPMENT_STATES),
  customer: code,
  warehouse: code,
  salesOrder: code,
  ...paging,
});
export const shipmentNewSearch = z.object({ salesOrder: code });
export const pickTaskSearch = z.object({ state: oneOf(TASK_STATES), warehouse: code, shipment: code, wave: code, mine: flag, ...paging });
export const waveSearch = z.object({ state: oneOf(WAVE_STATES), warehouse: code, ...paging });
export const customerReturnSearch = z.object({ q: text(100), state: oneOf(CUSTOMER_RETURN_STATES), customer: code, warehouse: code, ...paging });
export const supplierReturnSearch = z.object({ q: text(100), state: oneOf(SUPPLIER_RETURN_STATES), supplier: code, warehouse: code, ...paging });
export const countPlanSearch = z.object({ warehouse: code, ...paging });
export const countSearch = z.object({ q: text(100), state: oneOf(COUNT_STATES), warehouse: code, ...paging });
export const replenishmentTaskSearch = z.object({ state: oneOf(REPLENISHMENT_STATES), warehouse: code, mine: flag, ...paging });
export const replenishmentRuleSearch = z.object({ warehouse: code, item: code, ...paging });
export const transferSearch = z.object({ q: text(100), state: oneOf(TRANSFER_STATES), ...paging });
export const adjustmentSearch = z.object({ q: text(100), state: oneOf(ADJUSTMENT_STATES), ...paging });
export const conflictSearch = z.object({ state: oneOf(CONFLICT_STATES), ...paging });
export const lotSearch = z.object({ q: text(100), itemCode: code, status: oneOf(LOT_STATUSES), expiresBy: text(10), ...paging });
export const traceSearch = z.object({ direction: oneOf(['up', 'down', 'both']), view: oneOf(['graph', 'table']) });
export const recallSearch = z.object(paging);
export const recallNewSearch = z.object({ lot: code });
