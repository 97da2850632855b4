import type { RunTicket, WorkEnd } from '@anwen/outbox';

/** Parent → child. Everything else is said by signals: SIGTERM = stop what you are at and leave. */
export interface RunRequest {
  readonly type: 'run';
  readonly ticket: RunTicket;
}

/** Child → parent. `rssBytes` lets the parent replace a child that has grown. */
export type ChildMessage = { readonly type: 'ready' } | { readonly type: 'end'; readonly end: WorkEnd; readonly rssBytes: number };
