// Databases of the checks on the private test server.
import { randomBytes } from 'node:crypto';
import { databaseUrl, withClient } from '../migrated-database.mjs';

/** Calls `work(url)` with an empty database, or a clone of `template`, that is dropped afterwards. */
export async function withDatabase(work, template = 'template1') {
  const server = process.env.ANWEN_TEST_DATABASE_URL;
  const name = `check_${process.pid}_${randomBytes(4).toString('hex')}`;
  await withClient(server, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  try {
    return await work(databaseUrl(server, name));
  } finally {
    await withClient(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  }
}
