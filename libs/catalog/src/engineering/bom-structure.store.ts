import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import type { Bill, Structure, StructureLine } from './bom-structure.rules';

type Row = Omit<Bill, 'lines'> & { readonly lines: StructureLine[] };

/** The active bill of a day, its last valid day included; at most one, the exclusion constraint of the table sees to it. */
const ON_DAY = `b.state = 'active' AND (b.valid_from IS NULL OR b.valid_from <= $2::date) AND (b.valid_to IS NULL OR b.valid_to >= $2::date)`;
const LINE_ON_DAY = `l.valid_from <= $2::date AND (l.valid_to IS NULL OR l.valid_to >= $2::date)`;

/** Bills with their lines as one JSON value each: a thousand lines are not a thousand rows to take apart. */
const BILLS = `SELECT b.id::text AS "bomId", b.public_id AS "bomPublicId", b.item_id::text AS "itemId", p.code AS "itemCode", b.version, b.kind,
    trim_scale(b.base_qty)::text AS "baseQty", trim_scale(b.yield_pct)::text AS "yieldPct",
    (SELECT coalesce(json_agg(json_build_object('bomLineId', l.id::text, 'itemId', l.component_item_id::text, 'itemCode', c.code, 'opNo', l.op_no,
         'qtyKind', l.qty_kind, 'qty', l.qty::text, 'num', coalesce(x.num, 1)::text, 'den', coalesce(x.den, 1)::text, 'scrapPct', l.scrap_pct::text,
         'issueMethod', coalesce(l.issue_method, c.issue_method), 'validFrom', l.valid_from, 'validTo', l.valid_to,
         'substitutes', coalesce(s.list, '[]'::json)) ORDER BY l.id), '[]')
       FROM bom_lines l JOIN items c ON c.id = l.component_item_id
       LEFT JOIN item_uoms x ON x.item_id = l.component_item_id AND x.uom_id = l.uom_id
       LEFT JOIN (SELECT t.bom_line_id, json_agg(json_build_object('itemId', t.item_id::text, 'itemCode', i.code, 'ratio', trim_scale(t.ratio)::text)
                    ORDER BY t.priority, i.code) AS list
                    FROM bom_substitutes t JOIN items i ON i.id = t.item_id GROUP BY t.bom_line_id) AS s ON s.bom_line_id = l.id
      WHERE l.bom_id = b.id AND ${LINE_ON_DAY}) AS lines
  FROM used u JOIN boms b ON b.item_id = u.item_id AND ${ON_DAY} JOIN items p ON p.id = b.item_id`;

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
}

const structureOf = (rows: readonly Row[]): Structure => new Map(rows.map((row) => [row.itemId, row]));
