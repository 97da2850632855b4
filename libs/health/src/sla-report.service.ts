import { Database, type Tx } from '@anwen/database';
import { NO_SCOPE, SLA, systemActor, systemClock, type SlaClass, type SlaTarget } from '@anwen/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { NO_ALERTS } from './alert-sink';
import { HEALTH_OPTIONS, type HealthOptions } from './health.service';
import {
  adoptOldReports,
  missesOfDay,
  newestHours,
  requestsOfHour,
  routesOfHour,
  timeoutsSince,
  writeHour,
  type HourRow,
  type ListedHour,
} from './latency-hourly.store';
import { mergeInto, newHistogram, percentile, type Histogram } from './latency.rules';
import { deleteLatencyBefore, oldestMinute, readLatency } from './latency.store';

const HOUR_MS = 3_600_000;
/** Minutes stay two days for a closer look; the hours stay as long as retention says. */
const MINUTES_KEPT_MS = 48 * HOUR_MS;
/** With fewer requests a P99 is one bad luck: only the third such hour of a day is an alert (SPEC-8.3). */
const ENOUGH = 100;
const MISSES_PER_DAY = 3;
/** A process writes a minute up to a minute late: an hour is closed two minutes after its end. */
const LATE_MS = 2 * 60_000;
/** Later ones are still taken in for this long: a process keeps its minutes while the database is away. */
const REOPENED_MS = 2 * HOUR_MS;
/** The fast path: more than 5 % time-outs in 5 minutes. One in ten requests proves nothing; 20 must have come. */
const FAST_MS = 5 * 60_000;
const FAST_SHARE = 0.05;
const FAST_ENOUGH = 20;

export interface SlaHour {
  readonly from: string;
  readonly to: string;
  readonly routes: readonly SlaRoute[];
}

export interface SlaRoute {
  readonly route: string;
  readonly slaClass: SlaClass;
  readonly n: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly timeouts: number;
  readonly errors: number;
  readonly breached: boolean;
  readonly target: SlaTarget;
}

/** Merges the minutes of all processes into hours: true percentiles of every route, and an alert for who misses its target (R14). */
@Injectable()
export class SlaReports {
  constructor(
    private readonly database: Database,
    @Inject(HEALTH_OPTIONS) private readonly options: HealthOptions,
  ) {}

  /** Closes every finished hour that is not closed yet; returns how many. Running twice writes nothing twice. */
  async closeHours(now: Date = systemClock.now()): Promise<number> {
    return this.write(async (tx) => {
      await adoptOldReports(tx);
      const oldest = await oldestMinute(tx);
      const newest = hourOf(new Date(now.getTime() - HOUR_MS - LATE_MS));
      let closed = 0;
      for (let from = oldest ? hourOf(oldest) : now; from <= newest; from = new Date(from.getTime() + HOUR_MS)) {
        if (await this.close(tx, from, from.getTime() >= newest.getTime() - REOPENED_MS)) closed++;
      }
      await this.endQuiet(tx, newest);
      await deleteLatencyBefore(tx, hourOf(new Date(now.getTime() - MINUTES_KEPT_MS)));
      return closed;
    });
  }

  /** Routes whose requests time out just now; the hour's end would be too late for them. How many there are. */
  async watchTimeouts(now: Date = systemClock.now()): Promise<number> {
    const { alerts = NO_ALERTS } = this.options;
    return this.write(async (tx) => {
      // A minute arrives up to a minute after its end, so the window reaches back one more.
      const routes = await timeoutsSince(tx, new Date(now.getTime() - FAST_MS - 60_000));
      const bad = routes.filter(({ n, timeouts }) => n >= FAST_ENOUGH && timeouts > n * FAST_SHARE);
      for (const { route, n, timeouts } of bad) await alerts.raise(tx, { code: 'sla.timeouts', subject: route, data: { requests: n, timeouts } });
      const open = await alerts.openSubjects(tx, 'sla.timeouts');
      for (const route of open.filter((one) => !bad.some((still) => still.route === one))) await alerts.resolve(tx, 'sla.timeouts', route);
      return bad.length;
    });
  }

  /** The newest hours, each with its routes and their targets. */
  async recent(tx: Tx, hours: number): Promise<SlaHour[]> {
    const found = new Map<number, SlaRoute[]>();
    for (const row of await newestHours(tx, hours)) {
      const routes = found.get(row.hour.getTime()) ?? [];
      routes.push(shown(row));
      found.set(row.hour.getTime(), routes);
    }
    return [...found].map(([from, routes]) => ({ from: new Date(from).toISOString(), to: new Date(from + HOUR_MS).toISOString(), routes }));
  }

  /** A closed hour is written anew while minutes may still arrive for it, e.g. of a process that could not reach the database. */
  private async close(tx: Tx, hour: Date, mayReopen: boolean): Promise<boolean> {
    const known = await requestsOfHour(tx, hour);
    if (known > 0 && !mayReopen) return false;
    const rows = mergeRoutes(await readLatency(tx, hour, new Date(hour.getTime() + HOUR_MS)));
    if (rows.reduce((sum, { n }) => sum + n, 0) <= known) return false;
    await writeHour(tx, hour, rows);
    for (const row of rows) await this.judge(tx, hour, row);
    return true;
  }

  /** A route without a request in the newest hour misses no target. */
  private async endQuiet(tx: Tx, newest: Date): Promise<void> {
    const { alerts = NO_ALERTS } = this.options;
    const open = await alerts.openSubjects(tx, 'sla.breached');
    if (open.length === 0) return;
    const busy = await routesOfHour(tx, newest);
    for (const route of open.filter((one) => !busy.includes(one))) await alerts.resolve(tx, 'sla.breached', route);
  }

  private async judge(tx: Tx, hour: Date, { route, slaClass, n, p99, breached }: HourRow): Promise<void> {
    const { alerts = NO_ALERTS } = this.options;
    if (!breached) return alerts.resolve(tx, 'sla.breached', route);
    if (n < ENOUGH && (await missesOfDay(tx, hour, route)) < MISSES_PER_DAY) return;
    const data = { hour: hour.toISOString(), p99Ms: Math.round(p99 / 1_000), targetMs: SLA[slaClass].p99Ms, requests: n };
    await alerts.raise(tx, { code: 'sla.breached', subject: route, data });
  }

  private write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction({ actor: systemActor('sla'), scope: NO_SCOPE, statementTimeoutMs: 30_000 }, work);
  }
}

function mergeRoutes(rows: readonly { route: string; slaClass: SlaClass; histogram: Histogram }[]): HourRow[] {
  const merged = new Map<string, { slaClass: SlaClass; histogram: Histogram }>();
  for (const { route, slaClass, histogram } of rows) {
    let sum = merged.get(route);
    if (!sum) merged.set(route, (sum = { slaClass, histogram: newHistogram() }));
    mergeInto(sum.histogram, histogram);
  }
  return [...merged].map(([route, { slaClass, histogram }]) => hourRow(route, slaClass, histogram));
}

function hourRow(route: string, slaClass: SlaClass, histogram: Histogram): HourRow {
  const at = (p: number): number => Math.round(percentile(histogram, p));
  const { n, timeouts, errors, maxMicros, buckets } = histogram;
  const breached = percentile(histogram, 99) > SLA[slaClass].p99Ms * 1_000;
  return { route, slaClass, n, p50: at(50), p95: at(95), p99: at(99), max: maxMicros, timeouts, errors, breached, buckets: Object.fromEntries(buckets) };
}

function shown({ route, slaClass, n, p50, p95, p99, max, timeouts, errors, breached }: ListedHour): SlaRoute {
  const ms = (micros: number): number => Math.round(micros / 10) / 100;
  const durations = { p50Ms: ms(p50), p95Ms: ms(p95), p99Ms: ms(p99), maxMs: ms(max) };
  return { route, slaClass, n, ...durations, timeouts, errors, breached, target: SLA[slaClass] };
}

function hourOf(time: Date): Date {
  return new Date(Math.floor(time.getTime() / HOUR_MS) * HOUR_MS);
}
