import type { Tx } from '@anwen/database';
import type { Actor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { WorkOrderStore, type WorkOrderRow } from '../orders/work-order.store';
import { ConsumptionStore } from './consumption.store';
import { FloorStore } from './floor.store';
import type { ReturnMaterialDto } from './material.dto';
import { MaterialIntake } from './material-intake';
import { readReturn, requireSpare, type ReturnedLine } from './material-return';
import { progressOf } from './order-progress.rules';

/** What issues and returns read, side by side. */
@Injectable()
export class MaterialDesk {
  constructor(
    readonly intake: MaterialIntake,
    readonly consumptions: ConsumptionStore,
    private readonly floor: FloorStore,
    private readonly orders: WorkOrderStore,
  ) {}

  /** @throws production.lines_refused. */
  async readReturn(whole: Tx, actor: Actor, order: WorkOrderRow, body: ReturnMaterialDto): Promise<ReturnedLine[]> {
    const lines = await this.floor.lines(whole, order.id);
    const named = lines.filter((l) => body.lines.some((given) => given.materialId === l.publicId)).map((l) => l.id);
    const { places } = await this.floor.named(whole, order.id, { reasons: [], places: body.lines.flatMap((l) => l.location ?? []) });
    const used = await this.consumptions.usedKeys(whole, order.id, named);
    const returned = readReturn(actor, body, { lines, used, places, warehouseId: order.warehouseId });
    const operations = (await this.orders.operations(whole, order.id)).filter((o) => o.state !== 'skipped');
    requireSpare(actor, body, { lines, returned, progress: progressOf(order, operations) });
    return returned;
  }
}
