import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aSmallStore, receive } from '@anwen/inventory/testing';
import { handled, type HandledJob } from '@anwen/outbox';
import { runJobOnce } from '@anwen/outbox/testing';
import { CursorModule } from '@anwen/http';
import { EXPORT_RUN, ExportRunner, ReportJobsModule } from '@anwen/reports';
import { MailModule } from '@anwen/mail';
import { RbacBed } from '@anwen/rbac/testing';
import { StorageModule } from '@anwen/storage';
import { Database } from '@anwen/database';
import { Global, Logger, Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ApiUnderTest, type Reply } from './harness';

const V1 = '/api/v1';

describe('reports over HTTP', () => {
  let api: ApiUnderTest;
  let rbac: RbacBed;
  let folder: string;
  let worker: INestApplicationContext;
  let place: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'anwen-e2e-storage-'));
    api = await ApiUnderTest.start({ STORAGE_PATH: folder });
    rbac = new RbacBed(api.bed);
    place = await api.bed.transaction(async (tx) => {
      const store = await aSmallStore(tx);
      await receive(tx, { itemCode: store.plain.code, qty: '3', toLocation: store.binA.code });
      return store.warehouse.code;
    });
    Logger.overrideLogger(false);
    worker = await NestFactory.createApplicationContext(WorkerLike.of(api.bed.database, folder), { logger: false });
  }, 120_000);
  afterAll(async () => {
    await worker.close();
    await rbac.close();
    await api.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const wish = (): object => ({ report: 'stock.on_hand', format: 'xlsx', params: { warehouse: place } });
  /** Does what the worker would. */
  const work = async (jobId: string): Promise<void> => {
    const [row] = await api.bed.database.query<{ id: string }>('SELECT id::text AS id FROM sys_jobs WHERE public_id = $1', [jobId]);
    const job: HandledJob = handled(EXPORT_RUN, (run, payload) => worker.get(ExportRunner).run(run, payload));
    expect((await runJobOnce(api.bed.database, job, row!.id)).state).toBe('done');
  };
  const quota = async (): Promise<{ limit: number; remaining: number }> =>
    ((await api.get(`${V1}/reports`)).body as { quota: { limit: number; remaining: number } }).quota;
  const made = (reply: Reply): { id: string; jobId: string } => reply.body as { id: string; jobId: string };

  it('lists what the caller may run, in his language', async () => {
    const reply = await api.get(`${V1}/reports`, { headers: { 'Accept-Language': 'zh-TW' } });
    const { items, retentionDays } = reply.body as { items: { key: string; title: string }[]; retentionDays: number };
    expect(items.find((r) => r.key === 'stock.valuation')).toMatchObject({ title: '庫存評價', formats: ['xlsx', 'csv', 'pdf'] });
    expect([items.length, retentionDays]).toEqual([12, 30]);
  });

  it('previews, and names what is wrong with a parameter', async () => {
    const preview = await api.get(`${V1}/reports/stock.on_hand/preview?warehouse=${place}&by=item`);
    expect(preview.body).toMatchObject({
      truncated: false,
      rows: [[expect.any(String), expect.any(String), '3', '0', '3', expect.any(String), expect.anything()]],
    });
    const refused = await api.get(`${V1}/reports/stock.dead/preview?days=-1&nonsense=1`);
    expect([refused.status, refused.body]).toEqual([422, expect.objectContaining({ code: 'reports.params_invalid' })]);
    expect((await api.get(`${V1}/reports/no.such/preview`)).status).toBe(404);
  });

  it('takes a wish once, tells what is left, and hands out the file as an attachment', async () => {
    const before = await quota();
    const key = randomUUID();
    const first = await api.post(`${V1}/exports`, wish(), { key });
    expect(first.status).toBe(202);
    expect(first.headers.get('Location')).toBe(`${V1}/jobs/${made(first).jobId}`);
    expect(first.headers.get('RateLimit-Policy')).toBe('"export";q=5;w=3600');
    expect(first.headers.get('RateLimit')).toMatch(new RegExp(`^"export";r=${before.remaining - 1};t=\\d+$`));
    const again = await api.post(`${V1}/exports`, wish(), { key });
    expect([again.status, again.text, again.headers.get('Idempotent-Replayed')]).toEqual([202, first.text, 'true']);
    expect((await quota()).remaining).toBe(before.remaining - 1);

    expect((await api.get(`${V1}/exports/${made(first).id}/file`)).status).toBe(409);
    await work(made(first).jobId);
    expect((await api.get(`${V1}/exports/${made(first).id}`)).body).toMatchObject({ state: 'ready', rows: 1 });
    const file = await fetch(`${api.url}${V1}/exports/${made(first).id}/file`, { headers: { Authorization: `Bearer ${api.token}` } });
    expect(file.status).toBe(200);
    expect(file.headers.get('Content-Type')).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    expect(file.headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(file.headers.get('Cache-Control')).toContain('no-store');
    const disposition = file.headers.get('Content-Disposition')!;
    expect(disposition).toMatch(/^attachment; filename="stock-on_hand\.xlsx"; filename\*=UTF-8''/);
    const bytes = Buffer.from(await file.arrayBuffer());
    expect([bytes.length, bytes.subarray(0, 2).toString()]).toEqual([Number(file.headers.get('Content-Length')), 'PK']);
  });

  it('keeps one person’s files from another', async () => {
    const mine = made(await api.post(`${V1}/exports`, wish()));
    await work(mine.jobId);
    await rbac.addUser('stranger', [{ role: 'planner', scopes: [{ kind: 'all' }] }]);
    const stranger = { token: await rbac.tokenFor('stranger') };
    for (const path of [`${V1}/exports/${mine.id}`, `${V1}/exports/${mine.id}/file`]) expect((await api.get(path, { token: stranger.token })).status).toBe(404);
    expect((await api.send('DELETE', `${V1}/exports/${mine.id}`, { token: stranger.token })).status).toBe(404);
    expect((await api.send('DELETE', `${V1}/exports/${mine.id}`)).status).toBe(204);
    expect((await api.get(`${V1}/exports/${mine.id}/file`)).status).toBe(404);
  });

  it('counts no wish that could not be committed', async () => {
    const before = (await quota()).remaining;
    await api.bed.asOwner(
      `CREATE FUNCTION no_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not today'; END $$;
       CREATE CONSTRAINT TRIGGER no_commit AFTER INSERT ON report_exports DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION no_commit()`,
    );
    try {
      expect((await api.post(`${V1}/exports`, wish())).status).toBeGreaterThanOrEqual(500);
    } finally {
      await api.bed.asOwner('DROP TRIGGER no_commit ON report_exports; DROP FUNCTION no_commit()');
    }
    expect(before).toBeGreaterThan(0);
    // The share comes back once the answer has gone.
    for (let tries = 0; tries < 200 && (await quota()).remaining !== before; tries++) await new Promise((resume) => setTimeout(resume, 50));
    expect((await quota()).remaining).toBe(before);
  });

  it('refuses the sixth wish of the hour with what to wait for', async () => {
    for (let { remaining } = await quota(); remaining > 0; remaining--) expect((await api.post(`${V1}/exports`, wish())).status).toBe(202);
    const refused = await api.post(`${V1}/exports`, wish());
    expect([refused.status, refused.headers.get('RateLimit-Policy')]).toEqual([429, '"export";q=5;w=3600']);
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
  });

  it('keeps schedules and presets', async () => {
    const schedule = await api.post(`${V1}/report-schedules`, {
      name: '週報',
      report: 'stock.dead',
      format: 'pdf',
      cron: '0 8 * * 1',
      mailTo: ['a@example.com'],
      params: { days: 90 },
    });
    expect(schedule.status).toBe(201);
    const { id } = schedule.body as { id: string };
    const path = `${V1}/report-schedules/${id}`;
    expect(schedule.headers.get('ETag')).toBe('"1"');
    expect((await api.send('PATCH', path, { body: { active: false } })).status).toBe(428);
    const paused = await api.send('PATCH', path, { body: { active: false }, headers: { 'If-Match': '"1"' } });
    expect([paused.headers.get('ETag'), paused.body]).toMatchObject(['"2"', { active: false, nextAt: null, params: { days: 90 } }]);
    expect(await api.send('PATCH', path, { body: { name: 'stale' }, headers: { 'If-Match': '"1"' } })).toMatchObject({
      status: 412,
      body: { code: 'http.precondition_failed' },
    });
    // The version tells of edits only: what the last run did must never hide behind a 304.
    const now = await api.get(path, { headers: { 'If-None-Match': '"2"' } });
    expect([now.status, now.headers.get('ETag'), now.body]).toMatchObject([200, expect.stringMatching(/^"2-/), { name: '週報' }]);
    expect(
      (await api.post(`${V1}/report-schedules`, { name: 'x', report: 'stock.dead', format: 'pdf', cron: '* * * * *', mailTo: ['a@example.com'] })).body,
    ).toMatchObject({
      code: 'reports.cron_too_often',
    });
    expect((await api.send('DELETE', `${V1}/report-schedules/${id}`)).status).toBe(204);
    const preset = await api.post(`${V1}/report-presets`, { report: 'stock.dead', name: '半年', params: { days: 180 } });
    expect((await api.get(`${V1}/report-presets?report=stock.dead`)).body).toMatchObject({ items: [{ name: '半年' }] });
    expect((await api.send('DELETE', `${V1}/report-presets/${(preset.body as { id: string }).id}`)).status).toBe(204);
  });
});

/** The worker's side of exports on the api's database and storage. */
@Global()
@Module({})
class WorkerLike {
  static of(database: Database, path: string): DynamicModule {
    return {
      module: WorkerLike,
      imports: [
        StorageModule.forRoot(() => ({ driver: 'local', path })),
        MailModule.forRoot(() => undefined),
        CursorModule.forRoot(() => Buffer.alloc(32, 7)),
        ReportJobsModule,
      ],
      providers: [{ provide: Database, useValue: database }],
      exports: [Database],
    };
  }
}
