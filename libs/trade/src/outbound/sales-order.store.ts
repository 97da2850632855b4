import { violatedConstraint, type Tx } from '@anwen/database';
import type { CursorCodec, Id, Page } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { keyOf } from '../document-key';
import { Filters, newestFirst } from '../document-list';
import { ITEM_JSON, documentJson, namedJson } from '../reference-json';
import { tradeErrors } from '../trade.errors';
import type { CreateSalesOrderDto, SalesOrderDto, SalesOrderQuery, SalesOrderSummaryDto } from './sales-order.dto';
import type { LineProgress, SalesOrderState } from './sales-order.rules';
import { instant, plain } from './sql-parts';

export interface SalesOrderHead {
  readonly id: Id;
  readonly publicId: string;
  readonly number: string;
  readonly state: SalesOrderState;
  readonly customerId: Id;
  readonly warehouseId: Id;
  readonly backorderPolicy: 'backorder' | 'cancel_rest';
  readonly rowVersion: number;
}

export interface NewSalesOrder {
  readonly input: Omit<CreateSalesOrderDto, 'lines'>;
  readonly customerId: Id;
  readonly warehouseId: Id;
}

/** A line as it is stored; quantities in text. */
export interface NewSalesOrderLine {
  readonly itemId: Id;
  readonly qty: string;
  readonly uomId: Id;
  readonly qtyBase: string;
  readonly price: string | null;
  readonly dueOn: string | null;
  readonly minRemainingDays: number | null;
}

/** A line with what can still be put on a shipment. */
export interface ShippableLine {
  readonly id: Id;
  readonly publicId: string;
  readonly itemId: Id;
  readonly minRemainingDays: number;
  /** Decimals that a quantity of the item may have; a serial number is whole. */
  readonly scale: number;
  readonly open: string;
}

/** What a line of a draft cost before it was written anew. */
export interface OldPrice {
  readonly itemId: Id;
  readonly uomId: Id;
  readonly currency: string;
  readonly price: string | null;
}

/** A row of a list, as far as its owner decides what it shows. */
export interface FoundOrder {
  readonly no: Id;
  readonly warehouseId: Id;
  readonly customerId: Id;
}

const PARTIES = `s.customer_id::text AS "customerId", s.warehouse_id::text AS "warehouseId"`;
const HEAD = `s.id::text AS id, s.public_id AS "publicId", s.number, s.state, ${PARTIES},
  s.backorder_policy AS "backorderPolicy", s.row_version AS "rowVersion"`;
const SUMMARY = `s.public_id AS id, s.number, s.state, ${namedJson('c')} AS customer, ${namedJson('w')} AS warehouse, s.ordered_on::text AS "orderedOn",
  s.due_on::text AS "dueOn", s.currency, s.external_ref AS "externalRef", s.backorder_policy AS "backorderPolicy", sums.n AS "lineCount",
  sums.pct AS "shippedPct", sums.total, ${instant('s.created_at')} AS "createdAt"`;
const FROM = `sales_orders s JOIN partners c ON c.id = s.customer_id JOIN warehouses w ON w.id = s.warehouse_id
  CROSS JOIN LATERAL (SELECT count(*)::int AS n, floor(100 * avg(l.shipped_qty / l.qty_base))::int AS pct, ${plain('sum(l.qty * l.price)')} AS total
    FROM sales_order_lines l WHERE l.order_id = s.id) AS sums`;
/** Goods promised to a line: what its shipments have reserved, in bins and at the stage. */
const PROMISED = `(SELECT coalesce(sum(r.qty - r.consumed), 0) FROM shipment_lines sl JOIN inventory_reservations r
  ON r.owner_type = 'shipment_line' AND r.owner_ref = sl.public_id::text AND r.state = 'open' WHERE sl.so_line_id = l.id)`;
const LINE_INPUT = `ROWS FROM (jsonb_to_recordset($2::jsonb) AS ("itemId" bigint, qty numeric(18,6), "uomId" bigint, "qtyBase" numeric(18,6), price numeric(18,6),
  "dueOn" date, "minRemainingDays" int)) WITH ORDINALITY AS x("itemId", qty, "uomId", "qtyBase", price, "dueOn", "minRemainingDays", n)`;

/** All SQL of sales orders. */
@Injectable()
export class SalesOrderStore {
  /** Internal numbers of one page, under the caller's scope. */
  page(tx: Tx, cursors: CursorCodec, query: SalesOrderQuery): Promise<Page<FoundOrder>> {
    const filters = new Filters()
      .and('s.state = ?', query.state)
      .and('s.customer_id = (SELECT id FROM partners WHERE code = ?)', query.customer)
      .and('s.warehouse_id = (SELECT id FROM warehouses WHERE code = ?)', query.warehouse)
      .contains(`(s.number || ' ' || coalesce(s.external_ref, ''))`, query.q);
    const list = { name: 'sales_orders', select: PARTIES, from: 'sales_orders s', filtered: 'sales_orders s', id: 's.id' };
    return newestFirst<FoundOrder>(tx, cursors, list, { query, filters });
  }

  summaries(whole: Tx, ids: readonly Id[]): Promise<SalesOrderSummaryDto[]> {
    return whole.query(`SELECT ${SUMMARY} FROM ${FROM} WHERE s.id = ANY ($1::bigint[]) ORDER BY s.id DESC`, [ids]);
  }

  /** Under the caller's scope. */
  async find(tx: Tx, idOrNumber: string): Promise<SalesOrderHead | undefined> {
    return (await tx.query<SalesOrderHead>(`SELECT ${HEAD} FROM sales_orders s WHERE s.public_id = $1 OR s.number = $2`, keyOf(idOrNumber)))[0];
  }

  /** Under the caller's scope. The header's lock stands for the whole document: lines change under it alone. */
  async lock(tx: Tx, idOrNumber: string): Promise<SalesOrderHead | undefined> {
    return (
      await tx.query<SalesOrderHead>(`SELECT ${HEAD} FROM sales_orders s WHERE s.public_id = $1 OR s.number = $2 FOR NO KEY UPDATE`, keyOf(idOrNumber))
    )[0];
  }

  /** Of a shipment that is locked already: shipments before orders, always. */
  async lockById(whole: Tx, id: Id): Promise<SalesOrderHead> {
    return (await whole.query<SalesOrderHead>(`SELECT ${HEAD} FROM sales_orders s WHERE s.id = $1 FOR NO KEY UPDATE`, [id]))[0]!;
  }

  async view(whole: Tx, id: Id): Promise<Omit<SalesOrderDto, 'legal'>> {
    const [row] = await whole.query<Omit<SalesOrderDto, 'legal' | 'lines'>>(
      `SELECT ${SUMMARY}, s.note, s.created_by AS "createdBy", s.row_version AS "rowVersion",
              (SELECT coalesce(jsonb_agg(${documentJson('h')} || jsonb_build_object('state', h.state) ORDER BY h.id), '[]') FROM shipments h WHERE h.sales_order_id = s.id) AS shipments
         FROM ${FROM} WHERE s.id = $1`,
      [id],
    );
    return { ...row!, lines: await this.lineViews(whole, id) };
  }

  private lineViews(whole: Tx, orderId: Id): Promise<SalesOrderDto['lines']> {
    return whole.query(
      `SELECT l.public_id AS id, l.line_no AS "lineNo", ${ITEM_JSON} AS item, ${plain('l.qty')} AS qty, lu.code AS uom, ${plain('l.qty_base')} AS "qtyBase",
              ${plain('l.price')} AS price, l.due_on::text AS "dueOn", l.min_remaining_days AS "minRemainingDays", ${plain(PROMISED)} AS "allocatedQty",
              ${plain('l.shipped_qty')} AS "shippedQty", ${plain('l.cancelled_qty')} AS "cancelledQty", ${plain('l.qty_base - l.shipped_qty - l.cancelled_qty')} AS "openQty"
         FROM sales_order_lines l JOIN items i ON i.id = l.item_id JOIN uoms u ON u.id = i.base_uom_id JOIN uoms lu ON lu.id = l.uom_id
        WHERE l.order_id = $1 ORDER BY l.line_no`,
      [orderId],
    );
  }

  async isExternalRefTaken(whole: Tx, customerId: Id, externalRef: string, except: Id | null): Promise<boolean> {
    const sql = `SELECT 1 FROM sales_orders WHERE customer_id = $1 AND external_ref = $2 AND id IS DISTINCT FROM $3::bigint`;
    return (await whole.query(sql, [customerId, externalRef, except])).length > 0;
  }

  async insert(tx: Tx, number: string, { input, customerId, warehouseId }: NewSalesOrder): Promise<{ id: Id; publicId: string }> {
    const inserted = tx.query<{ id: Id; publicId: string }>(
      `INSERT INTO sales_orders (number, customer_id, warehouse_id, ordered_on, due_on, currency, external_ref, note, backorder_policy, created_by)
       VALUES ($1, $2, $3, coalesce($4::date, business_date()), $5, coalesce($6, 'TWD'), $7, $8, coalesce($9, 'backorder'), $10)
       RETURNING id::text AS id, public_id AS "publicId"`,
      [number, customerId, warehouseId, input.orderedOn, input.dueOn, input.currency, input.externalRef, input.note, input.backorderPolicy, tx.actor.name],
    );
    return (await inserted.catch(refTaken(input)))[0]!;
  }

  async update(tx: Tx, id: Id, { input, customerId, warehouseId }: NewSalesOrder): Promise<void> {
    const updated = tx.query(
      `UPDATE sales_orders SET customer_id = $2, warehouse_id = $3, ordered_on = coalesce($4::date, ordered_on), due_on = $5, currency = coalesce($6, currency),
              external_ref = $7, note = $8, backorder_policy = coalesce($9, backorder_policy), updated_at = now(), row_version = row_version + 1 WHERE id = $1`,
      [id, customerId, warehouseId, input.orderedOn, input.dueOn, input.currency, input.externalRef, input.note, input.backorderPolicy],
    );
    await updated.catch(refTaken(input));
  }

  /** The lines of a draft, replaced whole. */
  async replaceLines(tx: Tx, orderId: Id, lines: readonly NewSalesOrderLine[]): Promise<void> {
    await tx.query(`DELETE FROM sales_order_lines WHERE order_id = $1`, [orderId]);
    await tx.query(
      `INSERT INTO sales_order_lines (order_id, warehouse_id, customer_id, line_no, item_id, qty, uom_id, qty_base, price, due_on, min_remaining_days)
       SELECT s.id, s.warehouse_id, s.customer_id, x.n, x."itemId", x.qty, x."uomId", x."qtyBase", x.price, x."dueOn", x."minRemainingDays"
         FROM sales_orders s CROSS JOIN ${LINE_INPUT}
        WHERE s.id = $1 ORDER BY x.n`,
      [orderId, JSON.stringify(lines)],
    );
  }

  prices(tx: Tx, orderId: Id): Promise<OldPrice[]> {
    return tx.query(
      `SELECT l.item_id::text AS "itemId", l.uom_id::text AS "uomId", s.currency, l.price::text AS price FROM sales_order_lines l JOIN sales_orders s ON s.id = l.order_id
        WHERE l.order_id = $1 ORDER BY l.line_no`,
      [orderId],
    );
  }

  async setState(whole: Tx, id: Id, state: SalesOrderState): Promise<void> {
    await whole.query('UPDATE sales_orders SET state = $2, updated_at = now(), row_version = row_version + 1 WHERE id = $1', [id, state]);
  }

  /** Numbers of the order's shipments that are not over. */
  async liveShipments(whole: Tx, orderId: Id): Promise<string[]> {
    const rows = await whole.query<{ number: string }>(
      `SELECT number FROM shipments WHERE sales_order_id = $1 AND state NOT IN ('shipped', 'delivered', 'cancelled') ORDER BY id`,
      [orderId],
    );
    return rows.map((r) => r.number);
  }

  /** What is neither shipped nor given up nor on a shipment that is under way; the order's lock keeps it true. */
  shippable(whole: Tx, orderId: Id): Promise<ShippableLine[]> {
    return whole.query(
      `SELECT l.id::text AS id, l.public_id AS "publicId", l.item_id::text AS "itemId", coalesce(l.min_remaining_days, i.min_remaining_days_out) AS "minRemainingDays",
              CASE WHEN i.tracking = 'serial' THEN 0 ELSE i.qty_scale END AS scale,
              ${plain('greatest(l.qty_base - l.shipped_qty - l.cancelled_qty - coalesce(p.qty, 0), 0)')} AS open
         FROM sales_order_lines l JOIN items i ON i.id = l.item_id
         LEFT JOIN LATERAL (SELECT sum(sl.qty) AS qty FROM shipment_lines sl JOIN shipments h ON h.id = sl.shipment_id
                             WHERE sl.so_line_id = l.id AND h.state NOT IN ('shipped', 'delivered', 'cancelled')) AS p ON true
        WHERE l.order_id = $1 ORDER BY l.line_no`,
      [orderId],
    );
  }

  progress(whole: Tx, orderId: Id): Promise<LineProgress[]> {
    return whole.query(
      `SELECT qty_base::text AS "qtyBase", shipped_qty::text AS "shippedQty", cancelled_qty::text AS "cancelledQty" FROM sales_order_lines WHERE order_id = $1`,
      [orderId],
    );
  }

  /** What a shipment took out of the house; the sum a line, because one may be on it twice. */
  async addShipped(whole: Tx, shipmentId: Id): Promise<void> {
    await whole.query(
      `UPDATE sales_order_lines l SET shipped_qty = l.shipped_qty + s.qty
         FROM (SELECT so_line_id, sum(shipped_qty) AS qty FROM shipment_lines WHERE shipment_id = $1 AND so_line_id IS NOT NULL GROUP BY 1) AS s WHERE l.id = s.so_line_id`,
      [shipmentId],
    );
  }

  /** Gives up what the shipment could not take along. */
  async cancelRestOf(whole: Tx, shipmentId: Id): Promise<void> {
    await whole.query(
      `UPDATE sales_order_lines l SET cancelled_qty = l.cancelled_qty + s.qty
         FROM (SELECT so_line_id, sum(qty - shipped_qty) AS qty FROM shipment_lines WHERE shipment_id = $1 AND so_line_id IS NOT NULL GROUP BY 1) AS s WHERE l.id = s.so_line_id`,
      [shipmentId],
    );
  }

  /** Gives up everything that is open. */
  async cancelRest(whole: Tx, orderId: Id): Promise<void> {
    await whole.query('UPDATE sales_order_lines SET cancelled_qty = qty_base - shipped_qty WHERE order_id = $1', [orderId]);
  }
}

/** Somebody else took the reference between the look and the write. */
const refTaken =
  ({ externalRef }: Pick<CreateSalesOrderDto, 'externalRef'>) =>
  (error: unknown): never => {
    throw violatedConstraint(error) === 'sales_orders_external' ? tradeErrors.external_ref_taken({ ref: externalRef }) : error;
  };
