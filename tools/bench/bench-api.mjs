// The built api as a process of its own, against a bench database, with an administrator signed in.
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../services/home.mjs';

const { loadSource } = createRequire(import.meta.url)('../load-source.cjs');
const MAIN = join(ROOT, 'apps/api/dist/main.js');
const PASSWORD = 'Kettle-violin-Orbit-7';

/** Starts the api, calls `work({url, token})`, stops it. The per-device limit is raised: a benchmark is one device. */
export async function withApi({ appUrl, redisUrl, database }, work) {
  if (!existsSync(MAIN)) throw new Error('apps/api/dist is missing: run `npm run build` first');
  const rbac = loadSource('libs/rbac/src/index.ts');
  const tables = [
    rbac.rbacPermissions,
    loadSource('libs/catalog/src/index.ts').catalogPermissions,
    loadSource('libs/inventory/src/index.ts').inventoryPermissions,
  ];
  await rbac.createFirstAdministrator(database, { password: PASSWORD, tables });
  const folder = mkdtempSync(join(tmpdir(), 'anwen-bench-'));
  writeFileSync(join(folder, 'secret'), randomBytes(32));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env.PATH,
    API_PORT: String(port),
    API_HOST: '127.0.0.1',
    DATABASE_URL: appUrl,
    REDIS_URL: redisUrl,
    STORAGE_PATH: folder,
    ANWEN_SECRET_FILE: join(folder, 'secret'),
    LOG_LEVEL: 'warn',
    API_REQUESTS_PER_MINUTE: '100000000',
  };
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'inherit', 'inherit'] });
  try {
    await until(() =>
      fetch(`${url}/health/live`).then(
        (r) => r.ok,
        () => false,
      ),
    );
    const login = await fetch(`${url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password: PASSWORD }),
    });
    return await work({ url, token: (await login.json()).token });
  } finally {
    child.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Headers of a write with a fresh key. */
export const writeHeaders = (token) => ({ 'Content-Type': 'application/json', Authorization: `Bearer ${token}`, 'Idempotency-Key': randomUUID() });

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resume) => server.once('listening', resume));
  const { port } = server.address();
  await new Promise((resume) => server.close(resume));
  return port;
}

async function until(check) {
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    if (await check()) return;
    await new Promise((resume) => setTimeout(resume, 50));
  }
  throw new Error('the api did not answer within a minute');
}
