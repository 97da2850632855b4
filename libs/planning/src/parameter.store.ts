import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { ParametersDto } from './parameter.dto';
import { itemJson, namedJson } from './reference.store';

export interface ParameterRow extends ParametersDto {
  readonly no: Id;
}

export interface ParameterContent {
  readonly policy: string;
  readonly leadTimeDays: number;
  readonly safetyStock: string;
  readonly minQty: string;
  readonly maxQty: string;
  readonly lotMultiple: string;
  readonly lotMin: string;
  readonly supplierId: Id | null;
  readonly sourceWarehouseId: Id | null;
}

const text = (column: string): string => `trim_scale(r.${column})::text`;
const SELECT = `SELECT r.id::text AS no, ${itemJson('i', 'u')} AS item, ${namedJson('w')} AS warehouse, r.policy, r.lead_time_days AS "leadTimeDays",
    ${text('safety_stock')} AS "safetyStock", ${text('min_qty')} AS "minQty", ${text('max_qty')} AS "maxQty", ${text('lot_multiple')} AS "lotMultiple",
    ${text('lot_min')} AS "lotMin", ${namedJson('p')} AS supplier, ${namedJson('f')} AS "sourceWarehouse", r.updated_by AS "updatedBy", r.row_version AS "rowVersion"
  FROM planning_parameters r JOIN items i ON i.id = r.item_id JOIN uoms u ON u.id = i.base_uom_id LEFT JOIN warehouses w ON w.id = r.warehouse_id
  LEFT JOIN partners p ON p.id = r.supplier_id LEFT JOIN warehouse_names() f ON f.id = r.source_warehouse_id`;

@Injectable()
export class ParameterStore {
  list(
    tx: Tx,
    { q, warehouse, after, limit }: { q: string | undefined; warehouse: string | undefined; after: readonly [string, Id] | null; limit: number },
  ): Promise<ParameterRow[]> {
    return tx.query(
      `${SELECT} WHERE ($1::text IS NULL OR i.code ILIKE $1 OR i.name ILIKE $1) AND ($2::text IS NULL OR w.code = $2) AND ($3::text IS NULL OR (i.code, r.id) > ($3, $4::bigint))
        ORDER BY i.code, r.id LIMIT $5`,
      [q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : null, warehouse ?? null, after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }

  async find(tx: Tx, itemCode: string, warehouseId: Id | null): Promise<ParameterRow | undefined> {
    return (await tx.query<ParameterRow>(`${SELECT} WHERE i.code = $1 AND r.warehouse_id IS NOT DISTINCT FROM $2::bigint`, [itemCode, warehouseId]))[0];
  }

  /** Held until the transaction ends. */
  async lock(tx: Tx, itemCode: string, warehouseId: Id | null): Promise<ParameterRow | undefined> {
    await tx.query(
      `SELECT 1 FROM planning_parameters r JOIN items i ON i.id = r.item_id WHERE i.code = $1 AND r.warehouse_id IS NOT DISTINCT FROM $2::bigint FOR UPDATE OF r`,
      [itemCode, warehouseId],
    );
    return this.find(tx, itemCode, warehouseId);
  }

  async forget(tx: Tx, no: Id): Promise<void> {
    await tx.query('DELETE FROM planning_parameters WHERE id = $1', [no]);
  }

  /** Whether goods that a warehouse gets from another would come, over however many, from itself. A move is always a warehouse's own row. */
  async isMoveCircle(
    tx: Tx,
    { itemId, warehouseId, sourceWarehouseId }: { itemId: Id; warehouseId: Id | null; sourceWarehouseId: Id | null },
  ): Promise<boolean> {
    const rows = await tx.query(
      `WITH RECURSIVE chain(id) AS (
         SELECT $3::bigint
         UNION
         SELECT p.source_warehouse_id FROM chain c JOIN planning_parameters p ON p.item_id = $1 AND p.warehouse_id = c.id AND p.policy = 'move' WHERE c.id <> $2)
       SELECT 1 FROM chain WHERE id = $2`,
      [itemId, warehouseId, sourceWarehouseId],
    );
    return rows.length > 0;
  }

  /** False when somebody else has just said it for the first time, and his row may not be replaced. */
  async put(
    tx: Tx,
    { itemId, warehouseId, mayReplace }: { itemId: Id; warehouseId: Id | null; mayReplace: boolean },
    c: ParameterContent,
    by: string,
  ): Promise<boolean> {
    const replace = `UPDATE SET policy = $3, lead_time_days = $4, safety_stock = $5, min_qty = $6, max_qty = $7, lot_multiple = $8, lot_min = $9,
              supplier_id = $10, source_warehouse_id = $11, updated_by = $12, updated_at = now(), row_version = planning_parameters.row_version + 1`;
    const rows = await tx.query(
      `INSERT INTO planning_parameters (item_id, warehouse_id, policy, lead_time_days, safety_stock, min_qty, max_qty, lot_multiple, lot_min, supplier_id,
              source_warehouse_id, updated_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
       ON CONFLICT (item_id, warehouse_id) DO ${mayReplace ? replace : 'NOTHING'} RETURNING 1`,
      [itemId, warehouseId, c.policy, c.leadTimeDays, c.safetyStock, c.minQty, c.maxQty, c.lotMultiple, c.lotMin, c.supplierId, c.sourceWarehouseId, by],
    );
    return rows.length > 0;
  }
}
