import { Database, type Tx } from '@anwen/database';
import { NO_SCOPE, systemActor } from '@anwen/kernel';
import { RedisConnection } from '@anwen/redis';
import { ObjectStorage } from '@anwen/storage';
import { Inject, Injectable } from '@nestjs/common';
import { NO_ALERTS, type Trouble } from './alert-sink';
import { clockSkewMs } from './clock-skew';
import { verdictOf } from './disk.rules';
import { DiskSpace } from './disk-space.service';
import { HEALTH_OPTIONS, type HealthOptions } from './health.service';
import { redisProbe } from './probes';
import { QueueState } from './queue-state.service';

/** One failed look is a restart; two in a row, half a minute apart, are a trouble. */
const LOOKS = 2;
const PROBE_LIMIT_MS = 5_000;
/** 70 % leaves the queue half an hour of head-room at twice its usual depth; the alert ends below 65 %. */
const REDIS_FULL = 70;
const REDIS_CALM = 65;
/** Signatures of devices allow 300 s; a host without time synchronisation drifts a second a day. */
const SKEW_MS = 5_000;

interface Finding {
  readonly code: Trouble;
  readonly subject?: string;
  readonly verdict: 'raise' | 'resolve' | 'leave';
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Looks at everything around the product and keeps its alerts: disks, Redis, storage, clocks. */
@Injectable()
export class SystemWatch {
  private readonly failed = new Map<Trouble, number>();

  constructor(
    private readonly database: Database,
    private readonly redis: RedisConnection,
    private readonly queue: QueueState,
    private readonly storage: ObjectStorage,
    private readonly disk: DiskSpace,
    @Inject(HEALTH_OPTIONS) private readonly options: HealthOptions,
  ) {}

  /** How many troubles there are now. */
  async look(): Promise<number> {
    const findings = (await Promise.all([this.disks(), this.reachable(), this.redisMemory(), this.clocks()])).flat();
    await this.database.transaction({ actor: systemActor('watch'), scope: NO_SCOPE }, (tx) => this.keep(tx, findings));
    return findings.filter((finding) => finding.verdict === 'raise').length;
  }

  private async keep(tx: Tx, findings: readonly Finding[]): Promise<void> {
    const { alerts = NO_ALERTS } = this.options;
    for (const { verdict, code, subject = '', data = {} } of findings) {
      if (verdict === 'raise') await alerts.raise(tx, { code, subject, data });
      if (verdict === 'resolve') await alerts.resolve(tx, code, subject);
    }
  }

  private async disks(): Promise<Finding[]> {
    return (await this.disk.volumes()).flatMap(({ path, usedPercent, freeBytes }) =>
      (['high', 'full'] as const).map((mark) => ({
        code: `disk.${mark}` as const,
        subject: path,
        verdict: verdictOf(usedPercent, mark),
        data: { usedPercent, freeGigabytes: Math.round(freeBytes / 1e8) / 10 },
      })),
    );
  }

  private reachable(): Promise<Finding[]> {
    return Promise.all([this.probed('redis.down', redisProbe(this.redis)), this.probed('storage.down', () => this.storage.probe())]);
  }

  private async probed(code: Trouble, probe: () => Promise<unknown>): Promise<Finding> {
    const reason = await within(PROBE_LIMIT_MS, probe()).then(
      () => null,
      (error: unknown) => (error as Error).message.slice(0, 200),
    );
    const failures = reason === null ? 0 : (this.failed.get(code) ?? 0) + 1;
    this.failed.set(code, failures);
    if (reason === null) return { code, verdict: 'resolve' };
    return { code, verdict: failures >= LOOKS ? 'raise' : 'leave', data: { reason } };
  }

  private async redisMemory(): Promise<Finding[]> {
    const usedPercent = (await this.queue.redisMemory())?.usedPercent ?? null;
    // No answer is redis.down's matter, and without a limit there is nothing to fill.
    if (usedPercent === null) return [];
    return [{ code: 'redis.memory', verdict: redisVerdict(usedPercent), data: { usedPercent } }];
  }

  private async clocks(): Promise<Finding[]> {
    const skewMs = await clockSkewMs(this.database);
    return [{ code: 'clock.skew', verdict: Math.abs(skewMs) > SKEW_MS ? 'raise' : 'resolve', data: { skewMs } }];
  }
}

export function redisVerdict(usedPercent: number): Finding['verdict'] {
  return usedPercent >= REDIS_FULL ? 'raise' : usedPercent < REDIS_CALM ? 'resolve' : 'leave';
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
