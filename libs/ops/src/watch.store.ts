import type { Holder, ServerState } from './watch.rules';
import { CHECKED_SETTINGS } from './watch.rules';

interface Statements {
  query<R>(sql: string, values?: readonly unknown[]): Promise<R[]>;
}

const HOLDER = `pid, coalesce(application_name, '') AS application`;
/**
 * Rows that would fit densely: average widths plus 28 bytes of header and pointer a row, on pages of the table's fill factor. An
 * estimate that needs no reading of the table; pgstattuple would read all of it.
 */
const NEEDED_PAGES = `(SELECT ceil(c.reltuples * (28 + sum(s.avg_width * (1 - s.null_frac))) / ((8192 - 24) * coalesce((SELECT option_value::float8 / 100 FROM pg_options_to_table(c.reloptions) WHERE option_name = 'fillfactor'), 1)))::float8
   FROM pg_stats s WHERE s.schemaname = n.nspname AND s.tablename = c.relname AND NOT s.inherited)`;

/** What the server knows about itself, of this database. It runs as the owner where there is one, else as the application (which sees its own sessions). */
export async function readServerState(db: Statements): Promise<ServerState> {
  const [server] = await db.query<{ frozenAge: number }>('SELECT age(datfrozenxid)::float8 AS "frozenAge" FROM pg_database WHERE datname = current_database()');
  const settings = await db.query<{ name: string; setting: string }>('SELECT name, setting FROM pg_settings WHERE name = ANY ($1)', [CHECKED_SETTINGS]);
  return {
    oldSnapshots: await db.query<Holder>(
      `SELECT ${HOLDER}, extract(epoch FROM clock_timestamp() - xact_start)::float8 AS seconds FROM pg_stat_activity
        WHERE datname = current_database() AND backend_type = 'client backend' AND backend_xmin IS NOT NULL AND pid <> pg_backend_pid() AND query NOT ILIKE 'vacuum%'
        UNION ALL SELECT 0, 'prepared transaction ' || gid, extract(epoch FROM clock_timestamp() - prepared)::float8 FROM pg_prepared_xacts WHERE database = current_database()`,
    ),
    // The keeper of a job's lock idles on purpose while the job works elsewhere; it holds no snapshot.
    idleTransactions: await db.query<Holder>(
      `SELECT ${HOLDER}, extract(epoch FROM clock_timestamp() - state_change)::float8 AS seconds FROM pg_stat_activity
        WHERE datname = current_database() AND state LIKE 'idle in transaction%' AND query NOT LIKE '%pg_try_advisory_xact_lock(hashtextextended(''job:''%'`,
    ),
    slots: await db.query(
      `SELECT slot_name AS name, coalesce(pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_receive_lsn() ELSE pg_current_wal_lsn() END, restart_lsn), 0)::float8 AS "lagBytes",
              (NOT active AND (xmin IS NOT NULL OR catalog_xmin IS NOT NULL)) AS "holdsRows" FROM pg_replication_slots`,
    ),
    frozenAge: server!.frozenAge,
    tables: await sizedTables(db),
    settings: Object.fromEntries(settings.map(({ name, setting }) => [name, setting])),
  };
}

/** Tables below this many pages (8 MB) are never told to be bloated, so their width need not be asked for. */
const ASKED_PAGES = 1_000;

async function sizedTables(db: Statements, askedPages = ASKED_PAGES): Promise<ServerState['tables']> {
  const tables = await db.query<ServerState['tables'][number] & { hidden: string | null; rows: number }>(
    `SELECT c.relname AS table, coalesce(t.n_live_tup, 0)::float8 AS live, coalesce(t.n_dead_tup, 0)::float8 AS dead, c.relpages::float8 AS pages, ${NEEDED_PAGES} AS "neededPages", c.reltuples::float8 AS rows,
              CASE WHEN row_security_active(c.oid) AND c.relpages >= $1 AND has_table_privilege(c.oid, 'SELECT') THEN c.oid::regclass::text END AS hidden
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_stat_user_tables t ON t.relid = c.oid WHERE c.relkind = 'r' AND c.reltuples >= 0`,
    [askedPages],
  );
  const sized = [];
  for (const { hidden, rows, ...table } of tables) sized.push(hidden === null ? table : { ...table, neededPages: await neededPages(db, hidden, rows) });
  return sized;
}

/** pg_stats hides tables under row-level security, from their owner too. The planner knows how wide their rows are, and may be asked. */
async function neededPages(db: Statements, table: string, rows: number): Promise<number | null> {
  // Somebody may be altering the table just now; then its air is a question for the next look.
  const [plan] = await db.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Width': number } }] }>(`EXPLAIN (FORMAT JSON) SELECT * FROM ${table}`).catch(() => []);
  if (plan === undefined) return null;
  return Math.ceil((rows * (28 + plan!['QUERY PLAN'][0].Plan['Plan Width'])) / (8192 - 24));
}
