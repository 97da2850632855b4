import { BoolField, InstantField, IntField, ListOf, Nested, OneOf, Text, TextList, UuidField } from '@anwen/http';
import { AUTH_MODES } from './endpoint.rules';

export class WebhookHeaderInput {
  @Text({ max: 100 }) name: string;
  @Text({ max: 4096, description: 'never shown again' }) value: string;
}

export class CreateWebhookDto {
  @Text({ max: 100 }) name: string;
  @Text({ max: 2000, description: 'https; http on premises only', example: 'https://erp.example.com/hooks/anwen' }) url: string;
  @TextList({ min: 1, max: 100, description: 'event types; `stock.*` takes a family, `*` everything' }) events: string[];
  @OneOf(AUTH_MODES, { optional: true }) authMode?: string;
  @Text({ max: 4096, optional: true, nullable: true, description: 'for the mode bearer; never shown again' }) bearerToken?: string | null;
  @ListOf(WebhookHeaderInput, { max: 20, optional: true, description: 'own headers, 4 KB together' }) headers?: WebhookHeaderInput[];
  @Text({ max: 20_000, optional: true, nullable: true, description: 'PEM of the only authority trusted for this endpoint' }) caPem?: string | null;
  @BoolField({ optional: true, description: 'one at a time per object, in the order of its events' }) ordered?: boolean;
  @BoolField({ optional: true, description: 'needed for ip_only' }) riskAcknowledged?: boolean;
  @Text({ max: 500, optional: true, nullable: true, description: 'needed for ip_only' }) riskReason?: string | null;
}

export class UpdateWebhookDto {
  @Text({ min: 1, max: 100, optional: true }) name?: string;
  @Text({ min: 1, max: 2000, optional: true }) url?: string;
  @TextList({ min: 1, max: 100, optional: true }) events?: string[];
  @OneOf(AUTH_MODES, { optional: true }) authMode?: string;
  @Text({ max: 4096, optional: true, nullable: true }) bearerToken?: string | null;
  @ListOf(WebhookHeaderInput, { max: 20, optional: true, description: 'replaces all own headers' }) headers?: WebhookHeaderInput[];
  @Text({ max: 20_000, optional: true, nullable: true }) caPem?: string | null;
  @BoolField({ optional: true }) ordered?: boolean;
  @BoolField({ optional: true }) riskAcknowledged?: boolean;
  @Text({ max: 500, optional: true, nullable: true }) riskReason?: string | null;
}

export class WebhookRiskDto {
  @InstantField() acknowledgedAt: string;
  @Text() acknowledgedBy: string;
  @Text() reason: string;
}

export class WebhookHealthDto {
  @OneOf(['ok', 'failing', 'disabled']) state: string;
  @InstantField({ nullable: true }) failingSince: string | null;
  @IntField({ min: 0 }) consecutiveFailures: number;
  @OneOf(['closed', 'open', 'draining']) breaker: string;
  @InstantField({ nullable: true }) lastSuccessAt: string | null;
  @InstantField({ nullable: true }) lastFailureAt: string | null;
  @IntField({ min: 0 }) pending: number;
  @IntField({ min: 0 }) paused: number;
  @IntField({ min: 0 }) dead: number;
}

export class WebhookDto {
  @UuidField() id: string;
  @Text() name: string;
  @Text() url: string;
  @TextList() events: string[];
  @OneOf(AUTH_MODES) authMode: string;
  @Text({ nullable: true, description: 'last 4 characters' }) bearerLast4: string | null;
  @TextList({ description: 'names of own headers; their values are never shown' }) headerNames: string[];
  @BoolField() hasPrivateCa: boolean;
  @BoolField() ordered: boolean;
  @BoolField() active: boolean;
  @InstantField({ nullable: true }) disabledAt: string | null;
  @Text({ nullable: true }) disabledReason: string | null;
  @InstantField({ nullable: true, description: 'until then the secret before the last rotation signs too' }) oldSecretUntil: string | null;
  @Nested(WebhookRiskDto, { nullable: true }) risk: WebhookRiskDto | null;
  @Nested(WebhookHealthDto) health: WebhookHealthDto;
  @InstantField() createdAt: string;
  @IntField({ min: 1 }) rowVersion: number;
}

export class NewWebhookSecret {
  @Nested(WebhookDto) webhook: WebhookDto;
  @Text({ description: 'shown this once' }) secret: string;
}

export class RotateSecretDto {
  @IntField({ min: 1, max: 168, optional: true, description: 'hours in which the old secret signs too; 24 when absent' }) overlapHours?: number;
}

export class DisableWebhookDto {
  @Text({ max: 500, optional: true }) reason?: string;
}

export class EnableWebhookDto {
  @OneOf(['resume', 'discard'], { description: 'what becomes of the deliveries that have waited' }) paused: string;
}

export class AddTargetDto {
  @Text({ max: 50, example: '10.1.2.0/24' }) cidr: string;
  @IntField({ min: 1, max: 65_535 }) port: number;
  @Text({ max: 500 }) reason: string;
}

export class WebhookTargetDto {
  @UuidField() id: string;
  @Text() cidr: string;
  @IntField() port: number;
  @Text() reason: string;
  @Text({ nullable: true }) createdBy: string | null;
  @InstantField() createdAt: string;
}

export class EventTypeDto {
  @Text() type: string;
  @Text() title: string;
}
