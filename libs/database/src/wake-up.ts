import { Client } from 'pg';
import type { WakeChannel } from './transaction';

/** A burst of commits sends one call per 25 ms: far below any promise, and no more load at 1 000 commits/s than at 40. */
const CALL_EVERY_MS = 25;
/** While the database is away the listener knocks once a second; whoever listens polls in the meantime. */
const RECONNECT_MS = 1_000;

/**
 * NOTIFY inside the business transaction would make all commits queue behind one lock (PostgreSQL takes it from the
 * notification until the end of the commit). So the call goes out by itself just after the commit, and a lost call is
 * made good by the listeners' own poll.
 */
export class WakeUpCalls {
  private readonly waiting = new Map<WakeChannel, NodeJS.Timeout>();
  private readonly sending = new Set<Promise<unknown>>();
  private readonly lastAt = new Map<WakeChannel, number>();

  constructor(private readonly send: (channel: WakeChannel) => Promise<unknown>) {}

  call(channel: WakeChannel): void {
    if (this.waiting.has(channel)) return;
    // Never the machine's clock: set back by an hour, it would hold the calls back for that hour.
    const since = performance.now() - (this.lastAt.get(channel) ?? -Infinity);
    if (since >= CALL_EVERY_MS) return this.now(channel);
    const timer = setTimeout(() => {
      this.waiting.delete(channel);
      this.now(channel);
    }, CALL_EVERY_MS - since);
    this.waiting.set(channel, timer);
  }

  /** What waits is dropped: the listeners' poll finds the work. */
  async close(): Promise<void> {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
    await Promise.allSettled(this.sending);
  }

  private now(channel: WakeChannel): void {
    this.lastAt.set(channel, performance.now());
    const sent: Promise<unknown> = this.send(channel)
      .catch(() => undefined) // the poll makes good
      .finally(() => this.sending.delete(sent));
    this.sending.add(sent);
  }
}

interface ListenerOptions {
  readonly url: string;
  readonly applicationName: string;
  readonly channels: readonly WakeChannel[];
  readonly onWake: (channel: WakeChannel) => void;
}

/** One connection of its own that LISTENs, for ever, through restarts of the database. */
export class WakeUpListener {
  private client: Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;
  private attempt: Promise<void> = Promise.resolve();

  constructor(private readonly options: ListenerOptions) {
    this.connect();
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.attempt;
    await this.client?.end().catch(() => undefined);
  }

  private connect(): void {
    this.attempt = this.open().catch(() => this.later());
  }

  private async open(): Promise<void> {
    const { url, applicationName, channels, onWake } = this.options;
    const client = new Client({ connectionString: url, application_name: applicationName, keepAlive: true, connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined); // 'end' follows and reconnects
    client.on('notification', ({ channel }) => onWake(channel as WakeChannel));
    try {
      await client.connect();
      await client.query(channels.map((channel) => `LISTEN ${channel}`).join('; '));
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    client.on('end', () => this.later());
    this.client = client;
    // What was committed while nobody listened.
    for (const channel of channels) onWake(channel);
  }

  private later(): void {
    this.client = undefined;
    if (this.closed) return;
    this.timer = setTimeout(() => this.connect(), RECONNECT_MS);
  }
}
