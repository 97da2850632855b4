import type { Tx } from '@anwen/database';
import { Returns, Sla, Summary, created, type Answer } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { AddTargetDto, EventTypeDto, TargetService, WebhookTargetDto, webhookEventTypes } from '@anwen/webhooks';
import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';

@Controller('api/v1/admin')
export class WebhookTargetsController {
  constructor(private readonly targets: TargetService) {}

  @Get('webhook-targets')
  @Requires('webhook.read', { companyWide: true })
  @Sla('list')
  @Returns(WebhookTargetDto, { list: true })
  @Summary('Private networks and ports that webhooks may reach')
  list(@CurrentTx() tx: Tx): Promise<WebhookTargetDto[]> {
    return this.targets.list(tx);
  }

  @Post('webhook-targets')
  @Requires('webhook.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(WebhookTargetDto, { status: 201 })
  @Summary('Open a private network at one port, on premises only')
  async add(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: AddTargetDto): Promise<Answer> {
    return created('/api/v1/admin/webhook-targets', await this.targets.add(tx, actor, body));
  }

  @Delete('webhook-targets/:id')
  @HttpCode(204)
  @Requires('webhook.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(null, { status: 204 })
  @Summary('Close an opening; it holds for the next attempt')
  delete(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<void> {
    return this.targets.delete(tx, actor, id);
  }

  @Get('webhook-events')
  @Requires('webhook.read', { companyWide: true })
  @Sla('list')
  @Returns(EventTypeDto, { list: true })
  @Summary('Event types that an endpoint may subscribe to')
  events(@CurrentActor() actor: Actor): EventTypeDto[] {
    return Object.entries(webhookEventTypes).map(([type, { zh, en }]) => ({ type, title: actor.locale === 'en' ? en : zh }));
  }
}
