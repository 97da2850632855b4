import { AdoptUomDto, CreateUomDto, ReferenceUomDto, ReferenceUomQuery, UomDto, UomListQuery, UomService, UpdateUomDto } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import { IfMatch, Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';

@Controller('api/v1/uoms')
export class UomsController {
  constructor(private readonly uoms: UomService) {}

  @Get()
  @Requires('uom.read')
  @Sla('list')
  @Returns(UomDto, { page: true })
  @Summary('Units of measure')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: UomListQuery): Promise<unknown> {
    return this.uoms.list(tx, actor, query);
  }

  @Get('reference')
  @Requires('uom.read')
  @Sla('list')
  @Returns(ReferenceUomDto, { page: true })
  @Summary('Units of UN/CEFACT Recommendation 20 to pick from, best match first')
  reference(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: ReferenceUomQuery): Promise<unknown> {
    return this.uoms.reference(tx, actor, query);
  }

  @Post('adopt')
  @Requires('uom.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(UomDto, { status: 201 })
  @Summary('Takes a unit of UN/CEFACT Recommendation 20 over into the units of the factory')
  async adopt(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: AdoptUomDto): Promise<unknown> {
    const uom = await this.uoms.adopt(tx, actor, body);
    return created(`/api/v1/uoms/${uom.id}`, withEtag(uom.rowVersion, uom));
  }

  @Get(':id')
  @Requires('uom.read')
  @Sla('read')
  @Returns(UomDto)
  @Summary('One unit of measure')
  async get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const uom = await this.uoms.get(tx, actor, id);
    return withEtag(uom.rowVersion, uom);
  }

  @Post()
  @Requires('uom.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(UomDto, { status: 201 })
  @Summary('Creates a unit of measure')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateUomDto): Promise<unknown> {
    const uom = await this.uoms.create(tx, actor, body);
    return created(`/api/v1/uoms/${uom.id}`, withEtag(uom.rowVersion, uom));
  }

  @Patch(':id')
  @Requires('uom.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(UomDto)
  @Summary('Changes the names or the category of a unit')
  async update(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @IfMatch() rowVersion: number,
    @Body() patch: UpdateUomDto,
  ): Promise<unknown> {
    const uom = await this.uoms.update(tx, actor, { id, rowVersion, patch });
    return withEtag(uom.rowVersion, uom);
  }
}
