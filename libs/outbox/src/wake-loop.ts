import type { Database, WakeChannel, WakeUpListener } from '@anwen/database';
import { Logger } from '@nestjs/common';

export interface WakeLoopOptions {
  readonly name: string;
  readonly database: Database;
  readonly channel: WakeChannel;
  readonly everyMs: number;
  /** Answers whether there is more to do at once. */
  readonly work: () => Promise<boolean>;
}

/** A failing round is told once a minute, not once a second. */
const TELL_EVERY_MS = 60_000;

/** Does work when it is called by a commit and every second besides, one round at a time, and never gives up. */
export class WakeLoop {
  private readonly logger = new Logger('queue');
  private listener: WakeUpListener | undefined;
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> = Promise.resolve();
  private busy = false;
  private again = false;
  private stopped = true;
  private toldAt = -Infinity;

  constructor(private readonly options: WakeLoopOptions) {}

  start(): void {
    const { database, channel, everyMs } = this.options;
    this.stopped = false;
    this.listener = database.listen([channel], () => this.wake());
    this.timer = setInterval(() => this.wake(), everyMs);
    this.wake();
  }

  /** The round under way is finished. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await Promise.all([this.listener?.close(), this.round]);
  }

  wake(): void {
    if (this.stopped) return;
    this.again = true;
    if (!this.busy) this.round = this.rounds();
  }

  private async rounds(): Promise<void> {
    this.busy = true;
    while (this.again && !this.stopped) {
      this.again = false;
      try {
        if (await this.options.work()) this.again = true;
      } catch (error) {
        this.tell(error as Error);
      }
    }
    this.busy = false;
  }

  private tell(error: Error): void {
    if (performance.now() - this.toldAt < TELL_EVERY_MS) return;
    this.toldAt = performance.now();
    this.logger.warn({ msg: `${this.options.name} has failed and goes on`, reason: error.message });
  }
}
