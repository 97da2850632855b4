import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Database } from '@anwen/database';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { clockSkewMs } from './clock-skew';
import { DiskSpace } from './disk-space.service';
import { HealthService } from './health.service';
import { LatencyRecorder } from './latency.service';
import { QueueState } from './queue-state.service';

/** Figures of this process and of what it stands on (R12.1), as plain JSON. */
@Injectable()
export class MetricsService implements OnApplicationShutdown {
  // 20 ms resolution sees every blocking that a user could feel.
  private readonly loop = monitorEventLoopDelay({ resolution: 20 });

  constructor(
    private readonly database: Database,
    private readonly health: HealthService,
    private readonly latency: LatencyRecorder,
    private readonly queue: QueueState,
    private readonly disk: DiskSpace,
  ) {
    this.loop.enable();
  }

  onApplicationShutdown(): void {
    this.loop.disable();
  }

  async read(): Promise<object> {
    const [report, night, disks, skewMs, licenceDays] = await Promise.all([
      this.health.report(),
      this.queue.figures(),
      this.disk.recent(),
      clockSkewMs(this.database),
      this.licenceDays(),
    ]);
    const { total, idle, waiting } = this.database.poolUse;
    return {
      status: report.status,
      checks: report.checks,
      uptimeSeconds: Math.round(process.uptime()),
      requestsPerMinute: this.latency.requestsPerMinute(),
      latency: this.latency.recent(),
      database: { connections: total, active: total - idle, idle, waiting, max: this.database.dataSource.options.poolSize ?? null },
      ...night,
      disks,
      clockSkewMs: skewMs,
      licenceDays,
      process: { rssBytes: process.memoryUsage().rss, eventLoopP99Ms: ms(this.loop.percentile(99)), eventLoopMaxMs: ms(this.loop.max) },
    };
  }

  /** Null without a licence row: the product is not activated yet. */
  private async licenceDays(): Promise<number | null> {
    const [row] = await this.database.query<{ days: number }>(
      `SELECT floor(extract(epoch FROM expires_at - clock_timestamp()) / 86400)::int AS days FROM sys_license ORDER BY id DESC LIMIT 1`,
    );
    return row?.days ?? null;
  }
}

/** The histogram counts nanoseconds. */
function ms(nanoseconds: number): number {
  return Math.round(nanoseconds / 10_000) / 100;
}
