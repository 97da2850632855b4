import type { Tx } from '@anwen/database';
import type { Plan } from './import';
import { amountOf, type TradeSource } from './trade-source';

export interface Bought {
  readonly ordered: number;
  readonly received: number;
  readonly rejected: number;
  readonly stocked: number;
  readonly amount: string;
}

export interface TotalsReport {
  readonly bought: Bought;
  readonly sold: { readonly lines: number; readonly qty: number };
  /** Vendors and products whose sums are not those of the files; empty when everything is exact. */
  readonly differences: readonly string[];
}

type Sums = Map<string, Bought>;
const NOTHING: Bought = { ordered: 0, received: 0, rejected: 0, stocked: 0, amount: '0.0000' };

/** What the documents and the ledger hold, per vendor and per product, against the files. */
export async function compareTotals(tx: Tx, trade: TradeSource, plan: Plan): Promise<TotalsReport> {
  const vendors = new Map(plan.source.vendors.map((v) => [v.BusinessEntityID, v.AccountNumber]));
  const products = new Map(plan.source.products.map((p) => [p.ProductID, p.ProductNumber]));
  const lines = trade.bought.flatMap((order) =>
    order.lines.map((line) => ({ ...line, vendor: vendors.get(order.vendor)!, item: products.get(line.product)! })),
  );
  const bought = await askBought(tx);
  const sold = await tx.query<{ item: string; lines: number; qty: number }>(
    `SELECT i.code AS item, count(*)::int AS lines, sum(l.shipped_qty)::float8 AS qty FROM sales_order_lines l JOIN sales_orders o ON o.id = l.order_id AND o.external_ref LIKE 'AW-%'
       JOIN items i ON i.id = l.item_id GROUP BY 1`,
  );
  const sales = new Map<string, { lines: number; qty: number }>();
  for (const { product, qty } of plan.source.sales) {
    const known = sales.get(products.get(product)!) ?? { lines: 0, qty: 0 };
    sales.set(products.get(product)!, { lines: known.lines + 1, qty: known.qty + qty });
  }
  const shown = new Map(sold.map(({ item, ...sums }) => [item, sums]));
  const differences = [
    ...differing(
      'vendor',
      sumsOf(lines, (line) => line.vendor),
      bought.vendors,
    ),
    ...differing(
      'product',
      sumsOf(lines, (line) => line.item),
      bought.items,
    ),
    ...differing('product sold', sales, shown),
    ...differing('ledger', ledgerOf(lines, sales), await askLedger(tx)),
  ];
  return { bought: bought.all, sold: { lines: sold.reduce((n, s) => n + s.lines, 0), qty: sold.reduce((n, s) => n + s.qty, 0) }, differences };
}

interface Line {
  readonly ordered: number;
  readonly received: number;
  readonly rejected: number;
  readonly price: string;
}

const money = (tenThousandths: bigint): string => `${tenThousandths / 10_000n}.${String(tenThousandths % 10_000n).padStart(4, '0')}`;

function sumsOf<L extends Line>(lines: readonly L[], keyOf: (line: L) => string): Sums {
  const sums = new Map<string, { ordered: number; received: number; rejected: number; amount: bigint }>();
  for (const line of lines) {
    const known = sums.get(keyOf(line)) ?? { ordered: 0, received: 0, rejected: 0, amount: 0n };
    const { ordered, received, rejected } = line;
    sums.set(keyOf(line), {
      ordered: known.ordered + ordered,
      received: known.received + received,
      rejected: known.rejected + rejected,
      amount: known.amount + amountOf(line),
    });
  }
  return new Map([...sums].map(([key, { amount, ...sum }]) => [key, { ...sum, stocked: sum.received - sum.rejected, amount: money(amount) }]));
}

async function askBought(tx: Tx): Promise<{ vendors: Sums; items: Sums; all: Bought }> {
  const rows = await tx.query<Bought & { vendor: string | null; item: string | null }>(
    `SELECT p.code AS vendor, i.code AS item, sum(l.qty_base)::float8 AS ordered, sum(l.received_qty)::float8 AS received, sum(l.rejected_qty)::float8 AS rejected,
            sum(l.received_qty - l.rejected_qty)::float8 AS stocked, round(sum(l.qty * l.price), 4)::text AS amount
       FROM purchase_order_lines l JOIN purchase_orders o ON o.id = l.order_id AND o.external_ref LIKE 'AW-PO-%' JOIN partners p ON p.id = o.supplier_id JOIN items i ON i.id = l.item_id
      GROUP BY GROUPING SETS ((p.code), (i.code), ())`,
  );
  const vendors: Sums = new Map();
  const items: Sums = new Map();
  let all = NOTHING;
  for (const { vendor, item, ...sums } of rows) {
    if (vendor !== null) vendors.set(vendor, sums);
    else if (item !== null) items.set(item, sums);
    else all = sums;
  }
  return { vendors, items, all };
}

type Flow = { readonly received: number; readonly returned: number; readonly shipped: number };

/** What the ledger must have moved for the documents: the movements are the proof, not the documents' own sums. */
function ledgerOf(lines: readonly (Line & { item: string })[], sales: ReadonlyMap<string, { qty: number }>): Map<string, Flow> {
  const flows = new Map<string, Flow>();
  const add = (item: string, more: Partial<Flow>): void => {
    const { received, returned, shipped } = flows.get(item) ?? { received: 0, returned: 0, shipped: 0 };
    flows.set(item, { received: received + (more.received ?? 0), returned: returned + (more.returned ?? 0), shipped: shipped + (more.shipped ?? 0) });
  };
  for (const { item, received, rejected } of lines) add(item, { received, returned: rejected });
  for (const [item, { qty }] of sales) add(item, { shipped: qty });
  return flows;
}

async function askLedger(tx: Tx): Promise<Map<string, Flow>> {
  const rows = await tx.query<Flow & { item: string }>(
    `SELECT i.code AS item, coalesce(sum(m.qty) FILTER (WHERE p.doc_type = 'receipt' AND p.event_type = 'RECEIPT'), 0)::float8 AS received,
            coalesce(sum(m.qty) FILTER (WHERE p.doc_type = 'inspection' AND p.event_type = 'ISSUE'), 0)::float8 AS returned,
            coalesce(sum(m.qty) FILTER (WHERE p.doc_type = 'shipment' AND p.event_type = 'SHIP'), 0)::float8 AS shipped
       FROM inventory_postings p JOIN inventory_movements m ON m.posting_id = p.id JOIN items i ON i.id = m.item_id
      WHERE p.doc_type IN ('receipt', 'inspection', 'shipment') GROUP BY 1`,
  );
  return new Map(rows.map(({ item, ...flow }) => [item, flow]));
}

/** What stands on one side and not, or otherwise, on the other, in words. */
export function differing<T extends object>(what: string, wanted: ReadonlyMap<string, T>, found: ReadonlyMap<string, T>): string[] {
  const keys = [...new Set([...wanted.keys(), ...found.keys()])].sort();
  const say = (one: T | undefined): string => JSON.stringify(one ?? null, Object.keys(one ?? {}).sort());
  return keys
    .filter((key) => say(wanted.get(key)) !== say(found.get(key)))
    .map((key) => `${what} ${key}: files ${say(wanted.get(key))}, database ${say(found.get(key))}`);
}
