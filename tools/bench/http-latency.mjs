#!/usr/bin/env node
// Latency on a grown ledger: 50 posts a second (open model), balances and stock card, on 100 000 and on 1 000 000 movements.
// node tools/bench/http-latency.mjs [movements] [seconds]
import { withApi, writeHeaders } from './bench-api.mjs';
import { aFactory, careFor, fillLedger, withBenchServers } from './bench-servers.mjs';
import { ms, openLoop, percentile, verdict } from './measures.mjs';

const LARGE = Number(process.argv[2] ?? 1_000_000);
const SMALL = LARGE / 10;
const seconds = Number(process.argv[3] ?? 30);

process.exitCode = await withBenchServers(async (servers) => {
  const factory = await aFactory(servers.database, { items: 300, bins: 60 });
  await fillLedger(servers.database, factory, SMALL);
  await careFor(servers.url);
  const small = await withApi(servers, (api) => measure(api, factory));
  await fillLedger(servers.database, factory, LARGE - SMALL, { report: (n) => n % 100_000 < 1_000 && console.log(`filling: ${n}`) });
  await careFor(servers.url);
  const large = await withApi(servers, (api) => measure(api, factory));
  const lines = [];
  for (const list of ['balances', 'card']) {
    const ratio = large[list].p95 / small[list].p95;
    lines.push({ what: `${list} P95 on ${SMALL}`, value: ms(small[list].p95) });
    lines.push({ what: `${list} P95 on ${LARGE}`, value: ms(large[list].p95), goal: '< 50 ms', met: large[list].p95 < 50 });
    lines.push({ what: `${list} large / small`, value: ratio.toFixed(2), goal: '≤ 1.50', met: ratio <= 1.5 });
  }
  lines.push({ what: 'GET /health/live P95 in the same run (floor of the door)', value: ms(large.floor.p95) });
  lines.push({ what: `post P95 at 50/s on ${LARGE}`, value: ms(large.post.p95), goal: '< 80 ms', met: large.post.p95 < 80 });
  lines.push({ what: `post P99 at 50/s on ${LARGE}`, value: ms(large.post.p99), goal: '< 160 ms', met: large.post.p99 < 160 });
  return verdict(lines);
});

async function measure({ url, token }, factory) {
  const get = async (path) => {
    const answer = await fetch(url + path, { headers: { Authorization: `Bearer ${token}` } });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    await answer.arrayBuffer();
  };
  const item = (n) => factory.items[(n * 37) % factory.items.length];
  const post = async (n) => {
    const answer = await fetch(`${url}/api/v1/inventory/postings`, {
      method: 'POST',
      headers: writeHeaders(token),
      body: JSON.stringify({ type: 'receipt', lines: [{ itemCode: item(n).code, qty: '1', toLocation: factory.bins[n % factory.bins.length].code }] }),
    });
    if (answer.status !== 201) throw new Error(`post: ${answer.status} ${await answer.text()}`);
    await answer.arrayBuffer();
  };
  await openLoop(20, 2, (n) => Promise.all([get('/api/v1/inventory/balances?limit=50'), post(n)]));
  const shape = (sorted) => ({ p50: percentile(sorted, 50), p95: percentile(sorted, 95), p99: percentile(sorted, 99) });
  return {
    floor: shape(await openLoop(20, 5, () => get('/health/live'))),
    balances: shape(await openLoop(20, seconds / 2, (n) => get(`/api/v1/inventory/balances?limit=50${n % 2 ? '' : `&itemCode=${item(n).code}`}`))),
    card: shape(
      await openLoop(20, seconds / 2, (n) =>
        get(`/api/v1/inventory/stock-card?limit=50&itemCode=${item(n).code}${n % 2 ? `&location=${factory.bins[n % factory.bins.length].code}` : ''}`),
      ),
    ),
    post: shape(await openLoop(50, seconds, post)),
  };
}
