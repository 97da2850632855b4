import type { Tx } from '@anwen/database';
import { IfMatch, Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import { CreateLotDto, HeldLotDto, HoldLotDto, LotDto, LotQuery, LotReasonDto, LotService, MovementDto, UpdateLotDto } from '@anwen/inventory';
import { LotChangeDto, LotChangeService, LotMovementQuery, MergeLotDto, SplitLotDto, TraceDto, TraceQuery, TraceService } from '@anwen/inventory/tracing';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';

@Controller('api/v1/lots')
export class LotsController {
  constructor(
    private readonly lots: LotService,
    private readonly changes: LotChangeService,
    private readonly traces: TraceService,
  ) {}

  @Get()
  @Requires('lot.read')
  @Sla('list')
  @Returns(LotDto, { page: true })
  @Summary('Lots, newest first')
  list(@CurrentTx() tx: Tx, @Query() query: LotQuery): Promise<unknown> {
    return this.lots.list(tx, query);
  }

  @Get(':id')
  @Requires('lot.read')
  @Sla('read')
  @Returns(LotDto)
  @Summary('One lot and where it stands')
  async get(@CurrentTx() tx: Tx, @Param('id') id: string): Promise<unknown> {
    const lot = await this.lots.get(tx, id);
    return withEtag(lot.rowVersion, lot);
  }

  @Post()
  @Requires('lot.write')
  @Idempotent()
  @Sla('write')
  @Returns(LotDto, { status: 201 })
  @Summary('Registers a lot before its first receipt')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateLotDto): Promise<unknown> {
    const lot = await this.lots.create(tx, actor, body);
    return created(`/api/v1/lots/${lot.id}`, lot);
  }

  @Patch(':id')
  @Requires('lot.write')
  @Idempotent()
  @Sla('write')
  @Returns(LotDto)
  @Summary('Changes what is known about a lot')
  async update(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @IfMatch() rowVersion: number,
    @Body() patch: UpdateLotDto,
  ): Promise<unknown> {
    const lot = await this.lots.update(tx, actor, { id, rowVersion, patch });
    return withEtag(lot.rowVersion, lot);
  }

  @Post(':id/hold')
  @HttpCode(200)
  @Requires('lot.hold')
  @Idempotent()
  @Sla('write')
  @Returns(HeldLotDto)
  @Summary('The lot stays where it is and cannot be used; tells which documents were promised stock of it')
  hold(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: HoldLotDto): Promise<HeldLotDto> {
    return this.lots.hold(tx, actor, id, body);
  }

  @Post(':id/release')
  @HttpCode(200)
  @Requires('lot.hold')
  @Idempotent()
  @Sla('write')
  @Returns(LotDto)
  @Summary('The lot can be used again')
  release(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: LotReasonDto): Promise<LotDto> {
    return this.lots.release(tx, actor, id, body);
  }

  @Post(':id/split')
  @Requires('lot.write')
  @Idempotent()
  @Sla('write')
  @Returns(LotChangeDto, { status: 201 })
  @Summary('Part of a lot becomes a new lot where it stands')
  async split(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: SplitLotDto): Promise<unknown> {
    const made = await this.changes.split(tx, actor, id, body);
    return created(`/api/v1/lots/${made.into.id}`, made);
  }

  @Post(':id/merge')
  @HttpCode(200)
  @Requires('lot.write')
  @Idempotent()
  @Sla('write')
  @Returns(LotChangeDto)
  @Summary('The stock of a lot becomes that of another one; the earlier expiry counts')
  merge(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: MergeLotDto): Promise<LotChangeDto> {
    return this.changes.merge(tx, actor, id, body);
  }

  @Get(':id/movements')
  @Requires('lot.read')
  @Sla('list')
  @Returns(MovementDto, { page: true })
  @Summary('Movements of a lot, newest first')
  movements(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Query() query: LotMovementQuery): Promise<unknown> {
    return this.traces.movements(tx, actor, id, query);
  }

  @Get(':id/trace')
  @Requires('lot.trace')
  @Sla('read')
  @Returns(TraceDto)
  @Summary('Where a lot came from and what became of it')
  trace(@CurrentTx() tx: Tx, @Param('id') id: string, @Query() query: TraceQuery): Promise<TraceDto> {
    return this.traces.lot(tx, id, query);
  }
}
