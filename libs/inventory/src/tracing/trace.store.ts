import type { Tx } from '@anwen/database';
import { Injectable } from '@nestjs/common';
import type { Node } from './genealogy.store';

/** Number of a node: of a lot, or of a serial number as its negative. */
export type NodeNo = number;

/** Rows as columns of equal length; all null when there are none. */
type Columns<R> = { readonly [K in keyof R]: readonly R[K][] | null };
/** The same with nothing left out: what the function writes even when it is empty. */
type FullColumns<R> = { readonly [K in keyof R]: readonly R[K][] };

export interface MemberColumns {
  readonly node: NodeNo;
  readonly id: string;
  readonly code: string;
  readonly status: string;
  /** Its item's number. */
  readonly item: number;
  /** Milliseconds since 1970, as everywhere here. */
  readonly at: number;
}

/** What came in or went out of the house with one document (or one posting without a document). */
export interface FactColumns {
  readonly node: NodeNo;
  readonly place: string;
  readonly docType: string | null;
  readonly docRef: string | null;
  readonly posting: string;
  readonly qty: string;
  readonly at: number;
  readonly seen: boolean;
}

/** The answer of the SQL function lot_trace() (migration 013). */
export interface Walk {
  readonly family: FullColumns<{ node: NodeNo; depth: number }>;
  /** There is more beyond the depth or the limit. */
  readonly isCut: boolean;
  readonly edges: FullColumns<{ near: NodeNo; far: NodeNo; qty: string; posting: number }>;
  readonly postings: Columns<{ no: number; id: string }>;
  readonly lots: Columns<MemberColumns>;
  readonly serials: Columns<MemberColumns> | null;
  /** Of the nodes that have ever stood somewhere: what the scope sees of them. */
  readonly stock: Columns<{ node: NodeNo; qty: string; seen: boolean }>;
  readonly items: readonly { no: number; id: string; code: string; name: string; uom: string }[];
  readonly facts: Columns<FactColumns>;
}

/** Reads what the graph and the ledger know about a lot. Nothing here writes. */
@Injectable()
export class TraceStore {
  /** One direction of a trace; it marks what the transaction's scope does not reach. */
  async walk(tx: Tx, root: Node, way: { down: boolean; depth: number; limit: number }): Promise<Walk> {
    const { all, warehouses, zones } = tx.scope;
    const sql = 'SELECT lot_trace($1::bigint, $2::boolean, $3::int, $4::int, $5::boolean, $6::bigint[], $7::bigint[]) AS walk';
    const [row] = await tx.prepared<{ walk: Walk }>('tracing.walk', sql, [root, way.down, way.depth, way.limit, all, warehouses, zones]);
    return row!.walk;
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
}
