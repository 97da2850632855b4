import { CreateWarehouseDto, CreateZoneDto, UpdateWarehouseDto, WarehouseDto, WarehouseListQuery, WarehouseService } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import { IfMatch, Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';

@Controller('api/v1/warehouses')
export class WarehousesController {
  constructor(private readonly warehouses: WarehouseService) {}

  @Get()
  @Requires('warehouse.read')
  @Sla('list')
  @Returns(WarehouseDto, { page: true })
  @Summary('Warehouses with their zones')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: WarehouseListQuery): Promise<unknown> {
    return this.warehouses.list(tx, actor, query);
  }

  @Get(':id')
  @Requires('warehouse.read')
  @Sla('read')
  @Returns(WarehouseDto)
  @Summary('One warehouse')
  async get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const warehouse = await this.warehouses.get(tx, actor, id);
    return withEtag(warehouse.rowVersion, warehouse);
  }

  @Post()
  @Requires('warehouse.write')
  @Idempotent()
  @Sla('write')
  @Returns(WarehouseDto, { status: 201 })
  @Summary('Creates a warehouse')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateWarehouseDto): Promise<unknown> {
    const warehouse = await this.warehouses.create(tx, actor, body);
    return created(`/api/v1/warehouses/${warehouse.id}`, withEtag(warehouse.rowVersion, warehouse));
  }

  @Patch(':id')
  @Requires('warehouse.write')
  @Idempotent()
  @Sla('write')
  @Returns(WarehouseDto)
  @Summary('Changes a warehouse')
  async update(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @IfMatch() rowVersion: number,
    @Body() patch: UpdateWarehouseDto,
  ): Promise<unknown> {
    const warehouse = await this.warehouses.update(tx, actor, { id, rowVersion, patch });
    return withEtag(warehouse.rowVersion, warehouse);
  }

  @Post(':id/archive')
  @HttpCode(200)
  @Requires('warehouse.write')
  @Idempotent()
  @Sla('write')
  @Returns(WarehouseDto)
  @Summary('Archives a warehouse without active locations')
  async archive(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const warehouse = await this.warehouses.archive(tx, actor, id);
    return withEtag(warehouse.rowVersion, warehouse);
  }

  @Post(':id/zones')
  @Requires('warehouse.write')
  @Idempotent()
  @Sla('write')
  @Returns(WarehouseDto, { status: 201 })
  @Summary('Adds a zone to a warehouse')
  async addZone(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: CreateZoneDto): Promise<unknown> {
    const warehouse = await this.warehouses.addZone(tx, actor, id, body);
    return created(`/api/v1/warehouses/${warehouse.id}`, withEtag(warehouse.rowVersion, warehouse));
  }
}
