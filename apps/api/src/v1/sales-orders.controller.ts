import type { Tx } from '@anwen/database';
import { DocumentKey, IfMatch, Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { CreateSalesOrderDto, SalesOrderDto, SalesOrderQuery, SalesOrderService, SalesOrderSummaryDto, SalesStepDto } from '@anwen/trade/outbound';
import { Body, Controller, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';

const HERE = '/api/v1/sales-orders';

@Controller('api/v1/sales-orders')
export class SalesOrdersController {
  constructor(private readonly orders: SalesOrderService) {}

  @Get()
  @Requires('sales.read')
  @Sla('list')
  @Returns(SalesOrderSummaryDto, { page: true })
  @Summary('Sales orders, newest first')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: SalesOrderQuery): Promise<unknown> {
    return this.orders.list(tx, actor, query);
  }

  @Get(':id')
  @Requires('sales.read')
  @Sla('read')
  @Returns(SalesOrderDto)
  @Summary('One sales order with its lines and shipments, by id or number')
  async get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return tagged(await this.orders.get(tx, actor, id));
  }

  @Post()
  @Requires('sales.write')
  @Idempotent()
  @Sla('write')
  @Returns(SalesOrderDto, { status: 201 })
  @Summary('Writes a draft; everything that is wrong with it comes in one answer')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateSalesOrderDto): Promise<unknown> {
    const order = await this.orders.create(tx, actor, body);
    return created(`${HERE}/${order.id}`, tagged(order));
  }

  @Patch(':id')
  @Requires('sales.write')
  @Idempotent()
  @Sla('write')
  @Returns(SalesOrderDto)
  @Summary('Writes a draft anew, lines included')
  async update(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @DocumentKey() id: string,
    @IfMatch() rowVersion: number,
    @Body() input: CreateSalesOrderDto,
  ): Promise<unknown> {
    return tagged(await this.orders.update(tx, actor, { id, rowVersion, input }));
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @Requires('sales.confirm')
  @Idempotent()
  @Sla('write')
  @Returns(SalesOrderDto)
  @Summary('Confirms a draft; shipments may be made from now on')
  async confirm(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return tagged(await this.orders.confirm(tx, actor, id));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Requires('sales.confirm')
  @Idempotent()
  @Sla('write')
  @Returns(SalesOrderDto)
  @Summary('Cancels an order of which nothing has left and nothing is under way')
  async cancel(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: SalesStepDto): Promise<unknown> {
    return tagged(await this.orders.cancel(tx, actor, id, body));
  }

  @Post(':id/close')
  @HttpCode(200)
  @Requires('sales.confirm')
  @Idempotent()
  @Sla('write')
  @Returns(SalesOrderDto)
  @Summary('Closes an order; what is still open will not be shipped')
  async close(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: SalesStepDto): Promise<unknown> {
    return tagged(await this.orders.close(tx, actor, id, body));
  }
}

const tagged = (order: SalesOrderDto): unknown => withEtag(order.rowVersion, order);
