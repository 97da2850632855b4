import { AlertNotifier, OutageWatch } from '@anwen/alerts';
import { WebhookSender } from '@anwen/webhooks';
import type { Type } from '@nestjs/common';

/** A loop of its own beside the queue, e.g. the sender of webhooks. `stop` ends it within 20 s, whatever it is at. */
export interface RunningService {
  start(): void | Promise<void>;
  stop(): Promise<void>;
}

/** Started when the worker is up, stopped before its connections close. Tokens of classes that the worker's module provides. */
export const RUNNING_SERVICES: readonly Type<RunningService>[] = [AlertNotifier, OutageWatch, WebhookSender];
