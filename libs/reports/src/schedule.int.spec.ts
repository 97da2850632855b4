import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { TestDatabase } from '@anwen/database/testing';
import { CursorCodec, NO_SCOPE, type Actor } from '@anwen/kernel';
import { Mailer } from '@anwen/mail';
import { handled } from '@anwen/outbox';
import { runJobOnce, type JobRunReport } from '@anwen/outbox/testing';
import { LocalStorage } from '@anwen/storage';
import { SMTPServer } from 'smtp-server';
import { nextSlot, requireCron } from './cron.rules';
import { ExportFiles } from './export-file.service';
import { ExportStore } from './export.store';
import { ReportPresetService } from './preset.service';
import { PresetStore } from './preset.store';
import { ReportDelivery } from './report-delivery.service';
import { ReportTimetable } from './report-timetable.service';
import { REPORT_DELIVER } from './reports.events';
import { UpdateReportScheduleDto, type CreateReportScheduleDto, type ReportScheduleDto } from './schedule.dto';
import { ReportScheduleService } from './schedule.service';
import { ScheduleStore } from './schedule.store';
import { SurroundingsStore } from './surroundings.store';
import { aReader } from './testing';

/** Takes every mail, or refuses all while `refusing`. */
class Mailbox {
  readonly mails: string[] = [];
  refusing = false;
  private readonly server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) =>
      void text(stream).then((mail) => {
        if (this.refusing) return done(Object.assign(new Error('come back later'), { responseCode: 451 }));
        this.mails.push(mail);
        done();
      }),
  });

  async open(): Promise<number> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server.server, 'listening');
    return (this.server.server.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

describe('a scheduled report', () => {
  let bed: TestDatabase;
  let folder: string;
  let delivery: ReportDelivery;
  let timetable: ReportTimetable;
  let schedules: ReportScheduleService;
  let owner: Actor;
  const mailbox = new Mailbox();
  const store = new ScheduleStore();

  beforeAll(async () => {
    bed = await TestDatabase.create();
    folder = await mkdtemp(join(tmpdir(), 'anwen-schedules-'));
    const port = await mailbox.open();
    const [around, exports, storage] = [new SurroundingsStore(), new ExportStore(), new LocalStorage(folder)];
    const mailer = new Mailer({ url: `smtp://127.0.0.1:${port}`, from: 'Anwen <anwen@example.com>' });
    delivery = new ReportDelivery(store, exports, new ExportFiles(around, exports, storage), storage, mailer);
    timetable = new ReportTimetable(bed.database, store, around);
    schedules = new ReportScheduleService(store, around, new CursorCodec(Buffer.alloc(32, 7)));
    owner = await aReader(bed);
  });
  afterAll(async () => {
    await mailbox.close();
    await rm(folder, { recursive: true, force: true });
    await bed.drop();
  });
  beforeEach(() => {
    mailbox.mails.length = 0;
    mailbox.refusing = false;
  });

  const write = <T>(work: (tx: Parameters<ReportScheduleService['create']>[0]) => Promise<T>, actor = owner): Promise<T> =>
    bed.database.transaction({ actor, scope: NO_SCOPE }, work);
  const plan = (more: Partial<CreateReportScheduleDto> = {}, actor = owner): Promise<ReportScheduleDto> =>
    write(
      (tx) =>
        schedules.create(tx, actor, {
          name: '每週庫存',
          report: 'stock.on_hand',
          format: 'xlsx',
          cron: '0 8 * * 1',
          mailTo: ['chief@example.com'],
          ...more,
        } as CreateReportScheduleDto),
      actor,
    );
  const makeDue = (id: string): Promise<unknown> =>
    bed.database.query(`UPDATE report_schedules SET next_at = now() - interval '3 hours' WHERE public_id = $1`, [id]);
  const stateOf = async (id: string): Promise<Record<string, unknown>> =>
    (
      await bed.database.query<Record<string, unknown>>('SELECT last_state, last_error, next_at > now() AS ahead FROM report_schedules WHERE public_id = $1', [
        id,
      ])
    )[0]!;
  const jobs = (id: string): Promise<{ id: string; lane: number; user: string }[]> =>
    bed.database.query(
      `SELECT id::text AS id, lane, user_id::text AS user FROM sys_jobs WHERE name = 'report.deliver' AND payload->>'scheduleId' = $1 ORDER BY id`,
      [id],
    );
  const deliver = async (id: string, actor = owner): Promise<JobRunReport> =>
    runJobOnce(
      bed.database,
      handled(REPORT_DELIVER, (run, p) => delivery.run(run, p)),
      (await jobs(id)).at(-1)!.id,
      { actor },
    );
  const alertsOf = (id: string): Promise<{ open: boolean }[]> =>
    bed.database.query(`SELECT resolved_at IS NULL AS open FROM sys_alerts WHERE code = 'report.undelivered' AND subject = $1 ORDER BY id`, [id]);

  it('becomes one job of its owner at P3 when its time has come, however many workers look', async () => {
    const { id } = await plan();
    expect(await timetable.stageDue()).toBe(0);
    await makeDue(id);
    const staged = await Promise.all([1, 2, 3].map(() => timetable.stageDue()));
    expect(staged.reduce((a, b) => a + b)).toBe(1);
    expect(await jobs(id)).toEqual([{ id: expect.anything(), lane: 3, user: owner.userId }]);
    expect(await stateOf(id)).toMatchObject({ last_state: 'running', ahead: true });
    await write((tx) => schedules.delete(tx, owner, id));
  });

  it('comes as a mail with the file attached, under its Chinese name', async () => {
    const { id } = await plan();
    await makeDue(id);
    await timetable.stageDue();
    expect(await deliver(id)).toMatchObject({ state: 'done', result: { rows: 0 } });
    expect(mailbox.mails).toHaveLength(1);
    const [mail] = mailbox.mails;
    expect(mail).toContain('To: chief@example.com');
    expect(decodeURIComponent(/filename\*0\*=utf-8''([^;\r\n]*)/i.exec(mail!)?.[1] ?? '')).toMatch(/^庫存量_/);
    expect(mail).toContain('spreadsheetml.sheet');
    expect(await stateOf(id)).toMatchObject({ last_state: 'delivered' });
  });

  it('is not sent twice when the run is repeated behind the mail', async () => {
    const { id } = await plan();
    await makeDue(id);
    await timetable.stageDue();
    let first = true;
    const [job] = await jobs(id);
    const work = handled(REPORT_DELIVER, async (run, payload: { scheduleId: string; slot: string }) => {
      if (!first) return delivery.run(run, payload);
      first = false;
      const complete = (): Promise<void> => Promise.reject(new Error('the worker was killed here'));
      return delivery.run(Object.create(run, { complete: { value: complete } }) as typeof run, payload);
    });
    expect((await runJobOnce(bed.database, work, job!.id, { actor: owner })).outcome).toBe('retry');
    expect((await runJobOnce(bed.database, work, job!.id, { actor: owner })).state).toBe('done');
    expect(mailbox.mails).toHaveLength(1);
    const [rows] = await bed.database.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM report_exports e JOIN report_schedules s ON s.id = e.schedule_id WHERE s.public_id = $1`,
      [id],
    );
    expect(rows!.n).toBe(1);
  });

  it('tells the webhooks in the transaction that ends the job', async () => {
    const { id } = await plan({ mailTo: [], webhook: true, format: 'csv' });
    await makeDue(id);
    await timetable.stageDue();
    expect((await deliver(id)).state).toBe('done');
    expect(mailbox.mails).toEqual([]);
    const [event] = await bed.database.query<{ payload: Record<string, unknown> }>(
      `SELECT payload FROM sys_outbox WHERE event_type = 'report.ready.v1' ORDER BY id DESC LIMIT 1`,
    );
    expect(event!.payload).toMatchObject({
      report: 'stock.on_hand',
      format: 'csv',
      file: expect.stringMatching(/^\/api\/v1\/exports\/.*\/file$/),
      schedule: { id },
    });
  });

  it('raises an alert when nobody will get it any more, and ends it with the next success', async () => {
    const { id } = await plan();
    await makeDue(id);
    await timetable.stageDue();
    mailbox.refusing = true;
    for (let attempt = 1; attempt < REPORT_DELIVER.attempts; attempt++) {
      expect((await deliver(id)).outcome).toBe('retry');
      expect(await alertsOf(id)).toEqual([]);
    }
    expect((await deliver(id)).state).toBe('failed');
    expect(await alertsOf(id)).toEqual([{ open: true }]);
    expect(await stateOf(id)).toMatchObject({ last_state: 'failed', last_error: expect.stringMatching(/^reports\.mail_/) });
    mailbox.refusing = false;
    await makeDue(id);
    await timetable.stageDue();
    expect((await deliver(id)).state).toBe('done');
    expect(await alertsOf(id)).toEqual([{ open: false }]);
  });

  it('is not made for an owner who has lost the right to it', async () => {
    const { id } = await plan();
    await makeDue(id);
    await timetable.stageDue();
    const without = { ...owner, grants: new Map([...owner.grants].filter(([p]) => p !== 'stock.read')) };
    expect((await deliver(id, without)).problem).toMatchObject({ code: 'queue.permission_lost' });
    expect(mailbox.mails).toEqual([]);
    expect(await alertsOf(id)).toEqual([{ open: true }]);
  });

  it('refuses a timetable that is none or too dense, an address that is none, and a key instead of a person', async () => {
    for (const cron of ['nonsense', '* * * * * *', '61 * * * *', '@daily', ''])
      await expect(plan({ cron })).rejects.toMatchObject({ code: 'reports.cron_invalid' });
    for (const cron of ['* * * * *', '*/30 * * * *', '0,30 8 * * 1']) await expect(plan({ cron })).rejects.toMatchObject({ code: 'reports.cron_too_often' });
    await expect(plan({ mailTo: ['chief@example.com', 'a@b@c', 'x'] })).rejects.toMatchObject({ code: 'reports.mail_address_invalid' });
    await expect(plan({ mailTo: [] })).rejects.toMatchObject({ code: 'reports.nowhere_to_send' });
    await expect(plan({ report: 'stock.valuation' })).rejects.toMatchObject({ code: 'reports.report_not_found' });
    await expect(plan({}, { ...owner, type: 'api_key' })).rejects.toMatchObject({ code: 'reports.schedule_needs_person' });
  });

  it('belongs to one person, can be paused and changed, and twenty are enough', async () => {
    const other = await aReader(bed);
    const { id, nextAt } = await plan({}, other);
    expect(nextAt).not.toBeNull();
    await expect(write((tx) => schedules.update(tx, owner, id, { active: false }))).rejects.toMatchObject({ code: 'reports.schedule_not_found' });
    expect(
      await write((tx) => schedules.update(tx, other, id, Object.assign(new UpdateReportScheduleDto(), { active: false, name: '暫停' })), other),
    ).toMatchObject({
      active: false,
      nextAt: null,
      name: '暫停',
      rowVersion: 2,
    });
    for (let i = 1; i < 20; i++) await plan({}, other);
    await expect(plan({}, other)).rejects.toMatchObject({ code: 'reports.too_many_schedules' });
    const page = await write((tx) => schedules.list(tx, other, { limit: 15 }), other);
    expect([page.items.length, page.nextCursor]).toEqual([15, expect.anything()]);
    expect((await write((tx) => schedules.list(tx, other, { limit: 15, cursor: page.nextCursor! }), other)).items).toHaveLength(5);
  });

  it('keeps to the clock of the tenant, also where it is put forward', () => {
    const at = (zone: string, after: string): string => nextSlot('0 8 * * 1', zone, new Date(after)).toISOString();
    expect(at('Asia/Taipei', '2026-11-22T00:00:00Z')).toBe('2026-11-23T00:00:00.000Z');
    expect(at('Europe/Berlin', '2026-03-28T00:00:00Z')).toBe('2026-03-30T06:00:00.000Z');
    expect(() => requireCron('0 * * * *', 'Asia/Taipei', new Date())).not.toThrow();
  });
});

describe('saved parameters', () => {
  let bed: TestDatabase;
  const presets = new ReportPresetService(new PresetStore());
  beforeAll(async () => void (bed = await TestDatabase.create()));
  afterAll(() => bed.drop());

  it('belong to one person and one report, by name', async () => {
    const [one, two] = [await aReader(bed), await aReader(bed)];
    const write = <T>(actor: Actor, work: (tx: Parameters<typeof presets.create>[0]) => Promise<T>): Promise<T> =>
      bed.database.transaction({ actor, scope: NO_SCOPE }, work);
    const wish = { report: 'stock.dead', name: '半年沒動', params: { days: 180 } };
    const made = await write(one, (tx) => presets.create(tx, one, wish));
    expect(made).toMatchObject(wish);
    await expect(write(one, (tx) => presets.create(tx, one, wish))).rejects.toMatchObject({ code: 'reports.preset_taken' });
    await expect(write(one, (tx) => presets.create(tx, one, { ...wish, name: 'b', params: { days: 'x' } }))).rejects.toMatchObject({
      code: 'reports.params_invalid',
    });
    expect((await write(two, (tx) => presets.list(tx, two, {}))).items).toEqual([]);
    await expect(write(two, (tx) => presets.delete(tx, two, made.id))).rejects.toMatchObject({ code: 'reports.preset_not_found' });
    await write(one, (tx) => presets.delete(tx, one, made.id));
    expect((await write(one, (tx) => presets.list(tx, one, { report: 'stock.dead' }))).items).toEqual([]);
  });
});
