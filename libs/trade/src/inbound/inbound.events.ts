/** Outbox events of the inbound documents. Payloads only ever grow (v1). */
export const inboundEvents = {
  orderCreated: 'purchase_order.created.v1',
  orderUpdated: 'purchase_order.updated.v1',
  orderApproved: 'purchase_order.approved.v1',
  orderClosed: 'purchase_order.closed.v1',
  orderCancelled: 'purchase_order.cancelled.v1',
  receiptStarted: 'receipt.started.v1',
  receiptConfirmed: 'receipt.lines_confirmed.v1',
  receiptReversed: 'receipt.line_reversed.v1',
  receiptFinished: 'receipt.finished.v1',
  receiptCancelled: 'receipt.cancelled.v1',
  inspectionRecorded: 'inspection.recorded.v1',
  inspectionDisposed: 'inspection.disposed.v1',
  putawayConfirmed: 'putaway.confirmed.v1',
  returnCreated: 'supplier_return.created.v1',
  returnShipped: 'supplier_return.shipped.v1',
  returnCancelled: 'supplier_return.cancelled.v1',
} as const;
