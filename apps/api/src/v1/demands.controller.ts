import type { Tx } from '@anwen/database';
import { IfMatch, Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CreateDemandDto, DemandDto, DemandQuery, DemandService, UpdateDemandDto } from '@anwen/planning';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';

@Controller('api/v1/demands')
export class DemandsController {
  constructor(private readonly demands: DemandService) {}

  @Get()
  @Requires('demand.read')
  @Sla('list')
  @Returns(DemandDto, { page: true })
  @Summary('What is wanted: written down, ordered by customers, or to be kept in stock; the earliest first')
  list(@CurrentTx() tx: Tx, @Query() query: DemandQuery): Promise<unknown> {
    return this.demands.list(tx, query);
  }

  @Get(':id')
  @Requires('demand.read')
  @Sla('read')
  @Returns(DemandDto)
  @Summary('One demand that somebody wrote down')
  async get(@CurrentTx() tx: Tx, @Param('id') id: string): Promise<unknown> {
    return shown(await this.demands.get(tx, id));
  }

  @Post()
  @Requires('demand.write')
  @Idempotent()
  @Sla('write')
  @Returns(DemandDto, { status: 201 })
  @Summary('Writes a demand or a forecast down')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateDemandDto): Promise<unknown> {
    const demand = await this.demands.create(tx, actor, body);
    return created(`/api/v1/demands/${demand.id}`, shown(demand));
  }

  @Patch(':id')
  @Requires('demand.write')
  @Idempotent()
  @Sla('write')
  @Returns(DemandDto)
  @Summary('Changes a demand')
  async update(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @IfMatch() rowVersion: number,
    @Body() patch: UpdateDemandDto,
  ): Promise<unknown> {
    return shown(await this.demands.update(tx, actor, { id, rowVersion, patch }));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Requires('demand.write')
  @Idempotent()
  @Sla('write')
  @Returns(DemandDto)
  @Summary('Nobody wants it any more')
  async cancel(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    return shown(await this.demands.cancel(tx, actor, id));
  }
}

const shown = (demand: DemandDto): unknown => withEtag(demand.rowVersion!, demand);
