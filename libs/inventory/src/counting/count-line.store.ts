import type { Tx } from '@anwen/database';
import { Quantity, type Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { knownCosts } from '../known-costs';
import { countSql, type Counted } from '../listing';
import { ITEM_JSON, placeJson } from '../reference-json';
import { askWholeCompany } from '../whole-company';
import { isUnsure } from './count-moment';
import type { VarianceQuery } from './count-session.dto';
import type { CountedKey } from './counting.rules';

export interface LineToKeep extends CountedKey {
  readonly withinTolerance: boolean;
  readonly needsRecount: boolean;
}

export interface LineRow {
  readonly no: Id;
  readonly id: string;
  readonly taskId: string;
  readonly location: { id: string; code: string; name: string };
  readonly item: { id: string; code: string; name: string; uom: string };
  readonly lot: string;
  readonly serial: string;
  readonly status: number;
  readonly expectedQty: string;
  readonly countedQty: string;
  readonly varianceQty: string;
  readonly varianceValue: string;
  readonly seqAtCount: number;
  readonly counter: string;
  readonly withinTolerance: boolean;
  readonly needsRecount: boolean;
  readonly moved: boolean;
  readonly uncertain: boolean;
  readonly recounts: number;
  readonly decision: string | null;
  readonly conflict: string | null;
}

/** A difference that waits for its posting, with what its key held a moment ago (not locked). */
export interface PendingLine {
  readonly no: Id;
  readonly itemCode: string;
  readonly location: string;
  readonly lot: string;
  readonly serial: string;
  readonly status: number;
  readonly variance: string;
  readonly onHand: string;
  readonly reserved: string;
  /** A serial number that stands in another place; empty otherwise. */
  readonly standsElsewhere: boolean;
  /** Nobody had to accept it at the approval, and by now its key has work that may have been done before the count. */
  readonly isLate: boolean;
}

const COLUMNS = `c.id::text AS no, c.public_id AS id, t.public_id AS "taskId", ${placeJson('l')} AS location, ${ITEM_JSON} AS item, c.lot_code AS lot, c.serial_code AS serial,
  c.stock_status AS status, trim_scale(c.expected)::text AS "expectedQty", trim_scale(c.counted)::text AS "countedQty", trim_scale(c.variance)::text AS "varianceQty",
  trim_scale(round(c.variance * c.unit_cost, 4))::text AS "varianceValue", c.seq::int AS "seqAtCount", c.counter_name AS counter, c.within_tolerance AS "withinTolerance",
  c.needs_recount AS "needsRecount", c.moved, c.uncertain, c.round - 1 AS recounts, c.decision, c.conflict`;
const LISTED = `count_lines c JOIN count_tasks t ON t.id = c.task_id JOIN locations l ON l.id = c.location_id JOIN items i ON i.id = c.item_id JOIN uoms u ON u.id = i.base_uom_id
  WHERE c.session_id = $1 AND NOT c.superseded AND (NOT $2::boolean OR c.variance <> 0 OR c.moved OR c.decision = 'conflict')`;
const OPEN = `c.session_id = $1 AND NOT c.superseded AND c.variance <> 0 AND (c.decision IS NULL OR c.decision = 'conflict')`;

/**
 * The keys of session $1 whose entries nobody can bind any more, looked up once each: joined to the lines as it stands, a
 * place with many serial numbers is looked at again for every line, and the approval of 400 of them took longer than it may.
 */
const LATE = `late AS MATERIALIZED (
  SELECT e.task_id, e.item_id, e.lot_code, e.serial_code, e.stock_status FROM count_entries e JOIN count_tasks t ON t.id = e.task_id AND t.attempt = e.attempt
   WHERE e.session_id = $1 AND ${isUnsure('e')})`;
const OF_ENTRY = `c.session_id = $1 AND (e.task_id, e.item_id, e.lot_code, e.serial_code, e.stock_status) = (c.task_id, c.item_id, c.lot_code, c.serial_code, c.stock_status)`;

/** What the rounds of a count came to, key by key. */
@Injectable()
export class CountLineStore {
  /** Keeps the lines of a finished task; the lines that an earlier round of the place left count no longer. */
  async keep(tx: Tx, task: { no: Id; sessionNo: Id; locationId: Id; round: number }, lines: readonly LineToKeep[]): Promise<void> {
    await tx.query('UPDATE count_lines SET superseded = true WHERE session_id = $1 AND location_id = $2 AND NOT superseded', [task.sessionNo, task.locationId]);
    await tx.query(
      `INSERT INTO count_lines (session_id, task_id, warehouse_id, zone_id, location_id, round, item_id, lot_code, serial_code, stock_status, counted, expected, seq, unit_cost,
         moved, uncertain, within_tolerance, needs_recount, counter_name)
       SELECT t.session_id, t.id, t.warehouse_id, t.zone_id, t.location_id, t.round, r."itemId", r."lotCode", r."serialCode", r.status, r.counted, r.expected, r.seq, r."unitCost",
         r.moved, r.uncertain, r."withinTolerance", r."needsRecount", r."counterName"
         FROM count_tasks t CROSS JOIN jsonb_to_recordset($2::jsonb) AS r("itemId" bigint, "lotCode" text, "serialCode" text, status smallint, counted numeric, expected numeric,
           seq bigint, "unitCost" numeric, moved boolean, uncertain boolean, "withinTolerance" boolean, "needsRecount" boolean, "counterName" text) WHERE t.id = $1`,
      [task.no, JSON.stringify(lines)],
    );
  }

  /** What items cost, as far as anybody knows; they only weigh differences, so they are read without a lock. */
  async costs(tx: Tx, itemIds: readonly Id[]): Promise<ReadonlyMap<Id, Quantity>> {
    const rows = await knownCosts(tx, itemIds);
    return new Map(rows.map((r) => [r.id, Quantity.of(r.cost)]));
  }

  /** Newest first. */
  list(tx: Tx, sessionNo: Id, query: VarianceQuery, before: Id | null): Promise<LineRow[]> {
    return tx.query(`SELECT ${COLUMNS} FROM ${LISTED} AND ($3::bigint IS NULL OR c.id < $3) ORDER BY c.id DESC LIMIT $4`, [
      sessionNo,
      query.differing ?? false,
      before,
      query.limit + 1,
    ]);
  }

  count(tx: Tx, sessionNo: Id, query: VarianceQuery): Promise<Counted> {
    return tx.query(countSql(LISTED), [sessionNo, query.differing ?? false]);
  }

  /** Marks lines of keys whose earlier movements came home after the count: the book that they stand against lacked those. */
  async markLate(tx: Tx, sessionNo: Id): Promise<void> {
    await tx.query(`WITH ${LATE} UPDATE count_lines c SET moved = true FROM late e WHERE NOT c.superseded AND NOT c.moved AND ${OF_ENTRY}`, [sessionNo]);
  }

  /** Ids of lines that must be counted again before an approval. */
  async toRepeat(tx: Tx, sessionNo: Id, acceptMoved: boolean): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT public_id AS id FROM count_lines WHERE session_id = $1 AND NOT superseded AND (needs_recount OR (moved AND NOT $2)) ORDER BY id LIMIT 200`,
      [sessionNo, acceptMoved],
    );
    return rows.map((r) => r.id);
  }

  async hasPosted(tx: Tx, sessionNo: Id): Promise<boolean> {
    return (await tx.query(`SELECT 1 FROM count_lines WHERE session_id = $1 AND decision = 'posted' LIMIT 1`, [sessionNo])).length > 0;
  }

  /**
   * The next differences to post, serial numbers of one item together, with what their keys hold now. Nothing is locked
   * here: the posting makes missing keys before it locks the others, and whoever held some by then would stand in its way.
   */
  async pending(tx: Tx, sessionNo: Id, limit: number): Promise<PendingLine[]> {
    const rows = await tx.query<PendingLine & { serialId: Id }>(
      `SELECT c.id::text AS no, i.code AS "itemCode", l.code AS location, c.lot_code AS lot, c.serial_code AS serial, c.stock_status AS status, c.variance::text AS variance,
              coalesce(b.on_hand, 0)::text AS "onHand", coalesce(b.reserved, 0)::text AS reserved, coalesce(s.id, 0)::text AS "serialId", false AS "standsElsewhere", false AS "isLate"
         FROM count_lines c JOIN items i ON i.id = c.item_id JOIN locations l ON l.id = c.location_id
         LEFT JOIN lots o ON o.item_id = c.item_id AND o.code = nullif(c.lot_code, '') LEFT JOIN serials s ON s.item_id = c.item_id AND s.code = nullif(c.serial_code, '')
         LEFT JOIN inventory_balance b ON (b.item_id, b.location_id, b.lot_id, b.serial_id, b.stock_status) = (c.item_id, c.location_id, coalesce(o.id, 0), coalesce(s.id, 0), c.stock_status)
        WHERE ${OPEN} ORDER BY c.decision NULLS FIRST, c.item_id, c.serial_code, c.id LIMIT $2`,
      [sessionNo, limit],
    );
    const late = await this.late(tx, rows);
    return (await this.markElsewhere(tx, rows)).map((r) => ({ ...r, isLate: late.has(r.no) }));
  }

  /** Work from before the count that came home after the approval: of these lines alone, so that a large count stays in its time. */
  private async late(tx: Tx, lines: readonly PendingLine[]): Promise<ReadonlySet<Id>> {
    const rows = await tx.query<{ no: Id }>(
      `WITH entry AS MATERIALIZED (
         SELECT c.id AS line, e.* FROM count_lines c JOIN count_tasks t ON t.id = c.task_id JOIN count_entries e
             ON (e.task_id, e.attempt, e.item_id, e.lot_code, e.serial_code, e.stock_status) = (t.id, t.attempt, c.item_id, c.lot_code, c.serial_code, c.stock_status)
          WHERE c.id = ANY ($1::bigint[]) AND NOT c.moved)
       SELECT DISTINCT e.line::text AS no FROM entry e WHERE ${isUnsure('e')}`,
      [lines.map((l) => l.no)],
    );
    return new Set(rows.map((r) => r.no));
  }

  /** A serial number that was found while the book has it in a place that this posting does not empty. */
  private async markElsewhere(tx: Tx, rows: readonly (PendingLine & { serialId: Id })[]): Promise<PendingLine[]> {
    const found = rows.filter((r) => r.serialId !== '0' && !r.variance.startsWith('-')).map((r) => r.serialId);
    if (found.length === 0) return [...rows];
    const held = await askWholeCompany<{ serialId: Id; location: string }>(
      tx,
      `SELECT b.serial_id::text AS "serialId", l.code AS location FROM inventory_balance b JOIN locations l ON l.id = b.location_id WHERE b.serial_id = ANY ($1::bigint[]) AND b.on_hand > 0`,
      [found],
    );
    const emptied = new Set(rows.filter((r) => r.variance.startsWith('-')).map((r) => `${r.serialId}|${r.location}`));
    const elsewhere = new Set(held.filter((h) => !emptied.has(`${h.serialId}|${h.location}`)).map((h) => h.serialId));
    return rows.map((r) => ({ ...r, standsElsewhere: !r.variance.startsWith('-') && elsewhere.has(r.serialId) }));
  }

  async decide(tx: Tx, lines: readonly { no: Id; decision: 'posted' | 'conflict' | 'left'; conflict?: string | null; postingId?: string }[]): Promise<void> {
    await tx.query(
      `UPDATE count_lines c SET decision = r.decision, conflict = r.conflict, posting_id = r."postingId"
         FROM jsonb_to_recordset($1::jsonb) AS r(no bigint, decision text, conflict text, "postingId" uuid) WHERE c.id = r.no`,
      [JSON.stringify(lines)],
    );
  }

  /** Differences that nothing has been decided about, and those in conflict. */
  async remaining(tx: Tx, sessionNo: Id): Promise<{ undecided: number; conflicts: number }> {
    const [row] = await tx.query<{ undecided: number; conflicts: number }>(
      `SELECT count(*) FILTER (WHERE c.decision IS NULL)::int AS undecided, count(*) FILTER (WHERE c.decision = 'conflict')::int AS conflicts FROM count_lines c WHERE ${OPEN}`,
      [sessionNo],
    );
    return row!;
  }

  async leaveConflicts(tx: Tx, sessionNo: Id): Promise<void> {
    await tx.query(`UPDATE count_lines SET decision = 'left' WHERE session_id = $1 AND NOT superseded AND decision = 'conflict'`, [sessionNo]);
  }
}
