import type { Tx } from '@anwen/database';
import { MetricsService, SlaReports } from '@anwen/health';
import { IntField, Returns, Sla, Summary } from '@anwen/http';
import { CurrentTx } from '@anwen/idempotency';
import { Requires } from '@anwen/rbac';
import { Controller, Get, Query } from '@nestjs/common';

export class SlaQuery {
  @IntField({ optional: true, min: 1, max: 168, description: 'hours back' })
  hours: number = 24;
}

@Controller('api/v1/admin')
export class OpsController {
  constructor(
    private readonly metrics: MetricsService,
    private readonly reports: SlaReports,
  ) {}

  @Get('metrics')
  @Requires('ops.read', { companyWide: true })
  @Sla('read')
  @Returns(null)
  @Summary('Figures of the process and of what it stands on')
  read(): Promise<object> {
    return this.metrics.read();
  }

  @Get('sla')
  @Requires('ops.read', { companyWide: true })
  @Sla('list')
  @Returns(null)
  @Summary('Hourly percentiles of every route against its target, newest first')
  async sla(@CurrentTx() tx: Tx, @Query() query: SlaQuery): Promise<{ hours: readonly object[] }> {
    return { hours: await this.reports.recent(tx, query.hours) };
  }
}
