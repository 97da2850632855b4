// Servers for benchmarks: private, with the production settings (everything durable), in a home of their own.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { endChildren, guardChildren } from '../children.mjs';
import { Guard } from '../services/guard.mjs';
import { Home } from '../services/home.mjs';
import { rootfsOf, startPrivateServices } from '../services/private-services.mjs';
import { databaseUrl, migrateDatabase } from '../migrated-database.mjs';

const require = createRequire(import.meta.url);
const { loadSource } = require('../load-source.cjs');
const { Client } = require('pg');

export const { Database } = loadSource('libs/database/src/index.ts');
export const { inventory, clerk } = loadSource('libs/inventory/src/testing.ts');
export const catalogTesting = loadSource('libs/catalog/src/testing.ts');
export const kernel = loadSource('libs/kernel/src/index.ts');

/** Calls `work({url, redisUrl, database})` on a fresh database and stops everything afterwards, whatever happens. */
export async function withBenchServers(work, { poolSize = 16 } = {}) {
  const main = new Home();
  const guard = new Guard();
  guardChildren(guard);
  process.once('SIGINT', () => endChildren());
  const services = await startPrivateServices({ home: new Home(join(main.path, 'bench')), rootfs: rootfsOf(main), guard });
  try {
    const name = `bench_${process.pid}`;
    const server = services.postgres.url('anwen_owner');
    await asOwner(server, (client) => client.query(`CREATE DATABASE ${name}`));
    const url = databaseUrl(server, name);
    await migrateDatabase(url);
    const database = await Database.connect({ url: databaseUrl(services.postgres.url('anwen_app'), name), applicationName: 'anwen-bench', poolSize });
    try {
      return await work({ url, appUrl: databaseUrl(services.postgres.url('anwen_app'), name), redisUrl: services.redis.url, database });
    } finally {
      await database.close();
      await dropQuietly(server, name);
    }
  } finally {
    await services.stop();
    guard.close();
  }
}

/** FORCE would end autovacuum workers, which the owner may not; they go by themselves after a moment. */
async function dropQuietly(server, name) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await asOwner(server, (client) => client.query(`DROP DATABASE ${name}`));
    } catch (error) {
      if (attempt === 20) throw error;
      await new Promise((resume) => setTimeout(resume, 500));
    }
  }
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

export const asSystem = (database, work, options = {}) => database.transaction({ actor: clerk, scope: kernel.ALL_SCOPE, ...options }, work);

/** One warehouse with bins and untracked items. */
export function aFactory(database, { items, bins }) {
  return asSystem(
    database,
    async (tx) => {
      const warehouse = await catalogTesting.aWarehouse(tx);
      const made = { items: [], bins: [], warehouse };
      for (let i = 0; i < items; i++) made.items.push(await catalogTesting.anItem(tx));
      for (let i = 0; i < bins; i++) made.bins.push(await catalogTesting.aLocation(tx, { warehouse: warehouse.code }));
      return made;
    },
    { statementTimeoutMs: 60_000 },
  );
}

/** Fills the ledger with movements between bins through the posting core, 1 000 a transaction. */
export async function fillLedger(database, factory, movements, { report = () => undefined } = {}) {
  const [supplier] = await database.transaction({ actor: clerk, scope: kernel.ALL_SCOPE }, (tx) =>
    tx.query(`SELECT id::text AS id FROM locations WHERE code = 'SUPPLIER'`),
  );
  const at = (list, n) => list[n % list.length];
  const opening = factory.items.flatMap((item) => factory.bins.map((bin) => line(item, supplier.id, bin.id, '1000000')));
  for (let i = 0; i < opening.length; i += 500)
    await asSystem(database, (tx) => inventory.stock.replay(tx, clerk, [posting(opening.slice(i, i + 500), 'OPENING')]), { statementTimeoutMs: 60_000 });
  for (let done = opening.length, n = 0; done < movements; done += 1_000) {
    const postings = Array.from({ length: 200 }, () =>
      posting(
        Array.from({ length: 5 }, () => {
          n++;
          const bin = n * 7 + (n >> 4);
          return line(at(factory.items, n * 13), at(factory.bins, bin).id, at(factory.bins, bin + 1).id, '1');
        }),
        'TRANSFER',
      ),
    );
    await asSystem(database, (tx) => inventory.stock.replay(tx, clerk, postings), { statementTimeoutMs: 60_000 });
    report(done);
  }
}

/** What the nightly care does: statistics and visibility are up to date, and no vacuum of the bulk load runs into the measurement. */
export function careFor(url) {
  return asOwner(url, (client) => client.query('VACUUM (ANALYZE)'));
}

const line = (item, fromLocationId, toLocationId, qty) => ({ itemId: item.id, fromLocationId, toLocationId, qty, enteredUomId: item.baseUomId });
const posting = (lines, eventType) => ({ clientOpId: kernel.uuidV7(), eventType, lines });
