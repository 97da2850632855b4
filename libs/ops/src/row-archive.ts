import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { alerts } from '@anwen/alerts';
import type { Database, Tx } from '@anwen/database';
import { ALL_SCOPE, systemActor } from '@anwen/kernel';
import { ArchiveDamaged, StoredObjectMissing, readLines, unrecordedArchives, writeLines, type ObjectStorage, type StoredObject } from '@anwen/storage';
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
  /** What is left over once rows have gone: one bite of it; `$1` is the cut, `$2` how many. */
  readonly leftovers?: string;
}

interface Archive extends StoredObject {
  readonly id: string;
  readonly rows: number;
  /** Something was deleted for it. */
  readonly isBegun: boolean;
}

interface FileFacts {
  readonly rows: number;
  readonly firstId: string;
  readonly lastId: string;
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

  /** Of what stays online only the months that have no copy yet. */
  async preview(tx: Tx, before: Date): Promise<RetentionForecast | null> {
    const { rows } = this;
    if (!(await tableExists(tx, rows.table))) return null;
    if (!rows.staysOnline) return forecast(tx, rows, monthStart(before));
    const uncopied = await forecast(tx, { ...rows, also: UNCOPIED(rows) }, monthStart(before));
    return { ...uncopied, staysOnline: true };
  }

  async purge(run: RetentionRun): Promise<RetentionOutcome | null> {
    if (!(await this.inTransaction((tx) => tableExists(tx, this.rows.table)))) return null;
    const before = monthStart(run.before);
    let [removed, archived] = [0, 0];
    await this.removeTorn();
    const { removed: left, lost } = await this.finishLeft();
    removed += left;
    for (const month of await this.inTransaction((tx) => monthsOf(tx, this.rows, before))) {
      if (run.signal.aborted || !run.hasTime()) return { removed, archived, complete: false };
      const archive = await this.write(month, run.signal);
      archived += archive.rows;
      if (this.rows.staysOnline) await this.setState(archive, 'kept');
      else removed += await this.deleteRowsOf(archive);
    }
    const complete = await this.removeLeftovers(run);
    if (lost) throw lost;
    return { removed, archived, complete };
  }

  private async write(month: Date, signal: AbortSignal): Promise<Archive> {
    const end = nextMonth(month);
    await this.requireEarlier();
    const installation = await this.inTransaction(installationOf);
    const key = `${folderOf(installation, this.key)}${month.toISOString().slice(0, 7)}/${randomUUID()}.ndjson.gz`;
    const stored = await writeLines(this.storage, key, this.lines(month, end), signal);
    const facts = await this.readBack(stored);
    const { bytes, sha256 } = stored;
    const manifest = { format: FORMAT, installation, source: this.rows.table, from: month, to: end, file: key, bytes, sha256, ...facts };
    const manifestKey = key.replace('.ndjson.gz', '.json');
    await this.storage.put(manifestKey, Readable.from([Buffer.from(JSON.stringify(manifest, null, 2))]));
    const id = await this.inTransaction(async (tx) => {
      await lockArchives(tx, this.key);
      const [row] = await tx.query<{ id: string }>(
        `INSERT INTO sys_archives (policy_key, source, period_start, period_end, file_key, manifest_key, manifest, rows, bytes, sha256, first_id, last_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id::text`,
        [this.key, this.rows.table, month, end, key, manifestKey, JSON.stringify(manifest), facts.rows, bytes, sha256, facts.firstId, facts.lastId],
      );
      return row!.id;
    });
    return { ...stored, id, rows: facts.rows, isBegun: false };
  }

  /** The volume that is mounted is the one on which the archives lie; anything written elsewhere is lost with the next mount. */
  private async requireEarlier(): Promise<void> {
    const [last] = await this.inTransaction((tx) =>
      tx.query<{ key: string }>(`SELECT file_key AS key FROM sys_archives WHERE policy_key = $1 AND state = 'kept' ORDER BY id DESC LIMIT 1`, [this.key]),
    );
    if (last && !(await this.storage.stat(last.key))) throw new StoredObjectMissing(last.key);
  }

  /** From its final place, whole and unchanged. Nothing of it is kept in memory. */
  private async readBack(file: StoredObject): Promise<FileFacts> {
    let [rows, firstId, lastId] = [0, '', ''];
    for await (const line of readLines(this.storage, file)) {
      lastId = idOf(line);
      if (rows++ === 0) firstId = lastId;
    }
    if (rows === 0) throw new ArchiveDamaged(file.key, 'it is empty');
    return { rows, firstId, lastId };
  }

  /** Reads the file twice: its hash is known only at its end, and before that nothing is deleted for it. */
  private async deleteRowsOf(archive: Archive): Promise<number> {
    await this.readBack(archive);
    let removed = 0;
    let bite: string[] = [];
    for await (const line of readLines(this.storage, archive)) {
      bite.push(idOf(line));
      if (bite.length < ROWS_PER_STATEMENT) continue;
      removed += await this.deleteRows(archive, bite);
      bite = [];
    }
    removed += await this.deleteRows(archive, bite);
    await this.setState(archive, 'kept');
    return removed;
  }

  /** Only what may still go: a delivery that was sent again since it was written down is at work once more. */
  private deleteRows({ id }: Archive, ids: readonly string[]): Promise<number> {
    const { table, also } = this.rows;
    return this.inTransaction(async (tx) => {
      const [row] = await tx.query<{ gone: number }>(
        `/* anwen:maintenance */ WITH gone AS (DELETE FROM ${table} WHERE id = ANY ($1::bigint[])${also ? ` AND ${also}` : ''} RETURNING 1) SELECT count(*)::int AS gone FROM gone`,
        [ids],
      );
      // From here on the file is the only one that knows them.
      if (row!.gone > 0) await tx.query('UPDATE sys_archives SET announced_at = coalesce(announced_at, clock_timestamp()) WHERE id = $1', [id]);
      return row!.gone;
    });
  }

  /** Archives whose rows are still to go. A file that is lost or damaged before anything was deleted for it counts as never written. */
  private async finishLeft(): Promise<{ removed: number; lost: unknown }> {
    let removed = 0;
    let lost: unknown;
    for (const archive of await this.unfinished())
      try {
        if (this.rows.staysOnline) await this.setState(archive, 'kept');
        else removed += await this.deleteRowsOf(archive);
      } catch (error) {
        if (!(error instanceof ArchiveDamaged || error instanceof StoredObjectMissing)) throw error;
        if (!archive.isBegun) await this.setState(archive, 'void');
        else lost = error; // told at the end, so that the other months do not wait for it
      }
    return { removed, lost };
  }

  private async removeLeftovers(run: RetentionRun): Promise<boolean> {
    const { leftovers } = this.rows;
    while (leftovers) {
      if (run.signal.aborted || !run.hasTime()) return false;
      const gone = await this.inTransaction((tx) => tx.query(`/* anwen:maintenance */ ${leftovers} RETURNING 1`, [run.before, ROWS_PER_STATEMENT]));
      if (gone.length < ROWS_PER_STATEMENT) return true;
    }
    return true;
  }

  private async setState({ id }: Archive, state: 'kept' | 'void'): Promise<void> {
    await this.inTransaction((tx) =>
      tx.query('UPDATE sys_archives SET state = $2, announced_at = coalesce(announced_at, clock_timestamp()) WHERE id = $1', [id, state]),
    );
  }

  private async *lines(from: Date, to: Date): AsyncGenerator<string> {
    const { table, at, also, line } = this.rows;
    let after = '0';
    for (;;) {
      const page = await this.inTransaction((tx) =>
        tx.query<{ id: string; line: string }>(
          `/* anwen:maintenance */ SELECT t.id::text AS id, (${line})::text AS line FROM ${table} AS t WHERE ${at} >= $1 AND ${at} < $2${also ? ` AND ${also}` : ''} AND t.id > $3 ORDER BY t.id LIMIT $4`,
          [from, to, after, PAGE_ROWS],
        ),
      );
      for (const row of page) yield row.line;
      if (page.length < PAGE_ROWS) return;
      after = page.at(-1)!.id;
    }
  }

  private unfinished(): Promise<Archive[]> {
    return this.inTransaction((tx) =>
      tx.query(
        `SELECT id::text, file_key AS key, bytes::float8 AS bytes, sha256, rows::float8 AS rows, announced_at IS NOT NULL AS "isBegun" FROM sys_archives WHERE policy_key = $1 AND state = 'verified' ORDER BY id`,
        [this.key],
      ),
    );
  }

  /** Files of attempts that died before they were recorded, looked up again under the lock that recording takes. */
  private async removeTorn(): Promise<void> {
    const folder = folderOf(await this.inTransaction(installationOf), this.key);
    const known = await this.inTransaction((tx) =>
      tx.query<{ file: string; manifest: string }>('SELECT file_key AS file, manifest_key AS manifest FROM sys_archives WHERE policy_key = $1', [this.key]),
    );
    const { torn, unknown } = await unrecordedArchives(this.storage, folder, new Set(known.flatMap(({ file, manifest }) => [file, manifest])));
    for (const key of torn)
      await this.inTransaction(async (tx) => {
        await lockArchives(tx, this.key);
        const recorded = await tx.query('SELECT 1 FROM sys_archives WHERE $1 IN (file_key, manifest_key)', [key]);
        if (recorded.length === 0) await this.storage.delete(key);
      });
    await this.inTransaction(async (tx) => {
      if (unknown.length === 0) await alerts.resolve(tx, 'retention.failed', folder);
      else await alerts.raise(tx, { code: 'retention.failed', subject: folder, data: { problem: 'unknown_archives', files: unknown.slice(0, 10) } });
    });
  }

  private inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction({ actor: systemActor('retention'), scope: ALL_SCOPE, statementTimeoutMs: 60_000 }, work);
  }
}

/** Months that are over and hold rows that may go; copies only of months that were not copied yet. */
async function monthsOf(tx: Tx, rows: ArchivedTable, before: Date): Promise<Date[]> {
  const { table, at, also, staysOnline } = rows;
  const wanted = [also, staysOnline ? UNCOPIED(rows) : undefined].filter((condition) => condition !== undefined);
  const found = await tx.query<{ month: Date }>(
    `/* anwen:maintenance */ SELECT DISTINCT ${MONTH_OF(at)} AS month FROM ${table} WHERE ${[`${at} < $1`, ...wanted].join(' AND ')} ORDER BY month`,
    [before],
  );
  return found.map((row) => row.month);
}

const MONTH_OF = (at: string): string => `(date_trunc('month', ${at} AT TIME ZONE 'UTC') AT TIME ZONE 'UTC')`;
/** A copy whose time is over is not made again. */
const UNCOPIED = ({ table, at }: ArchivedTable): string =>
  `NOT EXISTS (SELECT 1 FROM sys_archives a WHERE a.source = '${table}' AND a.state <> 'void' AND a.period_start = ${MONTH_OF(`${table}.${at}`)})`;

/** Whose files they are: copies of an installation may share its storage. */
async function installationOf(tx: Tx): Promise<string> {
  const [row] = await tx.query<{ id: string }>(`SELECT coalesce((SELECT public_id::text FROM sys_tenants ORDER BY id LIMIT 1), 'unnamed') AS id`);
  return row!.id;
}

async function lockArchives(tx: Tx, key: string): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`archive:${key}`]);
}

const folderOf = (installation: string, key: string): string => `archives/${installation}/${key.replace('.', '-')}/`;
const idOf = (line: string): string => String((JSON.parse(line) as { id: string | number }).id);
const monthStart = (day: Date): Date => new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), 1));
const nextMonth = (month: Date): Date => new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 1));
