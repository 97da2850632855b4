import type { Tx } from '@anwen/database';
import { Injectable } from '@nestjs/common';

/** One proof: a statement that returns the rows which break it (few), and what it counted. */
export interface Proof {
  readonly name: string;
  readonly says: string;
  /** Returns `checked` (count) and `problems` (jsonb array of at most 20). */
  readonly sql: string;
}

const LEGS = `
  SELECT item_id, from_location_id AS location_id, lot_id, serial_id, from_status AS stock_status, from_seq AS seq, from_after AS after_qty, -qty AS delta, posting_id FROM inventory_movements WHERE from_seq IS NOT NULL
  UNION ALL
  SELECT item_id, to_location_id, lot_id, serial_id, to_status, to_seq, to_after, qty, posting_id FROM inventory_movements WHERE to_seq IS NOT NULL`;
const KEY = 'item_id, location_id, lot_id, serial_id, stock_status';
/** Of an archived month only what it came to is online: its checkpoints are where the rest of the chain begins. */
const BASE = `
  SELECT DISTINCT ON (${KEY}) ${KEY}, seq AS base_seq, c.after_qty AS base_after FROM inventory_checkpoints c JOIN inventory_archives a USING (archive_id)
   WHERE a.detached_at IS NOT NULL ORDER BY ${KEY}, seq DESC`;
const archivedAt = (moment: string): string =>
  `EXISTS (SELECT 1 FROM inventory_archives a WHERE a.detached_at IS NOT NULL AND ${moment} >= a.posted_from AND ${moment} < a.posted_to)`;
const broken = (from: string, shown: string): string => `(SELECT coalesce(jsonb_agg(x.problem), '[]') FROM (SELECT ${shown} AS problem ${from} LIMIT 20) AS x)`;

/** The proofs of domain.md §6 (I-1 … I-13) as set-based SQL over the whole ledger. */
export const PROOFS: readonly Proof[] = [
  {
    name: 'chain',
    says: 'every key counts 1, 2, 3 … and each balance follows from the one before (I-3)',
    sql: `WITH base AS MATERIALIZED (${BASE}), links AS MATERIALIZED (
            SELECT l.*, coalesce(base_seq, 0) + row_number() OVER w AS expected_seq, coalesce(lag(after_qty) OVER w, base_after, 0) + delta AS expected_after
              FROM (${LEGS}) AS l LEFT JOIN base USING (${KEY}) WINDOW w AS (PARTITION BY ${KEY} ORDER BY seq))
          SELECT (SELECT count(*) FROM links) AS checked,
            ${broken('FROM links WHERE seq <> expected_seq OR after_qty <> expected_after', `jsonb_build_object('item', item_id, 'location', location_id, 'lot', lot_id, 'serial', serial_id, 'status', stock_status, 'posting', posting_id, 'seq', seq, 'after', after_qty, 'expectedSeq', expected_seq, 'expectedAfter', expected_after)`)} AS problems`,
  },
  {
    name: 'balances',
    says: 'every balance is the sum of its movements, and every movement has its balance (I-1, I-2)',
    sql: `WITH sums AS MATERIALIZED (SELECT ${KEY}, sum(qty) AS qty, sum(n)::bigint AS n FROM (SELECT ${KEY}, sum(delta) AS qty, count(*) AS n FROM (${LEGS}) AS l GROUP BY ${KEY}
                                        UNION ALL SELECT ${KEY}, base_after, base_seq FROM (${BASE}) AS base) AS parts GROUP BY ${KEY}),
               compared AS (SELECT ${KEY}, s.qty, s.n, b.on_hand, b.version FROM sums s FULL JOIN inventory_balance b USING (${KEY}))
          SELECT (SELECT count(*) FROM compared) AS checked,
            ${broken('FROM compared WHERE coalesce(qty, 0) IS DISTINCT FROM on_hand OR coalesce(n, 0) IS DISTINCT FROM version', `jsonb_build_object('item', item_id, 'location', location_id, 'lot', lot_id, 'serial', serial_id, 'status', stock_status, 'ledger', qty, 'balance', on_hand, 'movements', n, 'version', version)`)} AS problems`,
  },
  {
    name: 'limits',
    says: 'no balance below zero or below what is reserved; a serial number is in one place at most (I-4, I-5, I-6)',
    sql: `SELECT (SELECT count(*) FROM inventory_balance) AS checked,
            ${broken('FROM inventory_balance b WHERE (on_hand < 0 AND NOT allow_negative) OR reserved < 0 OR (reserved > on_hand AND NOT allow_negative) OR (serial_id <> 0 AND on_hand NOT IN (0, 1)) OR (serial_id <> 0 AND (SELECT sum(o.on_hand) FROM inventory_balance o WHERE o.item_id = b.item_id AND o.serial_id = b.serial_id) > 1)', `jsonb_build_object('item', item_id, 'location', location_id, 'lot', lot_id, 'serial', serial_id, 'onHand', on_hand, 'reserved', reserved)`)} AS problems`,
  },
  {
    name: 'reservations',
    says: 'what a balance has reserved is the sum of its open reservations (I-7)',
    sql: `WITH compared AS (SELECT ${KEY}, b.reserved, r.open FROM inventory_balance b FULL JOIN (
             SELECT ${KEY}, sum(qty - consumed) AS open FROM inventory_reservations WHERE state = 'open' GROUP BY ${KEY}) AS r USING (${KEY}))
          SELECT (SELECT count(*) FROM inventory_reservations) AS checked,
            ${broken('FROM compared WHERE reserved IS DISTINCT FROM coalesce(open, 0)', `jsonb_build_object('item', item_id, 'location', location_id, 'lot', lot_id, 'reserved', reserved, 'open', open)`)} AS problems`,
  },
  {
    name: 'contents',
    says: 'every posting still has the content that its hash was made of (I-11); of archived ones the archive proves it',
    sql: `WITH texts AS MATERIALIZED (SELECT posting_id, string_agg(inventory_movement_text(m), E'\\n' ORDER BY line_no) AS lines FROM inventory_movements m GROUP BY posting_id),
               compared AS (SELECT coalesce(p.id, t.posting_id) AS id, p.posted_at, t.lines, p.content_hash, sha256(convert_to(inventory_posting_text(p) || E'\\n' || t.lines, 'UTF8')) AS computed
                              FROM inventory_postings p FULL JOIN texts t ON t.posting_id = p.id)
          SELECT (SELECT count(*) FROM inventory_postings) AS checked, ${broken(`FROM compared WHERE content_hash IS DISTINCT FROM computed AND NOT (lines IS NULL AND ${archivedAt('posted_at')})`, `jsonb_build_object('posting', id)`)} AS problems`,
  },
  {
    name: 'seals',
    says: 'every seal still fits its postings and the seal before it (I-12)',
    sql: `WITH hashes AS (SELECT s.id, s.n, s.prev_root, s.root, lag(s.root) OVER (ORDER BY s.id) AS before,
                   (SELECT count(*) FROM inventory_postings p WHERE p.id BETWEEN lower(s.ids) AND upper(s.ids) - 1 AND p.id <@ s.ids) AS found,
                   (SELECT string_agg(p.content_hash, ''::bytea ORDER BY p.id) FROM inventory_postings p WHERE p.id BETWEEN lower(s.ids) AND upper(s.ids) - 1 AND p.id <@ s.ids) AS content
              FROM inventory_seals s)
          SELECT (SELECT count(*) FROM inventory_seals) AS checked,
            ${broken(`FROM hashes WHERE found <> n OR prev_root <> coalesce(before, ''::bytea) OR root <> sha256(prev_root || coalesce(content, ''::bytea))`, `jsonb_build_object('seal', id, 'postings', n, 'found', found)`)} AS problems`,
  },
  {
    name: 'archives',
    says: 'every archived month still has the postings that its file was compared with (I-30)',
    sql: `WITH found AS (SELECT a.*, p.n, p.lines, p.contents, p.headers FROM inventory_archives a CROSS JOIN LATERAL (
             SELECT count(*) AS n, coalesce(sum(line_count), 0) AS lines, sha256(string_agg(content_hash, ''::bytea ORDER BY id)) AS contents,
                    sha256(string_agg(sha256(convert_to(inventory_posting_text(p), 'UTF8')), ''::bytea ORDER BY id)) AS headers
               FROM inventory_postings p WHERE p.posted_at >= a.posted_from AND p.posted_at < a.posted_to) AS p)
          SELECT (SELECT count(*) FROM inventory_archives) AS checked,
            ${broken('FROM found WHERE n <> postings OR lines <> movements OR contents IS DISTINCT FROM contents_root OR headers IS DISTINCT FROM headers_root', `jsonb_build_object('archive', partition, 'postings', postings, 'found', n, 'movements', movements, 'lines', lines)`)} AS problems`,
  },
  {
    name: 'reversals',
    says: 'a reversal is the exact opposite of its posting, once, and never of a reversal (I-13)',
    sql: `WITH pairs AS (SELECT r.id, r.reverses_id, o.event_type FROM inventory_postings r LEFT JOIN inventory_postings o ON o.id = r.reverses_id WHERE r.reverses_id IS NOT NULL AND (o.id IS NULL OR NOT ${archivedAt('o.posted_at')})),
               net AS (SELECT pair.id, m.item_id, m.lot_id, m.serial_id, l.place, l.status, sum(l.sign * m.qty) AS qty
                         FROM pairs pair JOIN inventory_movements m ON m.posting_id IN (pair.id, pair.reverses_id)
                         CROSS JOIN LATERAL (VALUES (m.from_location_id, m.from_status, -1), (m.to_location_id, m.to_status, 1)) AS l(place, status, sign)
                        GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(l.sign * m.qty) <> 0)
          SELECT (SELECT count(*) FROM pairs) AS checked,
            ${broken(`FROM (SELECT id FROM net UNION SELECT id FROM pairs WHERE event_type IS NULL OR event_type = 'REVERSAL') AS bad`, `jsonb_build_object('posting', id)`)} AS problems`,
  },
  {
    name: 'values',
    says: 'every item value is the sum of its movements (moving average, forward only)',
    sql: `WITH online AS (SELECT item_id, sum(CASE WHEN from_warehouse_id IS NULL AND to_warehouse_id IS NOT NULL THEN value WHEN from_warehouse_id IS NOT NULL AND to_warehouse_id IS NULL THEN -value ELSE 0 END) AS value,
                     sum(CASE WHEN from_warehouse_id IS NULL AND to_warehouse_id IS NOT NULL THEN qty WHEN from_warehouse_id IS NOT NULL AND to_warehouse_id IS NULL THEN -qty ELSE 0 END) AS qty
                     FROM inventory_movements GROUP BY item_id),
               sums AS (SELECT item_id, sum(value) AS value, sum(qty) AS qty FROM (SELECT item_id, value, qty FROM online UNION ALL
                        SELECT item_id, c.value, c.qty FROM inventory_value_checkpoints c JOIN inventory_archives a USING (archive_id) WHERE a.detached_at IS NOT NULL) AS parts GROUP BY item_id),
               compared AS (SELECT item_id, s.value AS ledger_value, s.qty AS ledger_qty, v.value, v.qty FROM sums s FULL JOIN inventory_value v USING (item_id))
          SELECT (SELECT count(*) FROM compared) AS checked,
            ${broken('FROM compared WHERE coalesce(ledger_value, 0) IS DISTINCT FROM value OR coalesce(ledger_qty, 0) IS DISTINCT FROM qty', `jsonb_build_object('item', item_id, 'ledger', ledger_value, 'value', value, 'ledgerQty', ledger_qty, 'qty', qty)`)} AS problems`,
  },
];

@Injectable()
export class ProofStore {
  async run(tx: Tx, proof: Proof): Promise<{ checked: number; problems: readonly Record<string, unknown>[] }> {
    const [row] = await tx.query<{ checked: string; problems: Record<string, unknown>[] }>(`/* anwen:maintenance */ ${proof.sql}`);
    return { checked: Number(row?.checked ?? 0), problems: row?.problems ?? [] };
  }
}
