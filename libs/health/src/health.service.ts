import { Database } from '@anwen/database';
import { systemClock } from '@anwen/kernel';
import { RedisConnection } from '@anwen/redis';
import { ObjectStorage } from '@anwen/storage';
import { Inject, Injectable } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import { QueueState } from './queue-state.service';
import type { AlertSink } from './alert-sink';
import { databaseProbe, redisProbe, type Probe, type StorageTarget } from './probes';

export const HEALTH_OPTIONS = Symbol('HEALTH_OPTIONS');

export interface HealthOptions {
  readonly storage: StorageTarget;
  /** False as soon as the process must not be given requests (shutdown, schema mismatch at run time). */
  readonly serving?: () => boolean;
  /** Folders besides the storage whose disks are watched: those of the database and of the backups, where this process can see them. */
  readonly volumes?: readonly string[];
  /** How full a disk is; the system's own answer when absent. */
  readonly statfs?: (path: string) => Promise<{ bsize: number; blocks: number; bfree: number; bavail: number }>;
  /** Where the watch reports to; the worker gives it. */
  readonly alerts?: AlertSink;
}

export type State = 'ok' | 'degraded' | 'down';

/** States only: what exactly is wrong stands in the metrics and the log, which need an account. */
export interface HealthReport {
  readonly status: 'ok' | 'degraded' | 'down';
  readonly checks: { readonly database: State; readonly redis: State; readonly storage: State; readonly queue: State };
}

/** A probe that takes longer has failed, whatever it would have said. */
const PROBE_LIMIT_MS = 1_000;
/** Many monitors ask at once; the parts are asked at most every 2 s. */
const CACHE_MS = 2_000;
/** The storage is asked by writing a small object: with a monitor at every door that is too much for every 2 s. */
const STORAGE_CACHE_MS = 10_000;

/** Without the database nothing works; without Redis, storage or worker the ledger still does. */
@Injectable()
export class HealthService {
  private cached: { readonly at: number; readonly report: Promise<HealthReport> } | undefined;
  private readonly probes: Readonly<Record<'database' | 'redis' | 'storage', Probe>>;
  private storageSeen: { readonly at: number; readonly state: Promise<void> } | undefined;

  constructor(
    database: Database,
    redis: RedisConnection,
    private readonly indicators: HealthIndicatorService,
    private readonly queue: QueueState,
    storage: ObjectStorage,
    @Inject(HEALTH_OPTIONS) private readonly options: HealthOptions,
  ) {
    this.probes = { database: databaseProbe(database), redis: redisProbe(redis), storage: () => this.storage(storage) };
  }

  report(): Promise<HealthReport> {
    const now = systemClock.now().getTime();
    if (!this.cached || now - this.cached.at > CACHE_MS) this.cached = { at: now, report: this.examine() };
    return this.cached.report;
  }

  private storage(storage: ObjectStorage): Promise<void> {
    const now = systemClock.now().getTime();
    if (!this.storageSeen || now - this.storageSeen.at > STORAGE_CACHE_MS) {
      this.storageSeen = { at: now, state: storage.probe() };
      // A failure is not remembered: it must be gone from the report as soon as it is over.
      this.storageSeen.state.catch(() => (this.storageSeen = undefined));
    }
    return this.storageSeen.state;
  }

  private async examine(): Promise<HealthReport> {
    const [database, redis, storage, queue] = await Promise.all([
      this.stateOf('database'),
      this.stateOf('redis'),
      this.stateOf('storage'),
      within(PROBE_LIMIT_MS, this.queue.state()).catch(() => 'down' as const),
    ]);
    const checks = { database, redis, storage, queue };
    const serving = this.options.serving?.() ?? true;
    const status = database !== 'ok' || !serving ? 'down' : [redis, storage, queue].some((state) => state !== 'ok') ? 'degraded' : 'ok';
    return { status, checks };
  }

  private async stateOf(name: 'database' | 'redis' | 'storage'): Promise<State> {
    const indicator = this.indicators.check(name);
    const result = await within(PROBE_LIMIT_MS, this.probes[name]()).then(
      () => indicator.up(),
      () => indicator.down(),
    );
    return result[name].status === 'up' ? 'ok' : 'down';
  }
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
