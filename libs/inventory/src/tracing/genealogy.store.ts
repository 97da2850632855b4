import type { Tx } from '@anwen/database';
import { Injectable } from '@nestjs/common';
import { askWholeCompany } from '../whole-company';

/** A lot (its internal id) or a serial number (its negative). */
export type Node = string;

export interface EdgeRow {
  readonly parent: Node;
  readonly child: Node;
  readonly qty: string;
  readonly kind: string;
  readonly posting: string;
  readonly workOrder: string | null;
}

export interface FamilyMember {
  readonly node: Node;
  readonly depth: number;
}

/** All SQL of the graph of lots and serial numbers. It walks the whole company: what a scope may see of it is asked afterwards. */
@Injectable()
export class GenealogyStore {
  /** One writer of edges at a time, until its transaction ends. */
  async takeTurn(tx: Tx): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('lot_genealogy', 8))`);
  }

  /** Level by level, nearest first; one more than the limit when there is more. */
  family(tx: Tx, nodes: readonly Node[], way: { down: boolean; depth: number; limit: number }): Promise<FamilyMember[]> {
    return tx.prepared('tracing.family', 'SELECT node::text AS node, depth FROM lot_family($1::bigint[], $2, $3, $4)', [nodes, way.down, way.depth, way.limit]);
  }

  /** Whether one of the edges would close a circle: its parent already comes of its child. The edges of one call count, too. */
  async closesCircle(tx: Tx, edges: readonly { parent: Node; child: Node }[]): Promise<boolean> {
    const [row] = await askWholeCompany<{ circle: boolean }>(
      tx,
      `WITH RECURSIVE fresh AS (SELECT * FROM unnest($1::bigint[], $2::bigint[]) AS e(parent, child)),
            reached(start, node) AS (
         SELECT child, child FROM fresh
         UNION SELECT r.start, n.child FROM reached r CROSS JOIN LATERAL (
           SELECT g.child FROM lot_genealogy g WHERE g.parent = r.node AND NOT EXISTS (SELECT FROM inventory_postings v WHERE v.reverses_id = g.posting_id)
           UNION ALL SELECT f.child FROM fresh f WHERE f.parent = r.node) AS n)
       SELECT EXISTS (SELECT 1 FROM fresh f JOIN reached r ON r.start = f.child AND r.node = f.parent) AS circle`,
      [edges.map((e) => e.parent), edges.map((e) => e.child)],
    );
    return row!.circle;
  }

  /** The same edge twice in one posting is one edge with both quantities. */
  async insert(tx: Tx, edges: readonly EdgeRow[]): Promise<void> {
    const made = await askWholeCompany(
      tx,
      `INSERT INTO lot_genealogy (parent_lot_id, parent_serial_id, child_lot_id, child_serial_id, qty, kind, posting_id, work_order)
       SELECT greatest(e.parent, 0), greatest(-e.parent, 0), greatest(e.child, 0), greatest(-e.child, 0), sum(e.qty), min(e.kind), p.id, min(e.work_order)
         FROM unnest($1::bigint[], $2::bigint[], $3::numeric[], $4::text[], $5::uuid[], $6::text[]) AS e(parent, child, qty, kind, posting, work_order)
         JOIN inventory_postings p ON p.public_id = e.posting GROUP BY e.parent, e.child, p.id ORDER BY 1, 2, 3, 4 RETURNING 1`,
      [
        edges.map((e) => e.parent),
        edges.map((e) => e.child),
        edges.map((e) => e.qty),
        edges.map((e) => e.kind),
        edges.map((e) => e.posting),
        edges.map((e) => e.workOrder),
      ],
    );
    const wanted = new Set(edges.map((e) => `${e.parent} ${e.child} ${e.posting}`)).size;
    if (made.length !== wanted) throw new Error(`${wanted - made.length} edges name a posting that does not exist`);
  }
}
