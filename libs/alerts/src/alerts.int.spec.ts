import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabase } from '@anwen/database/testing';
import { EgressClient } from '@anwen/egress';
import { SecretBox } from '@anwen/kernel';
import { Mailer } from '@anwen/mail';
import { MailReceiver } from '@anwen/mail/testing';
import { Logger } from '@nestjs/common';
import { alerts } from './alerts';
import { ChannelCache } from './channel-cache.service';
import { ChannelSender, MESSAGES_PER_HOUR } from './channel-sender';
import { AlertChannels, type ChannelInput } from './channel.service';
import type { AlertCode } from './dictionary';
import { AlertNotifier } from './notifier.service';
import { AlertService } from './alert.service';
import { HttpReceiver, SyslogReceiver } from './testing';

const NIGHT = new Date('2026-11-21T19:00:00Z'); // 03:00 in Taipei
const MORNING = new Date('2026-11-22T00:00:30Z');
const place = { name: '測試', timeZone: 'Asia/Taipei' };

describe('alerts', () => {
  let bed: TestDatabase;
  let mail: MailReceiver;
  let http: HttpReceiver;
  const box = new SecretBox(randomBytes(32));
  // Loopback is closed to everybody in production; here it stands for the factory's network.
  const egress = new EgressClient({ mode: 'on_prem', never: [], own: [] });
  let sender: ChannelSender;
  let channels: AlertChannels;
  let notifier: AlertNotifier;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    bed = await TestDatabase.create();
    mail = await MailReceiver.start();
    http = await HttpReceiver.start();
    await bed.asOwner(`INSERT INTO sys_tenants (code, name) VALUES ('T', '測試')`);
  });
  beforeEach(async () => {
    await bed.asOwner('DELETE FROM sys_alerts');
    await bed.asOwner('DELETE FROM sys_alert_channels');
    await bed.asOwner('DELETE FROM sys_settings');
    mail.mails.splice(0);
    mail.accepting = true;
    http.posts.splice(0);
    http.status = 200;
    sender = new ChannelSender(new Mailer({ url: mail.url, from: 'anwen@factory.tw' }), egress);
    channels = new AlertChannels(box, sender);
    notifier = new AlertNotifier(bed.database, new ChannelCache(bed.database, channels), sender);
  });
  afterAll(async () => {
    http.stop();
    await mail.stop();
    await bed.drop();
  });

  const add = (input: Partial<ChannelInput> & Pick<ChannelInput, 'kind' | 'name'>): Promise<{ publicId: string; rowVersion: number }> =>
    bed.transaction((tx) => channels.create(tx, input));
  const addMail = (more: Partial<ChannelInput> = {}): ReturnType<typeof add> => add({ kind: 'smtp', name: '值班', to: ['night@factory.tw'], ...more });
  const addHook = (more: Partial<ChannelInput> = {}): ReturnType<typeof add> =>
    add({
      kind: 'webhook',
      name: 'hook',
      url: `http://127.0.0.1:${http.port}/s3cret-path`,
      token: 's3cret-token',
      allowHttp: true,
      allow: [{ cidr: '127.0.0.0/16', port: http.port }],
      ...more,
    });
  const raise = (code: AlertCode, subject = ''): Promise<boolean> => bed.transaction((tx) => alerts.raise(tx, { code, subject, data: { n: 1 } }));
  const resolve = (code: AlertCode, subject = ''): Promise<void> => bed.transaction((tx) => alerts.resolve(tx, code, subject));

  it('page at once by every channel, count repetitions without ringing again, and tell the end', async () => {
    await addMail();
    await addHook();
    expect([await raise('invariant.broken'), await raise('invariant.broken')]).toEqual([true, false]);
    await notifier.tick(NIGHT);
    await notifier.tick(NIGHT);
    await raise('invariant.broken');
    await notifier.tick(NIGHT);
    expect([mail.mails.length, http.posts.length]).toEqual([1, 1]);
    expect(http.posts[0]).toMatchObject({
      path: '/s3cret-path',
      headers: { authorization: 'Bearer s3cret-token' },
      body: { type: 'alert.page', tenant: '測試' },
    });
    await resolve('invariant.broken');
    await notifier.tick(NIGHT);
    await notifier.tick(NIGHT);
    expect(http.posts.map(({ body }) => body.type)).toEqual(['alert.page', 'alert.recovery']);
    expect(mail.mails).toHaveLength(2);
  });

  it('never page for anything but the five', async () => {
    await addMail();
    for (const code of ['disk.high', 'redis.down', 'job.dead', 'sla.breached', 'queue.stuck', 'webhook.dead'] as const) await raise(code);
    await notifier.tick(NIGHT);
    expect(mail.mails).toEqual([]);
  });

  it('page once an hour at most for what comes and goes', async () => {
    await addHook();
    for (let i = 0; i < 3; i++) {
      await raise('disk.full', '/data');
      await notifier.tick(NIGHT);
      await resolve('disk.full', '/data');
      await notifier.tick(NIGHT);
    }
    expect(http.posts.map(({ body }) => body.type)).toEqual(['alert.page', 'alert.recovery']);
    await raise('disk.full', '/data');
    await raise('disk.full', '/other');
    await notifier.tick(NIGHT);
    expect(http.posts).toHaveLength(3); // another disk is another trouble
    await bed.asOwner(`UPDATE sys_alerts SET notified_at = notified_at - interval '61 min' WHERE resolved_at IS NOT NULL`);
    await notifier.tick(NIGHT);
    expect(http.posts).toHaveLength(4);
  });

  it('do not page what somebody has acknowledged', async () => {
    await addHook();
    await raise('disk.full');
    const [alert] = await bed.transaction((tx) => new AlertService().list(tx, { open: true, before: null, limit: 10 }));
    await bed.transaction((tx) => new AlertService().acknowledge(tx, alert!.publicId, null));
    await notifier.tick(NIGHT);
    expect(http.posts).toEqual([]);
    await expect(bed.transaction((tx) => new AlertService().acknowledge(tx, '00000000-0000-7000-8000-000000000000', null))).rejects.toMatchObject({
      code: 'alerts.not_found',
    });
  });

  it('wait for the morning and then come as one message, once a day', async () => {
    await addHook();
    await raise('job.dead', 'a');
    await raise('job.dead', 'b');
    await raise('redis.down');
    await resolve('redis.down');
    await notifier.tick(NIGHT);
    expect(http.posts).toEqual([]);
    await notifier.tick(MORNING);
    await notifier.tick(MORNING);
    expect(http.posts).toHaveLength(1);
    const { text } = http.posts[0]!.body;
    for (const part of ['新增 / New', '已恢復 / Over', '工作多次失敗', ': a', ': b']) expect(text).toContain(part);
    const nextDay = new Date(MORNING.getTime() + 86_400_000);
    await notifier.tick(nextDay);
    expect(http.posts).toHaveLength(2); // both are still open
    await resolve('job.dead', 'a');
    await resolve('job.dead', 'b');
    await notifier.tick(new Date(nextDay.getTime() + 86_400_000));
    expect(http.posts).toHaveLength(3); // their end
    await notifier.tick(new Date(nextDay.getTime() + 2 * 86_400_000));
    expect(http.posts).toHaveLength(3); // a quiet night
  });

  it('reach the other channels when one fails, say that it fails, and take that back when it works again', async () => {
    await addMail();
    const { publicId } = await addHook();
    http.status = 500;
    await raise('disk.full');
    await notifier.tick(NIGHT);
    expect(mail.mails).toHaveLength(1);
    const state = (): Promise<object[]> => bed.asOwner('SELECT code, subject, resolved_at IS NULL AS open FROM sys_alerts ORDER BY id');
    expect(await state()).toEqual([
      { code: 'disk.full', subject: '', open: true },
      { code: 'channel.failing', subject: publicId, open: true },
    ]);
    expect(await bed.asOwner(`SELECT last_error FROM sys_alert_channels WHERE name = 'hook'`)).toEqual([{ last_error: 'HTTP 500' }]);
    http.status = 200;
    await resolve('disk.full');
    await notifier.tick(NIGHT);
    expect((await state())[1]).toMatchObject({ open: false });
  });

  const later = (minutes: number): Date => new Date(NIGHT.getTime() + minutes * 60_000);
  const addLog = async (log: SyslogReceiver): Promise<void> =>
    void (await add({ kind: 'syslog', name: 'log', transport: 'udp', host: '127.0.0.1', port: log.port, allow: [{ cidr: '127.0.0.1/32', port: log.port }] }));

  it('reach a channel that was away for a while, although others have them; a datagram has told nobody', async () => {
    const log = await SyslogReceiver.start('udp');
    await addMail();
    await addLog(log);
    mail.accepting = false;
    await raise('invariant.broken');
    await notifier.tick(NIGHT);
    expect(await bed.asOwner(`SELECT 1 FROM sys_alerts WHERE pages AND notified_at IS NOT NULL`)).toEqual([]);
    await addHook();
    await notifier.tick(later(1));
    await notifier.tick(later(2));
    expect([http.posts.length, mail.mails.length]).toEqual([1, 0]);
    mail.accepting = true;
    for (let i = 0; i < 4; i++) await notifier.tick(later(20 * (i + 1)));
    expect([http.posts.length, mail.mails.length]).toEqual([1, 1]);
    expect(log.received.match(/invariant|帳務/g)).toHaveLength(2); // title and text of one line
    expect(await bed.asOwner(`SELECT owed_to FROM sys_alerts WHERE pages`)).toEqual([{ owed_to: [] }]);
    log.stop();
  });

  it('are out when a mail server refuses one of the recipients, and the channel says so', async () => {
    const fussy = await MailReceiver.start({
      onRcptTo: ({ address }, _session, done) => done(address.startsWith('gone') ? Object.assign(new Error('no such user'), { responseCode: 550 }) : null),
    });
    const own = new ChannelSender(new Mailer({ url: fussy.url, from: 'anwen@factory.tw' }), egress);
    const telling = new AlertNotifier(bed.database, new ChannelCache(bed.database, channels), own);
    await addMail({ to: ['night@factory.tw', 'gone@factory.tw'] });
    await raise('invariant.broken');
    for (let i = 0; i < 10; i++) await telling.tick(later(i * 15));
    expect(fussy.mails).toHaveLength(1);
    const [channel] = await bed.asOwner(`SELECT last_success_at IS NOT NULL AS good, last_error FROM sys_alert_channels`);
    expect(channel).toEqual({ good: true, last_error: 'refused by the mail server: gone@factory.tw' });
    await fussy.stop();
  });

  it('are not held back by messages that never left', async () => {
    await addMail();
    const cache = new ChannelCache(bed.database, channels);
    await cache.refresh();
    const message = { kind: 'page', title: 't', text: 't', facts: {} } as const;
    mail.accepting = false;
    for (let i = 0; i < MESSAGES_PER_HOUR; i++) await sender.sendAll(cache.forPages(), message);
    mail.accepting = true;
    expect(await sender.sendAll(cache.forPages(), message)).toMatchObject([{ ok: true, told: true }]);
  });

  it('ring once when the database cannot write down that they have rung', async () => {
    await addHook();
    await raise('disk.full', '/data');
    await bed.asOwner(
      `CREATE FUNCTION no_space() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'No space left' USING ERRCODE = '53100'; END $$`,
    );
    await bed.asOwner('CREATE TRIGGER no_space BEFORE UPDATE ON sys_alerts FOR EACH ROW EXECUTE FUNCTION no_space()');
    for (let i = 0; i < 10; i++) await notifier.tick(later(i));
    await bed.asOwner('DROP TRIGGER no_space ON sys_alerts; DROP FUNCTION no_space');
    expect(http.posts).toHaveLength(1);
    await notifier.tick(later(20));
    expect(await bed.asOwner('SELECT notified_at IS NOT NULL AS told FROM sys_alerts')).toEqual([{ told: true }]);
    expect(http.posts).toHaveLength(1);
  });

  it('come by UTC when nobody knows the time zone', async () => {
    await addHook();
    await bed.asOwner(`UPDATE sys_tenants SET time_zone = 'Taipei'`);
    await raise('invariant.broken');
    await notifier.tick(NIGHT);
    await bed.asOwner(`UPDATE sys_tenants SET time_zone = 'Asia/Taipei'`);
    // Seven in the evening by UTC is late, but not too late for a digest.
    expect(http.posts.map(({ body }) => body.type)).toEqual(['alert.page', 'alert.digest']);
  });

  it('bring the digest to who was away in the morning, once', async () => {
    await addHook();
    await addMail();
    mail.accepting = false;
    await raise('job.dead');
    const morning = (minutes: number): Date => new Date(MORNING.getTime() + minutes * 60_000);
    for (let i = 0; i < 3; i++) await notifier.tick(morning(i * 5));
    mail.accepting = true;
    for (let i = 0; i < 3; i++) await notifier.tick(morning(60 + i * 15));
    expect([http.posts.length, mail.mails.length]).toEqual([1, 1]);
  });

  it('keep what a receiver echoes to themselves', async () => {
    await addHook();
    http.status = 404;
    http.echo = true;
    await raise('disk.full');
    await notifier.tick(NIGHT);
    http.echo = false;
    expect(JSON.stringify(await bed.asOwner('SELECT data FROM sys_alerts UNION ALL SELECT to_jsonb(last_error) FROM sys_alert_channels'))).not.toContain(
      's3cret',
    );
  });

  it('are tried again when nobody could be told, and not every second', async () => {
    await addMail();
    mail.accepting = false;
    await raise('disk.full');
    await notifier.tick(NIGHT);
    mail.accepting = true;
    await notifier.tick(new Date(NIGHT.getTime() + 1_000));
    expect(mail.mails).toEqual([]);
    await notifier.tick(new Date(NIGHT.getTime() + 31_000));
    expect(mail.mails).toHaveLength(1);
  });

  it('do not page later because nobody takes the digest', async () => {
    await addHook({ takesDigest: false });
    await raise('job.dead');
    await notifier.tick(MORNING);
    await raise('disk.full');
    await notifier.tick(new Date(MORNING.getTime() + 1_000));
    expect(http.posts).toHaveLength(1);
  });

  it('ring no channel more often than the limit, and tell what was held back later', async () => {
    await addHook();
    for (let i = 0; i < MESSAGES_PER_HOUR + 5; i++) {
      await raise('disk.full', `/disk${i}`);
      await notifier.tick(new Date(NIGHT.getTime() + i * 700_000));
    }
    expect(http.posts).toHaveLength(MESSAGES_PER_HOUR);
    expect(await bed.asOwner('SELECT count(*)::int AS n FROM sys_alerts WHERE notified_at IS NULL')).toEqual([{ n: 5 }]);
  });

  it('are sent by one worker, however many look', async () => {
    await addHook();
    await raise('disk.full');
    const others = Array.from({ length: 4 }, () => new AlertNotifier(bed.database, new ChannelCache(bed.database, channels), sender));
    await Promise.all(others.map((other) => other.tick(NIGHT)));
    expect(http.posts).toHaveLength(1);
  });

  it('leave within moments of the commit, by the wake-up call', async () => {
    await addHook();
    notifier.start();
    await new Promise((resume) => setTimeout(resume, 500));
    const at = Date.now();
    await raise('disk.full');
    while (http.posts.length === 0 && Date.now() - at < 8_000) await new Promise((resume) => setTimeout(resume, 20));
    expect(http.posts).toHaveLength(1);
    expect(Date.now() - at).toBeLessThan(2_500);
    await notifier.stop();
  });

  it('count how often somebody was woken, by month', async () => {
    await addHook();
    await raise('disk.full', 'a');
    await raise('disk.full', 'b');
    await notifier.tick(NIGHT);
    const [month] = await bed.transaction((tx) => new AlertService().pagesByMonth(tx));
    expect(month).toMatchObject({ pages: 2 });
  });

  it('keep the secrets of channels sealed, and out of every message', async () => {
    const { publicId, rowVersion } = await addHook();
    const [row] = await bed.asOwner<Record<string, unknown>>('SELECT * FROM sys_alert_channels');
    expect(JSON.stringify(row)).not.toContain('s3cret');
    expect(row!.secret_enc).toMatch(/^enc:v1:/);
    http.stop();
    const result = await channels.test(await bed.transaction((tx) => channels.get(tx, publicId)), place);
    expect(result).toMatchObject({ ok: false, reason: expect.stringContaining('connect') });
    expect(result.reason).not.toContain('s3cret');
    http = await HttpReceiver.start();
    const url = `http://127.0.0.1:${http.port}/new`;
    await bed.transaction((tx) => channels.change(tx, { id: publicId, rowVersion }, { url, allow: [{ cidr: '127.0.0.1/32', port: http.port }] }));
    expect(await channels.test(await bed.transaction((tx) => channels.get(tx, publicId)), place)).toMatchObject({ ok: true, reason: null });
    // Another server must not be sent the token of the first.
    expect(http.posts[0]).toMatchObject({ path: '/new', body: { type: 'alert.test' } });
    expect(http.posts[0]!.headers.authorization).toBeUndefined();
    const other = { url: `http://127.0.0.1:${http.port}/other`, token: 'fresh' };
    await bed.transaction((tx) => channels.change(tx, { id: publicId, rowVersion: rowVersion + 1 }, other));
    await bed.transaction((tx) => channels.change(tx, { id: publicId, rowVersion: rowVersion + 2 }, { url: `http://127.0.0.1:${http.port}/third` }));
    await channels.test(await bed.transaction((tx) => channels.get(tx, publicId)), place);
    expect(http.posts[1]).toMatchObject({ path: '/third', headers: { authorization: 'Bearer fresh' } });
    await expect(bed.transaction((tx) => channels.change(tx, { id: publicId, rowVersion }, { name: 'x' }))).rejects.toMatchObject({
      code: 'alerts.channel_stale',
    });
    await bed.transaction((tx) => channels.discard(tx, { id: publicId, rowVersion: rowVersion + 3 }));
    await expect(bed.transaction((tx) => channels.get(tx, publicId))).rejects.toMatchObject({ code: 'alerts.channel_not_found' });
  });

  it.each(['0.0.0.0/0', '10.0.0.0/8', '::/0'])('open the fence for no network as wide as %s', async (cidr) => {
    await expect(addHook({ allow: [{ cidr, port: 443 }] })).rejects.toMatchObject({ code: 'alerts.channel_invalid' });
  });

  it('end when a person closes them, with the reason and once', async () => {
    await addHook();
    await raise('audit.chain_broken', '7');
    await notifier.tick(NIGHT);
    const service = new AlertService();
    const [alert] = await bed.transaction((tx) => service.list(tx, { open: true, before: null, limit: 10 }));
    const close = (): Promise<object> => bed.transaction((tx) => service.close(tx, alert!.publicId, { by: null, reason: '已查明' }));
    expect(await close()).toMatchObject({ closeReason: '已查明', resolvedAt: expect.any(Date) });
    await expect(close()).rejects.toMatchObject({ code: 'alerts.already_over' });
    await notifier.tick(NIGHT);
    expect(http.posts[1]!.body).toMatchObject({ type: 'alert.recovery', title: expect.stringContaining('已關閉'), text: expect.stringContaining('已查明') });
  });

  it('of a channel that is renamed stay its own', async () => {
    const { publicId, rowVersion } = await addHook();
    http.status = 500;
    await raise('disk.full');
    await notifier.tick(NIGHT);
    await bed.transaction((tx) => channels.change(tx, { id: publicId, rowVersion }, { name: 'renamed' }));
    http.status = 200;
    await notifier.tick(later(1));
    expect(await bed.asOwner(`SELECT subject, resolved_at IS NULL AS open FROM sys_alerts WHERE code = 'channel.failing'`)).toEqual([
      { subject: publicId, open: false },
    ]);
  });

  it('do not leave for a private address that nobody opened', async () => {
    const { publicId } = await addHook({ allow: [] });
    const row = await bed.transaction((tx) => channels.get(tx, publicId));
    expect(await channels.test(row, place)).toMatchObject({ ok: false, reason: 'the target is not allowed' });
    const log = await add({ kind: 'syslog', name: 'log', transport: 'tcp', host: '127.0.0.1', port: http.port });
    expect(await channels.test(await bed.transaction((tx) => channels.get(tx, log.publicId)), place)).toMatchObject({
      ok: false,
      reason: 'the target is not allowed',
    });
    expect(http.posts).toEqual([]);
  });

  it.each(['udp', 'tcp', 'tls'] as const)('reach a syslog server by %s', async (transport) => {
    const folder = mkdtempSync(join(tmpdir(), 'anwen-syslog-'));
    // prettier-ignore
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=log',
      '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', join(folder, 'key'), '-out', join(folder, 'cert')], { stdio: 'ignore' });
    const [key, cert] = ['key', 'cert'].map((name) => readFileSync(join(folder, name), 'utf8'));
    rmSync(folder, { recursive: true });
    const log = await SyslogReceiver.start(transport, { key: key!, cert: cert! });
    const target = { kind: 'syslog', transport, host: '127.0.0.1', port: log.port, allow: [{ cidr: '127.0.0.1/32', port: log.port }] } as const;
    const test = async (more: Partial<ChannelInput>): Promise<object> => {
      const { publicId } = await add({ ...target, name: 'log', ...more });
      return channels.test(await bed.transaction((tx) => channels.get(tx, publicId)), place);
    };
    if (transport === 'tls') expect(await test({})).toMatchObject({ ok: false, reason: expect.stringContaining('certificate') });
    expect(await test({ caPem: cert! })).toMatchObject({ ok: true });
    for (let i = 0; i < 100 && !log.received; i++) await new Promise((resume) => setTimeout(resume, 10));
    expect(log.received).toMatch(/<134>1 \S+ \S+ anwen \d+ test - \ufeff\[安穩 測試\]/);
    log.stop();
    if (transport === 'tcp') expect(await test({})).toMatchObject({ ok: false, reason: expect.stringContaining('ECONNREFUSED') });
  });
});
