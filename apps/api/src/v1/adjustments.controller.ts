import type { Tx } from '@anwen/database';
import { DocumentKey, Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import { AdjustmentDto, AdjustmentQuery, AdjustmentService, CreateAdjustmentDto, DecideAdjustmentDto, ReverseAdjustmentDto } from '@anwen/inventory/handling';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';

const tagged = (adjustment: AdjustmentDto): unknown => withEtag(adjustment.rowVersion, adjustment);

@Controller('api/v1/adjustments')
export class AdjustmentsController {
  constructor(private readonly adjustments: AdjustmentService) {}

  @Get()
  @Requires('adjustment.read')
  @Sla('list')
  @Returns(AdjustmentDto, { page: true })
  @Summary('Adjustments, newest first')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: AdjustmentQuery): Promise<unknown> {
    return this.adjustments.list(tx, actor, query);
  }

  @Get(':id')
  @Requires('adjustment.read')
  @Sla('read')
  @Returns(AdjustmentDto)
  @Summary('One adjustment, by id or number')
  async get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return tagged(await this.adjustments.get(tx, actor, id));
  }

  @Post()
  @Requires('adjustment.create')
  @Idempotent()
  @Sla('write')
  @Returns(AdjustmentDto, { status: 201 })
  @Summary('Adjusts stock; above the limit it waits for another person')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateAdjustmentDto): Promise<unknown> {
    const adjustment = await this.adjustments.create(tx, actor, body);
    return created(`/api/v1/adjustments/${adjustment.id}`, tagged(adjustment));
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Requires('adjustment.approve')
  @Idempotent()
  @Sla('write')
  @Returns(AdjustmentDto)
  @Summary('Approves it and posts the change; by another person')
  async approve(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: DecideAdjustmentDto): Promise<unknown> {
    return tagged(await this.adjustments.approve(tx, actor, id, body));
  }

  @Post(':id/reject')
  @HttpCode(200)
  @Requires('adjustment.approve')
  @Idempotent()
  @Sla('write')
  @Returns(AdjustmentDto)
  @Summary('Refuses it; by another person')
  async reject(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: DecideAdjustmentDto): Promise<unknown> {
    return tagged(await this.adjustments.reject(tx, actor, id, body));
  }

  @Post(':id/reverse')
  @HttpCode(200)
  @Requires('adjustment.approve')
  @Idempotent()
  @Sla('write')
  @Returns(AdjustmentDto)
  @Summary('Posts the exact opposite, once')
  async reverse(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: ReverseAdjustmentDto): Promise<unknown> {
    return tagged(await this.adjustments.reverse(tx, actor, id, body));
  }
}
