import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';

export interface ItemRow {
  readonly id: Id;
  readonly code: string;
  readonly uom: string;
  readonly scale: number;
  readonly safetyStock: string;
}

export interface RuleRow {
  readonly itemId: Id;
  readonly warehouseId: Id | null;
  readonly policy: 'make' | 'buy' | 'move';
  readonly leadTimeDays: number;
  readonly safetyStock: string;
  readonly minQty: string;
  readonly maxQty: string;
  readonly lotMin: string;
  readonly lotMultiple: string;
  readonly supplierId: Id | null;
  readonly sourceWarehouseId: Id | null;
}

export interface StockRow {
  readonly itemId: Id;
  readonly warehouseId: Id;
  readonly qty: string;
}

export interface DemandRow extends StockRow {
  readonly key: string;
  readonly source: 'sales' | 'forecast' | 'manual' | 'work_order' | 'transfer';
  readonly ref: string;
  readonly dueOn: string | null;
  readonly priority: number;
}

export interface ReceiptRow extends StockRow {
  readonly key: string;
  readonly kind: 'purchase_order' | 'work_order' | 'transfer' | 'inspection';
  readonly dueOn: string | null;
  /** None: goods that are here already, but not released yet. */
  readonly documentId: string | null;
  readonly number: string;
  readonly isMovable: boolean;
}

export interface OpenOrderRow extends StockRow {
  readonly key: string;
  readonly number: string;
  readonly startsOn: string | null;
  readonly dueOn: string | null;
  readonly priority: number;
}

/** Statuses of stock: good, and waiting for its inspection. What is on hold or damaged nobody counts on. */
const [GOOD, INSPECTED] = [0, 1];

/** What a plan is made from. Every question is one statement over everything, asked within one snapshot of the data. */
@Injectable()
export class SnapshotStore {
  async today(tx: Tx): Promise<string> {
    const [row] = await tx.query<{ today: string }>('SELECT business_date()::text AS today');
    return row!.today;
  }

  /** Active warehouses that the scope reaches as a whole: a plan from a part of a warehouse's stock would be wrong. */
  warehouses(tx: Tx): Promise<{ id: Id; code: string }[]> {
    return tx.query(
      `SELECT id::text AS id, code FROM warehouses
        WHERE status = 'active' AND ((SELECT scope_is_all()) OR id = ANY ((SELECT scope_warehouses())::bigint[])) ORDER BY id`,
    );
  }

  /** How many active warehouses the company has, whoever asks. */
  async warehouseCount(tx: Tx): Promise<number> {
    return (await tx.query<{ n: number }>(`SELECT count(*)::int AS n FROM warehouse_names() WHERE status = 'active'`))[0]!.n;
  }

  /** Those that somebody could order: a document refuses the others. */
  items(tx: Tx): Promise<ItemRow[]> {
    return tx.query(
      `SELECT i.id::text AS id, i.code, u.code AS uom, i.qty_scale AS scale, i.safety_stock::text AS "safetyStock"
         FROM items i JOIN uoms u ON u.id = i.base_uom_id WHERE i.kind <> 'service' AND i.status = 'active' ORDER BY i.id`,
    );
  }

  rules(tx: Tx): Promise<RuleRow[]> {
    return tx.query(
      `SELECT item_id::text AS "itemId", warehouse_id::text AS "warehouseId", policy, lead_time_days AS "leadTimeDays", safety_stock::text AS "safetyStock",
              min_qty::text AS "minQty", max_qty::text AS "maxQty", lot_min::text AS "lotMin", lot_multiple::text AS "lotMultiple",
              supplier_id::text AS "supplierId", source_warehouse_id::text AS "sourceWarehouseId"
         FROM planning_parameters ORDER BY id`,
    );
  }

  /** Items with an active bill, whatever its days. */
  async withBill(tx: Tx): Promise<Id[]> {
    return (await tx.query<{ id: Id }>(`SELECT DISTINCT item_id::text AS id FROM boms WHERE state = 'active'`)).map(({ id }) => id);
  }

  /**
   * The days after `from` and up to `until` on which another bill, or another line of one, begins or ceases to hold, and of which
   * items: those whose bill it is, and those that it is blown through into.
   */
  billChanges(tx: Tx, from: string, until: string): Promise<{ day: string; itemIds: Id[] }[]> {
    return tx.query(
      `WITH RECURSIVE changed AS (
         SELECT d.day, b.item_id FROM boms b LEFT JOIN bom_lines l ON l.bom_id = b.id
           CROSS JOIN LATERAL unnest(ARRAY[b.valid_from, b.valid_to + 1, l.valid_from, l.valid_to + 1]) AS d(day)
          WHERE b.state = 'active' AND d.day > $1::date AND d.day <= $2::date
         UNION
         SELECT c.day, b.item_id FROM changed c JOIN bom_lines l ON l.component_item_id = c.item_id JOIN boms b ON b.id = l.bom_id AND b.state = 'active'
          WHERE EXISTS (SELECT FROM boms p WHERE p.item_id = c.item_id AND p.state = 'active' AND p.kind = 'phantom'))
       SELECT day::text AS day, array_agg(item_id::text ORDER BY item_id) AS "itemIds" FROM changed GROUP BY changed.day ORDER BY changed.day`,
      [from, until],
    );
  }

  /** Usable stock: good, unexpired, of lots and serial numbers that nobody holds back, in places that are not locked. Reserved goods count: what they are reserved for counts as demand. */
  stock(tx: Tx, warehouses: readonly Id[]): Promise<StockRow[]> {
    return this.onHand(tx, warehouses, GOOD);
  }

  private onHand(tx: Tx, warehouses: readonly Id[], status: number): Promise<StockRow[]> {
    return tx.query(
      `SELECT b.item_id::text AS "itemId", b.warehouse_id::text AS "warehouseId", sum(b.on_hand)::text AS qty
         FROM inventory_balance b
         JOIN locations l ON l.id = b.location_id AND l.status = 'active' AND l.locked_reason IS NULL AND l.kind <> 'transit'
         LEFT JOIN lots o ON o.id = b.lot_id LEFT JOIN serials s ON s.id = b.serial_id
        WHERE b.warehouse_id = ANY ($1::bigint[]) AND b.stock_status = $2 AND b.on_hand <> 0
          AND (b.lot_id = 0 OR (o.status = 'available' AND (o.expires_on IS NULL OR o.expires_on >= business_date())))
          AND (b.serial_id = 0 OR s.status = 'available')
        GROUP BY b.item_id, b.warehouse_id`,
      [warehouses, status],
    );
  }

  /** Sales orders, demands of people, and what the frozen material of work orders still lacks. */
  async demands(tx: Tx, { warehouses, until, forecast }: { warehouses: readonly Id[]; until: string; forecast: boolean }): Promise<DemandRow[]> {
    const sales = tx.query<DemandRow>(
      `SELECT 'so:' || l.public_id AS key, 'sales' AS source, o.number AS ref, l.item_id::text AS "itemId", o.warehouse_id::text AS "warehouseId",
              (l.qty_base - l.shipped_qty - l.cancelled_qty)::text AS qty, coalesce(l.due_on, o.due_on)::text AS "dueOn", 5 AS priority
         FROM sales_order_lines l JOIN sales_orders o ON o.id = l.order_id
        WHERE o.state IN ('confirmed', 'partially_shipped') AND o.warehouse_id = ANY ($1::bigint[])
          AND l.qty_base > l.shipped_qty + l.cancelled_qty AND coalesce(l.due_on, o.due_on, '-infinity') <= $2::date`,
      [warehouses, until],
    );
    const material = tx.query<DemandRow>(
      `SELECT 'wo:' || o.public_id || '>' || min(m.id) AS key, 'work_order' AS source, o.number AS ref, m.item_id::text AS "itemId", o.warehouse_id::text AS "warehouseId",
              sum(m.required - m.consumed)::text AS qty, coalesce(o.starts_on, (o.released_at AT TIME ZONE factory_time_zone())::date)::text AS "dueOn", o.priority
         FROM work_orders o JOIN wo_materials m ON m.work_order_id = o.id
        WHERE o.state IN ('released', 'in_progress', 'on_hold') AND o.warehouse_id = ANY ($1::bigint[]) AND m.required > m.consumed
        GROUP BY o.id, m.item_id`,
      [warehouses],
    );
    const moves = tx.query<DemandRow>(
      `SELECT 'tr:' || l.public_id AS key, 'transfer' AS source, t.number AS ref, l.item_id::text AS "itemId", l.from_warehouse_id::text AS "warehouseId",
              l.qty::text AS qty, NULL AS "dueOn", 5 AS priority
         FROM transfers t JOIN transfer_lines l ON l.transfer_id = t.id WHERE t.state = 'draft' AND l.from_warehouse_id = ANY ($1::bigint[])`,
      [warehouses],
    );
    const all = await Promise.all([sales, material, moves, this.written(tx, { warehouses, until, forecast })]);
    return all.flat();
  }

  /**
   * What people wrote down. A forecast stands for the time since the one before it, but for none before the month of its day
   * and the day on which it was written: who guesses in November for December knows what November has brought. What is sold for
   * its time is part of it: only the rest is still to come, or the same goods would be planned twice. What is sold without a day
   * is wanted today, and counts for the day it was ordered on once it has been shipped. When the day of a forecast has passed it has
   * come true or not, and is no demand any more.
   */
  private written(tx: Tx, { warehouses, until, forecast }: { warehouses: readonly Id[]; until: string; forecast: boolean }): Promise<DemandRow[]> {
    return tx.query(
      `SELECT 'dm:' || d.public_id AS key, d.source, coalesce(d.note, '') AS ref, d.item_id::text AS "itemId", d.warehouse_id::text AS "warehouseId",
              (d.qty - coalesce(s.qty, 0))::text AS qty, d.due_on::text AS "dueOn", d.priority
         FROM (SELECT *, greatest(lag(due_on) OVER (PARTITION BY item_id, warehouse_id, source ORDER BY due_on, id),
                                  least((created_at AT TIME ZONE factory_time_zone())::date, date_trunc('month', due_on)::date) - 1) AS before_on
                 FROM planning_demands WHERE state = 'open') AS d
         LEFT JOIN LATERAL (
           SELECT sum(l.qty_base - l.cancelled_qty) AS qty FROM sales_order_lines l JOIN sales_orders o ON o.id = l.order_id
            CROSS JOIN LATERAL (SELECT coalesce(l.due_on, o.due_on, CASE WHEN l.qty_base > l.shipped_qty + l.cancelled_qty THEN business_date() ELSE o.ordered_on END) AS day) AS w
            WHERE d.source = 'forecast' AND l.item_id = d.item_id AND o.warehouse_id = d.warehouse_id AND o.state NOT IN ('draft', 'cancelled')
              AND w.day > d.before_on AND w.day <= d.due_on) AS s ON true
        WHERE d.warehouse_id = ANY ($1::bigint[]) AND d.due_on <= $2::date AND (d.source <> 'forecast' OR ($3 AND d.due_on >= business_date())) AND d.qty > coalesce(s.qty, 0)`,
      [warehouses, until, forecast],
    );
  }

  async receipts(tx: Tx, warehouses: readonly Id[]): Promise<ReceiptRow[]> {
    const bought = tx.query<ReceiptRow>(
      `SELECT 'po:' || l.public_id AS key, 'purchase_order' AS kind, l.item_id::text AS "itemId", o.warehouse_id::text AS "warehouseId",
              (l.qty_base - l.received_qty)::text AS qty, coalesce(l.due_on, o.expected_on)::text AS "dueOn", o.public_id AS "documentId", o.number,
              o.state IN ('draft', 'approved') AND l.received_qty = 0 AS "isMovable"
         FROM purchase_order_lines l JOIN purchase_orders o ON o.id = l.order_id
        WHERE o.state IN ('draft', 'approved', 'partially_received') AND o.warehouse_id = ANY ($1::bigint[]) AND l.qty_base > l.received_qty`,
      [warehouses],
    );
    const made = tx.query<ReceiptRow>(
      `SELECT 'wo:' || o.public_id AS key, 'work_order' AS kind, o.item_id::text AS "itemId", o.warehouse_id::text AS "warehouseId",
              (o.qty_planned - o.qty_good - o.qty_scrap)::text AS qty, coalesce(o.due_on, o.starts_on)::text AS "dueOn", o.public_id AS "documentId", o.number,
              o.state IN ('draft', 'planned', 'released') AS "isMovable"
         FROM work_orders o
        WHERE o.state IN ('draft', 'planned', 'released', 'in_progress', 'on_hold') AND o.warehouse_id = ANY ($1::bigint[]) AND o.qty_planned > o.qty_good + o.qty_scrap`,
      [warehouses],
    );
    const moved = tx.query<ReceiptRow>(
      `SELECT 'tr:' || l.public_id AS key, 'transfer' AS kind, l.item_id::text AS "itemId", l.to_warehouse_id::text AS "warehouseId",
              (l.qty - l.received_qty)::text AS qty, NULL AS "dueOn", t.public_id AS "documentId", t.number, t.state = 'draft' AS "isMovable"
         FROM transfers t JOIN transfer_lines l ON l.transfer_id = t.id
        WHERE t.state IN ('draft', 'in_transit') AND l.to_warehouse_id = ANY ($1::bigint[]) AND l.qty > l.received_qty`,
      [warehouses],
    );
    const inspected = this.onHand(tx, warehouses, INSPECTED).then((rows) =>
      rows.map((row): ReceiptRow => ({
        ...row,
        key: `qc:${row.itemId}@${row.warehouseId}`,
        kind: 'inspection',
        dueOn: null,
        documentId: null,
        number: '',
        isMovable: false,
      })),
    );
    return (await Promise.all([bought, made, moved, inspected])).flat();
  }

  /** Orders whose bill is not frozen yet: what they need is read from the bill of their day. */
  openOrders(tx: Tx, warehouses: readonly Id[]): Promise<OpenOrderRow[]> {
    return tx.query(
      `SELECT 'wo:' || o.public_id AS key, o.number, o.item_id::text AS "itemId", o.warehouse_id::text AS "warehouseId", o.qty_planned::text AS qty,
              o.starts_on::text AS "startsOn", o.due_on::text AS "dueOn", o.priority
         FROM work_orders o WHERE o.state IN ('draft', 'planned') AND o.warehouse_id = ANY ($1::bigint[])`,
      [warehouses],
    );
  }
}
