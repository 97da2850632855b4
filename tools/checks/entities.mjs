// Every TypeORM entity says exactly what the migrated table is: same columns, types and nullability.
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, relative } from 'node:path';
import { ROOT } from '../services/home.mjs';
import { TEMPLATE, withClient } from '../migrated-database.mjs';
import { withDatabase } from './databases.mjs';
import { sourceFiles } from './file-names.mjs';

const require = createRequire(import.meta.url);
const COLUMNS = `SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS nullable
  FROM pg_attribute a WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped`;

export default {
  name: 'entities equal tables',
  run: () => withDatabase(compareAll, TEMPLATE),
};

async function compareAll(url) {
  const { DataSource } = require('typeorm');
  const source = new DataSource({ type: 'postgres', url, entities: entityClasses(), installExtensions: false });
  await source.initialize();
  try {
    return await withClient(url, async (client) => {
      const problems = [];
      for (const entity of source.entityMetadatas) problems.push(...compare(source, entity, (await client.query(COLUMNS, [entity.tablePath])).rows));
      return problems;
    });
  } finally {
    await source.destroy();
  }
}

function entityClasses() {
  const { loadSource } = require('../load-source.cjs');
  const files = readdirSync(join(ROOT, 'libs')).flatMap((lib) => sourceFiles(join(ROOT, 'libs', lib)).filter((path) => basename(path).endsWith('.entity.ts')));
  return files.flatMap((path) => Object.values(loadSource(relative(ROOT, path))).filter((value) => typeof value === 'function'));
}

function compare(source, entity, columns) {
  const where = `${entity.name} (${entity.tableName})`;
  if (columns.length === 0) return [`${where}: there is no such table`];
  const table = new Map(columns.map((column) => [column.name, column]));
  const problems = entity.columns.flatMap((mapped) => {
    const real = table.get(mapped.databaseName);
    table.delete(mapped.databaseName);
    return real
      ? differences(source, mapped, real).map((text) => `${where}.${mapped.databaseName}: ${text}`)
      : [`${where}.${mapped.databaseName}: the table has no such column`];
  });
  return [...problems, ...[...table.keys()].map((name) => `${where}: the table's column ${name} is not mapped`)];
}

function differences(source, mapped, real) {
  const problems = [];
  const type = typeOf(source, mapped);
  if (type !== real.type) problems.push(`mapped as ${type}, the table has ${real.type}`);
  if (mapped.isNullable !== real.nullable) problems.push(`mapped as ${nullness(mapped.isNullable)}, the table has ${nullness(real.nullable)}`);
  return problems;
}

function typeOf(source, mapped) {
  const type = source.driver.normalizeType(mapped);
  const digits = mapped.precision != null && type === 'numeric' ? `(${mapped.precision},${mapped.scale ?? 0})` : '';
  const length = mapped.length && /char/.test(type) ? `(${mapped.length})` : '';
  return `${type}${digits}${length}${mapped.isArray ? '[]' : ''}`;
}

const nullness = (nullable) => (nullable ? 'NULL' : 'NOT NULL');
