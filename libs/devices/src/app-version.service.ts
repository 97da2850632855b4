import { Injectable } from '@nestjs/common';
import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { httpErrors } from '@anwen/http';
import type { Actor, Locale } from '@anwen/kernel';
import { ANY_PLATFORM, type AppVersionDto, type AppVersionInput } from './app-version.dto';
import { compareVersions, isInOrder, statusOf, type AppVersionStatus } from './app-version.rules';
import { AppVersionStore, type AppVersionRow } from './app-version.store';
import { deviceErrors } from './devices.errors';

export interface AppVersionAnswer {
  readonly status: AppVersionStatus;
  readonly minVersion: string | null;
  readonly hardMin: string | null;
  readonly latestVersion: string | null;
  readonly url: string | null;
  readonly sha256: string | null;
  readonly message: string | null;
}

/** A new minimum holds within a second everywhere; one small query a second and platform is nothing. */
const CACHE_MS = 900;
/** Apps whose versions are kept. */
const APPS: readonly string[] = ['pda', 'portal'];
/** Platforms are a handful, names of apps are a stranger's choice. */
const CACHE_LIMIT = 100;

/** Minimum and newest version of each app. An app without a row has no minimum. */
@Injectable()
export class AppVersionService {
  private readonly cache = new Map<string, { row: Promise<AppVersionRow | undefined>; until: number }>();

  constructor(private readonly store: AppVersionStore) {}

  /** What version-check answers; the apps show it as it is. */
  async check(wanted: { app: string; platform?: string | undefined; version: string }, locale: Locale): Promise<AppVersionAnswer> {
    const row = await this.find(wanted.app, wanted.platform ?? ANY_PLATFORM);
    if (!row) return { status: 'ok', minVersion: null, hardMin: null, latestVersion: null, url: null, sha256: null, message: null };
    const { minVersion, hardMin, latestVersion, url, sha256 } = row;
    const message = locale === 'en' ? row.messageEn : row.messageZh;
    return { status: statusOf(wanted.version, row), minVersion, hardMin, latestVersion, url, sha256, message };
  }

  /** The policy of an app, at most a second old. */
  find(app: string, platform: string): Promise<AppVersionRow | undefined> {
    const key = `${app} ${platform}`;
    const now = Date.now();
    const cached = this.cache.get(key);
    if (cached && cached.until > now) return cached.row;
    if (this.cache.size >= CACHE_LIMIT) this.cache.clear();
    const row = this.store.find(app, platform);
    this.cache.set(key, { row, until: now + CACHE_MS });
    row.catch(() => this.cache.delete(key));
    return row;
  }

  /** What an administrator sees, also before anything is set. @throws device.app_unknown */
  async get(tx: Tx, app: string, platform = ANY_PLATFORM): Promise<AppVersionDto> {
    if (!APPS.includes(app)) throw deviceErrors.app_unknown();
    const row = (await this.store.exact(tx, app, platform)) ?? emptyRow(app, platform);
    const inUse = await this.store.versionsInUse(tx, platform);
    const outdated = inUse.filter(({ version }) => compareVersions(version, row.minVersion) < 0).reduce((sum, { n }) => sum + n, 0);
    return { ...row, outdated };
  }

  /** @throws device.app_unknown | device.version_order | http.precondition_failed */
  async put(tx: Tx, actor: Actor, target: { app: string; platform?: string | undefined; rowVersion: number }, input: AppVersionInput): Promise<AppVersionDto> {
    const platform = target.platform ?? ANY_PLATFORM;
    if (!APPS.includes(target.app)) throw deviceErrors.app_unknown();
    const before = await this.store.exact(tx, target.app, platform);
    const row: AppVersionRow = {
      app: target.app,
      platform,
      minVersion: input.minVersion,
      hardMin: input.hardMin ?? null,
      latestVersion: input.latestVersion,
      url: input.url ?? null,
      sha256: input.sha256 ?? null,
      messageZh: input.messageZh ?? null,
      messageEn: input.messageEn ?? null,
      rowVersion: target.rowVersion,
    };
    if (!isInOrder(row)) throw deviceErrors.version_order();
    if (!(await this.store.put(tx, row))) throw httpErrors.precondition_failed({ current: await this.get(tx, target.app, platform) });
    audit.record(
      tx,
      actor,
      'device.app.version_changed',
      { type: 'app_version', id: `${target.app}/${platform}` },
      { diff: { before: before ?? null, after: { ...input } } },
    );
    this.cache.clear();
    return this.get(tx, target.app, platform);
  }
}

function emptyRow(app: string, platform: string): AppVersionRow {
  return { app, platform, minVersion: '0', hardMin: null, latestVersion: '0', url: null, sha256: null, messageZh: null, messageEn: null, rowVersion: 0 };
}
