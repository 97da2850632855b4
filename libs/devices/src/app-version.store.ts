import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@anwen/database';

export interface AppVersionRow {
  readonly app: string;
  readonly platform: string;
  readonly minVersion: string;
  readonly hardMin: string | null;
  readonly latestVersion: string;
  readonly url: string | null;
  readonly sha256: string | null;
  readonly messageZh: string | null;
  readonly messageEn: string | null;
  readonly rowVersion: number;
}

const ROW = `SELECT app, platform, min_version AS "minVersion", hard_min AS "hardMin", latest_version AS "latestVersion", url, sha256,
    message_zh AS "messageZh", message_en AS "messageEn", row_version AS "rowVersion" FROM sys_min_app_version`;

/** All SQL of `sys_min_app_version`. */
@Injectable()
export class AppVersionStore {
  constructor(private readonly database: Database) {}

  /** The row of the platform, else that of any; outside a transaction, for the door. */
  async find(app: string, platform: string): Promise<AppVersionRow | undefined> {
    const [row] = await this.database.query<AppVersionRow>(`${ROW} WHERE app = $1 AND platform IN ($2, 'any') ORDER BY platform = 'any' LIMIT 1`, [
      app,
      platform,
    ]);
    return row;
  }

  async exact(tx: Tx, app: string, platform: string): Promise<AppVersionRow | undefined> {
    return (await tx.query<AppVersionRow>(`${ROW} WHERE app = $1 AND platform = $2`, [app, platform]))[0];
  }

  /** False when somebody else has changed it meanwhile; version 0 = it is not there yet. */
  async put(tx: Tx, row: AppVersionRow): Promise<boolean> {
    const kept = await tx.query(
      `INSERT INTO sys_min_app_version (app, platform, min_version, hard_min, latest_version, url, sha256, message_zh, message_en)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9 WHERE $10 = 0 OR EXISTS (SELECT 1 FROM sys_min_app_version WHERE app = $1 AND platform = $2)
       ON CONFLICT (app, platform) DO UPDATE SET min_version = $3, hard_min = $4, latest_version = $5, url = $6, sha256 = $7, message_zh = $8,
         message_en = $9, updated_at = now(), row_version = sys_min_app_version.row_version + 1 WHERE sys_min_app_version.row_version = $10 RETURNING app`,
      [row.app, row.platform, row.minVersion, row.hardMin, row.latestVersion, row.url, row.sha256, row.messageZh, row.messageEn, row.rowVersion],
    );
    return kept.length > 0;
  }

  /** The row that holds for a platform: its own, else that of any. */
  async effective(tx: Tx, app: string, platform: string): Promise<AppVersionRow | undefined> {
    return (await this.exact(tx, app, platform)) ?? this.exact(tx, app, 'any');
  }

  /** A platform that had no row of its own takes the minimum and the messages of the row of any along: it leads devices from now on. */
  async setPackage(tx: Tx, app: string, platform: string, found: { version: string; sha256: string; url: string }): Promise<void> {
    await tx.query(
      `INSERT INTO sys_min_app_version (app, platform, min_version, hard_min, latest_version, url, sha256, message_zh, message_en)
       SELECT $1, $2, coalesce(a.min_version, '0'), a.hard_min, $3, $4, $5, a.message_zh, a.message_en
         FROM (SELECT 1) AS one LEFT JOIN sys_min_app_version a ON a.app = $1 AND a.platform = 'any'
       ON CONFLICT (app, platform) DO UPDATE SET latest_version = $3, url = $4, sha256 = $5, updated_at = now(), row_version = sys_min_app_version.row_version + 1`,
      [app, platform, found.version, found.url, found.sha256],
    );
  }

  /** Versions of the devices that are not revoked, for the preview of what a minimum would block. */
  async versionsInUse(tx: Tx, platform: string): Promise<{ version: string; n: number }[]> {
    return tx.query(
      `SELECT app_version AS version, count(*)::int AS n FROM sys_devices
       WHERE trust <> 'revoked' AND app_version IS NOT NULL AND ($1 = 'any' OR platform = $1) GROUP BY app_version`,
      [platform],
    );
  }
}
