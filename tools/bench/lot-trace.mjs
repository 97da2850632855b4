#!/usr/bin/env node
// Tracing 5 000 lots in a graph of a million edges: over HTTP, through the service, and the same walk by hand in bare SQL;
// and a recall drill of the same family. node tools/bench/lot-trace.mjs [edges] [rounds]
import { createRequire } from 'node:module';
import { withApi } from './bench-api.mjs';
import { aFactory, asSystem, careFor, clerk, withBenchServers } from './bench-servers.mjs';
import { median, ms, percentile, verdict } from './measures.mjs';

const require = createRequire(import.meta.url);
const { Client } = require('pg');
const { tracing } = require('../load-source.cjs').loadSource('libs/inventory/src/testing.ts');
const EDGES = Number(process.argv[2] ?? 1_000_000);
const ROUNDS = Number(process.argv[3] ?? 20);
const FAMILY = 5_000;
/** A lot has a parent of its family, every fifth a second one: 6 edges for 5 lots. */
const FAMILIES = Math.max(1, Math.round(EDGES / (FAMILY * 1.2)));

process.exitCode = await withBenchServers(async (servers) => {
  const factory = await aFactory(servers.database, { items: 1, bins: 20 });
  await fill(servers.url, factory);
  await careFor(servers.url);
  const roots = await rootsOf(servers.url);
  const root = (n) => roots[(n * 7) % roots.length];
  const client = new Client({ connectionString: servers.appUrl });
  await client.connect();
  await client.query(`SET anwen.scope = 'all'; SET jit = off`);
  const byHand = await timed((n) => walkByHand(client, root(n).no));
  const service = await timed((n) => asSystem(servers.database, (tx) => tracing.traces.lot(tx, root(n).id, { direction: 'down', depth: 50 })));
  const drill = await timed((n) => asSystem(servers.database, (tx) => tracing.recalls.open(tx, clerk, { lots: [root(n).id], reason: 'drill', mock: true })), 3);
  await client.end();
  const http = await withApi(servers, ({ url, token }) => timed((n) => overHttp(url, token, root(n).id)));
  const { nodes } = await asSystem(servers.database, (tx) => tracing.traces.lot(tx, root(1).id, { direction: 'down', depth: 50 }));
  const lots = nodes.filter((n) => n.kind === 'lot').length;
  console.log(
    `${FAMILIES * FAMILY} lots, ${await edgesOf(servers.url)} edges; each trace: ${lots} lots, ${nodes.length} nodes; ${ROUNDS} rounds over all families`,
  );
  return verdict([
    { what: 'walk by hand, one recursive query, lots and edges (floor), median', value: ms(median(byHand)) },
    { what: 'service: walk, lots, edges, documents at both ends, median', value: ms(median(service)) },
    { what: 'GET /lots/{id}/trace, median', value: ms(median(http)) },
    { what: 'GET /lots/{id}/trace P95', value: ms(percentile(http, 95)), goal: '≤ 300 ms', met: percentile(http, 95) <= 300 },
    { what: 'lots in the answer', value: lots, goal: `≥ ${FAMILY}`, met: lots >= FAMILY },
    { what: 'recall drill of the family: found, looked up, kept (median)', value: ms(median(drill)), goal: '< 60 s', met: median(drill) < 60_000 },
  ]);
});

/** Sorted durations; the first call warms up. */
async function timed(work, rounds = ROUNDS) {
  const durations = [];
  for (let n = 0; n <= rounds; n++) {
    const began = performance.now();
    await work(n);
    if (n > 0) durations.push(performance.now() - began);
  }
  return durations.sort((a, b) => a - b);
}

async function overHttp(url, token, id) {
  const answer = await fetch(`${url}/api/v1/lots/${id}/trace?direction=down&depth=50`, { headers: { Authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`trace: ${answer.status} ${await answer.text()}`);
  const { truncated } = await answer.json();
  if (truncated) throw new Error('the trace was cut');
}

/** What somebody would write at the prompt: every lot that came of one, and the edges between them. */
async function walkByHand(client, root) {
  const { rows } = await client.query({
    name: 'by-hand',
    text: `WITH RECURSIVE down(node) AS (SELECT $1::bigint UNION SELECT g.child FROM down d JOIN lot_genealogy g ON g.parent = d.node)
           SELECT l.public_id, l.code, l.status, l.expires_on, i.code AS item, e.parent, e.child, e.qty FROM down d JOIN lots l ON l.id = d.node JOIN items i ON i.id = l.item_id
             LEFT JOIN lot_genealogy e ON e.child = d.node`,
    values: [root],
  });
  if (rows.length < FAMILY) throw new Error(`only ${rows.length} rows by hand`);
}

async function rootsOf(url) {
  return asOwner(url, async (client) => {
    const { rows } = await client.query(`SELECT id::text AS no, public_id AS id FROM lots WHERE code LIKE '%-0' ORDER BY id`);
    return rows;
  });
}

async function edgesOf(url) {
  return asOwner(url, async (client) => (await client.query('SELECT count(*)::int AS n FROM lot_genealogy')).rows[0].n);
}

/** Straight into the tables: every lot was received by a posting of its own, and every third was shipped. */
async function fill(url, factory) {
  await asOwner(url, async (client) => {
    await client.query(`SET anwen.scope = 'all'; SET statement_timeout = 0; ALTER TABLE inventory_movements DISABLE TRIGGER USER`);
    const one = async (sql) => Number((await client.query(sql)).rows[0].n);
    const run = async (what, sql) => {
      const began = performance.now();
      await client.query(sql);
      console.log(`filling: ${what} ${((performance.now() - began) / 1000).toFixed(1)} s`);
    };
    const lastLot = await one('SELECT coalesce(max(id), 0) AS n FROM lots');
    const facts = { item: factory.items[0], warehouse: factory.warehouse.id, bins: factory.bins.map((bin) => bin.id), lastLot };
    const [production, customer] = [
      await one(`SELECT id AS n FROM locations WHERE code = 'PRODUCTION'`),
      await one(`SELECT id AS n FROM locations WHERE code = 'CUSTOMER'`),
    ];
    const lastPosting = () => one('SELECT coalesce(max(id), 0) AS n FROM inventory_postings');
    await run('lots', lotsSql(facts));
    const received = await lastPosting();
    await run('postings of receipt', postingsSql(facts, { event: 'RECEIPT', doc: 'receipt', every: 1 }));
    await run('movements of receipt', movementsSql(facts, { from: production, to: binSql(facts), real: 'to', every: 1, after: received }));
    const shipped = await lastPosting();
    await run('postings of shipment', postingsSql(facts, { event: 'SHIP', doc: 'shipment', every: 3 }));
    await run('movements of shipment', movementsSql(facts, { from: binSql(facts), to: customer, real: 'from', every: 3, after: shipped }));
    await run('balances', balancesSql(facts));
    await run('edges', edgesSql(facts, received));
    await client.query('ALTER TABLE inventory_movements ENABLE TRIGGER USER');
  });
}

function binSql({ bins }) {
  return `(ARRAY[${bins.join(',')}])[1 + l.id % ${bins.length}]`;
}

function lotsSql({ item }) {
  return `INSERT INTO lots (item_id, code, expires_on)
  SELECT ${item.id}, 'F' || f || '-' || n, '2099-01-01' FROM generate_series(0, ${FAMILIES - 1}) AS f, generate_series(0, ${FAMILY - 1}) AS n ORDER BY f, n`;
}

function postingsSql({ warehouse, lastLot }, { event, doc, every }) {
  return `
  INSERT INTO inventory_postings (client_op_id, event_type, doc_type, doc_ref, occurred_at, effective_on, posted_at, actor_type, actor_id, actor_name, warehouse_ids, zone_ids, line_count, content_hash)
  SELECT gen_random_uuid(), '${event}', '${doc}', '${doc}-' || l.id / 5, now(), business_date(), now(), 'system', 0, 'bench', ARRAY[${warehouse}]::bigint[], '{}', 1, ''
    FROM lots l WHERE l.id > ${lastLot} AND l.id % ${every} = 0 ORDER BY l.id`;
}

function movementsSql({ item, warehouse, lastLot }, { from, to, real, every, after }) {
  const side = (name, seq) => (name === real ? `${warehouse}, ${seq}, 1` : 'NULL::bigint, NULL::bigint, NULL::numeric');
  return `
  INSERT INTO inventory_movements (posted_at, posting_id, line_no, effective_on, item_id, lot_id, from_location_id, from_status, from_warehouse_id, from_seq, from_after,
    to_location_id, to_status, to_warehouse_id, to_seq, to_after, qty, entered_qty, entered_uom_id, value)
  SELECT now(), ${after} + row_number() OVER (ORDER BY l.id), 1, business_date(), ${item.id}, l.id, ${from}, 0, ${side('from', 2)}, ${to}, 0, ${side('to', 1)}, 1, 1, ${item.baseUomId}, 0
    FROM lots l WHERE l.id > ${lastLot} AND l.id % ${every} = 0 ORDER BY l.id`;
}

function balancesSql(facts) {
  return `INSERT INTO inventory_balance (item_id, location_id, lot_id, warehouse_id, on_hand, version)
  SELECT ${facts.item.id}, ${binSql(facts)}, l.id, ${facts.warehouse}, 1, 1 FROM lots l WHERE l.id > ${facts.lastLot}`;
}

/** Lot n comes of one between n/8 and n/4 of its family: six to twelve steps from the first to the last. Every fifth also of the one before it. */
function edgesSql({ lastLot }, lastPosting) {
  const lot = (n) => `${lastLot} + 1 + f::bigint * ${FAMILY} + ${n}`;
  return `
  INSERT INTO lot_genealogy (parent_lot_id, child_lot_id, qty, kind, posting_id)
  SELECT ${lot('n / 8 + (random() * (n / 8))::int')}, ${lot('n')}, 1, 'production', ${lastPosting} + 1 + f::bigint * ${FAMILY} + n
    FROM generate_series(0, ${FAMILIES - 1}) AS f, generate_series(1, ${FAMILY - 1}) AS n
  UNION ALL SELECT ${lot('n - 1')}, ${lot('n')}, 1, 'production', ${lastPosting} + f::bigint * ${FAMILY} + n
    FROM generate_series(0, ${FAMILIES - 1}) AS f, generate_series(5, ${FAMILY - 1}, 5) AS n`;
}

async function asOwner(url, work) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
