import type { Tx } from '@anwen/database';
import { Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import { CreateLotDto, LotDto, LotQuery, LotReasonDto, LotService, SerialDto, SerialQuery } from '@anwen/inventory';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';

@Controller('api/v1')
export class LotsController {
  constructor(private readonly lots: LotService) {}

  @Get('lots')
  @Requires('lot.read')
  @Sla('list')
  @Returns(LotDto, { page: true })
  @Summary('Lots, newest first')
  list(@CurrentTx() tx: Tx, @Query() query: LotQuery): Promise<unknown> {
    return this.lots.list(tx, query);
  }

  @Get('lots/:id')
  @Requires('lot.read')
  @Sla('read')
  @Returns(LotDto)
  @Summary('One lot')
  async get(@CurrentTx() tx: Tx, @Param('id') id: string): Promise<unknown> {
    const lot = await this.lots.get(tx, id);
    return withEtag(lot.rowVersion, lot);
  }

  @Post('lots')
  @Requires('lot.write')
  @Idempotent()
  @Sla('write')
  @Returns(LotDto, { status: 201 })
  @Summary('Registers a lot before its first receipt')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateLotDto): Promise<unknown> {
    const lot = await this.lots.create(tx, actor, body);
    return created(`/api/v1/lots/${lot.id}`, lot);
  }

  @Post('lots/:id/hold')
  @HttpCode(200)
  @Requires('lot.hold')
  @Idempotent()
  @Sla('write')
  @Returns(LotDto)
  @Summary('The lot stays where it is and cannot be used')
  hold(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: LotReasonDto): Promise<LotDto> {
    return this.lots.hold(tx, actor, id, body);
  }

  @Post('lots/:id/release')
  @HttpCode(200)
  @Requires('lot.hold')
  @Idempotent()
  @Sla('write')
  @Returns(LotDto)
  @Summary('The lot can be used again')
  release(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: LotReasonDto): Promise<LotDto> {
    return this.lots.release(tx, actor, id, body);
  }

  @Get('serials')
  @Requires('lot.read')
  @Sla('list')
  @Returns(SerialDto, { page: true })
  @Summary('Serial numbers and where they stand')
  serials(@CurrentTx() tx: Tx, @Query() query: SerialQuery): Promise<unknown> {
    return this.lots.serials(tx, query);
  }
}
