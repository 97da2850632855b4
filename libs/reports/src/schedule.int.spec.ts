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
import { aReader, beforehand } from './testing';

/** Takes every mail, or refuses all while `refusing`; nobody called bad has a box here. */
class Mailbox {
  readonly mails: string[] = [];
  refusing = false;
  private readonly server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) => done(address.startsWith('bad') ? Object.assign(new Error('no such user'), { responseCode: 550 }) : null),
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
    delivery = new ReportDelivery(store, exports, new ExportFiles(around, exports, storage, beforehand), storage, mailer);
    timetable = new ReportTimetable(bed.database, store, around);
    schedules = new ReportScheduleService(store, around, new CursorCodec(Buffer.alloc(32, 7)));
    owner = await aReader(bed);
  });
  afterAll(async () => {
    await mailbox.close();
    await rm(folder, { recursive: true, force: true });
    await bed.drop();
  });
  beforeEach(async () => {
    mailbox.mails.length = 0;
    mailbox.refusing = false;
    // An hour is over: the share of it is whole again.
    await bed.database.query(`UPDATE report_schedules SET last_at = last_at - interval '2 hours', active = false, next_at = NULL`);
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
  const change = async (id: string, patch: Partial<UpdateReportScheduleDto>, actor = owner): Promise<ReportScheduleDto> =>
    write(async (tx) => {
      const { rowVersion } = await schedules.get(tx, actor, id);
      return schedules.update(tx, actor, { id, rowVersion, patch: Object.assign(new UpdateReportScheduleDto(), patch) });
    }, actor);
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

  it('tells the webhooks once, whether or not the mail finds a box', async () => {
    const events = (id: string): Promise<{ payload: Record<string, unknown> }[]> =>
      bed.database.query(`SELECT payload FROM sys_outbox WHERE event_type = 'report.ready.v1' AND payload->'schedule'->>'id' = $1`, [id]);
    const { id } = await plan({ mailTo: [], webhook: true, format: 'csv' });
    await makeDue(id);
    await timetable.stageDue();
    expect((await deliver(id)).state).toBe('done');
    expect(mailbox.mails).toEqual([]);
    const file = expect.stringMatching(/^\/api\/v1\/exports\/.*\/file$/) as unknown;
    expect((await events(id)).map((e) => e.payload)).toMatchObject([{ report: 'stock.on_hand', format: 'csv', file, schedule: { id } }]);
    const both = await plan({ mailTo: ['bad@example.com'], webhook: true, format: 'csv' });
    await makeDue(both.id);
    await timetable.stageDue();
    expect((await deliver(both.id)).problem).toMatchObject({ code: 'reports.mail_refused' });
    expect(await events(both.id)).toHaveLength(1);
    const late = await plan({ webhook: true, format: 'csv' });
    await makeDue(late.id);
    await timetable.stageDue();
    mailbox.refusing = true;
    expect((await deliver(late.id)).outcome).toBe('retry');
    mailbox.refusing = false;
    expect((await deliver(late.id)).state).toBe('done');
    expect(await events(late.id)).toHaveLength(1);
  });

  it('says whom it did not reach, and that somebody should look', async () => {
    const { id } = await plan({ mailTo: ['chief@example.com', 'bad@example.com'] });
    await makeDue(id);
    await timetable.stageDue();
    expect((await deliver(id)).state).toBe('done');
    expect(mailbox.mails).toHaveLength(1);
    expect(await stateOf(id)).toMatchObject({ last_state: 'delivered', last_error: 'reports.recipients_refused: bad@example.com' });
    expect(await alertsOf(id)).toEqual([{ open: true }]);
    await change(id, { mailTo: ['chief@example.com'] });
    await makeDue(id);
    await timetable.stageDue();
    expect((await deliver(id)).state).toBe('done');
    expect(await stateOf(id)).toMatchObject({ last_state: 'delivered', last_error: null });
    expect(await alertsOf(id)).toEqual([{ open: false }]);
  });

  it.each([
    ['cancelled', `state = 'cancelled', finished_at = now()`, 'queue.cancelled'],
    ['failed for want of a requester', `state = 'failed', finished_at = now(), problem = '{"code": "queue.requester_gone"}'`, 'queue.requester_gone'],
  ])('is told of when its job was %s, which could not tell', async (_how, end, error) => {
    const { id } = await plan();
    await makeDue(id);
    await timetable.stageDue();
    await bed.asOwner(`UPDATE sys_jobs SET ${end} WHERE id = ${(await jobs(id))[0]!.id}`);
    await Promise.all([1, 2].map(() => timetable.stageDue()));
    expect(await stateOf(id)).toMatchObject({ last_state: 'failed', last_error: error });
    expect(await alertsOf(id)).toEqual([{ open: true }]);
    await write((tx) => schedules.delete(tx, owner, id));
    expect(await alertsOf(id)).toEqual([{ open: false }]);
  });

  it('is passed over, with an alert, while its owner is disabled', async () => {
    const gone = await aReader(bed);
    const { id } = await plan({}, gone);
    await bed.asOwner(`UPDATE sys_users SET status = 'disabled' WHERE id = ${gone.userId}`);
    for (let slot = 0; slot < 2; slot++) {
      await makeDue(id);
      expect(await timetable.stageDue()).toBe(0);
    }
    expect(await jobs(id)).toEqual([]);
    expect(await stateOf(id)).toMatchObject({ last_state: 'failed', last_error: 'reports.owner_disabled', ahead: true });
    expect(await alertsOf(id)).toEqual([{ open: true }]);
    await bed.asOwner(`UPDATE sys_users SET status = 'active' WHERE id = ${gone.userId}`);
    await makeDue(id);
    expect(await timetable.stageDue()).toBe(1);
  });

  it('does not come as a file of an earlier run whose rights are gone, nor for one who may not export', async () => {
    const { id } = await plan();
    await makeDue(id);
    await timetable.stageDue();
    mailbox.refusing = true;
    expect((await deliver(id)).outcome).toBe('retry');
    mailbox.refusing = false;
    const less = (right: string): Actor => ({ ...owner, grants: new Map([...owner.grants].filter(([p]) => p !== right)) });
    expect((await deliver(id, less('stock.read'))).problem).toMatchObject({ code: 'reports.scope_changed' });
    expect(mailbox.mails).toEqual([]);
    const next = await plan();
    await makeDue(next.id);
    await timetable.stageDue();
    expect((await deliver(next.id, less('report.export'))).problem).toMatchObject({ code: 'queue.permission_lost' });
    await expect(plan({}, less('report.export'))).rejects.toMatchObject({ code: 'reports.export_right_needed' });
  });

  it('comes no sooner than an hour after the last, however often its timetable is changed', async () => {
    const { id } = await plan({ cron: '0 * * * *' });
    await makeDue(id);
    await timetable.stageDue();
    const soon = new Date(Date.now() + 120_000).getUTCMinutes();
    const { nextAt } = await change(id, { cron: `${soon} * * * *` });
    expect(new Date(nextAt!).getTime() - Date.now()).toBeGreaterThan(59 * 60_000);
    await change(id, { active: false });
    expect(new Date((await change(id, { active: true })).nextAt!).getTime() - Date.now()).toBeGreaterThan(59 * 60_000);
    // A new name is no new timetable: what is due stays due.
    await makeDue(id);
    expect(new Date((await change(id, { name: '改名' })).nextAt!).getTime()).toBeLessThan(Date.now());
  });

  it('counts for its owner like an export: five in an hour, and the rest later, behind nobody', async () => {
    const [busy, other] = [await aReader(bed), await aReader(bed)];
    for (let i = 0; i < 7; i++) {
      const { id } = await plan({}, busy);
      await makeDue(id);
      // Made anew is not more.
      if (i === 0) {
        expect(await timetable.stageDue()).toBe(1);
        await write((tx) => schedules.delete(tx, busy, id), busy);
      }
    }
    const { id } = await plan({}, other);
    await makeDue(id);
    expect(await timetable.stageDue()).toBe(5);
    expect(await jobs(id)).toHaveLength(1);
    expect(await timetable.stageDue()).toBe(0);
    await bed.database.query(`UPDATE report_schedules SET last_at = last_at - interval '2 hours' WHERE user_id = $1`, [busy.userId]);
    expect(await timetable.stageDue()).toBe(2);
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
    for (const cron of [
      'nonsense',
      '* * * * * *',
      '61 * * * *',
      '@daily',
      '',
      '0 8 H * *',
      '0 0 L * *',
      '0 8 ? * *',
      '0 8 * * 1#5',
      '0 8 * MONTH 1',
      '0 0 31 2 *',
    ])
      await expect(plan({ cron })).rejects.toMatchObject({ code: 'reports.cron_invalid' });
    for (const cron of ['* * * * *', '*/30 * * * *', '0,30 8 * * 1', '0,30 8 29 feb *'])
      await expect(plan({ cron })).rejects.toMatchObject({ code: 'reports.cron_too_often' });
    await expect(plan({ mailTo: ['chief@example.com', 'a@b@c', 'x'] })).rejects.toMatchObject({ code: 'reports.mail_address_invalid' });
    await expect(plan({ mailTo: [] })).rejects.toMatchObject({ code: 'reports.nowhere_to_send' });
    await expect(plan({ report: 'stock.valuation' })).rejects.toMatchObject({ code: 'reports.report_not_found' });
    for (const name of [' ', 'a\u0007b', 'a\nb', 'a\u2028b']) await expect(plan({ name })).rejects.toMatchObject({ code: 'reports.name_invalid' });
    const key: Actor = { ...owner, type: 'api_key' };
    const { id } = await plan();
    const needsPerson = { code: 'reports.schedule_needs_person' };
    await expect(plan({}, key)).rejects.toMatchObject(needsPerson);
    await expect(write((tx) => schedules.list(tx, key, { limit: 5 }), key)).rejects.toMatchObject(needsPerson);
    await expect(change(id, { active: false }, key)).rejects.toMatchObject(needsPerson);
    await expect(write((tx) => schedules.delete(tx, key, id), key)).rejects.toMatchObject(needsPerson);
  });

  it('belongs to one person, can be paused and changed, and twenty are enough', async () => {
    const other = await aReader(bed);
    const { id, nextAt } = await plan({}, other);
    expect(nextAt).not.toBeNull();
    await expect(change(id, { active: false })).rejects.toMatchObject({ code: 'reports.schedule_not_found' });
    expect(await change(id, { active: false, name: '暫停' }, other)).toMatchObject({ active: false, nextAt: null, name: '暫停', rowVersion: 2 });
    const stale = write((tx) => schedules.update(tx, other, { id, rowVersion: 1, patch: { mailTo: ['old@example.com'] } as UpdateReportScheduleDto }), other);
    await expect(stale).rejects.toMatchObject({ code: 'http.precondition_failed', data: { current: { rowVersion: 2, mailTo: ['chief@example.com'] } } });
    await change(id, { active: true }, other);
    // Whoever may not see the report any more can still stop it, and no more than that.
    const less: Actor = { ...other, grants: new Map([...other.grants].filter(([p]) => p === 'report.schedule')) };
    await expect(change(id, { name: 'x' }, less)).rejects.toMatchObject({ code: 'reports.report_not_found' });
    expect(await change(id, { active: false }, less)).toMatchObject({ active: false, nextAt: null });
    await expect(change(id, { active: true }, less)).rejects.toMatchObject({ code: 'reports.report_not_found' });
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
    for (const cron of ['0 * * * *', '0 8 * * mon-FRI', '15 */2 1,15 JAN-mar *', '0 0 29 2 *', '0 8 * * 7'])
      expect(() => requireCron(cron, 'Asia/Taipei', new Date())).not.toThrow();
  });
});

describe('saved parameters', () => {
  type Tx = Parameters<typeof presets.create>[0];
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
    const key: Actor = { ...one, type: 'api_key' };
    const device: Actor = { ...one, type: 'device', userId: null };
    for (const nobody of [key, device])
      for (const work of [
        (tx: Tx) => presets.list(tx, nobody, {}),
        (tx: Tx) => presets.create(tx, nobody, { ...wish, name: 'k' }),
        (tx: Tx) => presets.delete(tx, nobody, made.id),
      ])
        await expect(write(nobody, work as never)).rejects.toMatchObject({ code: 'reports.person_needed' });
    await write(one, (tx) => presets.delete(tx, one, made.id));
    expect((await write(one, (tx) => presets.list(tx, one, { report: 'stock.dead' }))).items).toEqual([]);
  });

  it('are thirty at most, also when forty are saved at once', async () => {
    const one = await aReader(bed);
    const save = (i: number): Promise<unknown> =>
      bed.database.transaction({ actor: one, scope: NO_SCOPE }, (tx) => presets.create(tx, one, { report: 'stock.dead', name: `n${i}` }));
    const saved = await Promise.allSettled(Array.from({ length: 40 }, (_, i) => save(i)));
    const refused = saved.flatMap((s) => (s.status === 'rejected' ? [(s.reason as { code: string }).code] : []));
    expect(refused).toEqual(Array(10).fill('reports.too_many_presets'));
  });
});
