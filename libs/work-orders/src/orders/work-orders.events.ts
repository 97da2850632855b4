import { audit, type AuditAction } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import type { Actor } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';

/** What the world hears of work orders; the texts are in libs/webhooks. */
export type WorkOrderEvent =
  `work_order.${'created' | 'updated' | 'planned' | 'released' | 'started' | 'held' | 'resumed' | 'completed' | 'closed' | 'cancelled' | 'reopened' | 'split'}.v1`;

export interface WorkOrderNews {
  /** Absent for what a write does by the way: its own audit event names it. */
  readonly action?: AuditAction;
  readonly event?: WorkOrderEvent;
  readonly subject: { readonly publicId: string; readonly number: string };
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly reason?: string | null | undefined;
}

/** The audit row and the outbox event of a write; both travel with the commit. */
export function announce(tx: Tx, actor: Actor, { action, event, subject: { publicId: id, number }, facts = {}, reason }: WorkOrderNews): void {
  const type = 'work_order';
  if (action) audit.record(tx, actor, action, { type, id }, { diff: { number, ...facts }, ...(reason ? { reason } : {}) });
  if (event) outbox.append(tx, { type: event, aggregate: { type, id }, payload: { id, number, ...facts } });
}
