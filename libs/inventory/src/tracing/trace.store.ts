import type { Tx } from '@anwen/database';
import { Injectable } from '@nestjs/common';
import { askWide, type Node } from './genealogy.store';

export interface NodeRow {
  readonly node: Node;
  readonly id: string;
  readonly code: string;
  readonly status: string;
  readonly itemId: string;
  readonly itemCode: string;
  readonly itemName: string;
  readonly uom: string;
  readonly qty: string;
  readonly at: Date;
  readonly isVisible: boolean;
}

/** What came in or went out of the house with one document (or one posting without a document). */
export interface FactRow {
  readonly node: Node;
  readonly place: string;
  readonly docType: string | null;
  readonly docRef: string | null;
  readonly posting: string;
  readonly qty: string;
  readonly at: Date;
  readonly isVisible: boolean;
}

const reachOf = ({ scope }: Tx): unknown[] => [scope.all, scope.warehouses, scope.zones];
const lotsOf = (nodes: readonly Node[]): string[] => nodes.filter((n) => !n.startsWith('-'));
const serialsOf = (nodes: readonly Node[]): string[] => nodes.filter((n) => n.startsWith('-')).map((n) => n.slice(1));

/** Seen is what has stood within the scope, or has never moved: the rule of the list of lots. */
const nodeSql = (kind: 'lot' | 'serial', table: string): string => `
  SELECT (${kind === 'lot' ? '' : '-'}o.id)::text AS node, o.public_id AS id, o.code, o.status, i.public_id AS "itemId", i.code AS "itemCode", i.name AS "itemName", u.code AS uom,
         coalesce(b.qty, 0)::text AS qty, o.created_at AS at, ($1::boolean OR b.places IS NULL OR b.reached) AS "isVisible"
    FROM ${table} o JOIN items i ON i.id = o.item_id JOIN uoms u ON u.id = i.base_uom_id
    LEFT JOIN (SELECT b.${kind}_id AS id, count(*) AS places, bool_or($1::boolean OR b.warehouse_id = ANY ($2::bigint[]) OR p.zone_id = ANY ($3::bigint[])) AS reached,
                      sum(b.on_hand) FILTER (WHERE $1::boolean OR b.warehouse_id = ANY ($2::bigint[]) OR p.zone_id = ANY ($3::bigint[])) AS qty
                 FROM inventory_balance b JOIN locations p ON p.id = b.location_id
                WHERE ${kind === 'lot' ? 'b.lot_id = ANY ($4::bigint[]) AND b.lot_id <> 0' : 'b.serial_id = ANY ($4::bigint[]) AND b.serial_id <> 0'} GROUP BY 1) AS b ON b.id = o.id
   WHERE o.id = ANY ($4::bigint[])`;

const factSql = (kind: 'lot' | 'serial', side: 'in' | 'out'): string => {
  const [virtual, real] = side === 'in' ? ['from', 'to'] : ['to', 'from'];
  return `
  SELECT (${kind === 'lot' ? '' : '-'}m.${kind}_id)::text AS node, v.code AS place, p.doc_type AS "docType", p.doc_ref AS "docRef", min(p.public_id::text) AS posting,
         sum(m.qty)::text AS qty, min(p.posted_at) AS at,
         bool_or($1::boolean OR m.${real}_warehouse_id = ANY ($2::bigint[]) OR r.zone_id = ANY ($3::bigint[])) AS "isVisible"
    FROM inventory_movements m JOIN inventory_postings p ON p.id = m.posting_id AND p.event_type <> 'REVERSAL'
    JOIN locations v ON v.id = m.${virtual}_location_id AND v.code <> 'CONVERSION' JOIN locations r ON r.id = m.${real}_location_id
   WHERE m.${kind}_id = ANY ($4::bigint[]) AND m.${kind}_id <> 0 AND m.${virtual}_warehouse_id IS NULL
     AND NOT EXISTS (SELECT FROM inventory_postings x WHERE x.reverses_id = p.id)
   GROUP BY m.${kind}_id, v.code, p.doc_type, p.doc_ref, CASE WHEN p.doc_ref IS NULL THEN p.id END`;
};

/** Reads what the ledger knows about the nodes of the graph. Nothing here writes. */
@Injectable()
export class TraceStore {
  async nodes(tx: Tx, nodes: readonly Node[]): Promise<NodeRow[]> {
    return this.both(tx, nodes, { name: 'tracing.nodes', lot: nodeSql('lot', 'lots'), serial: nodeSql('serial', 'serials') });
  }

  /** Where the nodes came from outside (`in`) or went to (`out`); what was reversed has never been. */
  async facts(tx: Tx, nodes: readonly Node[], side: 'in' | 'out'): Promise<FactRow[]> {
    return this.both(tx, nodes, { name: `tracing.facts_${side}`, lot: factSql('lot', side), serial: factSql('serial', side) });
  }

  /** The number of a lot or serial number in the graph; null when there is none. */
  async nodeOf(tx: Tx, kind: 'lot' | 'serial', publicId: string): Promise<Node | null> {
    const sql = kind === 'lot' ? 'SELECT id::text AS node FROM lots WHERE public_id = $1' : 'SELECT (-id)::text AS node FROM serials WHERE public_id = $1';
    const [row] = await tx.query<{ node: Node }>(sql, [publicId]);
    return row?.node ?? null;
  }

  async archivedThrough(tx: Tx): Promise<string | null> {
    const [row] = await tx.query<{ day: string | null }>('SELECT max(last_effective_on)::text AS day FROM inventory_archives WHERE detached_at IS NOT NULL');
    return row!.day;
  }

  private async both<R>(tx: Tx, nodes: readonly Node[], sql: { name: string; lot: string; serial: string }): Promise<R[]> {
    const ask = (kind: 'lot' | 'serial', ids: readonly string[]): Promise<R[]> =>
      ids.length === 0 ? Promise.resolve([]) : askWide<R>(tx, { name: `${sql.name}_${kind}`, sql: sql[kind], values: [...reachOf(tx), ids] });
    const ofLots = await ask('lot', lotsOf(nodes));
    const ofSerials = await ask('serial', serialsOf(nodes));
    return ofSerials.length === 0 ? ofLots : [...ofLots, ...ofSerials];
  }
}
