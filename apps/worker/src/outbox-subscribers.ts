import type { OutboxSubscriber } from '@anwen/outbox';
import { WebhookFanOut } from '@anwen/webhooks';
import type { Type } from '@nestjs/common';

/** Who hears of events, inside the transaction that marks them as relayed. Tokens of classes that the worker's module provides. */
export const OUTBOX_SUBSCRIBERS: readonly Type<OutboxSubscriber>[] = [WebhookFanOut];
