import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import type { Lane } from '@anwen/queue';
import type { StoredProblem } from './failure.rules';
import { countUpTo } from './paging';

export interface DeadRow {
  readonly no: Id;
  readonly id: string;
  readonly jobId: Id;
  readonly name: string;
  readonly lane: Lane;
  readonly v: number;
  readonly payload: object;
  readonly attempts: number;
  readonly problem: StoredProblem;
  readonly trace: string | null;
  readonly requestedBy: string | null;
  readonly diedAt: Date;
  readonly state: string;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly decidedReason: string | null;
}

const DEAD = `SELECT d.id AS no, d.public_id AS id, d.job_id AS "jobId", d.name, d.lane, d.v, d.payload, d.attempts, d.problem, d.trace,
    coalesce(k.name, u.display_name) AS "requestedBy", d.died_at AS "diedAt", d.state, d.decided_at AS "decidedAt", b.display_name AS "decidedBy",
    d.decided_reason AS "decidedReason"
  FROM sys_dead_jobs d LEFT JOIN sys_users u ON u.id = d.user_id LEFT JOIN sys_api_keys k ON k.id = d.api_key_id LEFT JOIN sys_users b ON b.id = d.decided_by`;

/** All SQL of `sys_dead_jobs` but the burial. */
export const deadJobStore = {
  list(tx: Tx, q: { state: string; name: string | null; before: Id | null; limit: number }): Promise<DeadRow[]> {
    return tx.query(`${DEAD} WHERE d.state = $1 AND ($2::text IS NULL OR d.name = $2) AND ($3::bigint IS NULL OR d.id < $3) ORDER BY d.id DESC LIMIT $4`, [
      q.state,
      q.name,
      q.before,
      q.limit + 1,
    ]);
  },

  /** The job's row first, as everybody does who decides about both; it may be gone already. */
  async lock(tx: Tx, publicId: string): Promise<DeadRow | undefined> {
    await tx.query('SELECT 1 FROM sys_jobs WHERE id = (SELECT job_id FROM sys_dead_jobs WHERE public_id = $1) FOR UPDATE', [publicId]);
    return (await tx.query<DeadRow>(`${DEAD} WHERE d.public_id = $1 FOR UPDATE OF d`, [publicId]))[0];
  },

  count(tx: Tx, state: string, name: string | null = null): Promise<number> {
    return countUpTo(tx, 'sys_dead_jobs WHERE state = $1 AND ($2::text IS NULL OR name = $2)', [state, name]);
  },

  async decide(tx: Tx, no: Id, decision: { state: 'retried' | 'discarded'; reason: string | null; retriedAs: Id | null }): Promise<void> {
    await tx.query(`UPDATE sys_dead_jobs SET state = $2, decided_reason = $3, retried_as = $4, decided_at = clock_timestamp(), decided_by = $5 WHERE id = $1`, [
      no,
      decision.state,
      decision.reason,
      decision.retriedAs,
      tx.actor.userId,
    ]);
  },

  /** Whoever retries the job has decided about its dead letter. */
  async decideOf(tx: Tx, jobId: Id, retriedAs: Id): Promise<boolean> {
    const decided = await tx.query(
      `UPDATE sys_dead_jobs SET state = 'retried', retried_as = $2, decided_at = clock_timestamp(), decided_by = $3
       WHERE job_id = $1 AND state = 'dead' RETURNING id`,
      [jobId, retriedAs, tx.actor.userId],
    );
    return decided.length > 0;
  },

  /** From the letter alone: the job's own row is gone after 7 days. */
  async stageAgain(tx: Tx, no: Id, limits: { attempts: number; timeoutMs: number }): Promise<{ id: Id; publicId: string }> {
    const [row] = await tx.query<{ id: Id; publicId: string }>(
      `INSERT INTO sys_jobs (name, lane, v, payload, max_attempts, timeout_ms, principal, user_id, api_key_id, locale, request_id, forced, dedupe_key)
       SELECT d.name, d.lane, d.v, d.payload, coalesce(j.max_attempts, $2), coalesce(j.timeout_ms, $3), d.principal, d.user_id, d.api_key_id, d.locale, $4,
         true, 'retry:' || d.job_id
       FROM sys_dead_jobs d LEFT JOIN sys_jobs j ON j.id = d.job_id WHERE d.id = $1
       RETURNING id, public_id AS "publicId"`,
      [no, limits.attempts, limits.timeoutMs, tx.actor.requestId],
    );
    tx.wakeAfterCommit('anwen_jobs');
    return row!;
  },
};
