import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { LEASE_MINUTES, effectiveState, leaseColumns, type Leased } from '../handling/task-lease';
import { countSql, type Counted } from '../listing';
import { ITEM_JSON, placeJson } from '../reference-json';
import type { CountScopeDto } from './count-plan.dto';
import type { CountTaskQuery, NextCountTaskQuery } from './count-task.dto';

export interface CountTaskRow extends Leased {
  readonly no: Id;
  readonly id: string;
  readonly sessionNo: Id;
  readonly session: { id: string; number: string };
  readonly location: { id: string; code: string; name: string };
  readonly locationId: Id;
  readonly scope: CountScopeDto;
  readonly round: number;
  readonly attempt: number;
  readonly finishOpId: string | null;
}

export interface OwnEntryRow {
  readonly id: string;
  readonly item: { id: string; code: string; name: string; uom: string };
  readonly lot: string;
  readonly serial: string;
  /** null = the counter did not say. */
  readonly status: number | null;
  readonly qty: string;
  readonly enteredQty: string;
  readonly enteredUom: string;
  readonly countedAt: string;
}

const COLUMNS = `t.id::text AS no, t.public_id AS id, t.session_id::text AS "sessionNo", jsonb_build_object('id', s.public_id, 'number', s.number) AS session,
  ${placeJson('l')} AS location, t.location_id::text AS "locationId", s.scope, t.round, t.attempt, t.finish_op_id AS "finishOpId", ${leaseColumns('t')}`;
const FROM = 'count_tasks t JOIN count_sessions s ON s.id = t.session_id JOIN locations l ON l.id = t.location_id';
const LISTED = `${FROM} WHERE ($1::text IS NULL OR s.number = $1 OR s.public_id::text = $1) AND ($2::text IS NULL OR ${effectiveState('t')} = $2)
  AND ($3::bigint IS NULL OR ${effectiveState('t')} = 'claimed' AND t.assignee_id = $3)`;
/** Work in sessions that take entries, free for the person: open, left behind, or theirs. */
const FREE = `s.state IN ('open', 'counting', 'recount_requested') AND (t.state = 'open' OR t.state = 'claimed' AND (t.assignee_id = $3 OR t.lease_until <= clock_timestamp()))`;

/** The visits of a count: who goes where, and until when the place is theirs. */
@Injectable()
export class CountTaskStore {
  /** Newest first. */
  list(tx: Tx, query: CountTaskQuery, me: Id, before: Id | null): Promise<CountTaskRow[]> {
    return tx.query(`SELECT ${COLUMNS} FROM ${LISTED} AND ($4::bigint IS NULL OR t.id < $4) ORDER BY t.id DESC LIMIT $5`, [
      ...filtersOf(query, me),
      before,
      query.limit + 1,
    ]);
  }

  count(tx: Tx, query: CountTaskQuery, me: Id): Promise<Counted> {
    return tx.query(countSql(LISTED), filtersOf(query, me));
  }

  async find(tx: Tx, publicId: string): Promise<CountTaskRow | null> {
    const [row] = await tx.query<CountTaskRow>(`SELECT ${COLUMNS} FROM ${FROM} WHERE t.public_id = $1`, [publicId]);
    return row ?? null;
  }

  /** The caller holds the session. */
  async lock(tx: Tx, publicId: string): Promise<CountTaskRow | null> {
    const held = await tx.query('SELECT 1 FROM count_tasks WHERE public_id = $1 FOR NO KEY UPDATE', [publicId]);
    return held.length === 0 ? null : this.find(tx, publicId);
  }

  /** What the person has in hand already, else the nearest on the route. */
  async next(tx: Tx, query: NextCountTaskQuery, me: Id): Promise<CountTaskRow | null> {
    const [row] = await tx.query<CountTaskRow>(
      `SELECT ${COLUMNS} FROM ${FROM} JOIN warehouses w ON w.id = s.warehouse_id
        WHERE ($1::text IS NULL OR w.code = $1) AND ($2::text IS NULL OR s.number = $2 OR s.public_id::text = $2) AND ${FREE}
        ORDER BY (t.state = 'claimed' AND t.assignee_id = $3) DESC, l.pick_seq, l.code, t.id LIMIT 1`,
      [query.warehouse ?? null, query.session ?? null, me],
    );
    return row ?? null;
  }

  /** Guarded: no row when somebody else was faster. A new person starts a new attempt, in which earlier entries count no longer. */
  async claim(tx: Tx, no: Id, by: { id: Id; name: string }): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE count_tasks SET state = 'claimed', attempt = attempt + CASE WHEN assignee_id IS DISTINCT FROM $2 THEN 1 ELSE 0 END, assignee_id = $2, assignee_name = $3,
         lease_until = clock_timestamp() + make_interval(mins => $4)
        WHERE id = $1 AND (state = 'open' OR state = 'claimed' AND (assignee_id = $2 OR lease_until <= clock_timestamp())) RETURNING 1`,
      [no, by.id, by.name, LEASE_MINUTES],
    );
    return rows.length > 0;
  }

  /** The name stays: who comes back goes on where they left. */
  async release(tx: Tx, no: Id): Promise<void> {
    await tx.query(`UPDATE count_tasks SET state = 'open', lease_until = NULL WHERE id = $1`, [no]);
  }

  async finish(tx: Tx, no: Id, operation: string): Promise<void> {
    await tx.query(`UPDATE count_tasks SET state = 'done', lease_until = NULL, finish_op_id = $2, finished_at = clock_timestamp() WHERE id = $1`, [
      no,
      operation,
    ]);
  }

  /** What the person entered; never what was implied, because that tells what the book expected (I-24). */
  ownEntries(tx: Tx, task: { no: Id; attempt: number }, me: Id): Promise<OwnEntryRow[]> {
    return tx.query(
      `SELECT e.public_id AS id, ${ITEM_JSON} AS item, e.lot_code AS lot, e.serial_code AS serial, CASE WHEN e.stated THEN e.stock_status END AS status, trim_scale(e.qty)::text AS qty,
              trim_scale(e.entered_qty)::text AS "enteredQty", x.code AS "enteredUom", e.counted_at AS "countedAt"
         FROM count_entries e JOIN items i ON i.id = e.item_id JOIN uoms u ON u.id = i.base_uom_id JOIN uoms x ON x.id = e.entered_uom_id
        WHERE e.task_id = $1 AND e.attempt = $2 AND e.counter_id = $3 AND NOT e.implied ORDER BY e.id`,
      [task.no, task.attempt, me],
    );
  }
}

function filtersOf(query: CountTaskQuery, me: Id): unknown[] {
  return [query.session ?? null, query.state ?? null, query.mine ? me : null];
}
