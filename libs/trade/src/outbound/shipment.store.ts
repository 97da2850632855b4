import type { Tx } from '@anwen/database';
import type { CursorCodec, Id, Page } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { keyOf, nameColumn } from '../document-key';
import { Filters, newestFirst } from '../document-list';
import type { ShipmentQuery } from './shipment.dto';
import type { LineAmounts, ShipmentState } from './shipment.rules';
import { plain } from './sql-parts';

export interface ShipmentHead {
  readonly id: Id;
  readonly publicId: string;
  readonly number: string;
  readonly state: ShipmentState;
  readonly salesOrderId: Id | null;
  readonly customerId: Id;
  readonly warehouseId: Id;
  readonly stageId: Id;
  readonly stageCode: string;
  readonly waveId: Id | null;
}

export interface NewShipment {
  readonly salesOrderId: Id | null;
  readonly customerId: Id;
  readonly warehouseId: Id;
  readonly stageId: Id;
  readonly shipBy: string | null;
  readonly carrier: string | null;
  readonly note: string | null;
  readonly backorderOfId: Id | null;
}

export interface NewShipmentLine {
  readonly soLineId: Id | null;
  readonly itemId: Id;
  readonly qty: string;
  readonly minRemainingDays: number;
}

export interface ShipmentLineRow extends LineAmounts {
  readonly id: Id;
  readonly publicId: string;
  readonly itemId: Id;
  readonly itemCode: string;
  readonly soLineId: Id | null;
  readonly minRemainingDays: number;
  /** Lots that expire before this day are not good enough; null = any. */
  readonly minExpiresOn: string | null;
}

/** Goods of a line that stand at the stage: what was picked, or what ships. */
export interface StageGoods {
  readonly lineId: Id;
  readonly linePublicId: string;
  readonly itemId: Id;
  readonly itemCode: string;
  readonly lotId: Id;
  readonly lotCode: string | null;
  readonly serialId: Id;
  readonly serialCode: string | null;
  readonly qty: string;
}

// A stage in a zone that the caller does not work in is still the stage: its code is read when the header is held (`stageOf`).
const HEAD = `h.id::text AS id, h.public_id AS "publicId", h.number, h.state, h.sales_order_id::text AS "salesOrderId", h.customer_id::text AS "customerId",
  h.warehouse_id::text AS "warehouseId", h.stage_id::text AS "stageId", h.wave_id::text AS "waveId"`;
/** Open reservations of a shipment line (alias sl). */
const PROMISED = `(SELECT coalesce(sum(r.qty - r.consumed), 0) FROM inventory_reservations r
  WHERE r.owner_type = 'shipment_line' AND r.owner_ref = sl.public_id::text AND r.state = 'open')`;

/** SQL of shipments and their lines; what a shipment looks like is in shipment-view.store. */
@Injectable()
export class ShipmentStore {
  /** Internal numbers of one page, under the caller's scope. */
  page(tx: Tx, cursors: CursorCodec, query: ShipmentQuery): Promise<Page<{ no: Id }>> {
    const [order, wave] = [query.salesOrder, query.wave];
    const filters = new Filters()
      .and('h.state = ?', query.state)
      .and('h.customer_id = (SELECT id FROM partners WHERE code = ?)', query.customer)
      .and('h.warehouse_id = (SELECT id FROM warehouses WHERE code = ?)', query.warehouse)
      .and(`h.sales_order_id = (SELECT id FROM sales_orders WHERE ${nameColumn(order)} = ?)`, order)
      .and(`h.wave_id = (SELECT id FROM waves WHERE ${nameColumn(wave)} = ?)`, wave)
      .contains(`(h.number || ' ' || coalesce(h.carrier, '') || ' ' || coalesce(h.tracking, ''))`, query.q);
    return newestFirst<{ no: Id }>(
      tx,
      cursors,
      { name: 'shipments', select: 'h.number', from: 'shipments h', filtered: 'shipments h', id: 'h.id' },
      { query, filters },
    );
  }

  /** Under the caller's scope. */
  async find(tx: Tx, idOrNumber: string): Promise<Omit<ShipmentHead, 'stageCode'> | undefined> {
    const sql = `SELECT ${HEAD} FROM shipments h WHERE h.public_id = $1 OR h.number = $2`;
    return (await tx.query<Omit<ShipmentHead, 'stageCode'>>(sql, keyOf(idOrNumber)))[0];
  }

  /** Under the caller's scope. The header's lock stands for the whole document: allocation, picks and the end of a shipment queue here. */
  async lock(tx: Tx, idOrNumber: string): Promise<Omit<ShipmentHead, 'stageCode'> | undefined> {
    const sql = `SELECT ${HEAD} FROM shipments h WHERE h.public_id = $1 OR h.number = $2 FOR NO KEY UPDATE`;
    return (await tx.query<Omit<ShipmentHead, 'stageCode'>>(sql, keyOf(idOrNumber)))[0];
  }

  /** Several at once, by id; of a task or wave that the caller may see. */
  lockByIds(whole: Tx, ids: readonly Id[]): Promise<ShipmentHead[]> {
    return whole.query(
      `SELECT ${HEAD}, (SELECT code FROM locations WHERE id = h.stage_id) AS "stageCode" FROM shipments h WHERE h.id = ANY ($1::bigint[]) ORDER BY h.id FOR NO KEY UPDATE`,
      [ids],
    );
  }

  async stageCode(whole: Tx, stageId: Id): Promise<string> {
    return (await whole.query<{ code: string }>('SELECT code FROM locations WHERE id = $1', [stageId]))[0]!.code;
  }

  async insert(tx: Tx, number: string, made: NewShipment): Promise<{ id: Id; publicId: string }> {
    const [row] = await tx.query<{ id: Id; publicId: string }>(
      `INSERT INTO shipments (number, sales_order_id, customer_id, warehouse_id, stage_id, ship_by, carrier, note, backorder_of_id, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id::text AS id, public_id AS "publicId"`,
      [number, made.salesOrderId, made.customerId, made.warehouseId, made.stageId, made.shipBy, made.carrier, made.note, made.backorderOfId, tx.actor.name],
    );
    return row!;
  }

  async insertLines(tx: Tx, shipmentId: Id, lines: readonly NewShipmentLine[]): Promise<void> {
    await tx.query(
      `INSERT INTO shipment_lines (shipment_id, warehouse_id, customer_id, line_no, so_line_id, item_id, qty, min_remaining_days)
       SELECT h.id, h.warehouse_id, h.customer_id, x.n, x."soLineId", x."itemId", x.qty, x."minRemainingDays"
         FROM shipments h CROSS JOIN ROWS FROM (jsonb_to_recordset($2::jsonb) AS ("soLineId" bigint, "itemId" bigint, qty numeric(18,6), "minRemainingDays" int))
              WITH ORDINALITY AS x("soLineId", "itemId", qty, "minRemainingDays", n) WHERE h.id = $1 ORDER BY x.n`,
      [shipmentId, JSON.stringify(lines)],
    );
  }

  lines(whole: Tx, shipmentId: Id): Promise<ShipmentLineRow[]> {
    return whole.query(
      `SELECT sl.id::text AS id, sl.public_id AS "publicId", sl.item_id::text AS "itemId", i.code AS "itemCode", sl.so_line_id::text AS "soLineId",
              sl.min_remaining_days AS "minRemainingDays", CASE WHEN sl.min_remaining_days > 0 THEN (business_date() + sl.min_remaining_days)::text END AS "minExpiresOn",
              ${plain('sl.qty')} AS qty, ${plain(PROMISED)} AS "promisedQty", ${plain('sl.picked_qty')} AS "pickedQty"
         FROM shipment_lines sl JOIN items i ON i.id = sl.item_id WHERE sl.shipment_id = $1 ORDER BY sl.line_no`,
      [shipmentId],
    );
  }

  /** A step of the document; whatever else a step knows about the header is written along. */
  async setState(whole: Tx, id: Id, state: ShipmentState, facts: { leaveWave?: boolean } = {}): Promise<void> {
    await whole.query(
      `UPDATE shipments SET state = $2, wave_id = CASE WHEN $3 THEN NULL ELSE wave_id END, delivered_at = CASE WHEN $2 = 'delivered' THEN now() ELSE delivered_at END,
              updated_at = now(), row_version = row_version + 1 WHERE id = $1`,
      [id, state, facts.leaveWave ?? false],
    );
  }

  /** The same step for several at once, outside of any wave business. */
  async setStates(whole: Tx, ids: readonly Id[], state: ShipmentState): Promise<void> {
    await whole.query('UPDATE shipments SET state = $2, updated_at = now(), row_version = row_version + 1 WHERE id = ANY ($1::bigint[])', [ids, state]);
  }

  /** Lines of several shipments with what is promised to them. */
  amounts(whole: Tx, shipmentIds: readonly Id[]): Promise<(LineAmounts & { readonly shipmentId: Id })[]> {
    return whole.query(
      `SELECT sl.shipment_id::text AS "shipmentId", ${plain('sl.qty')} AS qty, ${plain(PROMISED)} AS "promisedQty", ${plain('sl.picked_qty')} AS "pickedQty"
         FROM shipment_lines sl WHERE sl.shipment_id = ANY ($1::bigint[])`,
      [shipmentIds],
    );
  }

  /** Goods have left: the header, what of each line and lot is gone. */
  async setShipped(whole: Tx, id: Id, { postingId, carrier, tracking }: { postingId: string; carrier: string | null; tracking: string | null }): Promise<void> {
    await whole.query(
      `UPDATE shipments SET state = 'shipped', posting_id = $2, carrier = coalesce($3, carrier), tracking = coalesce($4, tracking), shipped_at = now(), updated_at = now(),
              row_version = row_version + 1 WHERE id = $1`,
      [id, postingId, carrier, tracking],
    );
    await whole.query('UPDATE shipment_lines SET shipped_qty = picked_qty WHERE shipment_id = $1', [id]);
    await whole.query('UPDATE shipment_goods SET shipped_qty = picked_qty WHERE shipment_id = $1', [id]);
  }

  /** Guarded by the checks of the tables: nobody picks more than the line has. */
  async addPicked(whole: Tx, lineId: Id, key: { lotId: Id; serialId: Id }, qty: string): Promise<void> {
    await whole.query('UPDATE shipment_lines SET picked_qty = picked_qty + $2 WHERE id = $1', [lineId, qty]);
    await whole.query(
      `INSERT INTO shipment_goods AS g (shipment_id, line_id, warehouse_id, customer_id, item_id, lot_id, serial_id, picked_qty)
       SELECT shipment_id, id, warehouse_id, customer_id, item_id, $2, $3, $4 FROM shipment_lines WHERE id = $1
       ON CONFLICT (shipment_id, line_id, lot_id, serial_id) DO UPDATE SET picked_qty = g.picked_qty + excluded.picked_qty`,
      [lineId, key.lotId, key.serialId, qty],
    );
  }

  /** What was picked so far, by line, lot and serial number. */
  goods(whole: Tx, shipmentId: Id): Promise<StageGoods[]> {
    return whole.query(
      `SELECT sl.id::text AS "lineId", sl.public_id AS "linePublicId", g.item_id::text AS "itemId", i.code AS "itemCode", g.lot_id::text AS "lotId", o.code AS "lotCode",
              g.serial_id::text AS "serialId", s.code AS "serialCode", ${plain('g.picked_qty')} AS qty
         FROM shipment_goods g JOIN shipment_lines sl ON sl.id = g.line_id JOIN items i ON i.id = g.item_id LEFT JOIN lots o ON o.id = g.lot_id LEFT JOIN serials s ON s.id = g.serial_id
        WHERE g.shipment_id = $1 AND g.picked_qty > 0 ORDER BY sl.line_no, g.id`,
      [shipmentId],
    );
  }

  /** Reservations that keep the picked goods at the stage. */
  holds(whole: Tx, shipmentId: Id): Promise<(StageGoods & { readonly reservationId: string })[]> {
    return whole.query(
      `SELECT r.public_id AS "reservationId", sl.id::text AS "lineId", sl.public_id AS "linePublicId", r.item_id::text AS "itemId", i.code AS "itemCode",
              r.lot_id::text AS "lotId", o.code AS "lotCode", r.serial_id::text AS "serialId", s.code AS "serialCode", ${plain('r.qty - r.consumed')} AS qty
         FROM shipments h JOIN shipment_lines sl ON sl.shipment_id = h.id
         JOIN inventory_reservations r ON r.owner_type = 'shipment_line' AND r.owner_ref = sl.public_id::text AND r.state = 'open' AND r.location_id = h.stage_id
         JOIN items i ON i.id = r.item_id LEFT JOIN lots o ON o.id = r.lot_id LEFT JOIN serials s ON s.id = r.serial_id
        WHERE h.id = $1 ORDER BY sl.line_no, r.id`,
      [shipmentId],
    );
  }

  /** Picked goods that may not leave: the lot or serial number is held, recalled or expired. By `keyOfGoods`, with the reason. */
  async unusable(whole: Tx, shipmentId: Id): Promise<ReadonlyMap<string, string>> {
    const rows = await whole.query<{ key: string; why: string }>(
      `SELECT DISTINCT concat_ws('/', g.item_id, g.lot_id, g.serial_id) AS key,
              CASE WHEN o.status <> 'available' THEN o.status WHEN o.expires_on < business_date() THEN 'expired' ELSE s.status END AS why
         FROM shipment_goods g LEFT JOIN lots o ON o.id = g.lot_id LEFT JOIN serials s ON s.id = g.serial_id
        WHERE g.shipment_id = $1 AND g.picked_qty > 0 AND (o.status <> 'available' OR o.expires_on < business_date() OR s.status <> 'available')`,
      [shipmentId],
    );
    return new Map(rows.map((r) => [r.key, r.why]));
  }

  /** Goods that go home instead of leaving count as never picked. */
  async unpick(whole: Tx, goods: readonly StageGoods[]): Promise<void> {
    const given = [goods.map((g) => g.lineId), goods.map((g) => g.lotId), goods.map((g) => g.serialId), goods.map((g) => g.qty)];
    const these = 'unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::numeric[]) AS x(line_id, lot_id, serial_id, qty)';
    await whole.query(
      `UPDATE shipment_goods g SET picked_qty = g.picked_qty - x.qty FROM ${these} WHERE (g.line_id, g.lot_id, g.serial_id) = (x.line_id, x.lot_id, x.serial_id)`,
      given,
    );
    await whole.query(
      `UPDATE shipment_lines l SET picked_qty = l.picked_qty - s.qty FROM (SELECT x.line_id, sum(x.qty) AS qty FROM ${these} GROUP BY 1) AS s WHERE l.id = s.line_id`,
      given,
    );
  }

  /** A departure in several postings takes all its locks before the first one: reservations by id, then balances by key. */
  async lockDeparture(whole: Tx, stageId: Id, reservations: readonly string[]): Promise<void> {
    await whole.query('SELECT 1 FROM inventory_reservations WHERE public_id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE', [reservations]);
    await whole.query(
      `SELECT 1 FROM inventory_balance b WHERE b.location_id = $2 AND b.stock_status = 0 AND (b.item_id, b.lot_id, b.serial_id) IN
         (SELECT item_id, lot_id, serial_id FROM inventory_reservations WHERE public_id = ANY ($1::uuid[]))
        ORDER BY b.item_id, b.location_id, b.lot_id, b.serial_id, b.stock_status FOR UPDATE OF b`,
      [reservations, stageId],
    );
  }
}
