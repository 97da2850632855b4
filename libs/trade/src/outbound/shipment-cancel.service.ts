import type { Tx } from '@anwen/database';
import { AllocationService } from '@anwen/inventory';
import type { Actor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { stepOf } from '../document-step';
import { GoingHome } from './going-home';
import { PackageStore } from './package.store';
import { PickStore } from './pick.store';
import { SHIPMENT_LINE } from './shipment-allocation.service';
import type { CancelShipmentDto, ShipmentDto } from './shipment.dto';
import { shipmentMachine } from './shipment.rules';
import { ShipmentService } from './shipment.service';
import { ShipmentStore } from './shipment.store';
import { asWhole } from './whole-document';

/** The end of a shipment that does not leave. */
@Injectable()
export class ShipmentCancelService {
  constructor(
    private readonly shipments: ShipmentService,
    private readonly store: ShipmentStore,
    private readonly picks: PickStore,
    private readonly packages: PackageStore,
    private readonly allocation: AllocationService,
    private readonly home: GoingHome,
  ) {}

  /**
   * Ends the pick tasks, gives every promise back (I-8), voids the packages and has picked goods carried home. The put-backs
   * are work on the goods, not on the shipment. It always comes to its end: goods that do not stand at the stage any more
   * are named in its audit event. @throws trade.document_not_found | invalid_transition.
   */
  async cancel(tx: Tx, actor: Actor, id: string, { reason }: CancelShipmentDto): Promise<ShipmentDto> {
    const head = await this.shipments.held(tx, id);
    const state = stepOf(shipmentMachine, head.state, 'cancel');
    const facts = await asWhole(tx, async (whole) => {
      await this.picks.cancelOpen(whole, [head.id]);
      const goods = await this.store.goods(whole, head.id);
      const lines = await this.store.lines(whole, head.id);
      await this.allocation.releaseOwners(
        whole,
        actor,
        SHIPMENT_LINE,
        lines.map((l) => l.publicId),
      );
      const voided = await this.packages.voidAll(whole, head.id);
      const { tasks, missing } = await this.home.send(whole, actor, head, goods);
      return { putBacks: tasks, ...(voided.length > 0 ? { packages: voided } : {}), ...(missing.length > 0 ? { missing } : {}) };
    });
    const news = { action: 'shipment.cancelled', event: 'shipment.cancelled.v1', facts, reason } as const;
    return this.shipments.step(tx, actor, { head, state, news, leaveWave: true });
  }
}
