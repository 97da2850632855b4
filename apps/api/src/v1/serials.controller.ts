import type { Tx } from '@anwen/database';
import { Returns, Sla, Summary } from '@anwen/http';
import { CurrentTx } from '@anwen/idempotency';
import { LotService, SerialDto, SerialQuery } from '@anwen/inventory';
import { TraceDto, TraceQuery, TraceService } from '@anwen/inventory/tracing';
import { Requires } from '@anwen/rbac';
import { Controller, Get, Param, Query } from '@nestjs/common';

@Controller('api/v1/serials')
export class SerialsController {
  constructor(
    private readonly lots: LotService,
    private readonly traces: TraceService,
  ) {}

  @Get()
  @Requires('lot.read')
  @Sla('list')
  @Returns(SerialDto, { page: true })
  @Summary('Serial numbers and where they stand')
  list(@CurrentTx() tx: Tx, @Query() query: SerialQuery): Promise<unknown> {
    return this.lots.serials(tx, query);
  }

  @Get(':id/trace')
  @Requires('lot.trace')
  @Sla('read')
  @Returns(TraceDto)
  @Summary('Where a serial number came from and what became of it')
  trace(@CurrentTx() tx: Tx, @Param('id') id: string, @Query() query: TraceQuery): Promise<TraceDto> {
    return this.traces.serial(tx, id, query);
  }
}
