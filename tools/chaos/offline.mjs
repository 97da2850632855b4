#!/usr/bin/env node
// Kills the api (kill -9), again and again, while five devices bring home what was done offline. Each device repeats what it has heard
// no answer to, in any order. Afterwards every operation must have had one effect and one answer.
// node tools/chaos/offline.mjs [kills] [operations a device]
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../bench/bench-api.mjs';
import { verdict } from '../bench/measures.mjs';
import { ROOT } from '../services/home.mjs';
import { withChaosServers } from './chaos-servers.mjs';

const { loadSource } = createRequire(import.meta.url)('../load-source.cjs');
const { createFirstAdministrator } = loadSource('libs/rbac/src/index.ts');
const { permissionTables } = loadSource('apps/cli/src/services.ts');
const { aSmallStore, receive } = loadSource('libs/inventory/src/testing.ts');
const { verifyLedgerIn } = loadSource('libs/inventory/src/index.ts');

const MAIN = join(ROOT, 'apps/api/dist/main.js');
const PASSWORD = 'Kettle-violin-Orbit-7';
const DEVICES = 5;
const kills = Number(process.argv[2] ?? 20);
const each = Number(process.argv[3] ?? 300);
/** The whole run; what is not home by then is lost. */
const LIMIT_MS = 600_000;

async function prepare(servers) {
  await createFirstAdministrator(servers.database, { password: PASSWORD, tables: permissionTables });
  return servers.write(async (tx) => {
    const store = await aSmallStore(tx);
    await receive(tx, { itemCode: store.plain.code, qty: String(DEVICES * each), toLocation: store.binA.code });
    return store;
  });
}

function operations(store) {
  return Array.from({ length: each }, (_, n) => ({
    opId: randomUUID(),
    seq: n + 1,
    type: 'stock.move',
    occurredAt: new Date().toISOString(),
    body: { lines: [{ itemCode: store.plain.code, qty: '1', fromLocation: store.binA.code, toLocation: store.binB.code }] },
  }));
}

/** Spread over the work, so that each kill meets operations at every stage. */
async function killAlong(api, devices) {
  const total = DEVICES * each;
  const heard = () => devices.reduce((n, device) => n + device.heard.size, 0);
  for (let n = 0; n < kills; n++) {
    while (heard() < (total * (n + 1)) / (kills + 1)) await pause(2);
    await api.kill();
    await api.start();
  }
  return kills;
}

class Api {
  #folder = mkdtempSync(join(tmpdir(), 'anwen-chaos-'));

  constructor(servers, port) {
    Object.assign(this, { servers, url: `http://127.0.0.1:${port}` });
    writeFileSync(join(this.#folder, 'secret'), randomBytes(32));
    this.env = {
      PATH: process.env.PATH,
      DATABASE_URL: servers.appUrl,
      REDIS_URL: servers.redisUrl,
      API_PORT: String(port),
      API_HOST: '127.0.0.1',
      STORAGE_PATH: this.#folder,
      ANWEN_SECRET_FILE: join(this.#folder, 'secret'),
      LOG_LEVEL: 'error',
      API_REQUESTS_PER_MINUTE: '100000000',
    };
    process.once('exit', () => rmSync(this.#folder, { recursive: true, force: true }));
  }

  async start() {
    this.child = spawn(process.execPath, [MAIN], { env: this.env, stdio: ['ignore', 'inherit', 'inherit'] });
    const live = () =>
      fetch(`${this.url}/health/live`).then(
        (r) => r.ok,
        () => false,
      );
    for (const end = Date.now() + 60_000; !(await live()); await pause(20)) if (Date.now() > end) throw new Error('the api does not answer');
  }

  async kill() {
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }

  async signIn() {
    const reply = await this.post('/api/v1/auth/login', { username: 'admin', password: PASSWORD });
    return (await reply.json()).token;
  }

  post(path, body, token) {
    const headers = { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) };
    return fetch(this.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  }
}

/** Sends what it has heard no answer to, some of it twice, until it has heard of everything. */
class Device {
  heard = new Map();
  trips = 0;
  broken = 0;
  changed = 0;

  constructor(api, token, ops) {
    Object.assign(this, { api, token, ops });
  }

  async bringHome() {
    for (const end = Date.now() + LIMIT_MS; this.heard.size < this.ops.length && Date.now() < end;) {
      const due = this.ops.filter((op) => !this.heard.has(op.opId) || Math.random() < 0.02);
      await this.#trip(due.sort(() => Math.random() - 0.5).slice(0, 10));
    }
  }

  async #trip(batch) {
    this.trips += 1;
    try {
      const reply = await this.api.post('/api/v1/device-ops/batch', { ops: batch }, this.token);
      if (!reply.ok) throw new Error(`${reply.status}`);
      for (const one of (await reply.json()).results) if (one.result !== 'deferred') this.#note(one);
    } catch {
      // killed under the request, or not back yet: nothing was heard, so all of it is sent again
      this.broken += 1;
      await pause(20 + Math.random() * 60);
    }
  }

  /** What was told once is told again in the same words. */
  #note({ opId, status, body, problem }) {
    const words = JSON.stringify({ status, body, problem });
    const before = this.heard.get(opId);
    if (before !== undefined && before !== words) this.changed += 1;
    this.heard.set(opId, words);
  }
}

async function judge(servers, { devices, store, done, deadlocks }) {
  const total = DEVICES * each;
  const ids = devices.flatMap((device) => device.ops.map((op) => op.opId));
  const [tally] = await servers.write((tx) =>
    tx.query(
      `SELECT (SELECT count(*) FROM device_ops WHERE op_id = ANY ($1) AND state = 'applied')::int AS kept,
              (SELECT count(*) FROM inventory_postings WHERE client_op_id = ANY ($1))::int AS effects,
              (SELECT sum(on_hand)::int FROM inventory_balance b JOIN locations l ON l.id = b.location_id WHERE l.code = $2) AS moved,
              (SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()) AS deadlocks`,
      [ids, store.binB.code],
    ),
  );
  const proof = await servers.write((tx) => verifyLedgerIn(tx));
  const sum = (count) => devices.reduce((n, device) => n + count(device), 0);
  const heard = sum((device) => device.heard.size);
  return verdict([
    { what: 'operations / kills / trips / trips without an answer', value: `${total} / ${done} / ${sum((d) => d.trips)} / ${sum((d) => d.broken)}` },
    { what: 'operations not heard of', value: String(total - heard), goal: '0', met: heard === total },
    { what: 'operations lost', value: String(total - tally.kept), goal: '0', met: tally.kept === total },
    { what: 'effects too many or too few', value: String(tally.effects - total), goal: '0', met: tally.effects === total },
    { what: 'pieces moved', value: String(tally.moved), goal: String(total), met: tally.moved === total },
    { what: 'answers that changed', value: String(sum((d) => d.changed)), goal: '0', met: sum((d) => d.changed) === 0 },
    { what: 'deadlocks', value: String(tally.deadlocks - deadlocks), goal: '0', met: tally.deadlocks === deadlocks },
    { what: 'problems in the ledger', value: String(proof.results.flatMap((r) => r.problems).length), goal: '0', met: proof.ok },
  ]);
}

process.exitCode = await withChaosServers(async (servers) => {
  if (!existsSync(MAIN)) throw new Error('apps/api/dist is missing: run `npm run build` first');
  const store = await prepare(servers);
  const api = new Api(servers, await freePort());
  await api.start();
  const token = await api.signIn();
  const [before] = await servers.query('SELECT deadlocks::int AS n FROM pg_stat_database WHERE datname = current_database()');
  const devices = Array.from({ length: DEVICES }, () => new Device(api, token, operations(store)));
  const working = Promise.all(devices.map((device) => device.bringHome()));
  const done = await killAlong(api, devices);
  await working;
  await api.kill();
  return judge(servers, { devices, store, done, deadlocks: before.n });
});
