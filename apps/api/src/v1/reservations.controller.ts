import type { Tx } from '@anwen/database';
import { Returns, Sla, Summary } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import { ReservationDto, ReservationQuery, ReservationService, ReserveDto } from '@anwen/inventory';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';

@Controller('api/v1/reservations')
export class ReservationsController {
  constructor(private readonly reservations: ReservationService) {}

  @Get()
  @Requires('stock.read')
  @Sla('list')
  @Returns(ReservationDto, { page: true })
  @Summary('Reservations, newest first')
  list(@CurrentTx() tx: Tx, @Query() query: ReservationQuery): Promise<unknown> {
    return this.reservations.list(tx, query);
  }

  @Post()
  @Requires('stock.reserve')
  @Idempotent()
  @Sla('write')
  @Returns(ReservationDto, { status: 201, list: true })
  @Summary('Reserves stock first-expired-first-out; all of it or nothing')
  reserve(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: ReserveDto): Promise<ReservationDto[]> {
    return this.reservations.reserve(tx, actor, body);
  }

  @Post(':id/release')
  @HttpCode(200)
  @Requires('stock.reserve')
  @Idempotent()
  @Sla('write')
  @Returns(ReservationDto)
  @Summary('Gives back what is not used yet')
  release(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<ReservationDto> {
    return this.reservations.release(tx, actor, id);
  }
}
