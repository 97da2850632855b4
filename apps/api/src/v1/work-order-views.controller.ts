import type { Tx } from '@anwen/database';
import { DocumentKey, Returns, Sla, Summary } from '@anwen/http';
import { CurrentTx } from '@anwen/idempotency';
import { TraceDto } from '@anwen/inventory/tracing';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { OrderPartService, TimelineDto, WorkOrderCostDto, WorkOrderMaterialsDto } from '@anwen/work-orders/orders';
import { Controller, Get, StreamableFile } from '@nestjs/common';

@Controller('api/v1/work-orders/:id')
export class WorkOrderViewsController {
  constructor(private readonly parts: OrderPartService) {}

  @Get('materials')
  @Requires('wo.read')
  @Sla('read')
  @Returns(WorkOrderMaterialsDto)
  @Summary('The frozen bill and how far it is covered')
  materials(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return this.parts.materials(tx, actor, id);
  }

  @Get('shortages')
  @Requires('wo.read')
  @Sla('read')
  @Returns(WorkOrderMaterialsDto)
  @Summary('Material that is missing')
  shortages(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return this.parts.shortages(tx, actor, id);
  }

  @Get('cost')
  @Requires('stock.cost.read')
  @Sla('read')
  @Returns(WorkOrderCostDto)
  @Summary('What the order has cost beside its plan')
  cost(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return this.parts.cost(tx, actor, id);
  }

  @Get('timeline')
  @Requires('wo.read')
  @Sla('read')
  @Returns(TimelineDto)
  @Summary('What has happened, latest first')
  timeline(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return this.parts.timeline(tx, actor, id);
  }

  @Get('genealogy')
  @Requires('wo.read')
  @Sla('read')
  @Returns(TraceDto)
  @Summary('Lots and serial numbers that went in and came out')
  genealogy(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return this.parts.genealogy(tx, actor, id);
  }

  @Get('travel-card')
  @Requires('wo.read')
  @Sla('read')
  @Summary('The card that travels with the pieces, as PDF with a QR code for the order and for each operation')
  async travelCard(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<StreamableFile> {
    const { content, fileName } = await this.parts.travelCard(tx, actor, id);
    return new StreamableFile(content, { type: 'application/pdf', length: content.length, disposition: `attachment; filename="${fileName}"` });
  }
}
