import { BoolField, InstantField, IntField, ListOf, ListQuery, Nested, OneOf, Text, UuidField } from '@anwen/http';

export const DELIVERY_STATES = ['pending', 'sending', 'delivered', 'dead', 'paused', 'discarded'] as const;

export class DeliveryDto {
  @UuidField() id: string;
  @UuidField() webhook: string;
  @Text({ description: 'the header webhook-id: the same for all repetitions' }) webhookId: string;
  @Text() type: string;
  @OneOf(DELIVERY_STATES) state: string;
  @BoolField() isTest: boolean;
  @IntField() attempts: number;
  @IntField({ nullable: true }) lastStatus: number | null;
  @Text({ nullable: true }) lastError: string | null;
  @InstantField({ nullable: true }) nextAttemptAt: string | null;
  @InstantField() createdAt: string;
  @InstantField({ nullable: true }) finishedAt: string | null;
}

export class AttemptDto {
  @IntField() attempt: number;
  @InstantField() startedAt: string;
  @IntField({ nullable: true }) ms: number | null;
  @IntField({ nullable: true }) status: number | null;
  @Text({ nullable: true }) resolvedIp: string | null;
  @Text({ nullable: true, description: 'null when the receiver took it' }) error: string | null;
  @Text({ nullable: true, description: 'beginning of the answer' }) snippet: string | null;
}

export class DeliveryDetailDto {
  @Nested(DeliveryDto) delivery: DeliveryDto;
  @Text({ description: 'the bytes that were sent' }) body: string;
  @ListOf(AttemptDto) attempts: AttemptDto[];
}

export class DeliveryListQuery extends ListQuery {
  @OneOf(DELIVERY_STATES, { optional: true }) state?: string;
  @Text({ max: 100, optional: true, description: 'event type' }) type?: string;
}

export class ReplaySinceDto {
  @InstantField({ description: 'everything that was not delivered since then' }) since: string;
}

export class ReplayedDto {
  @IntField() deliveries: number;
}

export class WebhookMessageDto {
  @Text() webhookId: string;
  @Text() type: string;
  @Text({ description: 'the whole event as JSON text' }) body: string;
}
