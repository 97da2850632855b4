import type { Tx } from '@anwen/database';
import { DocumentKey, Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { CreateCustomerReturnDto, CustomerReturnDto, CustomerReturnQuery, CustomerReturnService, CustomerReturnSummaryDto } from '@anwen/trade/outbound';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';

const HERE = '/api/v1/customer-returns';

@Controller('api/v1/customer-returns')
export class CustomerReturnsController {
  constructor(private readonly returns: CustomerReturnService) {}

  @Get()
  @Requires('customer_return.read')
  @Sla('list')
  @Returns(CustomerReturnSummaryDto, { page: true })
  @Summary('Returns from customers, newest first')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: CustomerReturnQuery): Promise<unknown> {
    return this.returns.list(tx, actor, query);
  }

  @Get(':id')
  @Requires('customer_return.read')
  @Sla('read')
  @Returns(CustomerReturnDto)
  @Summary('One return with its lines, by id or number')
  async get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return tagged(await this.returns.get(tx, actor, id));
  }

  @Post()
  @Requires('customer_return.receive')
  @Idempotent()
  @Sla('write')
  @Returns(CustomerReturnDto, { status: 201 })
  @Summary('Announces goods that come back')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateCustomerReturnDto): Promise<unknown> {
    const made = await this.returns.create(tx, actor, body);
    return created(`${HERE}/${made.id}`, tagged(made));
  }

  @Post(':id/receive')
  @HttpCode(200)
  @Requires('customer_return.receive')
  @Idempotent()
  @Sla('write')
  @Returns(CustomerReturnDto)
  @Summary('The goods are in; of a named shipment no more than left')
  async receive(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return tagged(await this.returns.receive(tx, actor, id));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Requires('customer_return.receive')
  @Idempotent()
  @Sla('write')
  @Returns(CustomerReturnDto)
  @Summary('They will not come')
  async cancel(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return tagged(await this.returns.cancel(tx, actor, id));
  }
}

const tagged = (made: CustomerReturnDto): unknown => withEtag(made.rowVersion, made);
