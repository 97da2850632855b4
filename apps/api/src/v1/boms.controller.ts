import { BomDiffDto, BomDiffQuery, BomDto, BomListQuery, BomService, BomSummaryDto, CreateBomDto, UpdateBomDto } from '@anwen/catalog';
import { BomStructureService, ExplodeItemQuery, ExplodeQuery, ExplosionDto, WhereUsedDto, WhereUsedQuery } from '@anwen/catalog/engineering';
import type { Tx } from '@anwen/database';
import { IfMatch, Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';

@Controller('api/v1/boms')
export class BomsController {
  constructor(
    private readonly boms: BomService,
    private readonly structure: BomStructureService,
  ) {}

  @Get()
  @Requires('bom.read')
  @Sla('list')
  @Returns(BomSummaryDto, { page: true })
  @Summary('Bills of materials, without their lines')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: BomListQuery): Promise<unknown> {
    return this.boms.list(tx, actor, query);
  }

  @Get('explode')
  @Requires('bom.read')
  @Sla('list')
  @Returns(ExplosionDto)
  @Summary('All levels of what an item is made of on a day, with quantities')
  explodeItem(@CurrentTx() tx: Tx, @Query() query: ExplodeItemQuery): Promise<unknown> {
    return this.structure.explodeItem(tx, query);
  }

  @Get('where-used')
  @Requires('bom.read')
  @Sla('list')
  @Returns(WhereUsedDto)
  @Summary('Every bill that needs an item on a day, directly or through others')
  whereUsed(@CurrentTx() tx: Tx, @Query() query: WhereUsedQuery): Promise<unknown> {
    return this.structure.whereUsed(tx, query);
  }

  @Get('diff')
  @Requires('bom.read')
  @Sla('read')
  @Returns(BomDiffDto)
  @Summary('How two versions of a bill differ')
  diff(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: BomDiffQuery): Promise<unknown> {
    return this.boms.diff(tx, actor, query);
  }

  @Get(':id')
  @Requires('bom.read')
  @Sla('read')
  @Returns(BomDto)
  @Summary('One bill of materials')
  async get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const bom = await this.boms.get(tx, actor, id);
    return withEtag(bom.rowVersion, bom);
  }

  @Get(':id/explode')
  @Requires('bom.read')
  @Sla('list')
  @Returns(ExplosionDto)
  @Summary('All levels below one bill, which may be a draft')
  explode(@CurrentTx() tx: Tx, @Param('id') id: string, @Query() query: ExplodeQuery): Promise<unknown> {
    return this.structure.explodeBill(tx, id, query);
  }

  @Post()
  @Requires('bom.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(BomDto, { status: 201 })
  @Summary('Creates a draft of a bill of materials, one version on')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateBomDto): Promise<unknown> {
    const bom = await this.boms.create(tx, actor, body);
    return created(`/api/v1/boms/${bom.id}`, withEtag(bom.rowVersion, bom));
  }

  @Patch(':id')
  @Requires('bom.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(BomDto)
  @Summary('Changes a draft, or the last day of an active bill')
  async update(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @IfMatch() rowVersion: number,
    @Body() patch: UpdateBomDto,
  ): Promise<unknown> {
    const bom = await this.boms.update(tx, actor, { id, rowVersion, patch });
    return withEtag(bom.rowVersion, bom);
  }

  @Post(':id/activate')
  @HttpCode(200)
  @Requires('bom.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(BomDto)
  @Summary('Makes the draft the bill of its item on its days')
  async activate(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const bom = await this.boms.activate(tx, actor, id);
    return withEtag(bom.rowVersion, bom);
  }

  @Post(':id/obsolete')
  @HttpCode(200)
  @Requires('bom.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(BomDto)
  @Summary('Ends an active bill')
  async obsolete(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const bom = await this.boms.obsolete(tx, actor, id);
    return withEtag(bom.rowVersion, bom);
  }

  @Post(':id/copy')
  @Requires('bom.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(BomDto, { status: 201 })
  @Summary('A new draft that says what this version says')
  async copy(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const bom = await this.boms.copy(tx, actor, id);
    return created(`/api/v1/boms/${bom.id}`, withEtag(bom.rowVersion, bom));
  }
}
