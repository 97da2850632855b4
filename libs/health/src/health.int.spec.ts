import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '@anwen/database';
import { TestDatabase } from '@anwen/database/testing';
import { RedisConnection } from '@anwen/redis';
import { LocalStorage } from '@anwen/storage';
import { HealthIndicatorService } from '@nestjs/terminus';
import { ClientErrorService } from './client-error.service';
import { HealthService } from './health.service';
import { LatencyRecorder } from './latency.service';
import { QueueState } from './queue-state.service';
import { SlaReports } from './sla-report.service';

describe('health and measuring', () => {
  let bed: TestDatabase;
  let redis: RedisConnection;
  const folder = mkdtempSync(join(tmpdir(), 'anwen-health-'));
  const serviceWith = (redisConnection: RedisConnection, path: string): HealthService =>
    new HealthService(bed.database, redisConnection, new HealthIndicatorService(), new QueueState(bed.database, redisConnection), new LocalStorage(path), {
      storage: { driver: 'local', path },
    });

  beforeAll(async () => {
    bed = await TestDatabase.create();
    redis = new RedisConnection({
      url: process.env.ANWEN_TEST_REDIS_URL!,
      connectionName: 'health-test',
      keyPrefix: `t:${randomUUID()}:`,
      callBudgetMs: 5_000,
    });
    await redis.ready();
  });
  afterAll(async () => {
    await redis.close();
    rmSync(folder, { recursive: true, force: true });
    await bed.drop();
  });

  const beat = (name: string, expectedIn: string, silentFor = '0 s', outcome = 'done'): Promise<object[]> =>
    bed.asOwner(
      `INSERT INTO sys_schedules (name, cadence, expected_by, last_outcome, updated_at) VALUES ($1, 'every 2 s', now() + $2::interval, $4, now() - $3::interval)
       ON CONFLICT (name) DO UPDATE SET expected_by = excluded.expected_by, last_outcome = excluded.last_outcome, updated_at = excluded.updated_at`,
      [name, expectedIn, silentFor, outcome],
    );

  it('is degraded while no worker gives a sign, and ok when everything answers', async () => {
    expect((await serviceWith(redis, folder).report()).checks.queue).toBe('down');
    await beat('audit.seal', '1 min', '50 s');
    expect(await serviceWith(redis, folder).report()).toMatchObject({ status: 'degraded', checks: { queue: 'down' } });
    await beat('audit.seal', '1 min');
    expect(await serviceWith(redis, folder).report()).toEqual({ status: 'ok', checks: { database: 'ok', redis: 'ok', storage: 'ok', queue: 'ok' } });
  });

  it('answers at once although the database takes connections and says nothing', async () => {
    const sockets = new Set<Socket>();
    const silent = createServer((socket) => void sockets.add(socket.on('error', () => undefined)));
    await new Promise<void>((resume) => silent.listen(0, '127.0.0.1', resume));
    const cable = new URL(bed.url);
    // It was there when the process started, and is a black hole now.
    const [host, port] = [cable.hostname, Number(cable.port)];
    let isGone = false;
    const relay = createServer((near) => {
      const far = isGone ? connect((silent.address() as AddressInfo).port, '127.0.0.1') : connect(port, host);
      for (const socket of [near, far]) sockets.add(socket.on('error', () => undefined));
      near.on('data', (data) => void (isGone || far.write(data)));
      far.on('data', (data) => void near.write(data));
    });
    await new Promise<void>((resume) => relay.listen(0, '127.0.0.1', resume));
    cable.port = String((relay.address() as AddressInfo).port);
    const database = await Database.connect({ url: cable.toString(), applicationName: 'silent', poolSize: 2 });
    const storage = new LocalStorage(folder);
    const options = { storage: { driver: 'local', path: folder } } as const;
    const service = new HealthService(database, redis, new HealthIndicatorService(), new QueueState(database, redis), storage, options);
    isGone = true;
    const begun = performance.now();
    expect(await service.report()).toMatchObject({ status: 'down', checks: { database: 'down', storage: 'ok', redis: 'ok' } });
    expect(performance.now() - begun).toBeLessThan(4_000);
    for (const socket of sockets) socket.destroy();
    silent.close();
    relay.close();
    await database.close().catch(() => undefined);
  });

  it('is degraded while something of the timetable is overdue or has failed, and says to whom it may what', async () => {
    await beat('night.work', '-1 s');
    expect(await serviceWith(redis, folder).report()).toMatchObject({ status: 'degraded', checks: { queue: 'degraded' } });
    await beat('night.work', '1 h', '0 s', 'failed');
    expect(await serviceWith(redis, folder).report()).toMatchObject({ status: 'degraded', checks: { queue: 'degraded' } });
    expect(await new QueueState(bed.database, redis).figures()).toMatchObject({ queue: { workerAlive: true, late: ['night.work'] } });
    await beat('night.work', '1 h');
    expect((await serviceWith(redis, folder).report()).status).toBe('ok');
  });

  it('tells depth and age of each lane, what is dead, and how full Redis is', async () => {
    await bed.asOwner(
      `INSERT INTO sys_jobs (name, lane, max_attempts, timeout_ms, state, run_after) VALUES
         ('x.y', 1, 5, 1000, 'waiting', now() - interval '7 s'), ('x.y', 1, 5, 1000, 'waiting', now() + interval '1 h'),
         ('x.y', 4, 5, 1000, 'queued', now() - interval '3 s'), ('x.y', 4, 5, 1000, 'running', now() - interval '1 h')`,
    );
    await bed.asOwner(`INSERT INTO sys_dead_jobs (job_id, name, lane, v, payload, attempts, problem) VALUES (1, 'x.y', 1, 1, '{}', 5, '{}')`);
    const figures = (await new QueueState(bed.database, redis).figures()) as {
      queue: { lanes: { oldestWaitingSeconds: number | null }[] };
      redis: { usedBytes: number };
    };
    expect(figures).toMatchObject({
      queue: {
        deadJobs: 1,
        lanes: [
          { lane: 'P1', waiting: 2, queued: 0, running: 0 },
          { lane: 'P2', waiting: 0, oldestWaitingSeconds: null },
          { lane: 'P3', waiting: 0 },
          { lane: 'P4', waiting: 0, queued: 1, running: 1 },
        ],
      },
      outbox: { waiting: 0, oldestSeconds: null },
      webhooks: { dead: 0 },
    });
    expect(figures.queue.lanes[0]!.oldestWaitingSeconds).toBeCloseTo(7, -0.5);
    expect(figures.queue.lanes[3]!.oldestWaitingSeconds).toBeCloseTo(3, -0.5);
    expect(figures.redis.usedBytes).toBeGreaterThan(0);
  });

  it('is degraded without Redis or storage, for the ledger still works', async () => {
    const nowhere = new RedisConnection({ url: 'redis://127.0.0.1:1', connectionName: 'health-test' });
    expect(await serviceWith(nowhere, '/dev/null/no-folder').report()).toMatchObject({
      status: 'degraded',
      checks: { database: 'ok', redis: 'down', storage: 'down' },
    });
    await nowhere.close();
  });

  it('is down with another schema than ours', async () => {
    await bed.asOwner(`INSERT INTO sys_schema_version (version, name, sha256, app_version) VALUES (9999, 'x', 'x', 'x')`);
    expect((await serviceWith(redis, folder).report()).status).toBe('down');
    await bed.asOwner('DELETE FROM sys_schema_version WHERE version = 9999');
  });

  it('writes what was measured and merges the hour of two processes into true percentiles, once', async () => {
    const [first, second] = [new LatencyRecorder(bed.database), new LatencyRecorder(bed.database)];
    for (let i = 0; i < 99; i++) first.finished('GET /x', 'read', 1_000, 200);
    for (let i = 0; i < 101; i++) second.finished('GET /x', 'read', 2_000_000, i === 0 ? 504 : 200);
    await first.flush(true);
    await second.flush(true);
    await bed.asOwner(`UPDATE sys_api_latency SET minute = date_trunc('hour', now()) - interval '90 minutes'`);
    const reports = new SlaReports(bed.database, { storage: { driver: 'local', path: folder } });
    expect(await reports.closeHours()).toBe(1);
    expect(await reports.closeHours()).toBe(0);
    const [hour, ...others] = await bed.transaction((tx) => reports.recent(tx, 24));
    expect(others).toEqual([]);
    const [route] = hour!.routes;
    expect(route).toMatchObject({ route: 'GET /x', slaClass: 'read', n: 200, timeouts: 1, errors: 1, breached: true, maxMs: 2_000, target: { p99Ms: 500 } });
    expect(route!.p50Ms).toBeCloseTo(2_000, -2);
  });

  it('keeps reports of failed screens without the secrets that browsers put into them', async () => {
    const context = { requestId: 'req-1', traceparent: null, locale: 'en' as const, ip: '192.0.2.1', startedAt: 0 };
    await new ClientErrorService(bed.database).record(
      { app: 'portal', message: 'x Bearer abc.def', url: 'https://h/x?token=s3cret&a=1', stack: 'at anw_live_123' },
      context,
    );
    const [row] = await bed.asOwner<{ message: string; url: string; stack: string; ip: string }>(
      'SELECT message, url, stack, host(ip) AS ip FROM sys_client_errors',
    );
    expect(row).toEqual({ message: 'x Bearer ***', url: 'https://h/x?token=***&a=1', stack: 'at anw_***', ip: '192.0.2.1' });
  });
});
