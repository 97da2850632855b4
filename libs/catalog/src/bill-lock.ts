import type { Tx } from '@anwen/database';

/**
 * Writers of bills queue here: a cycle can be closed by two bills that do not see each other, versions are counted, and
 * an item may lose a unit, or itself, only while nobody writes it into a bill. Bills change a few times a day, so one lock
 * for all of them is no bottleneck. Whoever takes it may hold the row of an item, never the other way round: bills lock no
 * item. Released at the commit.
 */
export async function lockBills(tx: Tx): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('catalog.boms'))`);
}
