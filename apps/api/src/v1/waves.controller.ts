import type { Tx } from '@anwen/database';
import { DocumentKey, Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { CreateWaveDto, WaveDto, WaveQuery, WaveService } from '@anwen/trade/outbound';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';

const HERE = '/api/v1/waves';

@Controller('api/v1/waves')
export class WavesController {
  constructor(private readonly waves: WaveService) {}

  @Get()
  @Requires('shipment.read')
  @Sla('list')
  @Returns(WaveDto, { page: true })
  @Summary('Picking waves, newest first')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: WaveQuery): Promise<unknown> {
    return this.waves.list(tx, actor, query);
  }

  @Get(':id')
  @Requires('shipment.read')
  @Sla('read')
  @Returns(WaveDto)
  @Summary('One wave with its shipments and tasks, by id or number')
  async get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return tagged(await this.waves.get(tx, actor, id));
  }

  @Post()
  @Requires('wave.release')
  @Idempotent()
  @Sla('write')
  @Returns(WaveDto, { status: 201 })
  @Summary('Puts allocated shipments together to be picked in one go')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateWaveDto): Promise<unknown> {
    const made = await this.waves.create(tx, actor, body);
    return created(`${HERE}/${made.id}`, tagged(made));
  }

  @Post(':id/release')
  @HttpCode(200)
  @Requires('wave.release')
  @Idempotent()
  @Sla('write')
  @Returns(WaveDto)
  @Summary('Makes the pick tasks in the order of the walk')
  async release(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return tagged(await this.waves.release(tx, actor, id));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Requires('wave.release')
  @Idempotent()
  @Sla('write')
  @Returns(WaveDto)
  @Summary('Takes back a wave that nobody has begun')
  async cancel(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return tagged(await this.waves.cancel(tx, actor, id));
  }
}

const tagged = (wave: WaveDto): unknown => withEtag(wave.rowVersion, wave);
