import type { Database } from '@anwen/database';
import { ALL_SCOPE, systemActor } from '@anwen/kernel';

/** Ended jobs go after 7 days (R9.2), dead letters after 90 (SPEC-3.7), relayed events after 7: long enough to look into a week. */
export const JOB_DAYS = 7;
export const DEAD_JOB_DAYS = 90;
export const EVENT_DAYS = 7;
/** Small steps: no lock is held for longer than a moment. */
const BATCH = 1_000;

async function sweep(database: Database, days: number, batch: string): Promise<number> {
  let gone = 0;
  for (let last = BATCH; last === BATCH; gone += last) {
    last = await database.transaction({ actor: systemActor('sweep'), scope: ALL_SCOPE }, async (tx) => (await tx.query(batch, [days, BATCH])).length);
  }
  return gone;
}

/** Deletes jobs that ended long ago, with their runs. */
export function sweepJobs(database: Database, days = JOB_DAYS): Promise<number> {
  return sweep(
    database,
    days,
    `DELETE FROM sys_jobs WHERE id IN (SELECT id FROM sys_jobs WHERE finished_at < now() - make_interval(days => $1) ORDER BY finished_at LIMIT $2) RETURNING id`,
  );
}

/** Deletes dead letters, decided or not. */
export function sweepDeadJobs(database: Database, days = DEAD_JOB_DAYS): Promise<number> {
  return sweep(
    database,
    days,
    `DELETE FROM sys_dead_jobs WHERE id IN (SELECT id FROM sys_dead_jobs WHERE died_at < now() - make_interval(days => $1) LIMIT $2) RETURNING id`,
  );
}

/** Deletes events that were relayed; one that was not is never touched. */
export function sweepRelayedEvents(database: Database, days = EVENT_DAYS): Promise<number> {
  return sweep(
    database,
    days,
    `DELETE FROM sys_outbox WHERE id IN (SELECT id FROM sys_outbox WHERE relayed_at < now() - make_interval(days => $1) LIMIT $2) RETURNING id`,
  );
}
