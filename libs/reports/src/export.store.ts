import type { Tx } from '@anwen/database';
import type { Id, Scope } from '@anwen/kernel';
import type { StagedJob } from '@anwen/outbox';
import { Injectable } from '@nestjs/common';
import type { ExportFormat, ReportValues } from './report-definition';

export interface NewExport {
  readonly userId: Id;
  readonly report: string;
  readonly format: ExportFormat;
  readonly params: ReportValues;
  readonly locale: string;
  readonly schedule?: { readonly id: Id; readonly slot: string };
}

export interface ExportRow {
  readonly id: Id;
  readonly publicId: string;
  readonly userId: Id;
  readonly jobId: string | null;
  readonly report: string;
  readonly format: ExportFormat;
  readonly params: ReportValues;
  readonly locale: string;
  readonly scope: Scope | null;
  readonly withCost: boolean;
  readonly state: 'queued' | 'ready' | 'failed' | 'expired';
  readonly fileKey: string | null;
  readonly fileName: string | null;
  readonly contentType: string | null;
  readonly bytes: string | null;
  readonly rows: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly mailedAt: Date | null;
  /** Recipients that the mail server would not take. */
  readonly mailRefused: readonly string[];
}

/** What a finished run leaves on the row. */
export interface FinishedFile {
  readonly fileKey: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly rows: number;
  readonly sha256: string;
  readonly scope: Scope;
  readonly withCost: boolean;
  readonly expiresAt: Date;
}

/** A job that has ended without a file, or is gone, will make none any more. */
const STATE = `CASE WHEN e.expired_at IS NOT NULL OR e.expires_at <= now() THEN 'expired' WHEN e.file_key IS NOT NULL THEN 'ready'
  WHEN j.id IS NULL OR j.state IN ('done', 'failed', 'cancelled') THEN 'failed' ELSE 'queued' END`;
const COLUMNS = `e.id::text AS id, e.public_id AS "publicId", e.user_id::text AS "userId", e.job_public_id AS "jobId", e.report, e.format, e.params, e.locale, e.scope, e.with_cost AS "withCost",
  ${STATE} AS state, e.file_key AS "fileKey", e.file_name AS "fileName", e.content_type AS "contentType", e.bytes::text AS bytes, e.rows::text AS rows,
  e.created_at AS "createdAt", e.expires_at AS "expiresAt", e.mailed_at AS "mailedAt", e.mail_refused AS "mailRefused"`;
const FROM = 'report_exports e LEFT JOIN sys_jobs j ON j.id = e.job_id';

@Injectable()
export class ExportStore {
  /** A schedule's slot has one export: asked for again, the first one is the answer. */
  async insert(tx: Tx, made: NewExport): Promise<{ id: Id; publicId: string }> {
    const [row] = await tx.query<{ id: Id; publicId: string }>(
      `INSERT INTO report_exports (user_id, report, format, params, locale, schedule_id, slot) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (schedule_id, slot) DO UPDATE SET slot = excluded.slot RETURNING id::text AS id, public_id AS "publicId"`,
      [made.userId, made.report, made.format, JSON.stringify(made.params), made.locale, made.schedule?.id ?? null, made.schedule?.slot ?? null],
    );
    return row!;
  }

  async noteJob(tx: Tx, id: Id, job: Pick<StagedJob, 'id' | 'publicId'>): Promise<void> {
    await tx.query('UPDATE report_exports SET job_id = $2, job_public_id = $3 WHERE id = $1', [id, job.id, job.publicId]);
  }

  /** Of this person, newest first. */
  ofUser(tx: Tx, userId: Id, page: { before: Id | null; limit: number }): Promise<ExportRow[]> {
    return tx.query(
      `SELECT ${COLUMNS} FROM ${FROM} WHERE e.user_id = $1 AND e.removed_at IS NULL AND ($2::bigint IS NULL OR e.id < $2) ORDER BY e.id DESC LIMIT $3`,
      [userId, page.before, page.limit],
    );
  }

  async one(tx: Tx, publicId: string, userId: Id | null): Promise<ExportRow | undefined> {
    const sql = `SELECT ${COLUMNS} FROM ${FROM} WHERE e.public_id = $1 AND ($2::bigint IS NULL OR e.user_id = $2) AND e.removed_at IS NULL`;
    return (await tx.query<ExportRow>(sql, [publicId, userId]))[0];
  }

  async finish(tx: Tx, id: Id, file: FinishedFile): Promise<void> {
    await tx.query(
      `UPDATE report_exports SET file_key = $2, file_name = $3, content_type = $4, bytes = $5, rows = $6, sha256 = $7, scope = $8, with_cost = $9,
              ready_at = clock_timestamp(), expires_at = $10 WHERE id = $1`,
      [id, file.fileKey, file.fileName, file.contentType, file.bytes, file.rows, file.sha256, JSON.stringify(file.scope), file.withCost, file.expiresAt],
    );
  }

  async noteMailed(tx: Tx, id: Id, refused: readonly string[]): Promise<void> {
    await tx.query('UPDATE report_exports SET mailed_at = clock_timestamp(), mail_refused = $2 WHERE id = $1', [id, refused]);
  }

  /** True for the first call: the webhooks are told once of a file. */
  async noteAnnounced(tx: Tx, id: Id): Promise<boolean> {
    return (await tx.query('UPDATE report_exports SET announced_at = clock_timestamp() WHERE id = $1 AND announced_at IS NULL RETURNING id', [id])).length > 0;
  }

  async markDeleted(tx: Tx, id: Id): Promise<void> {
    await tx.query('UPDATE report_exports SET removed_at = clock_timestamp() WHERE id = $1', [id]);
  }

  /** Files whose time is over, or whose owner has deleted them. */
  due(tx: Tx, limit: number): Promise<{ id: Id; fileKey: string }[]> {
    return tx.query(
      `SELECT id::text AS id, file_key AS "fileKey" FROM report_exports WHERE file_key IS NOT NULL AND (expires_at <= now() OR removed_at IS NOT NULL) ORDER BY expires_at LIMIT $1`,
      [limit],
    );
  }

  /** The file of one that its owner has deleted. */
  async removed(tx: Tx, publicId: string): Promise<{ id: Id; fileKey: string } | undefined> {
    const [row] = await tx.query<{ id: Id; fileKey: string }>(
      `SELECT id::text AS id, file_key AS "fileKey" FROM report_exports WHERE public_id = $1 AND file_key IS NOT NULL AND removed_at IS NOT NULL`,
      [publicId],
    );
    return row;
  }

  async forgetFiles(tx: Tx, ids: readonly Id[]): Promise<void> {
    await tx.query('UPDATE report_exports SET file_key = NULL, expired_at = clock_timestamp() WHERE id = ANY ($1::bigint[])', [ids]);
  }

  /** Those of the keys that belong to an export. */
  async known(tx: Tx, keys: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ key: string }>('SELECT file_key AS key FROM report_exports WHERE file_key = ANY ($1)', [keys]);
    return new Set(rows.map((row) => row.key));
  }

  /** Rows whose file has been gone for so long; the audit keeps what happened. */
  async deleteOld(tx: Tx, days: number): Promise<number> {
    const rows = await tx.query(`DELETE FROM report_exports WHERE file_key IS NULL AND created_at < now() - make_interval(days => $1) RETURNING id`, [days]);
    return rows.length;
  }
}
