import { Database } from '@anwen/database';
import { systemClock } from '@anwen/kernel';
import { RedisConnection } from '@anwen/redis';
import { Inject, Injectable } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';
import { QueueState } from './queue-state.service';
import { databaseProbe, redisProbe, storageProbe, type Probe, type StorageTarget } from './probes';

export const HEALTH_OPTIONS = Symbol('HEALTH_OPTIONS');

export interface HealthOptions {
  readonly storage: StorageTarget;
  /** False as soon as the process must not be given requests (shutdown, schema mismatch at run time). */
  readonly serving?: () => boolean;
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

/** Without the database nothing works; without Redis, storage or worker the ledger still does. */
@Injectable()
export class HealthService {
  private cached: { readonly at: number; readonly report: Promise<HealthReport> } | undefined;
  private readonly probes: Readonly<Record<'database' | 'redis' | 'storage', Probe>>;

  constructor(
    database: Database,
    redis: RedisConnection,
    private readonly indicators: HealthIndicatorService,
    private readonly queue: QueueState,
    @Inject(HEALTH_OPTIONS) private readonly options: HealthOptions,
  ) {
    this.probes = { database: databaseProbe(database), redis: redisProbe(redis), storage: storageProbe(options.storage, PROBE_LIMIT_MS) };
  }

  report(): Promise<HealthReport> {
    const now = systemClock.now().getTime();
    if (!this.cached || now - this.cached.at > CACHE_MS) this.cached = { at: now, report: this.examine() };
    return this.cached.report;
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
