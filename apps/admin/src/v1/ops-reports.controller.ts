import type { Tx } from '@anwen/database';
import { Returns, Sla, Summary } from '@anwen/http';
import { CurrentTx } from '@anwen/idempotency';
import type { Page } from '@anwen/kernel';
import { OpsReportQuery, OpsReportView, OpsReports, SlowQueryQuery, SlowQueryView } from '@anwen/ops';
import { Requires } from '@anwen/rbac';
import { Controller, Get, Param, Query } from '@nestjs/common';

@Controller('api/v1/admin')
export class OpsReportsController {
  constructor(private readonly reports: OpsReports) {}

  @Get('ops-reports')
  @Requires('ops.read', { companyWide: true })
  @Sla('list')
  @Returns(OpsReportView, { page: true })
  @Summary('What the night has written down: retention, vacuum, slow queries, newest first')
  list(@CurrentTx() tx: Tx, @Query() query: OpsReportQuery): Promise<Page<OpsReportView>> {
    return this.reports.list(tx, query);
  }

  @Get('ops-reports/:report')
  @Requires('ops.read', { companyWide: true })
  @Sla('read')
  @Returns(OpsReportView)
  @Summary('One report')
  get(@CurrentTx() tx: Tx, @Param('report') id: string): Promise<OpsReportView> {
    return this.reports.get(tx, id);
  }

  @Get('slow-queries')
  @Requires('ops.read', { companyWide: true })
  @Sla('list')
  @Returns(SlowQueryView, { page: true })
  @Summary('Slow statements of the last days, dearest first, without anything that somebody typed in')
  async slowQueries(@CurrentTx() tx: Tx, @Query() query: SlowQueryQuery): Promise<unknown> {
    return { items: await this.reports.slowQueries(tx, query.days), nextCursor: null };
  }
}
