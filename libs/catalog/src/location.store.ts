import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { CursorCodec, Id, Page } from '@anwen/kernel';
import { Conditions, fetchPage, type Listing } from './listing';
import type { LocationListQuery } from './location.dto';

interface Named {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

export interface LocationRow {
  readonly id: Id;
  readonly publicId: string;
  readonly code: string;
  readonly name: string;
  readonly warehouseId: Id | null;
  readonly zoneId: Id | null;
  readonly parentId: Id | null;
  readonly warehouse: Named | null;
  readonly zone: Named | null;
  readonly parent: Named | null;
  readonly path: string;
  readonly kind: string;
  readonly pickSeq: number;
  readonly isPickable: boolean;
  readonly allowNegative: boolean;
  readonly lockedReason: string | null;
  readonly status: string;
  readonly rowVersion: number;
}

export interface LocationValues {
  readonly warehouseId: Id;
  readonly zoneId: Id | null;
  readonly parentId: Id | null;
  readonly code: string;
  readonly name: string;
  readonly path: string;
  readonly kind: string;
  readonly pickSeq: number;
  readonly isPickable: boolean;
  readonly allowNegative: boolean;
}

/** What a child needs to know of the place above it. */
export interface Place {
  readonly id: Id;
  readonly warehouseId: Id | null;
  readonly path: string;
  readonly status: string;
}

const named = (alias: string): string =>
  `CASE WHEN ${alias}.id IS NOT NULL THEN json_build_object('id', ${alias}.public_id, 'code', ${alias}.code, 'name', ${alias}.name) END`;
const COLUMNS = `l.public_id AS "publicId", l.code, l.name, l.warehouse_id AS "warehouseId", l.zone_id AS "zoneId", l.parent_id AS "parentId", l.path, l.kind,
  l.pick_seq AS "pickSeq", l.is_pickable AS "isPickable", l.allow_negative AS "allowNegative", l.locked_reason AS "lockedReason", l.status,
  l.row_version AS "rowVersion", ${named('w')} AS warehouse, ${named('z')} AS zone, ${named('p')} AS parent`;
const FROM = `locations l LEFT JOIN warehouses w ON w.id = l.warehouse_id LEFT JOIN zones z ON z.id = l.zone_id LEFT JOIN locations p ON p.id = l.parent_id`;
const LISTING: Listing = {
  name: 'locations',
  select: COLUMNS,
  from: FROM,
  id: 'l.id',
  defaultSort: 'code',
  sorts: { code: { sql: 'l.code', type: 'text' }, path: { sql: 'l.path', type: 'text' }, pickSeq: { sql: 'l.pick_seq', type: 'int' } },
};

/** Row-level security cuts every statement here to the transaction's scope. */
@Injectable()
export class LocationStore {
  list(tx: Tx, codec: CursorCodec, input: LocationListQuery): Promise<Page<LocationRow>> {
    const filters = new Conditions()
      .contains(`(l.code || ' ' || l.name)`, input.q)
      .and('w.code = ?', input.warehouse)
      .and('z.code = ?', input.zone)
      .and('p.code = ?', input.parent)
      .and('l.kind = ?', input.kind)
      .and('l.status = ?', input.status);
    return fetchPage<LocationRow>(tx, codec, LISTING, { input, filters });
  }

  async byPublicId(tx: Tx, publicId: string): Promise<LocationRow | undefined> {
    return (await tx.query<LocationRow>(`SELECT l.id, ${COLUMNS} FROM ${FROM} WHERE l.public_id = $1`, [publicId]))[0];
  }

  /** The location and its warehouse's tree, held until the transaction ends: paths are copied down, so the tree changes one at a time. */
  async lockTree(tx: Tx, publicId: string): Promise<LocationRow | undefined> {
    await tx.query(`SELECT 1 FROM warehouses WHERE id = (SELECT warehouse_id FROM locations WHERE public_id = $1) FOR NO KEY UPDATE`, [publicId]);
    await tx.query('SELECT 1 FROM locations WHERE public_id = $1 FOR NO KEY UPDATE', [publicId]);
    return this.byPublicId(tx, publicId);
  }

  /** Holds the trees of the warehouses, in id order as everybody does. */
  async lockTrees(tx: Tx, warehouseIds: readonly Id[]): Promise<void> {
    await tx.query('SELECT 1 FROM warehouses WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE', [warehouseIds]);
  }

  async byCodes(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, Place>> {
    const rows = await tx.query<Place & { code: string }>('SELECT id, code, warehouse_id AS "warehouseId", path, status FROM locations WHERE code = ANY ($1)', [
      codes,
    ]);
    return new Map(rows.map((row) => [row.code, row]));
  }

  /** Rows whose code is taken are left out of the answer. */
  insert(tx: Tx, rows: readonly LocationValues[]): Promise<(Place & { publicId: string; code: string })[]> {
    return tx.query(
      `INSERT INTO locations (warehouse_id, zone_id, parent_id, code, name, path, kind, pick_seq, is_pickable, allow_negative)
       SELECT r."warehouseId", r."zoneId", r."parentId", r.code, r.name, r.path, r.kind, r."pickSeq", r."isPickable", r."allowNegative"
       FROM jsonb_to_recordset($1::jsonb) AS r("warehouseId" bigint, "zoneId" bigint, "parentId" bigint, code text, name text, path text, kind text,
         "pickSeq" int, "isPickable" boolean, "allowNegative" boolean)
       ORDER BY r.code ON CONFLICT (code) DO NOTHING RETURNING id, public_id AS "publicId", code, warehouse_id AS "warehouseId", path, status`,
      [JSON.stringify(rows)],
    );
  }

  async update(tx: Tx, id: Id, v: Omit<LocationValues, 'warehouseId' | 'code' | 'path'>): Promise<void> {
    await tx.query(
      `UPDATE locations SET zone_id = $2, parent_id = $3, name = $4, kind = $5, pick_seq = $6, is_pickable = $7, allow_negative = $8,
         updated_at = now(), row_version = row_version + 1 WHERE id = $1`,
      [id, v.zoneId, v.parentId, v.name, v.kind, v.pickSeq, v.isPickable, v.allowNegative],
    );
  }

  /** Rewrites the path of a location and of everything below it; the caller holds the tree. */
  async movePaths(tx: Tx, warehouseId: Id, from: string, to: string): Promise<void> {
    await tx.query(
      `UPDATE locations SET path = $3::text || substr(path, length($2::text) + 1), updated_at = now()
       WHERE warehouse_id = $1 AND (path = $2::text OR starts_with(path, $2::text || '/'))`,
      [warehouseId, from, to],
    );
  }

  async setLock(tx: Tx, id: Id, reason: string | null): Promise<void> {
    await tx.query('UPDATE locations SET locked_reason = $2, updated_at = now(), row_version = row_version + 1 WHERE id = $1', [id, reason]);
  }

  async archive(tx: Tx, id: Id): Promise<void> {
    await tx.query(`UPDATE locations SET status = 'archived', updated_at = now(), row_version = row_version + 1 WHERE id = $1`, [id]);
  }

  async hasActiveChildren(tx: Tx, id: Id): Promise<boolean> {
    return (await tx.query(`SELECT 1 FROM locations WHERE parent_id = $1 AND status = 'active' LIMIT 1`, [id])).length > 0;
  }
}
