import type { Tx } from '@anwen/database';
import { IfMatch, Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import {
  ConfirmReplenishmentDto,
  CreateReplenishmentRuleDto,
  ReplenishmentRuleDto,
  ReplenishmentRuleQuery,
  ReplenishmentRuleService,
  ReplenishmentRunDto,
  ReplenishmentService,
  ReplenishmentTaskDto,
  ReplenishmentTaskQuery,
  RunReplenishmentDto,
  UpdateReplenishmentRuleDto,
} from '@anwen/inventory/handling';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';

const tagged = (rule: ReplenishmentRuleDto): unknown => withEtag(rule.rowVersion, rule);

@Controller('api/v1/replenishment-rules')
export class ReplenishmentRulesController {
  constructor(private readonly rules: ReplenishmentRuleService) {}

  @Get()
  @Requires('replenishment.read')
  @Sla('list')
  @Returns(ReplenishmentRuleDto, { page: true })
  @Summary('Places that are kept filled')
  list(@CurrentTx() tx: Tx, @Query() query: ReplenishmentRuleQuery): Promise<unknown> {
    return this.rules.list(tx, query);
  }

  @Get(':id')
  @Requires('replenishment.read')
  @Sla('read')
  @Returns(ReplenishmentRuleDto)
  @Summary('One rule')
  async get(@CurrentTx() tx: Tx, @Param('id') id: string): Promise<unknown> {
    return tagged(await this.rules.get(tx, id));
  }

  @Post()
  @Requires('replenishment.write')
  @Idempotent()
  @Sla('write')
  @Returns(ReplenishmentRuleDto, { status: 201 })
  @Summary('Keeps a place filled')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateReplenishmentRuleDto): Promise<unknown> {
    const rule = await this.rules.create(tx, actor, body);
    return created(`/api/v1/replenishment-rules/${rule.id}`, tagged(rule));
  }

  @Patch(':id')
  @Requires('replenishment.write')
  @Idempotent()
  @Sla('write')
  @Returns(ReplenishmentRuleDto)
  @Summary('Changes a rule')
  async update(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @IfMatch() rowVersion: number,
    @Body() patch: UpdateReplenishmentRuleDto,
  ): Promise<unknown> {
    return tagged(await this.rules.update(tx, actor, { id, rowVersion, patch }));
  }

  @Delete(':id')
  @HttpCode(204)
  @Requires('replenishment.write')
  @Idempotent()
  @Sla('write')
  @Returns(null, { status: 204 })
  @Summary('Removes a rule with its open work')
  async discard(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<void> {
    await this.rules.discard(tx, actor, id);
  }
}

@Controller('api/v1/replenishment-tasks')
export class ReplenishmentTasksController {
  constructor(private readonly replenishment: ReplenishmentService) {}

  @Get()
  @Requires('replenishment.read')
  @Sla('list')
  @Returns(ReplenishmentTaskDto, { page: true })
  @Summary('Work that keeps places filled')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: ReplenishmentTaskQuery): Promise<unknown> {
    return this.replenishment.list(tx, actor, query);
  }

  @Get(':id')
  @Requires('replenishment.read')
  @Sla('read')
  @Returns(ReplenishmentTaskDto)
  @Summary('One task')
  get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    return this.replenishment.get(tx, actor, id);
  }

  @Post('run')
  @HttpCode(200)
  @Requires('replenishment.write')
  @Idempotent()
  @Sla('write')
  @Returns(ReplenishmentRunDto)
  @Summary('Looks now what runs low; the worker looks every five minutes')
  run(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: RunReplenishmentDto): Promise<unknown> {
    return this.replenishment.run(tx, actor, body);
  }

  @Post(':id/claim')
  @HttpCode(200)
  @Requires('replenishment.confirm')
  @Idempotent()
  @Sla('write')
  @Returns(ReplenishmentTaskDto)
  @Summary('Takes the task for ten minutes; again prolongs it')
  claim(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    return this.replenishment.claim(tx, actor, id);
  }

  @Post(':id/release')
  @HttpCode(200)
  @Requires('replenishment.confirm')
  @Idempotent()
  @Sla('write')
  @Returns(ReplenishmentTaskDto)
  @Summary('Gives the task back')
  release(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    return this.replenishment.release(tx, actor, id);
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @Requires('replenishment.confirm')
  @Idempotent()
  @Sla('write')
  @Returns(ReplenishmentTaskDto)
  @Summary('Brings all of it or a part')
  confirm(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: ConfirmReplenishmentDto): Promise<unknown> {
    return this.replenishment.confirm(tx, actor, id, body);
  }
}
