import type { Tx } from '@anwen/database';
import { AllocationService } from '@anwen/inventory';
import { Quantity, type Actor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { Backorders } from './backorders';
import { GoingHome, keyOfGoods, type Missing } from './going-home';
import { outboundErrors } from './outbound.errors';
import { PackageStore } from './package.store';
import { SHIPMENT_LINE } from './shipment-allocation.service';
import { isPickedWhole } from './shipment.rules';
import { ShipmentStore, type ShipmentHead, type StageGoods } from './shipment.store';

/** Goods at the stage with the promise that keeps them for the shipment. */
export type Held = StageGoods & { readonly reservationId: string };

/** What of a short shipment leaves, and what goes home because it may not. */
export interface ShortLoad {
  readonly goods: readonly Held[];
  readonly sentHome: readonly {
    readonly item: string;
    readonly lot: string | null;
    readonly serial: string | null;
    readonly qty: string;
    readonly why: string;
  }[];
  readonly missing: readonly Missing[];
}

/** What may pass from the stage onto the lorry. */
@Injectable()
export class StageGate {
  constructor(
    private readonly store: ShipmentStore,
    private readonly packages: PackageStore,
    private readonly allocation: AllocationService,
    private readonly home: GoingHome,
    private readonly backorders: Backorders,
  ) {}

  /** Everything that was ordered stands ready. @throws trade.not_complete | packages_open | goods_not_usable | stage_differs. */
  async whole(whole: Tx, head: ShipmentHead): Promise<Held[]> {
    if (!isPickedWhole(await this.store.lines(whole, head.id))) throw outboundErrors.not_complete();
    await this.requirePacked(whole, head);
    const goods = await this.store.holds(whole, head.id);
    const unusable = await this.store.unusable(whole, head.id);
    const bad = goods.filter((g) => unusable.has(keyOfGoods(g)));
    if (bad.length > 0) throw refusalFor(bad, unusable);
    requireSame(await this.store.goods(whole, head.id), goods);
    return goods;
  }

  /**
   * What is picked and good. Gives all promises back in one go and takes those of these goods anew: locks are then taken
   * once, in order, however many lines and bins there are; the locks keep the goods from everybody else in between.
   * Goods that may not leave go home. @throws trade.nothing_picked | packages_open | package_holds_unusable | goods_not_usable.
   */
  async short(whole: Tx, actor: Actor, head: ShipmentHead): Promise<ShortLoad> {
    const picked = await this.store.goods(whole, head.id);
    if (picked.length === 0) throw outboundErrors.nothing_picked();
    await this.requirePacked(whole, head);
    await this.backorders.endTasks(whole, head);
    const lines = await this.store.lines(whole, head.id);
    await this.allocation.releaseOwners(
      whole,
      actor,
      SHIPMENT_LINE,
      lines.map((l) => l.publicId),
    );
    const unusable = await this.store.unusable(whole, head.id);
    const [good, bad] = [picked.filter((g) => !unusable.has(keyOfGoods(g))), picked.filter((g) => unusable.has(keyOfGoods(g)))];
    if (good.length === 0) throw refusalFor(bad, unusable);
    const held = await this.allocation.holdAll(
      whole,
      actor,
      good.map(({ linePublicId, itemId, lotId, serialId, qty }) => ({
        ownerType: SHIPMENT_LINE,
        ownerRef: linePublicId,
        itemId,
        locationId: head.stageId,
        lotId,
        serialId,
        qty,
      })),
    );
    const goods = good.map((g, i) => ({ ...g, reservationId: held[i]!.reservationId }));
    return { goods, ...(await this.leaveOut(whole, actor, head, { bad, unusable })) };
  }

  private async leaveOut(
    whole: Tx,
    actor: Actor,
    head: ShipmentHead,
    { bad, unusable }: { bad: readonly StageGoods[]; unusable: ReadonlyMap<string, string> },
  ): Promise<Pick<ShortLoad, 'sentHome' | 'missing'>> {
    if (bad.length === 0) return { sentHome: [], missing: [] };
    const packages = await this.packages.holding(whole, bad);
    if (packages.length > 0) throw outboundErrors.package_holds_unusable({ packages: packages.join(', ') });
    const { missing } = await this.home.send(whole, actor, head, bad);
    await this.store.unpick(whole, bad);
    const sentHome = bad.map((g) => ({ item: g.itemCode, lot: g.lotCode, serial: g.serialCode, qty: g.qty, why: unusable.get(keyOfGoods(g))! }));
    return { sentHome, missing };
  }

  private async requirePacked(whole: Tx, head: ShipmentHead): Promise<void> {
    const open = await this.packages.openAfterTidying(whole, head.id);
    if (open.length > 0) throw outboundErrors.packages_open({ packages: open.join(', ') });
  }
}

/** What stands ready must be what was picked, key by key: no more, no less, nothing else. */
function requireSame(picked: readonly StageGoods[], held: readonly StageGoods[]): void {
  const sums = new Map<string, Quantity>();
  const add = (goods: readonly StageGoods[], signed: (qty: Quantity) => Quantity): void => {
    for (const g of goods) {
      const key = `${g.lineId}/${g.lotId}/${g.serialId}`;
      sums.set(key, (sums.get(key) ?? Quantity.zero).plus(signed(Quantity.of(g.qty))));
    }
  };
  add(picked, (qty) => qty);
  add(held, (qty) => qty.negated());
  if ([...sums.values()].some((sum) => !sum.isZero)) throw outboundErrors.stage_differs();
}

function refusalFor(bad: readonly StageGoods[], unusable: ReadonlyMap<string, string>): Error {
  const lines = bad.map((g) => ({ lineId: g.linePublicId, itemCode: g.itemCode, lot: g.lotCode, serial: g.serialCode, why: unusable.get(keyOfGoods(g))! }));
  const names = [...new Set(bad.map((g) => [g.itemCode, g.lotCode ?? g.serialCode].filter(Boolean).join(' ')))];
  return outboundErrors.goods_not_usable({ goods: names.join(', '), lines });
}
