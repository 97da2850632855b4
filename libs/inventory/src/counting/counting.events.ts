/** Outbox events of counting, by the step that they tell of. They never carry quantities: a counter may be subscribed. */
export const countingEvents = {
  open: 'count.opened.v1',
  approve: 'count.approved.v1',
  post: 'count.posted.v1',
  cancel: 'count.cancelled.v1',
} as const;
