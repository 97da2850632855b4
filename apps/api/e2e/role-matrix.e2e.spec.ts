import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabase } from '@anwen/database/testing';
import { createHttpApp, routesOf, type HttpApp } from '@anwen/http';
import { RbacBed, walkMatrix } from '@anwen/rbac/testing';
import { ModulesContainer } from '@nestjs/core';
import { readApiConfig } from '../src/api-config';
import { ApiModule, PERMISSIONS } from '../src/api.module';
import { redisUrl } from './harness';

describe('every route and every role', () => {
  const folder = mkdtempSync(join(tmpdir(), 'anwen-matrix-'));
  let bed: TestDatabase;
  let app: HttpApp;
  let rbac: RbacBed;

  beforeAll(async () => {
    bed = await TestDatabase.create();
    writeFileSync(join(folder, 'secret'), randomBytes(32));
    const config = readApiConfig({
      DATABASE_URL: bed.url,
      REDIS_URL: redisUrl(),
      STORAGE_PATH: folder,
      ANWEN_SECRET_FILE: join(folder, 'secret'),
      API_REQUESTS_PER_MINUTE: '1000000',
    });
    app = await createHttpApp(ApiModule.forRoot(config), { logger: { log() {}, error() {}, warn() {} }, trustedProxies: [] });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    rbac = new RbacBed(bed);
  }, 60_000);
  afterAll(async () => {
    await rbac.close();
    await app.close();
    await bed.drop();
    rmSync(folder, { recursive: true });
  });

  it('is refused exactly where the matrix says so', async () => {
    const { routes } = routesOf(app.get(ModulesContainer));
    const result = await walkMatrix({
      routes,
      tables: PERMISSIONS,
      tokenOf: async (role) => {
        await rbac.addUser(`walks.${role ?? 'none'}`, role === undefined ? [] : [{ role, scopes: [{ kind: 'all' }] }]);
        return rbac.tokenFor(`walks.${role ?? 'none'}`);
      },
      call: async (method, url, token) => {
        const reply = await app.inject({ method: method as 'GET', url, headers: token ? { authorization: `Bearer ${token}` } : {} });
        const isProblem = String(reply.headers['content-type']).includes('problem+json');
        return { status: reply.statusCode, code: isProblem ? reply.json<{ code: string }>().code : undefined };
      },
    });
    expect(result.deviations).toEqual([]);
    expect(result.asked).toBeGreaterThan(800);
  }, 120_000);
});
