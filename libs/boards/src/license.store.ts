import { Database } from '@anwen/database';
import { Injectable } from '@nestjs/common';

/** A licence changes once a year; whoever enters one may wait this long for its features. */
const CACHE_MS = 5_000;

/** Which features the licence in force opens. */
@Injectable()
export class LicenseStore {
  private cached: { features: Promise<readonly string[]>; until: number } | undefined;

  constructor(private readonly database: Database) {}

  /** Without a licence, after its grace period, or when it is restricted: nothing beyond the core. */
  async has(feature: string): Promise<boolean> {
    const now = Date.now();
    if (!this.cached || this.cached.until <= now) {
      const features = this.read();
      this.cached = { features, until: now + CACHE_MS };
      features.catch(() => (this.cached = undefined)); // a failure is not remembered
    }
    return (await this.cached.features).includes(feature);
  }

  private async read(): Promise<readonly string[]> {
    const [license] = await this.database.query<{ features: string[]; holds: boolean }>(
      `SELECT features, status IN ('active', 'grace') AND expires_at + make_interval(days => grace_period_days) > now() AS holds
         FROM sys_license ORDER BY id DESC LIMIT 1`,
    );
    return license?.holds ? license.features : [];
  }
}
