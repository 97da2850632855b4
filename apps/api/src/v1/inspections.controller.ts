import type { Tx } from '@anwen/database';
import { DocumentKey, Returns, Sla, Summary, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { CancelWorkDto, DispositionDto, InspectionDto, InspectionQuery, InspectionService, InspectionSummaryDto, ResultsDto } from '@anwen/trade/inbound';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';

@Controller('api/v1/inspections')
export class InspectionsController {
  constructor(private readonly inspections: InspectionService) {}

  @Get()
  @Requires('inspection.read')
  @Sla('list')
  @Returns(InspectionSummaryDto, { page: true })
  @Summary('Inspections, newest first')
  list(@CurrentTx() tx: Tx, @Query() query: InspectionQuery): Promise<unknown> {
    return this.inspections.list(tx, query);
  }

  @Get(':id')
  @Requires('inspection.read')
  @Sla('read')
  @Returns(InspectionDto)
  @Summary('One inspection, by id or number')
  async get(@CurrentTx() tx: Tx, @DocumentKey() id: string): Promise<unknown> {
    return shown(await this.inspections.get(tx, id));
  }

  @Post(':id/results')
  @HttpCode(200)
  @Requires('inspection.record')
  @Idempotent()
  @Sla('write')
  @Returns(InspectionDto)
  @Summary('Records what was found')
  async record(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: ResultsDto): Promise<unknown> {
    return shown(await this.inspections.record(tx, actor, id, body));
  }

  @Post(':id/disposition')
  @HttpCode(200)
  @Requires('inspection.dispose')
  @Idempotent()
  @Sla('write')
  @Returns(InspectionDto)
  @Summary('Decides what becomes of the goods, in parts if need be')
  async dispose(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: DispositionDto): Promise<unknown> {
    return shown(await this.inspections.dispose(tx, actor, id, body));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Requires('inspection.dispose')
  @Idempotent()
  @Sla('write')
  @Returns(InspectionDto)
  @Summary('Calls the inspection off: its goods have left the dock by another way')
  async cancel(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: CancelWorkDto): Promise<unknown> {
    return shown(await this.inspections.cancel(tx, actor, id, body));
  }
}

const shown = (inspection: InspectionDto): unknown => withEtag(inspection.rowVersion, inspection);
