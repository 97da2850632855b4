import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { CursorCodec, Id, Page } from '@anwen/kernel';
import { Conditions, fetchPage, type Listing } from './listing';
import type { ItemListQuery } from './item.dto';
import type { Ratio, UnitOfItem } from './uom.rules';

interface UomRef {
  readonly publicId: string;
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
}

export interface ItemRow {
  readonly id: Id;
  readonly publicId: string;
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly kind: string;
  readonly category: { readonly id: string; readonly code: string; readonly name: string } | null;
  readonly baseUom: UomRef & { readonly id: Id; readonly decimals: number };
  readonly qtyScale: number;
  readonly tracking: string;
  readonly shelfLifeDays: number | null;
  readonly fefo: boolean;
  readonly safetyStock: string;
  readonly standardCost: string | null;
  readonly status: string;
  readonly gtin: string | null;
  readonly overReceiptPct: string;
  readonly qcOnReceipt: boolean;
  readonly minRemainingDaysIn: number;
  readonly minRemainingDaysOut: number;
  readonly issueMethod: string;
  readonly defaultLocation: { readonly id: string; readonly code: string; readonly name: string } | null;
  readonly externalRef: string | null;
  readonly uoms: readonly (Ratio & { readonly uom: UomRef; readonly isPurchase: boolean; readonly isSales: boolean })[];
  readonly barcodes: readonly { readonly code: string; readonly symbology: string | null; readonly uom: UomRef | null; readonly qty: string }[];
  readonly updatedAt: Date;
  readonly rowVersion: number;
}

/** An item ready to be written: every reference resolved to an internal id. */
export interface ItemValues {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly kind: string;
  readonly categoryId: Id | null;
  readonly baseUomId: Id;
  readonly qtyScale: number;
  readonly tracking: string;
  readonly shelfLifeDays: number | null;
  readonly fefo: boolean;
  readonly safetyStock: string;
  readonly standardCost: string | null;
  readonly gtin: string | null;
  readonly overReceiptPct: string;
  readonly qcOnReceipt: boolean;
  readonly minRemainingDaysIn: number;
  readonly minRemainingDaysOut: number;
  readonly issueMethod: string;
  readonly defaultLocationId: Id | null;
  readonly externalRef: string | null;
}

export interface ItemUnitValues extends Ratio {
  readonly itemId: Id;
  readonly uomId: Id;
  readonly isPurchase: boolean;
  readonly isSales: boolean;
}

export interface BarcodeValues {
  readonly itemId: Id;
  readonly code: string;
  readonly symbology: string | null;
  readonly uomId: Id | null;
  readonly qty: string;
}

type BareRow = Omit<ItemRow, 'uoms' | 'barcodes'>;
type Owned<T> = T & { readonly itemId: Id };

function byItem<T extends { readonly itemId: Id }>(rows: readonly T[]): ReadonlyMap<Id, T[]> {
  const found = new Map<Id, T[]>();
  for (const row of rows) {
    const own = found.get(row.itemId);
    if (own) own.push(row);
    else found.set(row.itemId, [row]);
  }
  return found;
}

const UOM_REF = `json_build_object('publicId', u.public_id, 'code', u.code, 'nameZh', u.name_zh, 'nameEn', u.name_en)`;
const COLUMNS = `i.public_id AS "publicId", i.code, i.name, i.name_en AS "nameEn", i.kind, i.qty_scale AS "qtyScale", i.tracking,
  i.shelf_life_days AS "shelfLifeDays", i.fefo, i.safety_stock AS "safetyStock", i.standard_cost AS "standardCost", i.status, i.gtin,
  i.over_receipt_pct AS "overReceiptPct", i.qc_on_receipt AS "qcOnReceipt", i.min_remaining_days_in AS "minRemainingDaysIn",
  i.min_remaining_days_out AS "minRemainingDaysOut", i.issue_method AS "issueMethod",
  (SELECT json_build_object('id', l.public_id, 'code', l.code, 'name', l.name) FROM locations l WHERE l.id = i.default_location_id) AS "defaultLocation",
  i.external_ref AS "externalRef", i.updated_at AS "updatedAt", i.row_version AS "rowVersion",
  CASE WHEN c.id IS NOT NULL THEN json_build_object('id', c.public_id, 'code', c.code, 'name', c.name) END AS category,
  json_build_object('id', b.id::text, 'publicId', b.public_id, 'code', b.code, 'nameZh', b.name_zh, 'nameEn', b.name_en, 'decimals', b.decimals) AS "baseUom"`;
const FROM = 'items i JOIN uoms b ON b.id = i.base_uom_id LEFT JOIN item_categories c ON c.id = i.category_id';
const LISTING: Listing = {
  name: 'items',
  select: COLUMNS,
  from: FROM,
  id: 'i.id',
  defaultSort: 'code',
  sorts: { code: { sql: 'i.code', type: 'text' }, name: { sql: 'i.name', type: 'text' }, updatedAt: { sql: 'i.updated_at', type: 'timestamptz' } },
};
/** Word for word the expression of the trigram index items_search. */
const SEARCHED = `(i.code || ' ' || i.name || ' ' || coalesce(i.name_en, ''))`;

const INSERT = `INSERT INTO items (code, name, name_en, kind, category_id, base_uom_id, qty_scale, tracking, shelf_life_days, fefo, safety_stock,
    standard_cost, gtin, external_ref, over_receipt_pct, qc_on_receipt, min_remaining_days_in, min_remaining_days_out, issue_method, default_location_id)
  SELECT r.code, r.name, r."nameEn", r.kind, r."categoryId", r."baseUomId", r."qtyScale", r.tracking, r."shelfLifeDays", r.fefo, r."safetyStock",
    r."standardCost", r.gtin, r."externalRef", r."overReceiptPct", r."qcOnReceipt", r."minRemainingDaysIn", r."minRemainingDaysOut", r."issueMethod", r."defaultLocationId"
  FROM jsonb_to_recordset($1::jsonb) AS r(code text, name text, "nameEn" text, kind text, "categoryId" bigint, "baseUomId" bigint, "qtyScale" int,
    tracking text, "shelfLifeDays" int, fefo boolean, "safetyStock" numeric, "standardCost" numeric, gtin text, "externalRef" text,
    "overReceiptPct" numeric, "qcOnReceipt" boolean, "minRemainingDaysIn" int, "minRemainingDaysOut" int, "issueMethod" text, "defaultLocationId" bigint)
  ORDER BY r.code ON CONFLICT DO NOTHING RETURNING id, public_id AS "publicId", code`;

@Injectable()
export class ItemStore {
  async list(tx: Tx, codec: CursorCodec, input: ItemListQuery): Promise<Page<ItemRow>> {
    const filters = new Conditions()
      .contains(SEARCHED, input.q)
      .and('i.kind = ?', input.kind)
      .and('i.tracking = ?', input.tracking)
      .and('i.status = ?', input.status)
      .and('c.code = ?', input.category)
      .and('i.id IN (SELECT item_id FROM item_barcodes WHERE code = ? UNION ALL SELECT id FROM items WHERE gtin = ?)', input.barcode);
    const page = await fetchPage<BareRow>(tx, codec, LISTING, { input, filters });
    return { ...page, items: await this.withDetails(tx, page.items) };
  }

  async byPublicId(tx: Tx, publicId: string): Promise<ItemRow | undefined> {
    const rows = await tx.query<BareRow>(`SELECT i.id, ${COLUMNS} FROM ${FROM} WHERE i.public_id = $1`, [publicId]);
    return (await this.withDetails(tx, rows))[0];
  }

  /**
   * The item, and nobody else changes it until the transaction ends. Two statements: the row is read by the second,
   * so that units and barcodes are those after the wait, not those of the snapshot before it.
   */
  async lock(tx: Tx, publicId: string): Promise<ItemRow | undefined> {
    await tx.query('SELECT 1 FROM items WHERE public_id = $1 FOR NO KEY UPDATE', [publicId]);
    return this.byPublicId(tx, publicId);
  }

  /** The units that the item can be counted in, its base unit among them. */
  unitsOf(tx: Tx, itemId: Id): Promise<UnitOfItem[]> {
    return tx.query<UnitOfItem>(
      `SELECT u.id AS "uomId", u.code, u.decimals, '1' AS num, '1' AS den FROM items i JOIN uoms u ON u.id = i.base_uom_id WHERE i.id = $1
       UNION ALL SELECT u.id, u.code, u.decimals, x.num::text, x.den::text FROM item_uoms x JOIN uoms u ON u.id = x.uom_id WHERE x.item_id = $1`,
      [itemId],
    );
  }

  /** Places that goods can be put away in, within the scope. */
  async placesByCode(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, Id>> {
    if (codes.length === 0) return new Map();
    const rows = await tx.query<{ id: Id; code: string }>(
      `SELECT id, code FROM locations WHERE code = ANY ($1) AND status = 'active' AND kind NOT IN ('virtual', 'transit')`,
      [codes],
    );
    return new Map(rows.map((row) => [row.code, row.id]));
  }

  async idsByCode(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, Id>> {
    const rows = await tx.query<{ id: Id; code: string }>('SELECT id, code FROM items WHERE code = ANY ($1)', [codes]);
    return new Map(rows.map((row) => [row.code, row.id]));
  }

  /** Rows whose code or external reference is taken are left out of the answer. */
  insert(tx: Tx, rows: readonly ItemValues[]): Promise<{ id: Id; publicId: string; code: string }[]> {
    return tx.query(INSERT, [JSON.stringify(rows)]);
  }

  async insertUnits(tx: Tx, units: readonly ItemUnitValues[]): Promise<void> {
    if (units.length === 0) return;
    await tx.query(
      `INSERT INTO item_uoms (item_id, uom_id, num, den, is_purchase, is_sales) SELECT "itemId", "uomId", num, den, "isPurchase", "isSales"
       FROM jsonb_to_recordset($1::jsonb) AS r("itemId" bigint, "uomId" bigint, num bigint, den bigint, "isPurchase" boolean, "isSales" boolean)`,
      [JSON.stringify(units)],
    );
  }

  async removeUnits(tx: Tx, itemId: Id): Promise<void> {
    await tx.query('DELETE FROM item_uoms WHERE item_id = $1', [itemId]);
  }

  /** The caller holds the row's lock and gives the whole new state. */
  async update(
    tx: Tx,
    id: Id,
    v: Omit<ItemValues, 'code' | 'baseUomId' | 'qtyScale' | 'tracking' | 'externalRef'> & { readonly status: string },
  ): Promise<void> {
    await tx.query(
      `UPDATE items SET name = $2, name_en = $3, kind = $4, category_id = $5, shelf_life_days = $6, fefo = $7, safety_stock = $8, standard_cost = $9,
         gtin = $10, status = $11, over_receipt_pct = $12, qc_on_receipt = $13, min_remaining_days_in = $14, min_remaining_days_out = $15,
         default_location_id = $16, issue_method = $17, updated_at = now(), row_version = row_version + 1 WHERE id = $1`,
      [id, v.name, v.nameEn, v.kind, v.categoryId, v.shelfLifeDays, v.fefo, v.safetyStock, v.standardCost, v.gtin, v.status].concat([
        v.overReceiptPct,
        v.qcOnReceipt,
        v.minRemainingDaysIn,
        v.minRemainingDaysOut,
        v.defaultLocationId,
        v.issueMethod,
      ]),
    );
  }

  async archive(tx: Tx, id: Id): Promise<void> {
    await tx.query(`UPDATE items SET status = 'archived', updated_at = now(), row_version = row_version + 1 WHERE id = $1`, [id]);
  }

  /** Codes of the products whose active bill is for the item or needs it, today or later, also to stand in for another; a few are enough to tell why not. */
  async activeBillsUsing(tx: Tx, id: Id): Promise<string[]> {
    const rows = await tx.query<{ code: string }>(
      `SELECT DISTINCT p.code FROM boms b JOIN items p ON p.id = b.item_id
       WHERE b.state = 'active' AND (b.valid_to IS NULL OR b.valid_to >= business_date()) AND (b.item_id = $1 OR b.id IN (
         SELECT l.bom_id FROM bom_lines l WHERE (l.valid_to IS NULL OR l.valid_to >= business_date())
           AND (l.component_item_id = $1 OR l.id IN (SELECT s.bom_line_id FROM bom_substitutes s WHERE s.item_id = $1))))
       ORDER BY p.code LIMIT 5`,
      [id],
    );
    return rows.map((row) => row.code);
  }

  /** Drafts and active bills with lines in these units of the item, by unit; a few are enough to tell why not. */
  billsInUnits(tx: Tx, id: Id, units: readonly string[]): Promise<{ uom: string; bills: string[] }[]> {
    return tx.query(
      `SELECT u.code AS uom, (array_agg(DISTINCT p.code || ' v' || b.version))[:5] AS bills
       FROM bom_lines l JOIN boms b ON b.id = l.bom_id JOIN items p ON p.id = b.item_id JOIN uoms u ON u.id = l.uom_id
       WHERE l.component_item_id = $1 AND u.code = ANY ($2) AND b.state IN ('draft', 'active') GROUP BY u.code ORDER BY u.code`,
      [id, units],
    );
  }

  /** Barcodes that are taken are left out of the answer. */
  async insertBarcodes(tx: Tx, barcodes: readonly BarcodeValues[]): Promise<ReadonlySet<string>> {
    if (barcodes.length === 0) return new Set();
    const rows = await tx.query<{ code: string }>(
      `INSERT INTO item_barcodes (item_id, code, symbology, uom_id, qty) SELECT "itemId", code, symbology, "uomId", qty
       FROM jsonb_to_recordset($1::jsonb) AS r("itemId" bigint, code text, symbology text, "uomId" bigint, qty numeric)
       ORDER BY code ON CONFLICT (code) DO NOTHING RETURNING code`,
      [JSON.stringify(barcodes)],
    );
    return new Set(rows.map((row) => row.code));
  }

  /** False when the barcode is taken. */
  async addBarcode(tx: Tx, barcode: BarcodeValues): Promise<boolean> {
    const added = await this.insertBarcodes(tx, [barcode]);
    if (added.size > 0) await this.touch(tx, barcode.itemId);
    return added.size > 0;
  }

  /** False when the item has no such barcode. */
  async removeBarcode(tx: Tx, itemId: Id, code: string): Promise<boolean> {
    const rows = await tx.query('DELETE FROM item_barcodes WHERE item_id = $1 AND code = $2 RETURNING id', [itemId, code]);
    if (rows.length > 0) await this.touch(tx, itemId);
    return rows.length > 0;
  }

  /** Units and barcodes of all rows at once: a subquery in each row would read the barcodes as often as there are rows. */
  private async withDetails(tx: Tx, rows: readonly BareRow[]): Promise<ItemRow[]> {
    if (rows.length === 0) return [];
    const ids = [rows.map((row) => row.id)];
    const [units, barcodes] = await Promise.all([
      tx.query<Owned<ItemRow['uoms'][number]>>(
        `SELECT x.item_id AS "itemId", x.num::text AS num, x.den::text AS den, x.is_purchase AS "isPurchase", x.is_sales AS "isSales",
           ${UOM_REF} AS uom FROM item_uoms x JOIN uoms u ON u.id = x.uom_id
         WHERE x.item_id = ANY ($1::bigint[]) ORDER BY u.code`,
        ids,
      ),
      tx.query<Owned<ItemRow['barcodes'][number]>>(
        `SELECT x.item_id AS "itemId", x.code, x.symbology, x.qty, CASE WHEN u.id IS NOT NULL THEN ${UOM_REF} END AS uom FROM item_barcodes x
         LEFT JOIN uoms u ON u.id = x.uom_id WHERE x.item_id = ANY ($1::bigint[]) ORDER BY x.id`,
        ids,
      ),
    ]);
    const [unitsOf, barcodesOf] = [byItem(units), byItem(barcodes)];
    return rows.map((row) => ({ ...row, uoms: unitsOf.get(row.id) ?? [], barcodes: barcodesOf.get(row.id) ?? [] }));
  }

  private async touch(tx: Tx, id: Id): Promise<void> {
    await tx.query('UPDATE items SET updated_at = now(), row_version = row_version + 1 WHERE id = $1', [id]);
  }
}
