import type { Tx } from '@anwen/database';
import { DocumentKey, Returns, Sla, Summary, created } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import {
  ConsumptionDto,
  ConsumptionQuery,
  IssueMaterialDto,
  MaterialPostedDto,
  MaterialService,
  ReturnMaterialDto,
  SubstituteDto,
  SubstituteMaterialDto,
  SubstituteService,
} from '@anwen/work-orders/production';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';

const postingAt = (id: string): string => `/api/v1/inventory/postings/${id}`;

@Controller('api/v1/work-orders')
export class WorkOrderMaterialsController {
  constructor(
    private readonly material: MaterialService,
    private readonly substitutes: SubstituteService,
  ) {}

  @Get(':id/consumptions')
  @Requires('wo.read')
  @Sla('list')
  @Returns(ConsumptionDto, { page: true })
  @Summary('What went into an order and what came back, newest first')
  consumptions(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Query() query: ConsumptionQuery): Promise<unknown> {
    return this.material.consumptions(tx, actor, id, query);
  }

  @Post(':id/issue')
  @Requires('material.issue')
  @Idempotent()
  @Sla('write')
  @Returns(MaterialPostedDto, { status: 201 })
  @Summary('Issues material to an order: what was scanned, a list, or everything that is still needed')
  async issue(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: IssueMaterialDto): Promise<unknown> {
    const done = await this.material.issue(tx, actor, id, body);
    return created(postingAt(done.postingId), done);
  }

  @Post(':id/return')
  @Requires('material.issue')
  @Idempotent()
  @Sla('write')
  @Returns(MaterialPostedDto, { status: 201 })
  @Summary('Takes back what was issued and not used')
  async giveBack(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: ReturnMaterialDto): Promise<unknown> {
    const done = await this.material.giveBack(tx, actor, id, body);
    return created(postingAt(done.postingId), done);
  }

  @Post(':id/materials/:materialId/substitute')
  @Requires('material.substitute')
  @Idempotent()
  @Sla('write')
  @Returns(SubstituteDto, { status: 201 })
  @Summary('Lets another item stand in for a part of what is still needed of a material')
  async substitute(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @DocumentKey() id: string,
    @Param('materialId') materialId: string,
    @Body() body: SubstituteMaterialDto,
  ): Promise<unknown> {
    const made = await this.substitutes.substitute(tx, actor, id, { ...body, materialId });
    return created(`/api/v1/work-orders/${id}/materials`, made);
  }
}
