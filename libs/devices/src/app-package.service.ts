import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { audit } from '@anwen/audit';
import { Database, type Tx } from '@anwen/database';
import { ALL_SCOPE, systemClock, type Actor } from '@anwen/kernel';
import { ObjectStorage, StoredObjectMissing } from '@anwen/storage';
import type { PackageDto } from './app-version.dto';
import { compareVersions } from './app-version.rules';
import { AppVersionStore } from './app-version.store';
import { DEVICE_OPTIONS, type DeviceOptions } from './device-options';
import { deviceErrors } from './devices.errors';

/** Our app with its libraries is under 20 MB; the upload is held in memory while it is checked. */
export const PACKAGE_MAX_BYTES = 64 * 1024 * 1024;
export const PACKAGE_PATH = '/download/latest.apk';
const SETTING = 'pda_package';
const FOLDER = 'apps/pda/';
const SWEEP_AFTER_MS = 24 * 3_600_000;

interface StoredPackage {
  readonly key: string;
  readonly version: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** The Android app that an installation in the factory gives to its own devices. */
@Injectable()
export class AppPackageService {
  private readonly logger = new Logger('devices');

  constructor(
    private readonly database: Database,
    private readonly storage: ObjectStorage,
    private readonly versions: AppVersionStore,
    @Inject(DEVICE_OPTIONS) private readonly options: DeviceOptions,
  ) {}

  /**
   * Keeps an .apk and makes it the one that devices are led to. The bytes are stored before the transaction opens: 64 MB on a slow
   * disk hold no connection. Files that no setting leads to any more are removed.
   * @throws device.package_elsewhere | package_refused for anything that is no Android package | version_order below the minimum
   */
  async upload(actor: Actor, { version, bytes }: { version: string; bytes: Buffer }): Promise<PackageDto> {
    if (!this.options.onPrem) throw deviceErrors.package_elsewhere();
    if (!isAndroidPackage(bytes)) throw deviceErrors.package_refused();
    const key = `${FOLDER}${randomUUID()}.apk`;
    await this.storage.put(key, Readable.from([bytes]));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const stored: StoredPackage = { key, version, sha256, bytes: bytes.length };
    try {
      await this.database.transaction({ actor, scope: ALL_SCOPE }, (tx) => this.record(tx, actor, stored));
    } catch (error) {
      await this.storage.delete(key).catch(() => undefined); // the sweep takes what stays
      throw error;
    }
    await this.sweep(key).catch((error: unknown) => this.logger.warn({ msg: 'old packages not removed', error: (error as Error).message }));
    return { version, sha256, bytes: bytes.length, url: PACKAGE_PATH };
  }

  private async record(tx: Tx, actor: Actor, stored: StoredPackage): Promise<void> {
    const policy = await this.versions.effective(tx, 'pda', 'android');
    if (policy && compareVersions(stored.version, policy.minVersion) < 0) throw deviceErrors.version_order();
    await tx.query(
      `INSERT INTO sys_settings (key, value, updated_by) VALUES ($1, $2, $3)
       ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_by = excluded.updated_by, updated_at = now(), row_version = sys_settings.row_version + 1`,
      [SETTING, JSON.stringify(stored), actor.userId],
    );
    await this.versions.setPackage(tx, 'pda', 'android', { version: stored.version, sha256: stored.sha256, url: PACKAGE_PATH });
    audit.record(tx, actor, 'device.app.package_stored', { type: 'app_package', id: 'pda' }, { diff: stored });
  }

  /** Removes packages that are older than a day: a download of them is over, and an upload beside this one has its setting. */
  private async sweep(current: string): Promise<void> {
    const before = systemClock.now().getTime() - SWEEP_AFTER_MS;
    for await (const { key, modifiedAt } of this.storage.list(FOLDER)) if (key !== current && modifiedAt.getTime() < before) await this.storage.delete(key);
  }

  /** @throws device.package_missing, also wherever this is not an installation in the factory */
  async latest(): Promise<StoredPackage & { readonly content: Readable }> {
    if (!this.options.onPrem) throw deviceErrors.package_missing();
    const [row] = await this.database.query<{ value: StoredPackage }>('SELECT value FROM sys_settings WHERE key = $1', [SETTING]);
    if (!row) throw deviceErrors.package_missing();
    const content = await this.storage.get(row.value.key).catch((error: unknown) => {
      throw error instanceof StoredObjectMissing ? deviceErrors.package_missing() : error;
    });
    return { ...row.value, content };
  }
}

/** A zip with the two entries without which no Android device installs anything. */
export function isAndroidPackage(bytes: Buffer): boolean {
  return bytes.length >= 100 && bytes.readUInt32BE(0) === 0x504b0304 && bytes.includes('AndroidManifest.xml') && bytes.includes('classes.dex');
}
