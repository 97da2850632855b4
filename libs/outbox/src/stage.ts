import type { Tx } from '@anwen/database';
import { principalOf, type Id } from '@anwen/kernel';
import type { JobDefinition } from '@anwen/queue';
import { queueErrors } from './queue.errors';

export interface StageOptions {
  /** Not before; now when absent. */
  readonly runAfter?: Date;
  /** The same key is the same piece of work: the second asking gets the first one's job, whatever its state. */
  readonly dedupeKey?: string;
}

export interface StagedJob {
  readonly id: Id;
  /** For `Location: /api/v1/jobs/{id}`. */
  readonly publicId: string;
  /** False when the dedupe key found a job that was there already. */
  readonly isNew: boolean;
}

/** What one caller may have waiting at P1: beyond this, somebody's mistake would make everybody wait (SPEC-3.3). */
export const WAITING_PER_CALLER = 10;
/** As JSON is written here; the table's CHECK, which counts PostgreSQL's spaces too, leaves twice as much. */
const PAYLOAD_BYTES = 4_096;

/**
 * Stages a job: a row in the transaction of the business that wants it. It runs after the commit, or not at all.
 * @throws queue.full when the caller has 10 jobs of lane P1 waiting; queue.payload_too_large (a bug of ours).
 */
export async function stage<P>(tx: Tx, job: JobDefinition<P>, payload: P, options: StageOptions = {}): Promise<StagedJob> {
  const body = JSON.stringify(job.payload.parse(payload));
  if (Buffer.byteLength(body) > PAYLOAD_BYTES) throw queueErrors.payload_too_large({ job: job.name });
  const { actor } = tx;
  const principal = actor.type === 'system' ? null : principalOf(actor);
  if (job.lane === 1 && principal) {
    await oneAtATime(tx, principal);
    // What is there already takes no room.
    const known = options.dedupeKey === undefined ? undefined : await find(tx, options.dedupeKey);
    if (known) return known;
    await requireRoom(tx, principal);
  }
  const [row] = await tx.query<StagedJob>(
    `INSERT INTO sys_jobs (name, lane, v, payload, max_attempts, timeout_ms, run_after, dedupe_key, principal, user_id, api_key_id, locale, request_id)
     VALUES ($1, $2, $3, $4, $5, $6, coalesce($7, now()), $8, $9, $10, $11, $12, $13)
     ON CONFLICT (dedupe_key) DO UPDATE SET dedupe_key = excluded.dedupe_key
     RETURNING id, public_id AS "publicId", xmax = 0 AS "isNew"`,
    [
      job.name,
      job.lane,
      job.version,
      body,
      job.attempts,
      job.timeoutMs,
      options.runAfter ?? null,
      options.dedupeKey ?? null,
      principal,
      actor.userId,
      actor.type === 'api_key' ? actor.id : null,
      actor.locale,
      actor.requestId,
    ],
  );
  tx.wakeAfterCommit('anwen_jobs');
  return row!;
}

/** Looking, counting and inserting must not overlap with the same caller's twin; others are not held up. */
async function oneAtATime(tx: Tx, principal: string): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('jobs:' || $1, 12))`, [principal]);
}

async function find(tx: Tx, dedupeKey: string): Promise<StagedJob | undefined> {
  return (await tx.query<StagedJob>('SELECT id, public_id AS "publicId", false AS "isNew" FROM sys_jobs WHERE dedupe_key = $1', [dedupeKey]))[0];
}

/** @throws queue.full */
export async function requireRoom(tx: Tx, principal: string): Promise<void> {
  await oneAtATime(tx, principal);
  const [row] = await tx.query<{ waiting: number }>(
    `SELECT count(*)::int AS waiting FROM sys_jobs WHERE principal = $1 AND lane = 1 AND state IN ('waiting', 'queued') AND finished_at IS NULL`,
    [principal],
  );
  if (row!.waiting >= WAITING_PER_CALLER) throw queueErrors.full({ waiting: row!.waiting, headers: { 'Retry-After': '10' } });
}
