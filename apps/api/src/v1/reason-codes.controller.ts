import { CreateReasonCodeDto, ReasonCodeDto, ReasonCodeListQuery, ReasonCodeService, UpdateReasonCodeDto } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import { IfMatch, Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';

@Controller('api/v1/reason-codes')
export class ReasonCodesController {
  constructor(private readonly reasons: ReasonCodeService) {}

  @Get()
  @Requires('reason.read')
  @Sla('list')
  @Returns(ReasonCodeDto, { page: true })
  @Summary('Reason codes')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: ReasonCodeListQuery): Promise<unknown> {
    return this.reasons.list(tx, actor, query);
  }

  @Get(':id')
  @Requires('reason.read')
  @Sla('read')
  @Returns(ReasonCodeDto)
  @Summary('One reason code')
  async get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const reason = await this.reasons.get(tx, actor, id);
    return withEtag(reason.rowVersion, reason);
  }

  @Post()
  @Requires('reason.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(ReasonCodeDto, { status: 201 })
  @Summary('Creates a reason code')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateReasonCodeDto): Promise<unknown> {
    const reason = await this.reasons.create(tx, actor, body);
    return created(`/api/v1/reason-codes/${reason.id}`, withEtag(reason.rowVersion, reason));
  }

  @Patch(':id')
  @Requires('reason.write', { companyWide: true })
  @Idempotent()
  @Sla('write')
  @Returns(ReasonCodeDto)
  @Summary('Changes a reason code, or switches it off')
  async update(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @IfMatch() rowVersion: number,
    @Body() patch: UpdateReasonCodeDto,
  ): Promise<unknown> {
    const reason = await this.reasons.update(tx, actor, { id, rowVersion, patch });
    return withEtag(reason.rowVersion, reason);
  }
}
