export const COUNT_STATES = ['planned', 'open', 'counting', 'review', 'recount_requested', 'approved', 'posted', 'cancelled'] as const;
export const TRANSFER_STATES = ['draft', 'in_transit', 'received', 'closed', 'cancelled'] as const;
export const ADJUSTMENT_STATES = ['pending_approval', 'posted', 'rejected', 'reversed'] as const;
export const REPLENISHMENT_STATES = ['open', 'claimed', 'done', 'cancelled'] as const;
export const CONFLICT_STATES = ['conflict', 'rejected', 'quarantined', 'resolved', 'discarded'] as const;
