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
    tables: await db.query(
      `SELECT c.relname AS table, coalesce(t.n_live_tup, 0)::float8 AS live, coalesce(t.n_dead_tup, 0)::float8 AS dead, c.relpages::float8 AS pages, ${NEEDED_PAGES} AS "neededPages"
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_stat_user_tables t ON t.relid = c.oid WHERE c.relkind = 'r' AND c.reltuples >= 0`,
    ),
    settings: Object.fromEntries(settings.map(({ name, setting }) => [name, setting])),
  };
}
