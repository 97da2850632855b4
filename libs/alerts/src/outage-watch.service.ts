import { Database } from '@anwen/database';
import { NO_SCOPE, systemActor, systemClock } from '@anwen/kernel';
import { Inject, Injectable, Logger, Optional } from '@nestjs/common';
import { recoveryMessage } from './alert-texts.rules';
import { insertPastOutage } from './alert.store';
import { ChannelCache } from './channel-cache.service';
import { ChannelSender } from './channel-sender';
import { OutageFile, type Outage } from './outage-file';
import { outageRow, pageOutage } from './page-outage';

export const OUTAGE_WATCH_TIMES = Symbol('OUTAGE_WATCH_TIMES');

export interface OutageWatchTimes {
  readonly everyMs: number;
  /** A restart of PostgreSQL takes seconds and wakes nobody. */
  readonly downAfterMs: number;
  readonly probeMs: number;
  /** Nobody could be told: how soon it is tried again. */
  readonly retryMs: number;
}

const TIMES: OutageWatchTimes = { everyMs: 20_000, downAfterMs: 60_000, probeMs: 5_000, retryMs: 60_000 };
/** One failed probe is bad luck and two are a restart. */
const FAILURES = 3;
/** A message under way is given this long when the worker stops. */
const STOP_MS = 15_000;

/** Pages about the one trouble that cannot be written into the database: from memory, by the channels known last. */
@Injectable()
export class OutageWatch {
  private readonly logger = new Logger('alerts');
  private readonly times: OutageWatchTimes;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private stopped = false;
  private failures = 0;
  private failingSince: Date | undefined;
  private triedAt = 0;
  private outage: Outage | null = null;
  private isEndTold = false;

  constructor(
    private readonly database: Database,
    private readonly cache: ChannelCache,
    private readonly sender: ChannelSender,
    private readonly file: OutageFile,
    @Optional() @Inject(OUTAGE_WATCH_TIMES) times?: OutageWatchTimes,
  ) {
    this.times = times ?? TIMES;
  }

  start(): void {
    // An earlier process may have paged and left; its outage ends here.
    this.outage = this.file.read()?.outage ?? null;
    this.plan(0);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await Promise.race([this.running, new Promise((resume) => setTimeout(resume, STOP_MS).unref())]);
  }

  private plan(delayMs: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.look()
        .catch((error: unknown) => this.logger.error({ msg: 'the watch over the database stumbled', reason: (error as Error).message }))
        .finally(() => this.plan(this.times.everyMs));
    }, delayMs);
  }

  private async look(): Promise<void> {
    if (await this.answers()) return this.good();
    this.failures++;
    const now = systemClock.now();
    this.failingSince ??= now;
    const isDown = this.failures >= FAILURES && now.getTime() - this.failingSince.getTime() >= this.times.downAfterMs;
    if (!isDown || now.getTime() - this.triedAt < this.times.retryMs) return;
    this.triedAt = now.getTime();
    await this.page();
  }

  private async page(): Promise<void> {
    const kept = this.file.read();
    // Lost before the first look at the channels: those of the last process are still right.
    const { place, channels } = this.cache.isKnown || !kept ? { place: this.cache.place, channels: this.cache.forPages() } : kept;
    const known = { place, channels, outage: this.outage ?? kept?.outage ?? null };
    this.outage = await pageOutage(this.sender, known, { since: this.failingSince!, times: this.failures });
    this.file.keep({ place, channels, outage: this.outage });
    this.logger.error({ msg: 'the database is down', since: this.outage.since, told: this.outage.paged.length });
  }

  /**
   * Refreshing the channels is the probe, so they are never older than the last good answer. A pool whose connections
   * are all in use fails it too: a connection of its own tells that from an outage.
   */
  private async answers(): Promise<boolean> {
    const refreshed = await within(this.times.probeMs, this.cache.refresh()).then(
      () => true,
      () => false,
    );
    return refreshed || this.acceptsConnections();
  }

  private async acceptsConnections(): Promise<boolean> {
    let connected: () => void = () => undefined;
    const first = new Promise<void>((resolve) => (connected = resolve));
    const listener = this.database.listen(['anwen_alerts'], connected);
    return within(this.times.probeMs, first)
      .then(
        () => true,
        () => false,
      )
      .finally(() => listener.close());
  }

  private async good(): Promise<void> {
    this.failures = 0;
    this.failingSince = undefined;
    await this.end();
    this.file.keep({ place: this.cache.place, channels: this.cache.forPages(), outage: this.outage });
  }

  /** What nobody had to be woken for is no outage worth a line. */
  private async end(): Promise<void> {
    if (this.outage?.pagedAt) {
      const { since, pagedAt } = this.outage;
      const message = recoveryMessage(this.cache.place, [outageRow(new Date(since), 1, systemClock.now())]);
      if (!this.isEndTold) this.isEndTold = (await this.sender.sendAll(this.cache.forPages(), message)).some(({ told }) => told);
      // An end that reached nobody is left to the notifier, which tries for a week.
      await this.remember({ from: new Date(since), pagedAt: new Date(pagedAt), isEndTold: this.isEndTold });
    }
    this.outage = null;
    this.isEndTold = false;
  }

  private remember(outage: Parameters<typeof insertPastOutage>[1]): Promise<void> {
    return this.database.transaction({ actor: systemActor('alerts'), scope: NO_SCOPE }, (tx) => insertPastOutage(tx, outage));
  }
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
