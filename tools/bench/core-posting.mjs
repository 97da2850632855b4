#!/usr/bin/env node
// One five-line posting through the core, 16 clients on hot bins, against the same statements sent by bare pg in one
// process: node tools/bench/core-posting.mjs [seconds]
import { createRequire } from 'node:module';
import { aFactory, asSystem, clerk, fillLedger, inventory, kernel, withBenchServers } from './bench-servers.mjs';
import { alternate, closedLoop, perSecond, verdict } from './measures.mjs';

const { Pool } = createRequire(import.meta.url)('pg');
const CLIENTS = 16;
const seconds = Number(process.argv[2] ?? 8);

process.exitCode = await withBenchServers(async ({ appUrl, database }) => {
  const factory = await aFactory(database, { items: 10, bins: 4 });
  await fillLedger(database, factory, 5_000);
  const core = (client, n) => asSystem(database, (tx) => inventory.stock.post(tx, clerk, fiveLines(factory, client, n)));
  const statements = [];
  for (let client = 0; client < CLIENTS; client++) statements.push(await record(database, () => core(client, 0)));
  const pool = new Pool({ connectionString: appUrl, max: CLIENTS });
  const bare = (client) => replay(pool, statements[client]);
  const before = await deadlocks(database);
  const rates = await alternate({ core: (s) => closedLoop(CLIENTS, s, core), bare: (s) => closedLoop(CLIENTS, s, bare) }, { rounds: 3, seconds });
  await pool.end();
  return report(rates, (await deadlocks(database)) - before, await lostUpdates(database));
});

function report(rates, locked, lost) {
  const ratio = rates.core / rates.bare;
  console.log(`five-line postings, ${CLIENTS} clients, 10 items × 4 hot bins, median of 3 rounds of ${seconds} s`);
  return verdict([
    { what: 'bare pg, same statements one after the other (floor)', value: perSecond(rates.bare) },
    { what: 'posting core', value: perSecond(rates.core) },
    { what: 'core / floor', value: ratio.toFixed(2), goal: '≥ 0.50', met: ratio >= 0.5 },
    { what: 'deadlocks', value: locked, goal: '0', met: locked === 0 },
    { what: 'balances that differ from their movements', value: lost, goal: '0', met: lost === 0 },
  ]);
}

function fiveLines(factory, client, n) {
  const bin = (i) => factory.bins[(client + n + i) % 4].code;
  const lines = Array.from({ length: 5 }, (_, i) => ({
    itemCode: factory.items[(client * 3 + n + i * 7) % 10].code,
    qty: '1',
    fromLocation: bin(i),
    toLocation: bin(i + 1),
  }));
  return { type: 'transfer', lines };
}

/** Sends recorded statements again, as a posting of its own, awaiting each. */
async function replay(pool, statements) {
  const connection = await pool.connect();
  const id = kernel.uuidV7();
  const renew = (value) => (typeof value === 'string' ? value.replace(/"clientOpId":"[^"]*"/, `"clientOpId":"${id}"`) : value);
  try {
    for (const { text, name, values } of statements) await connection.query(values === undefined ? text : { text, name, values: values.map(renew) });
  } finally {
    connection.release();
  }
}

async function lostUpdates(database) {
  const sql = `SELECT count(*)::int AS n FROM inventory_balance b WHERE on_hand <> (
    SELECT coalesce(sum(CASE WHEN m.to_location_id = b.location_id THEN m.qty ELSE -m.qty END), 0)
      FROM inventory_movements m WHERE m.item_id = b.item_id AND b.location_id IN (m.from_location_id, m.to_location_id))`;
  const [row] = await asSystem(database, (tx) => tx.query(sql), { statementTimeoutMs: 120_000 });
  return row.n;
}

/** The statements that one posting sends, as the driver receives them. */
async function record(database, work) {
  const pool = database.dataSource.driver.master;
  const seen = [];
  const connect = pool.connect;
  pool.connect = async function () {
    const client = await connect.call(pool);
    const query = client.query;
    client.query = function (config, values) {
      seen.push(typeof config === 'string' ? { text: config, values } : { text: config.text, name: config.name, values: config.values });
      return query.apply(client, arguments);
    };
    const release = client.release;
    client.release = (...args) => {
      delete client.query;
      client.release = release;
      return release.apply(client, args);
    };
    return client;
  };
  await work();
  pool.connect = connect;
  return seen;
}

async function deadlocks(database) {
  await new Promise((resume) => setTimeout(resume, 1_200)); // the statistics of a backend reach the view after a second
  return Number((await database.query('SELECT deadlocks AS n FROM pg_stat_database WHERE datname = current_database()'))[0].n);
}
