import { Inject, Injectable } from '@nestjs/common';
import { alerts } from '@anwen/alerts';
import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { CursorCodec, isUuid, pageOf, type Actor, type Page } from '@anwen/kernel';
import type { AttemptDto, DeliveryDetailDto, DeliveryDto, DeliveryListQuery, WebhookMessageDto } from './delivery.dto';
import { DeliveryStore, type AttemptRow, type DeliveryRow } from './delivery.store';
import type { WebhookDto } from './endpoint.dto';
import { EndpointStore, type EndpointRow } from './endpoint.store';
import { presentEndpoint } from './endpoint-view';
import { webhookIdOf } from './message.rules';
import { webhooksErrors } from './webhooks.errors';

/** The delivery log, and sending again. */
@Injectable()
export class DeliveryService {
  constructor(
    private readonly store: DeliveryStore,
    private readonly endpoints: EndpointStore,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  /** For programs without a container around them (the command line). */
  static of(codec: CursorCodec): DeliveryService {
    return new DeliveryService(new DeliveryStore(), new EndpointStore(), codec);
  }

  /** Endpoints with their health, newest first; never their secrets. */
  async endpointList(tx: Tx): Promise<WebhookDto[]> {
    const rows = await this.endpoints.list(tx);
    const ids = rows.map((row) => row.id);
    const counts = await this.endpoints.counts(tx, ids);
    return rows.map((row) => presentEndpoint(row, counts.get(row.id)));
  }

  /** Newest first. @throws webhooks.endpoint_not_found | page.cursor_invalid */
  async list(tx: Tx, webhook: string, query: DeliveryListQuery): Promise<Page<DeliveryDto>> {
    const { id } = await this.endpoint(tx, webhook);
    const { limit, state, type } = query;
    const binding = ['webhook-deliveries', webhook, state, type];
    const before = query.cursor === undefined ? null : this.codec.decode(query.cursor, binding)[0]!;
    const rows = await this.store.list(tx, { webhookId: id, state, type, before, limit: limit + 1 });
    return pageOf(rows, limit, (last) => this.codec.encode([last.id], binding), present);
  }

  /** @throws webhooks.delivery_not_found */
  async get(tx: Tx, id: string): Promise<DeliveryDetailDto> {
    const row = await this.delivery(tx, id);
    return { delivery: present(row), body: row.body, attempts: (await this.store.attempts(tx, row.id)).map(presentAttempt) };
  }

  /** The whole of an event that was too large to be sent. @throws webhooks.message_not_found */
  async message(tx: Tx, eventId: string): Promise<WebhookMessageDto> {
    const found = isUuid(eventId) ? await this.store.message(tx, eventId) : undefined;
    if (!found) throw webhooksErrors.message_not_found();
    return { webhookId: webhookIdOf(found.eventId), type: found.type, body: found.body };
  }

  /** @throws webhooks.delivery_not_found | webhooks.endpoint_disabled | webhooks.delivery_in_flight */
  async replay(tx: Tx, actor: Actor, id: string): Promise<DeliveryDto> {
    const row = await this.delivery(tx, id);
    await this.store.lockEndpoint(tx, row.webhookInternalId);
    if (!(await this.delivery(tx, id)).active) throw webhooksErrors.endpoint_disabled();
    // A test is not repeated: the button for it is beside it.
    if (row.isTest) throw webhooksErrors.delivery_not_found();
    if (!(await this.store.replay(tx, row.id))) throw webhooksErrors.delivery_in_flight();
    audit.record(tx, actor, 'webhook.replayed', { type: 'webhook_delivery', id }, { diff: { from: row.state } });
    await this.afterReplay(tx, { id: row.webhookInternalId, publicId: row.webhook });
    return present(await this.delivery(tx, id));
  }

  /** Everything that was not delivered since a moment. @throws webhooks.endpoint_not_found | webhooks.endpoint_disabled */
  async replaySince(tx: Tx, actor: Actor, { webhook, since }: { webhook: string; since: string }): Promise<number> {
    const endpoint = await this.activeEndpoint(tx, webhook);
    const deliveries = await this.store.replaySince(tx, endpoint.id, since);
    audit.record(tx, actor, 'webhook.replayed', { type: 'webhook', id: webhook }, { diff: { since, deliveries } });
    await this.afterReplay(tx, endpoint);
    return deliveries;
  }

  /** @throws webhooks.endpoint_not_found | webhooks.endpoint_disabled */
  async replayDead(tx: Tx, actor: Actor, webhook: string): Promise<number> {
    const endpoint = await this.activeEndpoint(tx, webhook);
    const deliveries = await this.store.replayDead(tx, endpoint.id);
    audit.record(tx, actor, 'webhook.replayed', { type: 'webhook', id: webhook }, { diff: { all: 'dead', deliveries } });
    await this.afterReplay(tx, endpoint);
    return deliveries;
  }

  private async afterReplay(tx: Tx, endpoint: Pick<EndpointRow, 'id' | 'publicId'>): Promise<void> {
    if (!(await this.store.hasDead(tx, endpoint.id))) await alerts.resolve(tx, 'webhook.dead', endpoint.publicId);
    tx.wakeAfterCommit('anwen_webhooks');
  }

  private async activeEndpoint(tx: Tx, id: string): Promise<EndpointRow> {
    const row = isUuid(id) ? await this.endpoints.lock(tx, id) : undefined;
    if (!row) throw webhooksErrors.endpoint_not_found();
    if (!row.active) throw webhooksErrors.endpoint_disabled();
    return row;
  }

  private async endpoint(tx: Tx, id: string): Promise<EndpointRow> {
    const row = await this.endpoints.find(tx, id);
    if (!row) throw webhooksErrors.endpoint_not_found();
    return row;
  }

  private async delivery(tx: Tx, id: string): Promise<DeliveryRow & { body: string }> {
    const row = isUuid(id) ? await this.store.find(tx, id) : undefined;
    if (!row) throw webhooksErrors.delivery_not_found();
    return row;
  }
}

function present(row: DeliveryRow): DeliveryDto {
  const { webhook, type, state, isTest, attempts, lastStatus, lastError } = row;
  return {
    id: row.publicId,
    webhookId: webhookIdOf(row.eventId),
    ...{ webhook, type, state, isTest, attempts, lastStatus, lastError },
    nextAttemptAt: state === 'pending' ? row.nextAttemptAt.toISOString() : null,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

function presentAttempt({ startedAt, ...row }: AttemptRow): AttemptDto {
  return { ...row, startedAt: startedAt.toISOString() };
}
