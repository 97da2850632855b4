import { Database } from '@anwen/database';
import { RedisConnection } from '@anwen/redis';
import { Injectable } from '@nestjs/common';
import type { ScheduleDto } from './schedule.dto';
import { readBacklog, readLanes, readSchedules, type ScheduleState } from './queue-state.store';

/** The worker's fastest work writes its heartbeat every 10 s; four in a row were missed. */
const SILENT_S = 45;

/** What the night is at: from what the worker has written and what Redis says, so every app can tell. */
@Injectable()
export class QueueState {
  constructor(
    private readonly database: Database,
    private readonly redis: RedisConnection,
  ) {}

  /** `down`: no worker gives a sign, or Redis hands out no jobs. `degraded`: something of the timetable is overdue or has failed. */
  async state(): Promise<'ok' | 'degraded' | 'down'> {
    const [schedules, redis] = await Promise.all([
      readSchedules(this.database),
      this.redis
        .call((client) => client.ping())
        .then(
          () => true,
          () => false,
        ),
    ]);
    if (!redis || !workerIsAlive(schedules)) return 'down';
    return schedules.some((entry) => entry.late) ? 'degraded' : 'ok';
  }

  /** The timetable as people see it. */
  async timetable(): Promise<ScheduleDto[]> {
    const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
    return (await readSchedules(this.database)).map(({ silentSeconds: _silent, ...entry }) => ({
      ...entry,
      lastStartedAt: iso(entry.lastStartedAt),
      lastFinishedAt: iso(entry.lastFinishedAt),
      lastSuccessAt: iso(entry.lastSuccessAt),
      nextAt: iso(entry.nextAt),
      expectedBy: entry.expectedBy.toISOString(),
    }));
  }

  /** Depth and age of each lane, what is overdue, what is dead, how far the outbox lags, how full Redis is. */
  async figures(): Promise<object> {
    const [schedules, lanes, backlog, redisMemory] = await Promise.all([
      readSchedules(this.database),
      readLanes(this.database),
      readBacklog(this.database),
      this.redisMemory(),
    ]);
    return {
      queue: {
        workerAlive: workerIsAlive(schedules),
        lanes: lanes.map((lane) => ({ ...lane, lane: `P${lane.lane}`, oldestWaitingSeconds: rounded(lane.oldestWaitingSeconds) })),
        deadJobs: backlog.deadJobs,
        late: schedules.filter((entry) => entry.late).map((entry) => entry.name),
      },
      outbox: { waiting: backlog.outboxWaiting, oldestSeconds: rounded(backlog.outboxOldestSeconds) },
      webhooks: { dead: backlog.deadWebhooks },
      audit: { unsealed: backlog.auditUnsealed },
      redis: redisMemory,
    };
  }

  /** Null when Redis does not answer; `usedPercent` is null on a server without a limit. */
  async redisMemory(): Promise<{ usedBytes: number; maxBytes: number; usedPercent: number | null } | null> {
    try {
      const info = await this.redis.call((client) => client.info('memory'));
      const figure = (name: string): number => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0);
      const [usedBytes, maxBytes] = [figure('used_memory'), figure('maxmemory')];
      return { usedBytes, maxBytes, usedPercent: maxBytes > 0 ? Math.round((usedBytes / maxBytes) * 1_000) / 10 : null };
    } catch {
      return null;
    }
  }
}

function workerIsAlive(schedules: readonly ScheduleState[]): boolean {
  return schedules.some((entry) => entry.silentSeconds < SILENT_S);
}

function rounded(seconds: number | null): number | null {
  return seconds === null ? null : Math.round(seconds * 10) / 10;
}
