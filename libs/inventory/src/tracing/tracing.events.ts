/** Outbox events of tracing. Payloads only ever grow (v1). */
export const tracingEvents = {
  lotExpired: 'lot.expired.v1',
  lotSplit: 'lot.split.v1',
  lotMerged: 'lot.merged.v1',
  recallOpened: 'recall.opened.v1',
  recallExtended: 'recall.extended.v1',
  recallClosed: 'recall.closed.v1',
} as const;
