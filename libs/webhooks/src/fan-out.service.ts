import { Injectable } from '@nestjs/common';
import type { Tx } from '@anwen/database';
import type { OutboxSubscriber, RelayedEvent } from '@anwen/outbox';
import { bodyOf } from './message.rules';
import { FanOutStore } from './fan-out.store';
import { wants } from './webhooks.events';

/** Where the whole of an event can be fetched that was too large to be sent. */
export const fullBodyPath = (eventId: string): string => `/api/v1/admin/webhook-messages/${eventId}`;

/** Turns events into deliveries, in the transaction that marks them as relayed: both or neither. */
@Injectable()
export class WebhookFanOut implements OutboxSubscriber {
  readonly name = 'webhooks';

  constructor(private readonly store: FanOutStore) {}

  async receive(tx: Tx, events: readonly RelayedEvent[]): Promise<void> {
    const endpoints = await this.store.endpoints(tx);
    const wanted = events
      .map((event) => ({ event, endpoints: endpoints.filter((e) => wants(e.filter, event.type)) }))
      .filter((one) => one.endpoints.length > 0);
    if (wanted.length === 0) return;
    const tenant = await this.store.tenantCode(tx);
    const messages = wanted.map(({ event }) => ({
      eventId: event.eventId,
      type: event.type,
      aggregate: `${event.aggregate.type}:${event.aggregate.id}`,
      sequence: event.sequence,
      ...bodyOf({ type: event.type, timestamp: event.occurredAt, data: event.payload, tenant, sequence: event.sequence }, fullBodyPath(event.eventId)),
    }));
    await this.store.addMessages(tx, messages);
    // What happens while an endpoint is off waits for it: whoever switches it on decides whether it still wants it. Nothing is
    // locked here; when the switch is turned in this moment, the sweep puts right what does not fit.
    const deliveries = wanted.flatMap(({ event, endpoints: to }) =>
      to.map((endpoint) => ({ eventId: event.eventId, webhookId: endpoint.id, state: endpoint.active ? 'pending' : 'paused' })),
    );
    await this.store.addDeliveries(tx, deliveries);
    tx.wakeAfterCommit('anwen_webhooks');
  }
}
