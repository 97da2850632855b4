import { execFileSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabase } from '@anwen/database/testing';
import { createHttpApp, type HttpApp } from '@anwen/http';
import { RbacBed, TEST_PASSWORD } from '@anwen/rbac/testing';
import { TenantService, TenantStore } from '@anwen/tenant';
import { readApiConfig } from '../src/api-config';
import { ApiModule } from '../src/api.module';
import { redisUrl } from './harness';

const SIZE = 16 * 1024 * 1024;
const folder = mkdtempSync(join(tmpdir(), 'anwen-full-'));

/** A disk of its own needs the right to mount; without it the rules of the disk are proven in libs/health alone. */
const mounted = ((): boolean => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

(mounted ? describe : describe.skip)('a disk that is full', () => {
  let bed: TestDatabase;
  let rbac: RbacBed;
  let app: HttpApp;
  let url: string;
  let token = '';

  beforeAll(async () => {
    bed = await TestDatabase.create();
    rbac = new RbacBed(bed);
    const secrets = mkdtempSync(join(tmpdir(), 'anwen-secret-'));
    writeFileSync(join(secrets, 'secret'), randomBytes(32));
    await bed.transaction((tx) => new TenantService(new TenantStore(bed.database)).ensure(tx, { code: 'T', name: '測試' }));
    const config = readApiConfig({ DATABASE_URL: bed.url, REDIS_URL: redisUrl(), STORAGE_PATH: folder, ANWEN_SECRET_FILE: join(secrets, 'secret') });
    app = await createHttpApp(ApiModule.forRoot(config), { logger: { log() {}, warn() {}, error: console.error }, trustedProxies: [] });
    await app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(app.getHttpServer().address() as { port: number }).port}/api/v1`;
    const name = `full-${randomBytes(4).toString('hex')}`;
    await rbac.addUser(
      name,
      ['master_data', 'warehouse_lead', 'tenant_admin', 'auditor'].map((role) => ({ role, scopes: [{ kind: 'all' }] })),
    );
    token = ((await (await send('auth/login', JSON.stringify({ username: name, password: TEST_PASSWORD }))).json()) as { token: string }).token;
    rmSync(secrets, { recursive: true });
  });
  afterAll(async () => {
    await rbac?.close();
    await app?.close();
    await bed?.drop();
    execFileSync('umount', [folder]);
    rmSync(folder, { recursive: true });
  });

  const send = (path: string, body: string | Uint8Array<ArrayBuffer>): Promise<Response> =>
    fetch(`${url}/${path}`, {
      method: 'POST',
      headers: {
        'Content-Type': typeof body === 'string' ? 'application/json' : 'application/octet-stream',
        'Idempotency-Key': randomUUID(),
        ...(token && { Authorization: `Bearer ${token}` }),
      },
      body,
    });

  it('refuses uploads and exports with 507 and a code, while the factory goes on', async () => {
    writeFileSync(join(folder, 'ballast'), Buffer.alloc(SIZE * 0.96));
    const { blocks, bfree } = statfsSync(folder);
    expect(1 - bfree / blocks).toBeGreaterThan(0.95);
    const upload = await send('imports?type=items&fileName=a.csv', new Uint8Array([97, 98]));
    expect([upload.status, await upload.json()]).toMatchObject([507, { code: 'health.disk_full', retryable: true }]);
    expect(upload.headers.get('retry-after')).toBe('300');
    const file = await send('exports', JSON.stringify({ report: 'stock', format: 'csv', params: {} }));
    expect([file.status, await file.json()]).toMatchObject([507, { code: 'health.disk_full' }]);
    const work = await send('warehouses', JSON.stringify({ code: 'W1', name: '一號倉' }));
    expect(work.status).toBe(201);
  });
});
