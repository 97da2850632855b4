import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabase } from '@anwen/database/testing';
import { createHttpApp, serveSite, type HttpApp } from '@anwen/http';
import { ALL_SCOPE, systemActor } from '@anwen/kernel';
import { TEST_PASSWORD, RbacBed } from '@anwen/rbac/testing';
import { TenantService, TenantStore } from '@anwen/tenant';
import { PAGE_DIRECTORY, readAdminConfig } from '../src/admin-config';
import { AdminModule } from '../src/admin.module';

type RoleAssignment = Parameters<RbacBed['addUser']>[1];

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers of every shape are looked into
  readonly body: any;
}

/** The whole admin app on a port of its own, over a cloned database. */
export class AdminBed {
  private constructor(
    readonly bed: TestDatabase,
    readonly app: HttpApp,
    readonly url: string,
    readonly rbac: RbacBed,
    private readonly folder: string,
  ) {}

  static async start(): Promise<AdminBed> {
    const bed = await TestDatabase.create();
    const folder = mkdtempSync(join(tmpdir(), 'anwen-admin-'));
    writeFileSync(join(folder, 'secret'), randomBytes(32));
    const tenant = new TenantService(new TenantStore(bed.database));
    await bed.transaction((tx) => tenant.ensure(tx, { code: 'TEST', name: '測試工廠' }));
    const config = readAdminConfig({
      DATABASE_URL: bed.url,
      REDIS_URL: redisUrl(),
      // What is counted in Redis is asserted exactly, and the machine has other things to do.
      REDIS_CALL_BUDGET_MS: '5000',
      STORAGE_PATH: folder,
      ANWEN_SECRET_FILE: join(folder, 'secret'),
      LOG_LEVEL: 'error',
      PUBLIC_ORIGIN: 'https://erp.example.com',
    });
    const quiet = { log() {}, error: console.error, warn() {} };
    const app = await createHttpApp(AdminModule.forRoot(config), { logger: quiet, trustedProxies: [] });
    serveSite(app.getHttpAdapter().getInstance() as never, PAGE_DIRECTORY, ['/api', '/health']);
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as { port: number };
    return new AdminBed(bed, app, `http://127.0.0.1:${port}`, new RbacBed(bed), folder);
  }

  async stop(): Promise<void> {
    await this.rbac.close();
    await this.app.close();
    await this.bed.drop();
    rmSync(this.folder, { recursive: true });
  }

  async call(method: string, path: string, options: { token?: string | undefined; body?: unknown; headers?: Record<string, string> } = {}): Promise<Reply> {
    const { token, body, headers = {} } = options;
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(method === 'GET' ? {} : { 'Idempotency-Key': randomUUID() }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json');
    return { status: response.status, headers: response.headers, text, body: json && text ? JSON.parse(text) : undefined };
  }

  /** A user of that name with these roles, signed in. */
  async signIn(username: string, roles: RoleAssignment = []): Promise<{ token: string; id: string; username: string }> {
    const unique = `${username}-${randomBytes(4).toString('hex')}`;
    const id = await this.rbac.addUser(unique, roles);
    const reply = await this.call('POST', '/api/v1/auth/login', { body: { username: unique, password: TEST_PASSWORD } });
    if (reply.status !== 200) throw new Error(`login: ${reply.text}`);
    return { token: reply.body.token as string, id, username: unique };
  }

  administrator(): ReturnType<AdminBed['signIn']> {
    return this.signIn('admin', [{ role: 'tenant_admin', scopes: [{ kind: 'all' }] }]);
  }

  async setMode(readOnly: boolean): Promise<void> {
    const tenant = new TenantService(new TenantStore(this.bed.database));
    await this.bed.transaction(
      (tx) => (readOnly ? tenant.enterMaintenance(tx, systemActor('test'), '搬遷') : tenant.leaveMaintenance(tx, systemActor('test'))),
      systemActor('test'),
      ALL_SCOPE,
    );
  }
}

/** The tests' Redis with a key space of its own: users are numbered from 1 in every cloned database, and limits count by that number. */
function redisUrl(): string {
  const url = new URL(process.env.ANWEN_TEST_REDIS_URL!);
  url.searchParams.set('keyPrefix', `e2e:${randomUUID()}:`);
  return url.toString();
}
