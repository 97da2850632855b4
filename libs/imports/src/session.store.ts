import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import type { Delimiter } from './csv-reading';
import type { FileFormat, FilePreview } from './file-reading';
import type { Mapping } from './header.rules';
import type { Mode } from './target';
import type { Encoding } from './text-encoding.rules';

export type SessionState = 'uploaded' | 'validating' | 'validated' | 'committing' | 'committed' | 'failed' | 'rolling_back' | 'rolled_back';

export interface StoredRefusal {
  readonly code: string;
  readonly status: number;
  readonly zh: string;
  readonly en: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

export type Counts = Readonly<Record<'new' | 'changed' | 'unchanged' | 'error', number>>;

export interface SessionRow {
  readonly id: Id;
  readonly publicId: string;
  readonly type: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly storageKey: string;
  readonly format: FileFormat;
  readonly encoding: Encoding | null;
  readonly delimiter: Delimiter | null;
  readonly sheet: string | null;
  readonly sheets: readonly string[];
  readonly headerRow: number;
  readonly header: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly mapping: Mapping;
  readonly mode: Mode;
  readonly blank: 'keep' | 'clear';
  readonly onError: 'all_or_nothing' | 'skip_errors';
  /** What the row says; see `state` for what is true. */
  readonly stored: SessionState;
  /** A session whose job has ended badly has failed, even when nobody was left to say so. */
  readonly state: SessionState;
  readonly jobId: Id | null;
  readonly jobPublicId: string | null;
  readonly counts: Counts | null;
  readonly problem: StoredRefusal | null;
  /** The last import of the very same file that went in before this one and was not taken back, whoever did it. */
  readonly alreadyImported: { readonly id: string; readonly committedAt: string } | null;
  readonly createdAt: Date;
  readonly committedAt: Date | null;
  readonly rowVersion: number;
}

export type NewSession = Pick<SessionRow, 'type' | 'fileName' | 'bytes' | 'storageKey' | 'format' | 'mapping' | 'mode'> &
  FilePreview & { readonly sha256: string };
export type SessionSettings = Pick<
  SessionRow,
  'encoding' | 'delimiter' | 'sheet' | 'headerRow' | 'header' | 'sample' | 'mapping' | 'mode' | 'blank' | 'onError' | 'counts'
> & { readonly state: SessionState };

const DIED = `s.state IN ('validating', 'committing', 'rolling_back') AND j.state IN ('failed', 'cancelled')`;
const COLUMNS = `s.id, s.public_id AS "publicId", s.type, s.file_name AS "fileName", s.bytes::int AS bytes, s.storage_key AS "storageKey", s.format, s.encoding, s.delimiter,
  s.sheet, s.sheets, s.header_row AS "headerRow", s.header, s.sample, s.mapping, s.mode, s.blank, s.on_error AS "onError", s.state AS stored,
  CASE WHEN ${DIED} THEN CASE s.state WHEN 'rolling_back' THEN CASE WHEN s.committed_at IS NULL THEN 'failed' ELSE 'committed' END ELSE 'failed' END ELSE s.state END AS state,
  s.job_id AS "jobId", s.job_public_id AS "jobPublicId", s.counts, coalesce(s.problem, CASE WHEN ${DIED} THEN j.problem END) AS problem,
  s.created_at AS "createdAt", s.committed_at AS "committedAt", s.row_version AS "rowVersion",
  (SELECT jsonb_build_object('id', o.public_id, 'committedAt', o.committed_at) FROM import_sessions o WHERE o.type = s.type AND o.sha256 = s.sha256 AND o.id <> s.id
     AND o.committed_at < coalesce(s.committed_at, 'infinity') AND o.state <> 'rolled_back' ORDER BY o.committed_at DESC LIMIT 1) AS "alreadyImported"`;
const FROM = 'import_sessions s LEFT JOIN sys_jobs j ON j.id = s.job_id';

/** A session belongs to whoever began it. */
@Injectable()
export class SessionStore {
  async insert(tx: Tx, userId: Id, s: NewSession): Promise<string> {
    const [row] = await tx.query<{ id: string }>(
      `INSERT INTO import_sessions (type, file_name, bytes, sha256, storage_key, format, encoding, delimiter, sheet, sheets, header_row, header, sample, mapping, mode, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) RETURNING public_id AS id`,
      [
        s.type,
        s.fileName,
        s.bytes,
        s.sha256,
        s.storageKey,
        s.format,
        s.encoding,
        s.delimiter,
        s.sheet,
        JSON.stringify(s.sheets),
        s.headerRow,
        JSON.stringify(s.header),
        JSON.stringify(s.sample),
        JSON.stringify(s.mapping),
        s.mode,
        userId,
      ],
    );
    return row!.id;
  }

  async find(tx: Tx, userId: Id, publicId: string): Promise<SessionRow | undefined> {
    return (await tx.query<SessionRow>(`SELECT ${COLUMNS} FROM ${FROM} WHERE s.public_id = $1 AND s.created_by = $2`, [publicId, userId]))[0];
  }

  /** The session as it is once whoever holds it has let go, held until the transaction ends. Two statements: the second sees what the wait was for. */
  async lock(tx: Tx, userId: Id, publicId: string): Promise<SessionRow | undefined> {
    await tx.query('SELECT 1 FROM import_sessions WHERE public_id = $1 AND created_by = $2 FOR NO KEY UPDATE', [publicId, userId]);
    return this.find(tx, userId, publicId);
  }

  /** A job that died and was asked for again is another job: the session then waits for that one. */
  async adopt(tx: Tx, publicId: string, state: SessionState, job: { readonly id: Id; readonly publicId: string }): Promise<void> {
    await tx.query(
      `UPDATE import_sessions s SET job_id = $3, job_public_id = $4, updated_at = now() FROM sys_jobs j
       WHERE s.public_id = $1 AND s.state = $2 AND s.job_id <> $3 AND j.id = s.job_id AND j.state IN ('failed', 'cancelled')`,
      [publicId, state, job.id, job.publicId],
    );
  }

  /** The same for the job that the session waits for; undefined when it waits for another one by now. */
  async lockForJob(tx: Tx, publicId: string, jobId: Id): Promise<SessionRow | undefined> {
    await tx.query('SELECT 1 FROM import_sessions WHERE public_id = $1 FOR NO KEY UPDATE', [publicId]);
    return this.ofJob(tx, publicId, jobId);
  }

  async ofJob(tx: Tx, publicId: string, jobId: Id): Promise<SessionRow | undefined> {
    return (await tx.query<SessionRow>(`SELECT ${COLUMNS} FROM ${FROM} WHERE s.public_id = $1 AND s.job_id = $2`, [publicId, jobId]))[0];
  }

  list(tx: Tx, userId: Id, page: { readonly type?: string; readonly before?: string; readonly limit: number }): Promise<SessionRow[]> {
    return tx.query<SessionRow>(
      `SELECT ${COLUMNS} FROM ${FROM} WHERE s.created_by = $1 AND ($2::text IS NULL OR s.type = $2) AND ($3::bigint IS NULL OR s.id < $3) ORDER BY s.id DESC LIMIT $4`,
      [userId, page.type ?? null, page.before ?? null, page.limit],
    );
  }

  async count(tx: Tx, userId: Id, type: string | undefined): Promise<number> {
    const sql = 'SELECT count(*)::int AS n FROM import_sessions WHERE created_by = $1 AND ($2::text IS NULL OR type = $2)';
    return (await tx.query<{ n: number }>(sql, [userId, type ?? null]))[0]!.n;
  }

  async settle(tx: Tx, id: Id, s: SessionSettings): Promise<void> {
    await tx.query(
      `UPDATE import_sessions SET encoding = $2, delimiter = $3, sheet = $4, header_row = $5, header = $6, sample = $7, mapping = $8, mode = $9, blank = $10,
         on_error = $11, counts = $12, state = $13, problem = NULL, updated_at = now(), row_version = row_version + 1 WHERE id = $1`,
      [
        id,
        s.encoding,
        s.delimiter,
        s.sheet,
        s.headerRow,
        JSON.stringify(s.header),
        JSON.stringify(s.sample),
        JSON.stringify(s.mapping),
        s.mode,
        s.blank,
        s.onError,
        s.counts && JSON.stringify(s.counts),
        s.state,
      ],
    );
  }

  async handOver(tx: Tx, id: Id, state: SessionState, job: { readonly id: Id; readonly publicId: string }): Promise<void> {
    await tx.query(
      `UPDATE import_sessions SET state = $2, job_id = $3, job_public_id = $4, problem = NULL, counts = CASE WHEN $2 <> 'validating' THEN counts END, updated_at = now(), row_version = row_version + 1 WHERE id = $1`,
      [id, state, job.id, job.publicId],
    );
  }

  async become(tx: Tx, id: Id, state: SessionState, facts: { readonly counts?: Counts; readonly problem?: StoredRefusal } = {}): Promise<void> {
    await tx.query(
      `UPDATE import_sessions SET state = $2, counts = coalesce($3, counts), problem = $4, updated_at = now(), row_version = row_version + 1,
         committed_at = CASE WHEN $2 = 'committed' THEN coalesce(committed_at, now()) ELSE committed_at END WHERE id = $1`,
      [id, state, facts.counts ? JSON.stringify(facts.counts) : null, facts.problem ? JSON.stringify(facts.problem) : null],
    );
  }

  /** Sessions that are over and older than the days; none that a job is working on. */
  expired(tx: Tx, days: number, limit: number): Promise<{ id: Id; storageKey: string }[]> {
    return tx.query(
      `SELECT s.id, s.storage_key AS "storageKey" FROM ${FROM} WHERE s.created_at < now() - make_interval(days => $1)
         AND NOT (s.state IN ('validating', 'committing', 'rolling_back') AND coalesce(j.state, 'done') IN ('waiting', 'queued', 'running'))
       ORDER BY s.id LIMIT $2`,
      [days, limit],
    );
  }

  async delete(tx: Tx, ids: readonly Id[]): Promise<void> {
    await tx.query('DELETE FROM import_sessions WHERE id = ANY ($1::bigint[])', [ids]);
  }

  /** Which of the keys belong to a session. */
  async knownKeys(tx: Tx, keys: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ key: string }>('SELECT storage_key AS key FROM import_sessions WHERE storage_key = ANY ($1)', [keys]);
    return new Set(rows.map((row) => row.key));
  }
}
