import { ExitCode } from '@anwen/kernel';
import { Database, type DatabaseOptions } from './database';
import { SchemaMismatchError, requireSchemaVersion } from './schema-version';

/** Nobody answered for the whole time; the process ends with 69, so that its supervisor can tell it from a bad set-up. */
export class DatabaseUnreachable extends Error {
  readonly exitCode = ExitCode.unreachable;
}

/** The login or role is refused or could do more than an app may; the process ends with 78. */
export class UnsafeDatabaseRole extends Error {
  readonly exitCode = ExitCode.configuration;
}

/** A server that restarts is back within seconds, a machine within a minute. */
const RETRY_FOR_MS = 60_000;
const RETRY_EVERY_MS = 1_000;
/** Nobody there yet, or starting up. Everything else will not get better by waiting. */
const WORTH_WAITING = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|57P03|57P01|53300|08\w{3})$/;

/**
 * Checks what must be true before a port is bound: the database answers, has exactly our schema, and the session is not
 * one that row-level security or missing grants would not hold back.
 * @throws DatabaseUnreachable | SchemaMismatchError | UnsafeDatabaseRole
 */
export async function requireReadyDatabase(options: DatabaseOptions, retryForMs = RETRY_FOR_MS): Promise<void> {
  const database = await connectPatiently({ ...options, poolSize: 1 }, retryForMs);
  try {
    await requireSchemaVersion(database);
    await requireAppRole(database);
  } finally {
    await database.close();
  }
}

/** Looks again every minute, because a migration may run beside us. Returns the function that stops looking. */
export function watchSchema(database: Database, onMismatch: (error: SchemaMismatchError) => void, everyMs = 60_000): () => void {
  const timer = setInterval(() => {
    requireSchemaVersion(database).catch((error: unknown) => {
      if (error instanceof SchemaMismatchError) onMismatch(error); // an unreachable database is the health check's business
    });
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

async function connectPatiently(options: DatabaseOptions, retryForMs: number): Promise<Database> {
  const end = Date.now() + retryForMs;
  for (;;) {
    try {
      return await Database.connect(options);
    } catch (error) {
      const code = codeOf(error);
      // A database that was never migrated has no role anwen_app.
      if (code === '22023' || code === '42704') throw new SchemaMismatchError(0);
      if (!WORTH_WAITING.test(code) && !/timeout/i.test((error as Error).message))
        throw new UnsafeDatabaseRole(`the database refuses the login (${code || (error as Error).message})`);
      if (Date.now() >= end) throw new DatabaseUnreachable(`the database did not answer for ${Math.round(retryForMs / 1000)} s (${code})`);
      await new Promise((resume) => setTimeout(resume, RETRY_EVERY_MS));
    }
  }
}

/** Several addresses of one name fail together (AggregateError); the first tells why. */
function codeOf(error: unknown): string {
  const { code, errors } = error as { code?: string; errors?: { code?: string }[] };
  return code ?? errors?.[0]?.code ?? '';
}

async function requireAppRole(database: Database): Promise<void> {
  const [role] = await database.query<{ name: string; super: boolean; bypass: boolean; owner: boolean }>(
    `SELECT r.rolname AS name, r.rolsuper AS super, r.rolbypassrls AS bypass,
            EXISTS (SELECT 1 FROM pg_class c WHERE c.relowner = r.oid AND c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace) AS owner
     FROM pg_roles r WHERE r.rolname = current_user`,
  );
  const faults = [role?.super && 'a superuser', role?.bypass && 'past row-level security (BYPASSRLS)', role?.owner && 'the owner of tables'].filter(Boolean);
  if (!role || faults.length > 0)
    throw new UnsafeDatabaseRole(`the session's role ${role?.name ?? '?'} is ${faults.join(' and ') || 'unknown'}; the app must work as anwen_app`);
}
