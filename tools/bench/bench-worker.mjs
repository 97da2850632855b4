// The built worker (or a program around it) as a process of its own, against a bench database.
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../services/home.mjs';
import { freePort } from './bench-api.mjs';

/** Starts the program, calls `work({pid})` when it is ready, stops it and waits until it is gone. */
export async function withWorker(servers, program, work, extra = {}) {
  if (!existsSync(join(ROOT, 'apps/worker/dist/main.js'))) throw new Error('apps/worker/dist is missing: run `npm run build` first');
  const folder = mkdtempSync(join(tmpdir(), 'anwen-bench-'));
  writeFileSync(join(folder, 'secret'), randomBytes(32));
  const own = { WORKER_PORT: String(await freePort()), STORAGE_PATH: folder, ANWEN_SECRET_FILE: join(folder, 'secret'), MAINTENANCE_WINDOW: 'always' };
  // The bench's database is new and counts its jobs from 1; Redis still remembers those numbers from the last run.
  const redisUrl = new URL(servers.redisUrl);
  redisUrl.searchParams.set('keyPrefix', `bench:${randomUUID()}:`);
  const env = { PATH: process.env.PATH, DATABASE_URL: servers.appUrl, REDIS_URL: redisUrl.toString(), ...own, ...extra };
  const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = new Promise((resume) => child.once('exit', resume));
  try {
    await ready(child);
    return await work({ pid: child.pid });
  } finally {
    child.kill('SIGTERM');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The worker says so itself; what it says afterwards is read away. */
function ready(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    child.once('exit', (code) => reject(new Error(`the worker ended with ${code}:\n${said}`)));
    child.stdout.on('data', (chunk) => {
      if (said.includes('the worker is ready')) return;
      said += chunk;
      if (said.includes('the worker is ready')) resolve();
    });
  });
}
