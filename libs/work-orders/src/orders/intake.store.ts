import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { askWholeCompany } from '../whole-company';
import { keyOf } from '../work-order-key';

export interface ItemFacts {
  readonly id: Id;
  readonly code: string;
  readonly kind: string;
  readonly status: string;
  readonly tracking: 'none' | 'lot' | 'serial';
  readonly scale: number;
  /** The base unit comes first. */
  readonly units: readonly { readonly uomId: Id; readonly code: string; readonly num: string; readonly den: string; readonly decimals: number }[];
}

export interface WarehouseFacts {
  readonly id: Id;
  readonly code: string;
  /** Whether an order there would be one that the caller sees. */
  readonly isReached: boolean;
}

export interface PlaceFacts {
  readonly id: Id;
  readonly code: string;
  readonly warehouseId: Id;
}

export interface ParentFacts {
  readonly id: Id;
  readonly publicId: string;
  readonly number: string;
  readonly isOver: boolean;
}

/** What orders name: items with their units, warehouses, places, other orders. */
@Injectable()
export class IntakeStore {
  async items(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, ItemFacts>> {
    const rows = await tx.query<ItemFacts>(
      `SELECT i.id::text AS id, i.code, i.kind, i.status, i.tracking, i.qty_scale AS scale,
              jsonb_build_array(jsonb_build_object('uomId', u.id::text, 'code', u.code, 'num', '1', 'den', '1', 'decimals', u.decimals)) || coalesce(x.units, '[]') AS units
         FROM items i JOIN uoms u ON u.id = i.base_uom_id
         LEFT JOIN LATERAL (SELECT jsonb_agg(jsonb_build_object('uomId', x.uom_id::text, 'code', xu.code, 'num', x.num::text, 'den', x.den::text, 'decimals', xu.decimals)) AS units
                              FROM item_uoms x JOIN uoms xu ON xu.id = x.uom_id WHERE x.item_id = i.id) AS x ON true
        WHERE i.code = ANY ($1)`,
      [codes],
    );
    return byCode(rows);
  }

  /** Warehouses in use, and whether the policy of the table would let the caller see an order of theirs. */
  async warehouses(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, WarehouseFacts>> {
    const reached = tx.scope.all ? 'true' : 'w.id = ANY (scope_document_warehouses())';
    return byCode(
      await tx.query<WarehouseFacts>(
        `SELECT w.id::text AS id, w.code, ${reached} AS "isReached" FROM warehouse_names() w WHERE w.code = ANY ($1) AND w.status = 'active'`,
        [codes],
      ),
    );
  }

  /** Places in use, in the whole company: the order's warehouse decides whether they fit. */
  async places(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, PlaceFacts>> {
    if (codes.length === 0) return new Map();
    const sql = `SELECT id::text AS id, code, warehouse_id::text AS "warehouseId" FROM locations WHERE code = ANY ($1) AND warehouse_id IS NOT NULL AND status = 'active'`;
    return byCode(await askWholeCompany<PlaceFacts>(tx, sql, [codes]));
  }

  /** Orders that the caller sees, under the names given: ids and numbers. */
  async parents(tx: Tx, names: readonly string[]): Promise<ReadonlyMap<string, ParentFacts>> {
    if (names.length === 0) return new Map();
    const keys = names.map(keyOf);
    const rows = await tx.query<ParentFacts>(
      `SELECT id::text AS id, public_id AS "publicId", number, state IN ('completed', 'closed', 'cancelled') AS "isOver"
         FROM work_orders WHERE public_id = ANY ($1::uuid[]) OR number = ANY ($2::text[])`,
      [keys.flatMap(([publicId]) => publicId ?? []), keys.flatMap(([, number]) => number ?? [])],
    );
    const found = keys.map(([publicId, number]) => rows.find((row) => row.publicId === publicId || row.number === number));
    return new Map(names.flatMap((name, i) => (found[i] ? [[name, found[i]] as const] : [])));
  }

  /** References of other systems that have an order already. */
  async knownRefs(tx: Tx, refs: readonly string[]): Promise<ReadonlySet<string>> {
    if (refs.length === 0) return new Set();
    const rows = await askWholeCompany<{ ref: string }>(tx, 'SELECT external_ref AS ref FROM work_orders WHERE external_ref = ANY ($1)', [refs]);
    return new Set(rows.map((row) => row.ref));
  }
}

const byCode = <T extends { readonly code: string }>(rows: readonly T[]): ReadonlyMap<string, T> => new Map(rows.map((row) => [row.code, row]));
