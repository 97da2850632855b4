#!/usr/bin/env node
// POST /scan/resolve on 50 000 items, 100 000 barcodes, 200 000 lots, 100 000 serial numbers and 5 000 places, over HTTP at a
// steady rate; beside it the same statement sent by bare pg: node tools/bench/scan-resolve.mjs [seconds] [rate]
import { createRequire } from 'node:module';
import { withApi, writeHeaders } from './bench-api.mjs';
import { asSystem, careFor, catalogTesting, withBenchServers } from './bench-servers.mjs';
import { ms, openLoop, percentile, verdict } from './measures.mjs';

const require = createRequire(import.meta.url);
const { Client } = require('pg');
const { loadSource } = require('../load-source.cjs');
const seconds = Number(process.argv[2] ?? 20);
/** A busy shift: twenty pickers who scan every two seconds. */
const RATE = Number(process.argv[3] ?? 10);
const GOAL_MS = 50;
const [ITEMS, LOTS] = [50_000, 200_000];
const GS = '\u001d';

/** Bodies of trade item numbers; the check digit is put behind by SQL and here alike. */
const body = (i) => `0952${String(i).padStart(9, '0')}`;
function gtin(i) {
  const sum = [...body(i)].reverse().reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return `${body(i)}${(10 - (sum % 10)) % 10}`;
}

/** What is scanned, and what kind of candidate must come back (null: unknown). */
const SCANS = {
  barcode: (i) => [`B1-IT-${code(i)}`, 'item'],
  'trade item number': (i) => [`]E0${gtin((i % ITEMS) + 1).slice(1)}`, 'item'],
  'GS1 with lot and expiry': (i) => [`]d201${gtin((i % ITEMS) + 1)}10L${i}${GS}17271231`, 'item'],
  lot: (i) => [`L${(i % LOTS) - ((i % LOTS) % 10) + 1}`, 'lot'],
  'lot with the name of a day': (i) => [`DAY-${(i % 1900) + 1}`, 'lot'],
  'serial number': (i) => [`SN-2-IT-${code(i)}`, 'serial'],
  place: (i) => [`BIN-${(i % 5000) + 1}`, 'location'],
  'document that is not there': (i) => [`PO-261122-${String(i % 1000).padStart(3, '0')}`, null],
  'nothing at all': (i) => [`nobody knows ${i}`, null],
};
const code = (i) => String((i % ITEMS) + 1).padStart(6, '0');
/** Far apart, so that every scan meets other pages. */
const spread = (n) => (n * 7919) % 1_000_003;

process.exitCode = await withBenchServers(async (servers) => {
  await fill(servers.database);
  await careFor(servers.url);
  const bare = await byHand(servers);
  const { kinds, floor } = await withApi(servers, measure);
  return verdict([
    { what: 'the same statement by bare pg, P95 (floor)', value: ms(bare) },
    { what: 'GET /health/live P95 in the same run (floor of the door)', value: ms(floor) },
    ...Object.entries(kinds).map(([kind, { p50, p95, wrong }]) => ({
      what: `${kind}: P50 ${ms(p50)}, wrong answers ${wrong}, P95`,
      value: ms(p95),
      goal: `≤ ${GOAL_MS} ms`,
      met: p95 <= GOAL_MS && wrong === 0,
    })),
  ]);
});

async function fill(database) {
  await asSystem(
    database,
    async (tx) => {
      const units = await catalogTesting.standardUnits(tx);
      const warehouse = await catalogTesting.aWarehouse(tx);
      const numbers = Array.from({ length: ITEMS }, (_, i) => gtin(i + 1));
      await tx.query(
        `INSERT INTO items (code, name, kind, base_uom_id, tracking, gtin)
         SELECT 'IT-' || lpad(n::text, 6, '0'), '品項 ' || n, 'fg', $1, 'lot', g FROM unnest($2::text[]) WITH ORDINALITY AS x(g, n)`,
        [units.get('PCE'), numbers],
      );
      await tx.query(`INSERT INTO item_barcodes (item_id, code) SELECT id, 'B' || k || '-' || code FROM items, generate_series(1, 2) AS k`);
      // A tenth of the lots share their code with nine others, as lots named by the day do.
      await tx.query(
        `INSERT INTO lots (item_id, code, expires_on)
         SELECT i.id, CASE WHEN n % 10 = 0 THEN 'DAY-' || (n / 100) ELSE 'L' || n END, date '2027-01-01' + n % 700
         FROM generate_series(1, $1::int) AS n JOIN items i ON i.code = 'IT-' || lpad((n % $2::int + 1)::text, 6, '0') ON CONFLICT DO NOTHING`,
        [LOTS, ITEMS],
      );
      await tx.query(`INSERT INTO serials (item_id, code) SELECT id, 'SN-' || k || '-' || code FROM items, generate_series(1, 2) AS k`);
      await tx.query(
        `INSERT INTO locations (warehouse_id, code, name, path, kind) SELECT $1, 'BIN-' || n, 'bin', '/BIN-' || n, 'storage' FROM generate_series(1, 5000) AS n`,
        [warehouse.id],
      );
    },
    { statementTimeoutMs: 120_000 },
  );
}

async function measure({ url, token }) {
  const resolve = async (raw) => {
    const answer = await fetch(`${url}/api/v1/scan/resolve`, { method: 'POST', headers: writeHeaders(token), body: JSON.stringify({ raw }) });
    if (answer.status !== 200) throw new Error(`${raw}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  for (const make of Object.values(SCANS)) for (let n = 0; n < 20; n++) await resolve(make(n)[0]); // plans, JIT, caches
  const kinds = {};
  for (const [kind, make] of Object.entries(SCANS)) {
    let wrong = 0;
    const sorted = await openLoop(RATE, seconds / 4, async (n) => {
      const [raw, expected] = make(spread(n));
      const { candidates } = await resolve(raw);
      if ((candidates[0]?.kind ?? null) !== expected) wrong += 1;
    });
    kinds[kind] = { p50: percentile(sorted, 50), p95: percentile(sorted, 95), wrong };
  }
  const floor = percentile(await openLoop(RATE, 3, () => fetch(`${url}/health/live`).then((answer) => answer.arrayBuffer())), 95);
  return { kinds, floor };
}

async function byHand({ url }) {
  const { ScanStore } = loadSource('libs/scan/src/scan.store.ts');
  let statement;
  new ScanStore().find({ prepared: (name, text) => ((statement = { name, text }), Promise.resolve([])) }, { document: null });
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`SET anwen.scope = 'all'`);
    const names = Object.keys(SCANS);
    const took = [];
    for (let n = 0; n < 1_000; n++) {
      const [raw] = SCANS[names[n % 7]](spread(n));
      const began = performance.now();
      await client.query({ ...statement, values: [[raw], [raw], [raw], [raw], [raw], []] });
      if (n >= 100) took.push(performance.now() - began); // the first ones read pages and make plans
    }
    const sorted = took.sort((x, y) => x - y);
    return percentile(sorted, 95);
  } finally {
    await client.end();
  }
}
