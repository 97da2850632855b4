import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';

export interface Portion {
  readonly no: Id;
  readonly location: string;
  readonly lot: string | null;
  readonly serials: readonly string[];
  readonly qty: string;
  /** Of the item in the whole warehouse, without what drafts of transfers will take. */
  readonly free: string;
  readonly isEnough: boolean;
}

export interface Move {
  readonly no: Id;
  readonly itemId: Id;
  readonly warehouseId: Id;
  readonly qty: string;
}

/** Where goods that are to be moved stand. */
@Injectable()
export class SourceStore {
  /** Whoever shares goods out waits for the one who does. Taken after the suggestions, before any number. */
  async exclude(tx: Tx): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('planning moves', 13))`);
  }

  /**
   * Shares the free stock of each item and warehouse out among the moves, first expired first; a line a place and lot. Nothing
   * is reserved: a transfer's goods are taken when it is dispatched. So what other drafts name is left to them.
   */
  async portions(tx: Tx, moves: readonly Move[]): Promise<ReadonlyMap<Id, readonly Portion[]>> {
    const rows = await tx.query<Portion>(
      `WITH want AS (
         SELECT no, "itemId" AS item_id, "warehouseId" AS warehouse_id, qty, sum(qty) OVER (PARTITION BY "itemId", "warehouseId" ORDER BY no) - qty AS before
           FROM jsonb_to_recordset($1::jsonb) AS m(no bigint, "itemId" bigint, "warehouseId" bigint, qty numeric)),
       drafted AS (
         SELECT t.item_id, t.from_location_id AS location_id, coalesce(t.lot_code, '') AS lot, n.serial, sum(CASE WHEN n.serial = '' THEN t.qty ELSE 1 END) AS qty
           FROM transfer_lines t JOIN transfers h ON h.id = t.transfer_id AND h.state = 'draft'
           CROSS JOIN LATERAL unnest(CASE WHEN t.serials = '{}' THEN ARRAY[''] ELSE t.serials END) AS n(serial)
          WHERE (t.item_id, t.from_warehouse_id) IN (SELECT item_id, warehouse_id FROM want) GROUP BY 1, 2, 3, 4),
       there AS (
         SELECT a.item_id, a.warehouse_id, a.location_id, a.lot_id, a.serial_id, a.expires_on, a.pick_seq, l.code AS place, o.code AS lot, s.code AS serial,
                a.free - coalesce(d.qty, 0) AS free
           FROM inventory_available a JOIN locations l ON l.id = a.location_id LEFT JOIN lots o ON o.id = a.lot_id LEFT JOIN serials s ON s.id = a.serial_id
           LEFT JOIN drafted d ON d.item_id = a.item_id AND d.location_id = a.location_id AND d.lot = coalesce(o.code, '') AND d.serial = coalesce(s.code, '')
          WHERE (a.item_id, a.warehouse_id) IN (SELECT item_id, warehouse_id FROM want) AND a.free > coalesce(d.qty, 0)),
       free AS (
         SELECT a.*, sum(a.free) OVER keyed AS total,
                sum(a.free) OVER (keyed ORDER BY a.expires_on NULLS LAST, a.pick_seq, a.location_id, a.lot_id, a.serial_id) - a.free AS before
           FROM there a WINDOW keyed AS (PARTITION BY a.item_id, a.warehouse_id))
       SELECT w.no::text AS no, f.place AS location, f.lot, coalesce(array_agg(f.serial ORDER BY f.serial) FILTER (WHERE f.serial IS NOT NULL), '{}') AS serials,
              trim_scale(sum(least(f.before + f.free, w.before + w.qty) - greatest(f.before, w.before)))::text AS qty,
              trim_scale(max(f.total))::text AS free, bool_and(f.total >= w.before + w.qty) AS "isEnough"
         FROM want w JOIN free f ON f.item_id = w.item_id AND f.warehouse_id = w.warehouse_id AND f.before < w.before + w.qty AND f.before + f.free > w.before
        GROUP BY w.no, f.place, f.lot ORDER BY w.no, min(f.before)`,
      [JSON.stringify(moves)],
    );
    const portions = new Map<Id, Portion[]>();
    for (const row of rows) portions.set(row.no, [...(portions.get(row.no) ?? []), row]);
    return portions;
  }
}
