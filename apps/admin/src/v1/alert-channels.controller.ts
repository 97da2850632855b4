import { AlertChannels } from '@anwen/alerts';
import type { Tx } from '@anwen/database';
import { IfMatch, Returns, Sla, Summary, created, withEtag, type Answer } from '@anwen/http';
import { CurrentTx, Idempotent, NotIdempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { AlertDesk, presentChannel } from '../alert-desk.service';
import { AlertChannelInput, AlertChannelPatch, AlertChannelView, ChannelTestResult } from './alerts.dto';

const PATH = 'api/v1/admin/alert-channels';

@Controller('api/v1/admin/alert-channels')
export class AlertChannelsController {
  constructor(
    private readonly desk: AlertDesk,
    private readonly channels: AlertChannels,
  ) {}

  @Get()
  @Requires('alert.read', { companyWide: true })
  @Sla('list')
  @Returns(AlertChannelView, { list: true })
  @Summary('Where alerts go, with what happened last; never their secrets')
  async list(@CurrentTx() tx: Tx): Promise<AlertChannelView[]> {
    return (await this.channels.list(tx)).map(presentChannel);
  }

  @Post()
  @Requires('alert.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(AlertChannelView, { status: 201 })
  @Summary('Make a channel')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: AlertChannelInput): Promise<Answer> {
    const made = await this.desk.create(tx, actor, body);
    return created(`/${PATH}/${made.id}`, withEtag(made.rowVersion, made));
  }

  @Get(':id')
  @Requires('alert.read', { companyWide: true })
  @Sla('read')
  @Returns(AlertChannelView)
  @Summary('One channel')
  async get(@CurrentTx() tx: Tx, @Param('id') id: string): Promise<Answer> {
    const view = presentChannel(await this.channels.get(tx, id));
    return withEtag(view.rowVersion, view);
  }

  @Patch(':id')
  @Requires('alert.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(AlertChannelView)
  @Summary('Change a channel; a secret that is not given stays')
  async change(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @IfMatch() rowVersion: number,
    @Body() body: AlertChannelPatch,
  ): Promise<Answer> {
    const view = await this.desk.change(tx, actor, { id, rowVersion }, body);
    return withEtag(view.rowVersion, view);
  }

  @Delete(':id')
  @HttpCode(204)
  @Requires('alert.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(null, { status: 204 })
  @Summary('Delete a channel with its secrets')
  discard(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @IfMatch() rowVersion: number): Promise<void> {
    return this.desk.discard(tx, actor, { id, rowVersion });
  }

  @Post(':id/test')
  @HttpCode(200)
  @Requires('alert.write', { companyWide: true })
  @NotIdempotent('a test that is asked for twice is sent twice')
  @Sla('batch')
  @Returns(ChannelTestResult)
  @Summary('Send a test message now and tell what happened')
  test(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<ChannelTestResult> {
    return this.desk.test(actor, id);
  }
}
