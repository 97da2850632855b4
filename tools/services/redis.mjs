// A private Redis: loopback only, password, nothing evicted, every write appended to its log.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { Refusal } from './home.mjs';
import { choosePort, endProcess, findByArgument, identify, isAlive, waitUntil } from './processes.mjs';
import { tail } from './postgres.mjs';

export class RedisServer {
  constructor(home, binaries, { guard, test = false }) {
    Object.assign(this, { home, binaries, guard, test });
    this.log = join(home.serviceDirectory('logs'), 'redis.log');
    this.config = join(home.serviceDirectory('run'), 'redis.conf');
  }

  async start() {
    for (const left of findByArgument(this.config)) await endProcess(left, 'SIGTERM', 20_000); // a server without its starter
    this.port = await choosePort(this.home.readState('ports').redis);
    this.home.writeState('ports', { ...this.home.readState('ports'), redis: this.port });
    this.home.writeServiceFile(this.config, this.#configuration());
    this.child = this.#spawn();
    this.process = identify(this.child.pid);
    this.guard.entrust(this.child.pid, 'SIGTERM');
    const answered = await waitUntil(() => !this.process || !isAlive(this.process) || this.#ping(), 60_000, 40);
    if (!answered || !this.process || !isAlive(this.process)) throw new Refusal(`Redis did not start; its log is ${this.log}:\n${tail(this.log)}`);
    return this.child;
  }

  async stop() {
    if (!this.process) return;
    await endProcess(this.process, 'SIGTERM', 20_000);
    this.guard.release(this.process.pid);
  }

  get url() {
    return `redis://:${this.home.secret('redis')}@127.0.0.1:${this.port}`;
  }

  #spawn() {
    const { account } = this.home;
    const log = openSync(this.log, 'a', 0o600);
    try {
      return spawn(this.binaries.redis.program, [this.config], {
        env: this.binaries.env,
        cwd: this.home.serviceDirectory('redis'),
        detached: true,
        stdio: ['ignore', log, log],
        ...(account && { uid: account.uid, gid: account.gid }),
      });
    } finally {
      closeSync(log);
    }
  }

  #configuration() {
    // The title stays as it was started: a next start recognises a left-over server by its configuration file.
    const lines = [
      'bind 127.0.0.1',
      `port ${this.port}`,
      'protected-mode yes',
      'daemonize no',
      'set-proc-title no',
      `dir "${this.home.serviceDirectory('redis')}"`,
      `requirepass ${this.home.secret('redis')}`,
      // Full means that a write is refused, never that a queued job vanishes; jobs that do not fit wait in PostgreSQL.
      'maxmemory 384mb',
      'maxmemory-policy noeviction',
      `appendonly ${this.test ? 'no' : 'yes'}`,
      'appendfsync everysec',
      'save ""',
    ];
    return `${lines.join('\n')}\n`;
  }

  /** True when the server takes the password and answers (it answers LOADING while it reads its log). */
  #ping() {
    return new Promise((answer) => {
      const socket = createConnection({ port: this.port, host: '127.0.0.1' });
      socket.once('error', () => answer(false));
      socket.once('connect', () => socket.write(`AUTH ${this.home.secret('redis')}\r\nPING\r\n`));
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
        if ((text.match(/\r\n/g) ?? []).length < 2) return;
        socket.destroy();
        answer(text.includes('+PONG'));
      });
    });
  }
}
