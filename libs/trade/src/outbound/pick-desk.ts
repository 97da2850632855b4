import type { Tx } from '@anwen/database';
import { Quantity, type Actor, type Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { tradeErrors } from '../trade.errors';
import { OperationStore, operationOf } from './operation.store';
import type { PickTaskDto } from './pick.dto';
import { legalOnTask, mayWork, type PickTaskState } from './pick.rules';
import { PickStore, type LockedTask } from './pick.store';
import { stateAfterTask } from './shipment.rules';
import { ShipmentStore, type ShipmentHead } from './shipment.store';
import { asWhole } from './whole-document';

/** The person whose hands do the work; a key works for who made it. */
export const personOf = (actor: Actor): { id: Id; name: string } => ({ id: actor.userId ?? actor.id, name: actor.name });

/** A task in hand: its shipment and itself are locked, and it is this person's to work on. */
export interface TaskInHand {
  readonly head: ShipmentHead;
  readonly task: LockedTask;
  readonly left: Quantity;
  /** Unique for ever; null when the caller gave none. */
  readonly operation: string | null;
  /** When the hands did it, where that was before now. */
  readonly occurredAt?: string | undefined;
}

interface Errand {
  readonly id: string;
  readonly kind: string;
  readonly clientOpId?: string | undefined;
  readonly occurredAt?: string | undefined;
  /** A lead steps in whoever has the task. */
  readonly force?: boolean;
}

/** How every piece of work on a pick task begins and ends. */
@Injectable()
export class PickDesk {
  constructor(
    private readonly picks: PickStore,
    private readonly shipments: ShipmentStore,
    private readonly operations: OperationStore,
  ) {}

  /**
   * Finds the task under the caller's scope, locks shipment and task, and does the work on the whole document.
   * @throws trade.document_not_found | task_taken | invalid_transition, operation.duplicate.
   */
  async work(tx: Tx, actor: Actor, errand: Errand, does: (whole: Tx, hand: TaskInHand) => Promise<void>): Promise<PickTaskDto> {
    const found = await this.picks.find(tx, errand.id);
    if (!found) throw tradeErrors.document_not_found();
    return asWhole(tx, async (whole) => {
      const [head] = await this.shipments.lockByIds(whole, [found.shipmentId]);
      const task = await this.picks.lock(whole, found.id);
      const operation = operationOf(actor, errand.clientOpId);
      await this.operations.begin(whole, operation, errand.kind, `/api/v1/pick-tasks/${task.publicId}`);
      requireFree(task, errand.force ? task.assigneeId : personOf(actor).id);
      await does(whole, { head: head!, task, left: Quantity.of(task.qty).minus(Quantity.of(task.pickedQty)), operation, occurredAt: errand.occurredAt });
      return this.view(whole, actor, found.id);
    });
  }

  /** Moves the shipment along when its last task is over. */
  async settle(whole: Tx, head: ShipmentHead): Promise<void> {
    if (head.state !== 'picking') return; // put-backs of a shipment that is cancelled
    const state = stateAfterTask(await this.picks.openCount(whole, head.id), await this.shipments.lines(whole, head.id));
    if (state !== head.state) await this.shipments.setState(whole, head.id, state, { leaveWave: state !== 'picked' });
  }

  async view(whole: Tx, actor: Actor, id: Id): Promise<PickTaskDto> {
    const [view] = await this.picks.views(whole, [id], personOf(actor).id);
    return { ...view!, legal: legalOnTask(view!.state as PickTaskState, view!.kind as LockedTask['kind']) };
  }
}

function requireFree(task: LockedTask, personId: Id | null): void {
  if (legalOnTask(task.state, task.kind).length === 0) throw tradeErrors.invalid_transition({ state: task.state, legal: [] });
  if (personId !== null && !mayWork(task, personId)) throw taken(task);
}

export const taken = ({ takenBy, leaseUntil }: { takenBy: string | null; leaseUntil: string | null }): Error => tradeErrors.task_taken({ takenBy, leaseUntil });
