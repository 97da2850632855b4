import type { Tx } from '@anwen/database';
import { DocumentKey, Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import {
  CreateSupplierReturnDto,
  ShipReturnDto,
  SupplierReturnDto,
  SupplierReturnQuery,
  SupplierReturnService,
  SupplierReturnSummaryDto,
} from '@anwen/trade/inbound';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';

@Controller('api/v1/supplier-returns')
export class SupplierReturnsController {
  constructor(private readonly returns: SupplierReturnService) {}

  @Get()
  @Requires('supplier_return.read')
  @Sla('list')
  @Returns(SupplierReturnSummaryDto, { page: true })
  @Summary('Returns to suppliers, newest first')
  list(@CurrentTx() tx: Tx, @Query() query: SupplierReturnQuery): Promise<unknown> {
    return this.returns.list(tx, query);
  }

  @Get(':id')
  @Requires('supplier_return.read')
  @Sla('read')
  @Returns(SupplierReturnDto)
  @Summary('One return with its lines, by id or number')
  async get(@CurrentTx() tx: Tx, @DocumentKey() id: string): Promise<unknown> {
    return shown(await this.returns.get(tx, id));
  }

  @Post()
  @Requires('supplier_return.write')
  @Idempotent()
  @Sla('write')
  @Returns(SupplierReturnDto, { status: 201 })
  @Summary('Writes a draft')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateSupplierReturnDto): Promise<unknown> {
    const made = await this.returns.create(tx, actor, body);
    return created(`/api/v1/supplier-returns/${made.id}`, shown(made));
  }

  @Post(':id/ship')
  @HttpCode(200)
  @Requires('supplier_return.write')
  @Idempotent()
  @Sla('batch')
  @Returns(SupplierReturnDto)
  @Summary('The goods leave')
  async ship(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: ShipReturnDto): Promise<unknown> {
    return shown(await this.returns.ship(tx, actor, id, body));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Requires('supplier_return.write')
  @Idempotent()
  @Sla('write')
  @Returns(SupplierReturnDto)
  @Summary('Cancels a draft')
  async cancel(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return shown(await this.returns.cancel(tx, actor, id));
  }
}

const shown = (made: SupplierReturnDto): unknown => withEtag(made.rowVersion, made);
