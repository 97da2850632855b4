import type { Tx } from '@anwen/database';
import { isUuid, type Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { countSql, type Counted } from '../listing';
import { ITEM_JSON, containing, placeJson } from '../reference-json';
import type { Node } from './genealogy.store';
import type { AffectedDto, AffectedQuery, OpenRecallDto, RecallQuery } from './recall.dto';
import type { RecallRow } from './recall.rules';

const ROOTS = `SELECT coalesce(jsonb_agg(jsonb_build_object('kind', CASE WHEN x.lot_id IS NULL THEN 'serial' ELSE 'lot' END, 'id', coalesce(o.public_id, s.public_id),
    'code', coalesce(o.code, s.code), 'item', ${ITEM_JSON}) ORDER BY coalesce(o.code, s.code)), '[]')
  FROM recall_lots x LEFT JOIN lots o ON o.id = x.lot_id LEFT JOIN serials s ON s.id = x.serial_id JOIN items i ON i.id = coalesce(o.item_id, s.item_id)
  JOIN uoms u ON u.id = i.base_uom_id WHERE x.recall_id = r.id AND x.depth = 0`;
const COLUMNS = `r.id::text AS no, r.public_id AS id, r.number, r.state, r.direction, r.mock, r.reason, (${ROOTS}) AS roots, r.opened_by AS "openedBy", r.opened_at AS "openedAt",
  r.closed_by AS "closedBy", r.closed_at AS "closedAt", r.outcome, r.close_reason AS "closeReason", r.took_ms AS "tookMs", r.row_version AS "rowVersion",
  jsonb_build_object('lots', r.lots, 'serials', r.serials, 'onHand', r.on_hand, 'shipped', r.shipped, 'customers', r.customers) AS counts`;
const LISTED = `recalls r WHERE ($1::text IS NULL OR r.state = $1) AND ($2::boolean IS NULL OR r.mock = $2) AND ($3::text IS NULL OR r.number ILIKE $3 OR r.reason ILIKE $3)`;

const found = (kind: string, shape: string): string => `(SELECT coalesce(jsonb_agg(${shape} ORDER BY f.id), '[]') FROM recall_findings f
  LEFT JOIN locations p ON p.id = f.location_id WHERE f.recall_id = x.recall_id AND f.node = x.node AND f.kind = '${kind}')`;
const PLACE = `jsonb_build_object('location', ${placeJson('p')}, 'status', (ARRAY['available','qc','hold','damaged'])[f.stock_status + 1], 'qty', trim_scale(f.qty)::text)`;
const DOCUMENT = `jsonb_build_object('docType', f.doc_type, 'docRef', f.doc_ref, 'qty', trim_scale(f.qty)::text,
  'at', to_char(f.happened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  'partner', CASE WHEN f.partner_code IS NULL THEN NULL ELSE jsonb_build_object('code', f.partner_code, 'name', f.partner_name) END)`;

export type AffectedRow = AffectedDto & { readonly node: Node };

/** SQL of recalls as documents: row-level security decides what is seen. What they do to lots is in recall-spread.store. */
@Injectable()
export class RecallStore {
  list(tx: Tx, query: RecallQuery, before: Id | null): Promise<RecallRow[]> {
    return tx.query(`SELECT ${COLUMNS} FROM ${LISTED} AND ($4::bigint IS NULL OR r.id < $4) ORDER BY r.id DESC LIMIT $5`, [
      ...filtersOf(query),
      before,
      query.limit + 1,
    ]);
  }

  count(tx: Tx, query: RecallQuery): Promise<Counted> {
    return tx.query(countSql(LISTED), filtersOf(query));
  }

  /** By public id or number. */
  async find(tx: Tx, name: { id: string | null; number: string }, lock = false): Promise<RecallRow | null> {
    const [row] = await tx.query<RecallRow>(
      `SELECT ${COLUMNS} FROM recalls r WHERE r.public_id = $1 OR r.number = $2 ${lock ? 'FOR NO KEY UPDATE OF r' : ''}`,
      [name.id, name.number],
    );
    return row ?? null;
  }

  /** Internal numbers of what is called back, in the graph's way; fewer than asked for = some do not exist. */
  async roots(tx: Tx, { lots, serials = [] }: Pick<OpenRecallDto, 'lots' | 'serials'>): Promise<Node[]> {
    const rows = await tx.query<{ node: Node }>(
      `SELECT id::text AS node FROM lots WHERE public_id = ANY ($1::uuid[]) UNION ALL SELECT (-id)::text FROM serials WHERE public_id = ANY ($2::uuid[])`,
      [lots.filter((id) => isUuid(id)), serials.filter((id) => isUuid(id))],
    );
    return rows.map((r) => r.node);
  }

  async insert(tx: Tx, made: { number: string; direction: string; mock: boolean; reason: string; by: string }): Promise<{ no: Id; id: string }> {
    const [row] = await tx.query<{ no: Id; id: string }>(
      `INSERT INTO recalls (number, direction, mock, reason, opened_by) VALUES ($1, $2, $3, $4, $5) RETURNING id::text AS no, public_id AS id`,
      [made.number, made.direction, made.mock, made.reason, made.by],
    );
    return row!;
  }

  async noteTime(tx: Tx, no: Id, ms: number): Promise<void> {
    await tx.query('UPDATE recalls SET took_ms = $2 WHERE id = $1', [no, Math.round(ms)]);
  }

  async close(tx: Tx, no: Id, closed: { by: string; outcome: string; reason: string }): Promise<void> {
    await tx.query(
      `UPDATE recalls SET state = 'closed', closed_by = $2, closed_at = now(), outcome = $3, close_reason = $4, row_version = row_version + 1 WHERE id = $1`,
      [no, closed.by, closed.outcome, closed.reason],
    );
  }

  affected(tx: Tx, no: Id, { limit }: AffectedQuery, after: readonly (string | null)[] | null): Promise<AffectedRow[]> {
    return tx.query(
      `SELECT x.node::text AS node, CASE WHEN x.lot_id IS NULL THEN 'serial' ELSE 'lot' END AS kind, coalesce(o.public_id, s.public_id) AS id, coalesce(o.code, s.code) AS code,
              ${ITEM_JSON} AS item, x.depth, coalesce(o.status, s.status) AS status, x.status_before AS "statusBefore", ${found('stock', PLACE)} AS stock,
              ${found('reserved', DOCUMENT)} AS reserved, ${found('shipped', DOCUMENT)} AS shipped, ${found('used', DOCUMENT)} AS used,
              ${found('came_back', DOCUMENT)} AS "cameBack", ${found('returned', DOCUMENT)} AS returned, ${found('scrapped', DOCUMENT)} AS scrapped, ${found('adjusted', DOCUMENT)} AS adjusted
         FROM recall_lots x LEFT JOIN lots o ON o.id = x.lot_id LEFT JOIN serials s ON s.id = x.serial_id
         JOIN items i ON i.id = coalesce(o.item_id, s.item_id) JOIN uoms u ON u.id = i.base_uom_id
        WHERE x.recall_id = $1 AND ($2::int IS NULL OR (x.depth, x.node) > ($2::int, $3::bigint)) ORDER BY x.depth, x.node LIMIT $4`,
      [no, ...(after ?? [null, null]), limit + 1],
    );
  }
}

function filtersOf(query: RecallQuery): unknown[] {
  return [query.state ?? null, query.mock ?? null, query.q === undefined ? null : containing(query.q)];
}
