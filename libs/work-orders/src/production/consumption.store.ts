import type { Tx } from '@anwen/database';
import type { CursorCodec, Id, Page } from '@anwen/kernel';
import { pageOf } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { ITEM_JSON } from '../reference-json';
import type { ConsumptionDto, ConsumptionQuery } from './material.dto';
import type { OutputNode, UsedNode } from './attribution.rules';

export type ConsumptionKind = 'issue' | 'backflush' | 'return';

/** Which line of the bill each line of a posting is about. */
export interface NewConsumption {
  readonly orderId: Id;
  readonly reportId: Id | null;
  readonly kind: ConsumptionKind;
  /** Public id. */
  readonly posting: string;
  /** Material of each ledger line, in their order. */
  readonly materials: readonly Id[];
}

/** What an order has used of one key and has not given back; `value` of it. */
export interface UsedKey {
  readonly materialId: Id;
  readonly itemId: Id;
  readonly lotId: Id;
  readonly lot: string | null;
  readonly serialId: Id;
  readonly serial: string | null;
  /** Where it was taken from last. */
  readonly location: string;
  readonly qty: string;
  readonly value: string;
}

export type ConsumptionRow = ConsumptionDto & { readonly no: Id };

const SELECT = `c.id::text AS no, c.kind, m.public_id AS "materialId", ${ITEM_JSON} AS item, o.code AS lot, s.code AS serial, l.code AS location, trim_scale(c.qty)::text AS qty,
  trim_scale(c.value)::text AS value, c.posting AS "postingId", r.public_id AS "reportId", to_char(c.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at`;
const FROM = `wo_consumptions c JOIN wo_materials m ON m.id = c.material_id JOIN items i ON i.id = c.item_id JOIN uoms u ON u.id = i.base_uom_id JOIN locations l ON l.id = c.location_id
  LEFT JOIN lots o ON o.id = c.lot_id LEFT JOIN serials s ON s.id = c.serial_id LEFT JOIN production_reports r ON r.id = c.report_id`;

/** All SQL of what orders have used up. Rows are facts of their postings: quantities and values come from the movements. */
@Injectable()
export class ConsumptionStore {
  async record(whole: Tx, { orderId, reportId, kind, posting, materials }: NewConsumption): Promise<void> {
    const made = await whole.prepared<object>(
      'production.consume',
      `INSERT INTO wo_consumptions (work_order_id, material_id, report_id, kind, item_id, lot_id, serial_id, location_id, qty, value, posting)
       SELECT $1, x.material, $2, $3, v.item_id, v.lot_id, v.serial_id, CASE WHEN $3 = 'return' THEN v.to_location_id ELSE v.from_location_id END,
              CASE WHEN $3 = 'return' THEN -v.qty ELSE v.qty END, CASE WHEN $3 = 'return' THEN -v.value ELSE v.value END, p.public_id
         FROM inventory_postings p JOIN inventory_movements v ON v.posting_id = p.id AND v.posted_at = p.posted_at
         JOIN unnest($5::bigint[]) WITH ORDINALITY AS x(material, n) ON x.n = v.line_no
        WHERE p.public_id = $4 ORDER BY v.line_no RETURNING 1`,
      [orderId, reportId, kind, posting, materials],
    );
    if (made.length !== materials.length) throw new Error(`${made.length} of ${materials.length} lines of posting ${posting} were found`);
  }

  /** What a report used up was not used: the reversal's exact opposite, carried by the report that corrects it. */
  async takeBack(whole: Tx, { old, fresh, reversal }: { old: Id; fresh: Id; reversal: string }): Promise<void> {
    await whole.query(
      `INSERT INTO wo_consumptions (work_order_id, material_id, report_id, kind, item_id, lot_id, serial_id, location_id, qty, value, posting)
       SELECT work_order_id, material_id, $2, 'reversal', item_id, lot_id, serial_id, location_id, -qty, -value, $3
         FROM wo_consumptions WHERE report_id = $1 AND kind = 'backflush' ORDER BY id`,
      [old, fresh, reversal],
    );
  }

  /** What a report used up, in the order in which it did. */
  ofReport(whole: Tx, reportId: Id): Promise<Omit<UsedKey, 'value'>[]> {
    return whole.query(
      `SELECT c.material_id::text AS "materialId", c.item_id::text AS "itemId", c.lot_id::text AS "lotId", o.code AS lot, c.serial_id::text AS "serialId", s.code AS serial,
              l.code AS location, trim_scale(c.qty)::text AS qty
         FROM wo_consumptions c JOIN locations l ON l.id = c.location_id LEFT JOIN lots o ON o.id = c.lot_id LEFT JOIN serials s ON s.id = c.serial_id
        WHERE c.report_id = $1 AND c.kind = 'backflush' ORDER BY c.id`,
      [reportId],
    );
  }

  /** What can be given back of materials of an order: by lot and serial number, the last used first. */
  usedKeys(whole: Tx, orderId: Id, materialIds: readonly Id[]): Promise<UsedKey[]> {
    return whole.query(
      `SELECT k.*, o.code AS lot, s.code AS serial FROM (
         SELECT c.material_id::text AS "materialId", c.item_id::text AS "itemId", c.lot_id::text AS "lotId", c.serial_id::text AS "serialId", trim_scale(sum(c.qty))::text AS qty,
                trim_scale(sum(c.value))::text AS value, max(c.id) AS last, (array_agg(l.code ORDER BY c.id DESC) FILTER (WHERE c.qty > 0))[1] AS location
           FROM wo_consumptions c JOIN locations l ON l.id = c.location_id WHERE c.work_order_id = $1 AND c.material_id = ANY ($2::bigint[]) GROUP BY 1, 2, 3, 4 HAVING sum(c.qty) > 0) AS k
         LEFT JOIN lots o ON o.id = k."lotId"::bigint LEFT JOIN serials s ON s.id = k."serialId"::bigint ORDER BY k.last DESC`,
      [orderId, materialIds],
    );
  }

  /** Lots and serial numbers that an order has used, the first used first, and how much of each its output is linked to. */
  nodes(whole: Tx, { id, number }: { id: Id; number: string }): Promise<(UsedNode & { item: string; name: string; uom: string })[]> {
    return whole.prepared(
      'production.nodes',
      `SELECT u.node::text AS node, u.item_id::text AS "itemId", trim_scale(u.used)::text AS used, coalesce(trim_scale(g.linked), 0)::text AS linked, i.code AS item, b.code AS uom,
              coalesce((SELECT code FROM lots WHERE id = u.node), (SELECT code FROM serials WHERE id = -u.node)) AS name
         FROM (SELECT lot_id - serial_id AS node, item_id, sum(qty) AS used, min(id) AS first FROM wo_consumptions
                WHERE work_order_id = $1 AND (lot_id <> 0 OR serial_id <> 0) GROUP BY 1, 2) AS u
         LEFT JOIN (SELECT parent, sum(qty) AS linked FROM lot_genealogy e
                     WHERE e.work_order = $2 AND NOT EXISTS (SELECT FROM inventory_postings v WHERE v.reverses_id = e.posting_id) GROUP BY 1) AS g ON g.parent = u.node
         JOIN items i ON i.id = u.item_id JOIN uoms b ON b.id = i.base_uom_id ORDER BY u.first`,
      [id, number],
    );
  }

  /** Lots and serial numbers that a posting brought, with how many pieces each stands for. */
  async made(whole: Tx, posting: string): Promise<{ lotId: Id; serialId: Id; qty: string }[]> {
    return whole.prepared(
      'production.made',
      `SELECT v.lot_id::text AS "lotId", v.serial_id::text AS "serialId", trim_scale(v.qty)::text AS qty
         FROM inventory_postings p JOIN inventory_movements v ON v.posting_id = p.id AND v.posted_at = p.posted_at WHERE p.public_id = $1 ORDER BY v.line_no`,
      [posting],
    );
  }

  /** Output of an order that counts, each lot or serial number once, with the posting that brought it last. */
  outputs(whole: Tx, orderId: Id): Promise<OutputNode[]> {
    return whole.query(
      `SELECT n.node::text AS node, (array_agg(r.output_posting::text ORDER BY r.id DESC))[1] AS posting, trim_scale(sum(n.weight))::text AS weight
         FROM production_reports r
         CROSS JOIN LATERAL (SELECT r.output_lot_id AS node, r.good AS weight WHERE r.output_lot_id <> 0 UNION ALL SELECT -s.id, 1 FROM unnest(r.serial_ids) AS s(id)) AS n
        WHERE r.work_order_id = $1 AND r.output_posting IS NOT NULL AND NOT EXISTS (SELECT FROM production_reports x WHERE x.supersedes_id = r.id)
        GROUP BY n.node ORDER BY min(r.id), n.node DESC`,
      [orderId],
    );
  }

  /** By order, because that is what the table is indexed by. */
  ofPosting(whole: Tx, orderId: Id, posting: string): Promise<ConsumptionRow[]> {
    return whole.query(`SELECT ${SELECT} FROM ${FROM} WHERE c.work_order_id = $1 AND c.posting = $2 ORDER BY c.id`, [orderId, posting]);
  }

  /** Newest first. The order was found under the scope. */
  async page(whole: Tx, cursors: CursorCodec, orderId: Id, { limit, cursor, materialId }: ConsumptionQuery): Promise<Page<ConsumptionRow>> {
    const binding = ['consumptions', orderId, materialId ?? null];
    const [before = null] = cursor === undefined ? [] : cursors.decode(cursor, binding);
    const rows = await whole.query<ConsumptionRow>(
      `SELECT ${SELECT} FROM ${FROM} WHERE c.work_order_id = $1 AND ($2::bigint IS NULL OR c.id < $2) AND ($3::uuid IS NULL OR m.public_id = $3) ORDER BY c.id DESC LIMIT $4`,
      [orderId, before, materialId ?? null, limit + 1],
    );
    return pageOf(
      rows,
      limit,
      (last) => cursors.encode([last.no], binding),
      (row) => row,
    );
  }

  /** Public id of the posting that carried an operation out already. */
  async postingOf(whole: Tx, operation: string): Promise<string | null> {
    const [row] = await whole.query<{ id: string }>('SELECT public_id AS id FROM inventory_postings WHERE client_op_id = $1', [operation]);
    return row?.id ?? null;
  }
}
