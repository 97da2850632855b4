import { audit, type AuditAction } from '@anwen/audit';
import type { Actor } from '@anwen/kernel';
import type { Tx } from '@anwen/database';
import { outbox } from '@anwen/outbox';

/** What the catalog tells the rest of the world. The aggregate's id is the public one. */
export type CatalogEvent =
  | `${'uom' | 'item' | 'item_category' | 'partner' | 'warehouse' | 'zone' | 'location' | 'reason_code' | 'work_center' | 'bom'}.${'created' | 'updated'}.v1`
  | `${'item' | 'partner' | 'warehouse' | 'location'}.archived.v1`
  | `${'bom' | 'routing'}.${'activated' | 'obsoleted'}.v1`
  | `${'routing' | 'shift' | 'calendar'}.${'created' | 'updated'}.v1`
  | 'catalog.imported.v1';

export interface Change {
  readonly action: AuditAction;
  readonly event: CatalogEvent;
  /** Public id and code of what changed. */
  readonly subject: { readonly type: string; readonly id: string; readonly code: string };
  /** Changed fields alone: `{ name: { before, after } }`; all fields with `before` null for a creation. */
  readonly diff?: object;
  readonly reason?: string;
}

/** Audit row and outbox event of one change; both travel with the commit. */
export function announce(tx: Tx, actor: Actor, change: Change): void {
  const { type, id, code } = change.subject;
  audit.record(tx, actor, change.action, { type, id }, { diff: change.diff, reason: change.reason });
  outbox.append(tx, { type: change.event, aggregate: { type, id }, payload: { id, code } });
}

export interface ImportOptions {
  /** Name of the import run: its rows are audited as one `import.committed`, not one by one. */
  readonly batch?: string;
}

export interface ImportedRow {
  readonly publicId: string;
  readonly code: string;
}

/** What a bulk load tells: one event a batch when the caller named it, otherwise one a row. */
export function announceMany(tx: Tx, actor: Actor, created: readonly ImportedRow[], kind: ImportKind & ImportOptions): void {
  const { batch, type } = kind;
  if (batch === undefined) {
    for (const row of created) {
      announce(tx, actor, { action: kind.action, event: kind.event, subject: { type, id: row.publicId, code: row.code } });
    }
  } else if (created.length > 0) {
    audit.record(tx, actor, 'import.committed', { type, id: batch }, { diff: { created: created.length } });
    outbox.append(tx, { type: 'catalog.imported.v1', aggregate: { type, id: batch }, payload: { type, batch, created: created.length } });
  }
}

export interface ImportKind {
  readonly type: string;
  readonly action: AuditAction;
  readonly event: CatalogEvent;
}

/** The fields of `after` that differ from `before`, for the audit row. */
export function diffOf(before: object | null, after: object): Record<string, { before: unknown; after: unknown }> {
  const old = (before ?? {}) as Record<string, unknown>;
  const changed = Object.entries(after).filter(([key, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(old[key]));
  return Object.fromEntries(changed.map(([key, value]) => [key, { before: old[key] ?? null, after: value }]));
}
