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

/** Starts the api, calls `work({url, token})`, stops it and waits until it is gone. */
export async function withApi(servers, work) {
  if (!existsSync(MAIN)) throw new Error('apps/api/dist is missing: run `npm run build` first');
  const folder = mkdtempSync(join(tmpdir(), 'anwen-bench-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  await makeAdministrator(servers.database);
  const child = spawn(process.execPath, [MAIN], { env: environment(servers, folder, port), stdio: ['ignore', 'inherit', 'inherit'] });
  const gone = new Promise((resume) => child.once('exit', resume));
  try {
    await until(() =>
      fetch(`${url}/health/live`).then(
        (r) => r.ok,
        () => false,
      ),
    );
    return await work({ url, token: await signIn(url) });
  } finally {
    child.kill('SIGTERM');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makeAdministrator(database) {
  const rbac = loadSource('libs/rbac/src/index.ts');
  const { permissionTables: tables } = loadSource('apps/cli/src/services.ts');
  await rbac.createFirstAdministrator(database, { password: PASSWORD, tables });
}

/** The limit per device is raised: a benchmark is one device. */
function environment({ appUrl, redisUrl }, folder, port) {
  const secret = join(folder, 'secret');
  writeFileSync(secret, randomBytes(32));
  const own = {
    API_PORT: String(port),
    API_HOST: '127.0.0.1',
    STORAGE_PATH: folder,
    ANWEN_SECRET_FILE: secret,
    LOG_LEVEL: 'warn',
    API_REQUESTS_PER_MINUTE: '100000000',
  };
  return { PATH: process.env.PATH, DATABASE_URL: appUrl, REDIS_URL: redisUrl, ...own };
}

async function signIn(url) {
  const body = JSON.stringify({ username: 'admin', password: PASSWORD });
  const login = await fetch(`${url}/api/v1/auth/login`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
  return (await login.json()).token;
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
