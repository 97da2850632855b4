import { TestDatabase } from '@anwen/database/testing';
import { DataSource } from 'typeorm';
import { ServerWatch } from './server-watch.service';
import { OwnerDatabase } from './owner-database';
import { RetentionStore } from './retention.store';
import { VacuumService } from './vacuum.service';
import { WATCH_LIMITS } from './watch.rules';

let bed: TestDatabase;
let owner: OwnerDatabase;
beforeAll(async () => {
  bed = await TestDatabase.create();
  owner = new OwnerDatabase(bed.ownerUrl);
});
afterAll(() => bed.drop());

const vacuum = (from = owner): VacuumService => new VacuumService(bed.database, from, new RetentionStore());
const report = async (): Promise<Record<string, unknown>> =>
  (await bed.database.query<{ body: Record<string, unknown> }>(`SELECT body FROM sys_ops_reports WHERE kind = 'vacuum.nightly' ORDER BY id DESC LIMIT 1`))[0]!
    .body;
const openAlerts = (code: string): Promise<{ subject: string; data: Record<string, unknown> }[]> =>
  bed.database.query('SELECT subject, data FROM sys_alerts WHERE code = $1 AND resolved_at IS NULL ORDER BY subject', [code]);

/** A second session that holds something while the test looks. */
async function meanwhile<T>(statements: string, work: () => Promise<T>, applicationName = 'holder'): Promise<T> {
  const source = await new DataSource({ type: 'postgres', url: bed.ownerUrl, applicationName, installExtensions: false, poolSize: 1 }).initialize();
  try {
    await source.query(statements);
    return await work();
  } finally {
    await source.destroy();
  }
}

describe('the nightly vacuum', () => {
  it('cleans the tables one by one and reports what came of it', async () => {
    await bed.asOwner('ALTER TABLE sys_jobs SET (autovacuum_enabled = false)'); // or it may come first
    await bed.asOwner(
      `INSERT INTO sys_jobs (name, lane, max_attempts, timeout_ms, state, finished_at) SELECT 'a.b', 4, 1, 1000, 'done', now() FROM generate_series(1, 500)`,
    );
    await bed.asOwner('DELETE FROM sys_jobs');
    const outcomes = await vacuum().run();
    expect(outcomes.map((o) => o.table)).toEqual(['inventory_balance', 'work_orders', 'production_reports', 'sys_audit_logs', 'sys_outbox', 'sys_jobs']);
    const jobs = outcomes.find((o) => o.table === 'sys_jobs')!;
    expect(jobs).toMatchObject({ outcome: 'done', deadAfter: 0, bytesAfter: expect.any(Number) });
    expect(jobs.deadBefore).toBeGreaterThanOrEqual(500);
    expect(await report()).toMatchObject({ tables: outcomes });
  });

  it('leaves a table that somebody alters, and goes on', async () => {
    const outcomes = await meanwhile('BEGIN; LOCK TABLE sys_outbox IN ACCESS EXCLUSIVE MODE', () => vacuum().run({ tables: ['sys_outbox', 'sys_jobs'] }));
    expect(outcomes.map((o) => o.outcome)).toEqual(['locked', 'done']);
  });

  it('waits for people’s work and leaves the table when it does not end', async () => {
    await bed.asOwner(`INSERT INTO sys_jobs (name, lane, max_attempts, timeout_ms, run_after) VALUES ('a.b', 1, 1, 1000, now() - interval '1 minute')`);
    expect(await vacuum().run({ tables: ['sys_jobs'], patienceMs: 50 })).toMatchObject([{ outcome: 'backlog' }]);
    const run = vacuum().run({ tables: ['sys_jobs'], patienceMs: 20_000 });
    await bed.asOwner('DELETE FROM sys_jobs');
    expect(await run).toMatchObject([{ outcome: 'done' }]);
  });

  it('leaves the field to a backup', async () => {
    const outcomes = await meanwhile('SELECT 1', () => vacuum().run({ tables: ['sys_jobs'], patienceMs: 0 }), 'pg_dump');
    expect(outcomes).toMatchObject([{ outcome: 'backup' }]);
  });

  it('says it when it has no login for the work, and does not fall over', async () => {
    await expect(vacuum(new OwnerDatabase(undefined)).run()).rejects.toMatchObject({ code: 'ops.owner_missing' });
    expect(await report()).toMatchObject({ problem: 'ops.owner_missing' });
    expect(await openAlerts('vacuum.failed')).toMatchObject([{ data: { problem: 'ops.owner_missing' } }]);
    await vacuum().run({ tables: ['sys_jobs'] });
    expect(await openAlerts('vacuum.failed')).toEqual([]);
  });
});

describe('the watch', () => {
  const watch = (): ServerWatch => new ServerWatch(bed.database, owner);

  it('finds who holds rows back, and notices when they have gone', async () => {
    await meanwhile('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1', async () => {
      await watch().look();
      expect(await openAlerts('database.held_back')).toEqual([]); // not long enough
      await watch().look({ ...WATCH_LIMITS, snapshotSeconds: 0, idleSeconds: 0 });
      const found = await openAlerts('database.held_back');
      expect(found.map((f) => f.subject)).toEqual(['idle', 'snapshot']);
      expect(found[1]!.data).toMatchObject({ application: 'holder', kind: 'old snapshot' });
    });
    await watch().look({ ...WATCH_LIMITS, snapshotSeconds: 0, idleSeconds: 0 });
    expect(await openAlerts('database.held_back')).toEqual([]);
  });

  it('finds tables full of dead rows and of air, and resolves after the care', async () => {
    await bed.asOwner(
      `CREATE TABLE worn (id int, filler text) WITH (autovacuum_enabled = false); INSERT INTO worn SELECT n, repeat('x', 200) FROM generate_series(1, 20000) AS n; ANALYZE worn`,
    );
    await bed.asOwner('DELETE FROM worn WHERE id % 4 > 0');
    await watch().look({ ...WATCH_LIMITS, bloatPages: 100 });
    expect(await openAlerts('database.dead_rows')).toMatchObject([{ subject: 'worn', data: { percent: 75 } }]);
    await bed.asOwner('VACUUM (ANALYZE) worn');
    await watch().look({ ...WATCH_LIMITS, bloatPages: 100 });
    expect(await openAlerts('database.dead_rows')).toEqual([]);
    const [bloat] = await openAlerts('database.bloat');
    expect(bloat).toMatchObject({ subject: 'worn', data: { advice: expect.stringContaining('CONCURRENTLY') } });
    expect(bloat!.data.percent).toBeGreaterThan(60);
    await bed.asOwner('DROP TABLE worn');
    await watch().look();
    expect(await openAlerts('database.bloat')).toEqual([]);
  });

  it('finds air in tables under row-level security too', async () => {
    await bed.asOwner(
      `CREATE TABLE hidden (id int, filler text) WITH (autovacuum_enabled = false); INSERT INTO hidden SELECT n, repeat('x', 200) FROM generate_series(1, 40000) AS n; DELETE FROM hidden WHERE id % 4 > 0;
       ALTER TABLE hidden ENABLE ROW LEVEL SECURITY; ALTER TABLE hidden FORCE ROW LEVEL SECURITY; CREATE POLICY everything ON hidden USING (true)`,
    );
    await bed.asOwner('VACUUM (ANALYZE) hidden');
    await watch().look({ ...WATCH_LIMITS, bloatPages: 100 });
    expect(await openAlerts('database.bloat')).toMatchObject([{ subject: 'hidden' }]);
    await bed.asOwner('DROP TABLE hidden');
    await watch().look();
  });

  it('compares the server’s settings with the plan’s flags', async () => {
    await watch().look();
    const [found] = await openAlerts('database.settings');
    // The tests' servers run without fsync, whatever else they set; autovacuum is on in all of them.
    const named = (found!.data.settings as { name: string }[]).map((s) => s.name);
    expect(named).toContain('fsync');
    expect(named).not.toContain('autovacuum');
  });

  it('warns before transaction numbers run out', async () => {
    await watch().look({ ...WATCH_LIMITS, frozenAge: 0 });
    expect(await openAlerts('database.wraparound')).toHaveLength(1);
    await watch().look();
    expect(await openAlerts('database.wraparound')).toEqual([]);
  });

  it('works without the owner’s login too', async () => {
    expect(await new ServerWatch(bed.database, new OwnerDatabase(undefined)).look()).toBeGreaterThan(0);
  });
});
