import type { Tx } from '@anwen/database';
import { IfMatch, Returns, Sla, Summary, created, withEtag, type Answer } from '@anwen/http';
import { CurrentTx, Idempotent, NotIdempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import {
  CreateWebhookDto,
  DeliveryDetailDto,
  DeliveryService,
  DisableWebhookDto,
  EnableWebhookDto,
  EndpointService,
  NewWebhookSecret,
  RotateSecretDto,
  TestEvents,
  UpdateWebhookDto,
  WebhookDto,
} from '@anwen/webhooks';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';

@Controller('api/v1/admin/webhooks')
export class WebhooksController {
  constructor(
    private readonly endpoints: EndpointService,
    private readonly tests: TestEvents,
    private readonly deliveries: DeliveryService,
  ) {}

  @Get()
  @Requires('webhook.read', { companyWide: true })
  @Sla('list')
  @Returns(WebhookDto, { list: true })
  @Summary('Webhook endpoints with their health, newest first; never their secrets')
  list(@CurrentTx() tx: Tx): Promise<WebhookDto[]> {
    return this.deliveries.endpointList(tx);
  }

  @Post()
  @Requires('webhook.write', { companyWide: true })
  @Idempotent({ secret: true })
  @Sla('write')
  @Returns(NewWebhookSecret, { status: 201 })
  @Summary('Make an endpoint; its secret is shown once')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateWebhookDto): Promise<Answer> {
    const made = await this.endpoints.create(tx, actor, body);
    return created(`/api/v1/admin/webhooks/${made.webhook.id}`, withEtag(made.webhook.rowVersion, made));
  }

  @Get(':id')
  @Requires('webhook.read', { companyWide: true })
  @Sla('read')
  @Returns(WebhookDto)
  @Summary('One endpoint')
  async get(@CurrentTx() tx: Tx, @Param('id') id: string): Promise<Answer> {
    const webhook = await this.endpoints.get(tx, id);
    return withEtag(webhook.rowVersion, webhook);
  }

  @Patch(':id')
  @Requires('webhook.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(WebhookDto)
  @Summary('Change an endpoint; absent secrets stay as they are')
  async update(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @IfMatch() rowVersion: number,
    @Body() patch: UpdateWebhookDto,
  ): Promise<Answer> {
    const webhook = await this.endpoints.update(tx, actor, { id, rowVersion, patch });
    return withEtag(webhook.rowVersion, webhook);
  }

  @Delete(':id')
  @HttpCode(204)
  @Requires('webhook.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(null, { status: 204 })
  @Summary('Delete an endpoint; its delivery log stays until its time is over')
  delete(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @IfMatch() rowVersion: number): Promise<void> {
    return this.endpoints.delete(tx, actor, { id, rowVersion });
  }

  @Post(':id/disable')
  @HttpCode(200)
  @Requires('webhook.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(WebhookDto)
  @Summary('Stop sending at once; what waits is paused')
  disable(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() input: DisableWebhookDto): Promise<WebhookDto> {
    return this.endpoints.disable(tx, actor, { id, input });
  }

  @Post(':id/enable')
  @HttpCode(200)
  @Requires('webhook.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(WebhookDto)
  @Summary('Send again; what has waited is resumed or discarded')
  enable(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() input: EnableWebhookDto): Promise<WebhookDto> {
    return this.endpoints.enable(tx, actor, { id, input });
  }

  @Post(':id/rotate-secret')
  @HttpCode(200)
  @Requires('webhook.write', { companyWide: true })
  @Idempotent({ secret: true })
  @Sla('write')
  @Returns(NewWebhookSecret)
  @Summary('Make a new secret, shown once; the old one signs beside it for a while')
  rotate(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @IfMatch() rowVersion: number,
    @Body() input: RotateSecretDto,
  ): Promise<NewWebhookSecret> {
    return this.endpoints.rotate(tx, actor, { id, rowVersion, input });
  }

  @Post(':id/revoke-old-secret')
  @HttpCode(200)
  @Requires('webhook.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(WebhookDto)
  @Summary('End the overlap of a rotation now')
  revokeOldSecret(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<WebhookDto> {
    return this.endpoints.revokeOldSecret(tx, actor, id);
  }

  @Post(':id/test')
  @HttpCode(200)
  @Requires('webhook.write', { companyWide: true })
  @NotIdempotent('a test is meant to be sent again; at most six a minute')
  @Sla('write')
  @Returns(DeliveryDetailDto)
  @Summary('Send a test event now and show what came of it')
  test(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<DeliveryDetailDto> {
    return this.tests.send(actor, id);
  }
}
