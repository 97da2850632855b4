import { BomStructureService, RoutingService, type BomRequirements, type RoutingOperations } from '@anwen/catalog/engineering';
import type { Tx } from '@anwen/database';
import { AllocationService, type Want } from '@anwen/inventory';
import { AppError, Quantity, uuidV7, type Actor, type Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { asWhole } from '../whole-company';
import { OrderFreezeStore, type FrozenLine } from './order-freeze.store';
import { PromiseStore, type HeldShare } from './promise.store';
import { WORK_ORDER, WORK_ORDER_MATERIAL, legalOf } from './work-order.rules';
import { WorkOrderStore, type MaterialRow, type WorkOrderRow } from './work-order.store';
import { workOrderErrors } from './work-orders.errors';
import { announce } from './work-orders.events';

interface Recipe {
  readonly order: WorkOrderRow;
  readonly bill: BomRequirements;
  readonly routing: RoutingOperations | undefined;
}

/** Releases orders to the floor: bill and routing are frozen, standard costs noted, material promised as far as it is there. */
@Injectable()
export class OrderRelease {
  constructor(
    private readonly store: WorkOrderStore,
    private readonly freezing: OrderFreezeStore,
    private readonly promises: PromiseStore,
    private readonly bills: BomStructureService,
    private readonly routings: RoutingService,
    private readonly allocation: AllocationService,
  ) {}

  /**
   * The caller holds the locks of all the orders, taken by id. Not `partial`: nothing is released unless all material is there.
   * @throws work_orders.invalid_transition | no_bom | phantom, inventory.insufficient_stock with every shortage.
   */
  async release(tx: Tx, actor: Actor, orders: readonly WorkOrderRow[], { partial = true }: { readonly partial?: boolean | undefined } = {}): Promise<void> {
    const recipes = (await this.recipes(tx, orders)).map(orThrow);
    await asWhole(tx, async (whole) => {
      await this.freezing.write(whole, recipes.map(headOf), recipes.flatMap(linesOf), recipes.flatMap(operationsOf));
      for (const { id } of orders) await this.store.setState(whole, id, { state: 'released', releasedAt: new Date() });
      await this.promise(whole, actor, orders, partial);
    });
    for (const { order, bill, routing } of recipes) {
      const facts = { bomVersion: bill.version, routingVersion: routing?.version ?? null };
      announce(tx, actor, { action: 'wo.released', event: 'work_order.released.v1', subject: order, facts });
    }
  }

  /** Promises what has come in since and still lacks a promise, as far as it is there. The caller holds the order's lock. Answers what was promised, by item. */
  async reserve(tx: Tx, actor: Actor, order: WorkOrderRow): Promise<Readonly<Record<string, string>>> {
    return asWhole(tx, (whole) => this.promise(whole, actor, [order], true));
  }

  /** Promises what is still wanted by the materials of orders, in one step for all of them. */
  private async promise(whole: Tx, actor: Actor, orders: readonly WorkOrderRow[], partial: boolean): Promise<Readonly<Record<string, string>>> {
    const wants: Want[] = [];
    const codes = new Map<Id, string>();
    for (const order of orders) {
      const materials = await this.store.materials(whole, order.id);
      const places = await this.promises.placesOf(whole, order, materials);
      const held = await this.promises.openOf(whole, order.id);
      wants.push(
        ...materials.flatMap((m) =>
          wantOf(
            order,
            m,
            places,
            held.filter((h) => h.materialId === m.id),
          ),
        ),
      );
      for (const { itemId, itemCode } of materials) codes.set(itemId, itemCode);
    }
    const got = new Map<string, Quantity>();
    for (const { want, parts } of await this.allocation.allocate(whole, actor, wants, { partial })) {
      const code = codes.get(want.itemId)!;
      for (const { qty } of parts) got.set(code, (got.get(code) ?? Quantity.zero).plus(Quantity.of(qty)));
    }
    return Object.fromEntries([...got].map(([code, qty]) => [code, qty.toString()]));
  }

  /** Why each of the orders cannot be released; null = it can. Writes nothing. */
  async refusals(tx: Tx, orders: readonly WorkOrderRow[]): Promise<(AppError | null)[]> {
    return (await this.recipes(tx, orders)).map((one) => (one instanceof AppError ? one : null));
  }

  private async recipes(tx: Tx, orders: readonly WorkOrderRow[]): Promise<(Recipe | AppError)[]> {
    const days = await this.freezing.billDays(
      tx,
      orders.map((o) => o.startsOn),
    );
    const items = [...new Set(orders.map((o) => o.itemId))];
    const routings = await this.routings.operationsFor(tx, items);
    const bills = new Map<string, ReadonlyMap<Id, BomRequirements>>();
    for (const day of new Set(days)) bills.set(day, await this.bills.requirementsFor(tx, { itemIds: items, day }));
    return orders.map((order, i) => {
      const bill = bills.get(days[i]!)!.get(order.itemId);
      if (WORK_ORDER.next(order.state, 'release') === undefined) return workOrderErrors.invalid_transition({ state: order.state, legal: legalOf(order.state) });
      if (!bill) return workOrderErrors.no_bom({ item: order.item.code, day: days[i]!, number: order.number });
      if (bill.kind === 'phantom') return workOrderErrors.phantom({ item: order.item.code, number: order.number });
      return { order, bill, routing: routings.get(order.itemId) };
    });
  }
}

function orThrow(one: Recipe | AppError): Recipe {
  if (one instanceof AppError) throw one;
  return one;
}

/** What a line wants besides what it holds. Nothing: it has all, or it is used up at a place where nothing can be promised. */
export function wantOf(order: WorkOrderRow, material: MaterialRow, places: ReadonlyMap<Id, boolean>, held: readonly HeldShare[] = []): Want[] {
  const open = Quantity.of(material.required).minus(Quantity.of(material.consumed));
  const qty = held.reduce((left, share) => left.minus(Quantity.of(share.qty)), open);
  if (!qty.isPositive) return [];
  const want = { ownerType: WORK_ORDER_MATERIAL, ownerRef: material.publicId, itemId: material.itemId, qty: qty.toString(), warehouseId: order.warehouseId };
  if (material.issueMethod !== 'backflush' || material.placeId === null) return [want];
  return places.get(material.placeId) ? [{ ...want, locationId: material.placeId }] : [];
}

const headOf = ({ order, bill, routing }: Recipe): Parameters<OrderFreezeStore['write']>[1][number] => ({
  orderId: order.id,
  bomId: bill.bomId,
  bomVersion: bill.version,
  routingVersion: routing?.version ?? null,
  workCenterIds: [...new Set(routing?.operations.map((o) => o.workCenterId) ?? [])],
});

function linesOf({ order, bill }: Recipe): FrozenLine[] {
  return bill.lines.map((line, i) => ({
    publicId: uuidV7(),
    orderId: order.id,
    lineNo: i + 1,
    itemId: line.itemId,
    opNo: line.opNo,
    perUnit: line.perUnit,
    fixedQty: line.fixedQty,
    scrapPct: line.scrapPct,
    issueMethod: line.issueMethod,
    locationId: null,
    bomLineId: line.bomLineId,
  }));
}

const operationsOf = ({ order, routing }: Recipe): Parameters<OrderFreezeStore['operations']>[1] =>
  (routing?.operations ?? []).map(({ opNo, name, workCenterId, setupS, runS, queueS, reportPoint, instructions }) => ({
    orderId: order.id,
    opNo,
    name,
    workCenterId,
    setupS,
    runS,
    queueS,
    reportPoint,
    instructions,
  }));
