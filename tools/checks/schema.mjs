// The migrations: the code expects the newest, released files are frozen, and a fresh database equals an upgraded one.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../services/home.mjs';
import { migrateDatabase } from '../migrated-database.mjs';
import { withDatabase } from './databases.mjs';
import { run } from './programs.mjs';
import { newestRelease } from './release.mjs';

const FOLDER = join(ROOT, 'migrations');
const { loadSource } = createRequire(import.meta.url)('../load-source.cjs');

export const schemaNumber = {
  name: 'schema number',
  run() {
    const { EXPECTED_SCHEMA_VERSION } = loadSource('libs/database/src/schema-version.ts');
    const newest = Number(migrationNames().at(-1)?.slice(0, 3) ?? 0);
    return newest === EXPECTED_SCHEMA_VERSION ? [] : [`migrations/ ends at ${newest}, but EXPECTED_SCHEMA_VERSION is ${EXPECTED_SCHEMA_VERSION}`];
  },
};

export const frozenMigrations = {
  name: 'released migrations are frozen',
  async run() {
    const released = await releasedMigrations();
    return Object.entries(released)
      .filter(([name, sql]) => !migrationNames().includes(name) || readFileSync(join(FOLDER, name), 'utf8') !== sql)
      .map(([name]) => `migrations/${name} differs from the release; write a new file instead`);
  },
};

export const freshEqualsUpgraded = {
  name: 'fresh schema equals upgraded schema',
  async run() {
    const fresh = await withDatabase((url) => migrateDatabase(url).then(() => dump(url)));
    const paths = { 'one file at a time': stepByStep, ...(Object.keys(await releasedMigrations()).length > 0 && { 'from the last release': fromRelease }) };
    const problems = [];
    for (const [way, upgrade] of Object.entries(paths)) {
      const upgraded = await withDatabase((url) => upgrade(url).then(() => dump(url)));
      if (upgraded !== fresh) problems.push(`upgraded ${way}, the schema differs from a fresh one:\n${firstDifference(fresh, upgraded)}`);
    }
    return problems;
  },
};

async function stepByStep(url) {
  for (let version = 1; version <= migrationNames().length; version++) await migrateDatabase(url, { upTo: version });
}

async function fromRelease(url) {
  const folder = mkdtempSync(join(tmpdir(), 'anwen-release-'));
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, sql] of Object.entries(await releasedMigrations())) writeFileSync(join(folder, name), sql);
    await migrateDatabase(url, { directory: folder });
    await migrateDatabase(url);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `{name: text}` of the migrations in the newest release; empty before the first. */
async function releasedMigrations() {
  const tag = await newestRelease();
  if (!tag) return {};
  const { output } = await run('git', ['ls-tree', '--name-only', tag, 'migrations/']);
  const names = output.split('\n').filter((path) => path.endsWith('.sql'));
  const texts = await Promise.all(names.map((path) => run('git', ['show', `${tag}:${path}`])));
  return Object.fromEntries(names.map((path, index) => [path.slice('migrations/'.length), texts[index].output]));
}

const migrationNames = () =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort();

/** The definition without what differs by nature: who dumped, and the random words that guard against injection. */
async function dump(url) {
  const { code, output } = await run(join(process.env.ANWEN_TEST_PG_BIN ?? '', 'pg_dump'), ['--schema-only', '--no-comments', url]);
  if (code !== 0) throw new Error(`pg_dump: ${output}`);
  return output.replace(/^(\\(un)?restrict .*|-- Dumped .*)$/gm, '');
}

function firstDifference(one, other) {
  const [a, b] = [one.split('\n'), other.split('\n')];
  const at = a.findIndex((line, index) => line !== b[index]);
  return `line ${at + 1}: fresh "${a[at]}", upgraded "${b[at]}"`;
}
