import type { Tx } from '@anwen/database';
import type { CursorCodec, Id, Page } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { keyOf } from '../document-key';
import { Filters, newestFirst, type DocumentList } from '../document-list';
import { ITEM_JSON, namedJson } from '../reference-json';
import type { PurchaseOrderQuery } from './purchase-order.dto';
import type { OrderLine, OrderState } from './purchase-order.rules';

/** What a list shows, with the internal ids that decide who sees prices. */
export interface OrderRow {
  readonly no: Id;
  readonly warehouseId: Id;
  readonly supplierId: Id;
  readonly id: string;
  readonly number: string;
  readonly state: OrderState;
  readonly supplier: { id: string; code: string; name: string };
  readonly warehouse: { id: string; code: string; name: string };
  readonly orderedOn: string;
  readonly expectedOn: string | null;
  readonly currency: string;
  readonly externalRef: string | null;
  readonly createdAt: Date;
  readonly lineCount: number;
  readonly receivedPct: number;
  readonly total: string | null;
  readonly rowVersion: number;
  readonly note: string | null;
  readonly endReason: string | null;
  readonly createdBy: string;
  readonly approvedBy: string | null;
}

export interface OrderLineRow {
  readonly no: Id;
  readonly itemId: Id;
  readonly uomId: Id;
  readonly id: string;
  readonly lineNo: number;
  readonly item: { id: string; code: string; name: string; uom: string };
  readonly qty: string;
  readonly uom: string;
  readonly qtyBase: string;
  readonly price: string | null;
  readonly dueOn: string | null;
  readonly tolerancePct: string;
  readonly receivedQty: string;
  readonly rejectedQty: string;
}

/** The head of an order, locked: the first lock of everything that changes the order or what it received. */
export interface LockedOrder {
  readonly no: Id;
  readonly id: string;
  readonly number: string;
  readonly state: OrderState;
  readonly warehouseId: Id;
  readonly supplierId: Id;
  readonly orderedOn: string;
  readonly currency: string;
  readonly rowVersion: number;
}

export interface OrderHead {
  readonly supplierId: Id;
  readonly warehouseId: Id;
  readonly orderedOn: string;
  readonly expectedOn: string | null;
  readonly currency: string;
  readonly externalRef: string | null;
  readonly note: string | null;
}

export interface NewOrder extends OrderHead {
  readonly number: string;
  readonly state: OrderState;
  readonly createdBy: string;
  readonly lines: readonly OrderLine[];
}

/** What of an order has become unusable since it was written. */
export interface UnfitParts {
  readonly supplier: string | null;
  readonly warehouse: string | null;
  readonly items: readonly { readonly lineNo: number; readonly code: string }[];
}

const LIST: DocumentList = {
  name: 'purchase-orders',
  id: 'd.id',
  filtered: 'purchase_orders d',
  select: `d.warehouse_id::text AS "warehouseId", d.supplier_id::text AS "supplierId", d.public_id AS id, d.number, d.state,
    ${namedJson('p')} AS supplier, ${namedJson('w')} AS warehouse, d.ordered_on::text AS "orderedOn", d.expected_on::text AS "expectedOn", d.currency,
    d.external_ref AS "externalRef", d.created_at AS "createdAt", d.row_version AS "rowVersion", d.note, d.end_reason AS "endReason",
    d.created_by AS "createdBy", d.approved_by AS "approvedBy", t.n AS "lineCount", t.pct AS "receivedPct", t.total::text AS total`,
  from: `purchase_orders d JOIN partners p ON p.id = d.supplier_id JOIN warehouse_names() w ON w.id = d.warehouse_id
    CROSS JOIN LATERAL (SELECT count(*)::int AS n, coalesce(floor(100 * avg(least(l.received_qty / l.qty_base, 1))), 0)::int AS pct,
                               trim_scale(sum(round(l.qty * l.price, 4))) AS total FROM purchase_order_lines l WHERE l.order_id = d.id) AS t`,
};

const LINE_COLUMNS = `l.id::text AS no, l.item_id::text AS "itemId", l.uom_id::text AS "uomId", l.public_id AS id, l.line_no AS "lineNo", ${ITEM_JSON} AS item, trim_scale(l.qty)::text AS qty, e.code AS uom,
  trim_scale(l.qty_base)::text AS "qtyBase", trim_scale(l.price)::text AS price, l.due_on::text AS "dueOn", trim_scale(l.tolerance_pct)::text AS "tolerancePct",
  trim_scale(l.received_qty)::text AS "receivedQty", trim_scale(l.rejected_qty)::text AS "rejectedQty"`;
const LINE_FROM = `purchase_order_lines l JOIN items i ON i.id = l.item_id JOIN uoms u ON u.id = i.base_uom_id JOIN uoms e ON e.id = l.uom_id`;

/** All SQL of purchase orders. */
@Injectable()
export class PurchaseOrderStore {
  list(tx: Tx, codec: CursorCodec, query: PurchaseOrderQuery): Promise<Page<OrderRow>> {
    const filters = new Filters()
      .and('d.state = ?', query.state)
      .and('d.supplier_id = (SELECT id FROM partners WHERE code = ?)', query.supplier)
      .and('d.warehouse_id = (SELECT w.id FROM warehouse_names() w WHERE w.code = ?)', query.warehouse)
      .contains(`(d.number || ' ' || coalesce(d.external_ref, ''))`, query.q);
    return newestFirst<OrderRow>(tx, codec, LIST, { query, filters });
  }

  async find(tx: Tx, key: string): Promise<OrderRow | undefined> {
    const [row] = await tx.query<OrderRow>(`SELECT d.id::text AS no, ${LIST.select} FROM ${LIST.from} WHERE d.public_id = $1 OR d.number = $2`, keyOf(key));
    return row;
  }

  lines(tx: Tx, orderId: Id): Promise<OrderLineRow[]> {
    return tx.query(`SELECT ${LINE_COLUMNS} FROM ${LINE_FROM} WHERE l.order_id = $1 ORDER BY l.line_no`, [orderId]);
  }

  async lock(tx: Tx, key: string): Promise<LockedOrder | undefined> {
    return (await this.lockWhere(tx, '(d.public_id = $1 OR d.number = $2)', keyOf(key)))[0];
  }

  async lockById(tx: Tx, id: Id): Promise<LockedOrder | undefined> {
    return (await this.lockWhere(tx, 'd.id = $1', [id]))[0];
  }

  /** Several orders and their lines at once; what another system's reference names already is left out of the answer. */
  async insert(tx: Tx, orders: readonly NewOrder[]): Promise<{ no: Id; id: string; number: string }[]> {
    const made = await tx.query<{ no: Id; id: string; number: string }>(
      `INSERT INTO purchase_orders (number, supplier_id, warehouse_id, state, ordered_on, expected_on, currency, external_ref, note, created_by, approved_by, approved_at)
       SELECT r.number, r."supplierId", r."warehouseId", r.state, r."orderedOn", r."expectedOn", r.currency, r."externalRef", r.note, r."createdBy",
              CASE r.state WHEN 'approved' THEN r."createdBy" END, CASE r.state WHEN 'approved' THEN now() END
         FROM jsonb_to_recordset($1::jsonb) AS r(number text, "supplierId" bigint, "warehouseId" bigint, state text, "orderedOn" date, "expectedOn" date,
              currency text, "externalRef" text, note text, "createdBy" text)
        ORDER BY r.number ON CONFLICT (supplier_id, external_ref) DO NOTHING RETURNING id::text AS no, public_id AS id, number`,
      [JSON.stringify(orders.map(({ lines: _lines, ...head }) => head))],
    );
    const ids = new Map(made.map((one) => [one.number, one.no]));
    const lines = orders.flatMap((order) => (ids.has(order.number) ? [{ orderId: ids.get(order.number)!, head: order, lines: order.lines }] : []));
    await this.insertLines(tx, lines);
    return made;
  }

  /** `supplier|reference` of those that exist. */
  async knownRefs(tx: Tx, heads: readonly OrderHead[]): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ key: string }>(
      `SELECT supplier_id || '|' || external_ref AS key FROM purchase_orders WHERE (supplier_id, external_ref) IN (SELECT * FROM unnest($1::bigint[], $2::text[]))`,
      [heads.map((h) => h.supplierId), heads.map((h) => h.externalRef)],
    );
    return new Set(rows.map((row) => row.key));
  }

  /** A draft's lines are exchanged as a whole. */
  async replace(tx: Tx, id: Id, head: OrderHead, lines: readonly OrderLine[]): Promise<void> {
    await tx.query(
      `UPDATE purchase_orders SET supplier_id = $2, warehouse_id = $3, ordered_on = $4, expected_on = $5, currency = $6, external_ref = $7, note = $8,
              updated_at = now(), row_version = row_version + 1 WHERE id = $1`,
      [id, head.supplierId, head.warehouseId, head.orderedOn, head.expectedOn, head.currency, head.externalRef, head.note],
    );
    await tx.query('DELETE FROM purchase_order_lines WHERE order_id = $1', [id]);
    await this.insertLines(tx, [{ orderId: id, head, lines }]);
  }

  async unfit(tx: Tx, id: Id): Promise<UnfitParts> {
    const [row] = await tx.query<UnfitParts>(
      `SELECT CASE WHEN p.status <> 'active' OR NOT 'supplier' = ANY (p.roles) THEN p.code END AS supplier, CASE WHEN w.status <> 'active' THEN w.code END AS warehouse,
              (SELECT coalesce(jsonb_agg(jsonb_build_object('lineNo', l.line_no, 'code', i.code) ORDER BY l.line_no), '[]')
                 FROM purchase_order_lines l JOIN items i ON i.id = l.item_id WHERE l.order_id = d.id AND (i.status <> 'active' OR i.kind = 'service')) AS items
         FROM purchase_orders d JOIN partners p ON p.id = d.supplier_id JOIN warehouse_names() w ON w.id = d.warehouse_id WHERE d.id = $1`,
      [id],
    );
    return row!;
  }

  async approve(tx: Tx, id: Id, by: string): Promise<void> {
    await tx.query(
      `UPDATE purchase_orders SET state = 'approved', approved_by = $2, approved_at = now(), updated_at = now(), row_version = row_version + 1 WHERE id = $1`,
      [id, by],
    );
  }

  async setState(tx: Tx, id: Id, state: OrderState, reason: string | null = null): Promise<void> {
    await tx.query(
      'UPDATE purchase_orders SET state = $2, end_reason = coalesce($3, end_reason), updated_at = now(), row_version = row_version + 1 WHERE id = $1',
      [id, state, reason],
    );
  }

  /** Adds to what lines have received and rejected (negative when a receipt is taken back), under the lock of the order. */
  async addReceived(tx: Tx, changes: readonly { lineId: Id; received: string; rejected: string }[]): Promise<void> {
    await tx.query(
      `UPDATE purchase_order_lines l SET received_qty = l.received_qty + c.received, rejected_qty = l.rejected_qty + c.rejected
         FROM (SELECT id, sum(received) AS received, sum(rejected) AS rejected FROM unnest($1::bigint[], $2::numeric[], $3::numeric[]) AS g(id, received, rejected)
                GROUP BY id) AS c WHERE l.id = c.id`,
      [changes.map((c) => c.lineId), changes.map((c) => c.received), changes.map((c) => c.rejected)],
    );
  }

  /** Numbers of receipts against the order that are still going on. */
  async openReceipts(tx: Tx, id: Id): Promise<string[]> {
    const rows = await tx.query<{ number: string }>(
      `SELECT number FROM receipts WHERE purchase_order_id = $1 AND state IN ('draft', 'receiving') ORDER BY id`,
      [id],
    );
    return rows.map((row) => row.number);
  }

  private lockWhere(tx: Tx, where: string, values: readonly unknown[]): Promise<LockedOrder[]> {
    return tx.query(
      `SELECT d.id::text AS no, d.public_id AS id, d.number, d.state, d.warehouse_id::text AS "warehouseId", d.supplier_id::text AS "supplierId",
              d.ordered_on::text AS "orderedOn", d.currency, d.row_version AS "rowVersion" FROM purchase_orders d WHERE ${where} FOR NO KEY UPDATE`,
      values,
    );
  }

  private async insertLines(tx: Tx, orders: readonly { orderId: Id; head: OrderHead; lines: readonly OrderLine[] }[]): Promise<void> {
    const rows = orders.flatMap(({ orderId, head, lines }) =>
      lines.map((line, i) => ({ ...line, orderId, lineNo: i + 1, warehouseId: head.warehouseId, supplierId: head.supplierId })),
    );
    if (rows.length === 0) return;
    await tx.query(
      `INSERT INTO purchase_order_lines (order_id, warehouse_id, supplier_id, line_no, item_id, qty, uom_id, qty_base, price, due_on, tolerance_pct)
       SELECT r."orderId", r."warehouseId", r."supplierId", r."lineNo", r."itemId", r.qty, r."uomId", r."qtyBase", r.price, r."dueOn", r."tolerancePct"
         FROM jsonb_to_recordset($1::jsonb) AS r("orderId" bigint, "warehouseId" bigint, "supplierId" bigint, "lineNo" int, "itemId" bigint, qty numeric,
              "uomId" bigint, "qtyBase" numeric, price numeric, "dueOn" date, "tolerancePct" numeric)
        ORDER BY r."orderId", r."lineNo"`,
      [JSON.stringify(rows)],
    );
  }
}
