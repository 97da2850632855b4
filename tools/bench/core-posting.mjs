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
  const input = (client, n) => ({
    type: 'transfer',
    lines: Array.from({ length: 5 }, (_, i) => ({
      itemCode: factory.items[(client * 3 + n + i * 7) % 10].code,
      qty: '1',
      fromLocation: factory.bins[(client + n + i) % 4].code,
      toLocation: factory.bins[(client + n + i + 1) % 4].code,
    })),
  });
  const core = (client, n) => asSystem(database, (tx) => inventory.stock.post(tx, clerk, input(client, n)));
  const statements = [];
  for (let client = 0; client < CLIENTS; client++) statements.push(await record(database, () => core(client, 0)));

  const pool = new Pool({ connectionString: appUrl, max: CLIENTS });
  const bare = async (client) => {
    const connection = await pool.connect();
    const id = kernel.uuidV7();
    try {
      for (const { text, name, values } of statements[client]) {
        if (values === undefined) await connection.query(text);
        else
          await connection.query({
            text,
            name,
            values: values.map((v) => (typeof v === 'string' ? v.replace(/"clientOpId":"[^"]*"/, `"clientOpId":"${id}"`) : v)),
          });
      }
    } finally {
      connection.release();
    }
  };
  const before = await counters(database);
  const rates = await alternate({ core: (s) => closedLoop(CLIENTS, s, core), bare: (s) => closedLoop(CLIENTS, s, bare) }, { rounds: 3, seconds });
  await pool.end();
  const after = await counters(database);
  const lost = await asSystem(
    database,
    async (tx) =>
      (
        await tx.query(
          `SELECT count(*)::int AS n FROM inventory_balance b WHERE on_hand <> (SELECT coalesce(sum(CASE WHEN m.to_location_id = b.location_id THEN m.qty ELSE -m.qty END), 0)
       FROM inventory_movements m WHERE m.item_id = b.item_id AND b.location_id IN (m.from_location_id, m.to_location_id))`,
        )
      )[0].n,
    { statementTimeoutMs: 120_000 },
  );
  const ratio = rates.core / rates.bare;
  console.log(`five-line postings, ${CLIENTS} clients, 10 items × 4 hot bins, median of 3 rounds of ${seconds} s`);
  return verdict([
    { what: 'bare pg, same statements one after the other (floor)', value: perSecond(rates.bare) },
    { what: 'posting core', value: perSecond(rates.core), goal: '≥ 400/s', met: rates.core >= 400 },
    { what: 'core / floor', value: ratio.toFixed(2), goal: '≥ 0.50', met: ratio >= 0.5 },
    { what: 'deadlocks', value: after - before, goal: '0', met: after === before },
    { what: 'balances that differ from their movements', value: lost, goal: '0', met: lost === 0 },
  ]);
});

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

async function counters(database) {
  await new Promise((resume) => setTimeout(resume, 1_200)); // the statistics of a backend reach the view after a second
  return Number((await database.query('SELECT deadlocks AS n FROM pg_stat_database WHERE datname = current_database()'))[0].n);
}
