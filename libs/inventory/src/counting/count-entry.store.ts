import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { CountTaskRow } from './count-task.store';
import { askWholeCompany } from '../whole-company';
import { CLOCK_ERROR, HAPPENED, bookedAfter, fromDevice, isUnsure, keptAt } from './count-moment';
import { serialKey, type CountedItem, type ReadEntry, type SeenEntry } from './counting.rules';

export interface EntryToKeep extends ReadEntry {
  /** null = the counter did not say. */
  readonly status: number | null;
}

interface EntryContext {
  readonly task: CountTaskRow;
  readonly operation: string;
  readonly by: { readonly id: Id; readonly name: string };
  readonly deviceId: Id | null;
}

/** The entries ($1) with the ids of the lots and serial numbers that they name; 0 for one that nobody knows yet. */
const ENTERED = `SELECT e.*, coalesce(o.id, 0) AS lot_id, coalesce(s.id, 0) AS serial_id
  FROM jsonb_to_recordset($1::jsonb) AS e(n int, "itemId" bigint, "lotCode" text, "serialCode" text, status smallint, qty numeric, "enteredQty" numeric, "enteredUomId" bigint)
  LEFT JOIN lots o ON o.item_id = e."itemId" AND o.code = nullif(e."lotCode", '') LEFT JOIN serials s ON s.item_id = e."itemId" AND s.code = nullif(e."serialCode", '')`;
/** The balances of entry k at the place ($2); what nobody knows yet has none, although its ids are 0 like those of untracked stock. */
const SAME_STOCK = `(b.item_id, b.location_id, b.lot_id, b.serial_id) = (k."itemId", $2::bigint, k.lot_id, k.serial_id)
  AND (k."lotCode" = '' OR k.lot_id <> 0) AND (k."serialCode" = '' OR k.serial_id <> 0)`;
/** An entry without a bucket speaks of all of them: one row each, that of `available` always. */
const BY_BUCKET = `SELECT k.n, k."itemId", k."lotCode", k."serialCode", k.lot_id, k.serial_id, k."enteredUomId", x.status, k.status IS NOT NULL AS stated, x.carries,
    CASE WHEN x.carries THEN k.qty ELSE 0 END AS qty, CASE WHEN x.carries THEN k."enteredQty" ELSE 0 END AS "enteredQty"
  FROM (${ENTERED}) AS k CROSS JOIN LATERAL (
    SELECT coalesce(k.status, 0::smallint) AS status, true AS carries
    UNION ALL SELECT b.stock_status, false FROM inventory_balance b WHERE k.status IS NULL AND b.stock_status <> 0 AND ${SAME_STOCK}) AS x`;

/** What the counters saw. Each entry is bound to the movement sequence of its key under the lock of the key's balance. */
@Injectable()
export class CountEntryStore {
  async items(tx: Tx, codes: readonly string[]): Promise<CountedItem[]> {
    return tx.query(
      `SELECT i.id::text AS id, i.code, i.kind, i.qty_scale AS scale, i.tracking, i.base_uom_id::text AS "baseUomId",
              jsonb_build_array(jsonb_build_object('uomId', u.id::text, 'code', u.code, 'num', '1', 'den', '1', 'decimals', u.decimals)) ||
                (SELECT coalesce(jsonb_agg(jsonb_build_object('uomId', x.uom_id::text, 'code', xu.code, 'num', x.num::text, 'den', x.den::text, 'decimals', xu.decimals)), '[]')
                   FROM item_uoms x JOIN uoms xu ON xu.id = x.uom_id WHERE x.item_id = i.id) AS units
         FROM items i JOIN uoms u ON u.id = i.base_uom_id WHERE i.code = ANY ($1)`,
      [codes],
    );
  }

  async isKnown(tx: Tx, operation: string): Promise<boolean> {
    return (await tx.query('SELECT 1 FROM count_entries WHERE client_op_id = $1 LIMIT 1', [operation])).length > 0;
  }

  /**
   * Keeps entries with the sequence and the balance that their keys had when they were counted. The balances are held FOR
   * SHARE in the canonical order until the commit: no movement of the key can slip in between. `countedAt` in the past (a
   * device without a signal) takes back every movement that happened after that, and none that only came home after it: what
   * the device has picked before it counted is not in the bin, although it is booked a moment before the count is.
   */
  async add(tx: Tx, context: EntryContext, entries: readonly EntryToKeep[], countedAt: string | undefined): Promise<void> {
    const rows = JSON.stringify(entries.map((e, i) => ({ ...e, n: i + 1 })));
    await tx.query(
      `SELECT 1 FROM (SELECT "itemId", lot_id, serial_id, "lotCode", "serialCode", array_agg(status) AS statuses, bool_or(status IS NULL) AS any
                        FROM (${ENTERED}) AS x GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3) AS k
         CROSS JOIN LATERAL (SELECT 1 FROM inventory_balance b WHERE ${SAME_STOCK} AND (k.any OR b.stock_status = ANY (k.statuses)) ORDER BY b.stock_status FOR SHARE) AS locked`,
      [rows, context.task.locationId],
    );
    await tx.query(
      `WITH moment AS (SELECT least(greatest(coalesce($9::timestamptz, clock_timestamp()), s.opened_at), clock_timestamp()) AS at FROM count_tasks t JOIN count_sessions s ON s.id = t.session_id WHERE t.id = $3)
       INSERT INTO count_entries (task_id, session_id, attempt, warehouse_id, zone_id, location_id, item_id, lot_code, serial_code, stock_status, stated, implied, qty, entered_qty,
         entered_uom_id, seq, book, client_op_id, line_no, counter_id, counter_name, device_id, counted_at, created_at)
       SELECT t.id, t.session_id, t.attempt, t.warehouse_id, t.zone_id, t.location_id, k."itemId", k."lotCode", k."serialCode", k.status, k.stated, NOT k.carries, k.qty, k."enteredQty",
         k."enteredUomId", coalesce(b.version - later.n, 0), coalesce(b.on_hand - later.delta, 0), $4, k.n * 4 + k.status, $5, $6, $7, moment.at, ${keptAt('$8', 'moment.at')}
         FROM (${BY_BUCKET}) AS k JOIN count_tasks t ON t.id = $3 CROSS JOIN moment
         LEFT JOIN inventory_balance b ON b.stock_status = k.status AND ${SAME_STOCK}
         LEFT JOIN LATERAL (
           SELECT count(*) AS n, coalesce(sum(m.delta), 0) AS delta FROM (${bookedAfter('moment.at')}) AS m LEFT JOIN inventory_postings p ON p.id = m.posting_id
            WHERE $8 AND b.last_movement_at > moment.at AND ${HAPPENED} > moment.at) AS later ON true
        ORDER BY k.n, k.status`,
      [
        rows,
        context.task.locationId,
        context.task.no,
        context.operation,
        context.by.id,
        context.by.name,
        context.deviceId,
        countedAt !== undefined,
        countedAt ?? null,
      ],
    );
  }

  /**
   * Remembers the sequence of every key of the place: what moves from here on moves while somebody counts. Nothing is
   * locked: what is being posted just now counts as moved, and the locks of the entries that follow keep their order.
   */
  async sight(tx: Tx, task: { no: Id; attempt: number; locationId: Id }): Promise<void> {
    await tx.query(
      `INSERT INTO count_sightings (task_id, attempt, warehouse_id, location_id, item_id, lot_id, serial_id, stock_status, seq)
       SELECT $1, $2, b.warehouse_id, b.location_id, b.item_id, b.lot_id, b.serial_id, b.stock_status, b.version
         FROM inventory_balance b WHERE b.location_id = $3
       ON CONFLICT DO NOTHING`,
      [task.no, task.attempt, task.locationId],
    );
  }

  /**
   * "Nothing else is here": every key of the place with stock that nobody entered was counted as nothing, as long as it did
   * not move since the counter arrived; one that did is `uncertain`. What comes late from a device says when it was there,
   * not what the book held then: there any movement since the visit began, by a clock that may be wrong, leaves it uncertain.
   */
  async imply(tx: Tx, context: EntryContext, itemIds: readonly Id[] | null, countedAt?: string): Promise<void> {
    await tx.query(
      `WITH moment AS (SELECT least(coalesce($8::timestamptz, clock_timestamp()), clock_timestamp()) AS at, least($8::timestamptz,
           (SELECT min(e.counted_at) FROM count_entries e JOIN count_tasks t ON t.id = e.task_id AND t.attempt = e.attempt WHERE t.id = $1 AND ${fromDevice('e')})) AS arrival)
       INSERT INTO count_entries (task_id, session_id, attempt, warehouse_id, zone_id, location_id, item_id, lot_code, serial_code, stock_status, qty, entered_qty, entered_uom_id,
         seq, book, implied, uncertain, client_op_id, line_no, counter_id, counter_name, device_id, counted_at, created_at)
       SELECT t.id, t.session_id, t.attempt, t.warehouse_id, t.zone_id, t.location_id, b.item_id, coalesce(o.code, ''), coalesce(s.code, ''), b.stock_status, 0, 0, i.base_uom_id,
         b.version, b.on_hand, true, b.version <> coalesce(g.seq, 0) OR coalesce(b.last_movement_at > moment.arrival - ${CLOCK_ERROR}, false), $3, row_number() OVER (), $4, $5, $6,
         moment.at, ${keptAt('$8::timestamptz IS NOT NULL', 'moment.at')}
         FROM (SELECT * FROM inventory_balance WHERE location_id = $2 AND on_hand <> 0 AND ($7::bigint[] IS NULL OR item_id = ANY ($7))
                ORDER BY item_id, location_id, lot_id, serial_id, stock_status FOR SHARE) AS b
         JOIN count_tasks t ON t.id = $1 CROSS JOIN moment JOIN items i ON i.id = b.item_id LEFT JOIN lots o ON o.id = b.lot_id LEFT JOIN serials s ON s.id = b.serial_id
         LEFT JOIN count_sightings g ON (g.task_id, g.attempt, g.item_id, g.lot_id, g.serial_id, g.stock_status) = (t.id, t.attempt, b.item_id, b.lot_id, b.serial_id, b.stock_status)
        WHERE NOT EXISTS (SELECT 1 FROM count_entries e WHERE e.task_id = t.id AND e.attempt = t.attempt AND e.item_id = b.item_id
                            AND e.lot_code = coalesce(o.code, '') AND e.serial_code = coalesce(s.code, '') AND e.stock_status = b.stock_status)`,
      [context.task.no, context.task.locationId, context.operation, context.by.id, context.by.name, context.deviceId, itemIds, countedAt ?? null],
    );
  }

  /** The entries of the visit that counts, oldest first. */
  ofTask(tx: Tx, task: { no: Id; attempt: number }): Promise<SeenEntry[]> {
    return tx.query(
      `SELECT item_id::text AS "itemId", lot_code AS "lotCode", serial_code AS "serialCode", stock_status AS status, stated, trim_scale(qty)::text AS qty, seq::text AS seq,
              trim_scale(book)::text AS book, uncertain, ${isUnsure('e')} AS unsure, counter_name AS "counterName" FROM count_entries e WHERE task_id = $1 AND attempt = $2 ORDER BY id`,
      [task.no, task.attempt],
    );
  }

  /** The buckets in which serial numbers stand, wherever that is: one that moved did not come out of quarantine by that. */
  async serialBuckets(tx: Tx, seen: readonly SeenEntry[]): Promise<ReadonlyMap<string, number>> {
    const serials = seen.filter((e) => e.serialCode !== '');
    if (serials.length === 0) return new Map();
    const rows = await askWholeCompany<{ itemId: Id; code: string; status: number }>(
      tx,
      `SELECT DISTINCT s.item_id::text AS "itemId", s.code, b.stock_status AS status FROM unnest($1::bigint[], $2::text[]) AS e(item_id, code)
         JOIN serials s USING (item_id, code) JOIN inventory_balance b ON b.item_id = s.item_id AND b.serial_id = s.id AND b.on_hand > 0`,
      [serials.map((e) => e.itemId), serials.map((e) => e.serialCode)],
    );
    return new Map(rows.map((r) => [serialKey(r.itemId, r.code), r.status]));
  }

  async hasEntries(tx: Tx, task: { no: Id; attempt: number }): Promise<boolean> {
    return (await tx.query('SELECT 1 FROM count_entries WHERE task_id = $1 AND attempt = $2 LIMIT 1', [task.no, task.attempt])).length > 0;
  }
}
