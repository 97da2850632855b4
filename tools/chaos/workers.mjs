// The worker as a supervisor runs it: whoever is killed is started again at once.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../bench/bench-api.mjs';
import { ROOT } from '../services/home.mjs';

const PROGRAM = join(ROOT, 'tools/chaos/program/worker.cjs');
const READY = 'the worker is ready';
/** Starting again changes nothing. */
const CONFIGURATION = 78;
/** Boot takes 1–4 s; a machine under chaos may take many times that. */
const READY_WITHIN_MS = 60_000;

/** Calls `work(workers)` and ends all of them afterwards. */
export async function withWorkers(servers, extra, work) {
  if (!existsSync(join(ROOT, 'apps/worker/dist/main.js'))) throw new Error('apps/worker/dist is missing: run `npm run build` first');
  const workers = new Workers(servers, extra);
  try {
    return await work(workers);
  } finally {
    await workers.end();
  }
}

class Workers {
  #folder = mkdtempSync(join(tmpdir(), 'anwen-chaos-'));
  #slots = [];
  #ending = false;

  constructor(servers, extra) {
    Object.assign(this, { servers, extra });
    writeFileSync(join(this.#folder, 'secret'), randomBytes(32));
  }

  /** Starts one more and waits until it is ready. */
  async add() {
    const slot = { port: await freePort() };
    this.#slots.push(slot);
    this.#start(slot);
    await this.#ready(slot);
  }

  get count() {
    return this.#slots.length;
  }

  pid(index) {
    return this.#slots[index].child.pid;
  }

  /** kill -9; the next process starts at once. */
  kill(index) {
    this.#slots[index].child.kill('SIGKILL');
  }

  freeze(index) {
    this.#slots[index].child.kill('SIGSTOP');
  }

  thaw(index) {
    this.#slots[index].child.kill('SIGCONT');
  }

  /** How many starts there were; each beyond the first of a slot is a restart. */
  starts = 0;

  async end() {
    this.#ending = true;
    await Promise.all(
      this.#slots.map(async ({ child }) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const gone = once(child, 'exit');
        child.kill('SIGCONT');
        child.kill('SIGTERM');
        await Promise.race([gone, pause(30_000)]);
        child.kill('SIGKILL');
      }),
    );
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #start(slot) {
    const { appUrl, ownerUrl, redisUrl, guard } = this.servers;
    const env = {
      PATH: process.env.PATH,
      WORKER_PORT: String(slot.port),
      DATABASE_URL: appUrl,
      DATABASE_OWNER_URL: ownerUrl,
      REDIS_URL: redisUrl,
      STORAGE_PATH: this.#folder,
      ANWEN_SECRET_FILE: join(this.#folder, 'secret'),
      MAINTENANCE_WINDOW: 'always',
      LOG_LEVEL: 'info',
      ...this.extra,
    };
    const child = spawn(process.execPath, [PROGRAM], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    Object.assign(slot, { child, ready: false, tail: '' });
    this.starts++;
    guard.entrust(child.pid, 'SIGKILL');
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        slot.tail = (slot.tail + chunk).slice(-4_000);
        if (slot.tail.includes(READY)) slot.ready = true;
      });
    child.once('exit', (code) => {
      guard.release(child.pid);
      if (this.#ending) return;
      if (code === CONFIGURATION) slot.failure = new Error(`the worker ended with ${code}:\n${slot.tail}`);
      else this.#start(slot);
    });
  }

  async #ready(slot) {
    for (const end = Date.now() + READY_WITHIN_MS; !slot.ready; await pause(50)) {
      if (slot.failure) throw slot.failure;
      if (Date.now() > end) throw new Error(`the worker is not ready:\n${slot.tail}`);
    }
  }
}
