import { audit, type AuditAction } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import type { Actor } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';

/** What the world hears of the floor; the texts are in libs/webhooks. */
export type ProductionEvent = `production.${'reported' | 'superseded'}.v1` | `material.${'issued' | 'returned' | 'substituted'}.v1`;

export interface ProductionNews {
  readonly action: AuditAction;
  readonly event: ProductionEvent;
  readonly subject: { readonly type: 'production_report' | 'work_order'; readonly id: string };
  readonly facts: Readonly<Record<string, unknown>>;
  readonly reason?: string | null | undefined;
}

/** The one audit row and the outbox event of a write; both travel with the commit. */
export function announce(tx: Tx, actor: Actor, { action, event, subject, facts, reason }: ProductionNews): void {
  audit.record(tx, actor, action, subject, { diff: facts, ...(reason ? { reason } : {}) });
  outbox.append(tx, { type: event, aggregate: subject, payload: { id: subject.id, ...facts } });
}
