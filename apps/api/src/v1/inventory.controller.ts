import type { Tx } from '@anwen/database';
import { Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import {
  AsOfDto,
  AsOfQuery,
  AvailabilityDto,
  AvailabilityQuery,
  BalanceDto,
  BalanceQuery,
  LedgerService,
  MovementDto,
  MovementQuery,
  PostStockDto,
  PostedDto,
  PostingDto,
  ReversePostingDto,
  ReversedDto,
  StockCardLineDto,
  StockCardQuery,
  StockService,
} from '@anwen/inventory';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';

const HERE = '/api/v1/inventory/postings';

@Controller('api/v1/inventory')
export class InventoryController {
  constructor(
    private readonly stock: StockService,
    private readonly ledger: LedgerService,
  ) {}

  @Post('postings')
  @Requires('stock.post')
  @Idempotent()
  @Sla('write')
  @Returns(PostedDto, { status: 201 })
  @Summary('Posts a receipt, issue, transfer, adjustment or status change; all lines or none')
  async post(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: PostStockDto): Promise<unknown> {
    const posted = await this.stock.post(tx, actor, body);
    return created(`${HERE}/${posted.id}`, posted);
  }

  @Get('postings/:id')
  @Requires('stock.read')
  @Sla('read')
  @Returns(PostingDto)
  @Summary('One posting with its lines')
  async posting(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    const posting = await this.ledger.posting(tx, actor, id);
    // A posting is a fact; all that can happen to it is its reversal.
    return withEtag(posting.reversedBy ? 2 : 1, posting);
  }

  @Post('postings/:id/reverse')
  @Requires('stock.reverse')
  @Idempotent()
  @Sla('write')
  @Returns(ReversedDto, { status: 201 })
  @Summary('Posts the exact opposite, once')
  async reverse(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: ReversePostingDto): Promise<unknown> {
    const reversed = await this.stock.reverse(tx, actor, id, body);
    return created(`${HERE}/${reversed.id}`, reversed);
  }

  @Get('balances')
  @Requires('stock.read')
  @Sla('list')
  @Returns(BalanceDto, { page: true })
  @Summary('Stock by item, location, lot, serial number and status')
  balances(@CurrentTx() tx: Tx, @Query() query: BalanceQuery): Promise<unknown> {
    return this.ledger.balances(tx, query);
  }

  @Get('movements')
  @Requires('stock.read')
  @Sla('list')
  @Returns(MovementDto, { page: true })
  @Summary('The ledger, newest first')
  movements(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: MovementQuery): Promise<unknown> {
    return this.ledger.movements(tx, actor, query);
  }

  @Get('stock-card')
  @Requires('stock.read')
  @Sla('list')
  @Returns(StockCardLineDto, { page: true })
  @Summary('Movements of one item (in one place) with the running balance, newest first')
  stockCard(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: StockCardQuery): Promise<unknown> {
    return this.ledger.stockCard(tx, actor, query);
  }

  @Get('availability')
  @Requires('stock.read')
  @Sla('read')
  @Returns(AvailabilityDto)
  @Summary('On hand, reserved, on hold, available and in transit of one item')
  availability(@CurrentTx() tx: Tx, @Query() query: AvailabilityQuery): Promise<AvailabilityDto> {
    return this.ledger.availability(tx, query);
  }

  @Get('as-of')
  @Requires('stock.read')
  @Sla('list')
  @Returns(AsOfDto, { page: true })
  @Summary('Balances at the end of a day')
  asOf(@CurrentTx() tx: Tx, @Query() query: AsOfQuery): Promise<unknown> {
    return this.ledger.asOf(tx, query);
  }
}
