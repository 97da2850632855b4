import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';

export interface Parties {
  /** null = no active customer of that code. */
  readonly customerId: Id | null;
  /** null = no active warehouse of that code. */
  readonly warehouseId: Id | null;
}

export interface VisiblePlace {
  readonly id: Id;
  readonly code: string;
  readonly warehouseId: Id;
  readonly zoneId: Id | null;
}

export interface ItemFacts {
  readonly id: Id;
  readonly code: string;
  readonly kind: string;
  readonly status: string;
  readonly tracking: 'none' | 'lot' | 'serial';
  readonly scale: number;
  readonly baseUomId: Id;
  /** Days of life that a lot must still have when it leaves. */
  readonly minRemainingDays: number;
  readonly units: readonly { readonly uomId: Id; readonly code: string; readonly num: string; readonly den: string; readonly decimals: number }[];
}

export interface ReasonFacts {
  readonly id: Id;
  readonly code: string;
  readonly domain: string;
  readonly active: boolean;
  readonly needsNote: boolean;
}

/** What the documents of this wing name: customers, warehouses, places, items, reasons, people. */
@Injectable()
export class PartiesStore {
  /** Asked in the whole company; whether the caller's scope reaches them is `reaches`. */
  async parties(whole: Tx, customer: string, warehouse: string): Promise<Parties> {
    const [row] = await whole.query<Parties>(
      `SELECT (SELECT id::text FROM partners WHERE code = $1 AND status = 'active' AND roles @> ARRAY['customer']) AS "customerId",
              (SELECT id::text FROM warehouses WHERE code = $2 AND status = 'active') AS "warehouseId"`,
      [customer, warehouse],
    );
    return row!;
  }

  /** Whether a document of this warehouse and customer would be one that the caller sees: the policy of the tables, asked beforehand. */
  async reaches(tx: Tx, warehouseId: Id, customerId: Id | null): Promise<boolean> {
    if (tx.scope.all) return true;
    const [row] = await tx.query<{ yes: boolean }>(
      `SELECT scope_is_all() OR $1::bigint = ANY (scope_document_warehouses()) OR coalesce($2::bigint = ANY (scope_partners()), false) AS yes`,
      [warehouseId, customerId],
    );
    return row!.yes;
  }

  /** The shipping stages that are in use: the one named, or all of the warehouse (two are enough to know that it is not clear which). */
  async stages(whole: Tx, warehouseId: Id, code: string | null): Promise<Id[]> {
    const rows = await whole.query<{ id: Id }>(
      `SELECT id::text AS id FROM locations WHERE warehouse_id = $1 AND kind = 'staging_out' AND status = 'active' AND locked_reason IS NULL
          AND ($2::text IS NULL OR code = $2) ORDER BY id LIMIT 2`,
      [warehouseId, code],
    );
    return rows.map((r) => r.id);
  }

  async placeIn(whole: Tx, warehouseId: Id, code: string): Promise<{ id: Id; code: string } | undefined> {
    const sql = `SELECT id::text AS id, code FROM locations WHERE warehouse_id = $1 AND code = $2 AND status = 'active'`;
    return (await whole.query<{ id: Id; code: string }>(sql, [warehouseId, code]))[0];
  }

  /** A place in use that the caller's scope reaches. */
  async visiblePlace(tx: Tx, code: string): Promise<VisiblePlace | undefined> {
    const sql = `SELECT id::text AS id, code, warehouse_id::text AS "warehouseId", zone_id::text AS "zoneId" FROM locations WHERE code = $1 AND warehouse_id IS NOT NULL AND status = 'active'`;
    return (await tx.query<VisiblePlace>(sql, [code]))[0];
  }

  async items(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, ItemFacts>> {
    const rows = await tx.query<ItemFacts>(
      `SELECT i.id::text AS id, i.code, i.kind, i.status, i.tracking, i.qty_scale AS scale, i.base_uom_id::text AS "baseUomId", i.min_remaining_days_out AS "minRemainingDays",
              jsonb_build_array(jsonb_build_object('uomId', u.id::text, 'code', u.code, 'num', '1', 'den', '1', 'decimals', u.decimals)) || coalesce(x.units, '[]') AS units
         FROM items i JOIN uoms u ON u.id = i.base_uom_id
         LEFT JOIN LATERAL (SELECT jsonb_agg(jsonb_build_object('uomId', x.uom_id::text, 'code', xu.code, 'num', x.num::text, 'den', x.den::text, 'decimals', xu.decimals)) AS units
                              FROM item_uoms x JOIN uoms xu ON xu.id = x.uom_id WHERE x.item_id = i.id) AS x ON true
        WHERE i.code = ANY ($1)`,
      [[...new Set(codes)]],
    );
    return new Map(rows.map((row) => [row.code, row]));
  }

  async reasons(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, ReasonFacts>> {
    const rows = await tx.query<ReasonFacts>(`SELECT id::text AS id, code, domain, active, needs_note AS "needsNote" FROM reason_codes WHERE code = ANY ($1)`, [
      [...new Set(codes)],
    ]);
    return new Map(rows.map((row) => [row.code, row]));
  }
}
