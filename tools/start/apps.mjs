// api, worker and admin as child processes with a log file each.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, Refusal } from '../services/home.mjs';
import { endProcess, identify } from '../services/processes.mjs';
import { tail } from '../services/postgres.mjs';
import { addressOf, forApp } from './environment.mjs';

export const APPS = [
  { name: 'api', prefix: 'API', health: '/health' },
  { name: 'worker', prefix: 'WORKER', health: '/health/live' },
  { name: 'admin', prefix: 'ADMIN', health: '/health/live' },
];
/** Boot takes 1–2 s; two busy cores and a cold disk may take many times that. */
const GREEN_WITHIN_MS = 90_000;
/** The worker lets running jobs finish for 14 s and leaves within 25 s by itself. */
const STOP_WITHIN_MS = 30_000;
const LOG_MAX_BYTES = 50 << 20;

/** The log of an app, or of a private server by its proper name. */
export const logOf = (home, name) => {
  const server = { PostgreSQL: 'postgres', Redis: 'redis' }[name];
  return server ? join(home.serviceDirectory('logs'), `${server}.log`) : join(home.directory('logs'), `${name}.log`);
};

export class Apps {
  #running = new Map();

  constructor({ home, env, guard, main = (name) => join(ROOT, 'apps', name, 'dist/main.js') }) {
    Object.assign(this, { home, env, guard, main });
  }

  /** Each app leads a process group of its own: Ctrl-C reaches us alone, and we stop them in order. */
  start(name) {
    const path = logOf(this.home, name);
    if (existsSync(path) && statSync(path).size > LOG_MAX_BYTES) renameSync(path, `${path}.1`);
    const log = openSync(path, 'a', 0o600);
    const child = spawn(process.execPath, ['--enable-source-maps', this.main(name)], {
      cwd: ROOT,
      env: forApp(name, this.env),
      detached: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.guard.entrust(child.pid);
    this.#running.set(name, identify(child.pid));
    return child;
  }

  /** Waits until all are green. @throws Refusal with the end of the log of the one that is not. */
  async waitGreen(abandoned) {
    const end = Date.now() + GREEN_WITHIN_MS;
    for (const app of APPS) {
      while (!(await this.#isGreen(app))) {
        if (abandoned()) return;
        if (Date.now() > end)
          throw new Refusal(
            `${app.name} is not healthy after ${GREEN_WITHIN_MS / 1000} s; the end of ${logOf(this.home, app.name)}:\n${tail(logOf(this.home, app.name))}`,
          );
        await new Promise((resume) => setTimeout(resume, 100));
      }
    }
  }

  async stop() {
    const stopOne = async (target) => {
      await endProcess(target, 'SIGTERM', STOP_WITHIN_MS);
      this.guard.release(target.pid);
    };
    await Promise.all([...this.#running.values()].filter(Boolean).map(stopOne));
  }

  async #isGreen({ prefix, health }) {
    try {
      const response = await fetch(`${addressOf(this.env, prefix)}${health}`, { signal: AbortSignal.timeout(5_000) });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false; // not listening yet
    }
  }
}
