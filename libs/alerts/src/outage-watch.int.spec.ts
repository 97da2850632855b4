import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '@anwen/database';
import { TestDatabase } from '@anwen/database/testing';
import { EgressClient } from '@anwen/egress';
import { SecretBox } from '@anwen/kernel';
import { Mailer } from '@anwen/mail';
import { MailReceiver } from '@anwen/mail/testing';
import { Logger } from '@nestjs/common';
import { ChannelCache } from './channel-cache.service';
import { ChannelSender } from './channel-sender';
import { AlertChannels } from './channel.service';
import { AlertNotifier } from './notifier.service';
import { OutageFile } from './outage-file';
import { OutageWatch, type OutageWatchTimes } from './outage-watch.service';
import { pageOutage } from './page-outage';
import { Cable, HttpReceiver } from './testing';

const NIGHT = new Date('2026-11-21T19:00:00Z'); // 03:00 in Taipei
/** A healthy database answers within a second also on a slow machine, and never fails three times in a row for longer. */
const TIMES: OutageWatchTimes = { everyMs: 50, downAfterMs: 1_500, probeMs: 1_000, retryMs: 50 };

describe('the watch over the database', () => {
  let bed: TestDatabase;
  let mail: MailReceiver;
  let http: HttpReceiver;
  const box = new SecretBox(randomBytes(32));
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

  const addMail = (): Promise<unknown> => bed.transaction((tx) => channels.create(tx, { kind: 'smtp', name: '值班', to: ['night@factory.tw'] }));
  const addHook = (): Promise<unknown> =>
    bed.transaction((tx) =>
      channels.create(tx, {
        kind: 'webhook',
        name: 'hook',
        url: `http://127.0.0.1:${http.port}/x`,
        allowHttp: true,
        allow: [{ cidr: '127.0.0.1/32', port: http.port }],
      }),
    );

  it('pages when the database is gone, from memory, and writes it down when it is back', async () => {
    await addHook();
    await addMail();
    const server = new URL(bed.url);
    const cable = await Cable.between({ host: server.hostname, port: Number(server.port) });
    server.port = String(cable.port);
    const database = await Database.connect({ url: server.toString(), applicationName: 'watched', poolSize: 2 });
    const cache = new ChannelCache(database, channels);
    const watch = new OutageWatch(database, cache, sender, new OutageFile(box), TIMES);
    watch.start();
    const posts = async (n: number): Promise<void> => {
      for (let i = 0; i < 1_000 && http.posts.length < n; i++) await new Promise((resume) => setTimeout(resume, 20));
    };
    await new Promise((resume) => setTimeout(resume, 200));
    cable.cut(); // a short interruption wakes nobody
    await new Promise((resume) => setTimeout(resume, 150));
    cable.mend();
    await new Promise((resume) => setTimeout(resume, 2_500));
    expect(http.posts).toEqual([]);
    cable.cut();
    await posts(1);
    await new Promise((resume) => setTimeout(resume, 500));
    expect(http.posts.map(({ body }) => [body.type, body.title])).toEqual([['alert.page', expect.stringContaining('資料庫無法連線')]]);
    expect(mail.mails).toHaveLength(1);
    cable.mend();
    await posts(2);
    expect(http.posts[1]!.body.type).toBe('alert.recovery');
    for (let i = 0; i < 100 && (await bed.asOwner('SELECT 1 FROM sys_alerts')).length === 0; i++) await new Promise((resume) => setTimeout(resume, 20));
    expect(await bed.asOwner('SELECT code, pages, notified_at IS NOT NULL AS paged, resolved_at IS NOT NULL AS over FROM sys_alerts')).toEqual([
      { code: 'database.down', pages: true, paged: true, over: true },
    ]);
    await watch.stop();
    await database.close();
    cable.end();
    await notifier.tick(NIGHT);
    expect(http.posts).toHaveLength(2); // told once, not again from the row
  });

  it('pages from a sealed file before there is a database, each channel once across restarts, and tells the end', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'anwen-outage-'));
    const path = join(folder, 'channels');
    await addHook();
    await addMail();
    const watched = async (until: () => Promise<boolean> | boolean): Promise<void> => {
      const watch = new OutageWatch(bed.database, new ChannelCache(bed.database, channels), sender, new OutageFile(box, path), TIMES);
      watch.start();
      for (let i = 0; i < 200 && !(await until()); i++) await new Promise((resume) => setTimeout(resume, 20));
      await watch.stop();
    };
    await watched(() => existsSync(path));
    expect(readFileSync(path, 'utf8')).toMatch(/^enc:v1:/);
    mail.accepting = false;
    for (let start = 0; start < 4; start++) {
      const file = new OutageFile(box, path);
      const known = file.read()!;
      file.keep({ ...known, outage: await pageOutage(sender, known, { since: new Date(), times: 1 }) });
      mail.accepting = start > 1;
    }
    expect([http.posts.length, mail.mails.length]).toEqual([1, 1]);
    http.status = 500;
    mail.accepting = false;
    await watched(async () => (await bed.asOwner('SELECT 1 FROM sys_alerts')).length > 0);
    expect(await bed.asOwner('SELECT code, recovery_notified_at FROM sys_alerts')).toEqual([{ code: 'database.down', recovery_notified_at: null }]);
    expect(new OutageFile(box, path).read()!.outage).toBeNull();
    http.status = 200;
    mail.accepting = true;
    await notifier.tick(NIGHT);
    expect(http.posts.at(-1)!.body.type).toBe('alert.recovery');
    expect(new OutageFile(new SecretBox(randomBytes(32)), path).read()).toBeUndefined();
    rmSync(folder, { recursive: true });
  });

  it('does not take a pool whose connections are all in use for an outage', async () => {
    await addHook();
    const database = await Database.connect({ url: bed.url, applicationName: 'busy', poolSize: 1 });
    const cache = new ChannelCache(database, channels);
    await cache.refresh();
    const watch = new OutageWatch(database, cache, sender, new OutageFile(box), { everyMs: 30, downAfterMs: 100, probeMs: 1_000, retryMs: 30 });
    const busy = database.query('SELECT pg_sleep(6)'); // three probes that fail, and time to page
    watch.start();
    await busy;
    await watch.stop();
    await database.close();
    expect(http.posts).toEqual([]);
  });
});
