import type { Tx } from '@anwen/database';
import { Quantity, type CursorCodec, type Id, type Page } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { keyOf, nameColumn } from '../document-key';
import { Filters, newestFirst, type DocumentList } from '../document-list';
import { ITEM_JSON, LOT_JSON, documentJson, namedJson } from '../reference-json';
import { askWholeCompany } from '../whole-company';
import type { CameInUnit } from './fractional-units.rules';
import type { ReceiptLineDto, ReceiptQuery, ReceiptSummaryDto } from './receipt.dto';
import type { KnownLot, ReceiptState, WorkLeft } from './receipt.rules';

export type ReceiptRow = Omit<ReceiptSummaryDto, 'startedAt' | 'finishedAt' | 'createdAt'> & {
  readonly no: Id;
  readonly orderId: Id | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly createdAt: Date;
  readonly createdBy: string;
  /** Of the receipt and its order together: it shows what the order still expects. */
  readonly rowVersion: number;
};

export type ReceiptLineRow = Omit<ReceiptLineDto, 'reversedAt' | 'receivedAt'> & { readonly reversedAt: Date | null; readonly receivedAt: Date };

/** The head of a receipt, locked: after its order, before its lines and tasks. */
export interface LockedReceipt {
  readonly no: Id;
  readonly id: string;
  readonly number: string;
  readonly state: ReceiptState;
  readonly orderId: Id | null;
  readonly supplierId: Id | null;
  readonly warehouseId: Id;
  readonly dockId: Id;
  readonly lineCount: number;
}

export interface NewReceipt {
  readonly number: string;
  readonly orderId: Id | null;
  readonly supplierId: Id | null;
  readonly warehouseId: Id;
  readonly dockId: Id;
  readonly deliveryNote: string | null;
  readonly carrier: string | null;
  readonly createdBy: string;
}

export interface NewLine {
  readonly lineNo: number;
  readonly poLineId: Id | null;
  readonly itemId: Id;
  readonly lot: string | null;
  readonly serials: readonly string[];
  readonly locationId: Id;
  readonly qty: string;
  readonly rejected: string;
  readonly enteredQty: string;
  readonly uomId: Id;
  readonly stockStatus: 0 | 1;
  readonly supplierLot: string | null;
  readonly note: string | null;
  readonly postingId: string | null;
}

export interface KeptLine {
  readonly no: Id;
  readonly lineNo: number;
  readonly lotId: Id;
  readonly serialIds: readonly Id[];
}

const LIST: DocumentList = {
  name: 'receipts',
  id: 'd.id',
  filtered: 'receipts d',
  select: `d.purchase_order_id::text AS "orderId", d.public_id AS id, d.number, d.state, ${namedJson('p')} AS supplier, ${namedJson('w')} AS warehouse, ${namedJson('k')} AS dock,
    ${documentJson('po')} AS "purchaseOrder", d.delivery_note AS "deliveryNote", d.carrier, d.line_count AS "lineCount", d.started_at AS "startedAt",
    d.finished_at AS "finishedAt", d.created_at AS "createdAt", d.created_by AS "createdBy", d.row_version + coalesce(po.row_version, 0) AS "rowVersion"`,
  from: `receipts d JOIN warehouse_names() w ON w.id = d.warehouse_id LEFT JOIN partners p ON p.id = d.supplier_id LEFT JOIN locations k ON k.id = d.dock_id
    LEFT JOIN purchase_orders po ON po.id = d.purchase_order_id`,
};

/** All SQL of receipts and their lines. */
@Injectable()
export class ReceiptStore {
  list(tx: Tx, codec: CursorCodec, query: ReceiptQuery): Promise<Page<ReceiptRow>> {
    const filters = new Filters()
      .and('d.state = ?', query.state)
      .and('d.supplier_id = (SELECT id FROM partners WHERE code = ?)', query.supplier)
      .and('d.warehouse_id = (SELECT w.id FROM warehouse_names() w WHERE w.code = ?)', query.warehouse)
      .and(`d.purchase_order_id = (SELECT id FROM purchase_orders WHERE ${nameColumn(query.purchaseOrder)} = ?)`, query.purchaseOrder)
      .contains(`(d.number || ' ' || coalesce(d.delivery_note, ''))`, query.q);
    return newestFirst<ReceiptRow>(tx, codec, LIST, { query, filters });
  }

  async find(tx: Tx, key: string): Promise<ReceiptRow | undefined> {
    const [row] = await tx.query<ReceiptRow>(`SELECT d.id::text AS no, ${LIST.select} FROM ${LIST.from} WHERE d.public_id = $1 OR d.number = $2`, keyOf(key));
    return row;
  }

  lines(tx: Tx, receiptId: Id): Promise<ReceiptLineRow[]> {
    return tx.query(
      `SELECT l.public_id AS id, l.line_no AS "lineNo", ol.public_id AS "poLineId", ${ITEM_JSON} AS item, trim_scale(l.qty)::text AS "receivedQty",
              trim_scale(l.rejected_qty)::text AS "rejectedQty", trim_scale(l.entered_qty)::text AS "enteredQty", e.code AS uom, ${LOT_JSON} AS lot,
              l.supplier_lot AS "supplierLot", o.expires_on::text AS "expiresOn",
              CASE WHEN l.serial_ids = '{}' THEN '{}' ELSE ARRAY(SELECT s.code FROM serials s WHERE s.id = ANY (l.serial_ids) ORDER BY s.code) END AS serials,
              ${namedJson('k')} AS location, CASE l.stock_status WHEN 0 THEN 'available' ELSE 'qc' END AS status, l.note, l.reversed_at AS "reversedAt",
              l.posting_id AS "postingId", l.received_at AS "receivedAt", l.received_by AS "receivedBy"
         FROM receipt_lines l JOIN items i ON i.id = l.item_id JOIN uoms u ON u.id = i.base_uom_id JOIN uoms e ON e.id = l.uom_id
         LEFT JOIN lots o ON o.id = l.lot_id LEFT JOIN locations k ON k.id = l.location_id LEFT JOIN purchase_order_lines ol ON ol.id = l.po_line_id
        WHERE l.receipt_id = $1 ORDER BY l.line_no`,
      [receiptId],
    );
  }

  /** Inspections of a receipt and how many tasks it has, for its view: who sees the receipt knows how far it is. */
  async work(tx: Tx, receiptId: Id): Promise<{ inspections: { id: string; number: string; state: string }[]; putaway: { open: number; done: number } }> {
    const [row] = await askWholeCompany<{ inspections: { id: string; number: string; state: string }[]; open: number; done: number }>(
      tx,
      `SELECT (SELECT coalesce(jsonb_agg(jsonb_build_object('id', public_id, 'number', number, 'state', state) ORDER BY id), '[]') FROM inspections WHERE receipt_id = $1) AS inspections,
              count(*) FILTER (WHERE state IN ('open', 'claimed'))::int AS open, count(*) FILTER (WHERE state = 'done')::int AS done
         FROM putaway_tasks WHERE receipt_id = $1`,
      [receiptId],
    );
    const { inspections, ...putaway } = row!;
    return { inspections, putaway };
  }

  /** Which order a receipt belongs to never changes, so it can be read before the order's lock, which comes first. */
  async orderOf(tx: Tx, key: string): Promise<{ id: string; orderId: Id | null } | undefined> {
    const [row] = await tx.query<{ id: string; orderId: Id | null }>(
      'SELECT public_id AS id, purchase_order_id::text AS "orderId" FROM receipts WHERE public_id = $1 OR number = $2',
      keyOf(key),
    );
    return row;
  }

  async lock(tx: Tx, id: string): Promise<LockedReceipt | undefined> {
    return (await this.lockWhere(tx, 'public_id = $1', id))[0];
  }

  async lockByNo(tx: Tx, no: Id): Promise<LockedReceipt | undefined> {
    return (await this.lockWhere(tx, 'id = $1', no))[0];
  }

  async insert(tx: Tx, receipt: NewReceipt): Promise<string> {
    const [row] = await tx.query<{ id: string }>(
      `INSERT INTO receipts (number, purchase_order_id, supplier_id, warehouse_id, dock_id, delivery_note, carrier, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING public_id AS id`,
      [receipt.number, receipt.orderId, receipt.supplierId, receipt.warehouseId, receipt.dockId, receipt.deliveryNote, receipt.carrier, receipt.createdBy],
    );
    return row!.id;
  }

  knownLots(tx: Tx, itemIds: readonly Id[], codes: readonly string[]): Promise<KnownLot[]> {
    if (codes.length === 0) return Promise.resolve([]);
    return tx.query(
      'SELECT item_id::text AS "itemId", code, expires_on::text AS "expiresOn" FROM lots WHERE item_id = ANY ($1::bigint[]) AND code = ANY ($2)',
      [[...new Set(itemIds)], [...new Set(codes)]],
    );
  }

  /** What has come of each line of an order and stands; null = not all of it in the unit of the order. */
  async cameInUnit(tx: Tx, orderId: Id): Promise<ReadonlyMap<Id, CameInUnit | null>> {
    const rows = await tx.query<{ lineId: Id; lines: number; entered: string | null }>(
      `SELECT l.id::text AS "lineId", count(*)::int AS lines, CASE WHEN bool_and(r.uom_id = l.uom_id) THEN sum(r.entered_qty)::text END AS entered
         FROM purchase_order_lines l JOIN receipt_lines r ON r.po_line_id = l.id AND r.reversed_at IS NULL AND r.qty > 0 WHERE l.order_id = $1 GROUP BY l.id`,
      [orderId],
    );
    return new Map(rows.map(({ lineId, lines, entered }) => [lineId, entered === null ? null : { lines, entered: Quantity.of(entered) }]));
  }

  /** Keeps confirmed lines; lots and serial numbers exist by now, because the posting has made them. */
  async insertLines(tx: Tx, receipt: LockedReceipt, by: string, lines: readonly NewLine[]): Promise<KeptLine[]> {
    return tx.query(
      `INSERT INTO receipt_lines (receipt_id, warehouse_id, supplier_id, line_no, po_line_id, item_id, lot_id, serial_ids, location_id, qty, rejected_qty, entered_qty,
                                  uom_id, stock_status, supplier_lot, note, posting_id, received_by)
       SELECT $1, $2, $3, r."lineNo", r."poLineId", r."itemId", coalesce(o.id, 0),
              CASE WHEN cardinality(r.serials) = 0 THEN '{}' ELSE ARRAY(SELECT s.id FROM serials s WHERE s.item_id = r."itemId" AND s.code = ANY (r.serials) ORDER BY s.id) END,
              r."locationId", r.qty, r.rejected, r."enteredQty", r."uomId", r."stockStatus", r."supplierLot", r.note, r."postingId", $4
         FROM jsonb_to_recordset($5::jsonb) AS r("lineNo" int, "poLineId" bigint, "itemId" bigint, lot text, serials text[], "locationId" bigint, qty numeric, rejected numeric,
              "enteredQty" numeric, "uomId" bigint, "stockStatus" smallint, "supplierLot" text, note text, "postingId" uuid)
         LEFT JOIN lots o ON o.item_id = r."itemId" AND o.code = r.lot AND r.qty > 0
        ORDER BY r."lineNo" RETURNING id::text AS no, line_no AS "lineNo", lot_id::text AS "lotId", serial_ids::text[] AS "serialIds"`,
      [receipt.no, receipt.warehouseId, receipt.supplierId, by, JSON.stringify(lines)],
    );
  }

  /** Where a lot came from is written once, by the transaction that has just made it: nobody else can be waiting for that row. */
  async tellOrigin(tx: Tx, receipt: LockedReceipt, lots: readonly { lotId: Id; supplierLot: string | null }[]): Promise<void> {
    if (lots.length === 0) return;
    await tx.query(
      `UPDATE lots l SET supplier_lot = coalesce(l.supplier_lot, g.supplier_lot), supplier_id = coalesce(l.supplier_id, $1)
         FROM (SELECT DISTINCT ON (id) * FROM unnest($2::bigint[], $3::text[]) AS g(id, supplier_lot) ORDER BY id, supplier_lot) AS g
        WHERE l.id = g.id AND l.xmin = pg_current_xact_id()::xid`,
      [receipt.supplierId, lots.map((l) => l.lotId), lots.map((l) => l.supplierLot)],
    );
  }

  async countLines(tx: Tx, no: Id, more: number): Promise<void> {
    await tx.query(
      `UPDATE receipts SET state = 'receiving', line_count = line_count + $2, started_at = coalesce(started_at, now()), updated_at = now(), row_version = row_version + 1 WHERE id = $1`,
      [no, more],
    );
  }

  async setState(tx: Tx, no: Id, state: ReceiptState): Promise<void> {
    await tx.query(
      `UPDATE receipts SET state = $2, finished_at = CASE WHEN $2 IN ('received', 'putaway', 'closed') THEN coalesce(finished_at, now()) ELSE finished_at END,
              updated_at = now(), row_version = row_version + 1 WHERE id = $1`,
      [no, state],
    );
  }

  /** Of the whole receipt, whoever asks: who sees one zone or one supplier must not close what others still work on. */
  async workLeft(tx: Tx, no: Id): Promise<WorkLeft> {
    const [row] = await askWholeCompany<WorkLeft>(
      tx,
      `SELECT (SELECT count(*)::int FROM putaway_tasks WHERE receipt_id = $1 AND state IN ('open', 'claimed')) AS tasks,
              (SELECT count(*)::int FROM inspections WHERE receipt_id = $1 AND state NOT IN ('dispositioned', 'cancelled')) AS inspections`,
      [no],
    );
    return row!;
  }

  private lockWhere(tx: Tx, where: string, value: string): Promise<LockedReceipt[]> {
    return tx.query(
      `SELECT id::text AS no, public_id AS id, number, state, purchase_order_id::text AS "orderId", supplier_id::text AS "supplierId", warehouse_id::text AS "warehouseId",
              dock_id::text AS "dockId", line_count AS "lineCount" FROM receipts WHERE ${where} FOR NO KEY UPDATE`,
      [value],
    );
  }
}
