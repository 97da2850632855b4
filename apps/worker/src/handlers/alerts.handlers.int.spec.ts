import { randomBytes } from 'node:crypto';
import { AlertChannels, AlertService, ChannelSender } from '@anwen/alerts';
import { HttpReceiver } from '@anwen/alerts/testing';
import { AuditSealer, audit } from '@anwen/audit';
import { Database } from '@anwen/database';
import { TestDatabase } from '@anwen/database/testing';
import { EgressClient } from '@anwen/egress';
import { AUDIT_VERIFY, DiskSpace, HEALTH_REPORT_SEND, LEDGER_VERIFY, SettingService, WeeklyReports } from '@anwen/health';
import { SecretBox, systemActor } from '@anwen/kernel';
import { Mailer } from '@anwen/mail';
import { outbox } from '@anwen/outbox';
import { runJobOnce, type JobRunReport } from '@anwen/outbox/testing';
import type { JobDefinition } from '@anwen/queue';
import type { INestApplicationContext } from '@nestjs/common';
import { auditedAlerts } from '../audited-alerts';
import { SCHEDULE } from '../schedule';
import { alertsHandlers } from './alerts.handlers';

describe('the nightly proofs and the weekly report', () => {
  let bed: TestDatabase;
  let http: HttpReceiver;
  let services: Map<unknown, unknown>;
  const settings = new SettingService();
  const sender = new ChannelSender(new Mailer(undefined), new EgressClient({ mode: 'on_prem', never: [], own: [] }));
  const channels = new AlertChannels(new SecretBox(randomBytes(32)), sender);

  beforeAll(async () => {
    bed = await TestDatabase.create();
    http = await HttpReceiver.start();
    services = new Map<unknown, unknown>([
      [Database, bed.database],
      [SettingService, settings],
      [AlertChannels, channels],
      [ChannelSender, sender],
      [WeeklyReports, new WeeklyReports(new DiskSpace({ storage: { driver: 'local', path: '/tmp' } }))],
    ]);
  });
  afterAll(async () => {
    http.stop();
    await bed.drop();
  });

  const run = async (job: JobDefinition): Promise<JobRunReport> => {
    const handler = alertsHandlers(services as unknown as INestApplicationContext).find((one) => one.job.name === job.name)!;
    const { id } = await bed.transaction((tx) => outbox.stage(tx, job, {}));
    return runJobOnce(bed.database, handler, id);
  };
  const openAlerts = (): Promise<object[]> => bed.asOwner('SELECT code, pages FROM sys_alerts WHERE resolved_at IS NULL ORDER BY id');

  it('stand in the timetable, at night and once a week', () => {
    const lines = SCHEDULE.map(({ name, cron }) => `${name} ${cron}`);
    expect(lines).toEqual(expect.arrayContaining(['audit.verify 0 3 * * *', 'ledger.verify 30 3 * * *', 'health_report.send 0 9 * * 1']));
    expect(SCHEDULE.filter(({ name }) => ['system.watch', 'sla.watch'].includes(name)).every(({ everyMs = Infinity }) => everyMs <= 60_000)).toBe(true);
  });

  it('find nothing in a healthy database, and leave a line in the operating reports', async () => {
    expect(await run(AUDIT_VERIFY as JobDefinition)).toMatchObject({ outcome: 'done', result: { ok: true } });
    expect(await run(LEDGER_VERIFY as JobDefinition)).toMatchObject({ outcome: 'done', result: { ok: true } });
    expect(await openAlerts()).toEqual([]);
    expect(await bed.asOwner(`SELECT body->>'ok' AS ok FROM sys_ops_reports WHERE kind = 'ledger.proof'`)).toEqual([{ ok: 'true' }]);
  });

  it('end the proof of the ledger with their run, not some minutes later', async () => {
    const handler = alertsHandlers(services as unknown as INestApplicationContext).find((one) => one.job.name === LEDGER_VERIFY.name)!;
    const { id } = await bed.transaction((tx) => outbox.stage(tx, LEDGER_VERIFY, {}));
    const stop = new AbortController();
    // Clones of one template have the same numbers for their tables: the database has to be named.
    const holders = `FROM pg_locks JOIN pg_database d ON d.oid = database AND d.datname = current_database()
      WHERE relation = 'inventory_movements'::regclass AND mode = 'AccessExclusiveLock' AND granted`;
    const waiting = `SELECT query FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    // Whoever changes the table keeps the proof waiting, far longer than stopping it takes on any machine.
    const held = bed.asOwner(`DO $$ BEGIN LOCK TABLE inventory_movements; PERFORM pg_sleep(20); END $$`).catch(({ code }: { code: string }) => code);
    while ((await bed.asOwner(`SELECT 1 ${holders}`)).length === 0) await new Promise((resume) => setTimeout(resume, 20));
    const running = runJobOnce(bed.database, handler, id, { signal: stop.signal });
    while ((await bed.asOwner(waiting)).length === 0) await new Promise((resume) => setTimeout(resume, 20));
    const begun = performance.now();
    stop.abort('shutdown');
    expect(await running).toMatchObject({ outcome: 'retry', state: 'waiting' });
    // Left alone, the statement would have waited for the 3 s that the database lib allows for a lock.
    expect(performance.now() - begun).toBeLessThan(2_500);
    expect(await bed.asOwner(waiting)).toEqual([]);
    // The table is still held: it was the run that ended the proof.
    expect(await bed.asOwner(`SELECT pg_cancel_backend(pid) ${holders}`)).toHaveLength(1);
    expect(await held).toBe('57014');
  });

  it('page when somebody has changed a row of the audit log', async () => {
    await bed.transaction(async (tx) => {
      for (const id of ['a', 'b']) audit.record(tx, systemActor('test'), 'settings.changed', { type: 'x', id });
    });
    await new AuditSealer(bed.database).sealOnce();
    await bed.asOwner(`ALTER TABLE sys_audit_logs DISABLE TRIGGER USER; UPDATE sys_audit_logs SET subject_id = 'c' WHERE subject_id = 'b'`);
    expect(await run(AUDIT_VERIFY as JobDefinition)).toMatchObject({ outcome: 'done', result: { ok: false } });
    expect(await openAlerts()).toEqual([{ code: 'audit.chain_broken', pages: true }]);
    const [first] = await bed.asOwner<{ id: string; subject: string }>('SELECT public_id AS id, subject FROM sys_alerts WHERE resolved_at IS NULL');
    const [{ id: by }] = (await bed.asOwner<{ id: string }>(
      `INSERT INTO sys_users (username, display_name, password_hash) VALUES ('u', 'u', 'x') RETURNING id`,
    )) as [{ id: string }];
    await bed.transaction((tx) => new AlertService().close(tx, first!.id, { by, reason: 'known' }));
    // What is known wakes nobody the next night; a second break does.
    expect(await run(AUDIT_VERIFY as JobDefinition)).toMatchObject({ outcome: 'done', result: { ok: true, known: 1 } });
    expect(await openAlerts()).toEqual([]);
    await bed.transaction(async (tx) => audit.record(tx, systemActor('test'), 'settings.changed', { type: 'x', id: 'd' }));
    await new AuditSealer(bed.database).sealOnce();
    await bed.asOwner(`UPDATE sys_audit_logs SET subject_id = 'e' WHERE subject_id = 'd'`);
    expect(await run(AUDIT_VERIFY as JobDefinition)).toMatchObject({ outcome: 'done', result: { ok: false } });
    const [second] = await bed.asOwner<{ subject: string }>('SELECT subject FROM sys_alerts WHERE resolved_at IS NULL');
    expect(Number(second!.subject)).toBeGreaterThan(Number(first!.subject));
    await bed.asOwner('DELETE FROM sys_alerts');
  });

  it('send the health report only where somebody has asked for it, exactly as it is previewed', async () => {
    expect(await run(HEALTH_REPORT_SEND as JobDefinition)).toMatchObject({ outcome: 'done', result: { sent: false } });
    const { publicId } = await bed.transaction((tx) =>
      channels.create(tx, {
        kind: 'webhook',
        name: 'support',
        url: `http://127.0.0.1:${http.port}/`,
        allowHttp: true,
        allow: [{ cidr: '127.0.0.1/32', port: http.port }],
        takesPages: false,
        takesDigest: false,
      }),
    );
    const value = { enabled: true, channelId: publicId };
    await bed.transaction((tx) => settings.put(tx, { key: 'health_report', rowVersion: 0, by: null }, value));
    http.status = 503;
    expect(await run(HEALTH_REPORT_SEND as JobDefinition)).toMatchObject({ outcome: 'retry' });
    http.status = 200;
    http.posts.splice(0);
    expect(await run(HEALTH_REPORT_SEND as JobDefinition)).toMatchObject({ outcome: 'done', result: { sent: true, channel: 'support' } });
    const preview = await bed.transaction((tx) => (services.get(WeeklyReports) as WeeklyReports).message(tx));
    const [{ body }] = http.posts as unknown as [{ body: { report: Record<string, unknown>; type: string; text: string } }];
    expect(body.type).toBe('alert.report');
    expect(JSON.parse(body.text)).toEqual(body.report);
    const steady = (report: unknown): object => ({ ...(report as object), writtenAt: '', jobs: {}, disks: [] });
    expect(steady(body.report)).toEqual(steady(preview.facts.report));
  });

  it('write a breach of the SLA and a full disk into the audit log, once while it lasts', async () => {
    await bed.transaction(async (tx) => {
      await auditedAlerts.raise(tx, { code: 'disk.full', subject: '/data', data: { usedPercent: 96 } });
      await auditedAlerts.raise(tx, { code: 'disk.full', subject: '/data', data: { usedPercent: 97 } });
    });
    const rows = await bed.asOwner(`SELECT action, subject_id FROM sys_audit_logs WHERE action = 'disk.watermark'`);
    expect(rows).toEqual([{ action: 'disk.watermark', subject_id: '/data' }]);
  });
});
