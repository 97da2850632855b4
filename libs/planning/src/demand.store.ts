import type { NamedRefDto } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { itemJson, namedJson } from './reference.store';

export interface DemandRow {
  /** What the pegs of a plan call it. */
  readonly key: string;
  readonly id: string | null;
  readonly source: 'sales' | 'forecast' | 'manual' | 'safety';
  readonly state: 'open' | 'cancelled';
  readonly ref: string | null;
  readonly item: NamedRefDto & { readonly baseUom: string };
  readonly warehouse: NamedRefDto | null;
  readonly qty: string;
  readonly dueOn: string | null;
  readonly priority: number;
  readonly note: string | null;
  readonly rowVersion: number | null;
  readonly sortOn: string;
}

export interface DemandFilter {
  readonly source?: string | undefined;
  readonly item?: string | undefined;
  readonly warehouse?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly state: string;
}

export interface DemandContent {
  readonly qty: string;
  readonly dueOn: string;
  readonly priority: number;
  readonly note: string | null;
}

/** Every kind of demand as one: what people wrote down, open lines of sales orders, and stock that is to be kept. */
const ALL = `(
    SELECT 'dm:' || d.public_id AS key, d.public_id AS id, d.source, d.state, NULL AS ref, d.item_id, d.warehouse_id, d.qty, d.due_on, d.priority, d.note, d.row_version
      FROM planning_demands d
    UNION ALL
    SELECT 'so:' || l.public_id, l.public_id, 'sales', 'open', o.number, l.item_id, o.warehouse_id, l.qty_base - l.shipped_qty - l.cancelled_qty,
           coalesce(l.due_on, o.due_on), 5, NULL, NULL
      FROM sales_order_lines l JOIN sales_orders o ON o.id = l.order_id
     WHERE o.state IN ('confirmed', 'partially_shipped') AND l.qty_base > l.shipped_qty + l.cancelled_qty
    UNION ALL
    SELECT r.item_id || '@' || coalesce(r.warehouse_id::text, '*') || '!safety', NULL, 'safety', 'open', NULL, r.item_id, r.warehouse_id, r.safety_stock, NULL, 9, NULL, NULL
      FROM planning_parameters r WHERE r.safety_stock > 0
    UNION ALL
    SELECT i.id || '@*!safety', NULL, 'safety', 'open', NULL, i.id, NULL, i.safety_stock, NULL, 9, NULL, NULL
      FROM items i WHERE i.safety_stock > 0 AND i.status <> 'archived'
       AND NOT EXISTS (SELECT 1 FROM planning_parameters r WHERE r.item_id = i.id AND r.warehouse_id IS NULL AND r.safety_stock > 0)
  ) AS d`;
const FROM = `${ALL} JOIN items i ON i.id = d.item_id JOIN uoms u ON u.id = i.base_uom_id LEFT JOIN warehouses w ON w.id = d.warehouse_id`;
const WHERE = `($1::text IS NULL OR d.source = $1) AND ($2::text IS NULL OR i.code = $2) AND ($3::text IS NULL OR w.code = $3)
    AND ($4::date IS NULL OR d.due_on >= $4) AND ($5::date IS NULL OR d.due_on <= $5) AND d.state = $6`;
const SELECT = `d.key, d.id, d.source, d.state, d.ref, ${itemJson('i', 'u')} AS item, ${namedJson('w')} AS warehouse, trim_scale(d.qty)::text AS qty,
    d.due_on::text AS "dueOn", d.priority, d.note, d.row_version AS "rowVersion", coalesce(d.due_on, '9999-12-31')::text AS "sortOn"`;

@Injectable()
export class DemandStore {
  /** The earliest first; what has no day comes last. */
  list(tx: Tx, { filter, after, limit }: { filter: DemandFilter; after: readonly [string, string] | null; limit: number }): Promise<DemandRow[]> {
    return tx.query(
      `SELECT ${SELECT} FROM ${FROM} WHERE ${WHERE} AND ($7::date IS NULL OR (coalesce(d.due_on, '9999-12-31'), d.key) > ($7, $8))
        ORDER BY coalesce(d.due_on, '9999-12-31'), d.key LIMIT $9`,
      [...valuesOf(filter), after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }

  async count(tx: Tx, filter: DemandFilter): Promise<number> {
    return (await tx.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${FROM} WHERE ${WHERE}`, valuesOf(filter)))[0]!.n;
  }

  async find(tx: Tx, id: string): Promise<DemandRow | undefined> {
    return (await tx.query<DemandRow>(`SELECT ${SELECT} FROM ${FROM} WHERE d.id = $1 AND d.source IN ('manual', 'forecast')`, [id]))[0];
  }

  /** Held until the transaction ends. */
  async lock(tx: Tx, id: string): Promise<(DemandRow & { scale: number }) | undefined> {
    const rows = await tx.query<{ scale: number }>(
      `SELECT i.qty_scale AS scale FROM planning_demands d JOIN items i ON i.id = d.item_id WHERE d.public_id = $1 FOR NO KEY UPDATE OF d`,
      [id],
    );
    const found = rows[0] && (await this.find(tx, id));
    return found && { ...found, scale: rows[0]!.scale };
  }

  async insert(tx: Tx, { itemId, warehouseId, source }: { itemId: Id; warehouseId: Id; source: string }, content: DemandContent, by: string): Promise<string> {
    const [row] = await tx.query<{ id: string }>(
      `INSERT INTO planning_demands (item_id, warehouse_id, source, qty, due_on, priority, note, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING public_id AS id`,
      [itemId, warehouseId, source, content.qty, content.dueOn, content.priority, content.note, by],
    );
    return row!.id;
  }

  async update(tx: Tx, id: string, { qty, dueOn, priority, note }: DemandContent): Promise<void> {
    await tx.query(
      'UPDATE planning_demands SET qty = $2, due_on = $3, priority = $4, note = $5, updated_at = now(), row_version = row_version + 1 WHERE public_id = $1',
      [id, qty, dueOn, priority, note],
    );
  }

  async cancel(tx: Tx, id: string): Promise<void> {
    await tx.query(`UPDATE planning_demands SET state = 'cancelled', updated_at = now(), row_version = row_version + 1 WHERE public_id = $1`, [id]);
  }

  /**
   * What the newest plan of each warehouse covers them with; absent where it does not know them. Stock that is to be kept of an
   * item as a whole is looked for in every warehouse that does not say itself what it keeps.
   */
  async coverage(tx: Tx, keys: readonly string[]): Promise<ReadonlyMap<string, { stock: string; incoming: string; workOrders: string; missing: string }>> {
    const sum = (kinds: string): string => `trim_scale(coalesce(sum(qty) FILTER (WHERE supply_kind IN (${kinds})), 0))::text`;
    const newest = `SELECT w.id, max(r.id) AS run_id FROM planning_runs r CROSS JOIN unnest(r.warehouse_ids) AS w(id) WHERE r.state = 'done' GROUP BY w.id`;
    const rows = await tx.query<{ key: string; stock: string; incoming: string; workOrders: string; missing: string }>(
      `WITH newest AS MATERIALIZED (${newest}),
       named AS (
         SELECT key, key AS peg_key FROM unnest($1::text[]) AS key
         UNION ALL
         SELECT key, item || '@' || n.id || '!safety' FROM unnest($1::text[]) AS key CROSS JOIN split_part(key, '@', 1) AS item CROSS JOIN newest n
          WHERE key LIKE '%@*!safety'
            AND NOT EXISTS (SELECT 1 FROM planning_parameters p WHERE key LIKE '%@*!safety' AND p.item_id = item::bigint AND p.warehouse_id = n.id
                               AND (p.safety_stock > 0 OR p.min_qty > 0)))
       SELECT k.key, ${sum(`'stock'`)} AS stock, ${sum(`'purchase_order', 'transfer', 'inspection'`)} AS incoming, ${sum(`'work_order'`)} AS "workOrders",
              ${sum(`'planned'`)} AS missing
         FROM named k JOIN newest n ON true JOIN planning_pegs g ON g.run_id = n.run_id AND g.demand_key = k.peg_key AND g.warehouse_id = n.id
        GROUP BY k.key`,
      [keys],
    );
    return new Map(rows.map(({ key, ...covered }) => [key, covered]));
  }
}

const valuesOf = ({ source, item, warehouse, from, to, state }: DemandFilter): unknown[] =>
  [source, item, warehouse, from, to, state].map((one) => one ?? null);
