import { statfs } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Database } from '@anwen/database';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { HEALTH_OPTIONS, HealthService, type HealthOptions } from './health.service';
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
    @Inject(HEALTH_OPTIONS) private readonly options: HealthOptions,
  ) {
    this.loop.enable();
  }

  onApplicationShutdown(): void {
    this.loop.disable();
  }

  async read(): Promise<object> {
    const [report, night, disk] = await Promise.all([this.health.report(), this.queue.figures(), this.disk()]);
    const { total, idle, waiting } = this.database.poolUse;
    return {
      status: report.status,
      checks: report.checks,
      uptimeSeconds: Math.round(process.uptime()),
      requestsPerMinute: this.latency.requestsPerMinute(),
      latency: this.latency.recent(),
      database: { connections: total, active: total - idle, idle, waiting },
      ...night,
      disk,
      process: { rssBytes: process.memoryUsage().rss, eventLoopP99Ms: Math.round(this.loop.percentile(99) / 10_000) / 100 },
    };
  }

  private async disk(): Promise<object | null> {
    if (this.options.storage.driver !== 'local') return null;
    try {
      const { bsize, blocks, bavail } = await statfs(this.options.storage.path);
      return { totalBytes: bsize * blocks, freeBytes: bsize * bavail, usedPercent: Math.round((1 - bavail / blocks) * 1000) / 10 };
    } catch {
      return null; // the health check already says that the storage is down
    }
  }
}
