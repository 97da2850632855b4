import { CreateShiftDto, ShiftDto, ShiftListQuery, ShiftService, UpdateShiftDto } from '@anwen/catalog/engineering';
import type { Tx } from '@anwen/database';
import { IfMatch, Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';

@Controller('api/v1/shifts')
export class ShiftsController {
  constructor(private readonly shifts: ShiftService) {}

  @Get()
  @Requires('calendar.read')
  @Sla('list')
  @Returns(ShiftDto, { page: true })
  @Summary('Shifts')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: ShiftListQuery): Promise<unknown> {
    return this.shifts.list(tx, actor, query);
  }

  @Get(':id')
  @Requires('calendar.read')
  @Sla('read')
  @Returns(ShiftDto)
  @Summary('One shift')
  async get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const shift = await this.shifts.get(tx, actor, id);
    return withEtag(shift.rowVersion, shift);
  }

  @Post()
  @Requires('calendar.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(ShiftDto, { status: 201 })
  @Summary('Creates a shift')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateShiftDto): Promise<unknown> {
    const shift = await this.shifts.create(tx, actor, body);
    return created(`/api/v1/shifts/${shift.id}`, withEtag(shift.rowVersion, shift));
  }

  @Patch(':id')
  @Requires('calendar.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(ShiftDto)
  @Summary('Changes a shift')
  async update(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @IfMatch() rowVersion: number,
    @Body() patch: UpdateShiftDto,
  ): Promise<unknown> {
    const shift = await this.shifts.update(tx, actor, { id, rowVersion, patch });
    return withEtag(shift.rowVersion, shift);
  }
}
