/** Outbox events of the work inside the warehouse. Payloads only ever grow (v1). */
export const handlingEvents = {
  dispatched: 'transfer.dispatched.v1',
  received: 'transfer.received.v1',
  adjustmentRequested: 'adjustment.requested.v1',
  adjustmentPosted: 'adjustment.posted.v1',
  adjustmentRejected: 'adjustment.rejected.v1',
  adjustmentReversed: 'adjustment.reversed.v1',
  replenishmentCreated: 'replenishment.created.v1',
} as const;
