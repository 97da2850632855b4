import type { Tx } from '@anwen/database';
import { DocumentKey, Returns, Sla, Summary, created, withEtag } from '@anwen/http';
import { CurrentTx, Idempotent } from '@anwen/idempotency';
import type { Actor } from '@anwen/kernel';
import { CurrentActor, Requires } from '@anwen/rbac';
import {
  AllocateShipmentDto,
  CancelShipmentDto,
  CreateShipmentDto,
  ShipDto,
  ShipmentAllocationService,
  ShipmentCancelService,
  ShipmentDto,
  ShipmentQuery,
  ShipmentService,
  ShipmentSummaryDto,
  ShippingService,
  ShortShipDto,
} from '@anwen/trade/outbound';
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';

const HERE = '/api/v1/shipments';

@Controller('api/v1/shipments')
export class ShipmentsController {
  constructor(
    private readonly shipments: ShipmentService,
    private readonly allocation: ShipmentAllocationService,
    private readonly shipping: ShippingService,
    private readonly cancelling: ShipmentCancelService,
  ) {}

  @Get()
  @Requires('shipment.read')
  @Sla('list')
  @Returns(ShipmentSummaryDto, { page: true })
  @Summary('Shipments, newest first')
  list(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Query() query: ShipmentQuery): Promise<unknown> {
    return this.shipments.list(tx, actor, query);
  }

  @Get(':id')
  @Requires('shipment.read')
  @Sla('read')
  @Returns(ShipmentDto)
  @Summary('One shipment with its lines, promises, packages and tasks, by id or number')
  async get(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return tagged(await this.shipments.get(tx, actor, id));
  }

  @Post()
  @Requires('shipment.allocate')
  @Idempotent()
  @Sla('write')
  @Returns(ShipmentDto, { status: 201 })
  @Summary('Makes a shipment of what is open of an order, or of lines without one')
  async create(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @Body() body: CreateShipmentDto): Promise<unknown> {
    const made = await this.shipments.create(tx, actor, body);
    return created(`${HERE}/${made.id}`, tagged(made));
  }

  @Post(':id/allocate')
  @Requires('shipment.allocate')
  @Idempotent()
  @Sla('write')
  @Returns(ShipmentDto, { status: 201 })
  @Summary('Promises stock to all lines, first expired first; all or nothing unless partial')
  async allocate(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: AllocateShipmentDto): Promise<unknown> {
    const done = await this.allocation.allocate(tx, actor, id, body);
    return created(`${HERE}/${done.id}`, tagged(done));
  }

  @Post(':id/unallocate')
  @HttpCode(200)
  @Requires('shipment.allocate')
  @Idempotent()
  @Sla('write')
  @Returns(ShipmentDto)
  @Summary('Gives all promised stock back')
  async unallocate(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return tagged(await this.allocation.unallocate(tx, actor, id));
  }

  @Post(':id/pick-start')
  @HttpCode(200)
  @Requires('wave.release')
  @Idempotent()
  @Sla('write')
  @Returns(ShipmentDto)
  @Summary('Makes the pick tasks of one shipment')
  async startPicking(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return tagged(await this.allocation.startPicking(tx, actor, id));
  }

  @Post(':id/pack')
  @HttpCode(200)
  @Requires('shipment.pack')
  @Idempotent()
  @Sla('write')
  @Returns(ShipmentDto)
  @Summary('Everything is packed')
  async pack(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return tagged(await this.shipments.pack(tx, actor, id));
  }

  @Post(':id/ship')
  @HttpCode(200)
  @Requires('shipment.ship')
  @Idempotent()
  @Sla('write')
  @Returns(ShipmentDto)
  @Summary('Everything leaves the house')
  async ship(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: ShipDto): Promise<unknown> {
    return tagged(await this.shipping.ship(tx, actor, id, body));
  }

  @Post(':id/short-ship')
  @HttpCode(200)
  @Requires('shipment.ship')
  @Idempotent()
  @Sla('write')
  @Returns(ShipmentDto)
  @Summary('What is picked leaves; the rest becomes a backorder or is given up')
  async shortShip(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: ShortShipDto): Promise<unknown> {
    return tagged(await this.shipping.shortShip(tx, actor, id, body));
  }

  @Post(':id/deliver')
  @HttpCode(200)
  @Requires('shipment.ship')
  @Idempotent()
  @Sla('write')
  @Returns(ShipmentDto)
  @Summary('The customer has it')
  async deliver(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string): Promise<unknown> {
    return tagged(await this.shipments.deliver(tx, actor, id));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Requires('shipment.ship')
  @Idempotent()
  @Sla('write')
  @Returns(ShipmentDto)
  @Summary('Ends the shipment: promises are given back, picked goods carried home')
  async cancel(@CurrentTx() tx: Tx, @CurrentActor() actor: Actor, @DocumentKey() id: string, @Body() body: CancelShipmentDto): Promise<unknown> {
    return tagged(await this.cancelling.cancel(tx, actor, id, body));
  }
}

const tagged = (shipment: ShipmentDto): unknown => withEtag(shipment.rowVersion, shipment);
