import { audit, type AuditAction } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import type { Actor } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';

/** What the world hears of operations and downtime; the texts are in libs/webhooks. */
export type PerformanceEvent =
  `operation.${'started' | 'paused' | 'resumed' | 'finished' | 'skipped' | 'corrected'}.v1` | `downtime.${'started' | 'ended' | 'classified' | 'split'}.v1`;

export interface PerformanceNews {
  readonly action: AuditAction;
  readonly event: PerformanceEvent;
  readonly subject: { readonly type: 'wo_operation' | 'downtime_event'; readonly id: string };
  readonly facts: Readonly<Record<string, unknown>>;
  readonly reason?: string | null | undefined;
}

/** The audit row and the outbox event of a write; both travel with the commit. */
export function announce(tx: Tx, actor: Actor, { action, event, subject, facts, reason }: PerformanceNews): void {
  audit.record(tx, actor, action, subject, { diff: facts, ...(reason ? { reason } : {}) });
  outbox.append(tx, { type: event, aggregate: subject, payload: { id: subject.id, ...facts } });
}
