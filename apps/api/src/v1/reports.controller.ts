import type { Tx } from '@anwen/database';
import { IfMatch, Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import {
  CreateReportPresetDto,
  CreateReportScheduleDto,
  ReportCatalogueDto,
  ReportPresetDto,
  ReportPresetQuery,
  ReportPresetService,
  ReportPreviewDto,
  ReportScheduleDto,
  ReportScheduleQuery,
  ReportScheduleService,
  ReportService,
  UpdateReportScheduleDto,
} from '@anwen/reports';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';

@Controller('api/v1')
export class ReportsController {
  constructor(
    private readonly reports: ReportService,
    private readonly schedules: ReportScheduleService,
    private readonly presets: ReportPresetService,
  ) {}

  @Get('reports')
  @Requires('report.read')
  @Sla('list')
  @Returns(ReportCatalogueDto)
  @Summary('Reports that you may run, and what is left of your exports this hour')
  catalogue(@CurrentActor() actor: Actor): Promise<unknown> {
    return this.reports.catalogue(actor);
  }

  @Get('reports/:key/preview')
  @Requires('report.read')
  @Sla('list')
  @Returns(ReportPreviewDto)
  @Summary('The first 100 rows; the parameters of the report are the query')
  preview(@CurrentActor() actor: Actor, @Param('key') key: string, @Query() params: Record<string, unknown>): Promise<unknown> {
    return this.reports.preview(actor, key, params);
  }

  @Get('report-schedules')
  @Requires('report.schedule')
  @Sla('list')
  @Returns(ReportScheduleDto, { page: true })
  @Summary('Your scheduled reports')
  listSchedules(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: ReportScheduleQuery): Promise<unknown> {
    return this.schedules.list(tx, actor, query);
  }

  @Post('report-schedules')
  @Requires('report.schedule')
  @Idempotent()
  @Sla('write')
  @Returns(ReportScheduleDto, { status: 201 })
  @Summary('Schedules a report to mail addresses or the webhooks')
  async createSchedule(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateReportScheduleDto): Promise<unknown> {
    const schedule = await this.schedules.create(tx, actor, body);
    return created(`/api/v1/report-schedules/${schedule.id}`, withEtag(schedule.rowVersion, schedule));
  }

  @Get('report-schedules/:id')
  @Requires('report.schedule')
  @Sla('read')
  @Returns(ReportScheduleDto)
  @Summary('One of your scheduled reports')
  async getSchedule(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const schedule = await this.schedules.get(tx, actor, id);
    return withEtag(schedule.rowVersion, schedule);
  }

  @Patch('report-schedules/:id')
  @Requires('report.schedule')
  @Idempotent()
  @Sla('write')
  @Returns(ReportScheduleDto)
  @Summary('Changes, pauses or resumes a scheduled report')
  async updateSchedule(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @IfMatch() rowVersion: number,
    @Body() patch: UpdateReportScheduleDto,
  ): Promise<unknown> {
    const schedule = await this.schedules.update(tx, actor, { id, rowVersion, patch });
    return withEtag(schedule.rowVersion, schedule);
  }

  @Delete('report-schedules/:id')
  @HttpCode(204)
  @Requires('report.schedule')
  @Idempotent()
  @Sla('write')
  @Returns(null, { status: 204 })
  @Summary('Ends a scheduled report')
  deleteSchedule(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<void> {
    return this.schedules.delete(tx, actor, id);
  }

  @Get('report-presets')
  @Requires('report.read')
  @Sla('list')
  @Returns(ReportPresetDto, { page: true })
  @Summary('Your saved parameters')
  listPresets(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: ReportPresetQuery): Promise<unknown> {
    return this.presets.list(tx, actor, query);
  }

  @Post('report-presets')
  @Requires('report.read')
  @Idempotent()
  @Sla('write')
  @Returns(ReportPresetDto, { status: 201 })
  @Summary('Saves parameters under a name')
  async createPreset(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateReportPresetDto): Promise<unknown> {
    const preset = await this.presets.create(tx, actor, body);
    return created(`/api/v1/report-presets/${preset.id}`, preset);
  }

  @Delete('report-presets/:id')
  @HttpCode(204)
  @Requires('report.read')
  @Idempotent()
  @Sla('write')
  @Returns(null, { status: 204 })
  @Summary('Forgets saved parameters')
  deletePreset(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<void> {
    return this.presets.delete(tx, actor, id);
  }
}
