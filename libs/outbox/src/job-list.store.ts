import type { Tx } from '@anwen/database';
import type { Actor, Id } from '@anwen/kernel';
import type { Lane } from '@anwen/queue';
import type { ListedJob } from './job-view';
import { countUpTo } from './paging';

/** Tried again already, or given up by an operator. Each a look into an index: EXISTS would be planned as a look through the whole table. */
const DECIDED = `(j.state IN ('failed', 'cancelled') AND coalesce((SELECT true FROM sys_jobs r WHERE r.dedupe_key = 'retry:' || j.id),
  (SELECT true FROM sys_dead_jobs d WHERE d.job_id = j.id AND d.state = 'discarded' LIMIT 1), false))`;
const COLUMNS = `j.id AS no, j.public_id AS id, j.name, j.lane, j.state, j.attempts - j.interrupted AS attempts, j.max_attempts AS "maxAttempts", j.progress_done AS "progressDone",
  j.progress_total AS "progressTotal", j.result, j.problem, j.cancel_requested_at IS NOT NULL AS "cancelRequested", j.run_after AS "runAfter",
  j.created_at AS "createdAt", j.started_at AS "startedAt", j.finished_at AS "finishedAt", j.request_id AS "requestId", ${DECIDED} AS decided`;
const JOB = `SELECT ${COLUMNS}, NULL AS "requestedBy", NULL AS worker FROM sys_jobs j`;
const ADMIN_JOB = `SELECT ${COLUMNS}, coalesce(k.name, u.display_name) AS "requestedBy",
    (SELECT r.worker FROM sys_job_runs r WHERE r.job_id = j.id ORDER BY r.attempt DESC LIMIT 1) AS worker
  FROM sys_jobs j LEFT JOIN sys_users u ON u.id = j.user_id LEFT JOIN sys_api_keys k ON k.id = j.api_key_id`;

const STATES: Readonly<Record<string, string>> = {
  open: 'j.finished_at IS NULL',
  recent: `(j.finished_at IS NULL OR j.finished_at > now() - interval '24 h')`,
  all: 'true',
};

export interface JobFilter {
  readonly state: string;
  readonly before: Id | null;
  readonly limit: number;
  readonly lane?: Lane | null;
  readonly name?: string | null;
}

/** What a person or a key has asked for itself. */
const OWN = `j.user_id = $1 AND j.api_key_id IS NOT DISTINCT FROM $2`;
const owner = (actor: Actor): [Id | null, Id | null] => [actor.userId, actor.type === 'api_key' ? actor.id : null];

const CHOSEN = `($1::smallint IS NULL OR j.lane = $1) AND ($2::text IS NULL OR j.name = $2)`;

export interface LaneCount {
  readonly lane: Lane;
  readonly waiting: number;
  readonly deferred: number;
  readonly queued: number;
  readonly running: number;
  readonly oldestWaitSeconds: number | null;
  readonly done: number;
  readonly failed: number;
}

/** All SQL that shows jobs. */
export const jobListStore = {
  own(tx: Tx, actor: Actor, { state, before, limit }: JobFilter): Promise<ListedJob[]> {
    const values = [...owner(actor), before, limit + 1];
    return tx.query(`${JOB} WHERE ${OWN} AND ${STATES[state]} AND ($3::bigint IS NULL OR j.id < $3) ORDER BY j.id DESC LIMIT $4`, values);
  },

  countOwn(tx: Tx, actor: Actor, state: string): Promise<number> {
    return countUpTo(tx, `sys_jobs j WHERE ${OWN} AND ${STATES[state]}`, owner(actor));
  },

  async findOwn(tx: Tx, actor: Actor, publicId: string): Promise<ListedJob | undefined> {
    return (await tx.query<ListedJob>(`${JOB} WHERE ${OWN} AND j.public_id = $3`, [...owner(actor), publicId]))[0];
  },

  all(tx: Tx, { state, before, limit, lane = null, name = null }: JobFilter): Promise<ListedJob[]> {
    const values = [lane, name, before, limit + 1];
    return tx.query(`${ADMIN_JOB} WHERE ${STATES[state]} AND ${CHOSEN} AND ($3::bigint IS NULL OR j.id < $3) ORDER BY j.id DESC LIMIT $4`, values);
  },

  countAll(tx: Tx, { state, lane = null, name = null }: Pick<JobFilter, 'state' | 'lane' | 'name'>): Promise<number> {
    return countUpTo(tx, `sys_jobs j WHERE ${STATES[state]} AND ${CHOSEN}`, [lane, name]);
  },

  async find(tx: Tx, publicId: string): Promise<ListedJob | undefined> {
    return (await tx.query<ListedJob>(`${ADMIN_JOB} WHERE j.public_id = $1`, [publicId]))[0];
  },

  stats(tx: Tx): Promise<LaneCount[]> {
    return tx.query(
      `SELECT l.lane, count(*) FILTER (WHERE state = 'waiting' AND run_after <= now())::int AS waiting,
         count(*) FILTER (WHERE state = 'waiting' AND run_after > now())::int AS deferred,
         count(*) FILTER (WHERE state = 'queued')::int AS queued, count(*) FILTER (WHERE state = 'running')::int AS running,
         extract(epoch FROM now() - min(run_after) FILTER (WHERE state IN ('waiting', 'queued') AND run_after <= now()))::int AS "oldestWaitSeconds",
         count(*) FILTER (WHERE state = 'done')::int AS done, count(*) FILTER (WHERE state = 'failed')::int AS failed
       FROM generate_series(1, 4) AS l(lane)
       LEFT JOIN (SELECT lane, state, run_after FROM sys_jobs WHERE finished_at IS NULL
                  UNION ALL SELECT lane, state, run_after FROM sys_jobs WHERE finished_at > now() - interval '1 h') j USING (lane)
       GROUP BY l.lane ORDER BY l.lane`,
    );
  },

  async requestCancel(tx: Tx, id: Id): Promise<void> {
    await tx.query('UPDATE sys_jobs SET cancel_requested_at = coalesce(cancel_requested_at, clock_timestamp()) WHERE id = $1', [id]);
  },

  async isDecided(tx: Tx, id: Id): Promise<boolean> {
    const [row] = await tx.query<{ decided: boolean }>(`SELECT ${DECIDED} AS decided FROM sys_jobs j WHERE j.id = $1`, [id]);
    return row!.decided;
  },

  /** The same work once more, as of whoever asked first: it runs with that one's rights. Its key makes it the only one. */
  async stageAgain(tx: Tx, id: Id): Promise<{ id: Id; publicId: string }> {
    const [row] = await tx.query<{ id: Id; publicId: string }>(
      `INSERT INTO sys_jobs (name, lane, v, payload, max_attempts, timeout_ms, principal, user_id, api_key_id, locale, request_id, forced, dedupe_key)
       SELECT name, lane, v, payload, max_attempts, timeout_ms, principal, user_id, api_key_id, locale, $2, true, 'retry:' || id FROM sys_jobs WHERE id = $1
       RETURNING id, public_id AS "publicId"`,
      [id, tx.actor.requestId],
    );
    tx.wakeAfterCommit('anwen_jobs');
    return row!;
  },
};
