import type { Tx } from '@anwen/database';
import { Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import {
  ClassifyDowntimeDto,
  DowntimeEventDto,
  DowntimeQuery,
  DowntimeService,
  EndDowntimeDto,
  SplitDowntimeDto,
  StartDowntimeDto,
} from '@anwen/work-orders/performance';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';

@Controller('api/v1/downtime-events')
export class DowntimeEventsController {
  constructor(private readonly downtime: DowntimeService) {}

  @Get()
  @Requires('downtime.read')
  @Sla('list')
  @Returns(DowntimeEventDto, { page: true })
  @Summary('When work centres stood still, latest first')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: DowntimeQuery): Promise<unknown> {
    return this.downtime.list(tx, actor, query);
  }

  @Get(':id')
  @Requires('downtime.read')
  @Sla('read')
  @Returns(DowntimeEventDto)
  @Summary('One downtime')
  async get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    return shown(await this.downtime.get(tx, actor, id));
  }

  @Post()
  @Requires('downtime.report')
  @Idempotent()
  @Sla('write')
  @Returns(DowntimeEventDto, { status: 201 })
  @Summary('A work centre stands still')
  async start(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: StartDowntimeDto): Promise<unknown> {
    const event = await this.downtime.start(tx, actor, body);
    return created(`/api/v1/downtime-events/${event.id}`, shown(event));
  }

  @Post(':id/end')
  @HttpCode(200)
  @Requires('downtime.report')
  @Idempotent()
  @Sla('write')
  @Returns(DowntimeEventDto)
  @Summary('It runs again')
  async end(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: EndDowntimeDto): Promise<unknown> {
    return shown(await this.downtime.end(tx, actor, id, body));
  }

  @Post(':id/classify')
  @HttpCode(200)
  @Requires('downtime.classify')
  @Idempotent()
  @Sla('write')
  @Returns(DowntimeEventDto)
  @Summary('Says why it stood still, and whether that was planned')
  async classify(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: ClassifyDowntimeDto): Promise<unknown> {
    return shown(await this.downtime.classify(tx, actor, id, body));
  }

  @Post(':id/split')
  @Requires('downtime.classify')
  @Idempotent()
  @Sla('write')
  @Returns(DowntimeEventDto, { status: 201 })
  @Summary('Cuts a downtime in two; answers the second part')
  async split(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: SplitDowntimeDto): Promise<unknown> {
    const event = await this.downtime.split(tx, actor, id, body);
    return created(`/api/v1/downtime-events/${event.id}`, shown(event));
  }
}

const shown = (event: DowntimeEventDto): unknown => withEtag(event.rowVersion, event);
