import { TestDatabase } from '@anwen/database/testing';
import { systemActor, type Actor } from '@anwen/kernel';
import type { Tx } from '@anwen/database';
import { Logger } from '@nestjs/common';
import { deadJobStore } from './dead-job.store';
import { dispatchStore } from './dispatch.store';
import { jobListStore } from './job-list.store';
import { requireRoom } from './stage';

/** Enough that reading them all would be the dearer plan. */
const FINISHED = 60_000;

describe('a week of finished jobs', () => {
  let bed: TestDatabase;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    bed = await TestDatabase.create();
    await bed.asOwner(
      `INSERT INTO sys_jobs (name, lane, state, max_attempts, timeout_ms, principal, created_at, finished_at)
       SELECT 'week.work', 1 + n % 4, CASE WHEN n % 50 = 0 THEN 'failed' ELSE 'done' END, 5, 30000, CASE WHEN n % 3 = 0 THEN 'user:' || n % 40 END, t.at, t.at
       FROM generate_series(1, ${FINISHED}) n, LATERAL (SELECT now() - interval '7 d' + n * interval '7 d' / ${FINISHED} AS at) t`,
    );
    await bed.asOwner(
      `INSERT INTO sys_jobs (name, lane, state, max_attempts, timeout_ms, principal)
       SELECT 'week.work', 1 + n % 4, (ARRAY['waiting', 'queued', 'running'])[1 + n % 3], 5, 30000, 'user:' || n % 40 FROM generate_series(1, 100) n`,
    );
    await bed.asOwner(
      `INSERT INTO sys_dead_jobs (job_id, name, lane, v, payload, attempts, problem, state)
       SELECT id, name, lane, v, payload, 5, '{}', 'retried' FROM sys_jobs WHERE state <> 'waiting' AND id <= 20000`,
    );
    await bed.asOwner('ANALYZE sys_jobs; ANALYZE sys_dead_jobs');
  });
  afterAll(() => bed.drop());

  /** What the plan of the statement reads from end to end. */
  const scanned = async (work: (tx: Tx) => Promise<unknown>, actor?: Actor): Promise<string[]> => {
    const plans: string[] = [];
    await bed.transaction(async (tx) => {
      const watched = new Proxy(tx, {
        get: (target, name) =>
          name === 'query'
            ? async (sql: string, values: readonly unknown[] = []): Promise<unknown> => {
                const plan = await target.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`, values);
                plans.push(...plan.map((line) => line['QUERY PLAN']));
                return target.query(sql, values);
              }
            : (Reflect.get(target, name, target) as unknown),
      });
      await work(watched);
    }, actor);
    expect(plans.length).toBeGreaterThan(0);
    return plans.filter((line) => /Seq Scan on sys_(jobs|dead_jobs)/.test(line));
  };
  const filter = { before: null, limit: 50 };

  it.each<[string, (tx: Tx) => Promise<unknown>]>([
    ['the count before another job of a caller', (tx) => requireRoom(tx, 'user:3')],
    ['how full the lanes are', (tx) => jobListStore.stats(tx)],
    ['the open jobs', (tx) => jobListStore.all(tx, { ...filter, state: 'open' })],
    ['the recent jobs', (tx) => jobListStore.all(tx, { ...filter, state: 'recent' })],
    ['the recent jobs of a lane', (tx) => jobListStore.all(tx, { ...filter, state: 'recent', lane: 2 })],
    ['all jobs', (tx) => jobListStore.all(tx, { ...filter, state: 'all' })],
    ['the number of open jobs', (tx) => jobListStore.countAll(tx, { state: 'open' })],
    ['the number of recent jobs', (tx) => jobListStore.countAll(tx, { state: 'recent' })],
    ['what is due at P1', (tx) => dispatchStore.takeDue(tx, { lane: 1, limit: 200, depth: 5_000, forcedOnly: false })],
    ['what is due at P4', (tx) => dispatchStore.takeDue(tx, { lane: 4, limit: 200, depth: 20, forcedOnly: true })],
    ['who is lost', (tx) => dispatchStore.lost(tx, 100)],
    ['what Redis may have forgotten', (tx) => dispatchStore.queuedSince(tx, { ageMs: 5_000, after: '0', limit: 2_000 })],
    ['the letter of a job', (tx) => deadJobStore.decideOf(tx, '77', '78')],
  ])('does not slow down %s', async (_, work) => {
    expect(await scanned(work, systemActor('t'))).toEqual([]);
  });

  it('is not read through for the recent ones when the factory has rested for days', async () => {
    await bed.asOwner(`UPDATE sys_jobs SET finished_at = finished_at - interval '5 d' WHERE finished_at IS NOT NULL`);
    await bed.asOwner('VACUUM ANALYZE sys_jobs');
    await bed.transaction(async (tx) => {
      const { sql, values } = await statementOf((watched) => jobListStore.all(watched, { ...filter, state: 'recent' }), tx);
      const lines = await tx.query<{ 'QUERY PLAN': string }>(`EXPLAIN (ANALYZE, TIMING OFF) ${sql}`, values);
      const removed = lines.map((line) => Number(/Rows Removed by Filter: (\d+)/.exec(line['QUERY PLAN'])?.[1] ?? 0));
      expect(Math.max(...removed)).toBeLessThan(1_000);
    });
  });
});

async function statementOf(work: (tx: Tx) => Promise<unknown>, tx: Tx): Promise<{ sql: string; values: readonly unknown[] }> {
  let seen: { sql: string; values: readonly unknown[] } | undefined;
  const query = (sql: string, values: readonly unknown[] = []): Promise<unknown[]> => ((seen = { sql, values }), Promise.resolve([]));
  await work(new Proxy(tx, { get: (target, name) => (name === 'query' ? query : (Reflect.get(target, name, target) as unknown)) }));
  return seen!;
}
