import type { UnitOfItem } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { ReasonFacts } from './reason-use.rules';

/** What a document needs to know about an item. */
export interface ItemFacts {
  readonly id: Id;
  readonly code: string;
  readonly kind: string;
  readonly status: string;
  readonly scale: number;
  readonly tracking: 'none' | 'lot' | 'serial';
  readonly shelfLifeDays: number | null;
  /** The base unit comes first, one to one. */
  readonly units: readonly UnitOfItem[];
  readonly overReceiptPct: string;
  readonly qcOnReceipt: boolean;
  readonly minRemainingDaysIn: number;
  /** What a piece costs while the item has no average of its own: the standard cost. null = it has one, or no standard. */
  readonly firstCost: string | null;
}

export interface PartnerFacts {
  readonly id: Id;
  readonly code: string;
  readonly roles: readonly string[];
  readonly status: string;
}

export interface WarehouseFacts {
  readonly id: Id;
  readonly code: string;
  readonly status: string;
  /** Within the scope of places; a scope of partners may name the others too. */
  readonly isVisible: boolean;
}

export interface PlaceFacts {
  readonly id: Id;
  readonly code: string;
  readonly kind: string;
  readonly warehouseId: Id | null;
  readonly zoneId: Id | null;
  readonly status: string;
  readonly lockedReason: string | null;
}

/** Looks up what inbound documents name; everything outside the scope is missing from the answers. */
@Injectable()
export class IntakeStore {
  items(tx: Tx, codes: readonly string[], ids: readonly Id[] = []): Promise<ItemFacts[]> {
    return tx.prepared(
      'inbound.items',
      `SELECT i.id::text AS id, i.code, i.kind, i.status, i.qty_scale AS scale, i.tracking, i.shelf_life_days AS "shelfLifeDays",
              i.over_receipt_pct::text AS "overReceiptPct", i.qc_on_receipt AS "qcOnReceipt", i.min_remaining_days_in AS "minRemainingDaysIn",
              CASE WHEN NOT EXISTS (SELECT 1 FROM inventory_value v WHERE v.item_id = i.id AND v.qty > 0) THEN i.standard_cost::text END AS "firstCost",
              jsonb_build_array(jsonb_build_object('uomId', u.id::text, 'code', u.code, 'num', '1', 'den', '1', 'decimals', i.qty_scale)) ||
                (SELECT coalesce(jsonb_agg(jsonb_build_object('uomId', x.uom_id::text, 'code', xu.code, 'num', x.num::text, 'den', x.den::text, 'decimals', xu.decimals)), '[]')
                   FROM item_uoms x JOIN uoms xu ON xu.id = x.uom_id WHERE x.item_id = i.id) AS units
         FROM items i JOIN uoms u ON u.id = i.base_uom_id WHERE i.code = ANY ($1) OR i.id = ANY ($2::bigint[])`,
      [[...new Set(codes)], [...new Set(ids)]],
    );
  }

  /** A scope that names partners reaches those alone; any other scope is about places and leaves partners whole. */
  partners(tx: Tx, codes: readonly string[]): Promise<PartnerFacts[]> {
    const { all, partners, warehouses, zones } = tx.scope;
    const mine = all || partners.length === 0 || warehouses.length + zones.length > 0 ? null : partners;
    return tx.query('SELECT id::text AS id, code, roles, status FROM partners WHERE code = ANY ($1) AND ($2::bigint[] IS NULL OR id = ANY ($2))', [
      [...new Set(codes)],
      mine,
    ]);
  }

  async warehouses(tx: Tx, codes: readonly string[]): Promise<WarehouseFacts[]> {
    return tx.query(
      `SELECT w.id::text AS id, w.code, w.status, v.id IS NOT NULL AS "isVisible" FROM warehouse_names() w LEFT JOIN warehouses v ON v.id = w.id WHERE w.code = ANY ($1)`,
      [[...new Set(codes)]],
    );
  }

  places(tx: Tx, codes: readonly string[], ids: readonly Id[] = []): Promise<PlaceFacts[]> {
    return tx.prepared(
      'inbound.places',
      `SELECT id::text AS id, code, kind, warehouse_id::text AS "warehouseId", zone_id::text AS "zoneId", status, locked_reason AS "lockedReason"
         FROM locations WHERE code = ANY ($1) OR id = ANY ($2::bigint[])`,
      [[...new Set(codes)], [...new Set(ids)]],
    );
  }

  /** The active ones. */
  reasons(tx: Tx, codes: readonly (string | undefined)[]): Promise<ReasonFacts[]> {
    return activeReasons(tx, codes);
  }

  /** The factory's calendar day. */
  async today(tx: Tx): Promise<string> {
    const [row] = await tx.prepared<{ today: string }>('inbound.today', 'SELECT business_date()::text AS today');
    return row!.today;
  }
}

export async function activeReasons(tx: Tx, codes: readonly (string | undefined)[]): Promise<ReasonFacts[]> {
  const named = [...new Set(codes.filter((code) => code !== undefined))];
  if (named.length === 0) return [];
  return tx.query('SELECT code, domain, needs_note AS "needsNote", needs_approval AS "needsApproval" FROM reason_codes WHERE code = ANY ($1) AND active', [
    named,
  ]);
}
