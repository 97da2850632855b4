import { stat, statfs } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { levelOf, type DiskLevel } from './disk.rules';
import { healthErrors } from './health.errors';
import { HEALTH_OPTIONS, type HealthOptions } from './health.service';

export interface Volume {
  readonly path: string;
  readonly totalBytes: number;
  readonly freeBytes: number;
  readonly usedPercent: number;
  readonly level: DiskLevel;
}

/** An upload of 20 MB moves no disk by a percent; ten seconds between two looks are close enough. */
const FRESH_MS = 10_000;

/** How full the volumes are that this process can see. */
@Injectable()
export class DiskSpace {
  private seen: { readonly at: number; readonly volumes: Promise<readonly Volume[]> } | undefined;

  constructor(@Inject(HEALTH_OPTIONS) private readonly options: HealthOptions) {}

  /** Uploads and exports ask before they write; the ledger never does. @throws health.disk_full (507) from 95 % on. */
  async requireRoom(): Promise<void> {
    const full = (await this.recent()).find(({ level }) => level === 'full');
    if (full) throw healthErrors.disk_full({ percent: Math.floor(full.usedPercent), headers: { 'Retry-After': '300' } });
  }

  /** At most ten seconds old. */
  recent(): Promise<readonly Volume[]> {
    const now = performance.now();
    if (!this.seen || now - this.seen.at > FRESH_MS) this.seen = { at: now, volumes: this.volumes() };
    return this.seen.volumes;
  }

  /** Each volume once, however many of the watched folders lie on it. A folder that cannot be read is left to the storage check. */
  async volumes(): Promise<Volume[]> {
    const { storage, volumes = [] } = this.options;
    const found = new Map<number, Volume>();
    for (const path of new Set([...(storage.driver === 'local' ? [storage.path] : []), ...volumes])) {
      const volume = await this.read(path).catch(() => undefined);
      if (volume && !found.has(volume.device)) found.set(volume.device, volume.facts);
    }
    return [...found.values()];
  }

  private async read(path: string): Promise<{ device: number; facts: Volume }> {
    const [{ dev }, { bsize, blocks, bfree, bavail }] = await Promise.all([stat(path), (this.options.statfs ?? statfs)(path)]);
    // As df counts: what is reserved for root is neither used nor free.
    const used = blocks - bfree;
    const usedPercent = Math.round((used / Math.max(1, used + bavail)) * 1_000) / 10;
    return { device: dev, facts: { path, totalBytes: bsize * blocks, freeBytes: bsize * bavail, usedPercent, level: levelOf(usedPercent) } };
  }
}
