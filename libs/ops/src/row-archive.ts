import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Database, Tx } from '@anwen/database';
import { ALL_SCOPE, systemActor } from '@anwen/kernel';
import { ArchiveDamaged, readLines, writeLines, type ObjectStorage, type StoredObject } from '@anwen/storage';
import type { RetentionForecast, RetentionOutcome, RetentionRun, RetentionTarget } from './retention-target';
import { forecast, tableExists } from './row-target';

/** Rows that go into monthly files before they go. All names and expressions are constants of ours. */
export interface ArchivedTable {
  readonly key: string;
  readonly table: string;
  readonly at: string;
  readonly also?: string;
  /** The row `t` as JSON, with whatever belongs to it. It must hold `id`. */
  readonly line: string;
  /** A copy only: the rows stay where their proof needs them. */
  readonly staysOnline?: boolean;
  /** What is left over once rows have gone; `$1` is the cut. */
  readonly leftovers?: string;
}

interface Archive extends StoredObject {
  readonly id: string;
  readonly rows: number;
}

const PAGE_ROWS = 2_000;
const ROWS_PER_STATEMENT = 1_000;
const FORMAT = 'anwen.rows.v1';

/** Month by month: write, read back, record, delete exactly the rows that the file holds. What dies in between goes on next time. */
export class RowArchiveTarget implements RetentionTarget {
  constructor(
    private readonly database: Database,
    private readonly storage: ObjectStorage,
    private readonly rows: ArchivedTable,
  ) {}

  get key(): string {
    return this.rows.key;
  }

  async preview(tx: Tx, before: Date): Promise<RetentionForecast | null> {
    return (await tableExists(tx, this.rows.table)) ? forecast(tx, this.rows, monthStart(before)) : null;
  }

  async purge(run: RetentionRun): Promise<RetentionOutcome | null> {
    if (!(await this.inTransaction((tx) => tableExists(tx, this.rows.table)))) return null;
    const before = monthStart(run.before);
    let [removed, archived] = [0, 0];
    await this.removeTorn();
    for (const left of await this.unfinished()) removed += await this.deleteRowsOf(left);
    for (const month of await this.inTransaction((tx) => monthsOf(tx, this.rows, before))) {
      if (run.signal.aborted || !run.hasTime()) return { removed, archived, complete: false };
      const archive = await this.write(month, run.signal);
      archived += archive.rows;
      if (!this.rows.staysOnline) removed += await this.deleteRowsOf(archive);
    }
    const { leftovers } = this.rows;
    if (leftovers) await this.inTransaction((tx) => tx.query(leftovers, [run.before]));
    return { removed, archived, complete: true };
  }

  private async write(month: Date, signal: AbortSignal): Promise<Archive> {
    const end = nextMonth(month);
    const key = `${this.folder}${month.toISOString().slice(0, 7)}/${randomUUID()}.ndjson.gz`;
    const stored = await writeLines(this.storage, key, this.lines(month, end), signal);
    const ids = await this.readBack(stored);
    const facts = { rows: ids.length, firstId: ids[0]!, lastId: ids.at(-1)! };
    const manifest = { format: FORMAT, source: this.rows.table, from: month, to: end, file: key, bytes: stored.bytes, sha256: stored.sha256, ...facts };
    const manifestKey = key.replace('.ndjson.gz', '.json');
    await this.storage.put(manifestKey, Readable.from([Buffer.from(JSON.stringify(manifest, null, 2))]));
    const [row] = await this.inTransaction((tx) =>
      tx.query<{ id: string }>(
        `INSERT INTO sys_archives (policy_key, source, period_start, period_end, file_key, manifest_key, manifest, rows, bytes, sha256, first_id, last_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id::text`,
        [
          this.key,
          this.rows.table,
          month,
          end,
          key,
          manifestKey,
          JSON.stringify(manifest),
          facts.rows,
          stored.bytes,
          stored.sha256,
          facts.firstId,
          facts.lastId,
        ],
      ),
    );
    return { ...stored, id: row!.id, rows: facts.rows };
  }

  /** From its final place, whole and unchanged; the ids that it holds. */
  private async readBack(file: StoredObject): Promise<string[]> {
    const ids = [];
    for await (const line of readLines(this.storage, file)) ids.push(String((JSON.parse(line) as { id: string | number }).id));
    if (ids.length === 0) throw new ArchiveDamaged(file.key, 'it is empty');
    return ids;
  }

  private async deleteRowsOf(archive: Archive): Promise<number> {
    const ids = await this.readBack(archive);
    let removed = 0;
    for (let i = 0; i < ids.length; i += ROWS_PER_STATEMENT) {
      const some = ids.slice(i, i + ROWS_PER_STATEMENT);
      const [row] = await this.inTransaction((tx) =>
        tx.query<{ gone: number }>(
          `WITH gone AS (DELETE FROM ${this.rows.table} WHERE id = ANY ($1::bigint[]) RETURNING 1) SELECT count(*)::int AS gone FROM gone`,
          [some],
        ),
      );
      removed += row!.gone;
    }
    await this.inTransaction((tx) => tx.query(`UPDATE sys_archives SET state = 'kept', announced_at = clock_timestamp() WHERE id = $1`, [archive.id]));
    return removed;
  }

  private async *lines(from: Date, to: Date): AsyncGenerator<string> {
    const { table, at, also, line } = this.rows;
    let after = '0';
    for (;;) {
      const page = await this.inTransaction((tx) =>
        tx.query<{ id: string; line: string }>(
          `SELECT t.id::text AS id, (${line})::text AS line FROM ${table} AS t WHERE ${at} >= $1 AND ${at} < $2${also ? ` AND ${also}` : ''} AND t.id > $3 ORDER BY t.id LIMIT $4`,
          [from, to, after, PAGE_ROWS],
        ),
      );
      for (const row of page) yield row.line;
      if (page.length < PAGE_ROWS) return;
      after = page.at(-1)!.id;
    }
  }

  private unfinished(): Promise<Archive[]> {
    if (this.rows.staysOnline) return Promise.resolve([]);
    return this.inTransaction((tx) =>
      tx.query(
        `SELECT id::text, file_key AS key, bytes::float8 AS bytes, sha256, rows::float8 AS rows FROM sys_archives WHERE policy_key = $1 AND state = 'verified' ORDER BY id`,
        [this.key],
      ),
    );
  }

  /** Files of attempts that died before they were recorded. */
  private async removeTorn(): Promise<void> {
    const known = await this.inTransaction((tx) =>
      tx.query<{ file: string; manifest: string }>('SELECT file_key AS file, manifest_key AS manifest FROM sys_archives WHERE policy_key = $1', [this.key]),
    );
    const keys = new Set(known.flatMap(({ file, manifest }) => [file, manifest]));
    for await (const { key } of this.storage.list(this.folder)) if (!keys.has(key)) await this.storage.delete(key);
  }

  private get folder(): string {
    return `archives/${this.key.replace('.', '-')}/`;
  }

  private inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction({ actor: systemActor('retention'), scope: ALL_SCOPE, statementTimeoutMs: 60_000 }, work);
  }
}

/** Months that are over and hold rows that may go; copies only of months that were not copied yet. */
async function monthsOf(tx: Tx, { table, at, also, staysOnline }: ArchivedTable, before: Date): Promise<Date[]> {
  const rows = await tx.query<{ month: Date }>(
    `SELECT month FROM (SELECT DISTINCT date_trunc('month', ${at} AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AS month FROM ${table} AS t WHERE ${at} < $1${also ? ` AND ${also}` : ''}) AS m
      WHERE NOT $2 OR NOT EXISTS (SELECT 1 FROM sys_archives a WHERE a.source = $3 AND a.period_start = m.month) ORDER BY month`,
    [before, staysOnline === true, table],
  );
  return rows.map((row) => row.month);
}

const monthStart = (day: Date): Date => new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), 1));
const nextMonth = (month: Date): Date => new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 1));
