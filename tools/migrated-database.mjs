// The migrated databases of tools; above all `anwen_template`, the empty one that every test file clones.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from './services/home.mjs';

const require = createRequire(import.meta.url);
export const TEMPLATE = 'anwen_template';
const MIGRATIONS = join(ROOT, 'migrations');
/** Two test runs on one server must not build the template at once. */
const BUILD_LOCK = 727_002;

/** Builds the template unless it is there for exactly these migration files, built this month. Says whether it built. */
export async function buildTemplate(serverUrl) {
  return withClient(serverUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [BUILD_LOCK]);
    const wanted = fingerprint();
    const { rows } = await client.query(`SELECT shobj_description(oid, 'pg_database') AS made_of FROM pg_database WHERE datname = $1`, [TEMPLATE]);
    if (rows[0]?.made_of === wanted) return false;
    await client.query(`DROP DATABASE IF EXISTS ${TEMPLATE} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${TEMPLATE}`);
    await migrateDatabase(databaseUrl(serverUrl, TEMPLATE));
    await client.query(`COMMENT ON DATABASE ${TEMPLATE} IS '${wanted}'`);
    return true;
  });
}

/** Clones that killed test runs left on our own server. */
export async function dropLeftClones(serverUrl) {
  await withClient(serverUrl, async (client) => {
    const { rows } = await client.query(`SELECT datname FROM pg_database WHERE datname ~ '^(t|check)_'`);
    for (const { datname } of rows) await client.query(`DROP DATABASE "${datname}" WITH (FORCE)`);
  });
}

/** Runs the product's own migration function from its source. */
export function migrateDatabase(url, { directory = MIGRATIONS, upTo } = {}) {
  const { migrate } = require('./load-source.cjs').loadSource('libs/database/src/migrations.ts');
  return migrate(url, directory, 'tools', upTo);
}

/** True when exactly the present migration files have been applied; spares starting a program to find that out. */
export async function isMigrated(url) {
  const files = migrationFiles().map(({ sql }) => createHash('sha256').update(sql).digest('hex'));
  try {
    const { rows } = await withClient(url, (client) => client.query('SELECT sha256 FROM sys_schema_version ORDER BY version'));
    return rows.map((row) => row.sha256).join() === files.join();
  } catch {
    return false; // no such table yet, or not reachable: the migration says what is wrong
  }
}

function migrationFiles() {
  const names = readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  return names.map((name) => ({ name, sql: readFileSync(join(MIGRATIONS, name)) }));
}

export function databaseUrl(serverUrl, name) {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.toString();
}

export async function withClient(url, work) {
  const { Client } = require('pg');
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function fingerprint() {
  // The migrations make the ledger's partitions from the month they run in: last month's template has one too few.
  const hash = createHash('sha256').update(new Date().toISOString().slice(0, 7));
  for (const { name, sql } of migrationFiles()) hash.update(name).update(sql);
  return hash.digest('hex');
}
