import type { Tx } from '@anwen/database';
import { changesOf } from './plan';
import type { Plan } from './import';
import { orderNumber, orderRef } from './making';
import type { MakingSource } from './making-source';
import { differing } from './trade-totals';

/** Sums over all work orders, as the documents hold them; money and hours with four digits after the point. */
export interface MadeReport {
  readonly orders: number;
  readonly ordered: number;
  readonly stocked: number;
  readonly scrapped: number;
  readonly withScrap: number;
  readonly late: number;
  readonly reasons: number;
  readonly operations: number;
  readonly hours: string;
  readonly plannedCost: string;
  readonly issues: number;
  readonly issued: number;
}

type Product = Pick<MadeReport, 'orders' | 'ordered' | 'stocked' | 'scrapped' | 'withScrap' | 'late'>;
type Reason = { readonly orders: number; readonly scrapped: number };
type Centre = Pick<MadeReport, 'operations' | 'hours' | 'plannedCost'>;
type Component = Pick<MadeReport, 'issues' | 'issued'>;
type Flow = { readonly made: number; readonly used: number };

interface Sums {
  readonly products: Map<string, Product>;
  readonly reasons: Map<string, Reason>;
  readonly centres: Map<string, Centre>;
  readonly components: Map<string, Component>;
  readonly flows: Map<string, Flow>;
}

/** What documents and ledger hold, per product, reason, work centre and component, against the files. */
export async function compareMaking(tx: Tx, making: MakingSource, plan: Plan): Promise<MadeReport & { differences: readonly string[] }> {
  const wanted = sumsOfFiles(making, plan);
  const found = await sumsOfDatabase(tx);
  const differences = [
    ...differing('product made', wanted.products, found.products),
    ...differing('scrap reason', wanted.reasons, found.reasons),
    ...differing('work centre', wanted.centres, found.centres),
    ...differing('component', wanted.components, found.components),
    ...differing('ledger of production', wanted.flows, found.flows),
  ];
  return { ...total(found), differences: [...differences, ...(await unfinished(tx, plan))] };
}

function sumsOfFiles(making: MakingSource, { source, bills, documents }: Plan): Sums {
  const codes = new Map(source.products.map((p) => [p.ProductID, p.ProductNumber]));
  const reasonNames = new Map(source.scrapReasons.map((r) => [r.ScrapReasonID, r.Name]));
  const centreNames = new Map(source.locations.map((l) => [l.LocationID, l.Name]));
  const sums: Sums = { products: new Map(), reasons: new Map(), centres: new Map(), components: new Map(), flows: new Map() };
  const centres = new Map<string, { operations: number; hours: bigint; cost: bigint }>();
  for (const { id, product, ordered, stocked, scrapped, scrapReason, end } of source.workOrders) {
    const withScrap = Number(scrapped > 0);
    const late = Number(end > (making.dueOn.get(id) ?? end));
    add(sums.products, codes.get(product)!, { orders: 1, ordered, stocked, scrapped, withScrap, late });
    if (withScrap) add(sums.reasons, reasonNames.get(scrapReason ?? 0) ?? 'none', { orders: 1, scrapped });
    if (stocked > 0) add(sums.flows, codes.get(product)!, { made: stocked, used: 0 });
  }
  for (const { centre, hours, plannedCost } of [...making.operations.values()].flat()) {
    const known = centres.get(centreNames.get(centre)!) ?? { operations: 0, hours: 0n, cost: 0n };
    centres.set(centreNames.get(centre)!, { operations: known.operations + 1, hours: known.hours + hours, cost: known.cost + plannedCost });
  }
  for (const [name, { operations, hours, cost }] of centres) sums.centres.set(name, { operations, hours: fourDigits(hours), plannedCost: fourDigits(cost) });
  for (const document of documents)
    if (document.kind === 'issue')
      for (const { product, qty } of changesOf(document, bills)) {
        add(sums.components, codes.get(product)!, { issues: 1, issued: -qty });
        add(sums.flows, codes.get(product)!, { made: 0, used: -qty });
      }
  return sums;
}

async function sumsOfDatabase(tx: Tx): Promise<Sums> {
  const mine = `work_orders w ON w.external_ref LIKE 'AW-WO-%'`;
  const by = async <T extends object>(sql: string): Promise<Map<string, T>> =>
    new Map((await tx.query<T & { key: string }>(sql)).map(({ key, ...sums }) => [key, sums as unknown as T]));
  return {
    products: await by(
      `SELECT i.code AS key, count(*)::int AS orders, sum(w.qty_planned)::float8 AS ordered, sum(w.qty_good)::float8 AS stocked, sum(w.qty_scrap)::float8 AS scrapped,
              count(*) FILTER (WHERE w.qty_scrap > 0)::int AS "withScrap", count(*) FILTER (WHERE (w.completed_at AT TIME ZONE 'UTC')::date > w.due_on)::int AS late
         FROM items i JOIN ${mine} AND w.item_id = i.id GROUP BY 1`,
    ),
    reasons: await by(
      `SELECT coalesce(c.label_en, 'none') AS key, count(*)::int AS orders, sum(r.scrap)::float8 AS scrapped
         FROM production_reports r JOIN ${mine} AND w.id = r.work_order_id LEFT JOIN reason_codes c ON c.id = r.scrap_reason_id WHERE r.scrap > 0 GROUP BY 1`,
    ),
    // Worked time of the runs, but the planned time at the work centre's rate; an operation is one report.
    centres: await by(
      `SELECT c.name AS key, count(r.id)::int AS operations, round(sum(extract(epoch FROM n.ended_at - n.started_at)) / 3600, 4)::text AS hours,
              round(sum(o.setup_s * c.hourly_cost) / 3600, 4)::text AS "plannedCost"
         FROM wo_operations o JOIN ${mine} AND w.id = o.work_order_id JOIN work_centers c ON c.id = o.work_center_id JOIN wo_operation_runs n ON n.operation_id = o.id
         LEFT JOIN production_reports r ON r.operation_id = o.id GROUP BY 1`,
    ),
    components: await by(
      `SELECT i.code AS key, count(*)::int AS issues, sum(u.qty)::float8 AS issued FROM wo_consumptions u JOIN ${mine} AND w.id = u.work_order_id JOIN items i ON i.id = u.item_id GROUP BY 1`,
    ),
    flows: await by(
      `SELECT i.code AS key, coalesce(sum(m.qty) FILTER (WHERE p.event_type = 'PRODUCE'), 0)::float8 AS made, coalesce(sum(m.qty) FILTER (WHERE p.event_type = 'BACKFLUSH'), 0)::float8 AS used
         FROM inventory_postings p JOIN ${mine} AND w.number = p.doc_ref JOIN inventory_movements m ON m.posting_id = p.id JOIN items i ON i.id = m.item_id
        WHERE p.doc_type = 'work_order' GROUP BY 1`,
    ),
  };
}

/** Orders that are not there, or not closed, by their number. */
async function unfinished(tx: Tx, { source }: Plan): Promise<string[]> {
  const rows = await tx.query<{ ref: string }>(`SELECT external_ref AS ref FROM work_orders WHERE external_ref LIKE 'AW-WO-%' AND state = 'closed'`);
  const closed = new Set(rows.map((r) => r.ref));
  return source.workOrders.filter(({ id }) => !closed.has(orderRef(id))).map((order) => `work order ${orderNumber(order)} is not closed`);
}

function total({ products, reasons, centres, components }: Sums): MadeReport {
  const sum = <T>(rows: Map<string, T>, of: (row: T) => number): number => [...rows.values()].reduce((all, row) => all + of(row), 0);
  const exact = (of: (row: Centre) => string): string => fourDigits([...centres.values()].reduce((all, row) => all + BigInt(of(row).replace('.', '')), 0n));
  return {
    orders: sum(products, (p) => p.orders),
    ordered: sum(products, (p) => p.ordered),
    stocked: sum(products, (p) => p.stocked),
    scrapped: sum(products, (p) => p.scrapped),
    withScrap: sum(products, (p) => p.withScrap),
    late: sum(products, (p) => p.late),
    reasons: reasons.size,
    operations: sum(centres, (c) => c.operations),
    hours: exact((c) => c.hours),
    plannedCost: exact((c) => c.plannedCost),
    issues: sum(components, (c) => c.issues),
    issued: sum(components, (c) => c.issued),
  };
}

function add<T extends object>(sums: Map<string, T>, key: string, more: T): void {
  const known = sums.get(key) as Record<string, number> | undefined;
  const entries = Object.entries(more as Record<string, number>).map(([name, value]) => [name, (known?.[name] ?? 0) + value]);
  sums.set(key, Object.fromEntries(entries) as T);
}

const fourDigits = (tenThousandths: bigint): string => `${tenThousandths / 10_000n}.${String(tenThousandths % 10_000n).padStart(4, '0')}`;
