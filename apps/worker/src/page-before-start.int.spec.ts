import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OutageFile } from '@anwen/alerts';
import { DatabaseUnreachable, UnsafeDatabaseRole } from '@anwen/database';
import { SecretBox } from '@anwen/kernel';
import { MailReceiver } from '@anwen/mail/testing';
import { orPage } from './page-before-start';
import type { WorkerConfig } from './worker-config';

describe('a worker that starts without a database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'anwen-before-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('pages once by the channels that were known last, although it is started again and again', async () => {
    const mail = await MailReceiver.start();
    const config = {
      ANWEN_SECRET_FILE: randomBytes(32),
      ANWEN_OUTAGE_FILE: join(folder, 'channels'),
      ANWEN_DEPLOYMENT_MODE: 'on_prem',
      ANWEN_OWN_SERVICES: [],
      DATABASE_URL: 'postgres://127.0.0.1:1/x',
      REDIS_URL: 'redis://127.0.0.1:1',
      SMTP_URL: mail.url,
      MAIL_FROM: 'anwen@factory.tw',
    } as unknown as WorkerConfig;
    const start = (error: Error = new DatabaseUnreachable('away')): Promise<unknown> => orPage(config, Promise.reject(error)).catch((seen: unknown) => seen);
    expect(await start()).toBeInstanceOf(DatabaseUnreachable);
    expect(existsSync(config.ANWEN_OUTAGE_FILE)).toBe(false); // the very first start knows nobody
    const night = { publicId: 'a', name: 'night', kind: 'smtp', address: { to: ['night@factory.tw'] }, takesPages: true, takesDigest: true } as const;
    new OutageFile(new SecretBox(config.ANWEN_SECRET_FILE), config.ANWEN_OUTAGE_FILE).keep({
      place: { name: '測試', timeZone: 'Asia/Taipei' },
      channels: [night],
      outage: null,
    });
    expect(await start(new UnsafeDatabaseRole('a wrong role is no outage'))).toBeInstanceOf(UnsafeDatabaseRole);
    expect(mail.mails).toEqual([]);
    for (let i = 0; i < 3; i++) expect(await start()).toBeInstanceOf(DatabaseUnreachable);
    expect(mail.mails).toHaveLength(1);
    await mail.stop();
  });
});
