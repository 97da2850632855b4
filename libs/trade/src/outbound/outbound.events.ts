import { audit, type AuditAction } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import type { Actor } from '@anwen/kernel';
import { outbox, type OutboxEvent } from '@anwen/outbox';

/** What the outbound wing tells the world; the texts are in libs/webhooks. */
export type OutboundEvent =
  | `sales_order.${'created' | 'confirmed' | 'cancelled' | 'closed'}.v1`
  | `shipment.${'created' | 'allocated' | 'unallocated' | 'packed' | 'shipped' | 'delivered' | 'cancelled'}.v1`
  | 'wave.released.v1'
  | 'pick.confirmed.v1'
  | 'pick.short_reported.v1'
  | 'customer_return.received.v1';

export interface OutboundNews {
  /** Absent for what a write does by the way (a backorder): its own audit event names it. */
  readonly action?: AuditAction;
  readonly event?: OutboundEvent;
  /** Public id and what people call the thing. */
  readonly subject: { readonly type: string; readonly id: string; readonly number: string };
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly reason?: string | null | undefined;
}

/** The audit row and the outbox event of a write; both travel with the commit. */
export function announce(tx: Tx, actor: Actor, { action, event, subject, facts = {}, reason }: OutboundNews): void {
  const { type, id, number } = subject;
  if (action) audit.record(tx, actor, action, { type, id }, { diff: { number, ...facts }, ...(reason ? { reason } : {}) });
  if (event) outbox.append(tx, { type: event, aggregate: { type, id }, payload: { id, number, ...facts } } as OutboxEvent);
}
