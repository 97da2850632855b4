import type { Tx } from '@anwen/database';
import { Injectable } from '@nestjs/common';
import { Quantity, type Actor, type Id } from '@anwen/kernel';
import { knownCosts } from './known-costs';
import type { NewLot } from './line.rules';
import type { LedgerPosting, LineNames, PostingOutcome } from './ledger-posting';
import { DOCUMENT_OWNERS } from './document-stock.rules';
import type { LotFacts, NamedThings, PostingFacts, SerialFacts } from './posting-facts';
import type { Candidate } from './stock.rules';
import type { Weights } from './value-limit.rules';
import { askWholeCompany } from './whole-company';

/** All SQL that writes stock. Everything else about the ledger is reading (ledger.store). */
@Injectable()
export class StockStore {
  /** One round trip for everything that the input names. */
  async facts(tx: Tx, named: NamedThings, wide = false): Promise<PostingFacts> {
    const [row] = await ask<{ facts: PostingFacts }>(
      tx,
      wide,
      { name: 'stock.facts', sql: 'SELECT inventory_posting_facts($1, $2, $3, $4, $5, $6, $7, $8) AS facts' },
      [named.operation, named.itemCodes, named.itemIds, named.places, named.lots, named.serials, named.reservations, named.reasonCode],
    );
    return row!.facts;
  }

  /** The posting function: locks in the canonical order, checks, writes balances, values, movements and headers. */
  async post(tx: Tx, actor: Actor, postings: readonly LedgerPosting[], wide = false): Promise<PostingOutcome> {
    const documents = postings.map((p) => ({ ...p, actorType: actor.type, actorId: actor.id, actorName: actor.name, deviceId: actor.deviceId }));
    const statement = { name: 'stock.post', sql: 'SELECT inventory_post($1::jsonb) AS outcome' };
    const [row] = await ask<{ outcome: PostingOutcome }>(tx, wide, statement, [JSON.stringify(documents)]);
    return row!.outcome;
  }

  /** One change by a person's own hand at a time, so that each is weighed with the ones before it. Taken before anything else. */
  async takeLimitTurn(tx: Tx, { userId, id }: Actor): Promise<true> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 12))', [userId ?? id]);
    return true;
  }

  /** What it takes to weigh changes of these items against the limit; costs are read without a lock, they only weigh. */
  async weights(tx: Tx, actor: Actor, itemIds: readonly Id[]): Promise<Weights> {
    const [row] = await askWholeCompany<{ limit: string | null; recent: string }>(
      tx,
      `SELECT (SELECT value #>> '{}' FROM sys_settings WHERE key = 'inventory.adjustmentLimit') AS "limit",
              (SELECT coalesce(sum(x.value), 0)::text FROM (
                 SELECT abs(l.value) AS value FROM adjustments a JOIN adjustment_lines l ON l.adjustment_id = a.id
                  WHERE a.requested_by = $2 AND a.state = 'posted' AND a.decided_by IS NULL AND a.created_at > now() - interval '24 hours' AND l.item_id = ANY ($1::bigint[])
                 UNION ALL
                 SELECT m.value FROM inventory_movements m JOIN inventory_postings p ON p.id = m.posting_id JOIN locations t ON t.id = m.to_location_id
                  WHERE m.item_id = ANY ($1::bigint[]) AND m.posted_at > now() - interval '24 hours' AND p.actor_type = $3 AND p.actor_id = $4
                    AND (p.event_type = 'ADJUST' OR p.event_type = 'ISSUE' AND t.code = 'SCRAP') AND p.doc_type IS DISTINCT FROM 'adjustment'
                    AND NOT EXISTS (SELECT 1 FROM inventory_postings r WHERE r.reverses_id = p.id)) AS x) AS recent`,
      [itemIds, actor.userId ?? actor.id, actor.type, actor.id],
    );
    const costs = await knownCosts(tx, itemIds);
    return { ...row!, costs: new Map(costs.map((c) => [c.id, c.cost])) };
  }

  /** Makes the lots that do not exist yet; a lot that somebody else made meanwhile is taken as it is. */
  async ensureLots(tx: Tx, lots: readonly NewLot[]): Promise<(LotFacts & { isNew: boolean })[]> {
    if (lots.length === 0) return [];
    // Two statements: the second has a snapshot of its own and so sees a lot that another transaction has just made.
    const made = await tx.query<{ id: Id }>(
      `INSERT INTO lots (item_id, code, made_on, expires_on)
       SELECT DISTINCT ON (item_id, code) * FROM unnest($1::bigint[], $2::text[], $3::date[], $4::date[]) AS g(item_id, code, made_on, expires_on) ORDER BY 1, 2
       ON CONFLICT DO NOTHING RETURNING id::text AS id`,
      [lots.map((l) => l.itemId), lots.map((l) => l.code), lots.map((l) => l.madeOn), lots.map((l) => l.expiresOn)],
    );
    const rows = await tx.query<LotFacts>(
      `SELECT l.id::text AS id, l.item_id::text AS "itemId", l.code, l.status, l.expires_on::text AS "expiresOn"
         FROM lots l WHERE (l.item_id, l.code) IN (SELECT * FROM unnest($1::bigint[], $2::text[]))`,
      [lots.map((l) => l.itemId), lots.map((l) => l.code)],
    );
    return rows.map((lot) => ({ ...lot, isNew: made.some((m) => m.id === lot.id) }));
  }

  async ensureSerials(tx: Tx, serials: readonly { itemId: Id; code: string }[]): Promise<SerialFacts[]> {
    if (serials.length === 0) return [];
    const named = [serials.map((s) => s.itemId), serials.map((s) => s.code)];
    await tx.query(
      `INSERT INTO serials (item_id, code) SELECT * FROM unnest($1::bigint[], $2::text[]) AS g(item_id, code) ORDER BY 1, 2 ON CONFLICT DO NOTHING`,
      named,
    );
    return tx.query(
      `SELECT id::text AS id, item_id::text AS "itemId", code FROM serials WHERE (item_id, code) IN (SELECT * FROM unnest($1::bigint[], $2::text[]))`,
      named,
    );
  }

  /** Lets one FEFO choice of an item run at a time, so that each sees what the one before left. Always in the order of the items. */
  async takeTurns(tx: Tx, itemIds: readonly Id[]): Promise<void> {
    await tx.query(
      `SELECT pg_advisory_xact_lock(hashtextextended(turn.item::text, 9)) FROM (SELECT DISTINCT unnest($1::bigint[]) AS item ORDER BY 1) AS turn`,
      [itemIds],
    );
  }

  /** Free, unexpired, unheld stock of the items at the places, for FEFO. */
  async available(tx: Tx, pairs: readonly { itemId: Id; locationId: Id }[]): Promise<(Candidate & { itemId: Id; lotCode: string })[]> {
    const rows = await tx.query<{
      itemId: Id;
      lotId: Id;
      serialId: Id;
      locationId: Id;
      lotCode: string;
      expiresOn: string | null;
      pickSeq: number;
      free: string;
    }>(
      `SELECT a.item_id::text AS "itemId", a.lot_id::text AS "lotId", a.serial_id::text AS "serialId", a.location_id::text AS "locationId", coalesce(o.code, '') AS "lotCode",
              a.expires_on::text AS "expiresOn", a.pick_seq AS "pickSeq", a.free::text AS free
         FROM inventory_available a JOIN (SELECT DISTINCT * FROM unnest($1::bigint[], $2::bigint[]) AS p(item_id, location_id)) AS p USING (item_id, location_id)
         LEFT JOIN lots o ON o.id = a.lot_id`,
      [pairs.map((p) => p.itemId), pairs.map((p) => p.locationId)],
    );
    return rows.map((r) => ({ ...r, free: Quantity.of(r.free) }));
  }

  /**
   * Header and turned lines of a posting; null outside the scope. Waits for a twin of the same operation first, as
   * inventory_posting_facts does.
   */
  async forReversal(tx: Tx, publicId: string, operation: string): Promise<ReversalSource | null> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1::uuid::text, 8))', [operation]);
    const [row] = await tx.query<{ source: ReversalSource }>(
      `SELECT jsonb_build_object('id', p.id::text, 'eventType', p.event_type, 'docType', p.doc_type, 'docRef', p.doc_ref,
                'known', (SELECT public_id FROM inventory_postings WHERE client_op_id = $2),
                'reversedBy', (SELECT r.public_id FROM inventory_postings r WHERE r.reverses_id = p.id),
                'isArchived', EXISTS (SELECT 1 FROM inventory_archives a WHERE a.detached_at IS NOT NULL AND p.posted_at >= a.posted_from AND p.posted_at < a.posted_to),
                'isWhole', (SELECT count(*) = p.line_count FROM inventory_movements m JOIN locations f ON f.id = m.from_location_id
                              JOIN locations t ON t.id = m.to_location_id WHERE m.posting_id = p.id),
                'lines', (SELECT jsonb_agg(jsonb_build_object('itemId', m.item_id::text, 'lotId', m.lot_id::text, 'serialId', m.serial_id::text,
                    'fromLocationId', m.to_location_id::text, 'fromStatus', m.to_status, 'toLocationId', m.from_location_id::text, 'toStatus', m.from_status,
                    'qty', m.qty::text, 'enteredQty', m.entered_qty::text, 'enteredUomId', m.entered_uom_id::text, 'value', m.value::text) ORDER BY m.line_no DESC)
                  FROM inventory_movements m WHERE m.posting_id = p.id),
                'names', (SELECT jsonb_agg(jsonb_build_object('line', m.line_no, 'itemCode', i.code, 'location', t.code, 'lot', o.code, 'serial', s.code,
                    'closed', CASE WHEN f.warehouse_id IS NOT NULL AND (f.locked_reason IS NOT NULL OR f.status <> 'active') THEN f.code END) ORDER BY m.line_no DESC)
                  FROM inventory_movements m JOIN items i ON i.id = m.item_id LEFT JOIN locations f ON f.id = m.from_location_id LEFT JOIN locations t ON t.id = m.to_location_id
                  LEFT JOIN lots o ON o.id = m.lot_id LEFT JOIN serials s ON s.id = m.serial_id WHERE m.posting_id = p.id)) AS source
         FROM inventory_postings p WHERE p.public_id = $1`,
      [publicId, operation],
    );
    return row?.source ?? null;
  }

  /** The first document that one of the promises belongs to; null = none. */
  async documentOf(tx: Tx, reservations: readonly string[]): Promise<{ docType: string; docRef: string } | null> {
    const [row] = await tx.query<{ docType: string; docRef: string }>(
      `SELECT owner_type AS "docType", owner_ref AS "docRef" FROM inventory_reservations WHERE public_id = ANY ($1::uuid[]) AND owner_type = ANY ($2) ORDER BY id LIMIT 1`,
      [reservations, DOCUMENT_OWNERS],
    );
    return row ?? null;
  }

  async reasonId(tx: Tx, code: string): Promise<Id | null> {
    const [row] = await tx.query<{ id: Id }>('SELECT id::text AS id FROM reason_codes WHERE code = $1 AND active AND NOT needs_approval', [code]);
    return row?.id ?? null;
  }
}

/** Within the scope, or (`wide`, after the caller has checked) across the company. */
function ask<R>(tx: Tx, wide: boolean, { name, sql }: { name: string; sql: string }, values: readonly unknown[]): Promise<R[]> {
  return wide ? askWholeCompany<R>(tx, sql, values) : tx.prepared<R>(name, sql, values);
}

export interface ReversalSource {
  readonly id: Id;
  readonly eventType: string;
  readonly docType: string | null;
  readonly docRef: string | null;
  /** Public id of the posting that carried this operation out already. */
  readonly known: string | null;
  readonly reversedBy: string | null;
  /** Its lines are no longer online. */
  readonly isArchived: boolean;
  /** All lines and their places lie within the scope. */
  readonly isWhole: boolean;
  /** Already turned around, last line first. */
  readonly lines: LedgerPosting['lines'];
  /** The names of the lines, in the same order; `closed` = a place that would have to take stock and does not. */
  readonly names: readonly (LineNames & { readonly closed: string | null })[];
}
