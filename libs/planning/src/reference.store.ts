import type { NamedRefDto } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';

export interface ItemFacts {
  readonly id: Id;
  readonly code: string;
  readonly scale: number;
}

/** An item with its names, as JSON within a statement. */
export const itemJson = (item: string, uom: string): string =>
  `json_build_object('id', ${item}.public_id, 'code', ${item}.code, 'name', ${item}.name, 'baseUom', ${uom}.code)`;
/** A warehouse or partner with its names; null where the join found none. */
export const namedJson = (alias: string): string =>
  `CASE WHEN ${alias}.id IS NOT NULL THEN json_build_object('id', ${alias}.public_id, 'code', ${alias}.code, 'name', ${alias}.name) END`;

/** Things that people name by their codes. */
@Injectable()
export class ReferenceStore {
  async item(tx: Tx, code: string): Promise<ItemFacts | undefined> {
    const rows = await tx.query<ItemFacts>(
      `SELECT id::text AS id, code, qty_scale AS scale FROM items WHERE code = $1 AND kind <> 'service' AND status <> 'archived'`,
      [code],
    );
    return rows[0];
  }

  /** An active warehouse within the scope. */
  async warehouse(tx: Tx, code: string): Promise<Id | undefined> {
    return (await tx.query<{ id: Id }>(`SELECT id::text AS id FROM warehouses WHERE code = $1 AND status = 'active'`, [code]))[0]?.id;
  }

  /** Also one outside the scope: goods may come from where the asker has no business. */
  async anyWarehouse(tx: Tx, code: string): Promise<Id | undefined> {
    return (await tx.query<{ id: Id }>(`SELECT id::text AS id FROM warehouse_names() WHERE code = $1 AND status = 'active'`, [code]))[0]?.id;
  }

  async today(tx: Tx): Promise<string> {
    return (await tx.query<{ today: string }>('SELECT business_date()::text AS today'))[0]!.today;
  }

  async supplier(tx: Tx, code: string): Promise<Id | undefined> {
    const sql = `SELECT id::text AS id FROM partners WHERE code = $1 AND status = 'active' AND 'supplier' = ANY (roles)`;
    return (await tx.query<{ id: Id }>(sql, [code]))[0]?.id;
  }

  async warehouses(tx: Tx, ids: readonly Id[]): Promise<ReadonlyMap<Id, NamedRefDto>> {
    const rows = await tx.query<NamedRefDto & { no: Id }>('SELECT id::text AS no, public_id AS id, code, name FROM warehouses WHERE id = ANY ($1::bigint[])', [
      ids,
    ]);
    return new Map(rows.map(({ no, ...named }) => [no, named]));
  }
}
