import type { Id } from '@anwen/kernel';
import { atLeast, atMost, upTo, type Micro } from './amounts.rules';
import type { Workdays } from './workdays.rules';

/** Who wants something. `work_order`: its material; `planned`, `move`: a suggestion of this run; `safety` is made here, from the policy. */
export type DemandSource = 'sales' | 'forecast' | 'manual' | 'work_order' | 'transfer' | 'planned' | 'move' | 'stock' | 'safety';
export type SupplyKind = 'stock' | 'purchase_order' | 'work_order' | 'transfer' | 'inspection' | 'planned';

export interface Demand {
  readonly key: string;
  readonly source: DemandSource;
  /** What people call it: a document's number, an item's code. */
  readonly ref: string;
  readonly dueOn: string;
  /** 1 goes first, 9 last. */
  readonly priority: number;
  readonly qty: Micro;
}

export interface Document {
  readonly type: 'purchase_order' | 'work_order' | 'transfer';
  readonly id: string;
  readonly number: string;
}

/** What will come in without anything being decided now. */
export interface Receipt {
  readonly key: string;
  readonly kind: Exclude<SupplyKind, 'stock' | 'planned'>;
  readonly availableOn: string;
  /** Somebody has said when it comes; without a day it comes when it is wanted, and cannot be early. */
  readonly isDated: boolean;
  readonly qty: Micro;
  /** None: goods that are here and wait for their inspection. Nothing is ever advised about those. */
  readonly document: Document | null;
  /** Nobody has begun with it: it can be put off or cancelled. */
  readonly isMovable: boolean;
}

/** How an item is ordered in a warehouse. */
export interface OrderRule {
  /** The stock should not fall below it. */
  readonly floor: Micro;
  /** An order fills the stock up to here; 0 = it brings what is missing. */
  readonly fillTo: Micro;
  /** As much may lie here although nobody asks for it: what comes up to here is not called useless. */
  readonly mayHold: Micro;
  readonly lotMin: Micro;
  readonly lotMultiple: Micro;
  /** The smallest quantity that the item is kept in. */
  readonly unit: Micro;
  /** Working days from the decision to the goods. */
  readonly leadDays: number;
}

export interface Node {
  readonly key: string;
  readonly stock: Micro;
  readonly demands: readonly Demand[];
  readonly receipts: readonly Receipt[];
  readonly rule: OrderRule;
}

export interface Peg {
  readonly demand: Demand;
  readonly supply: { readonly kind: SupplyKind; readonly key: string };
  readonly qty: Micro;
}

/** An order that should be made. */
export interface PlannedOrder {
  readonly key: string;
  readonly qty: Micro;
  /** Before the rule of lots. */
  readonly needed: Micro;
  readonly needOn: string;
  readonly releaseOn: string;
  readonly dueOn: string;
  /** A demand waits for it. */
  readonly isLate: boolean;
  /** The demand that emptied the stock and what there was for it; none: the stock is below its floor. */
  readonly cause: { readonly demand: Demand; readonly has: Micro; readonly others: number } | null;
  /** What it cannot begin without, and when the plan has that at the earliest. */
  readonly waitsFor?: { readonly itemId: Id; readonly on: string };
}

export interface Advice {
  readonly receipt: Receipt;
  readonly exception: 'late' | 'early' | 'cancel';
  readonly needOn: string | null;
}

export interface NodePlan {
  readonly planned: readonly PlannedOrder[];
  readonly pegs: readonly Peg[];
  readonly advice: readonly Advice[];
}

export interface Span {
  readonly today: string;
  /** The last day that the plan looks at. */
  readonly until: string;
  readonly workdays: Workdays;
}

/** Goods that come less than a week before they are needed are no trouble worth a word. */
const EARLY_DAYS = 7;
const SOURCE_ORDER: readonly DemandSource[] = ['stock', 'work_order', 'transfer', 'sales', 'manual', 'planned', 'move', 'forecast', 'safety'];

type Draft = Omit<PlannedOrder, 'releaseOn' | 'dueOn' | 'isLate' | 'waitsFor'>;
interface Taken {
  readonly receipt: Receipt;
  readonly neededOn: string;
}

/** Quantity of an order for what is missing: at least the smallest lot, whole multiples, whole units. */
export function lotOf(needed: Micro, rule: Pick<OrderRule, 'lotMin' | 'lotMultiple' | 'unit'>): Micro {
  return upTo(upTo(atLeast(needed, rule.lotMin), rule.lotMultiple), rule.unit);
}

/**
 * One item in one warehouse: what is there and what comes covers the demands in the order of their days; what is left
 * uncovered is planned. Receipts that come too late are used all the same, with the advice to bring them forward, because
 * two orders for one need are worse than one that somebody has to hurry.
 */
export function netNode(node: Node, span: Span): NodePlan {
  const demands = [...node.demands].sort(byUrgency);
  const receipts = [...node.receipts].sort(byArrival);
  const walk = new Walk(node, receipts, span.today);
  walk.cover(span.today, null);
  for (const day of daysOf(demands, span.today)) walk.useUp(day);
  const pegs = pegsOf(node, demands, walk);
  const dues = firstDues(pegs);
  const advice = walk.taken.flatMap((taken) => movesOf(taken, dues.get(taken.receipt.key), span));
  return {
    planned: walk.planned.map((draft) => dated(draft, node.rule, dues.get(draft.key), span)),
    pegs,
    advice: [...advice, ...uselessOf(receipts.slice(walk.taken.length), walk.spare, node.rule, span)],
  };
}

/** The balance above the floor from day to day. Receipts are taken when they are needed, whatever their day. */
class Walk {
  readonly taken: Taken[] = [];
  readonly planned: Draft[] = [];
  private balance: Micro;

  constructor(
    private readonly node: Node,
    private readonly receipts: readonly Receipt[],
    private readonly today: string,
  ) {
    this.balance = node.stock - node.rule.floor;
  }

  /** What is left above the floor at the end. */
  get spare(): Micro {
    return this.balance;
  }

  useUp({ day, demands }: { day: string; demands: readonly Demand[] }): void {
    let cause: { demand: Demand; has: Micro; others: number } | null = null;
    const coming = this.receipts.slice(this.taken.length).reduce((sum, { qty }) => sum + qty, 0n);
    for (const demand of demands) {
      if (cause) cause.others++;
      else if (demand.qty > this.balance + coming) cause = { demand, has: atLeast(this.balance + this.node.rule.floor + coming, 0n), others: 0 };
      this.balance -= demand.qty;
    }
    this.cover(day, cause);
  }

  cover(day: string, cause: PlannedOrder['cause']): void {
    while (this.balance < 0n && this.taken.length < this.receipts.length) {
      const receipt = this.receipts[this.taken.length]!;
      this.taken.push({ receipt, neededOn: day });
      this.balance += receipt.qty;
    }
    if (this.balance >= 0n) return;
    const { rule, key } = this.node;
    const needed = atLeast(rule.fillTo - rule.floor, 0n) - this.balance;
    const qty = lotOf(needed, rule);
    this.planned.push({ key: `${key}#${this.planned.length + 1}`, qty, needed, needOn: day < this.today ? this.today : day, cause });
    this.balance += qty;
  }
}

/** First come, first served: the demands in their order against stock, receipts and planned orders in theirs; the floor comes last. */
function pegsOf({ stock, rule, key }: Node, demands: readonly Demand[], { taken, planned }: Walk): Peg[] {
  const wanted = [...demands];
  if (stock < 0n) wanted.unshift({ key: `${key}!negative`, source: 'stock', ref: '', dueOn: '', priority: 1, qty: -stock });
  if (rule.floor > 0n) wanted.push({ key: `${key}!safety`, source: 'safety', ref: '', dueOn: '', priority: 9, qty: rule.floor });
  const supplies = [
    { kind: 'stock' as const, key: 'stock', qty: atLeast(stock, 0n) },
    ...taken.map(({ receipt }) => ({ kind: receipt.kind, key: receipt.key, qty: receipt.qty })),
    ...planned.map((order) => ({ kind: 'planned' as const, key: order.key, qty: order.qty })),
  ];
  const pegs: Peg[] = [];
  let at = 0;
  let left = supplies[0]!.qty;
  for (const demand of wanted) {
    for (let open = demand.qty; open > 0n;) {
      if (left === 0n) left = supplies[++at]!.qty;
      const qty = atMost(open, left);
      if (qty > 0n) pegs.push({ demand, supply: { kind: supplies[at]!.kind, key: supplies[at]!.key }, qty });
      open -= qty;
      left -= qty;
    }
  }
  return pegs;
}

function dated(draft: Draft, { leadDays }: OrderRule, waiting: string | undefined, { today, workdays }: Span): PlannedOrder {
  const wished = workdays.back(draft.needOn, leadDays);
  // In time for what is still to come; what waits since a day that has passed is late all the same.
  if (wished >= today) return { ...draft, releaseOn: wished, dueOn: draft.needOn, isLate: waiting !== undefined && waiting < draft.needOn };
  const releaseOn = workdays.forward(today, 0);
  const dueOn = atLater(workdays.forward(releaseOn, leadDays), draft.needOn);
  return { ...draft, releaseOn, dueOn, isLate: waiting !== undefined && waiting < dueOn };
}

function movesOf({ receipt, neededOn }: Taken, waiting: string | undefined, { today }: Span): Advice[] {
  const arrival = atLater(receipt.availableOn, today);
  if (receipt.document === null) return [];
  if (waiting !== undefined && waiting < arrival) {
    const needOn = atLater(waiting, today);
    // What comes today cannot come sooner; what should have come already can be asked for.
    return needOn === receipt.availableOn ? [] : [{ receipt, exception: 'late', needOn }];
  }
  const isEarly = receipt.isMovable && receipt.isDated && Date.parse(neededOn) - Date.parse(arrival) > EARLY_DAYS * 86_400_000;
  return isEarly ? [{ receipt, exception: 'early', needOn: neededOn }] : [];
}

/** Nothing needs them; what an item may hold anyhow is left alone. */
function uselessOf(receipts: readonly Receipt[], spare: Micro, { mayHold, floor }: OrderRule, { until }: Span): Advice[] {
  let room = atLeast(mayHold - floor, 0n) - spare;
  return receipts.flatMap((receipt): Advice[] => {
    if (!receipt.isMovable || receipt.availableOn > until) return [];
    if (receipt.qty <= room) {
      room -= receipt.qty;
      return [];
    }
    return [{ receipt, exception: 'cancel', needOn: null }];
  });
}

/** By supply: when the first real demand that it serves is due. */
export function firstDues(pegs: readonly Peg[]): ReadonlyMap<string, string> {
  const dues = new Map<string, string>();
  for (const { demand, supply } of pegs) {
    if (demand.source === 'safety' || demand.source === 'stock') continue;
    const known = dues.get(supply.key);
    if (known === undefined || demand.dueOn < known) dues.set(supply.key, demand.dueOn);
  }
  return dues;
}

function daysOf(sorted: readonly Demand[], today: string): { day: string; demands: Demand[] }[] {
  const days: { day: string; demands: Demand[] }[] = [];
  for (const demand of sorted) {
    const day = atLater(demand.dueOn, today);
    if (days.at(-1)?.day === day) days.at(-1)!.demands.push(demand);
    else days.push({ day, demands: [demand] });
  }
  return days;
}

const atLater = (a: string, b: string): string => (a > b ? a : b);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const rank = (source: DemandSource): number => SOURCE_ORDER.indexOf(source);

/** A total order: what comes in in another order gives the same plan. */
const byUrgency = (a: Demand, b: Demand): number =>
  compare(a.dueOn, b.dueOn) || a.priority - b.priority || rank(a.source) - rank(b.source) || compare(a.key, b.key);
const byArrival = (a: Receipt, b: Receipt): number => compare(a.availableOn, b.availableOn) || compare(a.kind, b.kind) || compare(a.key, b.key);
