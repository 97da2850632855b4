import { Module } from '@nestjs/common';
import { Database } from '@anwen/database';
import { WebhookAttempt } from './attempt.service';
import { DeliveryService } from './delivery.service';
import { DeliveryStore } from './delivery.store';
import { WebhookDispatch } from './dispatch.service';
import { EndpointService } from './endpoint.service';
import { EndpointStore } from './endpoint.store';
import { WebhookFanOut } from './fan-out.service';
import { FanOutStore } from './fan-out.store';
import { WebhookOutcome } from './outcome.service';
import { WebhookReminder } from './reminder.service';
import { SendingStore } from './sending.store';
import { TargetService } from './target.service';
import { TargetStore } from './target.store';
import { TestEvents } from './test-event.service';
import { WaitingStore } from './waiting.store';
import { WaitingSweep } from './waiting-sweep';
import { WebhookSender } from './webhook-sender';

const sender = {
  provide: WebhookSender,
  useFactory: (database: Database, store: SendingStore, waiting: WaitingStore, dispatch: WebhookDispatch) =>
    new WebhookSender({ database, store, dispatch, sweep: new WaitingSweep(database, waiting), random: Math.random }),
  inject: [Database, SendingStore, WaitingStore, WebhookDispatch],
};

/** Needs Database, SecretBox, EgressClient and the cursor codec around it. */
@Module({
  providers: [
    WebhookAttempt,
    DeliveryService,
    DeliveryStore,
    WebhookDispatch,
    EndpointService,
    EndpointStore,
    WebhookFanOut,
    FanOutStore,
    WebhookOutcome,
    WebhookReminder,
    SendingStore,
    TargetService,
    TargetStore,
    TestEvents,
    WaitingStore,
    sender,
  ],
  exports: [DeliveryService, EndpointService, TargetService, TestEvents, WebhookFanOut, WebhookReminder, WebhookSender],
})
export class WebhooksModule {}
