import type { Tx } from '@anwen/database';
import { Returns, Sla, Summary } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor, Page } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { DeliveryDetailDto, DeliveryDto, DeliveryListQuery, DeliveryService, ReplayedDto, ReplaySinceDto, WebhookMessageDto } from '@anwen/webhooks';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';

@Controller('api/v1/admin')
export class WebhookDeliveriesController {
  constructor(private readonly deliveries: DeliveryService) {}

  @Get('webhooks/:id/deliveries')
  @Requires('webhook.read', { companyWide: true })
  @Sla('list')
  @Returns(DeliveryDto, { page: true })
  @Summary('Deliveries of an endpoint, newest first')
  list(@CurrentTx() tx: Tx, @Param('id') id: string, @Query() query: DeliveryListQuery): Promise<Page<DeliveryDto>> {
    return this.deliveries.list(tx, id, query);
  }

  @Post('webhooks/:id/replay')
  @HttpCode(200)
  @Requires('webhook.write', { companyWide: true })
  @Idempotent()
  @Sla('batch')
  @Returns(ReplayedDto)
  @Summary('Send everything again that was not delivered since a moment')
  async replaySince(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() { since }: ReplaySinceDto): Promise<ReplayedDto> {
    return { deliveries: await this.deliveries.replaySince(tx, actor, { webhook: id, since }) };
  }

  @Post('webhooks/:id/replay-dead')
  @HttpCode(200)
  @Requires('webhook.write', { companyWide: true })
  @Idempotent()
  @Sla('batch')
  @Returns(ReplayedDto)
  @Summary('Send all dead deliveries again')
  async replayDead(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<ReplayedDto> {
    return { deliveries: await this.deliveries.replayDead(tx, actor, id) };
  }

  @Get('webhook-deliveries/:id')
  @Requires('webhook.read', { companyWide: true })
  @Sla('read')
  @Returns(DeliveryDetailDto)
  @Summary('One delivery: what was sent and every attempt')
  get(@CurrentTx() tx: Tx, @Param('id') id: string): Promise<DeliveryDetailDto> {
    return this.deliveries.get(tx, id);
  }

  @Post('webhook-deliveries/:id/replay')
  @HttpCode(200)
  @Requires('webhook.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(DeliveryDto)
  @Summary('Send one delivery again, under the same webhook-id')
  replay(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<DeliveryDto> {
    return this.deliveries.replay(tx, actor, id);
  }

  @Get('webhook-messages/:id')
  @Requires('webhook.read', { companyWide: true })
  @Sla('read')
  @Returns(WebhookMessageDto)
  @Summary('The whole of an event, also when it was too large to be sent')
  message(@CurrentTx() tx: Tx, @Param('id') id: string): Promise<WebhookMessageDto> {
    return this.deliveries.message(tx, id);
  }
}
