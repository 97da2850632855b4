import type { Tx } from '@anwen/database';
import { AllocationService } from '@anwen/inventory';
import { uuidV7, type Actor, type Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { stepOf } from '../document-step';
import { PickPlan, type NewTask } from './pick-plan';
import { PickStore } from './pick.store';
import { SHIPMENT_LINE } from './shipment-allocation.service';
import type { CancelShipmentDto, ShipmentDto } from './shipment.dto';
import { shipmentMachine } from './shipment.rules';
import { ShipmentService } from './shipment.service';
import { ShipmentStore, type ShipmentHead, type StageGoods } from './shipment.store';
import { asWhole } from './whole-document';

/** Owner type of the promise that keeps goods for their way home; the owner's reference is the task's public id. */
export const PUT_BACK = 'put_back';

/** The end of a shipment that does not leave. */
@Injectable()
export class ShipmentCancelService {
  constructor(
    private readonly shipments: ShipmentService,
    private readonly store: ShipmentStore,
    private readonly picks: PickStore,
    private readonly plan: PickPlan,
    private readonly allocation: AllocationService,
  ) {}

  /**
   * Ends the pick tasks, gives every promise back (I-8) and has picked goods carried home. The put-backs are work on the
   * goods, not on the shipment: each keeps its goods for itself until it is done.
   * @throws trade.document_not_found | invalid_transition.
   */
  async cancel(tx: Tx, actor: Actor, id: string, { reason }: CancelShipmentDto): Promise<ShipmentDto> {
    const head = await this.shipments.held(tx, id);
    const state = stepOf(shipmentMachine, head.state, 'cancel');
    const putBacks = await asWhole(tx, async (whole) => {
      await this.picks.cancelOpen(whole, [head.id]);
      const goods = await this.store.goods(whole, head.id);
      const lines = await this.store.lines(whole, head.id);
      await this.allocation.releaseOwners(
        whole,
        actor,
        SHIPMENT_LINE,
        lines.map((l) => l.publicId),
      );
      return this.sendHome(whole, actor, head, goods);
    });
    const news = { action: 'shipment.cancelled', event: 'shipment.cancelled.v1', facts: { putBacks }, reason } as const;
    return this.shipments.step(tx, actor, { head, state, news, leaveWave: true });
  }

  private async sendHome(whole: Tx, actor: Actor, head: ShipmentHead, goods: readonly StageGoods[]): Promise<number> {
    const homes = await this.picks.homes(whole, head.id);
    const zones = await this.plan.zoneOf(whole, [head.stageId]);
    const tasks: NewTask[] = [];
    for (const { lineId, itemId, lotId, serialId, qty } of goods) {
      const home = homes.find((h) => h.lineId === lineId && h.lotId === lotId && h.serialId === serialId)?.fromId ?? head.stageId;
      if (home === head.stageId) continue; // picked where they stood: they are home
      const publicId = uuidV7();
      const key = { itemId, lotId, serialId };
      const [reservationId] = await this.allocation.hold(whole, actor, { ownerType: PUT_BACK, ownerRef: publicId }, [
        { ...key, locationId: head.stageId, qty },
      ]);
      const reservationNo: Id = await this.picks.reservationNo(whole, reservationId!);
      const places = { fromId: head.stageId, toId: home, zoneId: zones.get(head.stageId) ?? null };
      const ids = { shipmentId: head.id, lineId, waveId: null, warehouseId: head.warehouseId, reservationNo, publicId };
      tasks.push({ ...ids, ...key, ...places, qty, routeSeq: tasks.length + 1, kind: 'put_back' });
    }
    await this.plan.insert(whole, tasks);
    return tasks.length;
  }
}
