import { Database, EXPECTED_SCHEMA_VERSION, readSchemaVersion } from '@anwen/database';
import type { Session } from '../session';
import { fail, firstLine, ok, warn, type Finding } from './finding';

/** The oldest server that the schema's SQL runs on (NULLS NOT DISTINCT). */
const SERVER_OLDEST = 15;
/** Sessions, licences and due dates compare both clocks; two seconds are more than any network takes. */
const CLOCK_MAX_MS = 2_000;

export async function checkDatabase(session: Session): Promise<Finding[]> {
  let database: Database;
  try {
    database = await Database.connect({ url: session.settings.databaseUrl, applicationName: 'anwen-doctor', poolSize: 1 });
  } catch (error) {
    const advice = /role "anwen_app"/.test(firstLine(error)) ? 'run: npx anwen migrate up' : 'start the database server, and check DATABASE_URL';
    return [fail('database', firstLine(error), advice)];
  }
  try {
    return [await reached(database), await role(database), await schema(database), await clock(database)];
  } finally {
    await database.close();
  }
}

async function reached(database: Database): Promise<Finding> {
  const [row] = await database.query<{ version: string }>(`SELECT current_setting('server_version') AS version`);
  const version = row?.version ?? '0';
  if (parseInt(version, 10) < SERVER_OLDEST) return fail('database', `PostgreSQL ${version}`, `install PostgreSQL ${SERVER_OLDEST} or newer`);
  return ok('database', `reachable, PostgreSQL ${version}`);
}

/** The product must work as a role that row-level security and the grants bind. */
async function role(database: Database): Promise<Finding> {
  const [row] = await database.query<{ name: string; free: boolean; owns: boolean }>(
    `SELECT current_user AS name, rolsuper OR rolbypassrls AS free,
            EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user) AS owns
       FROM pg_roles WHERE rolname = current_user`,
  );
  const advice = 'the role anwen_app must be NOSUPERUSER NOBYPASSRLS and own no tables';
  if (!row || row.free) return fail('role', `${row?.name ?? 'unknown'} is not bound by row-level security`, advice);
  return row.owns ? fail('role', `${row.name} owns tables`, advice) : ok('role', `${row.name}, neither superuser nor owner`);
}

async function schema(database: Database): Promise<Finding> {
  const found = await readSchemaVersion(database);
  if (found === EXPECTED_SCHEMA_VERSION) return ok('schema', `version ${found}`);
  const detail = `the database has version ${found}, this program expects ${EXPECTED_SCHEMA_VERSION}`;
  return fail('schema', detail, found < EXPECTED_SCHEMA_VERSION ? 'run: npx anwen migrate up' : 'install the newer program');
}

async function clock(database: Database): Promise<Finding> {
  const before = Date.now();
  const [row] = await database.query<{ ms: string }>('SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS ms');
  const middle = (before + Date.now()) / 2;
  const difference = Math.round(Number(row?.ms ?? 0) - middle);
  const detail = `the database's clock differs by ${difference} ms`;
  return Math.abs(difference) <= CLOCK_MAX_MS ? ok('clock', detail) : warn('clock', detail, 'synchronise both machines (timedatectl set-ntp true)');
}
