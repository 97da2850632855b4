import { AllocationService } from '@anwen/inventory';
import type { Tx } from '@anwen/database';
import { Quantity, type Actor } from '@anwen/kernel';
import { Inject, Injectable, Optional } from '@nestjs/common';
import { isOver } from '../operation.rules';
import { OrderEndingStore } from './order-ending.store';
import { OrderRelease } from './order-release';
import { ORDER_SETTLEMENT, type OrderSettlement } from './order-settlement';
import { WORK_ORDER_MATERIAL, processedOf, stepOf } from './work-order.rules';
import { WorkOrderStore, type OperationRow, type WorkOrderRow } from './work-order.store';
import { workOrderErrors } from './work-orders.errors';
import { announce } from './work-orders.events';

/** The ends of an order. Each gives back every promise (I-8). The caller holds the order's lock. */
@Injectable()
export class OrderEnding {
  constructor(
    private readonly store: WorkOrderStore,
    private readonly ends: OrderEndingStore,
    private readonly allocation: AllocationService,
    private readonly releasing: OrderRelease,
    @Optional() @Inject(ORDER_SETTLEMENT) private readonly settlement?: OrderSettlement,
  ) {}

  /** The plan is reached and every operation over. @throws work_orders.invalid_transition | on_hold | operations_open | below_plan. */
  async finish(tx: Tx, actor: Actor, order: WorkOrderRow): Promise<void> {
    if (order.state === 'on_hold') throw workOrderErrors.on_hold({ number: order.number });
    const state = stepOf(order.state, 'finish');
    const open = (await this.store.operations(tx, order.id)).filter((o) => !isOver(o.state));
    if (open.length > 0) throw workOrderErrors.operations_open({ operations: namesOf(open) });
    const done = processedOf(order);
    if (done.compare(Quantity.of(order.qtyPlanned)) < 0) {
      throw workOrderErrors.below_plan({ done: done.toString(), planned: order.qtyPlanned, uom: order.item.baseUom });
    }
    await this.complete(tx, actor, order, { state, completedAt: new Date() });
    announce(tx, actor, { action: 'wo.completed', event: 'work_order.completed.v1', subject: order, facts: totalsOf(order) });
  }

  /** Ends with less than was planned. Operations that were not begun are skipped. @throws work_orders.invalid_transition | operations_running. */
  async shortClose(tx: Tx, actor: Actor, order: WorkOrderRow, reason: string): Promise<void> {
    const state = stepOf(order.state, 'short_close');
    const running = (await this.store.operations(tx, order.id)).filter((o) => o.state === 'running');
    if (running.length > 0) throw workOrderErrors.operations_running({ operations: namesOf(running) });
    await this.ends.endOperations(tx, order.id, reason);
    await this.complete(tx, actor, order, { state, heldFrom: null, completedAt: new Date(), endReason: reason });
    announce(tx, actor, { action: 'wo.short_closed', event: 'work_order.completed.v1', subject: order, facts: { ...totalsOf(order), short: true }, reason });
  }

  /** Notes for good what orders have cost beside their plans. @throws work_orders.invalid_transition. */
  async close(tx: Tx, actor: Actor, orders: readonly WorkOrderRow[]): Promise<void> {
    const states = orders.map((order) => stepOf(order.state, 'close'));
    // Nothing is promised to a completed order; what somebody promised by hand since must not stay for ever.
    await this.giveBack(tx, actor, orders);
    for (const [i, order] of orders.entries()) {
      await this.ends.noteVariances(tx, order.id, await this.ends.costs(tx, order.id));
      await this.store.setState(tx, order.id, { state: states[i]!, closedAt: new Date() });
      announce(tx, actor, { action: 'wo.closed', event: 'work_order.closed.v1', subject: order, facts: totalsOf(order) });
    }
  }

  /** Only while nothing has moved. @throws work_orders.invalid_transition | has_movements | children_open. */
  async cancel(tx: Tx, actor: Actor, order: WorkOrderRow, reason: string): Promise<void> {
    const state = stepOf(order.state, 'cancel');
    if (await this.ends.hasMovements(tx, order.id)) throw workOrderErrors.has_movements();
    const orders = await this.ends.openChildren(tx, order.id);
    if (orders.length > 0) throw workOrderErrors.children_open({ orders: orders.join('、') });
    await this.giveBack(tx, actor, [order]);
    await this.ends.endOperations(tx, order.id, reason);
    await this.store.setState(tx, order.id, { state, endReason: reason });
    announce(tx, actor, { action: 'wo.cancelled', event: 'work_order.cancelled.v1', subject: order, reason });
  }

  /**
   * More is to be made or put right, while the month of its completion is open. Operations that the short close has skipped wait
   * again, so does the last one that somebody has worked at; what is still needed is promised anew. @throws work_orders.invalid_transition | period_closed.
   */
  async reopen(tx: Tx, actor: Actor, order: WorkOrderRow, reason: string): Promise<void> {
    const state = stepOf(order.state, 'reopen');
    const { day, archived } = await this.ends.isArchived(tx, order.completedAt ?? order.updatedAt);
    if (archived) throw workOrderErrors.period_closed({ day });
    await this.ends.reopenOperations(tx, order.id, order.endReason);
    await this.store.setState(tx, order.id, { state, completedAt: null, endReason: null });
    await this.releasing.reserve(tx, actor, order);
    announce(tx, actor, { action: 'wo.reopened', event: 'work_order.reopened.v1', subject: order, reason });
  }

  private async complete(tx: Tx, actor: Actor, order: WorkOrderRow, patch: Parameters<WorkOrderStore['setState']>[2]): Promise<void> {
    // The turn of the edges comes before the promises in the lock order.
    await this.settlement?.settle(tx, actor, order);
    await this.giveBack(tx, actor, [order]);
    await this.store.setState(tx, order.id, patch);
  }

  /** In one step for all of them: order by order, their balances would be locked in an order that crosses somebody else's. */
  private async giveBack(tx: Tx, actor: Actor, orders: readonly WorkOrderRow[]): Promise<void> {
    const owners: string[] = [];
    for (const { id } of orders) owners.push(...(await this.store.materials(tx, id)).map((m) => m.publicId));
    await this.allocation.releaseOwners(tx, actor, WORK_ORDER_MATERIAL, owners);
  }
}

const namesOf = (operations: readonly OperationRow[]): string => operations.map((o) => `${o.opNo} ${o.name}`).join('、');
const totalsOf = ({ qtyPlanned, qtyGood, qtyScrap, qtyRework }: WorkOrderRow): Record<string, string> => ({ qtyPlanned, qtyGood, qtyScrap, qtyRework });
