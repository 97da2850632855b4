import { CreateRoutingDto, RoutingDto, RoutingListQuery, RoutingService, RoutingSummaryDto, UpdateRoutingDto } from '@anwen/catalog/engineering';
import type { Tx } from '@anwen/database';
import { IfMatch, Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';

@Controller('api/v1/routings')
export class RoutingsController {
  constructor(private readonly routings: RoutingService) {}

  @Get()
  @Requires('routing.read')
  @Sla('list')
  @Returns(RoutingSummaryDto, { page: true })
  @Summary('Routings, without their operations')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: RoutingListQuery): Promise<unknown> {
    return this.routings.list(tx, actor, query);
  }

  @Get(':id')
  @Requires('routing.read')
  @Sla('read')
  @Returns(RoutingDto)
  @Summary('One routing')
  async get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const routing = await this.routings.get(tx, actor, id);
    return withEtag(routing.rowVersion, routing);
  }

  @Post()
  @Requires('routing.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(RoutingDto, { status: 201 })
  @Summary('Creates a draft of a routing, one version on')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateRoutingDto): Promise<unknown> {
    const routing = await this.routings.create(tx, actor, body);
    return created(`/api/v1/routings/${routing.id}`, withEtag(routing.rowVersion, routing));
  }

  @Patch(':id')
  @Requires('routing.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(RoutingDto)
  @Summary('Changes a draft')
  async update(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @IfMatch() rowVersion: number,
    @Body() patch: UpdateRoutingDto,
  ): Promise<unknown> {
    const routing = await this.routings.update(tx, actor, { id, rowVersion, patch });
    return withEtag(routing.rowVersion, routing);
  }

  @Post(':id/activate')
  @HttpCode(200)
  @Requires('routing.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(RoutingDto)
  @Summary('Makes the draft the routing of its item')
  async activate(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const routing = await this.routings.activate(tx, actor, id);
    return withEtag(routing.rowVersion, routing);
  }

  @Post(':id/obsolete')
  @HttpCode(200)
  @Requires('routing.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(RoutingDto)
  @Summary('Ends an active routing')
  async obsolete(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const routing = await this.routings.obsolete(tx, actor, id);
    return withEtag(routing.rowVersion, routing);
  }

  @Post(':id/copy')
  @Requires('routing.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(RoutingDto, { status: 201 })
  @Summary('A new draft that says what this version says')
  async copy(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const routing = await this.routings.copy(tx, actor, id);
    return created(`/api/v1/routings/${routing.id}`, withEtag(routing.rowVersion, routing));
  }
}
