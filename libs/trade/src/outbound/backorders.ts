import type { Tx } from '@anwen/database';
import { Quantity, type Actor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { refuse } from '../line-complaints';
import { reasonComplaint } from './line-reading';
import { PartiesStore } from './parties.store';
import { PickStore } from './pick.store';
import { stateAfterShipping } from './sales-order.rules';
import { SalesOrderStore } from './sales-order.store';
import type { ShortShipDto } from './shipment.dto';
import { ShipmentService } from './shipment.service';
import { ShipmentStore, type ShipmentHead } from './shipment.store';

/** What a departure means for the order, and for what stayed behind. */
@Injectable()
export class Backorders {
  constructor(
    private readonly shipments: ShipmentService,
    private readonly store: ShipmentStore,
    private readonly orders: SalesOrderStore,
    private readonly picks: PickStore,
    private readonly parties: PartiesStore,
  ) {}

  /** The order of a shipment that is locked: shipments come before orders. */
  async lockOrder(whole: Tx, head: ShipmentHead): Promise<void> {
    if (head.salesOrderId !== null) await this.orders.lockById(whole, head.salesOrderId);
  }

  /** Counts what has left on the order's lines and moves the order along. */
  async settleOrder(whole: Tx, head: ShipmentHead, cancelRest = false): Promise<void> {
    if (head.salesOrderId === null) return;
    await this.orders.addShipped(whole, head.id);
    if (cancelRest) await this.orders.cancelRestOf(whole, head.id);
    await this.orders.setState(whole, head.salesOrderId, stateAfterShipping(await this.orders.progress(whole, head.salesOrderId)));
  }

  /** The rest of a short shipment: a draft of its own (its number), or given up with the order's line (null). */
  async make(whole: Tx, actor: Actor, head: ShipmentHead): Promise<string | null> {
    const order = head.salesOrderId === null ? null : await this.orders.lockById(whole, head.salesOrderId);
    const giveUp = order?.backorderPolicy === 'cancel_rest';
    await this.settleOrder(whole, head, giveUp);
    const lines = (await this.store.lines(whole, head.id)).flatMap(({ soLineId, itemId, qty, pickedQty, minRemainingDays }) => {
      const rest = Quantity.of(qty).minus(Quantity.of(pickedQty));
      return rest.isPositive ? [{ soLineId, itemId, qty: rest.toString(), minRemainingDays }] : [];
    });
    if (giveUp || lines.length === 0) return null;
    const { salesOrderId, customerId, warehouseId, stageId } = head;
    const shipment = { salesOrderId, customerId, warehouseId, stageId, shipBy: null, carrier: null, note: null, backorderOfId: head.id };
    return (await this.shipments.write(whole, actor, { shipment, lines })).number;
  }

  endTasks(whole: Tx, head: ShipmentHead): Promise<number> {
    return this.picks.cancelOpen(whole, [head.id]);
  }

  /** @throws trade.lines_refused for a reason that is none of a short pick. */
  async requireReason(whole: Tx, actor: Actor, { reasonCode: code, note }: ShortShipDto): Promise<void> {
    if (code === undefined) return;
    const complaint = reasonComplaint((await this.parties.reasons(whole, [code])).get(code), { domain: 'short_pick', note, at: '', code });
    if (complaint) refuse(actor, [complaint]);
  }
}
