import { Database, type Tx } from '@anwen/database';
import { NO_SCOPE, SLA, systemActor, systemClock, type SlaClass } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { mergeInto, newHistogram, percentile, type Histogram } from './latency.rules';
import { summary } from './latency.service';
import { deleteLatencyBefore, hasReport, insertReport, oldestMinute, readLatency, readReports } from './latency.store';

const HOUR_MS = 3_600_000;
export const SLA_REPORT_KIND = 'sla.hourly';
/** Minutes stay two days for a closer look; the hourly reports stay as long as retention says. */
const MINUTES_KEPT_MS = 48 * HOUR_MS;
/** With fewer requests a P99 is one bad luck; such an hour is reported, but breaches nothing. */
const ENOUGH = 100;
/** A process writes a minute up to a minute late: an hour is closed two minutes after its end. */
const LATE_MS = 2 * 60_000;

/** Merges the minutes of all processes into one report an hour: true percentiles of every route, and who missed its target (R14). */
@Injectable()
export class SlaReports {
  constructor(private readonly database: Database) {}

  /** Closes every finished hour that has no report yet; returns how many. Running twice writes nothing twice. */
  async closeHours(now: Date = systemClock.now()): Promise<number> {
    const actor = systemActor('sla reports');
    return this.database.transaction({ actor, scope: NO_SCOPE, statementTimeoutMs: 30_000 }, async (tx) => {
      const oldest = await oldestMinute(tx);
      if (!oldest) return 0;
      let closed = 0;
      for (let from = hourOf(oldest); from.getTime() + HOUR_MS + LATE_MS <= now.getTime(); from = new Date(from.getTime() + HOUR_MS)) {
        if (await this.close(tx, from)) closed++;
      }
      await deleteLatencyBefore(tx, hourOf(new Date(now.getTime() - MINUTES_KEPT_MS)));
      return closed;
    });
  }

  /** The newest hours, each with its routes; without the buckets, which are for machines. */
  async recent(tx: Tx, hours: number): Promise<{ from: string; to: string; routes: object[] }[]> {
    return readReports(tx, SLA_REPORT_KIND, hours);
  }

  private async close(tx: Tx, from: Date): Promise<boolean> {
    if (await hasReport(tx, SLA_REPORT_KIND, from)) return false;
    const to = new Date(from.getTime() + HOUR_MS);
    const rows = await readLatency(tx, from, to);
    if (rows.length === 0) return false;
    await insertReport(tx, { kind: SLA_REPORT_KIND, from, to, body: { routes: mergeRoutes(rows) } });
    return true;
  }
}

function mergeRoutes(rows: readonly { route: string; slaClass: SlaClass; histogram: Histogram }[]): object[] {
  const merged = new Map<string, { slaClass: SlaClass; histogram: Histogram }>();
  for (const { route, slaClass, histogram } of rows) {
    let sum = merged.get(route);
    if (!sum) merged.set(route, (sum = { slaClass, histogram: newHistogram() }));
    mergeInto(sum.histogram, histogram);
  }
  return [...merged].map(([route, { slaClass, histogram }]) => ({
    route,
    slaClass,
    ...summary(histogram),
    breached: histogram.n >= ENOUGH && percentile(histogram, 99) > SLA[slaClass].p99Ms * 1_000,
    buckets: Object.fromEntries(histogram.buckets),
  }));
}

function hourOf(time: Date): Date {
  return new Date(Math.floor(time.getTime() / HOUR_MS) * HOUR_MS);
}
