import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';

/** A lot (its number) or a serial number (its negative), as the graph knows them. */
export interface GenealogyNodeRow {
  readonly node: number;
  readonly id: string;
  readonly code: string;
  readonly status: string;
  readonly item: { id: string; code: string; name: string; uom: string };
  /** What of it was used up by the order, or came out of it. */
  readonly qty: string;
  readonly side: 'in' | 'out';
}

export interface GenealogyEdgeRow {
  readonly parent: number;
  readonly child: number;
  readonly qty: string;
  readonly postingId: string;
}

/** As many as a trace shows. */
export const GENEALOGY_NODES = 10_000;
const NODES = `(SELECT node, sum(qty) AS qty, side FROM (
    SELECT CASE WHEN c.serial_id <> 0 THEN -c.serial_id ELSE c.lot_id END AS node, c.qty, 'in' AS side FROM wo_consumptions c WHERE c.work_order_id = $1 AND (c.lot_id <> 0 OR c.serial_id <> 0)
    UNION ALL SELECT p.output_lot_id, p.good, 'out' FROM production_reports p WHERE p.work_order_id = $1 AND p.is_final AND p.output_lot_id <> 0 AND p.serial_ids = '{}' AND ${counts('p')}
    UNION ALL SELECT -s, 1, 'out' FROM production_reports p, unnest(p.serial_ids) AS s WHERE p.work_order_id = $1 AND p.is_final AND ${counts('p')}) AS one
  GROUP BY node, side HAVING sum(qty) <> 0)`;

function counts(report: string): string {
  return `NOT EXISTS (SELECT FROM production_reports n WHERE n.supersedes_id = ${report}.id)`;
}

/** What went into an order and what came out, lot by lot. */
@Injectable()
export class OrderGenealogyStore {
  nodes(whole: Tx, orderId: Id): Promise<GenealogyNodeRow[]> {
    return whole.query(
      `SELECT n.node::int8::float8 AS node, coalesce(l.public_id, s.public_id) AS id, coalesce(l.code, s.code) AS code, coalesce(l.status, s.status) AS status, n.side,
              trim_scale(n.qty)::text AS qty, jsonb_build_object('id', i.public_id, 'code', i.code, 'name', i.name, 'uom', u.code) AS item
         FROM ${NODES} AS n LEFT JOIN lots l ON l.id = n.node LEFT JOIN serials s ON s.id = -n.node
         JOIN items i ON i.id = coalesce(l.item_id, s.item_id) JOIN uoms u ON u.id = i.base_uom_id ORDER BY n.side, n.node LIMIT ${GENEALOGY_NODES + 1}`,
      [orderId],
    );
  }

  /** Edges of the order's own postings between these: an edge of a reversed posting has never been. */
  edges(whole: Tx, order: { id: Id; number: string; publicId: string }, children: readonly number[]): Promise<GenealogyEdgeRow[]> {
    return whole.query(
      `SELECT g.parent::float8 AS parent, g.child::float8 AS child, trim_scale(g.qty)::text AS qty, p.public_id AS "postingId"
         FROM lot_genealogy g JOIN inventory_postings p ON p.id = g.posting_id
        WHERE g.child = ANY ($1::bigint[]) AND g.work_order = ANY ($2) AND NOT EXISTS (SELECT FROM inventory_postings v WHERE v.reverses_id = g.posting_id) ORDER BY g.child, g.parent`,
      [children, [order.number, order.publicId]],
    );
  }
}
