import type { Tx } from '@anwen/database';
import { DocumentKey, IfMatch, IfMatchGiven, Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import {
  CreatePurchaseOrderDto,
  EndOrderDto,
  OpenLinesDto,
  PurchaseOrderDto,
  PurchaseOrderQuery,
  PurchaseOrderService,
  PurchaseOrderSummaryDto,
} from '@anwen/trade/inbound';
import { Body, Controller, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';

@Controller('api/v1/purchase-orders')
export class PurchaseOrdersController {
  constructor(private readonly orders: PurchaseOrderService) {}

  @Get()
  @Requires('purchase.read')
  @Sla('list')
  @Returns(PurchaseOrderSummaryDto, { page: true })
  @Summary('Purchase orders, newest first')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: PurchaseOrderQuery): Promise<unknown> {
    return this.orders.list(tx, actor, query);
  }

  @Get(':id')
  @Requires('purchase.read')
  @Sla('read')
  @Returns(PurchaseOrderDto)
  @Summary('One purchase order with its lines, by id or number')
  async get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return shown(await this.orders.get(tx, actor, id));
  }

  @Get(':id/open-lines')
  @Requires('purchase.read')
  @Sla('read')
  @Returns(OpenLinesDto)
  @Summary('What is still to come')
  openLines(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return this.orders.openLines(tx, actor, id);
  }

  @Post()
  @Requires('purchase.write')
  @Idempotent()
  @Sla('write')
  @Returns(PurchaseOrderDto, { status: 201 })
  @Summary('Writes a draft')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreatePurchaseOrderDto): Promise<unknown> {
    const order = await this.orders.create(tx, actor, body);
    return created(`/api/v1/purchase-orders/${order.id}`, shown(order));
  }

  @Patch(':id')
  @Requires('purchase.write')
  @Idempotent()
  @Sla('write')
  @Returns(PurchaseOrderDto)
  @Summary('Exchanges a draft as a whole')
  async update(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @DocumentKey() id: string,
    @IfMatch() rowVersion: number,
    @Body() patch: CreatePurchaseOrderDto,
  ): Promise<unknown> {
    return shown(await this.orders.update(tx, actor, { id, rowVersion, patch }));
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Requires('purchase.approve')
  @Idempotent()
  @Sla('write')
  @Returns(PurchaseOrderDto)
  @Summary('Approves a draft; from now on it can be received')
  async approve(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @IfMatchGiven() seen: number | undefined): Promise<unknown> {
    return shown(await this.orders.approve(tx, actor, id, seen));
  }

  @Post(':id/close')
  @HttpCode(200)
  @Requires('purchase.approve')
  @Idempotent()
  @Sla('write')
  @Returns(PurchaseOrderDto)
  @Summary('Expects nothing more')
  async close(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: EndOrderDto): Promise<unknown> {
    return shown(await this.orders.close(tx, actor, id, body));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Requires('purchase.approve')
  @Idempotent()
  @Sla('write')
  @Returns(PurchaseOrderDto)
  @Summary('Cancels an order of which nothing was received')
  async cancel(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: EndOrderDto): Promise<unknown> {
    return shown(await this.orders.cancel(tx, actor, id, body));
  }
}

const shown = (order: PurchaseOrderDto): unknown => withEtag(order.rowVersion, order);
