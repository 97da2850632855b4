import { CreateWorkCenterDto, UpdateWorkCenterDto, WorkCenterDto, WorkCenterListQuery, WorkCenterService } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import { IfMatch, Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';

@Controller('api/v1/work-centers')
export class WorkCentersController {
  constructor(private readonly workCenters: WorkCenterService) {}

  @Get()
  @Requires('work_center.read')
  @Sla('list')
  @Returns(WorkCenterDto, { page: true })
  @Summary('Work centers')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: WorkCenterListQuery): Promise<unknown> {
    return this.workCenters.list(tx, actor, query);
  }

  @Get(':id')
  @Requires('work_center.read')
  @Sla('read')
  @Returns(WorkCenterDto)
  @Summary('One work center')
  async get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const workCenter = await this.workCenters.get(tx, actor, id);
    return withEtag(workCenter.rowVersion, workCenter);
  }

  @Post()
  @Requires('work_center.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(WorkCenterDto, { status: 201 })
  @Summary('Creates a work center')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateWorkCenterDto): Promise<unknown> {
    const workCenter = await this.workCenters.create(tx, actor, body);
    return created(`/api/v1/work-centers/${workCenter.id}`, withEtag(workCenter.rowVersion, workCenter));
  }

  @Patch(':id')
  @Requires('work_center.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(WorkCenterDto)
  @Summary('Changes a work center')
  async update(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @IfMatch() rowVersion: number,
    @Body() patch: UpdateWorkCenterDto,
  ): Promise<unknown> {
    const workCenter = await this.workCenters.update(tx, actor, { id, rowVersion, patch });
    return withEtag(workCenter.rowVersion, workCenter);
  }
}
