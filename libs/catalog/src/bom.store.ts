import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { CursorCodec, Id, Page } from '@anwen/kernel';
import type { BomListQuery } from './bom.dto';
import { Conditions, fetchPage, type Listing } from './listing';

interface Named {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

export interface BomRow {
  readonly id: Id;
  readonly publicId: string;
  readonly itemId: Id;
  readonly item: Named;
  readonly version: number;
  readonly state: string;
  readonly baseQty: string;
  readonly rowVersion: number;
}

export interface BomLineRow {
  readonly component: Named;
  readonly qty: string;
  readonly uom: { readonly publicId: string; readonly code: string; readonly nameZh: string; readonly nameEn: string };
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** A component as production needs it: per `baseQty` of the product, converted by num/den into the component's base unit. */
export interface ValidLine {
  readonly componentItemId: Id;
  readonly qty: string;
  readonly uomId: Id;
  readonly num: string;
  readonly den: string;
  readonly baseQty: string;
}

export interface LineValues {
  readonly bomId: Id;
  readonly componentItemId: Id;
  readonly qty: string;
  readonly uomId: Id;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly externalRef: string | null;
}

const COLUMNS = `b.public_id AS "publicId", b.item_id AS "itemId", json_build_object('id', i.public_id, 'code', i.code, 'name', i.name) AS item, b.version, b.state,
  b.base_qty AS "baseQty", b.row_version AS "rowVersion"`;
const FROM = 'boms b JOIN items i ON i.id = b.item_id';
const LISTING: Listing = { name: 'boms', select: COLUMNS, from: FROM, id: 'b.id', defaultSort: 'item', sorts: { item: { sql: 'i.code', type: 'text' } } };

@Injectable()
export class BomStore {
  list(tx: Tx, codec: CursorCodec, input: BomListQuery): Promise<Page<BomRow>> {
    const filters = new Conditions()
      .and('i.code = ?', input.item)
      .and('b.state = ?', input.state)
      .and('b.id IN (SELECT l.bom_id FROM bom_lines l JOIN items c ON c.id = l.component_item_id WHERE c.code = ?)', input.component);
    return fetchPage<BomRow>(tx, codec, LISTING, { input, filters });
  }

  async byPublicId(tx: Tx, publicId: string): Promise<BomRow | undefined> {
    return (await tx.query<BomRow>(`SELECT b.id, ${COLUMNS} FROM ${FROM} WHERE b.public_id = $1`, [publicId]))[0];
  }

  /**
   * Writers of bills queue here: a cycle can be closed by two bills that do not see each other, and versions are
   * counted. Bills change a few times a day, so one lock for all of them is no bottleneck. Released at the commit.
   */
  async lockAll(tx: Tx): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('catalog.boms'))`);
  }

  async linesOf(tx: Tx, bomId: Id): Promise<BomLineRow[]> {
    return tx.query<BomLineRow>(
      `SELECT json_build_object('id', c.public_id, 'code', c.code, 'name', c.name) AS component, l.qty, l.valid_from::text AS "validFrom", l.valid_to::text AS "validTo",
         json_build_object('publicId', u.public_id, 'code', u.code, 'nameZh', u.name_zh, 'nameEn', u.name_en) AS uom
       FROM bom_lines l JOIN items c ON c.id = l.component_item_id JOIN uoms u ON u.id = l.uom_id WHERE l.bom_id = $1 ORDER BY l.id`,
      [bomId],
    );
  }

  /** Lines of the item's active bill that hold on the day, both ends included. One statement: production asks it for every order. */
  validOn(tx: Tx, itemId: Id, day: string): Promise<ValidLine[]> {
    return tx.prepared<ValidLine>(
      'catalog:bom-valid-on',
      `SELECT l.component_item_id AS "componentItemId", l.qty, l.uom_id AS "uomId", coalesce(x.num, 1)::text AS num, coalesce(x.den, 1)::text AS den, b.base_qty AS "baseQty"
       FROM boms b JOIN bom_lines l ON l.bom_id = b.id LEFT JOIN item_uoms x ON x.item_id = l.component_item_id AND x.uom_id = l.uom_id
       WHERE b.item_id = $1 AND b.state = 'active' AND l.valid_from <= $2::date AND (l.valid_to IS NULL OR l.valid_to >= $2::date) ORDER BY l.id`,
      [itemId, day],
    );
  }

  async nextVersion(tx: Tx, itemId: Id): Promise<number> {
    const rows = await tx.query<{ next: number }>('SELECT coalesce(max(version), 0) + 1 AS next FROM boms WHERE item_id = $1', [itemId]);
    return rows[0]!.next;
  }

  /** Bills whose (item, version) exists are left out of the answer. */
  insert(
    tx: Tx,
    rows: readonly { itemId: Id; version: number; state: string; baseQty: string }[],
  ): Promise<{ id: Id; publicId: string; itemId: Id; version: number }[]> {
    return tx.query(
      `INSERT INTO boms (item_id, version, state, base_qty) SELECT r."itemId", r.version, r.state, r."baseQty"
       FROM jsonb_to_recordset($1::jsonb) AS r("itemId" bigint, version int, state text, "baseQty" numeric)
       ON CONFLICT (item_id, version) DO NOTHING RETURNING id, public_id AS "publicId", item_id AS "itemId", version`,
      [JSON.stringify(rows)],
    );
  }

  async insertLines(tx: Tx, lines: readonly LineValues[]): Promise<void> {
    await tx.query(
      `INSERT INTO bom_lines (bom_id, component_item_id, qty, uom_id, valid_from, valid_to, external_ref)
       SELECT r."bomId", r."componentItemId", r.qty, r."uomId", r."validFrom", r."validTo", r."externalRef"
       FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS ("bomId" bigint, "componentItemId" bigint, qty numeric, "uomId" bigint, "validFrom" date,
         "validTo" date, "externalRef" text)) WITH ORDINALITY AS r("bomId", "componentItemId", qty, "uomId", "validFrom", "validTo", "externalRef", n) ORDER BY r.n`,
      [JSON.stringify(lines)],
    );
  }

  async removeLines(tx: Tx, bomId: Id): Promise<void> {
    await tx.query('DELETE FROM bom_lines WHERE bom_id = $1', [bomId]);
  }

  async update(tx: Tx, id: Id, state: { baseQty: string; state: string }): Promise<void> {
    await tx.query('UPDATE boms SET base_qty = $2, state = $3, updated_at = now(), row_version = row_version + 1 WHERE id = $1', [
      id,
      state.baseQty,
      state.state,
    ]);
  }

  /** One active bill an item: the others of these items step back. */
  async obsoleteOthers(tx: Tx, itemIds: readonly Id[], keep: readonly Id[]): Promise<void> {
    await tx.query(
      `UPDATE boms SET state = 'obsolete', updated_at = now(), row_version = row_version + 1
       WHERE state = 'active' AND item_id = ANY ($1::bigint[]) AND id <> ALL ($2::bigint[])`,
      [itemIds, keep],
    );
  }

  async idsByItem(tx: Tx, itemIds: readonly Id[]): Promise<{ id: Id; itemId: Id; version: number }[]> {
    return tx.query('SELECT id, item_id AS "itemId", version FROM boms WHERE item_id = ANY ($1::bigint[])', [itemIds]);
  }

  /** "Is made of" edges of every active bill reachable from the items, as codes. UNION ends even on a cycle. */
  async edgesFrom(tx: Tx, itemIds: readonly Id[]): Promise<{ parent: string; child: string }[]> {
    return tx.query(
      `WITH RECURSIVE below(parent, child) AS (
         SELECT b.item_id, l.component_item_id FROM boms b JOIN bom_lines l ON l.bom_id = b.id WHERE b.state = 'active' AND b.item_id = ANY ($1::bigint[])
         UNION
         SELECT b.item_id, l.component_item_id FROM below JOIN boms b ON b.item_id = below.child AND b.state = 'active' JOIN bom_lines l ON l.bom_id = b.id)
       SELECT p.code AS parent, c.code AS child FROM below JOIN items p ON p.id = below.parent JOIN items c ON c.id = below.child`,
      [itemIds],
    );
  }

  /** Items with the units their quantities may be given in, by code. */
  async itemsWithUnits(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, { id: Id; code: string; units: Record<string, Id> }>> {
    const rows = await tx.query<{ id: Id; code: string; units: Record<string, Id> }>(
      `SELECT i.id, i.code, (SELECT json_object_agg(u.code, u.id::text) FROM uoms u WHERE u.id = i.base_uom_id
         OR u.id IN (SELECT x.uom_id FROM item_uoms x WHERE x.item_id = i.id)) AS units
       FROM items i WHERE i.code = ANY ($1) AND i.status <> 'archived'`,
      [codes],
    );
    return new Map(rows.map((row) => [row.code, row]));
  }
}
