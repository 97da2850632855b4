import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { TestDatabase } from '@anwen/database/testing';
import type { PermissionTable } from '@anwen/kernel';
import { createFirstAdministrator, rbacPermissions } from '@anwen/rbac';
import { catalogPermissions } from '@anwen/catalog';
import { inventoryPermissions } from '@anwen/inventory';
import { opsPermissions } from '@anwen/ops';
import { importsPermissions } from '@anwen/imports';
import { reportPermissions } from '@anwen/reports';
import { queuePermissions } from '@anwen/outbox';
import { alertPermissions } from '@anwen/alerts';
import { healthPermissions } from '@anwen/health';
import { inboundPermissions } from '@anwen/trade/inbound';
import { outboundPermissions } from '@anwen/trade/outbound';
import { handlingPermissions } from '@anwen/inventory/handling';
import { countingPermissions } from '@anwen/inventory/counting';
import { tracingPermissions } from '@anwen/inventory/tracing';
import { devicesPermissions } from '@anwen/devices';
import { offlinePermissions } from '@anwen/offline';
import { scanPermissions } from '@anwen/scan';
import { workOrdersPermissions } from '@anwen/work-orders/orders';
import { productionPermissions } from '@anwen/work-orders/production';
import { performancePermissions } from '@anwen/work-orders/performance';
import { planningPermissions } from '@anwen/planning';
import { boardsPermissions } from '@anwen/boards';
import { engineeringPermissions } from '@anwen/catalog/engineering';
import { webhooksPermissions } from '@anwen/webhooks';

export const ADMIN_PASSWORD = 'Kettle-violin-Orbit-7';
const MAIN = resolve(__dirname, '../dist/main.js');
const TABLES: readonly PermissionTable[] = [
  rbacPermissions,
  catalogPermissions,
  inventoryPermissions,
  opsPermissions,
  queuePermissions,
  reportPermissions,
  importsPermissions,
  webhooksPermissions,
  alertPermissions,
  healthPermissions,
  inboundPermissions,
  outboundPermissions,
  handlingPermissions,
  countingPermissions,
  tracingPermissions,
  devicesPermissions,
  offlinePermissions,
  scanPermissions,
  workOrdersPermissions,
  productionPermissions,
  performancePermissions,
  planningPermissions,
  boardsPermissions,
  engineeringPermissions,
];
/** The first administrator plans and moves stock, but decides on no quality hold; whoever walks all routes needs all permissions. */
const MAY_EVERYTHING = `
  WITH role AS (INSERT INTO sys_roles (code, name_zh, name_en) VALUES ('test_everything', '測試', 'Test') RETURNING id),
       granted AS (INSERT INTO sys_role_permissions (role_id, permission_code) SELECT role.id, p.code FROM role, sys_permissions p),
       given AS (INSERT INTO sys_user_roles (user_id, role_id) SELECT u.id, role.id FROM role, sys_users u RETURNING id)
  INSERT INTO sys_data_scopes (user_role_id, kind) SELECT id, 'all' FROM given`;
/** Boot takes 1–2 s alone on a core; the tests share two with everything else. */
const BOOT_MS = 60_000;

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined when it is empty or no JSON. */
  readonly body: never;
}

export interface Sending {
  readonly key?: string | null;
  readonly token?: string | null;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
}

export type AppEnvironment = Record<string, string>;

/** The built api as its own process, on a database of its own, as a user would meet it. */
export class ApiUnderTest {
  token = '';
  private child: ChildProcess | undefined;
  private output = '';

  private constructor(
    readonly bed: TestDatabase,
    readonly url: string,
    private readonly folder: string,
    readonly env: AppEnvironment,
  ) {}

  /** Starts it and signs the administrator in. */
  static async start(extra: AppEnvironment = {}): Promise<ApiUnderTest> {
    const api = await ApiUnderTest.prepare(extra);
    await api.boot();
    await api.signIn();
    return api;
  }

  /** Database and environment are there, the process is not. */
  static async prepare(extra: AppEnvironment = {}): Promise<ApiUnderTest> {
    if (!existsSync(MAIN)) throw new Error('apps/api/dist is missing: run these tests through `npm test`, which builds first');
    const bed = await TestDatabase.create();
    await createFirstAdministrator(bed.database, { password: ADMIN_PASSWORD, tables: TABLES });
    await bed.asOwner(MAY_EVERYTHING);
    const folder = mkdtempSync(join(tmpdir(), 'anwen-e2e-'));
    writeFileSync(join(folder, 'secret'), randomBytes(32));
    const port = await freePort();
    const env: AppEnvironment = {
      PATH: process.env.PATH ?? '',
      API_PORT: String(port),
      API_HOST: '127.0.0.1',
      DATABASE_URL: bed.url,
      REDIS_URL: redisUrl(),
      // What is counted in Redis is asserted exactly, and the machine has other things to do.
      REDIS_CALL_BUDGET_MS: '5000',
      STORAGE_PATH: folder,
      ANWEN_SECRET_FILE: join(folder, 'secret'),
      LOG_LEVEL: 'info',
      API_REQUESTS_PER_MINUTE: '1000000',
      ...extra,
    };
    return new ApiUnderTest(bed, `http://127.0.0.1:${port}`, folder, env);
  }

  /** Starts the process and waits until it answers. */
  async boot(): Promise<void> {
    const child = this.spawn();
    const end = Date.now() + BOOT_MS;
    while (!(await this.isLive())) {
      if (child.exitCode !== null) throw new Error(`the api ended with ${child.exitCode}:\n${this.log}`);
      if (Date.now() > end) throw new Error(`the api does not answer:\n${this.log}`);
      await new Promise((resume) => setTimeout(resume, 25));
    }
  }

  /** Starts a process that is expected to end by itself; its exit code. */
  async bootToExit(): Promise<number | null> {
    const child = this.spawn();
    if (child.exitCode === null) await once(child, 'exit');
    return child.exitCode;
  }

  /** `kill -9`: the process has no chance to finish anything. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** The exit code of a polite stop. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const { child } = this;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
    return child.exitCode;
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
    await this.bed.drop();
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** What the process has written so far. */
  get log(): string {
    return this.output;
  }

  async signIn(username = 'admin', password = ADMIN_PASSWORD): Promise<Reply> {
    const reply = await this.send('POST', '/api/v1/auth/login', { body: { username, password }, token: null, key: null });
    if (reply.status === 200) this.token = (reply.body as { token: string }).token;
    return reply;
  }

  get(path: string, sending: Sending = {}): Promise<Reply> {
    return this.send('GET', path, sending);
  }

  post(path: string, body: unknown, sending: Sending = {}): Promise<Reply> {
    return this.send('POST', path, { body, ...sending });
  }

  /** One request; writes get a fresh key unless told otherwise, everything gets the administrator's token. */
  async send(method: string, path: string, { key, token, headers = {}, body, raw }: Sending = {}): Promise<Reply> {
    const all: Record<string, string> = { 'Accept-Language': 'en', ...headers };
    const bearer = token === undefined ? this.token : token;
    if (bearer) all.Authorization ??= `Bearer ${bearer}`;
    const sentKey = key === undefined && method !== 'GET' ? randomUUID() : key;
    if (sentKey) all['Idempotency-Key'] = sentKey;
    if ((body !== undefined || raw !== undefined) && all['Content-Type'] === undefined) all['Content-Type'] = 'application/json';
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(this.url + path, { method, headers: all, redirect: 'manual', ...(payload === undefined ? {} : { body: payload }) });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parse(text) as never };
  }

  private spawn(): ChildProcess {
    const child = spawn(process.execPath, ['--enable-source-maps', MAIN], { env: this.env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (this.output = (this.output + chunk.toString()).slice(-200_000)));
    this.child = child;
    return child;
  }

  private async isLive(): Promise<boolean> {
    return fetch(`${this.url}/health/live`).then(
      (r) => r.ok,
      () => false,
    );
  }
}

/** The tests' Redis with a key space of its own, so that counters of other tests do not count here. */
export function redisUrl(): string {
  const url = new URL(process.env.ANWEN_TEST_REDIS_URL!);
  url.searchParams.set('keyPrefix', `e2e:${randomUUID()}:`);
  return url.toString();
}

/** Below the range that outgoing connections take theirs from: such a port stays free until it is listened to. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = createServer();
    const isFree = await new Promise<boolean>((answer) => {
      server.once('error', () => answer(false));
      server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => answer(true)));
    });
    if (isFree) return port;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
