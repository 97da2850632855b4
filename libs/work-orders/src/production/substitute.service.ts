import type { Tx } from '@anwen/database';
import { AllocationService } from '@anwen/inventory';
import { Quantity, isUuid, type Actor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { wantOf } from '../orders/order-release';
import { PromiseStore } from '../orders/promise.store';
import { WORK_ORDER_MATERIAL, requireRunning } from '../orders/work-order.rules';
import { WorkOrderStore, type WorkOrderRow } from '../orders/work-order.store';
import { asWhole } from '../whole-company';
import { FloorStore, type FloorLine } from './floor.store';
import type { SubstituteDto, SubstituteMaterialDto } from './material.dto';
import { inSubstitute } from './need.rules';
import { productionErrors } from './production.errors';
import { announce } from './production.events';
import { SubstituteStore } from './substitute.store';

/** Another item instead of a material, for as much of it as is still needed. */
@Injectable()
export class SubstituteService {
  constructor(
    private readonly orders: WorkOrderStore,
    private readonly floor: FloorStore,
    private readonly store: SubstituteStore,
    private readonly promises: PromiseStore,
    private readonly allocation: AllocationService,
  ) {}

  /**
   * A new line takes over part of the need, and what was promised to it; reports use it up before the material that it stands in for.
   * @throws work_orders.not_found | on_hold | invalid_transition, production.material_not_found | substitute_refused | substitute_too_much | quantity_refused.
   */
  async substitute(tx: Tx, actor: Actor, orderKey: string, input: SubstituteMaterialDto & { readonly materialId: string }): Promise<SubstituteDto> {
    const order = await this.orders.lock(tx, orderKey);
    return asWhole(tx, async (whole) => {
      requireRunning(order);
      const lines = await this.floor.lines(whole, order.id);
      const line = isUuid(input.materialId) ? lines.find((l) => l.publicId === input.materialId.toLowerCase()) : undefined;
      // What stands in for something is no material of the bill: replace that one again.
      if (!line || line.substituteOf !== null) throw productionErrors.material_not_found();
      const item = await this.store.item(whole, line.id, input.itemCode);
      if (!item || item.id === line.itemId || item.code === order.item.code) throw productionErrors.substitute_refused({ item: input.itemCode });
      const standsFor = replaced(line, input.qty);
      const ratio = input.ratio ?? item.ratio ?? '1';
      const required = inSubstitute(standsFor, ratio, item.scale);
      if (required.isZero) throw productionErrors.quantity_refused({ item: item.code, scale: item.scale });
      const id = await this.store.insert(whole, { of: line.id, itemId: item.id, standsFor: standsFor.toString(), required: required.toString(), ratio });
      await this.promise(whole, actor, order, [line.publicId, id]);
      const facts = {
        workOrder: order.number,
        material: line.itemCode,
        substitute: item.code,
        qty: standsFor.toString(),
        required: required.toString(),
        ratio,
      };
      const subject = { type: 'work_order', id: order.publicId } as const;
      announce(whole, actor, { action: 'material.substituted', event: 'material.substituted.v1', subject, facts, reason: input.reason });
      return this.store.view(whole, id);
    });
  }

  /** Promises anew what both lines need now, in one step, so that their balances are locked in one order. */
  private async promise(whole: Tx, actor: Actor, order: WorkOrderRow, [old, fresh]: readonly [string, string]): Promise<void> {
    await this.allocation.releaseOwners(whole, actor, WORK_ORDER_MATERIAL, [old]);
    const materials = (await this.orders.materials(whole, order.id)).filter((m) => m.publicId === old || m.publicId === fresh);
    const places = await this.promises.placesOf(whole, order, materials);
    const wants = materials.flatMap((m) => wantOf(order, m, places));
    await this.allocation.allocate(whole, actor, wants, { partial: true });
  }
}

function replaced({ required, consumed, scale, itemCode, uom }: FloorLine, given: string): Quantity {
  let qty: Quantity;
  try {
    qty = Quantity.of(given, scale);
  } catch {
    throw productionErrors.quantity_refused({ item: itemCode, scale });
  }
  const open = Quantity.of(required).minus(Quantity.of(consumed));
  if (qty.compare(open) > 0) throw productionErrors.substitute_too_much({ most: open.isPositive ? open.toString() : '0', uom });
  return qty;
}
