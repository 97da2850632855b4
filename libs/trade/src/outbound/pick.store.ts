import type { Tx } from '@anwen/database';
import { Quantity, isUuid, type CursorCodec, type Id, type Page } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { nameColumn } from '../document-key';
import { Filters, newestFirst } from '../document-list';
import { ITEM_JSON, LOT_JSON, documentJson, namedJson } from '../reference-json';
import type { NextPickTaskQuery, PickTaskDto, PickTaskQuery } from './pick.dto';
import { LEASE_MINUTES, type Elsewhere, type PickTaskState, type TaskLease } from './pick.rules';
import type { StageGoods } from './shipment.store';
import { TASK_STATE, instant, plain } from './sql-parts';

/** A task under its lock, with what a picker's scan is compared to. */
export interface LockedTask extends TaskLease {
  readonly id: Id;
  readonly publicId: string;
  readonly kind: 'pick' | 'put_back';
  readonly shipmentId: Id;
  readonly lineId: Id;
  readonly linePublicId: string;
  readonly waveId: Id | null;
  readonly warehouseId: Id;
  readonly zoneId: Id | null;
  readonly itemId: Id;
  readonly itemCode: string;
  readonly lotId: Id;
  readonly lotCode: string | null;
  readonly expiresOn: string | null;
  readonly serialId: Id;
  readonly serialCode: string | null;
  readonly reservationNo: Id;
  readonly reservationId: string;
  readonly fromId: Id;
  readonly fromCode: string;
  readonly toId: Id;
  readonly toCode: string;
  readonly qty: string;
  readonly pickedQty: string;
  readonly routeSeq: number;
  readonly takenBy: string | null;
  readonly leaseUntil: string | null;
}

const LEASE = `now() + make_interval(mins => ${LEASE_MINUTES})`;
/** Keys that a short pick looks at: as many serial numbers as a shipment line of a thousand can miss. */
const ELSEWHERE_MAX = 1_000;
/** Free for this person ($2): open, his own, or a claim that ran out. */
const FREE = `(t.state = 'open' OR (t.state = 'claimed' AND (t.assignee_id = $2::bigint OR t.lease_until < now())))`;
const VIEW = `t.public_id AS id, t.kind, ${TASK_STATE} AS state, ${documentJson('h')} AS shipment,
  ${documentJson('wv')} AS wave, ${ITEM_JSON} AS item, ${LOT_JSON} AS lot,
  CASE WHEN s.id IS NULL THEN NULL ELSE jsonb_build_object('id', s.public_id, 'code', s.code) END AS serial, o.expires_on::text AS "expiresOn",
  ${plain('t.qty')} AS qty, ${plain('t.picked_qty')} AS "pickedQty", ${namedJson('f')} AS "from", ${namedJson('d')} AS "to", t.route_seq AS "routeSeq",
  t.assignee, coalesce(t.state = 'claimed' AND t.assignee_id = $2::bigint, false) AS mine, ${instant('t.lease_until')} AS "leaseUntil", rc.code AS "shortReason"`;
const FROM = `pick_tasks t JOIN shipments h ON h.id = t.shipment_id JOIN items i ON i.id = t.item_id JOIN uoms u ON u.id = i.base_uom_id
  JOIN locations f ON f.id = t.from_id JOIN locations d ON d.id = t.to_id LEFT JOIN waves wv ON wv.id = t.wave_id LEFT JOIN lots o ON o.id = t.lot_id
  LEFT JOIN serials s ON s.id = t.serial_id LEFT JOIN reason_codes rc ON rc.id = t.short_reason_id`;

/** SQL of pick tasks: lists, leases, and what a pick does to its task. */
@Injectable()
export class PickStore {
  /** Internal numbers of one page, under the caller's scope. */
  page(tx: Tx, cursors: CursorCodec, query: PickTaskQuery, personId: Id): Promise<Page<{ no: Id }>> {
    const filters = new Filters()
      .and(`${TASK_STATE} = ?`, query.state)
      .and('t.state = ANY (?)', query.state === 'open' || query.state === 'claimed' ? ['open', 'claimed'] : undefined)
      .and('t.warehouse_id = (SELECT id FROM warehouses WHERE code = ?)', query.warehouse)
      .and(`t.wave_id = (SELECT id FROM waves WHERE ${nameColumn(query.wave)} = ?)`, query.wave)
      .and(`t.shipment_id = (SELECT id FROM shipments WHERE ${nameColumn(query.shipment)} = ?)`, query.shipment)
      .and(`t.state = 'claimed' AND t.lease_until >= now() AND t.assignee_id = ?::bigint`, query.mine ? personId : undefined);
    return newestFirst<{ no: Id }>(
      tx,
      cursors,
      { name: 'pick_tasks', select: 't.state', from: 'pick_tasks t', filtered: 'pick_tasks t', id: 't.id' },
      { query, filters },
    );
  }

  views(whole: Tx, ids: readonly Id[], personId: Id): Promise<Omit<PickTaskDto, 'legal'>[]> {
    return whole.query(`SELECT ${VIEW} FROM ${FROM} WHERE t.id = ANY ($1::bigint[]) ORDER BY t.id DESC`, [ids, personId]);
  }

  /** Under the caller's scope. */
  async find(tx: Tx, publicId: string): Promise<{ id: Id; shipmentId: Id } | undefined> {
    if (!isUuid(publicId)) return undefined;
    const sql = `SELECT t.id::text AS id, t.shipment_id::text AS "shipmentId" FROM pick_tasks t WHERE t.public_id = $1`;
    return (await tx.query<{ id: Id; shipmentId: Id }>(sql, [publicId]))[0];
  }

  /** What this person does next, along the route: his own first. */
  async next(tx: Tx, query: NextPickTaskQuery, personId: Id): Promise<Id | undefined> {
    const rows = await tx.query<{ id: Id }>(
      `SELECT t.id::text AS id FROM pick_tasks t
        WHERE t.state IN ('open', 'claimed') AND ($1::text IS NULL OR t.warehouse_id = (SELECT id FROM warehouses WHERE code = $1)) AND ${FREE}
          AND ($3::text IS NULL OR t.wave_id = (SELECT id FROM waves WHERE ${nameColumn(query.wave) === 'public_id' ? 'public_id = $3::text::uuid' : 'number = $3'}))
        ORDER BY (t.assignee_id = $2::bigint AND t.state = 'claimed') IS TRUE DESC, t.route_seq, t.id LIMIT 1`,
      [query.warehouse ?? null, personId, query.wave ?? null],
    );
    return rows[0]?.id;
  }

  /** Guarded: nobody's live task becomes somebody else's. False when it is taken or over. */
  async claim(tx: Tx, id: Id, person: { id: Id; name: string }): Promise<boolean> {
    const sql = `UPDATE pick_tasks t SET state = 'claimed', assignee_id = $2, assignee = $3, lease_until = ${LEASE}, updated_at = now() WHERE t.id = $1 AND ${FREE} RETURNING 1 AS done`;
    return (await tx.query(sql, [id, person.id, person.name])).length > 0;
  }

  /** Given to somebody by a lead, whoever had it. */
  async assign(tx: Tx, id: Id, person: { id: Id; name: string } | null): Promise<void> {
    await tx.query(
      `UPDATE pick_tasks SET state = CASE WHEN $2::bigint IS NULL THEN 'open' ELSE 'claimed' END, assignee_id = $2, assignee = $3,
              lease_until = CASE WHEN $2::bigint IS NULL THEN NULL ELSE ${LEASE} END, updated_at = now() WHERE id = $1`,
      [id, person?.id ?? null, person?.name ?? null],
    );
  }

  async personOf(tx: Tx, username: string): Promise<{ id: Id; name: string } | undefined> {
    const sql = `SELECT id::text AS id, display_name AS name FROM sys_users WHERE username = $1 AND status = 'active'`;
    return (await tx.query<{ id: Id; name: string }>(sql, [username]))[0];
  }

  /** After the shipment's header: tasks come second in the order of locks. */
  async lock(whole: Tx, id: Id): Promise<LockedTask> {
    const [row] = await whole.query<LockedTask>(
      `SELECT t.id::text AS id, t.public_id AS "publicId", t.kind, t.state, t.shipment_id::text AS "shipmentId", t.line_id::text AS "lineId", sl.public_id AS "linePublicId",
              t.wave_id::text AS "waveId", t.warehouse_id::text AS "warehouseId", t.zone_id::text AS "zoneId", t.item_id::text AS "itemId", i.code AS "itemCode", t.lot_id::text AS "lotId", o.code AS "lotCode",
              o.expires_on::text AS "expiresOn", t.serial_id::text AS "serialId", s.code AS "serialCode", t.reservation_id::text AS "reservationNo", r.public_id AS "reservationId",
              t.from_id::text AS "fromId", f.code AS "fromCode", t.to_id::text AS "toId", d.code AS "toCode", ${plain('t.qty')} AS qty, ${plain('t.picked_qty')} AS "pickedQty",
              t.route_seq AS "routeSeq", t.assignee_id::text AS "assigneeId", t.assignee AS "takenBy", ${instant('t.lease_until')} AS "leaseUntil",
              coalesce(t.lease_until < now(), false) AS "isLeaseOver"
         FROM pick_tasks t JOIN shipment_lines sl ON sl.id = t.line_id JOIN items i ON i.id = t.item_id JOIN locations f ON f.id = t.from_id JOIN locations d ON d.id = t.to_id
         JOIN inventory_reservations r ON r.id = t.reservation_id LEFT JOIN lots o ON o.id = t.lot_id LEFT JOIN serials s ON s.id = t.serial_id
        WHERE t.id = $1 FOR UPDATE OF t`,
      [id],
    );
    return row!;
  }

  /** Goods were taken: done when nothing is left, otherwise his for another lease. */
  async addPicked(whole: Tx, id: Id, qty: string, person: { id: Id; name: string }): Promise<void> {
    await whole.query(
      `UPDATE pick_tasks SET picked_qty = picked_qty + $2, assignee_id = $3, assignee = $4, state = CASE WHEN picked_qty + $2 = qty THEN 'done' ELSE 'claimed' END,
              lease_until = CASE WHEN picked_qty + $2 = qty THEN NULL ELSE ${LEASE} END, updated_at = now() WHERE id = $1`,
      [id, qty, person.id, person.name],
    );
  }

  async end(whole: Tx, id: Id, state: PickTaskState, why: { reasonId: Id; note: string | null }): Promise<void> {
    await whole.query(`UPDATE pick_tasks SET state = $2, lease_until = NULL, short_reason_id = $3, note = $4, updated_at = now() WHERE id = $1`, [
      id,
      state,
      why.reasonId,
      why.note,
    ]);
  }

  async openCount(whole: Tx, shipmentId: Id): Promise<number> {
    const sql = `SELECT count(*)::int AS n FROM pick_tasks WHERE shipment_id = $1 AND kind = 'pick' AND state IN ('open', 'claimed')`;
    return (await whole.query<{ n: number }>(sql, [shipmentId]))[0]!.n;
  }

  /** Ends what nobody will pick any more; returns how many tasks that were. */
  async cancelOpen(whole: Tx, shipmentIds: readonly Id[]): Promise<number> {
    const rows = await whole.query(
      `UPDATE pick_tasks SET state = 'cancelled', lease_until = NULL, updated_at = now() WHERE shipment_id = ANY ($1::bigint[]) AND kind = 'pick' AND state IN ('open', 'claimed')
       RETURNING 1 AS done`,
      [shipmentIds],
    );
    return rows.length;
  }

  /**
   * For a step that gives a promise back and takes another one (short pick, substitute): locks the reservation, then the
   * item's balances in the places in question and those of the task, in the canonical order. Taking them piece by piece would
   * cross the order in which postings and allocations take theirs. It locks and changes nothing: quantities belong to the core.
   */
  async lockForExchange(whole: Tx, { reservationNo, itemId, fromId, toId }: LockedTask, locationIds: readonly Id[]): Promise<void> {
    await whole.query('SELECT 1 FROM inventory_reservations WHERE id = $1 FOR NO KEY UPDATE', [reservationNo]);
    await whole.query(
      `SELECT 1 FROM inventory_balance WHERE item_id = $1 AND location_id = ANY ($2::bigint[]) AND (on_hand > 0 OR location_id IN ($3, $4))
        ORDER BY item_id, location_id, lot_id, serial_id, stock_status FOR UPDATE`,
      [itemId, [...new Set([...locationIds, fromId, toId])], fromId, toId],
    );
  }

  async isPromised(whole: Tx, reservationNo: Id): Promise<boolean> {
    return (await whole.query(`SELECT 1 FROM inventory_reservations WHERE id = $1 AND state = 'open'`, [reservationNo])).length > 0;
  }

  /** Free stock of the item besides what the task stands for, first expired first, then along the route; not locked yet. */
  elsewhere(whole: Tx, task: LockedTask, minExpiresOn: string | null): Promise<Elsewhere[]> {
    return whole.query(
      `SELECT location_id::text AS "locationId", lot_id::text AS "lotId", free::text AS free FROM inventory_available
        WHERE item_id = $1 AND warehouse_id = $2 AND (location_id, lot_id, serial_id) <> ($3::bigint, $5::bigint, $6::bigint)
          AND ($4::date IS NULL OR expires_on IS NULL OR expires_on >= $4)
        ORDER BY expires_on NULLS LAST, pick_seq, lot_id, location_id, serial_id LIMIT ${ELSEWHERE_MAX}`,
      [task.itemId, task.warehouseId, task.fromId, minExpiresOn, task.lotId, task.serialId],
    );
  }

  /** Whether one of the lots lives longer than the day: taking it means that an older one stays behind. */
  async expiresLater(whole: Tx, lotIds: readonly Id[], than: string | null): Promise<boolean> {
    if (than === null) return false;
    const sql = `SELECT 1 FROM lots WHERE id = ANY ($1::bigint[]) AND (expires_on IS NULL OR expires_on > $2::date) LIMIT 1`;
    return (await whole.query(sql, [lotIds, than])).length > 0;
  }

  /** Where picked goods came from, the last bin of each line and lot. */
  homes(whole: Tx, shipmentId: Id): Promise<{ lineId: Id; lotId: Id; serialId: Id; fromId: Id }[]> {
    return whole.query(
      `SELECT DISTINCT ON (line_id, lot_id, serial_id) line_id::text AS "lineId", lot_id::text AS "lotId", serial_id::text AS "serialId", from_id::text AS "fromId"
         FROM pick_tasks WHERE shipment_id = $1 AND kind = 'pick' AND picked_qty > 0 ORDER BY line_id, lot_id, serial_id, id DESC`,
      [shipmentId],
    );
  }

  /** What is free of the goods at a place, under the locks of their balances; locked in key order. By `keyOfGoods`. */
  async lockFree(whole: Tx, locationId: Id, goods: readonly Pick<StageGoods, 'itemId' | 'lotId' | 'serialId'>[]): Promise<ReadonlyMap<string, Quantity>> {
    if (goods.length === 0) return new Map();
    const rows = await whole.query<{ itemId: Id; lotId: Id; serialId: Id; free: string }>(
      `SELECT b.item_id::text AS "itemId", b.lot_id::text AS "lotId", b.serial_id::text AS "serialId", (b.on_hand - b.reserved)::text AS free FROM inventory_balance b
        WHERE b.location_id = $1 AND b.stock_status = 0 AND (b.item_id, b.lot_id, b.serial_id) IN (SELECT * FROM unnest($2::bigint[], $3::bigint[], $4::bigint[]))
        ORDER BY b.item_id, b.location_id, b.lot_id, b.serial_id, b.stock_status FOR UPDATE OF b`,
      [locationId, goods.map((g) => g.itemId), goods.map((g) => g.lotId), goods.map((g) => g.serialId)],
    );
    return new Map(rows.map((r) => [`${r.itemId}/${r.lotId}/${r.serialId}`, Quantity.of(r.free)]));
  }

  async lotIdOf(whole: Tx, itemId: Id, code: string): Promise<Id | undefined> {
    return (await whole.query<{ id: Id }>('SELECT id::text AS id FROM lots WHERE item_id = $1 AND code = $2', [itemId, code]))[0]?.id;
  }
}
