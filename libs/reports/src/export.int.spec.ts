import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { aLocation, aWarehouse, anItem } from '@anwen/catalog/testing';
import { databaseErrors } from '@anwen/database';
import { TestDatabase } from '@anwen/database/testing';
import { clerk, receive } from '@anwen/inventory/testing';
import { ALL_SCOPE, CursorCodec, NO_SCOPE, type Actor } from '@anwen/kernel';
import { handled, type JobRun } from '@anwen/outbox';
import { runJobOnce, type JobRunReport } from '@anwen/outbox/testing';
import { CounterStore } from '@anwen/rate-limit';
import { RedisConnection } from '@anwen/redis';
import { LocalStorage } from '@anwen/storage';
import { parse } from 'csv-parse/sync';
import type { CreateExportDto, ExportDto } from './export.dto';
import { ExportFiles } from './export-file.service';
import { ExportPurge } from './export-purge.service';
import { ExportRunner } from './export-run.service';
import { ExportService } from './export.service';
import { ExportStore } from './export.store';
import { ReportService } from './report.service';
import { EXPORT_PURGE, EXPORT_RUN } from './reports.events';
import { SurroundingsStore } from './surroundings.store';
import { aReader, REPORT_RIGHTS, beforehand } from './testing';

describe('an export', () => {
  let bed: TestDatabase;
  let folder: string;
  let redis: RedisConnection;
  let storage: LocalStorage;
  let exports: ExportService;
  let reports: ReportService;
  let runner: ExportRunner;
  let place: string;
  const store = new ExportStore();
  const around = new SurroundingsStore();

  beforeAll(async () => {
    bed = await TestDatabase.create();
    folder = await mkdtemp(join(tmpdir(), 'anwen-exports-'));
    redis = new RedisConnection({
      url: process.env.ANWEN_TEST_REDIS_URL!,
      connectionName: 'test',
      keyPrefix: `t-exports-${process.pid}-${Date.now()}:`,
      callBudgetMs: 5_000, // exports are refused, and not counted, when Redis is late
    });
    await redis.ready();
    storage = new LocalStorage(folder);
    const counters = new CounterStore(redis);
    exports = new ExportService(bed.database, store, storage, counters, new CursorCodec(Buffer.alloc(32, 7)));
    reports = new ReportService(bed.database, around, counters, beforehand);
    runner = new ExportRunner(new ExportFiles(around, store, storage, beforehand), store);
    place = await bed.transaction(async (tx) => {
      const warehouse = await aWarehouse(tx);
      const bin = await aLocation(tx, { warehouse: warehouse.code });
      for (const name of ['螺絲, M3 "細"', '=cmd|calc', '王\n二'])
        await receive(tx, { itemCode: (await anItem(tx, { name })).code, qty: '3', toLocation: bin.code });
      return warehouse.code;
    }, clerk);
  });
  afterAll(async () => {
    await redis.close();
    await rm(folder, { recursive: true, force: true });
    await bed.drop();
  });

  const ask = async (actor: Actor, more: Partial<CreateExportDto> = {}): Promise<ExportDto> => {
    const input = { report: 'stock.on_hand', format: 'csv', params: { warehouse: place }, ...more } as CreateExportDto;
    return (await bed.database.transaction({ actor, scope: NO_SCOPE }, (tx) => exports.create(tx, actor, input))).body;
  };
  const jobOf = async (id: string): Promise<string> =>
    (await bed.database.query<{ job: string }>('SELECT job_id::text AS job FROM report_exports WHERE public_id = $1', [id]))[0]!.job;
  const make = async (made: ExportDto, actor: Actor, work = (run: JobRun, p: { exportId: string }) => runner.run(run, p)): Promise<JobRunReport> =>
    runJobOnce(bed.database, handled(EXPORT_RUN, work), await jobOf(made.id), { actor });
  const look = (id: string, actor: Actor): Promise<ExportDto> => bed.database.read({ actor, scope: NO_SCOPE }, (tx) => exports.get(tx, actor, id));
  const purge = async (staged?: string): Promise<JobRunReport> => {
    const [job] = await bed.database.query<{ id: string }>(
      staged === undefined
        ? `INSERT INTO sys_jobs (name, lane, payload, max_attempts, timeout_ms) VALUES ('export.purge', 4, '{}', 3, 300000) RETURNING id::text AS id`
        : `SELECT id::text AS id FROM sys_jobs WHERE dedupe_key = 'export.purge:${staged}'`,
    );
    const purger = new ExportPurge(store, storage);
    return runJobOnce(
      bed.database,
      handled(EXPORT_PURGE, (run, payload) => purger.run(run, payload)),
      job!.id,
    );
  };
  const files = async (): Promise<string[]> => {
    const keys: string[] = [];
    for await (const { key } of storage.list('exports/')) keys.push(key);
    return keys;
  };
  const audited = async (id: string): Promise<string[]> =>
    (await bed.database.query<{ action: string }>('SELECT action FROM sys_audit_logs WHERE subject_id = $1 ORDER BY id', [id])).map((r) => r.action);

  it('keeps its file when the answer to the commit is lost on the way', async () => {
    const reader = await aReader(bed);
    const made = await ask(reader);
    const report = await make(made, reader, (run, p) => {
      const deaf = new Proxy(run, {
        get: (target, name) => {
          const member: unknown = Reflect.get(target, name, target);
          if (name !== 'complete') return typeof member === 'function' ? (member.bind(target) as unknown) : member;
          return async (...all: Parameters<JobRun['complete']>): Promise<void> => {
            await target.complete(...all);
            throw databaseErrors.unavailable();
          };
        },
      });
      return runner.run(deaf, p);
    });
    expect(report).toMatchObject({ outcome: 'done' });
    const file = await exports.download(reader, made.id);
    expect((await buffer(file.content)).length).toBe(file.bytes);
  });

  it('becomes a file that its owner downloads, with rows, bytes, expiry and an audit trail', async () => {
    const reader = await aReader(bed);
    const made = await ask(reader);
    expect(made).toMatchObject({ report: 'stock.on_hand', title: '庫存量', format: 'csv', state: 'queued', fileName: null });
    await expect(exports.download(reader, made.id)).rejects.toMatchObject({ code: 'reports.export_not_ready' });
    const { state, result, progress } = await make(made, reader);
    expect([state, progress.done]).toEqual(['done', expect.anything()]);
    expect(result).toMatchObject({ exportId: made.id, rows: 3, file: `/api/v1/exports/${made.id}/file` });
    const ready = await look(made.id, reader);
    expect(ready).toMatchObject({ state: 'ready', rows: 3, fileName: expect.stringMatching(/^庫存量_\d{8}-\d{4}\.csv$/) });
    const days = (Date.parse(ready.expiresAt!) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(29.9);
    expect(days).toBeLessThan(30.1);
    const { content, bytes, contentType } = await exports.download(reader, made.id);
    const file = await buffer(content);
    expect([file.length, contentType]).toEqual([bytes, 'text/csv; charset=utf-8']);
    const records = parse(file, { bom: true }) as string[][];
    expect(
      records
        .slice(1)
        .map((r) => r[1])
        .sort(),
    ).toEqual(["'=cmd|calc", '王\n二', '螺絲, M3 "細"'].sort());
    expect(await audited(made.id)).toEqual(['export.requested', 'export.downloaded']);
  });

  it('is nobody else’s: not in the list, not by its id, not its file', async () => {
    const [owner, other] = [await aReader(bed), await aReader(bed)];
    const made = await ask(owner);
    await make(made, owner);
    await expect(look(made.id, other)).rejects.toMatchObject({ code: 'reports.export_not_found' });
    await expect(exports.download(other, made.id)).rejects.toMatchObject({ code: 'reports.export_not_found' });
    const page = await bed.database.read({ actor: other, scope: NO_SCOPE }, (tx) => exports.list(tx, other, { limit: 50 }));
    expect(page.items).toEqual([]);
  });

  it('runs with the rights of the moment, and a file that shows more than its owner may see now stays shut', async () => {
    const reader = await aReader(bed);
    const made = await ask(reader);
    const without = { ...reader, grants: new Map([['report.export', ALL_SCOPE]]) };
    expect((await make(made, without)).problem).toMatchObject({ code: 'queue.permission_lost' });
    expect((await look(made.id, reader)).state).toBe('failed');

    const second = await ask(reader);
    await make(second, reader);
    const narrow = { ...reader, grants: new Map([...reader.grants, ['stock.read', { ...NO_SCOPE, warehouses: ['1'] }]]) };
    await expect(exports.download(narrow, second.id)).rejects.toMatchObject({ code: 'reports.scope_changed' });
  });

  it('holds no row from outside its requester’s warehouses', async () => {
    const [mine] = await bed.transaction((tx) => tx.query<{ id: string }>('SELECT id::text AS id FROM warehouses WHERE code = $1', [place]));
    await bed.transaction(async (tx) => {
      const elsewhere = await aLocation(tx, { warehouse: (await aWarehouse(tx)).code });
      await receive(tx, { itemCode: (await anItem(tx, { name: '別倉的東西' })).code, qty: '9', toLocation: elsewhere.code });
    }, clerk);
    const [local, central] = [await aReader(bed, REPORT_RIGHTS, { ...NO_SCOPE, warehouses: [mine!.id] }), await aReader(bed)];
    const seen = async (actor: Actor): Promise<string> => {
      const made = await ask(actor, { params: { by: 'item' } });
      await make(made, actor);
      return (await buffer((await exports.download(actor, made.id)).content)).toString();
    };
    expect(await seen(central)).toContain('別倉的東西');
    expect(await seen(local)).not.toContain('別倉的東西');
  });

  it('notes cost in the audit, and keeps it from whoever has lost the sight of it', async () => {
    const reader = await aReader(bed, [...REPORT_RIGHTS, 'stock.cost.read']);
    const made = await ask(reader);
    await make(made, reader);
    expect(await audited(made.id)).toEqual(['export.requested', 'export.cost_data']);
    expect((await buffer((await exports.download(reader, made.id)).content)).toString()).toContain('金額');
    const plain = { ...reader, grants: new Map([...reader.grants].filter(([p]) => p !== 'stock.cost.read')) };
    await expect(exports.download(plain, made.id)).rejects.toMatchObject({ code: 'reports.scope_changed' });
  });

  it('counts five an hour; a refused wish costs nothing', async () => {
    const reader = await aReader(bed);
    const remaining = async (): Promise<number> => (await reports.catalogue(reader)).quota.remaining;
    expect(await remaining()).toBe(5);
    await expect(ask(reader, { params: { nonsense: 1 } })).rejects.toMatchObject({ code: 'reports.params_invalid' });
    await expect(ask(reader, { report: 'stock.valuation' })).rejects.toMatchObject({ code: 'reports.report_not_found' });
    expect(await remaining()).toBe(5);
    for (let i = 1; i <= 5; i++) {
      await ask(reader);
      expect(await remaining()).toBe(5 - i);
    }
    await expect(ask(reader)).rejects.toMatchObject({ code: 'rate_limit.exceeded', data: { headers: { 'RateLimit-Policy': '"export";q=5;w=3600' } } });
    const [rows] = await bed.database.query<{ n: number }>('SELECT count(*)::int AS n FROM report_exports WHERE user_id = $1', [reader.userId]);
    expect(rows!.n).toBe(5);
  });

  it('leaves no file when its run is cancelled, fails, or has been overtaken', async () => {
    const reader = await aReader(bed);
    const before = await files();
    const made = await ask(reader);
    // Overtaken between the last byte of the file and the commit.
    const report = await make(made, reader, (run, payload) => {
      const complete: JobRun['complete'] = async (...all) => {
        expect(await files()).toHaveLength(before.length + 1);
        await bed.database.query(`UPDATE sys_job_runs SET state = 'lost' WHERE id = $1`, [run.runId]);
        return run.complete(...all);
      };
      return runner.run(Object.create(run, { complete: { value: complete } }) as JobRun, payload);
    });
    expect(report.state).not.toBe('done');
    expect(await files()).toEqual(before);

    const second = await ask(reader);
    const stop = new AbortController();
    const aborted = runJobOnce(
      bed.database,
      handled(EXPORT_RUN, async (run, payload: { exportId: string }) => {
        // With the file half written.
        const progress = (): void => stop.abort(new Error('the process ends'));
        return runner.run(Object.create(run, { progress: { value: progress } }) as JobRun, payload);
      }),
      await jobOf(second.id),
      { actor: reader, signal: stop.signal },
    );
    expect((await aborted).state).not.toBe('done');
    expect(stop.signal.aborted).toBe(true);
    expect(await files()).toEqual(before);
  });

  it('is made again without harm when a run is repeated', async () => {
    const reader = await aReader(bed);
    const made = await ask(reader);
    let first = true;
    const flaky = async (run: JobRun, payload: { exportId: string }): Promise<unknown> => {
      if (!first) return runner.run(run, payload);
      first = false;
      throw new Error('the network coughed');
    };
    expect((await make(made, reader, flaky as never)).outcome).toBe('retry');
    expect((await make(made, reader, flaky as never)).state).toBe('done');
    const [row] = await bed.database.query<{ key: string }>('SELECT file_key AS key FROM report_exports WHERE public_id = $1', [made.id]);
    expect(row!.key).toMatch(/^exports\/\d{4}\/\d{2}\/[0-9a-f-]{36}\/2-[0-9a-f-]{36}\.csv$/);
  });

  it('expires: the file goes, the line stays and says so; seven days when the customer wants seven', async () => {
    await bed.database.query(`INSERT INTO sys_settings (key, value) VALUES ('reports.retention_days', '7')`);
    const reader = await aReader(bed);
    const made = await ask(reader);
    await make(made, reader);
    expect((Date.parse((await look(made.id, reader)).expiresAt!) - Date.now()) / 86_400_000).toBeCloseTo(7, 1);
    expect((await reports.catalogue(reader)).retentionDays).toBe(7);
    const before = await files();
    await bed.database.query(`UPDATE report_exports SET expires_at = now() - interval '1 minute' WHERE public_id = $1`, [made.id]);
    await expect(exports.download(reader, made.id)).rejects.toMatchObject({ code: 'reports.export_expired' });
    expect((await purge()).result).toMatchObject({ expired: 1 });
    expect(await look(made.id, reader)).toMatchObject({ state: 'expired' });
    expect(await files()).toHaveLength(before.length - 1);
    await bed.database.query(`DELETE FROM sys_settings WHERE key = 'reports.retention_days'`);
  });

  it('leaves the list at once when its owner deletes it, and the storage with a job that touches nothing else', async () => {
    const reader = await aReader(bed);
    const made = await ask(reader);
    await make(made, reader);
    const before = await files();
    await bed.database.transaction({ actor: reader, scope: NO_SCOPE }, (tx) => exports.delete(tx, reader, made.id));
    await expect(look(made.id, reader)).rejects.toMatchObject({ code: 'reports.export_not_found' });
    const other = await ask(reader);
    await make(other, reader);
    await bed.database.query(`UPDATE report_exports SET expires_at = now() - interval '1 minute' WHERE public_id = $1`, [other.id]);
    expect((await purge(made.id)).result).toEqual({ removed: true });
    expect((await files()).some((key) => key.includes(made.id))).toBe(false);
    expect((await files()).some((key) => key.includes(other.id))).toBe(true);
    expect(await files()).toHaveLength(before.length);
    expect((await purge()).result).toMatchObject({ expired: 1 });
  });

  it('belongs to a person: a device can neither ask for one nor list any', async () => {
    const device: Actor = { ...(await aReader(bed)), type: 'device', userId: null };
    await expect(ask(device)).rejects.toMatchObject({ code: 'reports.person_needed' });
    const list = bed.database.read({ actor: device, scope: NO_SCOPE }, (tx) => exports.list(tx, device, { limit: 5 }));
    await expect(list).rejects.toMatchObject({ code: 'reports.person_needed' });
  });

  it('sweeps what killed runs have left, and nothing that is younger than a day or known', async () => {
    const reader = await aReader(bed);
    const kept = await ask(reader);
    await make(kept, reader);
    const orphan = 'exports/2020/01/orphan/1-x.csv';
    const young = 'exports/2020/01/young/1-x.csv';
    for (const key of [orphan, young]) await storage.put(key, Readable.from([Buffer.from('x')]));
    const { utimes } = await import('node:fs/promises');
    const old = new Date(Date.now() - 25 * 3_600_000);
    for (const key of (await files()).filter((k) => k !== young)) await utimes(join(folder, key), old, old);
    expect((await purge()).result).toMatchObject({ orphans: 1 });
    expect(await storage.stat(orphan)).toBeUndefined();
    expect(await storage.stat(young)).toBeDefined();
    await expect(buffer((await exports.download(reader, kept.id)).content)).resolves.toBeDefined();
    expect(await readdir(folder)).toContain('exports');
  });

  it('tells the reader when there are too many rows for a pdf, and keeps no piece of it', async () => {
    const reader = await aReader(bed);
    await bed.asOwner(
      `BEGIN; SET LOCAL anwen.scope = 'all'; WITH i AS (INSERT INTO items (code, name, kind, base_uom_id) SELECT 'MANY-' || n, '多' , 'raw', (SELECT id FROM uoms LIMIT 1) FROM generate_series(1, 5001) n RETURNING id)
       INSERT INTO work_orders (number, item_id, qty_planned, warehouse_id, created_by) SELECT 'MANY-' || id, id, 1, (SELECT id FROM warehouses LIMIT 1), 'test' FROM i; COMMIT`,
    );
    const planner = { ...reader, grants: new Map([...reader.grants, ['report.production', ALL_SCOPE]]) };
    const made = await ask(planner, { report: 'production.orders', format: 'pdf', params: {} });
    const before = await files();
    const { state, problem } = await make(made, planner);
    expect([state, problem?.code]).toEqual(['failed', 'reports.too_many_for_pdf']);
    expect(await files()).toEqual(before);
  });

  it('previews a hundred rows and says that there are more', async () => {
    const reader = await aReader(bed, [...REPORT_RIGHTS, 'report.production']);
    const { rows, truncated, columns } = await reports.preview(reader, 'production.orders', {});
    expect([rows.length, truncated, columns[0]]).toEqual([100, true, { key: 'number', label: '工單', type: 'text' }]);
    expect(await reports.preview(reader, 'stock.on_hand', { warehouse: place, by: 'item' })).toMatchObject({ truncated: false });
    await expect(reports.preview(reader, 'stock.on_hand', { by: 'nonsense' })).rejects.toMatchObject({
      data: { errors: [{ pointer: '?by', code: 'not_one_of' }] },
    });
  });
});
