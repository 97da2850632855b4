import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiUnderTest } from './harness';

describe('the app for download', () => {
  const apk = randomBytes(5_000);
  const sha256 = createHash('sha256').update(apk).digest('hex');
  const start = async (mode: string): Promise<ApiUnderTest> => {
    const api = await ApiUnderTest.prepare({ ANWEN_DEPLOYMENT_MODE: mode });
    await api.boot();
    return api;
  };
  const keep = async (api: ApiUnderTest): Promise<void> => {
    mkdirSync(join(api.env.STORAGE_PATH!, 'apps/pda'), { recursive: true });
    writeFileSync(join(api.env.STORAGE_PATH!, 'apps/pda/one.apk'), apk);
    const stored = { key: 'apps/pda/one.apk', version: '2.11', sha256, bytes: apk.length };
    await api.bed.asOwner(`INSERT INTO sys_settings (key, value) VALUES ('pda_package', $1)`, [JSON.stringify(stored)]);
  };

  it('is given away by an installation in the factory, with its digest, and is missing until there is one', async () => {
    const api = await start('on_prem');
    try {
      expect((await api.get('/download/latest.apk', { token: null })).status).toBe(404);
      await keep(api);
      const reply = await fetch(`${api.url}/download/latest.apk`);
      expect(reply.status).toBe(200);
      expect(
        createHash('sha256')
          .update(Buffer.from(await reply.arrayBuffer()))
          .digest('hex'),
      ).toBe(sha256);
      expect([reply.headers.get('X-Checksum-Sha256'), reply.headers.get('Content-Type'), reply.headers.get('X-Content-Type-Options')]).toEqual([
        sha256,
        'application/vnd.android.package-archive',
        'nosniff',
      ]);
      expect(reply.headers.get('Content-Disposition')).toBe('attachment; filename="anwen-2.11.apk"');
    } finally {
      await api.stop();
    }
  }, 60_000);

  it('is not there in the cloud, where the store gives it away', async () => {
    const api = await start('saas');
    try {
      await keep(api);
      const reply = await api.get('/download/latest.apk', { token: null });
      expect([reply.status, (reply.body as { code: string }).code]).toEqual([404, 'device.package_missing']);
    } finally {
      await api.stop();
    }
  }, 60_000);
});
