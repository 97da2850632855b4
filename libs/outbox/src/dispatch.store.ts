import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import type { DispatchedJob, Lane } from '@anwen/queue';
import { LEASE_MS } from './job.store';

/** What one caller may have in the queue and under way at P1, and at P2: below their three slots, so that the next caller finds one free (SPEC-3.3). */
export const RUNNING_PER_CALLER = 2;

export interface Take {
  readonly lane: Lane;
  readonly limit: number;
  readonly depth: number;
  /** Only what somebody has asked for. */
  readonly forcedOnly: boolean;
}

/** A job that should be in Redis. */
export interface QueuedJob extends DispatchedJob {
  readonly lane: Lane;
  /** Longer in the queue than most. */
  readonly isOld: boolean;
}

/** A factory that switches off at night never reaches the maintenance hours: what has waited 6 h runs by day, one at a time. */
const PERMITTED = `(NOT $4 OR principal IS NOT NULL OR forced OR created_at < clock_timestamp() - interval '6 h')`;

const DUE = `SELECT id FROM sys_jobs WHERE lane = $1 AND state = 'waiting' AND run_after <= clock_timestamp() AND ${PERMITTED}
  ORDER BY run_after, id LIMIT least($2, greatest(0, $3 - (SELECT count(*) FROM sys_jobs WHERE lane = $1 AND state = 'queued')))`;

// The nth of a caller's due jobs may go when n and what he has under way stay within his share.
const DUE_SHARED = `SELECT id FROM (
    SELECT id, run_after, principal, row_number() OVER (PARTITION BY principal ORDER BY run_after, id) AS nth
    FROM sys_jobs WHERE lane = $1 AND state = 'waiting' AND run_after <= clock_timestamp() AND ${PERMITTED}) due
  LEFT JOIN (SELECT principal, count(*) AS busy FROM sys_jobs WHERE lane = $1 AND state IN ('queued', 'running') AND principal IS NOT NULL GROUP BY 1) b
    USING (principal)
  WHERE principal IS NULL OR nth + coalesce(busy, 0) <= ${RUNNING_PER_CALLER}
  ORDER BY run_after, id LIMIT least($2, greatest(0, $3 - (SELECT count(*) FROM sys_jobs WHERE lane = $1 AND state = 'queued')))`;

/** All SQL between the rows and Redis. */
export const dispatchStore = {
  /**
   * Marks due jobs as queued. Dispatchers need no turns: each counts and chooses in one snapshot, so two of them choose
   * the same rows, and the second one skips what the first holds instead of taking the next.
   */
  takeDue(tx: Tx, { lane, limit, depth, forcedOnly }: Take): Promise<DispatchedJob[]> {
    return tx.query<DispatchedJob>(
      `UPDATE sys_jobs j SET state = 'queued', queued_at = clock_timestamp()
       FROM (SELECT id FROM sys_jobs WHERE id IN (${lane <= 2 ? DUE_SHARED : DUE}) AND state = 'waiting' ORDER BY id FOR UPDATE SKIP LOCKED) due
       WHERE j.id = due.id RETURNING j.id AS "jobId", j.attempts + 1 AS attempt`,
      [lane, limit, depth, forcedOnly],
    );
  },

  /** They are in nobody's hands: back to where the dispatcher finds them. A row that has moved on stays. */
  async putBack(tx: Tx, jobs: readonly DispatchedJob[]): Promise<number> {
    const moved = await tx.query(
      `UPDATE sys_jobs j SET state = 'waiting', queued_at = NULL FROM unnest($1::bigint[], $2::int[]) AS b(id, attempt)
       WHERE j.id = b.id AND j.state = 'queued' AND j.attempts + 1 = b.attempt RETURNING j.id`,
      [jobs.map((j) => j.jobId), jobs.map((j) => j.attempt)],
    );
    return moved.length;
  },

  /** Queued for a while, in the order of their numbers, from the one after `after`. */
  async queuedSince(tx: Tx, q: { ageMs: number; after: Id; limit: number }): Promise<QueuedJob[]> {
    return tx.query(
      `SELECT id AS "jobId", attempts + 1 AS attempt, lane, queued_at < clock_timestamp() - interval '15 s' AS "isOld" FROM sys_jobs
       WHERE state = 'queued' AND id > $1 AND queued_at < clock_timestamp() - make_interval(secs => $2) ORDER BY id LIMIT $3`,
      [q.after, q.ageMs / 1000, q.limit],
    );
  },

  /** Running jobs whose run has not been heard of for the length of the lease, or that have no run at all. */
  async lost(tx: Tx, limit: number): Promise<Id[]> {
    const rows = await tx.query<{ id: Id }>(
      `SELECT j.id FROM sys_jobs j LEFT JOIN sys_job_runs r ON r.job_id = j.id AND r.state = 'running'
       WHERE j.state = 'running' AND (r.id IS NULL OR r.heartbeat_at < clock_timestamp() - make_interval(secs => $1)) ORDER BY j.id LIMIT $2`,
      [LEASE_MS / 1000, limit],
    );
    return rows.map((r) => r.id);
  },
};
