#!/usr/bin/env node
// Fifty screens on the wall, each asking every 5 s with If-None-Match, on a factory with 500 open orders where nothing moves;
// then ten times as often. Beside it the same polling of a bare Fastify with a constant answer.
// node tools/bench/board-poll.mjs [seconds]
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { Agent, get as httpGet } from 'node:http';
import { freePort, withApi } from './bench-api.mjs';
import { aFactory, asSystem, catalogTesting, withBenchServers } from './bench-servers.mjs';
import { ms, percentile, verdict } from './measures.mjs';

const { loadSource } = createRequire(import.meta.url)('../load-source.cjs');
const { aPlainOrder } = loadSource('libs/boards/src/testing.ts');

const seconds = Number(process.argv[2] ?? 30);
const SCREENS = 50;
const ORDERS = 500;
const CENTERS = 8;
const STATES = ['draft', 'planned', 'released', 'released', 'in_progress', 'in_progress', 'on_hold', 'completed'];

process.exitCode = await withBenchServers(async (servers) => {
  const keys = await aBusyFactory(servers.database);
  const [calm, busy, door] = await withApi(servers, async ({ url, token }) => {
    const ask = (n) => ({ url: `${url}/api/v1/boards/${encodeURIComponent(keys[n % keys.length])}`, headers: { Authorization: `Bearer ${token}` } });
    const live = () => ({ url: `${url}/health/live`, headers: {} });
    return [...(await phases(ask)), await poll(live, { everyMs: 500, seconds: 10 })];
  });
  const [bareCalm, bareBusy] = await withBare(async (url) => {
    const ask = () => ({ url: `${url}/board`, headers: {} });
    return phases(ask);
  });
  return verdict([
    { what: `${SCREENS} screens every 5 s: P95`, value: ms(calm.p95), goal: '≤ 20 ms', met: calm.p95 <= 20 },
    { what: '  P50 / P99', value: `${ms(calm.p50)} / ${ms(calm.p99)}` },
    { what: '  answered 304', value: percent(calm.notModified), goal: '> 80 %', met: calm.notModified > 0.8 },
    { what: '  bare Fastify P50 / P95', value: `${ms(bareCalm.p50)} / ${ms(bareCalm.p95)}` },
    { what: `${SCREENS} screens every 0.5 s: P95`, value: ms(busy.p95), goal: '≤ 20 ms', met: busy.p95 <= 20 },
    { what: '  answered 304', value: percent(busy.notModified), goal: '> 80 %', met: busy.notModified > 0.8 },
    { what: '  GET /health/live P50 / P95 (floor of the door)', value: `${ms(door.p50)} / ${ms(door.p95)}` },
    { what: '  bare Fastify P50 / P95', value: `${ms(bareBusy.p50)} / ${ms(bareBusy.p95)}` },
  ]);
});

/** As the screens ask, and ten times as often; before it a moment for plans, JIT and pools. Screens keep their versions throughout. */
async function phases(ask) {
  const etags = new Map();
  await poll(ask, { everyMs: 500, seconds: 3 }, etags);
  return [await poll(ask, { everyMs: 5_000, seconds }, etags), await poll(ask, { everyMs: 500, seconds }, etags)];
}

function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}

/** Work centres of two lines, some running, and orders in all columns. The keys of the boards, as a factory hangs them up. */
async function aBusyFactory(database) {
  const { items, warehouse } = await aFactory(database, { items: 20, bins: 5 });
  const centers = await asSystem(database, async (tx) => {
    await catalogTesting.standardReasons(tx);
    return tx.query(
      `INSERT INTO work_centers (code, name, board_group, warehouse_id) SELECT 'WC-' || n, 'Centre ' || n, 'L' || n % 2, $1 FROM generate_series(1, $2::int) AS n
       RETURNING id::text AS id, code`,
      [warehouse.id, CENTERS],
    );
  });
  for (let from = 0; from < ORDERS; from += 50)
    await asSystem(database, async (tx) => {
      for (let n = from; n < from + 50; n++) await aPlainOrder(tx, anOrder(n, { items, warehouse, centers }));
    });
  await asSystem(database, async (tx) => {
    await tx.query(`INSERT INTO wo_operation_runs (operation_id, operator_name, started_at) SELECT id, 'A', now() FROM wo_operations WHERE state = 'running'`);
    await tx.query(`INSERT INTO downtime_events (work_center_id, started_at, reported_by) VALUES ($1, date_trunc('second', now()), 'A')`, [centers[0].id]);
  });
  return [...centers.map((c) => `work-center:${c.code}`), 'line:L0', 'line:L1', `warehouse:${warehouse.code}`, 'work-orders'];
}

function anOrder(n, { items, warehouse, centers }) {
  const state = STATES[n % STATES.length];
  const isFrozen = n % STATES.length > 1;
  const first = state === 'in_progress' && n < CENTERS * STATES.length ? 'running' : 'ready';
  const operations = isFrozen ? [1, 2, 3].map((k) => ({ opNo: k * 10, centerId: centers[(n + k) % CENTERS].id, state: k === 1 ? first : 'pending' })) : [];
  const materials = isFrozen ? items.slice(0, 10).map((item) => ({ itemId: item.id, required: '5' })) : [];
  const dueOn = new Date(Date.now() + ((n % 9) - 4) * 86_400_000).toISOString().slice(0, 10);
  const number = `WO-261122-${1000 + n}`;
  return { number, itemId: items[n % items.length].id, warehouseId: warehouse.id, qty: '100', state, dueOn, operations, materials };
}

/** Each screen keeps its connection and the version it has; the duration counts from the planned moment (open model). */
async function poll(ask, { everyMs, seconds: length }, etags = new Map()) {
  const agent = new Agent({ keepAlive: true, maxSockets: SCREENS });
  const durations = [];
  let notModified = 0;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: SCREENS }, async (_, screen) => {
      const { url, headers } = ask(screen);
      for (let planned = began + (everyMs * screen) / SCREENS; planned < began + length * 1000; planned += everyMs) {
        await new Promise((resume) => setTimeout(resume, planned - performance.now()));
        const answer = await once(url, { agent, headers: { ...headers, ...(etags.has(screen) ? { 'If-None-Match': etags.get(screen) } : {}) } });
        if (answer.status !== 200 && answer.status !== 304) throw new Error(`${url}: ${answer.status}`);
        durations.push(performance.now() - planned);
        if (answer.status === 304) notModified += 1;
        if (answer.etag) etags.set(screen, answer.etag);
      }
    }),
  );
  agent.destroy();
  const sorted = durations.sort((a, b) => a - b);
  return { p50: percentile(sorted, 50), p95: percentile(sorted, 95), p99: percentile(sorted, 99), notModified: notModified / sorted.length };
}

function once(url, options) {
  return new Promise((resolve, reject) => {
    httpGet(url, options, (answer) => {
      answer.resume();
      answer.on('end', () => resolve({ status: answer.statusCode, etag: answer.headers.etag }));
    }).on('error', reject);
  });
}

async function withBare(work) {
  const port = await freePort();
  const child = spawn(process.execPath, [new URL('./bare-board-server.mjs', import.meta.url).pathname], {
    env: { PATH: process.env.PATH, PORT: String(port) },
  });
  const gone = new Promise((resume) => child.once('exit', resume));
  try {
    const url = `http://127.0.0.1:${port}`;
    for (const end = Date.now() + 10_000; ; await new Promise((resume) => setTimeout(resume, 50))) {
      if (
        await once(`${url}/board`, {}).then(
          () => true,
          () => false,
        )
      )
        break;
      if (Date.now() > end) throw new Error('the bare server does not answer');
    }
    return await work(url);
  } finally {
    child.kill('SIGTERM');
    await gone;
  }
}
