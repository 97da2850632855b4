import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { CursorCodec, Id, Page } from '@anwen/kernel';
import type { BomListQuery } from './bom.dto';
import type { Owned } from './bom.rules';
import { Conditions, fetchPage, type Listing } from './listing';

interface Named {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

export interface BomRow extends BomFacts {
  readonly id: Id;
  readonly publicId: string;
  readonly itemId: Id;
  readonly item: Named;
  readonly version: number;
  readonly state: string;
  readonly approvedBy: string | null;
  readonly rowVersion: number;
}

/** What a draft may change of a bill besides its lines. */
export interface BomFacts {
  readonly baseQty: string;
  readonly yieldPct: string;
  readonly kind: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly changeNote: string | null;
}

export interface BomValues extends BomFacts {
  readonly itemId: Id;
  readonly version: number;
  readonly state: string;
}

export interface BomLineRow {
  readonly id: string;
  readonly component: Named;
  readonly qty: string;
  readonly uom: { readonly publicId: string; readonly code: string; readonly nameZh: string; readonly nameEn: string };
  readonly qtyKind: string;
  readonly scrapPct: string;
  readonly opNo: number | null;
  readonly issueMethod: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly substitutes: readonly { readonly item: Named; readonly ratio: string; readonly priority: number }[];
}

export interface LineValues {
  readonly bomId: Id;
  readonly componentItemId: Id;
  readonly qty: string;
  readonly uomId: Id;
  readonly qtyKind: string;
  readonly scrapPct: string;
  readonly opNo: number | null;
  readonly issueMethod: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly externalRef: string | null;
  readonly substitutes: readonly { readonly itemId: Id; readonly ratio: string; readonly priority: number }[];
}

const COLUMNS = `b.public_id AS "publicId", b.item_id AS "itemId", json_build_object('id', i.public_id, 'code', i.code, 'name', i.name) AS item, b.version, b.state,
  b.base_qty AS "baseQty", b.yield_pct AS "yieldPct", b.kind, b.valid_from::text AS "validFrom", b.valid_to::text AS "validTo", b.change_note AS "changeNote",
  b.approved_by AS "approvedBy", b.row_version AS "rowVersion"`;
const FROM = 'boms b JOIN items i ON i.id = b.item_id';
const LISTING: Listing = { name: 'boms', select: COLUMNS, from: FROM, id: 'b.id', defaultSort: 'item', sorts: { item: { sql: 'i.code', type: 'text' } } };

@Injectable()
export class BomStore {
  list(tx: Tx, codec: CursorCodec, input: BomListQuery): Promise<Page<BomRow>> {
    const filters = new Conditions()
      .and('i.code = ?', input.item)
      .and('b.state = ?', input.state)
      .contains(`(i.code || ' ' || i.name)`, input.q)
      .and(
        `b.id IN (SELECT l.bom_id FROM items c JOIN bom_lines l ON l.component_item_id = c.id WHERE c.code = ?
           UNION ALL SELECT l.bom_id FROM items c JOIN bom_substitutes s ON s.item_id = c.id JOIN bom_lines l ON l.id = s.bom_line_id WHERE c.code = ?)`,
        input.component,
      );
    return fetchPage<BomRow>(tx, codec, LISTING, { input, filters });
  }

  async byPublicId(tx: Tx, publicId: string): Promise<BomRow | undefined> {
    return (await tx.query<BomRow>(`SELECT b.id, ${COLUMNS} FROM ${FROM} WHERE b.public_id = $1`, [publicId]))[0];
  }

  async linesOf(tx: Tx, bomId: Id): Promise<BomLineRow[]> {
    return tx.query<BomLineRow>(
      `SELECT l.public_id AS id, json_build_object('id', c.public_id, 'code', c.code, 'name', c.name) AS component, l.qty, l.qty_kind AS "qtyKind",
         l.scrap_pct AS "scrapPct", l.op_no AS "opNo", l.issue_method AS "issueMethod", l.valid_from::text AS "validFrom", l.valid_to::text AS "validTo",
         json_build_object('publicId', u.public_id, 'code', u.code, 'nameZh', u.name_zh, 'nameEn', u.name_en) AS uom,
         (SELECT coalesce(json_agg(json_build_object('item', json_build_object('id', i.public_id, 'code', i.code, 'name', i.name), 'ratio', s.ratio::text,
             'priority', s.priority) ORDER BY s.priority, i.code), '[]')
            FROM bom_substitutes s JOIN items i ON i.id = s.item_id WHERE s.bom_line_id = l.id) AS substitutes
       FROM bom_lines l JOIN items c ON c.id = l.component_item_id JOIN uoms u ON u.id = l.uom_id WHERE l.bom_id = $1 ORDER BY l.id`,
      [bomId],
    );
  }

  async nextVersion(tx: Tx, itemId: Id): Promise<number> {
    const rows = await tx.query<{ next: number }>('SELECT coalesce(max(version), 0) + 1 AS next FROM boms WHERE item_id = $1', [itemId]);
    return rows[0]!.next;
  }

  /** Bills whose (item, version) exists are left out of the answer. */
  insert(tx: Tx, rows: readonly BomValues[]): Promise<{ id: Id; publicId: string; itemId: Id; version: number }[]> {
    return tx.query(
      `INSERT INTO boms (item_id, version, state, base_qty, yield_pct, kind, valid_from, valid_to, change_note)
       SELECT r."itemId", r.version, r.state, r."baseQty", r."yieldPct", r.kind, r."validFrom", r."validTo", r."changeNote"
       FROM jsonb_to_recordset($1::jsonb) AS r("itemId" bigint, version int, state text, "baseQty" numeric, "yieldPct" numeric, kind text, "validFrom" date,
         "validTo" date, "changeNote" text)
       ON CONFLICT (item_id, version) DO NOTHING RETURNING id, public_id AS "publicId", item_id AS "itemId", version`,
      [JSON.stringify(rows)],
    );
  }

  /** Lines and what may stand in for their components. Within one bill lines keep their order by their ids. */
  async insertLines(tx: Tx, lines: readonly LineValues[]): Promise<void> {
    const numbered = lines.map((line, n) => ({ ...line, n }));
    await tx.query(
      `WITH given AS MATERIALIZED (
         SELECT r.*, uuid_v7() AS key FROM jsonb_to_recordset($1::jsonb) AS r(n int, "bomId" bigint, "componentItemId" bigint, qty numeric, "uomId" bigint,
           "qtyKind" text, "scrapPct" numeric, "opNo" int, "issueMethod" text, "validFrom" date, "validTo" date, "externalRef" text, substitutes jsonb)),
       written AS (INSERT INTO bom_lines (public_id, bom_id, component_item_id, qty, uom_id, qty_kind, scrap_pct, op_no, issue_method, valid_from, valid_to,
           external_ref)
         SELECT key, "bomId", "componentItemId", qty, "uomId", "qtyKind", "scrapPct", "opNo", "issueMethod", "validFrom", "validTo", "externalRef"
           FROM given ORDER BY n RETURNING id, public_id)
       INSERT INTO bom_substitutes (bom_line_id, item_id, ratio, priority)
       SELECT w.id, s."itemId", s.ratio, s.priority
         FROM written w JOIN given g ON g.key = w.public_id, jsonb_to_recordset(g.substitutes) AS s("itemId" bigint, ratio numeric, priority smallint)`,
      [JSON.stringify(numbered)],
    );
  }

  async removeLines(tx: Tx, bomId: Id): Promise<void> {
    await tx.query('DELETE FROM bom_lines WHERE bom_id = $1', [bomId]);
  }

  async update(tx: Tx, id: Id, v: BomFacts): Promise<void> {
    await tx.query(
      `UPDATE boms SET base_qty = $2, yield_pct = $3, kind = $4, valid_from = $5, valid_to = $6, change_note = $7, updated_at = now(), row_version = row_version + 1
        WHERE id = $1`,
      [id, v.baseQty, v.yieldPct, v.kind, v.validFrom, v.validTo, v.changeNote],
    );
  }

  async obsolete(tx: Tx, id: Id): Promise<void> {
    await tx.query(`UPDATE boms SET state = 'obsolete', updated_at = now(), row_version = row_version + 1 WHERE id = $1`, [id]);
  }

  async activate(tx: Tx, bills: readonly { readonly id: Id; readonly validFrom: string | null }[], approvedBy: string): Promise<void> {
    await tx.query(
      `UPDATE boms b SET state = 'active', valid_from = r."validFrom", approved_by = $2, updated_at = now(), row_version = row_version + 1
         FROM jsonb_to_recordset($1::jsonb) AS r(id bigint, "validFrom" date) WHERE b.id = r.id`,
      [JSON.stringify(bills.map(({ id, validFrom }) => ({ id, validFrom }))), approvedBy],
    );
  }

  async today(tx: Tx): Promise<string> {
    return (await tx.query<{ today: string }>('SELECT business_date()::text AS today'))[0]!.today;
  }

  async activeOf(tx: Tx, itemIds: readonly Id[]): Promise<(Owned & { readonly publicId: string; readonly itemCode: string })[]> {
    return tx.query(
      `SELECT b.id, b.public_id AS "publicId", b.item_id AS "itemId", i.code AS "itemCode", b.version, b.valid_from::text AS "validFrom", b.valid_to::text AS "validTo"
         FROM boms b JOIN items i ON i.id = b.item_id WHERE b.state = 'active' AND b.item_id = ANY ($1::bigint[]) ORDER BY b.id`,
      [itemIds],
    );
  }

  /** Bills give days to their successors, or step back. Nothing becomes active here: periods only shrink, so no two can meet. */
  async makeRoom(tx: Tx, changes: readonly { readonly id: Id; readonly validTo: string | null; readonly state: string }[]): Promise<void> {
    await tx.query(
      `UPDATE boms b SET state = CASE r.state WHEN 'obsolete' THEN r.state ELSE b.state END, valid_to = r."validTo", updated_at = now(), row_version = b.row_version + 1
         FROM jsonb_to_recordset($1::jsonb) AS r(id bigint, state text, "validTo" date) WHERE b.id = r.id`,
      [JSON.stringify(changes)],
    );
  }

  async idsByItem(tx: Tx, itemIds: readonly Id[]): Promise<{ id: Id; itemId: Id; version: number }[]> {
    return tx.query('SELECT id, item_id AS "itemId", version FROM boms WHERE item_id = ANY ($1::bigint[])', [itemIds]);
  }

  /**
   * "Is made of" edges of every active bill reachable from the items, as codes, whatever its days; what may stand in for
   * a component counts as one. UNION ends even on a cycle.
   */
  async edgesFrom(tx: Tx, itemIds: readonly Id[]): Promise<{ parent: string; child: string }[]> {
    const parts = `SELECT l.bom_id, l.component_item_id AS item_id FROM bom_lines l
      UNION ALL SELECT l.bom_id, s.item_id FROM bom_lines l JOIN bom_substitutes s ON s.bom_line_id = l.id`;
    return tx.query(
      `WITH RECURSIVE below(parent, child) AS (
         SELECT b.item_id, p.item_id FROM boms b JOIN (${parts}) AS p ON p.bom_id = b.id WHERE b.state = 'active' AND b.item_id = ANY ($1::bigint[])
         UNION
         SELECT b.item_id, p.item_id FROM below JOIN boms b ON b.item_id = below.child AND b.state = 'active' JOIN (${parts}) AS p ON p.bom_id = b.id)
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
