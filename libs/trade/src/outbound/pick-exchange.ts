import type { Tx } from '@anwen/database';
import { AllocationService, ReservationService, type Allocated, type Want } from '@anwen/inventory';
import { Quantity, type Actor, type Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { spread } from './pick.rules';
import type { TaskInHand } from './pick-desk';
import { PickPlan, type NewTask } from './pick-plan';
import { PickStore, type LockedTask } from './pick.store';
import { SHIPMENT_LINE, wantOf } from './shipment-allocation.service';
import { ShipmentStore } from './shipment.store';

/** Where a task gets other stock from. */
export interface Instead {
  readonly locationId: Id;
  readonly lotId?: Id;
}

/** Gives up a promise that cannot be kept and takes another one for it. All locks are taken before the first of the two. */
@Injectable()
export class PickExchange {
  constructor(
    private readonly picks: PickStore,
    private readonly shipments: ShipmentStore,
    private readonly allocation: AllocationService,
    private readonly reservations: ReservationService,
    private readonly plan: PickPlan,
  ) {}

  /** Promises of free stock besides that of the task, first expired first, as far as it goes. Takes all locks. */
  async takeElsewhere(whole: Tx, actor: Actor, { head, task }: TaskInHand, rest: Quantity): Promise<Allocated[]> {
    const base = await this.wish(whole, head.warehouseId, task);
    const places = task.kind === 'pick' ? spread(rest, await this.picks.elsewhere(whole, task, base.minExpiresOn ?? null)) : [];
    await this.picks.lockForExchange(
      whole,
      task,
      places.map((p) => p.locationId),
    );
    const wants = places.map((place) => ({ ...base, ...place }));
    return this.allocation.allocate(whole, actor, wants, { partial: true });
  }

  /** A promise at the place that a lead has named, all of it. Takes all locks. @throws inventory.insufficient_stock. */
  async takeAt(whole: Tx, actor: Actor, { head, task, left }: TaskInHand, instead: Instead): Promise<Allocated[]> {
    const base = await this.wish(whole, head.warehouseId, task);
    await this.picks.lockForExchange(whole, task, [instead.locationId]);
    return this.allocation.allocate(whole, actor, [{ ...base, qty: left.toString(), ...instead }], { partial: false });
  }

  /** Gives back what the task has not used of its promise. */
  async giveUp(whole: Tx, actor: Actor, task: LockedTask, pickedInAll: Quantity): Promise<void> {
    // Somebody may have given it back past the shipment (POST /reservations/{id}/release); then there is nothing left to give.
    if (await this.picks.isPromised(whole, task.reservationNo)) await this.reservations.release(whole, actor, task.reservationId, { hasDocument: true });
    // Goods that were picked where they stood are covered by the very promise that is given up: keep them.
    if (task.kind === 'pick' && task.fromId === task.toId && pickedInAll.isPositive) {
      const key = { itemId: task.itemId, locationId: task.toId, lotId: task.lotId, serialId: task.serialId, qty: pickedInAll.toString() };
      await this.allocation.hold(whole, actor, { ownerType: SHIPMENT_LINE, ownerRef: task.linePublicId }, [key]);
    }
  }

  /** Tasks for the new promises, at the same point of the route. */
  async addTasks(whole: Tx, { task, head }: TaskInHand, allocated: readonly Allocated[]): Promise<void> {
    const parts = allocated.flatMap((a) => a.parts);
    const zones = await this.plan.zoneOf(
      whole,
      parts.map((p) => p.locationId),
    );
    const { lineId, waveId, warehouseId, itemId, toId, routeSeq } = task;
    const tasks = parts.map(({ reservationNo, locationId, lotId, serialId, qty }): NewTask => {
      const key = { itemId, lotId, serialId, reservationNo, fromId: locationId, toId, qty };
      return { shipmentId: head.id, lineId, waveId, warehouseId, zoneId: zones.get(locationId) ?? null, ...key, routeSeq, kind: 'pick' };
    });
    await this.plan.insert(whole, tasks);
  }

  private async wish(whole: Tx, warehouseId: Id, task: LockedTask): Promise<Want> {
    const line = (await this.shipments.lines(whole, task.shipmentId)).find((l) => l.id === task.lineId)!;
    return wantOf({ warehouseId }, line, '0');
  }
}

export const foundIn = (allocated: readonly Allocated[]): Quantity =>
  allocated.flatMap((a) => a.parts).reduce((sum, part) => sum.plus(Quantity.of(part.qty)), Quantity.zero);
