import type { Tx } from '@anwen/database';
import { DocumentKey, IfMatch, Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import {
  BulkResultDto,
  BulkWorkOrdersDto,
  CreateWorkOrderDto,
  OrderBulk,
  OrderPartService,
  OrderSplit,
  ReasonDto,
  ReleaseWorkOrderDto,
  SplitWorkOrderDto,
  TravelCardsQuery,
  UpdateWorkOrderDto,
  WorkOrderDto,
  WorkOrderQuery,
  WorkOrderService,
  WorkOrderSummaryDto,
} from '@anwen/work-orders/orders';
import { Body, Controller, Get, HttpCode, Patch, Post, Query, StreamableFile } from '@nestjs/common';

const HERE = '/api/v1/work-orders';

@Controller('api/v1/work-orders')
export class WorkOrdersController {
  constructor(
    private readonly orders: WorkOrderService,
    private readonly splitting: OrderSplit,
    private readonly bulk: OrderBulk,
    private readonly parts: OrderPartService,
  ) {}

  @Get()
  @Requires('wo.read')
  @Sla('list')
  @Returns(WorkOrderSummaryDto, { page: true })
  @Summary('Work orders, newest first, by due day or by priority')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: WorkOrderQuery): Promise<unknown> {
    return this.orders.list(tx, actor, query);
  }

  // Before `:id`, which would take it for a number.
  @Get('travel-cards')
  @Requires('wo.read')
  @Sla('batch')
  @Summary('The cards of several orders in one PDF, every order on a page of its own')
  async travelCards(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: TravelCardsQuery): Promise<StreamableFile> {
    const { content, fileName } = await this.parts.travelCards(tx, actor, query);
    return new StreamableFile(content, { type: 'application/pdf', length: content.length, disposition: `attachment; filename="${fileName}"` });
  }

  @Get(':id')
  @Requires('wo.read')
  @Sla('read')
  @Returns(WorkOrderDto)
  @Summary('One work order with its operations, by id or number')
  async get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return tagged(await this.orders.get(tx, actor, id));
  }

  @Post()
  @Requires('wo.write')
  @Idempotent()
  @Sla('write')
  @Returns(WorkOrderDto, { status: 201 })
  @Summary('Writes a draft')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateWorkOrderDto): Promise<unknown> {
    const order = await this.orders.create(tx, actor, body);
    return created(`${HERE}/${order.id}`, tagged(order));
  }

  @Patch(':id')
  @Requires('wo.write')
  @Idempotent()
  @Sla('write')
  @Returns(WorkOrderDto)
  @Summary('Changes a draft or a planned order')
  async update(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @DocumentKey() id: string,
    @IfMatch() rowVersion: number,
    @Body() patch: UpdateWorkOrderDto,
  ): Promise<unknown> {
    return tagged(await this.orders.update(tx, actor, { id, rowVersion, patch }));
  }

  @Post('release')
  @HttpCode(200)
  @Requires('wo.release')
  @Idempotent()
  @Sla('batch')
  @Returns(BulkResultDto)
  @Summary('Releases several orders: all or none')
  releaseMany(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: BulkWorkOrdersDto): Promise<unknown> {
    return this.bulk.release(tx, actor, body);
  }

  @Post('reschedule')
  @HttpCode(200)
  @Requires('wo.write')
  @Idempotent()
  @Sla('batch')
  @Returns(BulkResultDto)
  @Summary('Gives several orders other days: all or none')
  reschedule(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: BulkWorkOrdersDto): Promise<unknown> {
    return this.bulk.reschedule(tx, actor, body);
  }

  @Post('close')
  @HttpCode(200)
  @Requires('wo.close')
  @Idempotent()
  @Sla('batch')
  @Returns(BulkResultDto)
  @Summary('Closes several orders: all or none')
  closeMany(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: BulkWorkOrdersDto): Promise<unknown> {
    return this.bulk.close(tx, actor, body);
  }

  @Post(':id/plan')
  @HttpCode(200)
  @Requires('wo.write')
  @Idempotent()
  @Sla('write')
  @Returns(WorkOrderDto)
  @Summary('A draft is meant to be made')
  async plan(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return tagged(await this.orders.plan(tx, actor, id));
  }

  @Post(':id/release')
  @HttpCode(200)
  @Requires('wo.release')
  @Idempotent()
  @Sla('write')
  @Returns(WorkOrderDto)
  @Summary('Freezes bill and routing and promises material; short material is told unless all or nothing is asked for')
  async release(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: ReleaseWorkOrderDto): Promise<unknown> {
    return tagged(await this.orders.release(tx, actor, id, body));
  }

  @Post(':id/reserve')
  @HttpCode(200)
  @Requires('wo.release')
  @Idempotent()
  @Sla('write')
  @Returns(WorkOrderDto)
  @Summary('Promises material that was short at the release and has come since')
  async reserve(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return tagged(await this.orders.reserve(tx, actor, id));
  }

  @Post(':id/start')
  @HttpCode(200)
  @Requires('wo.release')
  @Idempotent()
  @Sla('write')
  @Returns(WorkOrderDto)
  @Summary('Begins by hand; the first report, issue or operation does it by itself')
  async start(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return tagged(await this.orders.start(tx, actor, id));
  }

  @Post(':id/hold')
  @HttpCode(200)
  @Requires('wo.release')
  @Idempotent()
  @Sla('write')
  @Returns(WorkOrderDto)
  @Summary('Nothing may be issued or reported until it is resumed')
  async hold(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: ReasonDto): Promise<unknown> {
    return tagged(await this.orders.hold(tx, actor, id, body));
  }

  @Post(':id/resume')
  @HttpCode(200)
  @Requires('wo.release')
  @Idempotent()
  @Sla('write')
  @Returns(WorkOrderDto)
  @Summary('Goes on where it was held')
  async resume(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return tagged(await this.orders.resume(tx, actor, id));
  }

  @Post(':id/finish')
  @HttpCode(200)
  @Requires('wo.finish')
  @Idempotent()
  @Sla('write')
  @Returns(WorkOrderDto)
  @Summary('The plan is reached and every operation over; promises are given back')
  async finish(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return tagged(await this.orders.finish(tx, actor, id));
  }

  @Post(':id/short-close')
  @HttpCode(200)
  @Requires('wo.finish')
  @Idempotent()
  @Sla('write')
  @Returns(WorkOrderDto)
  @Summary('Ends with less than was planned')
  async shortClose(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: ReasonDto): Promise<unknown> {
    return tagged(await this.orders.shortClose(tx, actor, id, body));
  }

  @Post(':id/close')
  @HttpCode(200)
  @Requires('wo.close')
  @Idempotent()
  @Sla('write')
  @Returns(WorkOrderDto)
  @Summary('Notes for good what the order has cost beside its plan')
  async close(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return tagged(await this.orders.close(tx, actor, id));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Requires('wo.close')
  @Idempotent()
  @Sla('write')
  @Returns(WorkOrderDto)
  @Summary('Ends an order of which nothing has moved')
  async cancel(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: ReasonDto): Promise<unknown> {
    return tagged(await this.orders.cancel(tx, actor, id, body));
  }

  @Post(':id/reopen')
  @HttpCode(200)
  @Requires('wo.reopen')
  @Idempotent()
  @Sla('write')
  @Returns(WorkOrderDto)
  @Summary('Lets a completed order go on, while its month is open')
  async reopen(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: ReasonDto): Promise<unknown> {
    return tagged(await this.orders.reopen(tx, actor, id, body));
  }

  @Post(':id/split')
  @Requires('wo.write')
  @Idempotent()
  @Sla('write')
  @Returns(WorkOrderDto, { status: 201 })
  @Summary('Makes an order of its own of what is not made yet')
  async split(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: SplitWorkOrderDto): Promise<unknown> {
    const made = await this.splitting.split(tx, actor, id, body);
    return created(`${HERE}/${made.id}`, tagged(made));
  }
}

const tagged = (order: WorkOrderDto): unknown => withEtag(order.rowVersion, order);
