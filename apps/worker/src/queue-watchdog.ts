import type { LaneQueues, LaneWorkers, Lane } from '@anwen/queue';

const LOOK_EVERY_MS = 5_000;
/**
 * Longer than any reconnection takes; BullMQ workers are known to sit idle after one for ever. With what passes before a lane
 * counts as stuck (STUCK_AFTER_MS) and a look, it is told within the promised minute.
 */
const STUCK_FOR_MS = 45_000;

/** Tells when a lane has had work and a free slot for nearly a minute and fetched nothing: only a new process helps then (SPEC-3.9). */
export class QueueWatchdog {
  private readonly since = new Map<Lane, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly workers: Pick<LaneWorkers, 'stuck'>,
    private readonly queues: LaneQueues,
    private readonly onStuck: (lanes: readonly Lane[]) => void,
  ) {}

  start(): void {
    this.timer = setInterval(() => void this.look(performance.now()), LOOK_EVERY_MS);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** One look, by `performance.now()`: a lane counts from the first look that finds it stuck until one that does not. */
  async look(now: number): Promise<void> {
    const stuck = await this.workers.stuck(this.queues, now).catch((): Lane[] => []);
    for (const lane of this.since.keys()) if (!stuck.includes(lane)) this.since.delete(lane);
    for (const lane of stuck) if (!this.since.has(lane)) this.since.set(lane, now);
    const over = stuck.filter((lane) => now - this.since.get(lane)! >= STUCK_FOR_MS);
    if (over.length > 0) this.onStuck(over);
  }
}
