import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';

/** What one base unit costs, of item i with its value v: the moving average, else the standard cost; null = nobody knows. */
const COST_SQL = `coalesce(CASE WHEN v.qty > 0 AND v.value > 0 THEN trim_scale(round(v.value / v.qty, 6)) END, trim_scale(i.standard_cost))::text`;

/** Costs of items, read without a lock: they only weigh. An item that is missing costs nobody knows what. */
export async function knownCosts(tx: Tx, itemIds: readonly Id[]): Promise<{ id: Id; cost: string }[]> {
  return tx.query(
    `SELECT id, cost FROM (SELECT i.id::text AS id, ${COST_SQL} AS cost FROM items i LEFT JOIN inventory_value v ON v.item_id = i.id WHERE i.id = ANY ($1::bigint[])) AS x
      WHERE cost IS NOT NULL`,
    [itemIds],
  );
}
