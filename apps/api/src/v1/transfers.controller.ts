import type { Tx } from '@anwen/database';
import { DocumentKey, Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import { CloseTransferDto, CreateTransferDto, ReceiveTransferDto, TransferDto, TransferQuery, TransferService } from '@anwen/inventory/handling';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';

const tagged = (transfer: TransferDto): unknown => withEtag(transfer.rowVersion, transfer);

@Controller('api/v1/transfers')
export class TransfersController {
  constructor(private readonly transfers: TransferService) {}

  @Get()
  @Requires('transfer.read')
  @Sla('list')
  @Returns(TransferDto, { page: true })
  @Summary('Transfers between warehouses, newest first')
  list(@CurrentTx() tx: Tx, @Query() query: TransferQuery): Promise<unknown> {
    return this.transfers.list(tx, query);
  }

  @Get(':id')
  @Requires('transfer.read')
  @Sla('read')
  @Returns(TransferDto)
  @Summary('One transfer, by id or number')
  async get(@CurrentTx() tx: Tx, @DocumentKey() id: string): Promise<unknown> {
    return tagged(await this.transfers.get(tx, id));
  }

  @Post()
  @Requires('transfer.dispatch')
  @Idempotent()
  @Sla('write')
  @Returns(TransferDto, { status: 201 })
  @Summary('Plans a transfer')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateTransferDto): Promise<unknown> {
    const transfer = await this.transfers.create(tx, actor, body);
    return created(`/api/v1/transfers/${transfer.id}`, tagged(transfer));
  }

  @Post(':id/dispatch')
  @HttpCode(200)
  @Requires('transfer.dispatch')
  @Idempotent()
  @Sla('write')
  @Returns(TransferDto)
  @Summary('The goods leave and are under way')
  async dispatch(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return tagged(await this.transfers.dispatch(tx, actor, id));
  }

  @Post(':id/receive')
  @HttpCode(200)
  @Requires('transfer.receive')
  @Idempotent()
  @Sla('write')
  @Returns(TransferDto)
  @Summary('What has arrived, in parts as it comes')
  async receive(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: ReceiveTransferDto): Promise<unknown> {
    return tagged(await this.transfers.receive(tx, actor, id, body));
  }

  @Post(':id/close')
  @HttpCode(200)
  @Requires('transfer.receive')
  @Idempotent()
  @Sla('write')
  @Returns(TransferDto)
  @Summary('Ends it; what did not arrive becomes an adjustment request')
  async close(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: CloseTransferDto): Promise<unknown> {
    return tagged(await this.transfers.close(tx, actor, id, body));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Requires('transfer.dispatch')
  @Idempotent()
  @Sla('write')
  @Returns(TransferDto)
  @Summary('Gives up a transfer that has not left')
  async cancel(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return tagged(await this.transfers.cancel(tx, actor, id));
  }
}
