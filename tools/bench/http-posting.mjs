#!/usr/bin/env node
// POST /inventory/postings (one line) with every guarantee on, 50 clients, against bare Fastify + pg that calls the same
// posting statement: node tools/bench/http-posting.mjs [seconds]
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../services/home.mjs';
import { freePort, withApi, writeHeaders } from './bench-api.mjs';
import { aFactory, asSystem, fillLedger, withBenchServers } from './bench-servers.mjs';
import { alternate, perSecond, verdict } from './measures.mjs';

const autocannon = createRequire(import.meta.url)('autocannon');
const CLIENTS = 50;
const seconds = Number(process.argv[2] ?? 8);

process.exitCode = await withBenchServers(async (servers) => {
  const factory = await aFactory(servers.database, { items: 100, bins: 20 });
  await fillLedger(servers.database, factory, 10_000);
  const [supplier] = await asSystem(servers.database, (tx) => tx.query(`SELECT id::text AS id FROM locations WHERE code = 'SUPPLIER'`));
  const port = await freePort();
  const bare = spawn(process.execPath, [join(ROOT, 'tools/bench/bare-server.mjs')], {
    env: { ...process.env, DATABASE_URL: servers.appUrl, PORT: String(port) },
    stdio: 'inherit',
  });
  const gone = new Promise((resume) => bare.once('exit', resume));
  try {
    return await withApi(servers, async ({ url, token }) => {
      const floor = (s) => load(`http://127.0.0.1:${port}/postings`, s, bareRequest(factory, supplier.id));
      const product = (s) => load(`${url}/api/v1/inventory/postings`, s, productRequest(factory, token));
      return report(await alternate({ product, floor }, { rounds: 3, seconds }));
    });
  } finally {
    bare.kill('SIGTERM');
    await gone;
  }
});

function report(rates) {
  const ratio = rates.product / rates.floor;
  console.log(`one-line postings over HTTP, ${CLIENTS} clients, 100 items × 20 bins, median of 3 rounds of ${seconds} s`);
  return verdict([
    { what: 'bare Fastify + pg, same posting statement (floor)', value: perSecond(rates.floor) },
    { what: 'api with every guarantee', value: perSecond(rates.product) },
    { what: 'api / floor', value: ratio.toFixed(2), goal: '≥ 0.40', met: ratio >= 0.4 },
  ]);
}

function productRequest(factory, token) {
  return (request, item, bin) => {
    const body = { type: 'receipt', lines: [{ itemCode: factory.items[item].code, qty: '1', toLocation: factory.bins[bin].code }] };
    return { ...request, headers: writeHeaders(token), body: JSON.stringify(body) };
  };
}

function bareRequest(factory, supplierId) {
  return (request, item, bin) => {
    const line = {
      itemId: factory.items[item].id,
      fromLocationId: supplierId,
      toLocationId: factory.bins[bin].id,
      qty: '1',
      enteredUomId: factory.items[item].baseUomId,
    };
    return { ...request, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ eventType: 'RECEIPT', lines: [line] }) };
  };
}

/** Closed loop of CLIENTS connections; successful answers per second. Anything but 201 is an error. */
async function load(url, duration, request) {
  let n = 0;
  const setupRequest = (plain) => request(plain, (n * 37) % 100, n++ % 20);
  const result = await autocannon({ url, method: 'POST', connections: CLIENTS, duration, requests: [{ method: 'POST', setupRequest }] });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url}: ${result.non2xx} refusals, ${result.errors} errors of ${result.requests.total}`);
  return result['2xx'] / result.duration;
}
