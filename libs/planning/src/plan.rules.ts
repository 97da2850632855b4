import type { Id } from '@anwen/kernel';
import { componentNeed, type Micro, type NeedRatio } from './amounts.rules';
import { afterComponents } from './lateness.rules';
import { lowLevels } from './levels.rules';
import { netNode, type Advice, type Demand, type OrderRule, type Peg, type PlannedOrder, type Receipt, type Span } from './netting.rules';

/** Where the goods of an item in a warehouse come from when they are not there. */
export interface Policy extends OrderRule {
  readonly policy: 'make' | 'buy' | 'move';
  readonly supplierId: Id | null;
  readonly sourceWarehouseId: Id | null;
  /** It is bought although it should be moved: its warehouses are supplied from each other. */
  readonly isMoveCircle?: true;
}

export interface PlannedItem {
  readonly id: Id;
  readonly code: string;
  readonly scale: number;
}

export interface NeedLine extends NeedRatio {
  readonly itemId: Id;
}

export interface At {
  readonly itemId: Id;
  readonly warehouseId: Id;
}

/** An order whose material is not frozen yet: it needs what the bill of its first day says. */
export interface OpenOrder extends At {
  readonly key: string;
  readonly number: string;
  readonly qty: Micro;
  readonly startsOn: string;
  readonly priority: number;
}

export interface PlanInput {
  readonly span: Span;
  readonly items: ReadonlyMap<Id, PlannedItem>;
  /** Codes of the warehouses that are planned; what is moved from elsewhere is planned there. */
  readonly warehouses: ReadonlyMap<Id, string>;
  readonly stock: readonly (At & { readonly qty: Micro })[];
  readonly demands: readonly (At & Demand)[];
  readonly receipts: readonly (At & Receipt)[];
  readonly openOrders: readonly OpenOrder[];
  /** Every bill that counts within the span: product → component. */
  readonly edges: Iterable<readonly [Id, Id]>;
  /** What one unit of the product takes by the bill of that day; undefined without one. */
  readonly billOf: (itemId: Id, day: string) => readonly NeedLine[] | undefined;
  readonly policyOf: (at: At) => Policy;
  /** Pairs that have a floor of their own, so that they are looked at although nobody asks for them. */
  readonly floors: readonly At[];
}

export interface PlannedAt extends At {
  readonly order: PlannedOrder;
  readonly policy: Policy;
  readonly hasBill: boolean;
}

export interface Plan {
  readonly orders: readonly PlannedAt[];
  readonly advice: readonly (At & Advice)[];
  readonly pegs: readonly (At & Peg)[];
}

/** Items that are made of each other. */
export class PlanCircle extends Error {
  constructor(readonly path: readonly string[]) {
    super(`a circle of bills: ${path.join(' → ')}`);
  }
}

/**
 * Plans level by level: an item is netted when everything that may ask for it has been. The same input in any other order
 * gives the same plan. What waits for what comes too late is late in its turn.
 * @throws PlanCircle
 */
export function makePlan(input: PlanInput): Plan {
  return afterComponents(new Planning(input).run(), input.span);
}

interface Place extends At {
  stock: Micro;
  readonly demands: Demand[];
  readonly receipts: Receipt[];
}

interface Drafts {
  readonly orders: PlannedAt[];
  readonly advice: (At & Advice)[];
  readonly pegs: (At & Peg)[];
}

type Asking = Pick<Demand, 'key' | 'source' | 'ref' | 'priority'>;

class Planning {
  private readonly levels: ReadonlyMap<Id, number>;
  /** By low-level code, then item, then warehouse. */
  private readonly shelves: Map<Id, Map<Id, Place>>[] = [];
  /** `item@warehouse` that could only be moved in a circle. */
  private readonly circles = new Set<string>();

  constructor(private readonly input: PlanInput) {
    const { of, circle } = lowLevels(input.edges);
    if (circle) {
      const path = circle.map((id) => this.codeOf(id));
      throw new PlanCircle(path);
    }
    this.levels = of;
  }

  run(): Plan {
    this.gather();
    const plan: Drafts = { orders: [], advice: [], pegs: [] };
    // Planned orders ask for components on lower levels alone, so no shelf grows once it is read.
    for (let level = 0; level < this.shelves.length; level++) {
      const items = [...(this.shelves[level]?.keys() ?? [])].sort(byId);
      for (const itemId of items) for (const warehouseId of this.movingOrder(itemId, level)) this.net(this.place({ itemId, warehouseId }), plan);
    }
    return plan;
  }

  private gather(): void {
    const { stock, demands, receipts, floors, openOrders, span } = this.input;
    for (const row of stock) this.place(row).stock += row.qty;
    for (const row of demands) if (row.dueOn <= span.until) this.place(row).demands.push(row);
    for (const row of receipts) this.place(row).receipts.push(row);
    for (const row of floors) this.place(row);
    for (const { key, number, priority, qty, startsOn, ...at } of openOrders) {
      if (startsOn <= span.until) this.need(at, { qty, day: startsOn, asks: { key, source: 'work_order', ref: number, priority } });
    }
  }

  /**
   * Warehouses of an item, each before the one that it is supplied from. Where they are supplied from each other the item is
   * bought in each of them: somebody's slip may not cost everybody the plan.
   */
  private movingOrder(itemId: Id, level: number): Id[] {
    const sources = new Map<Id, Id | null>();
    for (const start of this.shelves[level]!.get(itemId)!.keys()) {
      for (let at: Id | null = start; at !== null && !sources.has(at); at = sources.get(at)!) sources.set(at, this.sourceOf({ itemId, warehouseId: at }));
    }
    const order: Id[] = [];
    const left = new Set([...sources.keys()].sort(byId));
    while (left.size > 0) {
      const supplied = new Set([...left].map((at) => sources.get(at)!));
      const next = [...left].filter((at) => !supplied.has(at));
      if (next.length === 0) {
        // Each has one source, so what is left are the circles alone.
        for (const at of left) this.circles.add(`${itemId}@${at}`);
        order.push(...left);
        break;
      }
      for (const at of next) left.delete(at);
      order.push(...next);
    }
    return order;
  }

  /** The planned warehouse that an item is moved from; null when it is made, bought, or comes from outside the plan. */
  private sourceOf(at: At): Id | null {
    const { policy, sourceWarehouseId } = this.policyOf(at);
    return policy === 'move' && sourceWarehouseId !== null && this.input.warehouses.has(sourceWarehouseId) ? sourceWarehouseId : null;
  }

  private policyOf(at: At): Policy {
    const policy = this.input.policyOf(at);
    return this.circles.has(`${at.itemId}@${at.warehouseId}`) ? { ...policy, policy: 'buy', isMoveCircle: true } : policy;
  }

  private net({ itemId, warehouseId, stock, demands, receipts }: Place, plan: Drafts): void {
    const at = { itemId, warehouseId };
    const policy = this.policyOf(at);
    const result = netNode({ key: `${itemId}@${warehouseId}`, stock, demands, receipts, rule: policy }, this.input.span);
    for (const one of result.advice) plan.advice.push({ ...at, ...one });
    for (const one of result.pegs) plan.pegs.push({ ...at, ...one });
    for (const order of result.planned) plan.orders.push({ ...at, order, policy, hasBill: this.passOn(at, policy, order) });
  }

  /** What a planned order asks for in its turn; false when nobody knows what that is. */
  private passOn(at: At, policy: Policy, order: PlannedOrder): boolean {
    const asks = { key: order.key, priority: order.cause?.demand.priority ?? 9 };
    if (policy.policy === 'make') {
      return this.need(at, { qty: order.qty, day: order.releaseOn, asks: { ...asks, source: 'planned', ref: this.codeOf(at.itemId) } });
    }
    const from = this.sourceOf(at);
    if (from === null) return true;
    const ref = this.input.warehouses.get(at.warehouseId)!;
    this.place({ itemId: at.itemId, warehouseId: from }).demands.push({ ...asks, source: 'move', ref, dueOn: order.releaseOn, qty: order.qty });
    return true;
  }

  private need(at: At, { qty, day, asks }: { qty: Micro; day: string; asks: Asking }): boolean {
    const bill = this.input.billOf(at.itemId, day);
    if (!bill) return false;
    const needs = new Map<Id, Micro>();
    for (const line of bill) {
      const item = this.input.items.get(line.itemId);
      if (item) needs.set(line.itemId, (needs.get(line.itemId) ?? 0n) + componentNeed(line, qty, item.scale));
    }
    for (const [itemId, need] of needs) {
      if (need > 0n) this.place({ itemId, warehouseId: at.warehouseId }).demands.push({ ...asks, key: `${asks.key}>${itemId}`, dueOn: day, qty: need });
    }
    return true;
  }

  private place({ itemId, warehouseId }: At): Place {
    const shelf = (this.shelves[this.levels.get(itemId) ?? 0] ??= new Map<Id, Map<Id, Place>>());
    const places = shelf.get(itemId) ?? new Map<Id, Place>();
    shelf.set(itemId, places);
    const place = places.get(warehouseId) ?? { itemId, warehouseId, stock: 0n, demands: [], receipts: [] };
    places.set(warehouseId, place);
    return place;
  }

  private codeOf(id: Id): string {
    return this.input.items.get(id)?.code ?? id;
  }
}

const byId = (a: Id, b: Id): number => Number(a) - Number(b);
