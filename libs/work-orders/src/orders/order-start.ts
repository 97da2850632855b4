import type { Tx } from '@anwen/database';
import type { Actor } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { Injectable } from '@nestjs/common';
import { requireRunning, stepOf } from './work-order.rules';
import { WorkOrderStore, type WorkOrderRow } from './work-order.store';

/** Turns a released order into one that is being worked on, by the first thing that happens to it on the floor. */
@Injectable()
export class OrderStart {
  constructor(private readonly store: WorkOrderStore) {}

  /**
   * Released → in progress; what is under way already stays as it is. The caller holds the order's lock and records the audit
   * event of what he does: starting is a part of that. @throws work_orders.on_hold | invalid_transition.
   */
  async startIfNeeded(tx: Tx, _actor: Actor, order: WorkOrderRow, at: Date = new Date()): Promise<void> {
    requireRunning(order);
    if (order.state !== 'released') return;
    await this.store.setState(tx, order.id, { state: stepOf(order.state, 'start'), ...(order.startedAt ? {} : { startedAt: at }) });
    outbox.append(tx, {
      type: 'work_order.started.v1',
      aggregate: { type: 'work_order', id: order.publicId },
      payload: { id: order.publicId, number: order.number },
    });
  }
}
