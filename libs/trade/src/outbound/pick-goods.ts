import type { Tx } from '@anwen/database';
import { AllocationService, StockService } from '@anwen/inventory';
import type { Actor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { personOf, type TaskInHand } from './pick-desk';
import { PickStore } from './pick.store';
import { SHIPMENT_LINE } from './shipment-allocation.service';
import { ShipmentStore } from './shipment.store';

/** Moves the goods of a task: from the bin to the stage, or home again. */
@Injectable()
export class PickGoods {
  constructor(
    private readonly stock: StockService,
    private readonly allocation: AllocationService,
    private readonly shipments: ShipmentStore,
    private readonly picks: PickStore,
  ) {}

  /** Bin → stage, using up the promise; at the stage the goods are kept for the same line. */
  async take(whole: Tx, actor: Actor, hand: TaskInHand, qty: string): Promise<void> {
    const { task } = hand;
    // Goods that stand at the stage already are where they belong, and promised to the line already.
    if (task.fromId !== task.toId) {
      await this.post(whole, actor, hand, { type: 'pick', qty, to: task.toCode });
      const key = { itemId: task.itemId, locationId: task.toId, lotId: task.lotId, serialId: task.serialId, qty };
      await this.allocation.hold(whole, actor, { ownerType: SHIPMENT_LINE, ownerRef: task.linePublicId }, [key]);
    }
    await this.shipments.addPicked(whole, task.lineId, task, qty);
    await this.picks.addPicked(whole, task.id, qty, personOf(actor));
  }

  /** Stage → the place where the goods came from, or another one. */
  async putBack(whole: Tx, actor: Actor, hand: TaskInHand, { qty, to }: { qty: string; to: string }): Promise<void> {
    await this.post(whole, actor, hand, { type: 'putaway', qty, to });
    await this.picks.addPicked(whole, hand.task.id, qty, personOf(actor));
  }

  private async post(
    whole: Tx,
    actor: Actor,
    { task, operation, occurredAt }: TaskInHand,
    move: { type: 'pick' | 'putaway'; qty: string; to: string },
  ): Promise<void> {
    const line = {
      itemCode: task.itemCode,
      qty: move.qty,
      fromLocation: task.fromCode,
      toLocation: move.to,
      reservationId: task.reservationId,
      ...(task.lotCode === null ? {} : { lot: task.lotCode }),
      ...(task.serialCode === null ? {} : { serials: [task.serialCode] }),
    };
    const posting = {
      ...{ type: move.type, docType: 'pick', docRef: task.publicId, lines: [line] },
      ...(operation ? { clientOpId: operation } : {}),
      ...(occurredAt === undefined ? {} : { occurredAt }),
    };
    // The task was found under the caller's scope; the stage may stand in a zone that is not his.
    await this.stock.post(whole, actor, posting, { permission: 'pick.confirm', scopeChecked: true });
  }
}
