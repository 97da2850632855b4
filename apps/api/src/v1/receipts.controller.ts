import type { Tx } from '@anwen/database';
import { DocumentKey, LargeBody, Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { ConfirmLinesDto, CreateReceiptDto, ReceiptDto, ReceiptQuery, ReceiptService, ReceiptSummaryDto, ReverseLineDto } from '@anwen/trade/inbound';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';

/** A thousand lines with serial numbers: 1 000 × 10 numbers of 64 characters come to 0.7 MB, so the batch limit of the contract leaves room. */
const LINES_BYTES = 10_000_000;

@Controller('api/v1/receipts')
export class ReceiptsController {
  constructor(private readonly receipts: ReceiptService) {}

  @Get()
  @Requires('receipt.read')
  @Sla('list')
  @Returns(ReceiptSummaryDto, { page: true })
  @Summary('Receipts, newest first')
  list(@CurrentTx() tx: Tx, @Query() query: ReceiptQuery): Promise<unknown> {
    return this.receipts.list(tx, query);
  }

  @Get(':id')
  @Requires('receipt.read')
  @Sla('read')
  @Returns(ReceiptDto)
  @Summary('One receipt with its lines, its inspections and its put-away, by id or number')
  async get(@CurrentTx() tx: Tx, @DocumentKey() id: string): Promise<unknown> {
    return shown(await this.receipts.get(tx, id));
  }

  @Post()
  @Requires('receipt.confirm')
  @Idempotent()
  @Sla('write')
  @Returns(ReceiptDto, { status: 201 })
  @Summary('Begins a receipt, for an order or without one')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateReceiptDto): Promise<unknown> {
    const receipt = await this.receipts.create(tx, actor, body);
    return created(`/api/v1/receipts/${receipt.id}`, shown(receipt));
  }

  @Post(':id/lines')
  @Requires('receipt.confirm')
  @Idempotent()
  @LargeBody(LINES_BYTES)
  @Sla('batch')
  @Returns(ReceiptDto, { status: 201 })
  @Summary('Takes lines in, up to a thousand at once: all of them or none')
  async confirmLines(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: ConfirmLinesDto): Promise<unknown> {
    const receipt = await this.receipts.confirmLines(tx, actor, id, body);
    return created(`/api/v1/receipts/${receipt.id}`, shown(receipt));
  }

  @Post(':id/lines/:lineId/reverse')
  @HttpCode(200)
  @Requires('receipt.reverse')
  @Idempotent()
  @Sla('write')
  @Returns(ReceiptDto)
  @Summary('Takes one line back while its goods are where they arrived')
  async reverseLine(
    @CurrentTx() tx: Tx,
    @CurrentActor() actor: Actor,
    @DocumentKey() id: string,
    @Param('lineId') lineId: string,
    @Body() body: ReverseLineDto,
  ): Promise<unknown> {
    return shown(await this.receipts.reverseLine(tx, actor, { receipt: id, line: lineId }, body));
  }

  @Post(':id/finish')
  @HttpCode(200)
  @Requires('receipt.confirm')
  @Idempotent()
  @Sla('write')
  @Returns(ReceiptDto)
  @Summary('Nothing more comes with this delivery')
  async finish(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return shown(await this.receipts.finish(tx, actor, id));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Requires('receipt.confirm')
  @Idempotent()
  @Sla('write')
  @Returns(ReceiptDto)
  @Summary('Cancels a receipt into which nothing was received')
  async cancel(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return shown(await this.receipts.cancel(tx, actor, id));
  }
}

const shown = (receipt: ReceiptDto): unknown => withEtag(receipt.rowVersion, receipt);
