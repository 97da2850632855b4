import { appendFileSync, mkdtempSync, readdirSync, rmSync, unlinkSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { TestDatabase } from '@anwen/database/testing';
import { systemActor } from '@anwen/kernel';
import { LocalStorage } from '@anwen/storage';
import { RetentionPolicies } from './retention-policies.service';
import { RetentionService } from './retention.service';
import { RetentionStore } from './retention.store';
import type { RetentionTarget } from './retention-target';
import { ROW_TABLES } from './row-tables';
import { RowTarget } from './row-target';
import { platformTargets } from './targets';

let bed: TestDatabase;
let folder: string;
let storage: LocalStorage;
beforeEach(async () => {
  bed = await TestDatabase.create();
  folder = mkdtempSync(join(tmpdir(), 'anwen-retention-'));
  storage = new LocalStorage(folder);
});
afterEach(async () => {
  await bed.drop();
  rmSync(folder, { recursive: true });
});

const service = (targets: readonly RetentionTarget[] = platformTargets(bed.database, storage)): RetentionService =>
  new RetentionService(bed.database, new RetentionStore(), storage, targets);
const count = async (table: string, where = 'true'): Promise<number> =>
  (await bed.asOwner<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE ${where}`))[0]!.n;
const files = (): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(gz|json)$/.test(name));
const jobs = (n: number, days: number): Promise<unknown> =>
  bed.asOwner(
    `INSERT INTO sys_jobs (name, lane, max_attempts, timeout_ms, state, finished_at) SELECT 'a.b', 4, 1, 1000, 'done', now() - interval '${days} days' FROM generate_series(1, ${n})`,
  );
const deliveries = (n: number, days: number, state = 'delivered'): Promise<unknown> =>
  bed.asOwner(`WITH hook AS (INSERT INTO sys_webhooks (name, url) SELECT 'h', 'https://example.com' WHERE NOT EXISTS (SELECT 1 FROM sys_webhooks) RETURNING id),
      message AS (INSERT INTO sys_webhook_messages (event_id, event_type, aggregate, sequence, body, created_at) SELECT uuid_v7(), 'a.b.v1', 'a:' || g, g, '{}', now() - interval '${days} days' FROM generate_series(1, ${n}) AS g RETURNING id, aggregate),
      made AS (INSERT INTO sys_webhook_deliveries (webhook_id, message_id, aggregate, state, created_at) SELECT coalesce((SELECT id FROM hook), (SELECT min(id) FROM sys_webhooks)), id, aggregate, '${state}', now() - interval '${days} days' FROM message RETURNING id)
    INSERT INTO sys_webhook_attempts (delivery_id, attempt, started_at, status, snippet) SELECT id, 1, now(), 200, 'ok' FROM made`);

describe('the policies', () => {
  it('cannot go below what the plan demands, whoever asks', async () => {
    for (const [key, column, value] of [
      ['inventory.movements', 'online_days', 730],
      ['inventory.movements', 'archive_days', 1_000],
      ['audit.logs', 'archive_days', 3_000],
      ['webhooks.deliveries', 'online_days', 30],
    ] as const)
      await expect(bed.transaction((tx) => tx.query(`UPDATE sys_retention_policies SET ${column} = $2 WHERE key = $1`, [key, value]))).rejects.toMatchObject({
        code: '23514',
      });
    await expect(bed.transaction((tx) => tx.query('UPDATE sys_retention_policies SET online_min = 1'))).rejects.toMatchObject({ code: '42501' });
  });

  it('know no archive time where there is no archive', async () => {
    const policies = new RetentionPolicies(new RetentionStore(), service());
    const actor = systemActor('test');
    await expect(bed.transaction((tx) => policies.set(tx, actor, { key: 'jobs.dead', rowVersion: 1 }, { archiveDays: 400 }))).rejects.toMatchObject({
      code: 'ops.policy_without_archive',
      status: 422,
    });
    expect(await bed.transaction((tx) => policies.set(tx, actor, { key: 'jobs.dead', rowVersion: 1 }, { onlineDays: 100 }))).toMatchObject({
      onlineDays: 100,
      archiveDays: null,
    });
  });

  it('start one run however often somebody asks', async () => {
    const policies = new RetentionPolicies(new RetentionStore(), service());
    const first = await bed.transaction((tx) => policies.startRun(tx));
    expect((await bed.transaction((tx) => policies.startRun(tx))).body).toEqual(first.body);
    expect(await count('sys_jobs')).toBe(1);
    await bed.asOwner(`UPDATE sys_jobs SET state = 'done', finished_at = now()`);
    expect((await bed.transaction((tx) => policies.startRun(tx))).body).not.toEqual(first.body);
  });

  it('have a way to go each, but for the ledger, which brings its own', async () => {
    const policies = await bed.transaction((tx) => new RetentionStore().policies(tx));
    const known = platformTargets(bed.database, storage).map((t) => t.key);
    expect(policies.map((p) => p.key).filter((key) => !known.includes(key))).toEqual(['inventory.movements']);
    expect(known.filter((key) => !policies.some((p) => p.key === key))).toEqual([]);
  });
});

describe('a retention run', () => {
  it('says before what it would take, and takes exactly that', async () => {
    await jobs(5, 8);
    await jobs(3, 6);
    const before = await bed.transaction((tx) => service().preview(tx));
    expect(before.find((p) => p.policy.key === 'jobs.finished')!.forecast).toMatchObject({ rows: 5, bytes: expect.any(Number), oldest: expect.any(String) });
    expect(await count('sys_jobs')).toBe(8); // nothing was touched
    const outcomes = await service().run();
    expect(outcomes.find((o) => o.key === 'jobs.finished')).toMatchObject({ outcome: 'done', removed: 5 });
    expect(await count('sys_jobs')).toBe(3);
    expect(await count('sys_ops_reports', `kind = 'retention.run'`)).toBe(1);
    expect(await count('sys_audit_logs', `action = 'retention.purged' AND subject_id = 'jobs.finished'`)).toBe(1);
  });

  it('takes every kind of old row and leaves the young ones', async () => {
    const old = `now() - interval '500 days'`;
    const rows = (when: string): string[] => [
      `INSERT INTO sys_idempotency_keys (idempotency_key, request_hash, principal, method, route, expires_at) VALUES ('${when.length}', '', '', '', '', ${when} + interval '1 hour')`,
      `INSERT INTO sys_dead_jobs (job_id, name, lane, v, payload, attempts, problem, died_at) VALUES (1, 'a', 1, 1, '{}', 1, '{}', ${when})`,
      `INSERT INTO sys_outbox (event_type, aggregate_type, aggregate_id, payload, relayed_at) VALUES ('a', 'b', 'c', '{}', ${when})`,
      `INSERT INTO sys_client_errors (app, message, occurred_at) VALUES ('web', 'm', ${when})`,
      `INSERT INTO sys_api_latency (minute, process, route, sla_class, n, max_us, buckets) VALUES (${when}, 'p', 'r', 'read', 1, 1, '{}')`,
      `INSERT INTO sys_api_latency_hourly (hour, route, sla_class, n, p50_us, p95_us, p99_us, max_us, buckets) VALUES (${when}, 'r', 'read', 1, 1, 1, 1, 1, '{}')`,
      `INSERT INTO sys_alerts (code, subject, pages, resolved_at) VALUES ('a', '${when.length}', false, ${when})`,
      `INSERT INTO sys_slow_queries (day, fingerprint, sql, last_at) VALUES ((${when})::date, 'f', 's', ${when})`,
      `INSERT INTO sys_ops_reports (kind, body, created_at) VALUES ('test', '{}', ${when})`,
    ];
    for (const sql of [...rows(old), ...rows('now()')]) await bed.asOwner(sql);
    await bed.asOwner(`INSERT INTO sys_outbox (event_type, aggregate_type, aggregate_id, payload, occurred_at) VALUES ('unrelayed', 'b', 'c', '{}', ${old})`);
    const outcomes = await service().run();
    expect(outcomes.filter((o) => o.outcome === 'failed')).toEqual([]);
    const left = Object.fromEntries(await Promise.all(ROW_TABLES.map(async ({ table }) => [table, await count(table)] as const)));
    expect(left).toMatchObject({
      sys_idempotency_keys: 1,
      sys_dead_jobs: 1,
      sys_outbox: 2,
      sys_client_errors: 1,
      sys_api_latency: 1,
      sys_api_latency_hourly: 1,
      sys_alerts: 1,
      sys_slow_queries: 1,
      sys_ops_reports: 2, // and the report of the run
    });
  });

  it('works in small bites and goes around rows that somebody holds', async () => {
    await jobs(25, 9);
    const target = new RowTarget(
      bed.database,
      ROW_TABLES.find((t) => t.key === 'jobs.finished')!,
      10,
    );
    await bed.transaction(async (tx) => {
      await tx.query('SELECT 1 FROM sys_jobs ORDER BY id LIMIT 2 FOR UPDATE');
      expect((await service([target]).run({ only: 'jobs.finished' }))[0]).toMatchObject({ removed: 23, outcome: 'done' });
    });
    expect((await service([target]).run({ only: 'jobs.finished' }))[0]).toMatchObject({ removed: 2 });
  });

  it('stops when its time is up, and the next one goes on', async () => {
    await jobs(3, 9);
    expect((await service().run({ only: 'jobs.finished', budgetMs: 0 }))[0]).toMatchObject({ outcome: 'late' });
    expect((await service().run({ only: 'jobs.finished' }))[0]).toMatchObject({ outcome: 'done', removed: 3 });
  });

  it('goes on after a policy that fails, raises the alert and resolves it after a good run', async () => {
    await jobs(3, 9);
    let bad = true;
    const failing: RetentionTarget = {
      key: 'audit.logs',
      preview: async () => null,
      purge: async () => {
        if (bad) throw new Error('no space left');
        return { removed: 0, archived: 0, complete: true };
      },
    };
    const targets = [failing, ...platformTargets(bed.database, storage).filter((t) => t.key !== 'audit.logs')];
    const outcomes = await service(targets).run();
    expect(outcomes.find((o) => o.key === 'audit.logs')).toMatchObject({ outcome: 'failed', problem: 'unexpected' });
    expect(outcomes.find((o) => o.key === 'jobs.finished')).toMatchObject({ removed: 3 });
    expect(await count('sys_alerts', `code = 'retention.failed' AND subject = 'audit.logs' AND resolved_at IS NULL`)).toBe(1);
    bad = false;
    await service(targets).run();
    expect(await count('sys_alerts', 'resolved_at IS NULL')).toBe(0);
  });

  it('refuses a second one beside it', async () => {
    let second: unknown;
    const slow: RetentionTarget = {
      key: 'jobs.dead',
      preview: async () => null,
      purge: async () => {
        second = await service()
          .run()
          .catch((error: unknown) => error);
        return { removed: 0, archived: 0, complete: true };
      },
    };
    await service([slow]).run({ only: 'jobs.dead' });
    expect(second).toMatchObject({ code: 'ops.busy' });
  });
});

describe('what is kept in files', () => {
  it('goes there with all that belongs to it, and comes off the tables', async () => {
    await deliveries(4, 200);
    // Of an endpoint that nobody has switched on again: it must not grow for ever.
    await deliveries(1, 200, 'paused');
    await deliveries(2, 200, 'pending');
    await deliveries(3, 10);
    const [outcome] = await service().run({ only: 'webhooks.deliveries' });
    expect(outcome).toMatchObject({ outcome: 'done', archived: 5, removed: 5 });
    expect([await count('sys_webhook_deliveries'), await count('sys_webhook_attempts'), await count('sys_webhook_messages')]).toEqual([5, 5, 5]);
    const [archive] = await bed.transaction((tx) => new RetentionStore().archives(tx));
    expect(archive).toMatchObject({ state: 'kept', rows: 5, policy: 'webhooks.deliveries' });
    expect((await service().run({ only: 'webhooks.deliveries' }))[0]).toMatchObject({ archived: 0, removed: 0 });
  });

  it('finishes what a run that died has begun, by the ids of the file', async () => {
    await deliveries(5, 200);
    await bed.asOwner(
      `CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'killed'; END $$; CREATE TRIGGER die BEFORE DELETE ON sys_webhook_deliveries EXECUTE FUNCTION die()`,
    );
    expect((await service().run({ only: 'webhooks.deliveries' }))[0]).toMatchObject({ outcome: 'failed' });
    expect(await count('sys_archives', `state = 'verified'`)).toBe(1);
    await bed.asOwner('DROP TRIGGER die ON sys_webhook_deliveries');
    await deliveries(1, 200); // came to the same month later: not in the file, so it gets one of its own
    expect((await service().run({ only: 'webhooks.deliveries' }))[0]).toMatchObject({ outcome: 'done', removed: 6, archived: 1 });
    expect(await count('sys_archives', `state = 'kept'`)).toBe(2);
  });

  it('deletes nothing for a file that is damaged', async () => {
    await deliveries(5, 200);
    const damaging = new LocalStorage(folder);
    const put = damaging.put.bind(damaging);
    damaging.put = async (key, content, signal) => {
      const stored = await put(key, content, signal);
      appendFileSync(
        join(
          folder,
          readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith(key.split('/').at(-1)!))!,
        ),
        'x',
      );
      return stored;
    };
    expect((await service(platformTargets(bed.database, damaging)).run({ only: 'webhooks.deliveries' }))[0]).toMatchObject({ outcome: 'failed' });
    expect(await count('sys_webhook_deliveries')).toBe(5);
    for (const name of files()) utimesSync(join(folder, name), new Date(0), new Date(0)); // nobody is at work on it any more
    expect((await service().run({ only: 'webhooks.deliveries' }))[0]).toMatchObject({ removed: 5 });
    expect(files()).toHaveLength(2); // the damaged attempt is gone
  });

  const dieAtDelete = (): Promise<unknown> =>
    bed.asOwner(
      `CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'killed'; END $$; CREATE TRIGGER die BEFORE DELETE ON sys_webhook_deliveries EXECUTE FUNCTION die()`,
    );

  it('keeps a row that is at work again since it was written down', async () => {
    await deliveries(5, 200);
    await dieAtDelete();
    await service().run({ only: 'webhooks.deliveries' });
    await bed.asOwner('DROP TRIGGER die ON sys_webhook_deliveries');
    await bed.asOwner(`UPDATE sys_webhook_deliveries SET state = 'pending' WHERE id = (SELECT min(id) FROM sys_webhook_deliveries)`);
    expect((await service().run({ only: 'webhooks.deliveries' }))[0]).toMatchObject({ outcome: 'done', removed: 4 });
    expect(await count('sys_webhook_deliveries', `state = 'pending'`)).toBe(1);
  });

  it('writes a month anew whose file was lost before anything was deleted, and rings for one that was lost after', async () => {
    await deliveries(5, 200);
    await dieAtDelete();
    await service().run({ only: 'webhooks.deliveries' });
    await bed.asOwner('DROP TRIGGER die ON sys_webhook_deliveries');
    for (const name of files()) unlinkSync(join(folder, name));
    expect((await service().run({ only: 'webhooks.deliveries' }))[0]).toMatchObject({ outcome: 'done', removed: 5, archived: 5 });
    expect([await count('sys_archives', `state = 'void'`), await count('sys_archives', `state = 'kept'`)]).toEqual([1, 1]);
    await bed.asOwner(`UPDATE sys_archives SET state = 'verified' WHERE state = 'kept'`); // as if it had died in the middle
    for (const name of files()) unlinkSync(join(folder, name));
    await deliveries(2, 250);
    expect((await service().run({ only: 'webhooks.deliveries' }))[0]).toMatchObject({ outcome: 'failed' });
    expect(await count('sys_webhook_deliveries')).toBe(0); // the other month did not wait for it
  });

  it('writes and deletes nothing while the earlier file is not where it was put', async () => {
    await deliveries(5, 200);
    await service().run({ only: 'webhooks.deliveries' });
    await deliveries(2, 250);
    const elsewhere = mkdtempSync(join(tmpdir(), 'anwen-retention-'));
    const unmounted = service(platformTargets(bed.database, new LocalStorage(elsewhere)));
    expect((await unmounted.run({ only: 'webhooks.deliveries' }))[0]).toMatchObject({ outcome: 'failed' });
    expect(readdirSync(elsewhere)).toEqual([]);
    expect(await count('sys_webhook_deliveries')).toBe(2);
    rmSync(elsewhere, { recursive: true });
  });

  it('removes no file that a manifest stands for, and says so', async () => {
    await deliveries(5, 200);
    await service().run({ only: 'webhooks.deliveries' });
    for (const name of files()) utimesSync(join(folder, name), new Date(0), new Date(0));
    await bed.asOwner('DELETE FROM sys_archives'); // as a copy of the installation from before would know it
    await service().run({ only: 'webhooks.deliveries' });
    expect(files()).toHaveLength(2);
    expect(await count('sys_alerts', `code = 'retention.failed' AND resolved_at IS NULL`)).toBe(1);
  });

  it('removes what is left over in bites', async () => {
    await bed.asOwner(
      `INSERT INTO sys_webhook_messages (event_id, event_type, aggregate, sequence, body, created_at) SELECT uuid_v7(), 'a.b.v1', 'a:' || g, g, '{}', now() - interval '200 days' FROM generate_series(1, 1500) AS g`,
    );
    expect((await service().run({ only: 'webhooks.deliveries' }))[0]).toMatchObject({ outcome: 'done' });
    expect(await count('sys_webhook_messages')).toBe(0);
  });

  it('end only when their time is over, and those of the ledger are not the application’s', async () => {
    await deliveries(1, 200);
    await service().run({ only: 'webhooks.deliveries' });
    const as = (sql: string): Promise<unknown> => bed.transaction((tx) => tx.query(sql));
    await expect(as(`UPDATE sys_archives SET state = 'expired'`)).rejects.toMatchObject({ code: '42501' });
    await bed.asOwner(`UPDATE sys_archives SET policy_key = 'inventory.movements'`);
    await expect(as(`UPDATE sys_archives SET state = 'void'`)).rejects.toMatchObject({ code: '42501' });
    await expect(as(`UPDATE sys_archives SET state = 'expired'`)).rejects.toMatchObject({ code: '42501' });
    await bed.asOwner(`UPDATE sys_archives SET written_at = now() - interval '2558 days'`);
    await as(`UPDATE sys_archives SET state = 'expired', expired_at = now()`);
  });

  it('leaves the audit log online, once copied', async () => {
    await bed.asOwner(
      `INSERT INTO sys_audit_logs (action, severity, actor_type, actor_name, subject_type, occurred_at) SELECT 'a', 'I', 's', 's', 't', now() - interval '800 days' FROM generate_series(1, 4)`,
    );
    const would = async (): Promise<unknown> => (await bed.transaction((tx) => service().preview(tx))).find((p) => p.policy.key === 'audit.logs')!.forecast;
    expect(await would()).toMatchObject({ rows: 4, staysOnline: true });
    expect((await service().run({ only: 'audit.logs' }))[0]).toMatchObject({ outcome: 'done', archived: 4, removed: 0 });
    expect(await would()).toMatchObject({ rows: 0, staysOnline: true });
    expect((await service().run({ only: 'audit.logs' }))[0]).toMatchObject({ archived: 0 });
    expect(await count('sys_audit_logs', `action = 'a'`)).toBe(4);
    await bed.asOwner(`UPDATE sys_archives SET written_at = now() - interval '3654 days'`);
    expect((await service().run({ only: 'audit.logs' }))[0]).toMatchObject({ archived: 0, filesExpired: 1 });
    expect((await service().run({ only: 'audit.logs' }))[0]).toMatchObject({ archived: 0, filesExpired: 0 });
  });

  it('expires there too, file first', async () => {
    await deliveries(5, 200);
    await service().run({ only: 'webhooks.deliveries' });
    expect(files()).toHaveLength(2);
    await bed.asOwner(`UPDATE sys_archives SET written_at = now() - interval '366 days'`);
    expect((await service().run({ only: 'webhooks.deliveries' }))[0]).toMatchObject({ filesExpired: 1 });
    expect(files()).toEqual([]);
    expect(await count('sys_archives', `state = 'expired'`)).toBe(1);
    expect(await count('sys_audit_logs', `action = 'retention.purged' AND subject_type = 'archive'`)).toBe(1);
  });

  it('are gone after days when they were only uploaded', async () => {
    await bed.asOwner(`INSERT INTO sys_users (username, display_name) VALUES ('u', 'u')`);
    for (const [key, days] of [
      ['imports/old', 8],
      ['imports/young', 1],
    ] as const) {
      await storage.put(key, Readable.from([Buffer.from('x')]));
      await bed.asOwner(
        `INSERT INTO import_sessions (type, file_name, bytes, sha256, storage_key, format, created_by, created_at) SELECT 'items', 'f', 1, '', $1, 'csv', min(id), now() - $2 * interval '1 day' FROM sys_users`,
        [key, days],
      );
    }
    const would = async (): Promise<unknown> => (await bed.transaction((tx) => service().preview(tx))).find((p) => p.policy.key === 'imports.files')!.forecast;
    expect(await would()).toMatchObject({ rows: 1, bytes: 1 });
    expect((await service().run({ only: 'imports.files' }))[0]).toMatchObject({ removed: 1 });
    expect(await would()).toMatchObject({ rows: 0 });
    expect([await storage.stat('imports/old'), (await storage.stat('imports/young'))?.bytes]).toEqual([undefined, 1]);
  });
});
