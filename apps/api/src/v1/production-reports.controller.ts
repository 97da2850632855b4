import type { Tx } from '@anwen/database';
import { Returns, Sla, Summary, created } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import {
  CreateProductionReportDto,
  ProductionReportDto,
  ProductionReportQuery,
  ProductionReportService,
  SupersedeReportDto,
} from '@anwen/work-orders/production';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';

const HERE = '/api/v1/production-reports';

@Controller('api/v1/production-reports')
export class ProductionReportsController {
  constructor(private readonly reports: ProductionReportService) {}

  @Get()
  @Requires('wo.read')
  @Sla('list')
  @Returns(ProductionReportDto, { page: true })
  @Summary('What was reported from the floor, newest first')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: ProductionReportQuery): Promise<unknown> {
    return this.reports.list(tx, actor, query);
  }

  @Get(':id')
  @Requires('wo.read')
  @Sla('read')
  @Returns(ProductionReportDto)
  @Summary('One report; it never changes, but another may count instead')
  get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    return this.reports.get(tx, actor, id);
  }

  @Post()
  @Requires('production.report')
  @Idempotent()
  @Sla('write')
  @Returns(ProductionReportDto, { status: 201 })
  @Summary('Reports good, scrapped and reworked pieces: uses up material, brings good pieces into stock, links what went into them')
  async report(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateProductionReportDto): Promise<unknown> {
    const made = await this.reports.report(tx, actor, body);
    return created(`${HERE}/${made.id}`, made);
  }

  @Post(':id/supersede')
  @Requires('production.supersede')
  @Idempotent()
  @Sla('write')
  @Returns(ProductionReportDto, { status: 201 })
  @Summary('Corrects a report by another that counts instead; all quantities nothing take it back')
  async supersede(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: SupersedeReportDto): Promise<unknown> {
    const made = await this.reports.supersede(tx, actor, id, body);
    return created(`${HERE}/${made.id}`, made);
  }
}
