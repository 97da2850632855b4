import { defineMachine } from '@anwen/kernel';

export const TASK_STATES = ['open', 'claimed', 'done', 'cancelled'] as const;
export type TaskState = (typeof TASK_STATES)[number];

export const taskMachine = defineMachine<TaskState>()({
  claim: { from: ['open', 'claimed'], to: 'claimed' },
  confirm: { from: ['open', 'claimed'], to: 'done' },
  release: { from: ['claimed'], to: 'open' },
  reassign: { from: ['open', 'claimed'], to: 'claimed' },
  cancel: { from: ['open', 'claimed'], to: 'cancelled' },
});

/** Ten minutes carry a pallet to the far end of the hall; who takes longer lets the screen's heartbeat extend it. */
export const LEASE_MINUTES = 10;

export const SUGGESTION_REASONS = ['rule', 'same_lot', 'same_item', 'empty', 'none'] as const;
export type SuggestionReason = (typeof SUGGESTION_REASONS)[number];

/** Why this bin, in words. */
export const SUGGESTION_TEXTS: Readonly<Record<SuggestionReason, { readonly zh: string; readonly en: string }>> = {
  rule: { zh: '品項的預設儲位', en: 'the item’s own place' },
  same_lot: { zh: '同批號已在此', en: 'the same lot is here' },
  same_item: { zh: '同品項已在此', en: 'the same item is here' },
  empty: { zh: '空儲位', en: 'an empty bin' },
  none: { zh: '沒有可建議的儲位', en: 'no bin to suggest' },
};

/** Where goods may be put away; suggestions name storage bins alone. */
export const PUTAWAY_KINDS: ReadonlySet<string> = new Set(['storage', 'production', 'staging_out']);
