import type { Tx } from '@anwen/database';
import { AllocationService, type Want } from '@anwen/inventory';
import { Quantity, type Actor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { stepOf } from '../document-step';
import { outboundErrors } from './outbound.errors';
import { PickPlan } from './pick-plan';
import type { AllocateShipmentDto, ShipmentDto } from './shipment.dto';
import { missingOf, shipmentMachine, stateByPromises } from './shipment.rules';
import { ShipmentService } from './shipment.service';
import { ShipmentStore, type ShipmentHead, type ShipmentLineRow } from './shipment.store';
import { asWhole } from './whole-document';

/** Owner type of a shipment line's reservations; the owner's reference is the line's public id. */
export const SHIPMENT_LINE = 'shipment_line';

/** What a line still wants from its warehouse: good lots that live long enough for the customer. */
export function wantOf(head: Pick<ShipmentHead, 'warehouseId'>, line: ShipmentLineRow, qty: string): Want {
  const minExpiresOn = line.minExpiresOn === null ? {} : { minExpiresOn: line.minExpiresOn };
  return { ownerType: SHIPMENT_LINE, ownerRef: line.publicId, itemId: line.itemId, qty, warehouseId: head.warehouseId, ...minExpiresOn };
}

/** Promises of stock to shipments, and the first step towards the bins. */
@Injectable()
export class ShipmentAllocationService {
  constructor(
    private readonly shipments: ShipmentService,
    private readonly store: ShipmentStore,
    private readonly allocation: AllocationService,
    private readonly plan: PickPlan,
  ) {}

  /**
   * First expired first, all lines at once; all or nothing unless `partial`.
   * @throws trade.document_not_found | invalid_transition, inventory.insufficient_stock with every shortage.
   */
  async allocate(tx: Tx, actor: Actor, id: string, { partial = false }: AllocateShipmentDto): Promise<ShipmentDto> {
    const head = await this.shipments.held(tx, id);
    stepOf(shipmentMachine, head.state, 'allocate');
    const state = await asWhole(tx, async (whole) => {
      const before = await this.store.lines(whole, head.id);
      const wants = before.filter((l) => missingOf(l).isPositive).map((l) => wantOf(head, l, missingOf(l).toString()));
      const allocated = await this.allocation.allocate(whole, actor, wants, { partial });
      const missing = new Map(allocated.map((a) => [a.want.ownerRef, Quantity.of(a.missing)]));
      return stateByPromises(
        before.map((l) => ({
          ...l,
          promisedQty: Quantity.of(l.qty)
            .minus(missing.get(l.publicId) ?? Quantity.zero)
            .toString(),
        })),
      );
    });
    return this.shipments.step(tx, actor, { head, state, news: { action: 'shipment.allocated', event: 'shipment.allocated.v1', facts: { state } } });
  }

  /** Gives all promised stock back. @throws trade.document_not_found | invalid_transition. */
  async unallocate(tx: Tx, actor: Actor, id: string): Promise<ShipmentDto> {
    const head = await this.shipments.held(tx, id);
    const state = stepOf(shipmentMachine, head.state, 'unallocate');
    const released = await asWhole(tx, async (whole) => {
      const lines = await this.store.lines(whole, head.id);
      return this.allocation.releaseOwners(
        whole,
        actor,
        SHIPMENT_LINE,
        lines.map((l) => l.publicId),
      );
    });
    const news = { action: 'shipment.unallocated', event: 'shipment.unallocated.v1', facts: { reservations: released } } as const;
    return this.shipments.step(tx, actor, { head, state, news, leaveWave: true });
  }

  /** Makes the pick tasks of one shipment, in route order; it leaves the wave that it was waiting in. @throws trade.document_not_found | invalid_transition | nothing_allocated. */
  async startPicking(tx: Tx, actor: Actor, id: string): Promise<ShipmentDto> {
    const head = await this.shipments.held(tx, id);
    const state = stepOf(shipmentMachine, head.state, 'pick-start');
    const made = await asWhole(tx, (whole) => this.plan.make(whole, [head], 'single'));
    if (made === 0) throw outboundErrors.nothing_allocated();
    return this.shipments.step(tx, actor, { head, state, news: { action: 'shipment.picking_started', facts: { tasks: made } }, leaveWave: true });
  }
}
