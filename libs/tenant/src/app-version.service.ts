import { Database } from '@anwen/database';
import type { Locale } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { statusOf, type AppVersionStatus } from './app-version.rules';

interface PolicyRow {
  min_version: string;
  latest_version: string;
  url: string | null;
  message_zh: string | null;
  message_en: string | null;
}

export interface AppVersionAnswer {
  readonly status: AppVersionStatus;
  readonly minVersion: string | null;
  readonly latestVersion: string | null;
  readonly url: string | null;
  readonly message: string | null;
}

/** Minimum and newest version of each app, from sys_min_app_version. An app without a row has no minimum. */
@Injectable()
export class AppVersionService {
  constructor(private readonly database: Database) {}

  async check(app: string, version: string, locale: Locale): Promise<AppVersionAnswer> {
    const [row] = await this.database.query<PolicyRow>(
      'SELECT min_version, latest_version, url, message_zh, message_en FROM sys_min_app_version WHERE app = $1',
      [app],
    );
    if (!row) return { status: 'ok', minVersion: null, latestVersion: null, url: null, message: null };
    const policy = { minVersion: row.min_version, latestVersion: row.latest_version };
    return { status: statusOf(version, policy), ...policy, url: row.url, message: locale === 'en' ? row.message_en : row.message_zh };
  }
}
