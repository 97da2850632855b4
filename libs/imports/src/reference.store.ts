import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Value } from './target';

export type Named = 'items' | 'locations' | 'partners';
export type OrderTable = 'purchase_orders' | 'sales_orders';

/** A record as the import compares it. */
export interface CurrentRow {
  readonly id: string;
  readonly version: number;
  readonly code: string;
  readonly status: string;
  readonly values: Record<string, Value>;
}

export interface Version {
  readonly id: string;
  readonly code: string;
  readonly version: number;
  /** Made by this very transaction. */
  readonly fresh: boolean;
}

const SELECTS: Readonly<Record<Named, string>> = {
  items: `SELECT t.public_id AS id, t.row_version AS version, t.code, t.status, jsonb_build_object('code', t.code, 'name', t.name, 'nameEn', t.name_en, 'kind', t.kind,
      'category', c.code, 'baseUom', u.code, 'qtyScale', t.qty_scale::text, 'tracking', t.tracking, 'shelfLifeDays', t.shelf_life_days::text, 'fefo', t.fefo::text,
      'safetyStock', trim_scale(t.safety_stock)::text, 'standardCost', trim_scale(t.standard_cost)::text, 'gtin', t.gtin,
      'overReceiptPct', trim_scale(t.over_receipt_pct)::text, 'qcOnReceipt', t.qc_on_receipt::text, 'minRemainingDaysIn', t.min_remaining_days_in::text,
      'minRemainingDaysOut', t.min_remaining_days_out::text, 'issueMethod', t.issue_method, 'defaultLocation', (SELECT l.code FROM locations l WHERE l.id = t.default_location_id),
      'purchaseUom', pu.code, 'purchaseQty', pu.qty, 'barcodes', (SELECT string_agg(b.code, ',' ORDER BY b.id) FROM item_barcodes b WHERE b.item_id = t.id)) AS values
    FROM items t JOIN uoms u ON u.id = t.base_uom_id LEFT JOIN item_categories c ON c.id = t.category_id
    LEFT JOIN LATERAL (SELECT p.code, trim_scale(x.num::numeric / x.den)::text AS qty FROM item_uoms x JOIN uoms p ON p.id = x.uom_id
      WHERE x.item_id = t.id AND x.is_purchase ORDER BY p.code LIMIT 1) AS pu ON true`,
  locations: `SELECT t.public_id AS id, t.row_version AS version, t.code, CASE WHEN t.kind = 'virtual' THEN 'virtual' ELSE t.status END AS status,
      jsonb_build_object('code', t.code, 'name', t.name, 'warehouse', w.code, 'zone', z.code, 'parent', p.code, 'kind', t.kind, 'pickSeq', t.pick_seq::text,
      'isPickable', t.is_pickable::text, 'allowNegative', t.allow_negative::text) AS values
    FROM locations t LEFT JOIN warehouses w ON w.id = t.warehouse_id LEFT JOIN zones z ON z.id = t.zone_id LEFT JOIN locations p ON p.id = t.parent_id`,
  partners: `SELECT t.public_id AS id, t.row_version AS version, t.code, t.status, jsonb_build_object('code', t.code, 'name', t.name,
      'roles', (SELECT string_agg(r, ',' ORDER BY array_position(ARRAY['supplier', 'customer', 'carrier'], r)) FROM unnest(t.roles) r), 'taxId', t.tax_id, 'country', t.country) AS values
    FROM partners t`,
};

/** Reads, and only reads, what the catalog and the inventory keep; their services do all writing. */
@Injectable()
export class ReferenceStore {
  async byCode(tx: Tx, table: Named, codes: readonly string[]): Promise<ReadonlyMap<string, CurrentRow>> {
    const rows = await tx.query<CurrentRow>(`${SELECTS[table]} WHERE t.code = ANY ($1)`, [codes]);
    return new Map(rows.map((row) => [row.code, row]));
  }

  /** Active records in the order of their codes. */
  async first(tx: Tx, table: Named, limit: number): Promise<CurrentRow[]> {
    const real = table === 'locations' ? `AND t.kind <> 'virtual'` : '';
    return tx.query<CurrentRow>(`${SELECTS[table]} WHERE t.status <> 'archived' ${real} ORDER BY t.code LIMIT $1`, [limit]);
  }

  /** Versions as they are now; held, in id order as everybody does, until the transaction ends. */
  async hold(tx: Tx, table: Named | OrderTable | 'boms', ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await tx.query<{ id: string; version: number }>(
      `SELECT public_id AS id, row_version AS version FROM ${table} WHERE public_id = ANY ($1::uuid[]) ORDER BY ${table}.id FOR NO KEY UPDATE`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row.version]));
  }

  async versions(tx: Tx, table: Named, codes: readonly string[]): Promise<ReadonlyMap<string, Version>> {
    const rows = await tx.query<Version>(
      `SELECT public_id AS id, code, row_version AS version, created_at = transaction_timestamp() AS fresh FROM ${table} WHERE code = ANY ($1)`,
      [codes],
    );
    return new Map(rows.map((row) => [row.code, row]));
  }

  /** For each code that is not there the most similar one that is, as far as the hints reach. */
  async nearest(tx: Tx, table: Named, codes: readonly string[], hints: { left: number }): Promise<ReadonlyMap<string, string>> {
    const wanted = [...new Set(codes)].slice(0, hints.left);
    if (wanted.length === 0) return new Map();
    hints.left -= wanted.length;
    const rows = await tx.query<{ wanted: string; code: string | null }>(
      `SELECT w.wanted, (SELECT t.code FROM ${table} t WHERE t.status <> 'archived' AND t.code % w.wanted ORDER BY similarity(t.code, w.wanted) DESC, t.code LIMIT 1) AS code
       FROM unnest($1::text[]) AS w(wanted)`,
      [wanted],
    );
    return new Map(rows.flatMap((row) => (row.code === null ? [] : [[row.wanted, row.code] as const])));
  }

  async units(tx: Tx): Promise<ReadonlyMap<string, { readonly code: string; readonly decimals: number }>> {
    const rows = await tx.query<{ code: string; decimals: number }>('SELECT code, decimals FROM uoms ORDER BY code LIMIT 2000');
    return new Map(rows.map((row) => [row.code, row]));
  }

  async categories(tx: Tx): Promise<ReadonlySet<string>> {
    return new Set((await tx.query<{ code: string }>('SELECT code FROM item_categories ORDER BY code LIMIT 10000')).map((row) => row.code));
  }

  /** Which of the codes are places that goods can be put away in, within the scope. */
  async places(tx: Tx, codes: readonly string[]): Promise<ReadonlySet<string>> {
    if (codes.length === 0) return new Set();
    const rows = await tx.query<{ code: string }>(
      `SELECT code FROM locations WHERE code = ANY ($1) AND status = 'active' AND kind NOT IN ('virtual', 'transit')`,
      [codes],
    );
    return new Set(rows.map((row) => row.code));
  }

  /** Which of the codes are barcodes already. */
  async barcodes(tx: Tx, codes: readonly string[]): Promise<ReadonlySet<string>> {
    if (codes.length === 0) return new Set();
    return new Set((await tx.query<{ code: string }>('SELECT code FROM item_barcodes WHERE code = ANY ($1)', [codes])).map((row) => row.code));
  }

  /** Active warehouses within the scope, with their zones by code. */
  async warehouses(tx: Tx): Promise<ReadonlyMap<string, { readonly id: string; readonly zones: Readonly<Record<string, string>> }>> {
    const rows = await tx.query<{ code: string; id: string; zones: Record<string, string> }>(
      `SELECT w.code, w.id, coalesce((SELECT jsonb_object_agg(z.code, z.id::text) FROM zones z WHERE z.warehouse_id = w.id), '{}') AS zones
       FROM warehouses w WHERE w.status = 'active' ORDER BY w.code LIMIT 2000`,
    );
    return new Map(rows.map(({ code, id, zones }) => [code, { id, zones }]));
  }

  /** Items that a bill may name, with the codes of their units. */
  async itemUnits(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const rows = await tx.query<{ code: string; units: string[] }>(
      `SELECT i.code, ARRAY(SELECT u.code FROM uoms u WHERE u.id = i.base_uom_id UNION SELECT u.code FROM item_uoms x JOIN uoms u ON u.id = x.uom_id WHERE x.item_id = i.id) AS units
       FROM items i WHERE i.code = ANY ($1) AND i.status <> 'archived'`,
      [codes],
    );
    return new Map(rows.map((row) => [row.code, new Set(row.units)]));
  }

  /** Bills of these items, by `item/version`. */
  async bills(tx: Tx, items: readonly string[]): Promise<ReadonlyMap<string, { readonly id: string; readonly version: number; readonly fresh: boolean }>> {
    const rows = await tx.query<{ key: string; id: string; version: number; fresh: boolean }>(
      `SELECT i.code || '/' || b.version AS key, b.public_id AS id, b.row_version AS version, b.created_at = transaction_timestamp() AS fresh
       FROM boms b JOIN items i ON i.id = b.item_id WHERE i.code = ANY ($1)`,
      [items],
    );
    return new Map(rows.map(({ key, ...bill }) => [key, bill]));
  }

  /** Orders by `partner/number of the other system`. */
  async orders(
    tx: Tx,
    table: OrderTable,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly id: string; readonly version: number; readonly fresh: boolean }>> {
    const partner = table === 'purchase_orders' ? 'supplier_id' : 'customer_id';
    const named = keys.map((key) => [key.slice(0, key.indexOf('/')), key.slice(key.indexOf('/') + 1)] as const);
    const rows = await tx.query<{ key: string; id: string; version: number; fresh: boolean }>(
      `SELECT p.code || '/' || o.external_ref AS key, o.public_id AS id, o.row_version AS version, o.created_at = transaction_timestamp() AS fresh
       FROM unnest($1::text[], $2::text[]) AS k(partner, ref) JOIN partners p ON p.code = k.partner JOIN ${table} o ON o.${partner} = p.id AND o.external_ref = k.ref`,
      [named.map(([code]) => code), named.map(([, ref]) => ref)],
    );
    return new Map(rows.map(({ key, ...order }) => [key, order]));
  }

  /** "Is made of" edges of every active bill: bills are few, and a circle may lead through any of them. */
  activeEdges(tx: Tx): Promise<{ parent: string; child: string }[]> {
    return tx.query(
      `SELECT p.code AS parent, c.code AS child FROM boms b JOIN items p ON p.id = b.item_id JOIN bom_lines l ON l.bom_id = b.id
         JOIN LATERAL (SELECT l.component_item_id AS id UNION ALL SELECT s.item_id FROM bom_substitutes s WHERE s.bom_line_id = l.id) AS part ON true
         JOIN items c ON c.id = part.id WHERE b.state = 'active'`,
    );
  }

  /** Lines of the active bills, for the template. A substitute whose code could be read as one with a ratio is written with its ratio. */
  billLines(tx: Tx, limit: number): Promise<Record<string, Value>[]> {
    return tx.query(
      `SELECT i.code AS parent, b.version::text AS version, trim_scale(b.base_qty)::text AS "baseQty", c.code AS component, trim_scale(l.qty)::text AS qty, u.code AS uom,
         l.valid_from::text AS "validFrom", l.valid_to::text AS "validTo", l.qty_kind AS "qtyKind", trim_scale(l.scrap_pct)::text AS "scrapPct",
         l.op_no::text AS "opNo", l.issue_method AS "issueMethod", b.kind, trim_scale(b.yield_pct)::text AS "yieldPct",
         b.valid_from::text AS "billValidFrom", b.valid_to::text AS "billValidTo",
         (SELECT string_agg(p.code || CASE WHEN s.ratio = 1 AND p.code !~ '[×*＊]' THEN '' ELSE '×' || trim_scale(s.ratio) END, ';' ORDER BY s.priority, s.id)
            FROM bom_substitutes s JOIN items p ON p.id = s.item_id WHERE s.bom_line_id = l.id) AS substitutes
       FROM boms b JOIN items i ON i.id = b.item_id JOIN bom_lines l ON l.bom_id = b.id JOIN items c ON c.id = l.component_item_id JOIN uoms u ON u.id = l.uom_id
       WHERE b.state = 'active'
       ORDER BY i.code, b.version, l.id LIMIT $1`,
      [limit],
    );
  }

  /** Bills that took the place of another when they were made: taking them back would leave their item without one. */
  async billsThatReplaced(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ id: string }>(
      `SELECT b.public_id AS id FROM boms b WHERE b.public_id = ANY ($1::uuid[]) AND EXISTS (
         SELECT 1 FROM boms o WHERE o.item_id = b.item_id AND o.id <> b.id AND o.state <> 'draft' AND o.created_at < b.created_at AND o.updated_at = b.created_at)`,
      [ids],
    );
    return new Set(rows.map((row) => row.id));
  }
}
