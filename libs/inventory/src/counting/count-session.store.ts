import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { keyColumn } from '../handling/document-step';
import { countSql, type Counted } from '../listing';
import { containing, placeJson } from '../reference-json';
import { askWholeCompany } from '../whole-company';
import type { CountScopeDto } from './count-plan.dto';
import { toleranceColumns } from './count-plan.store';
import type { CountSessionQuery } from './count-session.dto';
import type { SessionState, Tolerances } from './counting.rules';

export interface CountSessionRow extends Tolerances {
  readonly no: Id;
  readonly id: string;
  readonly warehouseId: Id;
  readonly number: string;
  readonly state: SessionState;
  readonly plan: { id: string; name: string } | null;
  readonly warehouse: { id: string; code: string; name: string };
  readonly scope: CountScopeDto;
  readonly itemIds: Id[] | null;
  readonly blind: boolean;
  readonly createdBy: string;
  readonly approvedBy: string | null;
  readonly tasks: { total: number; done: number };
  readonly counted: number;
  readonly differing: number;
  readonly open: number;
  readonly conflicts: number;
  readonly varianceValue: string;
  readonly rowVersion: number;
  readonly createdAt: string;
  readonly openedAt: string | null;
  readonly postedAt: string | null;
}

const COLUMNS = `s.id::text AS no, s.public_id AS id, s.warehouse_id::text AS "warehouseId", s.number, s.state, ${placeJson('w')} AS warehouse, s.scope,
  CASE WHEN p.id IS NULL THEN NULL ELSE jsonb_build_object('id', p.public_id, 'name', p.name) END AS plan, s.item_ids::text[] AS "itemIds", s.blind,
  s.created_by_name AS "createdBy", s.approved_by_name AS "approvedBy", ${toleranceColumns('s')}, s.row_version AS "rowVersion", s.created_at AS "createdAt",
  s.opened_at AS "openedAt", s.posted_at AS "postedAt",
  (SELECT jsonb_build_object('total', count(*), 'done', count(*) FILTER (WHERE t.state = 'done')) FROM count_tasks t WHERE t.session_id = s.id AND t.state <> 'cancelled') AS tasks,
  l.counted, l.differing, l.open, l.conflicts, l.value::text AS "varianceValue"`;
const FROM = `count_sessions s JOIN warehouses w ON w.id = s.warehouse_id LEFT JOIN count_plans p ON p.id = s.plan_id
  CROSS JOIN LATERAL (SELECT count(*)::int AS counted, count(*) FILTER (WHERE variance <> 0)::int AS differing,
      count(*) FILTER (WHERE variance <> 0 AND decision IS NULL)::int AS open, count(*) FILTER (WHERE decision = 'conflict')::int AS conflicts, trim_scale(coalesce(round(sum(variance * unit_cost), 4), 0)) AS value
    FROM count_lines c WHERE c.session_id = s.id AND NOT c.superseded) AS l`;
const LISTED = `${FROM} WHERE ($1::text IS NULL OR s.state = $1) AND ($2::text IS NULL OR w.code = $2) AND ($3::text IS NULL OR s.number ILIKE $3)`;

export interface NewSession extends Tolerances {
  readonly number: string;
  readonly warehouseId: Id;
  readonly planId: Id | null;
  readonly scope: CountScopeDto;
  readonly blind: boolean;
  readonly by: { readonly id: Id; readonly name: string };
}

/** Sessions and the places that they hold. */
@Injectable()
export class CountSessionStore {
  /** Newest first. */
  list(tx: Tx, query: CountSessionQuery, before: Id | null): Promise<CountSessionRow[]> {
    return tx.query(`SELECT ${COLUMNS} FROM ${LISTED} AND ($4::bigint IS NULL OR s.id < $4) ORDER BY s.id DESC LIMIT $5`, [
      ...filtersOf(query),
      before,
      query.limit + 1,
    ]);
  }

  count(tx: Tx, query: CountSessionQuery): Promise<Counted> {
    return tx.query(countSql(LISTED), filtersOf(query));
  }

  async find(tx: Tx, id: string): Promise<CountSessionRow | null> {
    const [row] = await tx.query<CountSessionRow>(`SELECT ${COLUMNS} FROM ${FROM} WHERE s.${keyColumn(id)} = $1`, [id]);
    return row ?? null;
  }

  /** Holds the header: whoever changes its state FOR UPDATE, counters that add entries FOR SHARE, side by side. */
  async lock(tx: Tx, id: string, strength: 'UPDATE' | 'SHARE'): Promise<CountSessionRow | null> {
    const held = await tx.query(`SELECT 1 FROM count_sessions s WHERE s.${keyColumn(id)} = $1 FOR ${strength === 'UPDATE' ? 'NO KEY UPDATE' : 'SHARE'}`, [id]);
    return held.length === 0 ? null : this.find(tx, id);
  }

  async create(tx: Tx, s: NewSession): Promise<string> {
    const [row] = await tx.query<{ id: string }>(
      `INSERT INTO count_sessions (number, warehouse_id, plan_id, scope, blind, tolerance_abs, tolerance_pct, tolerance_value, recount_over_pct, created_by, created_by_name)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING public_id AS id`,
      [s.number, s.warehouseId, s.planId, s.scope, s.blind, s.toleranceAbs, s.tolerancePct, s.toleranceValue, s.recountOverPct, s.by.id, s.by.name],
    );
    return row!.id;
  }

  async setState(tx: Tx, no: Id, state: SessionState): Promise<void> {
    await tx.query(
      `UPDATE count_sessions SET state = $2, updated_at = now(), row_version = row_version + 1, posted_at = CASE WHEN $2 = 'posted' THEN now() ELSE posted_at END,
         opened_at = CASE WHEN $2 = 'open' THEN clock_timestamp() ELSE opened_at END WHERE id = $1`,
      [no, state],
    );
  }

  async approve(tx: Tx, no: Id, by: { id: Id; name: string }): Promise<void> {
    await tx.query(`UPDATE count_sessions SET approved_by = $2, approved_by_name = $3, approved_at = now() WHERE id = $1`, [no, by.id, by.name]);
  }

  /** The items that the count is about; null = all. A: the first 80 % of the value in the warehouse, B the next 15 %, C the rest. */
  async itemsInScope(tx: Tx, warehouseId: Id, scope: CountScopeDto): Promise<Id[] | null> {
    if (!scope.items?.length && !scope.categories?.length && !scope.abcClass) return null;
    const rows = await tx.query<{ id: Id }>(
      `WITH RECURSIVE tree AS (SELECT id FROM item_categories WHERE code = ANY ($2) UNION SELECT c.id FROM item_categories c JOIN tree ON c.parent_id = tree.id),
        worth AS (SELECT b.item_id, sum(b.on_hand) * coalesce(max(v.value / nullif(v.qty, 0)), 0) AS value
                    FROM inventory_balance b LEFT JOIN inventory_value v ON v.item_id = b.item_id WHERE b.warehouse_id = $4 AND b.on_hand > 0 GROUP BY 1),
        ranked AS (SELECT item_id, sum(value) OVER (ORDER BY value DESC, item_id) - value AS before, sum(value) OVER () AS total FROM worth),
        class AS (SELECT item_id, CASE WHEN before < total * 0.8 THEN 'A' WHEN before < total * 0.95 THEN 'B' ELSE 'C' END AS abc FROM ranked)
       SELECT i.id::text AS id FROM items i LEFT JOIN class k ON k.item_id = i.id
        WHERE ($1::text[] IS NULL OR i.code = ANY ($1)) AND ($2::text[] IS NULL OR i.category_id IN (SELECT id FROM tree)) AND ($3::text IS NULL OR coalesce(k.abc, 'C') = $3)`,
      [orNull(scope.items), orNull(scope.categories), scope.abcClass ?? null, warehouseId],
    );
    return rows.map((r) => r.id);
  }

  /** Places to visit: the named ones, else those where something stands (or all, when empty ones count too). */
  placesInScope(
    tx: Tx,
    { warehouseId, scope }: { warehouseId: Id; scope: CountScopeDto },
    itemIds: readonly Id[] | null,
    limit: number,
  ): Promise<{ id: Id }[]> {
    return tx.query(
      `SELECT l.id::text AS id FROM locations l LEFT JOIN zones z ON z.id = l.zone_id
        WHERE l.warehouse_id = $1 AND l.status = 'active' AND l.kind <> 'transit' AND ($2::text[] IS NULL OR z.code = ANY ($2)) AND ($3::text[] IS NULL OR l.code = ANY ($3))
          AND ($3::text[] IS NOT NULL OR $4 OR EXISTS (SELECT 1 FROM inventory_balance b WHERE b.location_id = l.id AND b.on_hand <> 0 AND ($5::bigint[] IS NULL OR b.item_id = ANY ($5))))
        ORDER BY l.id LIMIT $6`,
      [warehouseId, orNull(scope.zones), orNull(scope.locations), scope.zeroStock ?? false, itemIds, limit],
    );
  }

  async setItems(tx: Tx, no: Id, itemIds: readonly Id[] | null): Promise<void> {
    await tx.query('UPDATE count_sessions SET item_ids = $2 WHERE id = $1', [no, itemIds]);
  }

  /** Takes the places for the session, in id order; the codes of those that another session holds come back. */
  async holdPlaces(tx: Tx, session: { no: Id; warehouseId: Id }, locationIds: readonly Id[]): Promise<string[]> {
    const taken = await tx.query<{ id: Id }>(
      `INSERT INTO count_places (session_id, location_id, warehouse_id) SELECT $1, id, $2 FROM unnest($3::bigint[]) AS id ORDER BY id
       ON CONFLICT (location_id) WHERE live DO NOTHING RETURNING location_id::text AS id`,
      [session.no, session.warehouseId, locationIds],
    );
    if (taken.length === locationIds.length) return [];
    const rows = await tx.query<{ code: string }>(
      'SELECT code FROM locations WHERE id = ANY ($1::bigint[]) AND NOT id = ANY ($2::bigint[]) ORDER BY code LIMIT 10',
      [locationIds, taken.map((t) => t.id)],
    );
    return rows.map((r) => r.code);
  }

  /** The count is over: its places are free for another, its unfinished work is gone. */
  async letGo(tx: Tx, no: Id): Promise<void> {
    await tx.query(`UPDATE count_places SET live = false WHERE session_id = $1 AND live`, [no]);
    await tx.query(`UPDATE count_tasks SET state = 'cancelled', lease_until = NULL WHERE session_id = $1 AND state IN ('open', 'claimed')`, [no]);
  }

  async addTasks(tx: Tx, no: Id, locationIds: readonly Id[]): Promise<number> {
    const rows = await tx.query(
      `INSERT INTO count_tasks (session_id, warehouse_id, zone_id, location_id, round)
       SELECT $1, l.warehouse_id, l.zone_id, l.id, 1 + (SELECT count(*) FROM count_tasks t WHERE t.session_id = $1 AND t.location_id = l.id)
         FROM locations l WHERE l.id = ANY ($2::bigint[]) ORDER BY l.id RETURNING 1`,
      [no, locationIds],
    );
    return rows.length;
  }

  /** Places of the named tasks, or of lines that are outside tolerance, moved or must be repeated. */
  placesToRecount(tx: Tx, no: Id, taskIds: readonly string[] | null): Promise<{ id: Id }[]> {
    return taskIds === null
      ? tx.query(
          `SELECT DISTINCT location_id::text AS id FROM count_lines WHERE session_id = $1 AND NOT superseded AND (needs_recount OR moved OR NOT within_tolerance)`,
          [no],
        )
      : tx.query(`SELECT DISTINCT location_id::text AS id FROM count_tasks WHERE session_id = $1 AND public_id::text = ANY ($2)`, [
          no,
          taskIds.map((id) => id.toLowerCase()),
        ]);
  }

  async unknownTasks(tx: Tx, no: Id, taskIds: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT g.code AS id FROM unnest($2::text[]) AS g(code) WHERE NOT EXISTS (SELECT 1 FROM count_tasks t WHERE t.session_id = $1 AND t.public_id::text = lower(g.code))`,
      [no, taskIds],
    );
    return rows.map((r) => r.id);
  }

  /** Whether somebody still has to count: asked of all zones, whatever the counter can see. */
  async hasOpenTasks(tx: Tx, no: Id): Promise<boolean> {
    const rows = await askWholeCompany(tx, `SELECT 1 FROM count_tasks WHERE session_id = $1 AND state IN ('open', 'claimed') LIMIT 1`, [no]);
    return rows.length > 0;
  }

  /** Whether this person counted anything of the session, in whatever round. */
  async hasCounted(tx: Tx, no: Id, personId: Id): Promise<boolean> {
    const rows = await askWholeCompany(
      tx,
      `SELECT 1 FROM count_entries WHERE session_id = $1 AND counter_id = $2 UNION ALL SELECT 1 FROM count_tasks WHERE session_id = $1 AND assignee_id = $2 AND state = 'done' LIMIT 1`,
      [no, personId],
    );
    return rows.length > 0;
  }

  /** Which of the sessions this person counts in, or has a place of in hand: they see no results of those (I-24). */
  async countedBy(tx: Tx, sessions: readonly Id[], personId: Id): Promise<ReadonlySet<Id>> {
    const rows = await askWholeCompany<{ no: Id }>(
      tx,
      `SELECT session_id::text AS no FROM count_entries WHERE session_id = ANY ($1::bigint[]) AND counter_id = $2
       UNION SELECT session_id::text FROM count_tasks WHERE session_id = ANY ($1::bigint[]) AND assignee_id = $2 AND state IN ('claimed', 'done')`,
      [sessions, personId],
    );
    return new Set(rows.map((r) => r.no));
  }
}

const orNull = (codes: readonly string[] | undefined): readonly string[] | null => (codes?.length ? codes : null);

function filtersOf(query: CountSessionQuery): unknown[] {
  return [query.state ?? null, query.warehouse ?? null, query.q === undefined ? null : containing(query.q)];
}
