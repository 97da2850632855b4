import { AlertService } from '@anwen/alerts';
import type { Tx } from '@anwen/database';
import { Returns, Sla, Summary } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor, Page } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { AlertDesk } from '../alert-desk.service';
import { AlertQuery, AlertView, CloseAlertDto, PagesOfMonth } from './alerts.dto';

@Controller('api/v1/admin/alerts')
export class AlertsController {
  constructor(
    private readonly desk: AlertDesk,
    private readonly alerts: AlertService,
  ) {}

  @Get()
  @Requires('alert.read', { companyWide: true })
  @Sla('list')
  @Returns(AlertView, { page: true })
  @Summary('What is wrong, newest first')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: AlertQuery): Promise<Page<AlertView>> {
    return this.desk.list(tx, actor, query);
  }

  @Get('pages')
  @Requires('alert.read', { companyWide: true })
  @Sla('list')
  @Returns(PagesOfMonth, { list: true })
  @Summary('How often somebody was woken, by month')
  pages(@CurrentTx() tx: Tx): Promise<PagesOfMonth[]> {
    return this.alerts.pagesByMonth(tx);
  }

  @Post(':id/acknowledge')
  @HttpCode(200)
  @Requires('alert.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(AlertView)
  @Summary('Say that somebody is at it: it pages no more')
  acknowledge(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<AlertView> {
    return this.desk.acknowledge(tx, actor, id);
  }

  @Post(':id/resolve')
  @HttpCode(200)
  @Requires('alert.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(AlertView)
  @Summary('Close an alert that ends only when a person says so')
  resolve(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: CloseAlertDto): Promise<AlertView> {
    return this.desk.close(tx, actor, id, body.reason);
  }
}
