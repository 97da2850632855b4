import { CreatePartnerDto, PartnerDto, PartnerListQuery, PartnerService, UpdatePartnerDto } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import { IfMatch, Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';

@Controller('api/v1/partners')
export class PartnersController {
  constructor(private readonly partners: PartnerService) {}

  @Get()
  @Requires('partner.read')
  @Sla('list')
  @Returns(PartnerDto, { page: true })
  @Summary('Suppliers, customers and carriers')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: PartnerListQuery): Promise<unknown> {
    return this.partners.list(tx, actor, query);
  }

  @Get(':id')
  @Requires('partner.read')
  @Sla('read')
  @Returns(PartnerDto)
  @Summary('One partner')
  async get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const partner = await this.partners.get(tx, actor, id);
    return withEtag(partner.rowVersion, partner);
  }

  @Post()
  @Requires('partner.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(PartnerDto, { status: 201 })
  @Summary('Creates a partner')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreatePartnerDto): Promise<unknown> {
    const partner = await this.partners.create(tx, actor, body);
    return created(`/api/v1/partners/${partner.id}`, withEtag(partner.rowVersion, partner));
  }

  @Patch(':id')
  @Requires('partner.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(PartnerDto)
  @Summary('Changes a partner')
  async update(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @IfMatch() rowVersion: number,
    @Body() patch: UpdatePartnerDto,
  ): Promise<unknown> {
    const partner = await this.partners.update(tx, actor, { id, rowVersion, patch });
    return withEtag(partner.rowVersion, partner);
  }

  @Post(':id/archive')
  @HttpCode(200)
  @Requires('partner.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(PartnerDto)
  @Summary('Archives a partner')
  async archive(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const partner = await this.partners.archive(tx, actor, id);
    return withEtag(partner.rowVersion, partner);
  }
}
