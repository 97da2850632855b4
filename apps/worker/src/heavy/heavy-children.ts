import type { RunTicket, WorkEnd } from '@anwen/outbox';
import { Logger } from '@nestjs/common';
import { HeavyChild } from './heavy-child';

/** A fresh process now and then keeps slow leaks of foreign libraries from ever mattering. */
const JOBS_PER_CHILD = 50;
/** A child that has grown gives its memory back by leaving. */
const RSS_MAX_BYTES = 350 << 20;
/** A child that cannot start (the database is away) is tried again, not in a loop. */
const SPARE_AGAIN_MS = 5_000;

/** Runs heavy jobs in child processes and keeps one booted spare, so that a person's export does not wait for a boot. */
export class HeavyChildren {
  private readonly logger = new Logger('heavy');
  private readonly children = new Set<HeavyChild>();
  private stopped = false;
  private later: NodeJS.Timeout | undefined;

  /** @param main the program of a child */
  constructor(private readonly main: string) {}

  start(): void {
    this.keepSpare();
  }

  readonly execute = async (ticket: RunTicket, signal: AbortSignal): Promise<WorkEnd> => {
    const child = this.take();
    const work = child.run(ticket, signal);
    this.keepSpare();
    try {
      return await work;
    } finally {
      if (child.jobs >= JOBS_PER_CHILD || child.rssBytes > RSS_MAX_BYTES) child.end();
      this.tidy();
      this.keepSpare();
    }
  };

  /** Ends all; whoever is still at work is told by its run's signal beforehand. Resolves when no child is left. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.later);
    for (const child of this.children) child.end();
    await Promise.all([...this.children].map((child) => child.gone));
  }

  get pids(): readonly number[] {
    return [...this.children].flatMap((child) => child.pid ?? []);
  }

  private take(): HeavyChild {
    if (this.stopped) throw new Error('the worker is stopping');
    return this.idle()[0] ?? this.spawn();
  }

  /** Booted ones first. */
  private idle(): HeavyChild[] {
    return [...this.children].filter((child) => child.isIdle).sort((a, b) => Number(b.isReady) - Number(a.isReady));
  }

  /** One spare is enough: the others' memory is worth more. */
  private tidy(): void {
    for (const child of this.idle().slice(1)) child.end();
  }

  private keepSpare(): void {
    if (this.stopped || this.idle().length > 0) return;
    const spare = this.spawn();
    void spare.gone.then(() => {
      if (spare.isReady || this.stopped) return;
      this.logger.warn({ msg: 'a child process could not start' });
      clearTimeout(this.later);
      this.later = setTimeout(() => this.keepSpare(), SPARE_AGAIN_MS);
    });
  }

  private spawn(): HeavyChild {
    const child = new HeavyChild(this.main);
    this.children.add(child);
    void child.gone.then(() => this.children.delete(child));
    return child;
  }
}
