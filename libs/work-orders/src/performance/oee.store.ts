import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { askWholeCompany } from '../whole-company';
import type { Pieces } from './oee.rules';

export interface Center {
  readonly no: Id;
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly capacity: number;
}

/** The days of a question as moments, on the factory's clock. */
export interface Window {
  readonly from: string;
  readonly to: string;
  /** A day before the first: its night shift reaches into it. */
  readonly since: Date;
  /** Two days after the last one began: so long its night shift may last. */
  readonly until: Date;
  readonly now: Date;
}

interface Timed {
  readonly workCenterId: Id;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

/** What was reported within one minute. */
export interface Reported extends Pieces {
  readonly workCenterId: Id;
  readonly at: Date;
  /** Factory day of the moment. */
  readonly day: string;
}

/** What effectiveness is counted from. A work centre that the caller reaches is counted whole, whatever orders kept it busy. */
@Injectable()
export class OeeStore {
  centers(tx: Tx, code: string | undefined): Promise<Center[]> {
    return tx.query(
      `SELECT id::text AS no, public_id AS id, code, name, capacity FROM work_centers
        WHERE ($1::text IS NULL OR code = $1) AND (scope_is_all() OR id = ANY (scope_work_centers()) OR warehouse_id = ANY (scope_document_warehouses())) ORDER BY code`,
      [code ?? null],
    );
  }

  /** A week is asked for whole, so that it is always the same. */
  async window(tx: Tx, from: string | undefined, to: string | undefined, wholeWeeks: boolean): Promise<Window> {
    // Compiling the plan of `reported` takes eight seconds, reading 60 000 reports with it six tenths of one.
    await tx.query('SET LOCAL jit = off');
    const [row] = await tx.query<Window>(
      `WITH zone AS (SELECT factory_time_zone() AS name), last AS (SELECT coalesce($2::date, (clock_timestamp() AT TIME ZONE name)::date) AS day FROM zone),
         asked AS (SELECT coalesce($1::date, last.day - 6) AS first, last.day AS last FROM last),
         days AS (SELECT CASE WHEN $3 THEN date_trunc('week', first)::date ELSE first END AS first, CASE WHEN $3 THEN date_trunc('week', last)::date + 6 ELSE last END AS last FROM asked)
       SELECT first::text AS from, last::text AS to, (first - 1)::timestamp AT TIME ZONE name AS since, (last + 2)::timestamp AT TIME ZONE name AS until, clock_timestamp() AS now
         FROM days, zone`,
      [from ?? null, to ?? null, wholeWeeks],
    );
    return row!;
  }

  async shifts(tx: Tx, ids: readonly Id[]): Promise<ReadonlyMap<Id, { id: string; code: string; name: string }>> {
    const rows = await tx.query<{ no: Id; id: string; code: string; name: string }>(
      'SELECT id::text AS no, public_id AS id, code, name FROM shifts WHERE id = ANY ($1::bigint[])',
      [ids],
    );
    return new Map(rows.map(({ no, ...shift }) => [no, shift]));
  }

  /** When operations were running; setting up is not running. */
  runs(tx: Tx, centers: readonly Id[], { since, until }: Window): Promise<(Timed & { operationId: Id })[]> {
    return askWholeCompany(
      tx,
      `SELECT o.work_center_id::text AS "workCenterId", r.operation_id::text AS "operationId", r.started_at AS "startedAt", r.ended_at AS "endedAt"
         FROM wo_operation_runs r JOIN wo_operations o ON o.id = r.operation_id
        WHERE r.kind = 'run' AND tstzrange(r.started_at, r.ended_at) && tstzrange($2, $3) AND o.work_center_id = ANY ($1::bigint[])`,
      [centers, since, until],
    );
  }

  downtime(tx: Tx, centers: readonly Id[], { since, until }: Window): Promise<(Timed & { planned: boolean })[]> {
    return askWholeCompany(
      tx,
      `SELECT work_center_id::text AS "workCenterId", started_at AS "startedAt", ended_at AS "endedAt", planned FROM downtime_events
        WHERE work_center_id = ANY ($1::bigint[]) AND tstzrange(started_at, ended_at) && tstzrange($2, $3)`,
      [centers, since, until],
    );
  }

  /**
   * Reports that count, at the moment that they tell of themselves: one that was superseded does not, and what supersedes it
   * carries its moment on unless it says another. An order without operations kept no work centre busy.
   */
  reported(tx: Tx, centers: readonly Id[], { since, until }: Window): Promise<Reported[]> {
    return askWholeCompany(
      tx,
      `WITH zone AS MATERIALIZED (SELECT factory_time_zone() AS name), made AS (
         SELECT o.work_center_id, date_trunc('minute', r.occurred_at) AS at, coalesce(c.ideal_cycle_s, nullif(o.run_s, 0)) AS ideal, u.code AS uom,
                sum(r.good) AS good, sum(r.scrap) AS scrap, sum(r.rework) AS rework
           FROM production_reports r
           JOIN wo_operations o ON o.id = r.operation_id
           JOIN work_centers c ON c.id = o.work_center_id
           JOIN work_orders w ON w.id = r.work_order_id JOIN items i ON i.id = w.item_id JOIN uoms u ON u.id = i.base_uom_id
          WHERE r.occurred_at >= $2 AND r.occurred_at < $3 AND o.work_center_id = ANY ($1::bigint[])
            AND NOT EXISTS (SELECT FROM production_reports s WHERE s.supersedes_id = r.id)
          GROUP BY 1, 2, 3, 4)
       SELECT work_center_id::text AS "workCenterId", at, (at AT TIME ZONE zone.name)::date::text AS day, uom, good::text, scrap::text, rework::text, ideal::text AS "idealS"
         FROM made, zone`,
      [centers, since, until],
    );
  }
}
