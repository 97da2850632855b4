import type { BomRequirements } from '@anwen/catalog/engineering';
import type { Id } from '@anwen/kernel';
import { atLeast, micro, unitOf } from './amounts.rules';
import type { Span } from './netting.rules';
import type { At, NeedLine, PlanInput, PlannedItem, Policy } from './plan.rules';
import type { DemandRow, ItemRow, OpenOrderRow, ReceiptRow, RuleRow, StockRow } from './snapshot.store';

/** What one snapshot of the data has shown. */
export interface Snapshot {
  readonly span: Span;
  readonly warehouses: readonly { readonly id: Id; readonly code: string }[];
  /** All that the company has: only then it is known what the company as a whole lacks. */
  readonly isWhole: boolean;
  readonly items: readonly ItemRow[];
  readonly rules: readonly RuleRow[];
  readonly stock: readonly StockRow[];
  readonly demands: readonly DemandRow[];
  readonly receipts: readonly ReceiptRow[];
  readonly openOrders: readonly OpenOrderRow[];
  /** The bills of today, the first day, and of each day on which some change those that hold from then on; null = none does. */
  readonly bills: readonly { readonly from: string; readonly of: ReadonlyMap<Id, BomRequirements | null> }[];
}

/** Without a word about it an order takes a working day in the house, a week from a supplier and a day between warehouses. */
export const USUAL_LEAD: Readonly<Record<string, number>> = { make: 1, buy: 5, move: 1 };

/** Turns rows into what the arithmetic works on; whatever has no day is wanted, or there, today. */
export function planInputOf(seen: Snapshot): PlanInput {
  const { span } = seen;
  const items = new Map(seen.items.map((item) => [item.id, item]));
  const warehouses = new Map(seen.warehouses.map(({ id, code }) => [id, code]));
  const known = <T extends At>(rows: readonly T[]): T[] => rows.filter((row) => items.has(row.itemId) && warehouses.has(row.warehouseId));
  const policies = new Policies(seen, items);
  const stock = known(seen.stock);
  return {
    span,
    items: items as ReadonlyMap<Id, PlannedItem>,
    warehouses,
    stock: stock.map((row) => ({ ...row, qty: micro(row.qty) })),
    demands: known(seen.demands).map((row) => ({ ...row, qty: micro(row.qty), dueOn: row.dueOn ?? span.today })),
    receipts: known(seen.receipts).map(({ documentId, number, ...row }) => ({
      ...row,
      qty: micro(row.qty),
      availableOn: row.dueOn ?? span.today,
      isDated: row.dueOn !== null,
      document: row.kind === 'inspection' || documentId === null ? null : { type: row.kind, id: documentId, number },
    })),
    openOrders: known(seen.openOrders).map((row) => ({
      ...row,
      qty: micro(row.qty),
      startsOn: row.startsOn ?? (row.dueOn === null ? span.today : span.workdays.back(row.dueOn, policies.of(row).leadDays)),
    })),
    edges: seen.bills.flatMap(({ of }) => [...of].flatMap(([parent, bill]) => (bill?.lines ?? []).map(({ itemId }) => [parent, itemId] as const))),
    billOf: billOf(seen.bills),
    policyOf: (at) => policies.of(at),
    floors: policies.floors(),
  };
}

function billOf(bills: Snapshot['bills']): PlanInput['billOf'] {
  const byItem = new Map<Id, { readonly from: string; readonly lines: readonly NeedLine[] | undefined }[]>();
  for (const { from, of } of bills) {
    for (const [itemId, bill] of of) {
      const known = byItem.get(itemId);
      if (known) known.push({ from, lines: bill?.lines });
      else byItem.set(itemId, [{ from, lines: bill?.lines }]);
    }
  }
  return (itemId, day) => {
    let found: readonly NeedLine[] | undefined;
    for (const { from, lines } of byItem.get(itemId) ?? []) if (from <= day || from === bills[0]!.from) found = lines;
    return found;
  };
}

/** How each item is ordered in each warehouse: its own row, else the one for all warehouses, else what its bill suggests. */
class Policies {
  private readonly rules: ReadonlyMap<string, RuleRow>;
  private readonly homes = new Map<Id, Id>();
  private readonly made = new Map<string, Policy>();
  private readonly withBill: ReadonlySet<Id>;

  constructor(
    private readonly seen: Snapshot,
    private readonly items: ReadonlyMap<Id, ItemRow>,
  ) {
    this.rules = new Map(seen.rules.map((rule) => [keyOf(rule), rule]));
    this.withBill = new Set(seen.bills.flatMap(({ of }) => [...of].flatMap(([itemId, bill]) => (bill ? [itemId] : []))));
    this.findHomes();
  }

  of(at: At): Policy {
    const key = keyOf(at);
    const policy = this.made.get(key) ?? this.make(at);
    this.made.set(key, policy);
    return policy;
  }

  /** Where a stock is to be kept although nobody asks for anything. */
  floors(): At[] {
    const pairs = this.seen.items.flatMap(({ id: itemId }) => this.seen.warehouses.map(({ id: warehouseId }) => ({ itemId, warehouseId })));
    return pairs.filter((at) => this.of(at).floor > 0n);
  }

  private make(at: At): Policy {
    const item = this.items.get(at.itemId)!;
    const own = this.rules.get(keyOf(at));
    const rule = own ?? this.rules.get(keyOf({ ...at, warehouseId: null }));
    const policy = rule?.policy ?? (this.withBill.has(at.itemId) ? 'make' : 'buy');
    const { floor, fillTo, mayHold } = this.levels(at, own);
    return {
      policy,
      supplierId: rule?.supplierId ?? null,
      sourceWarehouseId: rule?.sourceWarehouseId ?? null,
      floor,
      fillTo,
      mayHold,
      lotMin: micro(rule?.lotMin ?? '0'),
      lotMultiple: micro(rule?.lotMultiple ?? '0'),
      unit: unitOf(item.scale),
      leadDays: rule?.leadTimeDays ?? USUAL_LEAD[policy]!,
    };
  }

  /**
   * What a warehouse's row says is kept there counts for it alone. What is said of the item as a whole is kept in one place, its
   * home, and looked after by plans of the whole company alone: another warehouse may have it. The home's own row may say the rest.
   */
  private levels(at: At, own: RuleRow | undefined): Pick<Policy, 'floor' | 'fillTo' | 'mayHold'> {
    const fillTo = micro(own?.maxQty ?? '0');
    if (own && hasFloor(own)) return { floor: floorOf(own), fillTo, mayHold: atLeast(floorOf(own), fillTo) };
    const wide = this.rules.get(keyOf({ ...at, warehouseId: null }));
    const safetyStock = wide && micro(wide.safetyStock) > 0n ? wide.safetyStock : this.items.get(at.itemId)!.safetyStock;
    const kept = { floor: floorOf({ safetyStock, minQty: wide?.minQty ?? '0' }), fillTo: fillTo > 0n ? fillTo : micro(wide?.maxQty ?? '0') };
    const isHome = this.seen.isWhole && this.homes.get(at.itemId) === at.warehouseId;
    return { ...(isHome ? kept : { floor: 0n, fillTo }), mayHold: atLeast(kept.floor, kept.fillTo) };
  }

  /** An item's home: of the warehouses that say nothing of what they keep the one that holds most of it, the first one when none does. */
  private findHomes(): void {
    const most = new Map<Id, bigint>();
    const isOpen = (at: At): boolean => !hasFloor(this.rules.get(keyOf(at)));
    for (const { id } of this.seen.items) {
      const first = this.seen.warehouses.find((warehouse) => isOpen({ itemId: id, warehouseId: warehouse.id }));
      if (first) this.homes.set(id, first.id);
    }
    const byPlace = this.seen.stock.filter(isOpen).sort((a, b) => Number(a.warehouseId) - Number(b.warehouseId));
    for (const { itemId, warehouseId, qty } of byPlace) {
      if (micro(qty) <= (most.get(itemId) ?? 0n)) continue;
      most.set(itemId, micro(qty));
      this.homes.set(itemId, warehouseId);
    }
  }
}

const floorOf = ({ safetyStock, minQty }: Pick<RuleRow, 'safetyStock' | 'minQty'>): bigint => atLeast(micro(safetyStock), micro(minQty));
const hasFloor = (rule: RuleRow | undefined): boolean => rule !== undefined && floorOf(rule) > 0n;
const keyOf = ({ itemId, warehouseId }: { readonly itemId: Id; readonly warehouseId: Id | null }): string => `${itemId}@${warehouseId ?? '*'}`;
