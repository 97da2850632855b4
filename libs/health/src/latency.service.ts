import { randomBytes } from 'node:crypto';
import { Database } from '@anwen/database';
import { NO_SCOPE, SLA, systemActor, systemClock, type SlaClass } from '@anwen/kernel';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { addDuration, mergeInto, newHistogram, percentile, type Histogram } from './latency.rules';
import { insertLatency, type LatencyRow } from './latency.store';

const MINUTE_MS = 60_000;
/** Minutes that could not be written wait for the database this long; then the oldest are given up. */
const MINUTES_KEPT = 60;

interface Measured {
  readonly slaClass: SlaClass;
  readonly histogram: Histogram;
}

/** Counts every request of this process by route, and writes each finished minute to sys_api_latency. */
@Injectable()
export class LatencyRecorder implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('latency');
  /** A name that no other process and no restart has: rows never collide. */
  private readonly process = `${process.pid}-${randomBytes(4).toString('hex')}`;
  private readonly minutes = new Map<number, Map<string, Measured>>();
  private readonly requests = new Map<number, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly database: Database) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.flush(false), MINUTE_MS);
    this.timer.unref();
  }

  /** While the database is still open. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flush(true);
  }

  /** Called at the last byte of every answer. */
  finished(route: string, slaClass: SlaClass | undefined, micros: number, status: number): void {
    const minute = Math.floor(systemClock.now().getTime() / MINUTE_MS);
    this.requests.set(minute, (this.requests.get(minute) ?? 0) + 1);
    if (!slaClass) return;
    let routes = this.minutes.get(minute);
    if (!routes) this.minutes.set(minute, (routes = new Map()));
    let measured = routes.get(route);
    if (!measured) routes.set(route, (measured = { slaClass, histogram: newHistogram() }));
    addDuration(measured.histogram, micros);
    if (status === 504) measured.histogram.timeouts++;
    if (status >= 500) measured.histogram.errors++;
  }

  /** Requests that this process answered in the last finished minute. */
  requestsPerMinute(): number {
    return this.requests.get(Math.floor(systemClock.now().getTime() / MINUTE_MS) - 1) ?? 0;
  }

  /** Percentiles by SLA class of what is not yet written (about the last minute), for the metrics. */
  recent(): Record<string, object> {
    const classes = new Map<SlaClass, Histogram>();
    for (const routes of this.minutes.values()) {
      for (const { slaClass, histogram } of routes.values()) {
        let sum = classes.get(slaClass);
        if (!sum) classes.set(slaClass, (sum = newHistogram()));
        mergeInto(sum, histogram);
      }
    }
    return Object.fromEntries([...classes].map(([name, h]) => [name, { ...summary(h), target: SLA[name] }]));
  }

  /** Writes the finished minutes (`all`: the running one too, at the end of the process). */
  async flush(all: boolean): Promise<void> {
    const current = Math.floor(systemClock.now().getTime() / MINUTE_MS);
    for (const minute of this.requests.keys()) if (minute < current - 5) this.requests.delete(minute);
    const ready = [...this.minutes.keys()].filter((m) => all || m < current).sort((a, b) => a - b);
    for (const lost of ready.splice(0, Math.max(0, ready.length - MINUTES_KEPT))) this.minutes.delete(lost);
    if (ready.length === 0) return;
    const taken = ready.map((minute) => [minute, this.minutes.get(minute)!] as const);
    for (const minute of ready) this.minutes.delete(minute);
    try {
      await this.database.transaction({ actor: systemActor('latency'), scope: NO_SCOPE }, (tx) =>
        insertLatency(
          tx,
          taken.flatMap(([m, routes]) => this.rowsOf(m, routes)),
        ),
      );
    } catch (error) {
      for (const [minute, routes] of taken) this.minutes.set(minute, routes);
      this.logger.warn({ msg: 'durations could not be written; they are kept and tried again', reason: (error as Error).message });
    }
  }

  private rowsOf(minute: number, routes: Map<string, Measured>): LatencyRow[] {
    return [...routes].map(([route, { slaClass, histogram }]) => ({ minute: new Date(minute * MINUTE_MS), process: this.process, route, slaClass, histogram }));
  }
}

/** Figures of a histogram in milliseconds. */
export function summary(histogram: Histogram): object {
  const ms = (micros: number): number => Math.round(micros / 10) / 100;
  const at = (p: number): number => ms(percentile(histogram, p));
  return {
    n: histogram.n,
    p50Ms: at(50),
    p95Ms: at(95),
    p99Ms: at(99),
    maxMs: ms(histogram.maxMicros),
    timeouts: histogram.timeouts,
    errors: histogram.errors,
  };
}
