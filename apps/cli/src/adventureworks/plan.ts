import type { Bills } from './bills';
import type { PurchaseLine, Sale, Source, WorkOrder } from './source';

/** One business document of the history; it becomes one posting. Issue lines are worked out only when it is posted. */
export type Document =
  | { readonly kind: 'receipt'; readonly date: string; readonly id: number; readonly lines: readonly PurchaseLine[] }
  | { readonly kind: 'produce'; readonly date: string; readonly id: number; readonly order: WorkOrder }
  | { readonly kind: 'issue'; readonly date: string; readonly id: number; readonly order: WorkOrder }
  | { readonly kind: 'ship'; readonly date: string; readonly id: number; readonly lines: readonly Sale[] };

/** What a document does to one product: above zero comes in, below zero goes out. */
export interface Change {
  readonly product: number;
  readonly qty: number;
}

/** On one day goods come in before goods go out; otherwise an arrival of the morning would miss at noon. */
const ORDER = { receipt: 0, produce: 1, issue: 2, ship: 3 } as const;

/**
 * Every document in the order in which it is posted: by day, then kind, then number. With `everyOrder` also the issues without
 * material and the productions without a good piece: they move nothing, but their orders have a begin and an end.
 */
export function planDocuments(source: Pick<Source, 'purchases' | 'workOrders' | 'sales'>, bills: Bills, { everyOrder = false } = {}): Document[] {
  const documents: Document[] = [];
  for (const [id, lines] of groupByOrder(source.purchases)) documents.push({ kind: 'receipt', date: first(lines).date, id, lines });
  for (const order of source.workOrders) {
    if (everyOrder || order.stocked > 0) documents.push({ kind: 'produce', date: order.end, id: order.id, order });
    if (everyOrder || bills.on(order.product, order.start).length > 0) documents.push({ kind: 'issue', date: order.start, id: order.id, order });
  }
  for (const [id, lines] of groupByOrder(source.sales)) documents.push({ kind: 'ship', date: first(lines).date, id, lines });
  return documents.sort((a, b) => compare(a.date, b.date) || ORDER[a.kind] - ORDER[b.kind] || a.id - b.id);
}

/** The movements of one document, each in whole units of its product (exact: far below 2^53). */
export function changesOf(document: Document, bills: Bills): Change[] {
  switch (document.kind) {
    case 'receipt':
      return document.lines.map(({ product, qty }) => ({ product, qty }));
    case 'produce':
      return [{ product: document.order.product, qty: document.order.stocked }];
    case 'issue': {
      const { product, start, ordered } = document.order;
      return bills.on(product, start).map((c) => ({ product: c.product, qty: -c.perAssembly * ordered }));
    }
    case 'ship':
      return document.lines.map(({ product, qty }) => ({ product, qty: -qty }));
  }
}

export interface Forecast {
  readonly movements: number;
  /** Product → what it must have at the start so that it never falls below zero on the way. */
  readonly openings: ReadonlyMap<number, number>;
  /** Product → what is left of it at the end. */
  readonly closings: ReadonlyMap<number, number>;
}

/** Walks the whole history once without posting it: the deepest deficit of a product is its opening stock. */
export function forecast(documents: readonly Document[], bills: Bills): Forecast {
  const balances = new Map<number, number>();
  const openings = new Map<number, number>();
  let movements = 0;
  for (const document of documents) {
    for (const { product, qty } of changesOf(document, bills)) {
      const balance = (balances.get(product) ?? 0) + qty;
      balances.set(product, balance);
      movements++;
      if (-balance > (openings.get(product) ?? 0)) openings.set(product, -balance);
    }
  }
  const closings = new Map([...balances].map(([product, end]) => [product, end + (openings.get(product) ?? 0)]));
  return { movements, openings, closings };
}

function groupByOrder<T extends { readonly order: number; readonly date: string }>(lines: readonly T[]): Map<number, T[]> {
  const orders = new Map<number, T[]>();
  for (const line of lines) {
    const known = orders.get(line.order);
    if (known) known.push(line);
    else orders.set(line.order, [line]);
  }
  return orders;
}

function first<T>(list: readonly T[]): T {
  return list[0] as T; // a group exists because a line made it
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
