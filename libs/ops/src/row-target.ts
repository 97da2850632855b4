import type { Database, Tx } from '@anwen/database';
import { ALL_SCOPE, systemActor } from '@anwen/kernel';
import type { RetentionForecast, RetentionOutcome, RetentionRun, RetentionTarget } from './retention-target';

/** Rows that simply go when they are old enough. All names are constants of ours. */
export interface RowTable {
  readonly key: string;
  readonly table: string;
  /** Timestamp that decides; null keeps the row. */
  readonly at: string;
  /** An indexed order that finds the oldest first. */
  readonly order: string;
  /** Which of the old rows may go. */
  readonly also?: string;
  /** The application may not lock rows here (no right to update); nobody changes them, so nobody is in the way either. */
  readonly appendOnly?: boolean;
}

/** Small bites: a statement that deletes a thousand rows is over before anybody waits for it. */
const ROWS_PER_STATEMENT = 1_000;
const ACTOR = systemActor('retention');

export class RowTarget implements RetentionTarget {
  constructor(
    private readonly database: Database,
    private readonly rows: RowTable,
    private readonly bite = ROWS_PER_STATEMENT,
  ) {}

  get key(): string {
    return this.rows.key;
  }

  async preview(tx: Tx, before: Date): Promise<RetentionForecast | null> {
    return (await tableExists(tx, this.rows.table)) ? forecast(tx, this.rows, before) : null;
  }

  async purge(run: RetentionRun): Promise<RetentionOutcome | null> {
    if (!(await this.inTransaction((tx) => tableExists(tx, this.rows.table)))) return null;
    let removed = 0;
    while (!run.signal.aborted && run.hasTime()) {
      const gone = await this.inTransaction((tx) => deleteSome(tx, this.rows, run.before, this.bite));
      removed += gone;
      if (gone < this.bite) return { removed, archived: 0, complete: true };
    }
    return { removed, archived: 0, complete: false };
  }

  private inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction({ actor: ACTOR, scope: ALL_SCOPE }, work);
  }
}

export async function tableExists(tx: Tx, table: string): Promise<boolean> {
  const [row] = await tx.query<{ is: boolean }>('SELECT to_regclass($1) IS NOT NULL AS is', [table]);
  return row!.is;
}

export async function forecast(tx: Tx, { table, at, also }: Pick<RowTable, 'table' | 'at' | 'also'>, before: Date): Promise<RetentionForecast> {
  const [row] = await tx.query<{ rows: string; oldest: string | null; newest: string | null; bytes: string }>(
    `/* anwen:maintenance */ SELECT count(*) AS rows, to_char(min(${at}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS oldest, to_char(max(${at}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS newest,
            (count(*) * coalesce((SELECT pg_total_relation_size(c.oid) / nullif(c.reltuples, 0) FROM pg_class c WHERE c.oid = $2::regclass AND c.reltuples > 0), 200))::bigint AS bytes
       FROM ${table} WHERE ${at} < $1${also ? ` AND ${also}` : ''}`,
    [before, table],
  );
  return { rows: Number(row!.rows), oldest: row!.oldest, newest: row!.newest, bytes: Number(row!.bytes) };
}

/** A row that somebody holds is left for the next run. */
async function deleteSome(tx: Tx, { table, at, also, order, appendOnly }: RowTable, before: Date, limit: number): Promise<number> {
  const [row] = await tx.query<{ gone: string }>(
    `/* anwen:maintenance */ WITH gone AS (DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
       SELECT ctid FROM ${table} WHERE ${at} < $1${also ? ` AND ${also}` : ''} ORDER BY ${order} LIMIT $2${appendOnly ? '' : ' FOR UPDATE SKIP LOCKED'})) RETURNING 1)
     SELECT count(*) AS gone FROM gone`,
    [before, limit],
  );
  return Number(row!.gone);
}
