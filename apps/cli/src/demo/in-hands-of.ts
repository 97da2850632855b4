import type { Tx } from '@anwen/database';
import type { Actor } from '@anwen/kernel';

/** The transaction in one person's hands: the floor notes its actor as who worked, reported and saw a machine stand still. */
export function inHandsOf(tx: Tx, actor: Actor): Tx {
  return {
    actor,
    scope: tx.scope,
    query: (sql: string, values?: readonly unknown[]) => tx.query(sql, values),
    prepared: (name: string, sql: string, values?: readonly unknown[]) => tx.prepared(name, sql, values),
    collect: tx.collect.bind(tx),
    flush: () => tx.flush(),
    wakeAfterCommit: tx.wakeAfterCommit.bind(tx),
  } as unknown as Tx;
}
