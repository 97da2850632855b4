import type { Tx } from '@anwen/database';
import { Quantity, type Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { countSql, type Counted } from '../listing';
import { ITEM_JSON, placeJson } from '../reference-json';
import type { Candidate } from '../stock.rules';
import type { ReplenishmentTaskQuery } from './replenishment.dto';
import { LEASE_MINUTES, effectiveState, leaseColumns, type Leased } from './task-lease';

type Ref = { readonly id: string; readonly code: string; readonly name: string };

export interface ReplenishmentTaskRow extends Leased {
  readonly no: Id;
  readonly id: string;
  readonly item: Ref & { readonly uom: string };
  readonly lot: string | null;
  readonly qty: string;
  readonly doneQty: string;
  readonly from: Ref | null;
  readonly to: Ref;
  readonly createdAt: string;
}

/** A rule with what its place holds free now and what open tasks are still to bring. */
export interface Need {
  readonly ruleNo: Id;
  readonly itemId: Id;
  readonly locationId: Id;
  readonly sourceZoneId: Id | null;
  readonly sourceLocationId: Id | null;
  readonly minQty: string;
  readonly maxQty: string;
  readonly free: string;
  readonly underWay: string;
}

export interface RuledWarehouse {
  readonly id: Id;
  readonly publicId: string;
  readonly code: string;
}

export interface NewTask {
  readonly ruleNo: Id;
  readonly fromLocationId: Id;
  readonly lotId: Id;
  readonly qty: string;
}

const COLUMNS = `t.id::text AS no, t.public_id AS id, ${ITEM_JSON} AS item, t.lot_code AS lot, trim_scale(t.qty)::text AS qty, trim_scale(t.done_qty)::text AS "doneQty",
  ${placeJson('f')} AS "from", ${placeJson('l')} AS "to", t.created_at AS "createdAt", ${leaseColumns('t')}`;
const FROM = `replenishment_tasks t JOIN items i ON i.id = t.item_id JOIN uoms u ON u.id = i.base_uom_id JOIN warehouses w ON w.id = t.warehouse_id
  JOIN locations l ON l.id = t.location_id LEFT JOIN locations f ON f.id = t.from_location_id`;
const LISTED = `${FROM} WHERE ($1::text IS NULL OR ${effectiveState('t')} = $1) AND ($2::text IS NULL OR w.code = $2) AND ($3::bigint IS NULL OR ${effectiveState('t')} = 'claimed' AND t.assignee_id = $3)`;

/** Work that keeps places filled. */
@Injectable()
export class ReplenishmentStore {
  /** Newest first. */
  list(tx: Tx, query: ReplenishmentTaskQuery, me: Id, before: Id | null): Promise<ReplenishmentTaskRow[]> {
    return tx.query(`SELECT ${COLUMNS} FROM ${LISTED} AND ($4::bigint IS NULL OR t.id < $4) ORDER BY t.id DESC LIMIT $5`, [
      ...filtersOf(query, me),
      before,
      query.limit + 1,
    ]);
  }

  count(tx: Tx, query: ReplenishmentTaskQuery, me: Id): Promise<Counted> {
    return tx.query(countSql(LISTED), filtersOf(query, me));
  }

  async find(tx: Tx, publicId: string): Promise<ReplenishmentTaskRow | null> {
    const [row] = await tx.query<ReplenishmentTaskRow>(`SELECT ${COLUMNS} FROM ${FROM} WHERE t.public_id = $1`, [publicId]);
    return row ?? null;
  }

  async lock(tx: Tx, publicId: string): Promise<ReplenishmentTaskRow | null> {
    const held = await tx.query('SELECT 1 FROM replenishment_tasks WHERE public_id = $1 FOR NO KEY UPDATE', [publicId]);
    return held.length === 0 ? null : this.find(tx, publicId);
  }

  /** Guarded: no row when somebody else was faster. */
  async claim(tx: Tx, no: Id, by: { id: Id; name: string }): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE replenishment_tasks SET state = 'claimed', assignee_id = $2, assignee_name = $3, lease_until = clock_timestamp() + make_interval(mins => $4)
        WHERE id = $1 AND (state = 'open' OR state = 'claimed' AND (assignee_id = $2 OR lease_until <= clock_timestamp())) RETURNING 1`,
      [no, by.id, by.name, LEASE_MINUTES],
    );
    return rows.length > 0;
  }

  async release(tx: Tx, no: Id): Promise<void> {
    await tx.query(`UPDATE replenishment_tasks SET state = 'open', lease_until = NULL WHERE id = $1`, [no]);
  }

  /** Done once all of it was brought. */
  async bring(tx: Tx, no: Id, qty: string, postingId: string): Promise<void> {
    await tx.query(
      `UPDATE replenishment_tasks SET done_qty = done_qty + $2, posting_id = $3, state = CASE WHEN done_qty + $2 >= qty THEN 'done' ELSE state END,
         lease_until = CASE WHEN done_qty + $2 >= qty THEN NULL ELSE lease_until END, finished_at = CASE WHEN done_qty + $2 >= qty THEN now() ELSE NULL END WHERE id = $1`,
      [no, qty, postingId],
    );
  }

  /** Holds the rules of a warehouse, so that one run at a time looks at them. */
  async lockRules(tx: Tx, warehouseId: Id): Promise<number> {
    return (await tx.query('SELECT 1 FROM replenishment_rules WHERE warehouse_id = $1 ORDER BY id FOR NO KEY UPDATE', [warehouseId])).length;
  }

  /** Open work for places that are full again, or whose rule is gone, and such work left behind. Who works on it right now finishes it. */
  async cancelNeedless(tx: Tx, warehouseId: Id): Promise<number> {
    const rows = await tx.query(
      `UPDATE replenishment_tasks t SET state = 'cancelled', finished_at = now()
        WHERE t.warehouse_id = $1 AND ${effectiveState('t')} = 'open' AND NOT EXISTS (SELECT 1 FROM replenishment_rules r WHERE r.id = t.rule_id AND r.max_qty >
          (SELECT coalesce(sum(a.free), 0) FROM inventory_available a WHERE a.item_id = r.item_id AND a.location_id = r.location_id)) RETURNING 1`,
      [warehouseId],
    );
    return rows.length;
  }

  needs(tx: Tx, warehouseId: Id): Promise<Need[]> {
    return tx.query(
      `SELECT r.id::text AS "ruleNo", r.item_id::text AS "itemId", r.location_id::text AS "locationId", r.source_zone_id::text AS "sourceZoneId",
              r.source_location_id::text AS "sourceLocationId", r.min_qty::text AS "minQty", r.max_qty::text AS "maxQty",
              (SELECT coalesce(sum(a.free), 0)::text FROM inventory_available a WHERE a.item_id = r.item_id AND a.location_id = r.location_id) AS free,
              (SELECT coalesce(sum(t.qty - t.done_qty), 0)::text FROM replenishment_tasks t
                WHERE t.item_id = r.item_id AND t.location_id = r.location_id AND t.state IN ('open', 'claimed') AND t.qty > t.done_qty) AS "underWay"
         FROM replenishment_rules r JOIN items i ON i.id = r.item_id AND i.status = 'active' JOIN locations l ON l.id = r.location_id AND l.status = 'active' AND l.locked_reason IS NULL
        WHERE r.warehouse_id = $1 ORDER BY r.id`,
      [warehouseId],
    );
  }

  /** Free stock of the items outside the places that are kept filled themselves, less what open tasks are to take from it. */
  async sources(tx: Tx, warehouseId: Id, itemIds: readonly Id[]): Promise<(Candidate & { itemId: Id; zoneId: Id | null })[]> {
    const rows = await tx.query<{
      itemId: Id;
      zoneId: Id | null;
      lotId: Id;
      serialId: Id;
      locationId: Id;
      expiresOn: string | null;
      pickSeq: number;
      free: string;
    }>(
      `SELECT a.item_id::text AS "itemId", a.zone_id::text AS "zoneId", a.lot_id::text AS "lotId", '0' AS "serialId", a.location_id::text AS "locationId",
              min(a.expires_on)::text AS "expiresOn", min(a.pick_seq) AS "pickSeq",
              greatest(0, sum(a.free) - (SELECT coalesce(sum(t.qty - t.done_qty), 0) FROM replenishment_tasks t WHERE t.item_id = a.item_id AND t.from_location_id = a.location_id
                AND t.state IN ('open', 'claimed') AND t.qty > t.done_qty AND t.lot_code IS NOT DISTINCT FROM (SELECT o.code FROM lots o WHERE o.id = a.lot_id)))::text AS free
         FROM inventory_available a
        WHERE a.warehouse_id = $1 AND a.item_id = ANY ($2::bigint[])
          AND NOT EXISTS (SELECT 1 FROM replenishment_rules r WHERE r.item_id = a.item_id AND r.location_id = a.location_id)
        GROUP BY a.item_id, a.zone_id, a.lot_id, a.location_id`,
      [warehouseId, itemIds],
    );
    return rows.map((r) => ({ ...r, free: Quantity.of(r.free) }));
  }

  async create(tx: Tx, tasks: readonly NewTask[]): Promise<void> {
    await tx.query(
      `INSERT INTO replenishment_tasks (rule_id, warehouse_id, zone_id, item_id, location_id, from_location_id, lot_code, qty)
       SELECT r.id, r.warehouse_id, r.zone_id, r.item_id, r.location_id, n."fromLocationId", o.code, n.qty
         FROM jsonb_to_recordset($1::jsonb) AS n("ruleNo" bigint, "fromLocationId" bigint, "lotId" bigint, qty numeric)
         JOIN replenishment_rules r ON r.id = n."ruleNo" LEFT JOIN lots o ON o.id = n."lotId" ORDER BY r.id`,
      [JSON.stringify(tasks)],
    );
  }

  async warehouse(tx: Tx, code: string): Promise<RuledWarehouse | null> {
    const [row] = await tx.query<RuledWarehouse>(`SELECT id::text AS id, public_id AS "publicId", code FROM warehouses WHERE code = $1`, [code]);
    return row ?? null;
  }

  /** Warehouses that have rules. */
  ruled(tx: Tx): Promise<RuledWarehouse[]> {
    return tx.query(
      `SELECT id::text AS id, public_id AS "publicId", code FROM warehouses WHERE id IN (SELECT warehouse_id FROM replenishment_rules) ORDER BY warehouses.id`,
    );
  }
}

function filtersOf(query: ReplenishmentTaskQuery, me: Id): unknown[] {
  return [query.state ?? null, query.warehouse ?? null, query.mine ? me : null];
}
