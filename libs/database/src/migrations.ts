import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ExitCode } from '@anwen/kernel';
import { Client } from 'pg';
import { sqlState } from './database.errors';

export interface MigrationFile {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

export interface MigrationReport {
  readonly from: number;
  readonly to: number;
  readonly applied: readonly { version: number; name: string; ms: number }[];
}

/** The files or the database are not what they must be; nothing was run. */
export class MigrationRefused extends Error {
  readonly exitCode = ExitCode.precondition;
}

/** One runner at a time per database; the number only has to differ from other advisory locks. */
const RUNNER_LOCK = 727_001;
/** A DDL that waits blocks everybody behind it: give up after 3 s and come back, 5 times. */
const LOCK_TIMEOUT = '3s';
const LOCK_ATTEMPTS = 5;

/** Reads `NNN_verb_noun.sql`. @throws MigrationRefused on a gap, a duplicate or a strange name. */
export async function readMigrations(directory: string): Promise<MigrationFile[]> {
  const names = (await readdir(directory)).filter((n) => n.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name, index) => {
      const version = Number(/^(\d{3})_[a-z0-9_]+\.sql$/.exec(name)?.[1]);
      if (version !== index + 1)
        throw new MigrationRefused(`migrations/${name}: expected number ${String(index + 1).padStart(3, '0')} (gap, duplicate or bad name)`);
      const sql = await readFile(join(directory, name), 'utf8');
      return { version, name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * Brings the database to the newest file (or to `upTo`, for tests). Ten at once are safe: one works, the others wait and find nothing to do.
 * @throws MigrationRefused when an applied file was changed or the database is newer than the files.
 */
export async function migrate(ownerUrl: string, directory: string, appVersion: string, upTo = Infinity): Promise<MigrationReport> {
  const files = (await readMigrations(directory)).filter((f) => f.version <= upTo);
  const client = new Client({ connectionString: ownerUrl, application_name: 'anwen-migrate' });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [RUNNER_LOCK]);
    await ensureAppRole(client);
    await client.query(`CREATE TABLE IF NOT EXISTS sys_schema_version (version INT PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL,
      app_version TEXT NOT NULL, applied_at TIMESTAMPTZ NOT NULL DEFAULT now(), duration_ms INT)`);
    const pending = await comparePending(client, files);
    const from = files.length - pending.length;
    const applied = [];
    for (const file of pending) applied.push(await apply(client, file, appVersion));
    return { from, to: files.length, applied };
  } finally {
    await client.end(); // ends the session and with it the advisory lock
  }
}

async function comparePending(client: Client, files: MigrationFile[]): Promise<MigrationFile[]> {
  const { rows } = await client.query<{ version: number; sha256: string }>('SELECT version, sha256 FROM sys_schema_version ORDER BY version');
  const newest = rows.at(-1)?.version ?? 0;
  if (newest > files.length) throw new MigrationRefused(`the database has schema version ${newest}, the files end at ${files.length}: this program is too old`);
  for (const row of rows) {
    const file = files[row.version - 1];
    if (file && file.sha256 !== row.sha256)
      throw new MigrationRefused(`migrations/${file.name} was changed after it had been applied; released files are frozen`);
  }
  return files.filter((f) => !rows.some((r) => r.version === f.version));
}

async function apply(client: Client, file: MigrationFile, appVersion: string): Promise<{ version: number; name: string; ms: number }> {
  const started = Date.now();
  for (let attempt = 1; ; attempt++) {
    try {
      await client.query('BEGIN');
      await client.query(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`);
      await client.query('INSERT INTO sys_schema_version (version, name, sha256, app_version) VALUES ($1, $2, $3, $4)', [
        file.version,
        file.name,
        file.sha256,
        appVersion,
      ]);
      await client.query(file.sql);
      const ms = Date.now() - started;
      await client.query('UPDATE sys_schema_version SET duration_ms = $2 WHERE version = $1', [file.version, ms]);
      await client.query('COMMIT');
      return { version: file.version, name: file.name, ms };
    } catch (error) {
      await client.query('ROLLBACK');
      if (sqlState(error) !== '55P03' || attempt >= LOCK_ATTEMPTS) throw new Error(`migrations/${file.name}: ${(error as Error).message}`, { cause: error });
      await new Promise((resume) => setTimeout(resume, 1_000));
    }
  }
}

/** The role that the apps work as. It cannot log in by itself unless the installer gives it a password. */
async function ensureAppRole(client: Client): Promise<void> {
  const { rows } = await client.query<{ found: boolean; member: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'anwen_app') AS found,
            EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'anwen_app' AND pg_has_role(current_user, oid, 'MEMBER')) AS member`,
  );
  const state = rows[0] ?? { found: false, member: false };
  try {
    if (!state.found) await client.query('CREATE ROLE anwen_app NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS');
    if (!state.member) await client.query('GRANT anwen_app TO CURRENT_USER');
  } catch (error) {
    const state = sqlState(error);
    if (state === '42710' || state === '23505') return; // another database's runner of the same cluster was faster
    throw new MigrationRefused(
      `the role anwen_app is missing and this login may not create it; as an administrator run: CREATE ROLE anwen_app NOLOGIN; GRANT anwen_app TO <owner>; (${(error as Error).message})`,
    );
  }
}
