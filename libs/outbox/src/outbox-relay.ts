import { alerts } from '@anwen/alerts';
import type { Database, Tx } from '@anwen/database';
import { ALL_SCOPE, systemActor } from '@anwen/kernel';
import { Logger } from '@nestjs/common';
import { relayStore } from './relay.store';
import type { OutboxSubscriber, RelayedEvent } from './subscriber';
import { WakeLoop } from './wake-loop';

/** LISTEN is the way; this poll makes good for lost calls: commit to relay stays at a second. */
const POLL_MS = 1_000;
/** A few milliseconds of work for a transaction. */
const BATCH = 100;
/** A poisonous event is tried again after 5 s, 10 s … 5 min, for ever: it is a fact, and a repaired program must hand it on. */
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 300_000;

interface Refused {
  readonly times: number;
  readonly nextAt: number;
}

/** Hands events on, each once for every subscriber: what they write and the mark "relayed" commit together. */
export class OutboxRelay {
  private readonly logger = new Logger('outbox');
  private readonly loop: WakeLoop;
  /** Events that a subscriber has refused; in memory, because the next process may do better. */
  private readonly refused = new Map<string, Refused>();

  constructor(
    private readonly database: Database,
    private readonly subscribers: readonly OutboxSubscriber[],
  ) {
    this.loop = new WakeLoop({ name: 'relaying', database, channel: 'anwen_outbox', everyMs: POLL_MS, work: async () => (await this.relayOnce()) === BATCH });
  }

  start(): void {
    this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  /** One batch; answers how many events it took up. An event that a subscriber cannot take does not stop the others. */
  async relayOnce(): Promise<number> {
    const now = Date.now();
    const resting = [...this.refused].flatMap(([sequence, { nextAt }]) => (nextAt > now ? [sequence] : []));
    let batch: readonly RelayedEvent[] = [];
    try {
      await this.transaction(async (tx) => {
        batch = await relayStore.take(tx, BATCH, resting);
        await this.hand(tx, batch);
      });
      this.forgive(batch);
    } catch (error) {
      // Nothing of the batch was handed on. If the database itself is away, the next round tries again.
      if (batch.length === 0) throw error;
      for (const event of batch) await this.relayAlone(event);
    }
    return batch.length;
  }

  private async relayAlone(event: RelayedEvent): Promise<void> {
    try {
      await this.transaction(async (tx) => this.hand(tx, await relayStore.takeOne(tx, event.sequence)));
      this.forgive([event]);
    } catch (error) {
      await this.refuse(event, error as Error);
    }
  }

  private async hand(tx: Tx, events: readonly RelayedEvent[]): Promise<void> {
    if (events.length === 0) return;
    for (const subscriber of this.subscribers) await subscriber.receive(tx, events);
    await relayStore.markRelayed(tx, events);
  }

  private async refuse({ sequence, eventId, type }: RelayedEvent, error: Error): Promise<void> {
    const times = (this.refused.get(sequence)?.times ?? 0) + 1;
    this.refused.set(sequence, { times, nextAt: Date.now() + Math.min(FIRST_PAUSE_MS * 2 ** (times - 1), LONGEST_PAUSE_MS) });
    this.logger.error({ msg: 'an event cannot be relayed', event: eventId, type, times, reason: error.message, stack: error.stack });
    await this.transaction((tx) => alerts.raise(tx, { code: 'event.stuck', subject: type, data: { eventId, times } }));
  }

  private forgive(events: readonly RelayedEvent[]): void {
    if (this.refused.size > 0) for (const { sequence } of events) this.refused.delete(sequence);
  }

  private transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction({ actor: systemActor('relay'), scope: ALL_SCOPE }, work);
  }
}
