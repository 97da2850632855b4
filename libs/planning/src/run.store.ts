import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { askWholeCompany } from './whole-company';

export type RunState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

export interface StoredProblem {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

export interface RunRow {
  readonly no: Id;
  readonly id: string;
  /** As the job has it while the run itself has not ended: a killed job tells its run nothing. */
  readonly state: RunState;
  readonly warehouseIds: readonly Id[];
  readonly horizonDays: number;
  readonly includeForecast: boolean;
  readonly plannedOn: string | null;
  readonly untilOn: string | null;
  readonly jobId: string | null;
  readonly problem: StoredProblem | null;
  readonly requestedBy: string;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly make: number;
  readonly buy: number;
  readonly move: number;
  readonly exceptions: number;
}

export interface NewRun {
  readonly warehouseIds: readonly Id[];
  readonly horizonDays: number;
  readonly includeForecast: boolean;
  readonly requestedBy: string;
}

/** What a run is while its job lives, and what its job says when the run itself could not: the job may have been killed or be forgotten by now. */
const STATE = `CASE WHEN r.finished_at IS NOT NULL THEN r.state WHEN r.job_id IS NULL THEN 'waiting' WHEN j.id IS NULL THEN 'failed'
  WHEN j.state IN ('failed', 'cancelled') THEN j.state WHEN j.state = 'running' THEN 'running' ELSE 'waiting' END`;
const COUNTS = `LATERAL (SELECT count(*) FILTER (WHERE s.kind = 'make')::int AS make, count(*) FILTER (WHERE s.kind = 'buy')::int AS buy,
  count(*) FILTER (WHERE s.kind = 'move')::int AS move, count(*) FILTER (WHERE s.exception IS NOT NULL)::int AS exceptions
  FROM planning_suggestions s WHERE s.run_id = r.id)`;
const SELECT = `SELECT r.id::text AS no, r.public_id AS id, ${STATE} AS state, r.warehouse_ids::text[] AS "warehouseIds", r.horizon_days AS "horizonDays",
    r.include_forecast AS "includeForecast", r.planned_on::text AS "plannedOn", r.until_on::text AS "untilOn", r.job_public_id AS "jobId",
    coalesce(r.problem, j.problem) AS problem, r.requested_by AS "requestedBy", r.created_at AS "createdAt", coalesce(r.started_at, j.started_at) AS "startedAt",
    coalesce(r.finished_at, j.finished_at) AS "finishedAt", c.*
  FROM planning_runs r LEFT JOIN sys_jobs j ON j.id = r.job_id CROSS JOIN ${COUNTS} AS c`;

/** It is about every active warehouse. */
const IS_WHOLE = `r.warehouse_ids @> (SELECT array_agg(w.id) FROM warehouse_names() w WHERE w.status = 'active')`;
/** More plans than these nobody looks back at. */
const KEPT = 10;

@Injectable()
export class RunStore {
  async insert(tx: Tx, { warehouseIds, horizonDays, includeForecast, requestedBy }: NewRun): Promise<{ no: Id; id: string }> {
    const [row] = await tx.query<{ no: Id; id: string }>(
      `INSERT INTO planning_runs (warehouse_ids, horizon_days, include_forecast, requested_by) VALUES ($1, $2, $3, $4) RETURNING id::text AS no, public_id AS id`,
      [warehouseIds, horizonDays, includeForecast, requestedBy],
    );
    return row!;
  }

  async noteJob(tx: Tx, no: Id, job: { readonly id: Id; readonly publicId: string }): Promise<void> {
    await tx.query('UPDATE planning_runs SET job_id = $2, job_public_id = $3 WHERE id = $1', [no, job.id, job.publicId]);
  }

  /** The run that a job has made for itself in an earlier attempt. */
  async ofJob(tx: Tx, jobId: Id): Promise<RunRow | undefined> {
    return (await tx.query<RunRow>(`${SELECT} WHERE r.job_id = $1`, [jobId]))[0];
  }

  async find(tx: Tx, id: string): Promise<RunRow | undefined> {
    return (await tx.query<RunRow>(`${SELECT} WHERE r.public_id = $1`, [id]))[0];
  }

  list(tx: Tx, before: Id | null, limit: number): Promise<RunRow[]> {
    return tx.query(`${SELECT} WHERE $1::bigint IS NULL OR r.id < $1 ORDER BY r.id DESC LIMIT $2`, [before, limit]);
  }

  /** Begins, also again: what an earlier attempt has left is told anew. */
  async begin(tx: Tx, no: Id, facts: { warehouseIds: readonly Id[]; plannedOn: string; untilOn: string }): Promise<void> {
    await tx.query(
      `UPDATE planning_runs SET state = 'running', started_at = clock_timestamp(), finished_at = NULL, problem = NULL, warehouse_ids = $2, planned_on = $3, until_on = $4
        WHERE id = $1`,
      [no, facts.warehouseIds, facts.plannedOn, facts.untilOn],
    );
  }

  async done(tx: Tx, no: Id): Promise<void> {
    await tx.query(`UPDATE planning_runs SET state = 'done', finished_at = clock_timestamp(), problem = NULL WHERE id = $1`, [no]);
  }

  async failed(tx: Tx, no: Id, problem: StoredProblem): Promise<void> {
    await tx.query(`UPDATE planning_runs SET state = 'failed', finished_at = clock_timestamp(), problem = $2, alarmed_at = clock_timestamp() WHERE id = $1`, [
      no,
      JSON.stringify(problem),
    ]);
  }

  /** Runs whose job has ended without them: killed, out of time, cancelled, or taken back by retention. They end here. */
  async endAbandoned(tx: Tx): Promise<{ no: Id; id: string; state: RunState; problem: StoredProblem | null }[]> {
    return tx.query(
      `UPDATE planning_runs r SET state = e.state, problem = e.problem, finished_at = clock_timestamp(), alarmed_at = clock_timestamp()
         FROM (SELECT r.id, ${STATE} AS state, j.problem FROM planning_runs r LEFT JOIN sys_jobs j ON j.id = r.job_id
                WHERE r.finished_at IS NULL ORDER BY r.id FOR UPDATE OF r) AS e
        WHERE r.id = e.id AND e.state IN ('failed', 'cancelled')
        RETURNING r.id::text AS no, r.public_id AS id, r.state, r.problem`,
    );
  }

  /** Whether each of the run's warehouses has a newer plan. */
  async isOutdated(tx: Tx, no: Id): Promise<boolean> {
    const rows = await tx.query(
      `SELECT 1 FROM planning_runs r WHERE r.id = $1 AND r.warehouse_ids <@
         (SELECT coalesce(array_agg(DISTINCT w.id), '{}') FROM planning_runs n CROSS JOIN unnest(n.warehouse_ids) AS w(id) WHERE n.id > r.id AND n.state = 'done')`,
      [no],
    );
    return rows.length > 0;
  }

  /**
   * Old plans go, with their suggestions and pegs; the documents that came of them name what they came of. The newest plan of a
   * warehouse stays, however many others have been made; runs that came to nothing go with the plans of their time.
   */
  async removeOld(tx: Tx): Promise<void> {
    await tx.query(
      `DELETE FROM planning_runs WHERE finished_at IS NOT NULL
          AND id < (SELECT id FROM planning_runs WHERE state = 'done' ORDER BY id DESC OFFSET ${KEPT - 1} LIMIT 1)
          AND id <> ALL (SELECT max(d.id) FROM planning_runs d CROSS JOIN unnest(d.warehouse_ids) AS w(id) WHERE d.state = 'done' GROUP BY w.id)`,
    );
  }

  /** What the alarm of a failed run is about: the codes of its warehouses, nothing when it was to be about all. */
  async alarmOf(tx: Tx, no: Id): Promise<string> {
    const [row] = await tx.query<{ subject: string }>(
      `SELECT CASE WHEN r.warehouse_ids = '{}' OR ${IS_WHOLE} THEN '' ELSE (SELECT string_agg(w.code, ',' ORDER BY w.code) FROM warehouse_names() w WHERE w.id = ANY (r.warehouse_ids)) END
                AS subject FROM planning_runs r WHERE r.id = $1`,
      [no],
    );
    return row?.subject ?? '';
  }

  /** Alarms about nothing but warehouses that this run has planned. */
  alarmsEndedBy(tx: Tx, no: Id, subjects: readonly string[]): Promise<string[]> {
    if (subjects.length === 0) return Promise.resolve([]);
    const ended = tx.query<{ subject: string }>(
      `SELECT s.subject FROM planning_runs r CROSS JOIN unnest($2::text[]) AS s(subject)
        WHERE r.id = $1 AND CASE WHEN s.subject = '' THEN ${IS_WHOLE}
          ELSE string_to_array(s.subject, ',') <@ (SELECT array_agg(w.code) FROM warehouse_names() w WHERE w.id = ANY (r.warehouse_ids)) END`,
      [no, subjects],
    );
    return ended.then((rows) => rows.map(({ subject }) => subject));
  }

  /**
   * Changes whenever a suggestion that touches one of the warehouses is accepted, also one that moves goods out of it to where the
   * scope does not reach. A plan compares it before and after: one that does not know of the documents that were made meanwhile would
   * suggest them again.
   */
  async acceptances(tx: Tx, warehouses: readonly Id[]): Promise<string> {
    const [row] = await askWholeCompany<{ mark: string }>(
      tx,
      `SELECT count(*) || ':' || coalesce(max(decided_at)::text, '') AS mark FROM planning_suggestions
        WHERE state = 'accepted' AND (warehouse_id = ANY ($1::bigint[]) OR from_warehouse_id = ANY ($1::bigint[]))`,
      [warehouses],
    );
    return row!.mark;
  }

  /** Accepting goes on side by side; a plan that is about to be published waits for it, and it for the plan. */
  async exclude(tx: Tx, mode: 'accepting' | 'publishing'): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock${mode === 'accepting' ? '_shared' : ''}(hashtextextended('planning', 13))`);
  }
}
