import { CreateLocationDto, LocationDto, LocationListQuery, LocationService, LockLocationDto, UpdateLocationDto } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import { IfMatch, Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import { LedgerService } from '@anwen/inventory';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { stockPresence } from './stock-presence';

@Controller('api/v1/locations')
export class LocationsController {
  constructor(
    private readonly locations: LocationService,
    private readonly ledger: LedgerService,
  ) {}

  @Get()
  @Requires('location.read')
  @Sla('list')
  @Returns(LocationDto, { page: true })
  @Summary('Locations')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: LocationListQuery): Promise<unknown> {
    return this.locations.list(tx, actor, query);
  }

  @Get(':id')
  @Requires('location.read')
  @Sla('read')
  @Returns(LocationDto)
  @Summary('One location')
  async get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const location = await this.locations.get(tx, actor, id);
    return withEtag(location.rowVersion, location);
  }

  @Post()
  @Requires('location.write')
  @Idempotent()
  @Sla('write')
  @Returns(LocationDto, { status: 201 })
  @Summary('Creates a location')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateLocationDto): Promise<unknown> {
    const location = await this.locations.create(tx, actor, body);
    return created(`/api/v1/locations/${location.id}`, withEtag(location.rowVersion, location));
  }

  @Patch(':id')
  @Requires('location.write')
  @Idempotent()
  @Sla('write')
  @Returns(LocationDto)
  @Summary('Changes a location, or moves it within its warehouse')
  async update(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @IfMatch() rowVersion: number,
    @Body() patch: UpdateLocationDto,
  ): Promise<unknown> {
    const location = await this.locations.update(tx, actor, { id, rowVersion, patch });
    return withEtag(location.rowVersion, location);
  }

  @Post(':id/unlock')
  @HttpCode(200)
  @Requires('location.write')
  @Idempotent()
  @Sla('write')
  @Returns(LocationDto)
  @Summary('Unlocks a location')
  async unlock(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const location = await this.locations.unlock(tx, actor, id);
    return withEtag(location.rowVersion, location);
  }

  @Post(':id/archive')
  @HttpCode(200)
  @Requires('location.write')
  @Idempotent()
  @Sla('write')
  @Returns(LocationDto)
  @Summary('Archives an empty location without active ones below it')
  async archive(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const location = await this.locations.archive(tx, actor, id, stockPresence(this.ledger));
    return withEtag(location.rowVersion, location);
  }

  @Post(':id/lock')
  @HttpCode(200)
  @Requires('location.write')
  @Idempotent()
  @Sla('write')
  @Returns(LocationDto)
  @Summary('Locks a location: nothing is put or picked there')
  async lock(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: LockLocationDto): Promise<unknown> {
    const location = await this.locations.lock(tx, actor, id, body);
    return withEtag(location.rowVersion, location);
  }
}
