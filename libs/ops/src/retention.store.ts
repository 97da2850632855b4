import type { Tx } from '@anwen/database';
import { Injectable } from '@nestjs/common';
import type { RetentionPolicy } from './retention-target';

const COLUMNS = `key, online_days AS "onlineDays", online_min AS "onlineMin", online_max AS "onlineMax", archive_days AS "archiveDays", archive_min AS "archiveMin",
  archive_max AS "archiveMax", active, row_version AS "rowVersion"`;

export interface ArchiveRow {
  readonly id: string;
  readonly policy: string;
  readonly source: string;
  readonly periodStart: Date;
  readonly periodEnd: Date;
  readonly state: 'verified' | 'kept' | 'expired' | 'void';
  readonly fileKey: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly writtenAt: Date;
  readonly expiresAt: Date;
}

/** Policies, archives and reports. */
@Injectable()
export class RetentionStore {
  policies(tx: Tx): Promise<RetentionPolicy[]> {
    return tx.query(`SELECT ${COLUMNS} FROM sys_retention_policies ORDER BY position`);
  }

  async lockPolicy(tx: Tx, key: string): Promise<RetentionPolicy | undefined> {
    return (await tx.query<RetentionPolicy>(`SELECT ${COLUMNS} FROM sys_retention_policies WHERE key = $1 FOR NO KEY UPDATE`, [key]))[0];
  }

  /** The checks of the table hold the bounds, whoever asks. */
  async setPolicy(tx: Tx, key: string, value: Pick<RetentionPolicy, 'onlineDays' | 'archiveDays' | 'active'>, userId: string | null): Promise<RetentionPolicy> {
    const [row] = await tx.query<RetentionPolicy>(
      `UPDATE sys_retention_policies SET online_days = $2, archive_days = $3, active = $4, updated_by = $5, updated_at = now(), row_version = row_version + 1
        WHERE key = $1 RETURNING ${COLUMNS}`,
      [key, value.onlineDays, value.archiveDays, value.active, userId],
    );
    return row!;
  }

  archives(tx: Tx, limit = 200): Promise<ArchiveRow[]> {
    return tx.query(
      `SELECT a.public_id AS id, a.policy_key AS policy, a.source, a.period_start AS "periodStart", a.period_end AS "periodEnd", a.state, a.file_key AS "fileKey", a.rows::float8 AS rows,
              a.bytes::float8 AS bytes, a.sha256, a.written_at AS "writtenAt", a.written_at + make_interval(days => p.archive_days) AS "expiresAt"
         FROM sys_archives a JOIN sys_retention_policies p ON p.key = a.policy_key ORDER BY a.period_start DESC, a.id DESC LIMIT $1`,
      [limit],
    );
  }

  /** Files whose time in the archive is over. */
  expiredArchives(tx: Tx, key: string): Promise<{ id: string; source: string; fileKey: string; manifestKey: string; rows: number }[]> {
    return tx.query(
      `SELECT a.id, a.source, a.file_key AS "fileKey", a.manifest_key AS "manifestKey", a.rows::float8 AS rows FROM sys_archives a JOIN sys_retention_policies p ON p.key = a.policy_key
        WHERE a.policy_key = $1 AND a.state = 'kept' AND a.written_at < now() - make_interval(days => p.archive_days) ORDER BY a.id LIMIT 100`,
      [key],
    );
  }

  async markExpired(tx: Tx, id: string): Promise<void> {
    await tx.query(`UPDATE sys_archives SET state = 'expired', expired_at = clock_timestamp() WHERE id = $1`, [id]);
  }

  async openJob(tx: Tx, name: string): Promise<string | undefined> {
    const [row] = await tx.query<{ id: string }>(
      `SELECT public_id AS id FROM sys_jobs WHERE name = $1 AND state NOT IN ('done', 'failed', 'cancelled') ORDER BY id LIMIT 1`,
      [name],
    );
    return row?.id;
  }

  async setSetting(tx: Tx, key: string, value: unknown, userId: string | null): Promise<void> {
    await tx.query(
      `INSERT INTO sys_settings (key, value, updated_by) VALUES ($1, $2, $3)
       ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_by = excluded.updated_by, updated_at = now(), row_version = sys_settings.row_version + 1`,
      [key, JSON.stringify(value), userId],
    );
  }

  async report(tx: Tx, kind: string, body: object, period?: { start: Date; end: Date }): Promise<string> {
    const [row] = await tx.query<{ id: string }>(
      'INSERT INTO sys_ops_reports (kind, body, period_start, period_end) VALUES ($1, $2, $3, $4) RETURNING id::text',
      [kind, JSON.stringify(body), period?.start ?? null, period?.end ?? null],
    );
    return row!.id;
  }
}
