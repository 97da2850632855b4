import { alerts } from '@anwen/alerts';
import type { Database, Tx } from '@anwen/database';
import { ALL_SCOPE, systemActor } from '@anwen/kernel';
import { Logger } from '@nestjs/common';
import { OnceAMinute } from './once-a-minute';
import { RefusedEvents } from './refused-events';
import { relayStore } from './relay.store';
import type { OutboxSubscriber, RelayedEvent } from './subscriber';
import { WakeLoop } from './wake-loop';

/** LISTEN is the way; this poll makes good for lost calls: commit to relay stays at a second. */
const POLL_MS = 1_000;
/** A few milliseconds of work for a transaction. */
const BATCH = 100;
/** Hands events on, each once for every subscriber: what they write and the mark "relayed" commit together. */
export class OutboxRelay {
  private readonly logger = new Logger('outbox');
  private readonly loop: WakeLoop;
  private readonly refused: RefusedEvents;
  /** A broken subscriber refuses by the hundred. */
  private readonly logs = new OnceAMinute();
  private readonly raises = new OnceAMinute();
  private readonly calms = new OnceAMinute();

  constructor(
    private readonly database: Database,
    private readonly subscribers: readonly OutboxSubscriber[],
    options: { readonly remembers?: number } = {},
  ) {
    this.refused = new RefusedEvents(options.remembers);
    this.loop = new WakeLoop({ name: 'relaying', database, channel: 'anwen_outbox', everyMs: POLL_MS, work: () => this.round() });
  }

  /** How many refused events are kept in mind. */
  get remembered(): number {
    return this.refused.size;
  }

  start(): void {
    this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  /** One batch; answers how many events it took up. An event that a subscriber cannot take does not stop the others. */
  async relayOnce(): Promise<number> {
    let batch: readonly RelayedEvent[] = [];
    try {
      await this.transaction(async (tx) => {
        batch = await relayStore.take(tx, BATCH, this.refused.resting());
        await this.hand(tx, batch);
      });
      await this.forgive(batch);
    } catch (error) {
      // Nothing of the batch was handed on. If the database itself is away, the next round tries again.
      if (batch.length === 0) throw error;
      for (const event of batch) if (!this.refused.isResting(event)) await this.relayAlone(event);
    }
    return batch.length;
  }

  private async round(): Promise<boolean> {
    const taken = await this.relayOnce();
    if (this.calms.permits('all')) await this.calm();
    return taken === BATCH;
  }

  private async relayAlone(event: RelayedEvent): Promise<void> {
    try {
      await this.transaction(async (tx) => this.hand(tx, await relayStore.takeOne(tx, event.sequence)));
    } catch (error) {
      return this.refuse(event, error as Error);
    }
    await this.forgive([event]);
  }

  private async hand(tx: Tx, events: readonly RelayedEvent[]): Promise<void> {
    if (events.length === 0) return;
    for (const subscriber of this.subscribers) await subscriber.receive(tx, events);
    await relayStore.markRelayed(tx, events);
  }

  private async refuse(event: RelayedEvent, error: Error): Promise<void> {
    const { eventId, type } = event;
    const times = this.refused.note(event);
    if (this.logs.permits(type))
      this.logger.error({ msg: 'an event cannot be relayed', event: eventId, type, times, reason: error.message, stack: error.stack });
    // Once may be a hiccup.
    if (times < 2 || !this.raises.permits(type)) return;
    await this.transaction((tx) => alerts.raise(tx, { code: 'event.stuck', subject: type, data: { eventId, times } }));
  }

  private async forgive(events: readonly RelayedEvent[]): Promise<void> {
    if (!this.refused.forgive(events)) return;
    this.raises.forget();
    await this.calm();
  }

  /** Ends the alerts of types of which nothing waits any more, whoever has handed it on. What we have refused ourselves is not over. */
  private async calm(): Promise<void> {
    await this.transaction(async (tx) => {
      for (const type of await relayStore.calmTypes(tx, this.refused.unsettled)) await alerts.resolve(tx, 'event.stuck', type);
    });
  }

  private transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction({ actor: systemActor('relay'), scope: ALL_SCOPE }, work);
  }
}
