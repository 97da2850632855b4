export { DeliveryDetailDto, DeliveryDto, DeliveryListQuery, ReplayedDto, ReplaySinceDto, WebhookMessageDto } from './delivery.dto';
export { DeliveryService } from './delivery.service';
export {
  AddTargetDto,
  CreateWebhookDto,
  DisableWebhookDto,
  EnableWebhookDto,
  EventTypeDto,
  NewWebhookSecret,
  RotateSecretDto,
  UpdateWebhookDto,
  WebhookDto,
  WebhookTargetDto,
} from './endpoint.dto';
export { EndpointService } from './endpoint.service';
export { WebhookFanOut } from './fan-out.service';
export { WebhookReminder } from './reminder.service';
export { TargetService } from './target.service';
export { TestEvents } from './test-event.service';
export { WebhookSender } from './webhook-sender';
export { webhookEventTypes, type WebhookEventType } from './webhooks.events';
export { WebhooksModule } from './webhooks.module';
export { webhooksPermissions } from './webhooks.permissions';
