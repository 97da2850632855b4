import { takeNumber } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import { AllocationService } from '@anwen/inventory';
import { Quantity, uuidV7, type Actor, type Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { asWhole } from '../whole-company';
import { OrderSplitStore } from './order-split.store';
import { shareOut } from './order-split.rules';
import { OrderViewService } from './order-view.service';
import { PromiseStore } from './promise.store';
import type { SplitWorkOrderDto, WorkOrderDto } from './work-order.dto';
import { WORK_ORDER_MATERIAL, mayStill } from './work-order.rules';
import { WorkOrderStore, type MaterialRow, type WorkOrderRow } from './work-order.store';
import { workOrderErrors } from './work-orders.errors';
import { announce } from './work-orders.events';

/**
 * Makes an order of its own of what has not been made yet. What is on the floor stays on the floor: the new order has the same
 * frozen bill and routing, and the promises are shared out between the two, key by key.
 */
@Injectable()
export class OrderSplit {
  constructor(
    private readonly store: WorkOrderStore,
    private readonly writing: OrderSplitStore,
    private readonly promises: PromiseStore,
    private readonly allocation: AllocationService,
    private readonly views: OrderViewService,
  ) {}

  /** Answers the new order. @throws work_orders.not_found | invalid_transition | split_too_much | split_substituted. */
  async split(tx: Tx, actor: Actor, key: string, input: SplitWorkOrderDto): Promise<WorkOrderDto> {
    const order = await this.store.lock(tx, key);
    mayStill('split', order.state);
    const qty = requireSplittable(order, await this.store.operations(tx, order.id), input.qty);
    const rest = Quantity.of(order.qtyPlanned).minus(qty).toString();
    const publicId = await asWhole(tx, async (whole) => {
      const before = await this.store.materials(whole, order.id);
      const held = await this.promises.openOf(whole, order.id);
      await this.store.setState(whole, order.id, { qtyPlanned: rest });
      const over = await this.writing.overReplaced(whole, order.id);
      if (over) throw workOrderErrors.split_substituted(over);
      await this.writing.requireAnew(whole, order.id);
      const fresh = new Map<Id, string>(before.filter((m) => m.substituteOf === null).map((m) => [m.id, uuidV7()]));
      await this.shareOut(whole, actor, { order, before, held, fresh });
      return this.writing.copy(whole, order.id, {
        number: await takeNumber(whole, 'WO'),
        qty: qty.toString(),
        state: order.state === 'draft' || order.state === 'planned' ? order.state : 'released',
        dueOn: input.dueOn === undefined ? order.dueOn : input.dueOn,
        createdBy: actor.name,
        materials: [...fresh].map(([from, material]) => ({ from, publicId: material })),
      });
    });
    const made = await this.views.get(tx, actor, publicId);
    announce(tx, actor, { action: 'wo.split', event: 'work_order.split.v1', subject: order, facts: { qty: qty.toString(), rest, into: made.number } });
    announce(tx, actor, { event: 'work_order.created.v1', subject: { publicId: made.id, number: made.number } });
    return made;
  }

  /**
   * Gives all promises back and makes them anew for both orders on the very same keys: their balances are locked by the first
   * step, in the one order of the code base, so the second waits for nobody and finds what it asks for.
   */
  private async shareOut(
    whole: Tx,
    actor: Actor,
    {
      order,
      before,
      held,
      fresh,
    }: { order: WorkOrderRow; before: readonly MaterialRow[]; held: Parameters<typeof shareOut>[1]; fresh: ReadonlyMap<Id, string> },
  ): Promise<void> {
    if (held.length === 0) return;
    const now = await this.store.materials(whole, order.id);
    const owners = before.map((m) => m.publicId);
    await this.allocation.releaseOwners(whole, actor, WORK_ORDER_MATERIAL, owners);
    const shares = shareOut(now, held).flatMap(({ stays, materialId, ...key }) => {
      // The new order has no substitutes: what was decided by hand stays with the old one.
      const owner = stays ? now.find((m) => m.id === materialId)!.publicId : fresh.get(materialId);
      return owner === undefined ? [] : [{ ownerType: WORK_ORDER_MATERIAL, ownerRef: owner, ...key }];
    });
    await this.allocation.holdAll(whole, actor, shares);
  }
}

/** What is made or scrapped at any operation stays with the order. @throws work_orders.split_too_much. */
function requireSplittable(order: WorkOrderRow, operations: readonly { good: string; scrap: string }[], wanted: string): Quantity {
  const done = passedFirst(operations.length > 0 ? operations : [{ good: order.qtyGood, scrap: order.qtyScrap }]);
  const left = Quantity.of(order.qtyPlanned).minus(done);
  const qty = readQuantity(wanted, order.item.scale);
  // An order of nothing is none: the old one keeps what it has made, or at least one step of its scale.
  const isAll = done.isZero && qty !== undefined && qty.compare(left) >= 0;
  const data = { most: left.isPositive ? left.toString() : '0', uom: order.item.baseUom };
  if (qty === undefined || qty.compare(left) > 0 || isAll) throw workOrderErrors.split_too_much(data);
  return qty;
}

/** Pieces that have gone through the first operation: what came out further on went through it, and what was scrapped there too. */
const passedFirst = (operations: readonly { good: string; scrap: string }[]): Quantity =>
  [...operations].reverse().reduce((after, { good, scrap }) => {
    const here = Quantity.of(good);
    return (here.compare(after) > 0 ? here : after).plus(Quantity.of(scrap));
  }, Quantity.zero);

function readQuantity(qty: string, scale: number): Quantity | undefined {
  try {
    return Quantity.of(qty, scale);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
