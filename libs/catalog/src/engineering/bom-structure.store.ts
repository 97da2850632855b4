import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import type { Bill, Structure, StructureLine } from './bom-structure.rules';

type Row = Omit<Bill, 'lines'> & { readonly lines: StructureLine[] };

export interface ItemWithUnit {
  readonly itemId: Id;
  /** The public id. */
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly uom: string;
}
const ITEM = `SELECT i.id::text AS "itemId", i.public_id AS id, i.code, i.name, u.code AS uom FROM items i JOIN uoms u ON u.id = i.base_uom_id`;

export interface Use {
  readonly level: number;
  readonly item: { readonly id: string; readonly code: string; readonly name: string };
  readonly bom: { readonly id: string; readonly version: number; readonly state: string };
  readonly qtyKind: string;
  readonly qtyPer: string;
  readonly path: readonly string[];
}

/** The active bill of a day, its last valid day included; at most one, the exclusion constraint of the table sees to it. */
const ON_DAY = `b.state = 'active' AND (b.valid_from IS NULL OR b.valid_from <= $2::date) AND (b.valid_to IS NULL OR b.valid_to >= $2::date)`;
const LINE_ON_DAY = `l.valid_from <= $2::date AND (l.valid_to IS NULL OR l.valid_to >= $2::date)`;

/** Bills with their lines as one JSON value each: a thousand lines are not a thousand rows to take apart. */
const BILL = `SELECT b.id::text AS "bomId", b.public_id AS "bomPublicId", b.item_id::text AS "itemId", p.code AS "itemCode", b.version, b.kind,
    trim_scale(b.base_qty)::text AS "baseQty", trim_scale(b.yield_pct)::text AS "yieldPct",
    (SELECT coalesce(json_agg(json_build_object('bomLineId', l.id::text, 'itemId', l.component_item_id::text, 'itemCode', c.code, 'opNo', l.op_no,
         'qtyKind', l.qty_kind, 'qty', l.qty::text, 'num', coalesce(x.num, 1)::text, 'den', coalesce(x.den, 1)::text, 'scrapPct', trim_scale(l.scrap_pct)::text,
         'issueMethod', coalesce(l.issue_method, c.issue_method), 'validFrom', l.valid_from, 'validTo', l.valid_to,
         'substitutes', (SELECT coalesce(json_agg(json_build_object('itemId', t.item_id::text, 'itemCode', i.code, 'ratio', trim_scale(t.ratio)::text)
           ORDER BY t.priority, i.code), '[]') FROM bom_substitutes t JOIN items i ON i.id = t.item_id WHERE t.bom_line_id = l.id)) ORDER BY l.id), '[]')
       FROM bom_lines l JOIN items c ON c.id = l.component_item_id
       LEFT JOIN item_uoms x ON x.item_id = l.component_item_id AND x.uom_id = l.uom_id
      WHERE l.bom_id = b.id AND ${LINE_ON_DAY}) AS lines
  FROM boms b JOIN items p ON p.id = b.item_id`;
const BILLS = `${BILL} JOIN used u ON u.item_id = b.item_id WHERE ${ON_DAY}`;

/** UNION instead of UNION ALL: every item is visited once, and the walk ends even on a circle. */
const WHOLE = `WITH RECURSIVE used(item_id) AS (
    SELECT unnest($1::bigint[])
    UNION
    SELECT l.component_item_id FROM used u JOIN boms b ON b.item_id = u.item_id AND ${ON_DAY} JOIN bom_lines l ON l.bom_id = b.id AND ${LINE_ON_DAY})
  ${BILLS}`;

/** Only the bills of the items themselves, and those of phantoms below them. */
const ONE_LEVEL = `WITH RECURSIVE reached(item_id, root) AS (
    SELECT unnest($1::bigint[]), true
    UNION
    SELECT l.component_item_id, false FROM reached u JOIN boms b ON b.item_id = u.item_id AND ${ON_DAY} AND (u.root OR b.kind = 'phantom')
      JOIN bom_lines l ON l.bom_id = b.id AND ${LINE_ON_DAY}),
  used AS (SELECT r.item_id FROM reached r JOIN boms b ON b.item_id = r.item_id AND ${ON_DAY} AND (r.root OR b.kind = 'phantom') GROUP BY r.item_id)
  ${BILLS}`;

/** Bills as they hold on a day. */
@Injectable()
export class BomStructureStore {
  /** Every bill that is reached from the items. */
  async below(tx: Tx, itemIds: readonly Id[], day: string): Promise<Structure> {
    return structureOf(await tx.prepared<Row>('engineering.structure', WHOLE, [itemIds, day]));
  }

  /** The bills of the items and those of the phantoms in them. */
  async oneLevel(tx: Tx, itemIds: readonly Id[], day: string): Promise<Structure> {
    return structureOf(await tx.prepared<Row>('engineering.one-level', ONE_LEVEL, [itemIds, day]));
  }

  /** One bill, whatever its state, with its lines of the day. */
  async bill(tx: Tx, publicId: string, day: string): Promise<Bill | undefined> {
    return (await tx.query<Row>(`${BILL} WHERE b.public_id = $1 AND $2::date IS NOT NULL`, [publicId, day]))[0];
  }

  async today(tx: Tx): Promise<string> {
    return (await tx.query<{ today: string }>('SELECT business_date()::text AS today'))[0]!.today;
  }

  async itemByCode(tx: Tx, code: string): Promise<ItemWithUnit | undefined> {
    return (await tx.query<ItemWithUnit>(`${ITEM} WHERE i.code = $1`, [code]))[0];
  }

  async itemsOf(tx: Tx, ids: readonly Id[]): Promise<ReadonlyMap<Id, ItemWithUnit>> {
    const rows = await tx.prepared<ItemWithUnit>('engineering.items', `${ITEM} WHERE i.id = ANY ($1::bigint[])`, [ids]);
    return new Map(rows.map((row) => [row.itemId, row]));
  }

  /** Bills that an item is used in on a day, and those that they are used in. One row more than asked for tells that there are more. */
  async usesOf(tx: Tx, item: Id, asked: { readonly day: string; readonly levels: number; readonly most: number }): Promise<Use[]> {
    return tx.query<Use>(
      `WITH RECURSIVE up(level, bom_id, line_id, items) AS (
         SELECT 1, b.id, l.id, ARRAY[$1::bigint, b.item_id] FROM bom_lines l JOIN boms b ON b.id = l.bom_id WHERE l.component_item_id = $1 AND ${ON_DAY} AND ${LINE_ON_DAY}
         UNION ALL
         SELECT u.level + 1, b.id, l.id, u.items || b.item_id FROM up u JOIN bom_lines l ON l.component_item_id = u.items[u.level + 1] JOIN boms b ON b.id = l.bom_id
          WHERE u.level < $3 AND b.item_id <> ALL (u.items) AND ${ON_DAY} AND ${LINE_ON_DAY}),
       found AS (SELECT * FROM up LIMIT $4)
       SELECT f.level, json_build_object('id', i.public_id, 'code', i.code, 'name', i.name) AS item,
         json_build_object('id', b.public_id, 'version', b.version, 'state', b.state) AS bom, l.qty_kind AS "qtyKind",
         trim_scale(round(l.qty * coalesce(x.num, 1) / coalesce(x.den, 1) * CASE l.qty_kind WHEN 'fixed' THEN 1 ELSE 100 / (b.base_qty * b.yield_pct) END, 9))::text
           AS "qtyPer",
         (SELECT array_agg(c.code ORDER BY s.n) FROM unnest(f.items) WITH ORDINALITY AS s(id, n) JOIN items c ON c.id = s.id) AS path
       FROM found f JOIN boms b ON b.id = f.bom_id JOIN items i ON i.id = b.item_id JOIN bom_lines l ON l.id = f.line_id
         LEFT JOIN item_uoms x ON x.item_id = l.component_item_id AND x.uom_id = l.uom_id
       ORDER BY f.level, path, f.line_id`,
      [item, asked.day, asked.levels, asked.most],
    );
  }
}

/** A bill of which no line holds yet is none: nobody could make anything by it. */
const structureOf = (rows: readonly Row[]): Structure => new Map(rows.filter((row) => row.lines.length > 0).map((row) => [row.itemId, row]));
