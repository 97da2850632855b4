import type { Tx } from '@anwen/database';
import type { CursorCodec, Id, Page } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { nameColumn } from '../document-key';
import { Filters, newestFirst, type DocumentList } from '../document-list';
import { ITEM_JSON, LOT_JSON, documentJson, namedJson } from '../reference-json';
import type { PutawayQuery } from './putaway.dto';
import { LEASE_MINUTES, type SuggestionReason, type TaskState } from './putaway.rules';

export interface Suggestion {
  readonly itemId: Id;
  readonly lotId: Id;
  readonly locationId: Id;
  readonly why: SuggestionReason;
}

export interface NewTask {
  readonly receiptId: Id;
  readonly lineId: Id;
  readonly warehouseId: Id;
  readonly zoneId: Id | null;
  readonly itemId: Id;
  readonly lotId: Id;
  readonly serialId: Id;
  readonly qty: string;
  readonly fromId: Id;
  readonly suggestedId: Id | null;
  readonly why: SuggestionReason;
}

export interface TaskRow {
  readonly no: Id;
  readonly receiptNo: Id;
  readonly warehouseId: Id;
  readonly zoneId: Id | null;
  readonly id: string;
  readonly state: TaskState;
  readonly receipt: { id: string; number: string } | null;
  readonly item: { id: string; code: string; name: string; uom: string };
  readonly lot: { id: string; code: string; expiresOn: string | null } | null;
  readonly serial: { id: string; code: string } | null;
  readonly qty: string;
  readonly doneQty: string;
  /** null = a place outside the scope. */
  readonly from: { id: string; code: string; name: string } | null;
  readonly suggested: { id: string; code: string; name: string } | null;
  readonly why: SuggestionReason;
  readonly assigneeId: Id | null;
  readonly assignee: string | null;
  readonly leaseUntil: Date | null;
  /** The lease has not run out. */
  readonly isHeld: boolean;
}

const LIST: DocumentList = {
  name: 'putaway-tasks',
  id: 'd.id',
  filtered: 'putaway_tasks d',
  select: `d.receipt_id::text AS "receiptNo", d.warehouse_id::text AS "warehouseId", d.zone_id::text AS "zoneId", d.public_id AS id, d.state, ${documentJson('r')} AS receipt, ${ITEM_JSON} AS item, ${LOT_JSON} AS lot,
    CASE WHEN s.id IS NULL THEN NULL ELSE jsonb_build_object('id', s.public_id, 'code', s.code) END AS serial, trim_scale(d.qty)::text AS qty, trim_scale(d.done_qty)::text AS "doneQty",
    ${namedJson('f')} AS "from", ${namedJson('t')} AS suggested, d.suggested_why AS why, d.assignee_id::text AS "assigneeId", d.assignee_name AS assignee, d.lease_until AS "leaseUntil",
    coalesce(d.state = 'claimed' AND d.lease_until > now(), false) AS "isHeld"`,
  from: `putaway_tasks d JOIN items i ON i.id = d.item_id JOIN uoms u ON u.id = i.base_uom_id LEFT JOIN receipts r ON r.id = d.receipt_id LEFT JOIN lots o ON o.id = d.lot_id
    LEFT JOIN serials s ON s.id = d.serial_id LEFT JOIN locations f ON f.id = d.from_location_id LEFT JOIN locations t ON t.id = d.suggested_location_id`,
};

/** Bins that put-away may use: storage of the warehouse, in use, not locked. */
const BINS = `locations b WHERE b.warehouse_id = $1 AND b.kind = 'storage' AND b.status = 'active' AND b.locked_reason IS NULL`;

/** All SQL of put-away tasks. */
@Injectable()
export class PutawayStore {
  list(tx: Tx, codec: CursorCodec, query: PutawayQuery, me: Id): Promise<Page<TaskRow>> {
    const filters = new Filters()
      // A lease that has run out makes a task open again, without anybody writing it.
      .and(`CASE WHEN d.state = 'claimed' AND d.lease_until <= now() THEN 'open' ELSE d.state END = ?`, query.state)
      .and(`d.state = ANY (?)`, query.state === 'open' || query.state === 'claimed' ? ['open', 'claimed'] : undefined)
      .and('d.warehouse_id = (SELECT w.id FROM warehouses w WHERE w.code = ?)', query.warehouse)
      .and(`d.receipt_id = (SELECT id FROM receipts WHERE ${nameColumn(query.receipt)} = ?)`, query.receipt)
      .and(`d.state = 'claimed' AND d.lease_until > now() AND d.assignee_id = ?`, query.mine ? me : undefined);
    return newestFirst<TaskRow>(tx, codec, LIST, { query, filters });
  }

  async find(tx: Tx, id: string): Promise<TaskRow | undefined> {
    return (await tx.query<TaskRow>(`SELECT d.id::text AS no, ${LIST.select} FROM ${LIST.from} WHERE d.public_id = $1`, [id]))[0];
  }

  /** Waits for whoever holds the row, then tells how it stands now. */
  async lock(tx: Tx, id: string): Promise<TaskRow | undefined> {
    await tx.query('SELECT 1 FROM putaway_tasks WHERE public_id = $1 FOR NO KEY UPDATE', [id]);
    return this.find(tx, id);
  }

  /** Gives the task to somebody for the length of a lease; whoever may do so has been settled under the lock. */
  async lease(tx: Tx, no: Id, who: { id: Id; name: string }): Promise<void> {
    await tx.query(
      `UPDATE putaway_tasks SET state = 'claimed', assignee_id = $2, assignee_name = $3, lease_until = now() + make_interval(mins => ${LEASE_MINUTES}), updated_at = now() WHERE id = $1`,
      [no, who.id, who.name],
    );
  }

  async free(tx: Tx, no: Id): Promise<void> {
    await tx.query(`UPDATE putaway_tasks SET state = 'open', assignee_id = NULL, assignee_name = NULL, lease_until = NULL, updated_at = now() WHERE id = $1`, [
      no,
    ]);
  }

  /** Adds what was put away; the last piece ends the task. */
  async addDone(tx: Tx, no: Id, qty: string, who: { id: Id; name: string }): Promise<void> {
    await tx.query(
      `UPDATE putaway_tasks SET done_qty = done_qty + $2, state = CASE WHEN done_qty + $2 = qty THEN 'done' ELSE 'claimed' END, assignee_id = $3, assignee_name = $4,
              lease_until = CASE WHEN done_qty + $2 = qty THEN NULL ELSE now() + make_interval(mins => ${LEASE_MINUTES}) END, updated_at = now() WHERE id = $1`,
      [no, qty, who.id, who.name],
    );
  }

  async user(tx: Tx, username: string): Promise<{ id: Id; name: string } | undefined> {
    return (
      await tx.query<{ id: Id; name: string }>(
        `SELECT id::text AS id, display_name AS name FROM sys_users WHERE lower(username) = lower($1) AND status = 'active'`,
        [username],
      )
    )[0];
  }

  /** Tasks of a receipt line, locked in the order of their ids. */
  lockOfLine(tx: Tx, lineNo: Id): Promise<{ no: Id; state: TaskState; doneQty: string; assignee: string | null; leaseUntil: Date | null; isHeld: boolean }[]> {
    return tx.query(
      `SELECT id::text AS no, state, trim_scale(done_qty)::text AS "doneQty", assignee_name AS assignee, lease_until AS "leaseUntil",
              coalesce(state = 'claimed' AND lease_until > now(), false) AS "isHeld" FROM putaway_tasks WHERE receipt_line_id = $1 ORDER BY id FOR NO KEY UPDATE`,
      [lineNo],
    );
  }

  async cancel(tx: Tx, no: Id): Promise<void> {
    await tx.query(`UPDATE putaway_tasks SET state = 'cancelled', lease_until = NULL, updated_at = now() WHERE id = $1`, [no]);
  }

  async cancelOfLine(tx: Tx, lineNo: Id): Promise<void> {
    await tx.query(
      `UPDATE putaway_tasks SET state = 'cancelled', lease_until = NULL, updated_at = now() WHERE receipt_line_id = $1 AND state IN ('open', 'claimed')`,
      [lineNo],
    );
  }

  async insert(tx: Tx, tasks: readonly NewTask[]): Promise<void> {
    await tx.query(
      `INSERT INTO putaway_tasks (receipt_id, receipt_line_id, warehouse_id, zone_id, item_id, lot_id, serial_id, qty, from_location_id, suggested_location_id, suggested_why)
       SELECT r."receiptId", r."lineId", r."warehouseId", r."zoneId", r."itemId", r."lotId", r."serialId", r.qty, r."fromId", r."suggestedId", r.why
         FROM jsonb_to_recordset($1::jsonb) AS r("receiptId" bigint, "lineId" bigint, "warehouseId" bigint, "zoneId" bigint, "itemId" bigint, "lotId" bigint, "serialId" bigint,
              qty numeric, "fromId" bigint, "suggestedId" bigint, why text) ORDER BY r."lineId", r."serialId"`,
      [JSON.stringify(tasks)],
    );
  }

  /** For each item and lot the best bin that is not empty: the item's own, one with the lot, one with the item (or on the way there). */
  besideQuery(warehouseId: Id, keys: readonly { itemId: Id; lotId: Id }[]): [sql: string, values: unknown[]] {
    return [
      `WITH wanted AS (SELECT * FROM unnest($2::bigint[], $3::bigint[]) AS k(item_id, lot_id)),
            bins AS MATERIALIZED (SELECT b.id, b.pick_seq, b.code FROM ${BINS}),
            there AS (SELECT s.item_id, s.lot_id, s.location_id FROM inventory_balance s WHERE s.item_id = ANY ($2) AND s.on_hand > 0
                      UNION SELECT t.item_id, t.lot_id, t.suggested_location_id FROM putaway_tasks t
                             WHERE t.warehouse_id = $1 AND t.state IN ('open', 'claimed') AND t.item_id = ANY ($2) AND t.suggested_location_id IS NOT NULL),
            choices AS (SELECT k.item_id, k.lot_id, i.default_location_id AS location_id, 'rule' AS why, 1 AS rank
                          FROM wanted k JOIN items i ON i.id = k.item_id
                        UNION ALL SELECT k.item_id, k.lot_id, h.location_id, CASE WHEN k.lot_id <> 0 AND h.lot_id = k.lot_id THEN 'same_lot' ELSE 'same_item' END,
                                         CASE WHEN k.lot_id <> 0 AND h.lot_id = k.lot_id THEN 2 ELSE 3 END
                          FROM wanted k JOIN there h ON h.item_id = k.item_id)
       SELECT DISTINCT ON (c.item_id, c.lot_id) c.item_id::text AS "itemId", c.lot_id::text AS "lotId", c.location_id::text AS "locationId", c.why
         FROM choices c JOIN bins b ON b.id = c.location_id ORDER BY c.item_id, c.lot_id, c.rank, b.pick_seq, b.code`,
      [warehouseId, keys.map((k) => k.itemId), keys.map((k) => k.lotId)],
    ];
  }

  /** Bins that hold nothing and that no open task goes to, in the order of the picking route. */
  emptyQuery(warehouseId: Id, count: number): [sql: string, values: unknown[]] {
    return [
      `SELECT b.id::text AS id FROM ${BINS}
          AND NOT EXISTS (SELECT 1 FROM inventory_balance s WHERE s.location_id = b.id AND s.on_hand <> 0)
          AND NOT EXISTS (SELECT 1 FROM putaway_tasks t WHERE t.suggested_location_id = b.id AND t.state IN ('open', 'claimed'))
        ORDER BY b.pick_seq, b.code LIMIT $2`,
      [warehouseId, count],
    ];
  }
}
