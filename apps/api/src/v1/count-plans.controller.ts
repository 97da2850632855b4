import type { Tx } from '@anwen/database';
import { IfMatch, Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import { CountPlanDto, CountPlanQuery, CountPlanService, CreateCountPlanDto, UpdateCountPlanDto } from '@anwen/inventory/counting';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';

@Controller('api/v1/count-plans')
export class CountPlansController {
  constructor(private readonly plans: CountPlanService) {}

  @Get()
  @Requires('count.read')
  @Sla('list')
  @Returns(CountPlanDto, { page: true })
  @Summary('What is counted regularly')
  list(@CurrentTx() tx: Tx, @Query() query: CountPlanQuery): Promise<unknown> {
    return this.plans.list(tx, query);
  }

  @Get(':id')
  @Requires('count.read')
  @Sla('read')
  @Returns(CountPlanDto)
  @Summary('One count plan')
  async get(@CurrentTx() tx: Tx, @Param('id') id: string): Promise<unknown> {
    const plan = await this.plans.get(tx, id);
    return withEtag(plan.rowVersion, plan);
  }

  @Post()
  @Requires('count.manage')
  @Idempotent()
  @Sla('write')
  @Returns(CountPlanDto, { status: 201 })
  @Summary('Makes a count plan')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateCountPlanDto): Promise<unknown> {
    const plan = await this.plans.create(tx, actor, body);
    return created(`/api/v1/count-plans/${plan.id}`, withEtag(plan.rowVersion, plan));
  }

  @Patch(':id')
  @Requires('count.manage')
  @Idempotent()
  @Sla('write')
  @Returns(CountPlanDto)
  @Summary('Changes a count plan; sessions that exist stay as they are')
  async update(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @IfMatch() rowVersion: number,
    @Body() patch: UpdateCountPlanDto,
  ): Promise<unknown> {
    const plan = await this.plans.update(tx, actor, { id, rowVersion, patch });
    return withEtag(plan.rowVersion, plan);
  }
}
