import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '@anwen/database';
import { ALL_SCOPE, systemClock, uuidV7, type Actor } from '@anwen/kernel';
import type { DeliveryDetailDto } from './delivery.dto';
import { DeliveryService } from './delivery.service';
import { WebhookDispatch } from './dispatch.service';
import { EndpointStore } from './endpoint.store';
import { FanOutStore } from './fan-out.store';
import { bodyOf } from './message.rules';
import { SendingStore, type ClaimedDelivery } from './sending.store';
import { webhooksErrors } from './webhooks.errors';
import { TEST_EVENT_TYPE } from './webhooks.events';

/** Somebody waits in front of a screen; a real delivery gets 30 s. */
const DEADLINE_MS = 8_000;
/** Longer than the deadline, so that no sender takes the test for lost. */
const LEASE_MS = 30_000;
/** Six a minute: enough to mend a receiver, too few to be a hammer. */
const TESTS_A_MINUTE = 6;

/** Sends a test event at once and shows what came of it; endpoints that are switched off can be tested, too. */
@Injectable()
export class TestEvents {
  constructor(
    private readonly database: Database,
    private readonly endpoints: EndpointStore,
    private readonly fanOut: FanOutStore,
    private readonly sending: SendingStore,
    private readonly dispatch: WebhookDispatch,
    private readonly deliveries: DeliveryService,
  ) {}

  /** Two transactions with the call between them: nothing is locked while the receiver thinks. @throws webhooks.endpoint_not_found | webhooks.test_too_often */
  async send(actor: Actor, endpointId: string): Promise<DeliveryDetailDto> {
    const options = { actor, scope: ALL_SCOPE };
    const delivery = await this.database.transaction(options, async (tx) => {
      const endpoint = await this.endpoints.lock(tx, endpointId);
      if (!endpoint) throw webhooksErrors.endpoint_not_found();
      if ((await this.fanOut.testsOf(tx, endpoint.id)) >= TESTS_A_MINUTE) throw webhooksErrors.test_too_often({ headers: { 'Retry-After': '60' } });
      const eventId = uuidV7();
      const event = {
        type: TEST_EVENT_TYPE,
        timestamp: systemClock.now(),
        data: { id: eventId, message: 'hello from Anwen' },
        tenant: await this.fanOut.tenantCode(tx),
        sequence: '0',
      };
      const test = { eventId, type: TEST_EVENT_TYPE, body: bodyOf(event, '').body, webhookId: endpoint.id };
      const id = await this.fanOut.addTest(tx, { ...test, leaseId: randomUUID(), leaseMs: LEASE_MS });
      return this.sending.held(tx, id);
    });
    await this.dispatch.deliver(delivery, { random: 0, deadlineMs: DEADLINE_MS });
    return this.result(actor, delivery);
  }

  private result(actor: Actor, { publicId }: ClaimedDelivery): Promise<DeliveryDetailDto> {
    return this.database.read({ actor, scope: ALL_SCOPE }, (tx) => this.deliveries.get(tx, publicId));
  }
}
