import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { CursorCodec, Id, Page } from '@anwen/kernel';
import { Conditions, fetchPage, type Listing } from './listing';
import type { CreateWarehouseDto, CreateZoneDto, WarehouseListQuery } from './warehouse.dto';

export interface WarehouseRow {
  readonly id: Id;
  readonly publicId: string;
  readonly code: string;
  readonly name: string;
  readonly address: string | null;
  readonly status: string;
  readonly zones: readonly { readonly id: string; readonly code: string; readonly name: string }[];
  readonly rowVersion: number;
}

const COLUMNS = `w.public_id AS "publicId", w.code, w.name, w.address, w.status, w.row_version AS "rowVersion",
  (SELECT coalesce(json_agg(json_build_object('id', z.public_id, 'code', z.code, 'name', z.name) ORDER BY z.code), '[]') FROM zones z WHERE z.warehouse_id = w.id) AS zones`;
const LISTING: Listing = {
  name: 'warehouses',
  select: COLUMNS,
  from: 'warehouses w',
  id: 'w.id',
  defaultSort: 'code',
  sorts: { code: { sql: 'w.code', type: 'text' }, name: { sql: 'w.name', type: 'text' } },
};

/** Row-level security cuts every statement here to the transaction's scope. */
@Injectable()
export class WarehouseStore {
  list(tx: Tx, codec: CursorCodec, input: WarehouseListQuery): Promise<Page<WarehouseRow>> {
    const filters = new Conditions().contains(`(w.code || ' ' || w.name)`, input.q).and('w.status = ?', input.status);
    return fetchPage<WarehouseRow>(tx, codec, LISTING, { input, filters });
  }

  async byPublicId(tx: Tx, publicId: string): Promise<WarehouseRow | undefined> {
    return (await tx.query<WarehouseRow>(`SELECT w.id, ${COLUMNS} FROM warehouses w WHERE w.public_id = $1`, [publicId]))[0];
  }

  /** The row, and nobody else changes it or its location tree until the transaction ends. */
  async lock(tx: Tx, publicId: string): Promise<WarehouseRow | undefined> {
    await tx.query('SELECT 1 FROM warehouses WHERE public_id = $1 FOR NO KEY UPDATE', [publicId]);
    return this.byPublicId(tx, publicId);
  }

  async byCodes(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, { readonly id: Id; readonly status: string }>> {
    const rows = await tx.query<{ id: Id; code: string; status: string }>('SELECT id, code, status FROM warehouses WHERE code = ANY ($1)', [codes]);
    return new Map(rows.map((row) => [row.code, row]));
  }

  /** Internal ids by `warehouseId/zoneCode`. */
  async zonesOf(tx: Tx, warehouseIds: readonly Id[]): Promise<ReadonlyMap<string, Id>> {
    const rows = await tx.query<{ id: Id; warehouse: Id; code: string }>(
      'SELECT id, warehouse_id AS warehouse, code FROM zones WHERE warehouse_id = ANY ($1)',
      [warehouseIds],
    );
    return new Map(rows.map((row) => [`${row.warehouse}/${row.code}`, row.id]));
  }

  /** Undefined when the code is taken. */
  async insert(tx: Tx, input: CreateWarehouseDto): Promise<{ publicId: string } | undefined> {
    const rows = await tx.query<{ publicId: string }>(
      'INSERT INTO warehouses (code, name, address) VALUES ($1, $2, $3) ON CONFLICT (code) DO NOTHING RETURNING public_id AS "publicId"',
      [input.code, input.name, input.address ?? null],
    );
    return rows[0];
  }

  /** Undefined when the warehouse has such a zone. */
  async insertZone(tx: Tx, warehouseId: Id, input: CreateZoneDto): Promise<{ publicId: string } | undefined> {
    const rows = await tx.query<{ publicId: string }>(
      'INSERT INTO zones (warehouse_id, code, name) VALUES ($1, $2, $3) ON CONFLICT (warehouse_id, code) DO NOTHING RETURNING public_id AS "publicId"',
      [warehouseId, input.code, input.name],
    );
    return rows[0];
  }

  async update(tx: Tx, id: Id, state: { name: string; address: string | null }): Promise<void> {
    await tx.query('UPDATE warehouses SET name = $2, address = $3, updated_at = now(), row_version = row_version + 1 WHERE id = $1', [
      id,
      state.name,
      state.address,
    ]);
  }

  async touch(tx: Tx, id: Id): Promise<void> {
    await tx.query('UPDATE warehouses SET updated_at = now(), row_version = row_version + 1 WHERE id = $1', [id]);
  }

  async archive(tx: Tx, id: Id): Promise<void> {
    await tx.query(`UPDATE warehouses SET status = 'archived', updated_at = now(), row_version = row_version + 1 WHERE id = $1`, [id]);
  }

  async hasActiveLocations(tx: Tx, id: Id): Promise<boolean> {
    const rows = await tx.query(`SELECT 1 FROM locations WHERE warehouse_id = $1 AND status = 'active' LIMIT 1`, [id]);
    return rows.length > 0;
  }
}
