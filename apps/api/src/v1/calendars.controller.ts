import {
  CalendarDto,
  CalendarExceptionsDto,
  CalendarListQuery,
  CalendarPlanService,
  CalendarSummaryDto,
  CreateCalendarDto,
  UpdateCalendarDto,
} from '@anwen/catalog/engineering';
import type { Tx } from '@anwen/database';
import { IfMatch, Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';

@Controller('api/v1/calendars')
export class CalendarsController {
  constructor(private readonly calendars: CalendarPlanService) {}

  @Get()
  @Requires('calendar.read')
  @Sla('list')
  @Returns(CalendarSummaryDto, { page: true })
  @Summary('Calendars, without the days that differ')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: CalendarListQuery): Promise<unknown> {
    return this.calendars.list(tx, actor, query);
  }

  @Get(':id')
  @Requires('calendar.read')
  @Sla('read')
  @Returns(CalendarDto)
  @Summary('One calendar with the days that differ')
  async get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const calendar = await this.calendars.get(tx, actor, id);
    return withEtag(calendar.rowVersion, calendar);
  }

  @Post()
  @Requires('calendar.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(CalendarDto, { status: 201 })
  @Summary('Creates a calendar')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateCalendarDto): Promise<unknown> {
    const calendar = await this.calendars.create(tx, actor, body);
    return created(`/api/v1/calendars/${calendar.id}`, withEtag(calendar.rowVersion, calendar));
  }

  @Patch(':id')
  @Requires('calendar.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(CalendarDto)
  @Summary('Changes a calendar')
  async update(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @IfMatch() rowVersion: number,
    @Body() patch: UpdateCalendarDto,
  ): Promise<unknown> {
    const calendar = await this.calendars.update(tx, actor, { id, rowVersion, patch });
    return withEtag(calendar.rowVersion, calendar);
  }

  @Put(':id/exceptions')
  @Requires('calendar.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(CalendarDto)
  @Summary('Replaces the days that differ')
  async exceptions(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @IfMatch() rowVersion: number,
    @Body() patch: CalendarExceptionsDto,
  ): Promise<unknown> {
    const calendar = await this.calendars.replaceExceptions(tx, actor, { id, rowVersion, patch });
    return withEtag(calendar.rowVersion, calendar);
  }
}
