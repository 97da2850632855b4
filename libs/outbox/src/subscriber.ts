import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';

/** An event on its way out. */
export interface RelayedEvent {
  /** Grows with each event; within one aggregate in the order of its changes. */
  readonly sequence: Id;
  /** The same for every receiver and every repetition. */
  readonly eventId: string;
  readonly type: string;
  readonly aggregate: { readonly type: string; readonly id: string };
  readonly payload: Readonly<Record<string, unknown>>;
  readonly requestId: string | null;
  readonly occurredAt: Date;
}

/** Takes events over in the transaction that marks them as relayed: both or neither, so nothing is lost or doubled. */
export interface OutboxSubscriber {
  readonly name: string;
  receive(tx: Tx, events: readonly RelayedEvent[]): Promise<void>;
}
