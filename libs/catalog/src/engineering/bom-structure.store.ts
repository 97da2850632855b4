import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import { plainDecimal, type Id } from '@anwen/kernel';
import { catalogErrors } from '../catalog.errors';
import type { Bill, IssueMethod, Structure, StructureLine, Substitute } from './bom-structure.rules';

/** A bill of which no line holds: nothing but its head. */
type EmptyRow = Pick<Row, 'bomId' | 'bomPublicId' | 'product' | 'version' | 'kind' | 'baseQty' | 'yieldPct'> & { readonly bomLineId: null };

/**
 * A line beside its bill, once for each substitute. Flat rows without the items' words: building JSON for a thousand
 * lines takes longer than reading them, and items are read once, however many lines name them.
 */
interface Row extends Pick<Bill, 'bomId' | 'bomPublicId' | 'version' | 'kind' | 'baseQty' | 'yieldPct'> {
  readonly product: Id;
  readonly bomLineId: Id;
  readonly itemId: Id;
  readonly opNo: number | null;
  readonly qtyKind: StructureLine['qtyKind'];
  readonly qty: string;
  readonly uom: string;
  readonly num: string | null;
  readonly den: string | null;
  readonly scrapPct: string;
  readonly issueMethod: IssueMethod | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly substituteId: Id | null;
  readonly ratio: string;
}

export interface ItemWithUnit {
  readonly itemId: Id;
  /** The public id. */
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly uom: string;
  readonly issueMethod: IssueMethod;
}
const ITEM = `SELECT i.id::text AS "itemId", i.public_id AS id, i.code, i.name, u.code AS uom, i.issue_method AS "issueMethod" FROM items i JOIN uoms u ON u.id = i.base_uom_id`;

export interface Use {
  readonly level: number;
  readonly item: { readonly id: string; readonly code: string; readonly name: string };
  readonly bom: { readonly id: string; readonly version: number; readonly state: string };
  readonly qtyKind: string;
  readonly qtyPer: string;
  readonly substitute: boolean;
  readonly path: readonly string[];
}

/** Bills, and every item that they name. */
export interface Reached {
  readonly structure: Structure;
  readonly items: ReadonlyMap<Id, ItemWithUnit>;
}

/** The active bill of a day, its last valid day included; at most one, the exclusion constraint of the table sees to it. */
const ON_DAY = `b.state = 'active' AND (b.valid_from IS NULL OR b.valid_from <= $2::date) AND (b.valid_to IS NULL OR b.valid_to >= $2::date)`;
const LINE_ON_DAY = `l.valid_from <= $2::date AND (l.valid_to IS NULL OR l.valid_to >= $2::date)`;

/** Lines that name the item reached last, as a component or as what may stand in for one. */
const NAMING = `SELECT l.id, l.bom_id, l.valid_from, l.valid_to, NULL::numeric AS ratio FROM bom_lines l WHERE l.component_item_id = u.items[u.level + 1]
  UNION ALL SELECT l.id, l.bom_id, l.valid_from, l.valid_to, t.ratio FROM bom_substitutes t JOIN bom_lines l ON l.id = t.bom_line_id
    WHERE t.item_id = u.items[u.level + 1]`;

const BILL = `b.id, b.public_id, b.item_id, b.version, b.kind, b.base_qty, b.yield_pct`;
/**
 * OFFSET 0 keeps the planner from turning a few index probes a line into hashes of whole tables: it cannot know how
 * little the walk reaches (measured: 60 ms against 9 for a thousand lines).
 */
const LINES = `SELECT b.id AS "bomId", b.public_id AS "bomPublicId", b.item_id AS product, b.version, b.kind, b.base_qty AS "baseQty", b.yield_pct AS "yieldPct",
    l.id AS "bomLineId", l.component_item_id AS "itemId", l.op_no AS "opNo", l.qty_kind AS "qtyKind", l.qty, u.code AS uom, x.num, x.den, l.scrap_pct AS "scrapPct",
    l.issue_method AS "issueMethod", l.valid_from::text AS "validFrom", l.valid_to::text AS "validTo", t.item_id AS "substituteId", t.ratio
  FROM reached b LEFT JOIN LATERAL (SELECT * FROM bom_lines l WHERE l.bom_id = b.id AND ${LINE_ON_DAY} OFFSET 0) AS l ON true
    LEFT JOIN uoms u ON u.id = l.uom_id
    LEFT JOIN LATERAL (SELECT x.num, x.den FROM item_uoms x WHERE x.item_id = l.component_item_id AND x.uom_id = l.uom_id OFFSET 0) AS x ON true
    LEFT JOIN LATERAL (SELECT t.item_id, t.ratio, t.priority FROM bom_substitutes t WHERE t.bom_line_id = l.id OFFSET 0) AS t ON true
  ORDER BY l.id, t.priority, t.item_id`;

/** UNION instead of UNION ALL: every bill is visited once, and the walk ends even on a circle. */
const reached = (kind: string): string => `WITH RECURSIVE reached AS (
    SELECT ${BILL} FROM boms b WHERE b.item_id = ANY ($1::bigint[]) AND ${ON_DAY}
    UNION
    SELECT ${BILL} FROM reached u JOIN bom_lines l ON l.bom_id = u.id AND ${LINE_ON_DAY} JOIN boms b ON b.item_id = l.component_item_id AND ${ON_DAY} ${kind})
  ${LINES}`;
const WHOLE = reached('');
/** Only the bills of the items themselves, and those of phantoms below them. */
const ONE_LEVEL = reached(`AND b.kind = 'phantom'`);
const ONE_BILL = `WITH reached AS (SELECT ${BILL} FROM boms b WHERE b.public_id = $1) ${LINES}`;

/** Bills as they hold on a day. */
@Injectable()
export class BomStructureStore {
  /** Every bill that is reached from the items. */
  async below(tx: Tx, itemIds: readonly Id[], day: string): Promise<Reached> {
    return this.structureOf(tx, await tx.prepared<Row | EmptyRow>('engineering.structure', WHOLE, [itemIds, day]), itemIds);
  }

  /** The bills of the items and those of the phantoms in them. */
  async oneLevel(tx: Tx, itemIds: readonly Id[], day: string): Promise<Structure> {
    return (await this.structureOf(tx, await tx.prepared<Row | EmptyRow>('engineering.one-level', ONE_LEVEL, [itemIds, day]), itemIds)).structure;
  }

  /** One bill, whatever its state, with its lines of the day. */
  async bill(tx: Tx, publicId: string, day: string): Promise<(Reached & { readonly itemId: Id }) | undefined> {
    const [head] = await tx.query<{ itemId: Id }>('SELECT item_id AS "itemId" FROM boms WHERE public_id = $1', [publicId]);
    if (!head) return undefined;
    const found = await this.structureOf(tx, await tx.query<Row | EmptyRow>(ONE_BILL, [publicId, day]), [head.itemId]);
    return { ...head, ...found };
  }

  async today(tx: Tx): Promise<string> {
    return (await tx.query<{ today: string }>('SELECT business_date()::text AS today'))[0]!.today;
  }

  async itemByCode(tx: Tx, code: string): Promise<ItemWithUnit | undefined> {
    return (await tx.query<ItemWithUnit>(`${ITEM} WHERE i.code = $1`, [code]))[0];
  }

  /** Bills that an item is used in on a day, and those that they are used in. One row more than asked for tells that there are more. */
  async usesOf(tx: Tx, item: Id, asked: { readonly day: string; readonly levels: number; readonly most: number }): Promise<Use[]> {
    return tx.query<Use>(
      `WITH RECURSIVE up(level, bom_id, line_id, items, ratio) AS (
         SELECT 0, NULL::bigint, NULL::bigint, ARRAY[$1::bigint], NULL::numeric
         UNION ALL
         SELECT u.level + 1, b.id, l.id, u.items || b.item_id, l.ratio
           FROM up u CROSS JOIN LATERAL (${NAMING}) AS l JOIN boms b ON b.id = l.bom_id
          WHERE u.level < $3 AND b.item_id <> ALL (u.items) AND ${ON_DAY} AND ${LINE_ON_DAY}),
       found AS (SELECT * FROM up WHERE level > 0 LIMIT $4)
       SELECT f.level, json_build_object('id', i.public_id, 'code', i.code, 'name', i.name) AS item,
         json_build_object('id', b.public_id, 'version', b.version, 'state', b.state) AS bom, l.qty_kind AS "qtyKind",
         f.ratio IS NOT NULL AS substitute,
         trim_scale(round(coalesce(f.ratio, 1) * l.qty * coalesce(x.num, 1) / coalesce(x.den, 1) * CASE l.qty_kind WHEN 'fixed' THEN 1 ELSE 100 / (b.base_qty * b.yield_pct) END, 9))::text
           AS "qtyPer",
         (SELECT array_agg(c.code ORDER BY s.n) FROM unnest(f.items) WITH ORDINALITY AS s(id, n) JOIN items c ON c.id = s.id) AS path
       FROM found f JOIN boms b ON b.id = f.bom_id JOIN items i ON i.id = b.item_id JOIN bom_lines l ON l.id = f.line_id
         LEFT JOIN item_uoms x ON x.item_id = l.component_item_id AND x.uom_id = l.uom_id
       ORDER BY f.level, path, f.line_id`,
      [item, asked.day, asked.levels, asked.most],
    );
  }

  private async structureOf(tx: Tx, rows: readonly (Row | EmptyRow)[], asked: readonly Id[]): Promise<Reached> {
    const ids = new Set(asked);
    for (const row of rows) {
      ids.add(row.product);
      if (row.bomLineId === null) continue;
      ids.add(row.itemId);
      if (row.substituteId !== null) ids.add(row.substituteId);
    }
    const found = await tx.prepared<ItemWithUnit>('engineering.items', `${ITEM} WHERE i.id = ANY ($1::bigint[])`, [[...ids]]);
    const items = new Map(found.map((item) => [item.itemId, item]));
    return { items, structure: billsOf(rows, items) };
  }
}

/**
 * The bills out of their lines. One of which no line holds is none: nobody could make anything by it. A phantom without
 * lines stays, for it is no material either: it adds nothing.
 */
function billsOf(rows: readonly (Row | EmptyRow)[], items: ReadonlyMap<Id, ItemWithUnit>): Structure {
  const bills = new Map<Id, Omit<Bill, 'lines'> & { readonly lines: OpenLine[] }>();
  for (const row of rows) {
    if (row.bomLineId === null && row.kind === 'standard') continue;
    let bill = bills.get(row.product);
    if (!bill) {
      const { bomId, bomPublicId, product, version, kind, baseQty, yieldPct } = row;
      bill = { bomId, bomPublicId, itemId: product, itemCode: items.get(product)!.code, version, kind, baseQty, yieldPct, lines: [] };
      bills.set(product, bill);
    }
    if (row.bomLineId === null) continue;
    let line = bill.lines.at(-1);
    if (line?.bomLineId !== row.bomLineId) {
      line = lineOf(row, items.get(row.itemId)!);
      bill.lines.push(line);
    }
    if (row.substituteId !== null)
      line.substitutes.push({ itemId: row.substituteId, itemCode: items.get(row.substituteId)!.code, ratio: plainDecimal(row.ratio) });
  }
  return bills;
}

type OpenLine = StructureLine & { readonly substitutes: Substitute[] };

function lineOf(row: Row, item: ItemWithUnit): OpenLine {
  const { bomLineId, itemId, opNo, qtyKind, qty, validFrom, validTo } = row;
  // Only the base unit needs no factor; a missing one is never taken for one.
  if (row.num === null && row.uom !== item.uom) throw catalogErrors.unit_not_for_item({ item: item.code, uom: row.uom });
  const unit = { num: row.num ?? '1', den: row.den ?? '1' };
  const issueMethod = row.issueMethod ?? item.issueMethod;
  return {
    bomLineId,
    itemId,
    itemCode: item.code,
    opNo,
    qtyKind,
    qty,
    ...unit,
    scrapPct: plainDecimal(row.scrapPct),
    issueMethod,
    validFrom,
    validTo,
    substitutes: [],
  };
}
