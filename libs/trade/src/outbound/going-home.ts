import type { Tx } from '@anwen/database';
import { AllocationService } from '@anwen/inventory';
import { Quantity, uuidV7, type Actor, type Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { PickPlan, type NewTask } from './pick-plan';
import { PickStore } from './pick.store';
import type { ShipmentHead, StageGoods } from './shipment.store';

/** Owner type of the promise that keeps goods for their way home; the owner's reference is the task's public id. */
export const PUT_BACK = 'put_back';

/** Goods that should stand at the stage and do not. */
export interface Missing {
  readonly item: string;
  readonly lot: string | null;
  readonly serial: string | null;
  readonly qty: string;
}

interface Sent {
  readonly tasks: number;
  readonly missing: readonly Missing[];
}

/** Carries picked goods back from the stage to where they came from. */
@Injectable()
export class GoingHome {
  constructor(
    private readonly picks: PickStore,
    private readonly plan: PickPlan,
    private readonly allocation: AllocationService,
  ) {}

  /**
   * Tasks for goods that nobody has promised any more, each keeping its goods for itself until it is done. What does not
   * stand there free is reported and not waited for: a document must come to its end whatever happened at the stage.
   */
  async send(whole: Tx, actor: Actor, head: ShipmentHead, goods: readonly StageGoods[]): Promise<Sent> {
    const homes = await this.picks.homes(whole, head.id);
    const homeOf = (g: StageGoods): Id => homes.find((h) => h.lineId === g.lineId && h.lotId === g.lotId && h.serialId === g.serialId)?.fromId ?? head.stageId;
    const away = goods.filter((g) => homeOf(g) !== head.stageId); // picked where they stood: they are home
    const { there, missing } = shareOut(away, await this.picks.lockFree(whole, head.stageId, away));
    const owned = there.map((g) => ({ ...g, publicId: uuidV7() }));
    const kept = await this.allocation.holdAll(
      whole,
      actor,
      owned.map(({ itemId, lotId, serialId, qty, publicId }) => ({
        ownerType: PUT_BACK,
        ownerRef: publicId,
        itemId,
        locationId: head.stageId,
        lotId,
        serialId,
        qty,
      })),
    );
    const zoneId = (await this.plan.zoneOf(whole, [head.stageId])).get(head.stageId) ?? null;
    const tasks = owned.map((g, i): NewTask => {
      const { lineId, itemId, lotId, serialId, qty, publicId } = g;
      const places = { fromId: head.stageId, toId: homeOf(g), zoneId };
      const ids = { shipmentId: head.id, lineId, waveId: null, warehouseId: head.warehouseId, reservationNo: kept[i]!.reservationNo, publicId };
      return { ...ids, itemId, lotId, serialId, ...places, qty, routeSeq: i + 1, kind: 'put_back' };
    });
    await this.plan.insert(whole, tasks);
    return { tasks: tasks.length, missing };
  }
}

/** What of the goods stands there, line by line, and what does not. */
function shareOut(goods: readonly StageGoods[], free: ReadonlyMap<string, Quantity>): { there: StageGoods[]; missing: Missing[] } {
  const left = new Map(free);
  const there: StageGoods[] = [];
  const missing: Missing[] = [];
  for (const g of goods) {
    const key = keyOfGoods(g);
    const has = left.get(key) ?? Quantity.zero;
    const take = Quantity.min(Quantity.of(g.qty), has.isPositive ? has : Quantity.zero);
    left.set(key, has.minus(take));
    if (take.isPositive) there.push({ ...g, qty: take.toString() });
    const lacking = Quantity.of(g.qty).minus(take);
    if (lacking.isPositive) missing.push({ item: g.itemCode, lot: g.lotCode, serial: g.serialCode, qty: lacking.toString() });
  }
  return { there, missing };
}

export const keyOfGoods = ({ itemId, lotId, serialId }: Pick<StageGoods, 'itemId' | 'lotId' | 'serialId'>): string => `${itemId}/${lotId}/${serialId}`;
