import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { countSql, type Counted } from '../listing';
import { ITEM_JSON, placeJson } from '../reference-json';
import type { ReplenishmentRuleQuery } from './replenishment.dto';

type Ref = { readonly id: string; readonly code: string; readonly name: string };

export interface RuleRow {
  readonly no: Id;
  readonly id: string;
  readonly item: Ref & { readonly uom: string };
  readonly location: Ref;
  readonly warehouse: Ref;
  readonly warehouseId: Id;
  readonly minQty: string;
  readonly maxQty: string;
  readonly sourceZoneId: Id | null;
  readonly sourceLocationId: Id | null;
  readonly source: { readonly zone: Ref | null; readonly location: Ref | null } | null;
  readonly rowVersion: number;
}

export interface RuleValues {
  readonly minQty: string;
  readonly maxQty: string;
  readonly sourceZoneId: Id | null;
  readonly sourceLocationId: Id | null;
}

const COLUMNS = `r.id::text AS no, r.public_id AS id, ${ITEM_JSON} AS item, ${placeJson('l')} AS location, ${placeJson('w')} AS warehouse, r.warehouse_id::text AS "warehouseId",
  trim_scale(r.min_qty)::text AS "minQty", trim_scale(r.max_qty)::text AS "maxQty", r.source_zone_id::text AS "sourceZoneId", r.source_location_id::text AS "sourceLocationId",
  CASE WHEN r.source_zone_id IS NULL AND r.source_location_id IS NULL THEN NULL ELSE jsonb_build_object('zone', ${placeJson('z')}, 'location', ${placeJson('x')}) END AS source,
  r.row_version AS "rowVersion"`;
const FROM = `replenishment_rules r JOIN items i ON i.id = r.item_id JOIN uoms u ON u.id = i.base_uom_id JOIN locations l ON l.id = r.location_id
  JOIN warehouses w ON w.id = r.warehouse_id LEFT JOIN zones z ON z.id = r.source_zone_id LEFT JOIN locations x ON x.id = r.source_location_id`;
const LISTED = `${FROM} WHERE ($1::text IS NULL OR w.code = $1) AND ($2::text IS NULL OR i.code = $2)`;

/** Which places are kept filled with what. */
@Injectable()
export class ReplenishmentRuleStore {
  /** Newest first. */
  list(tx: Tx, query: ReplenishmentRuleQuery, before: Id | null): Promise<RuleRow[]> {
    return tx.query(`SELECT ${COLUMNS} FROM ${LISTED} AND ($3::bigint IS NULL OR r.id < $3) ORDER BY r.id DESC LIMIT $4`, [
      query.warehouse ?? null,
      query.item ?? null,
      before,
      query.limit + 1,
    ]);
  }

  count(tx: Tx, query: ReplenishmentRuleQuery): Promise<Counted> {
    return tx.query(countSql(LISTED), [query.warehouse ?? null, query.item ?? null]);
  }

  async find(tx: Tx, publicId: string, locking: '' | 'FOR NO KEY UPDATE OF r' = ''): Promise<RuleRow | null> {
    const [row] = await tx.query<RuleRow>(`SELECT ${COLUMNS} FROM ${FROM} WHERE r.public_id = $1 ${locking}`, [publicId]);
    return row ?? null;
  }

  /** Null when the item has a rule for the place already. */
  async create(tx: Tx, at: { itemId: Id; locationId: Id }, v: RuleValues): Promise<string | null> {
    const [row] = await tx.query<{ id: string }>(
      `INSERT INTO replenishment_rules (warehouse_id, zone_id, item_id, location_id, min_qty, max_qty, source_zone_id, source_location_id)
       SELECT l.warehouse_id, l.zone_id, $1, l.id, $3, $4, $5, $6 FROM locations l WHERE l.id = $2 ON CONFLICT DO NOTHING RETURNING public_id AS id`,
      [at.itemId, at.locationId, v.minQty, v.maxQty, v.sourceZoneId, v.sourceLocationId],
    );
    return row?.id ?? null;
  }

  async update(tx: Tx, no: Id, v: RuleValues): Promise<void> {
    await tx.query(
      `UPDATE replenishment_rules SET min_qty = $2, max_qty = $3, source_zone_id = $4, source_location_id = $5, updated_at = now(), row_version = row_version + 1 WHERE id = $1`,
      [no, v.minQty, v.maxQty, v.sourceZoneId, v.sourceLocationId],
    );
  }

  /** Its open work goes with it; what somebody is doing right now is still finished. */
  async discard(tx: Tx, no: Id): Promise<void> {
    await tx.query(`UPDATE replenishment_tasks SET state = 'cancelled', finished_at = now() WHERE rule_id = $1 AND state = 'open'`, [no]);
    await tx.query('DELETE FROM replenishment_rules WHERE id = $1', [no]);
  }

  async zoneId(tx: Tx, warehouseId: Id, code: string): Promise<Id | null> {
    const [row] = await tx.query<{ id: Id }>('SELECT id::text AS id FROM zones WHERE warehouse_id = $1 AND code = $2', [warehouseId, code]);
    return row?.id ?? null;
  }
}
