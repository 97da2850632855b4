import { PartnerService, seedReasonCodes } from '@anwen/catalog';
import { BomStructureService } from '@anwen/catalog/engineering';
import { StockService } from '@anwen/inventory';
import type { Database, Tx } from '@anwen/database';
import { uuidV5, type Id } from '@anwen/kernel';
import { SalesHistoryService } from '@anwen/trade/outbound';
import { ProductionHistoryService } from '@anwen/work-orders/history';
import type { INestApplicationContext } from '@nestjs/common';
import type { Session } from '../session';
import { withTradeServices } from '../services';
import { Buying } from './buying';
import { FrozenBills } from './frozen-bills';
import { STATEMENT_TIMEOUT_MS, explainShortage, makePlan, openings, type Plan } from './import';
import { IMPORT_BATCH, WAREHOUSE } from './loading';
import { Making, makingPlaces, type MakingDocument, type MakingPlaces } from './making';
import { readMaking, type MakingSource } from './making-source';
import { compareMaking, type MadeReport } from './making-totals';
import { loadRoutings } from './engineering';
import { loadMasterData } from './master-data';
import { planDocuments, type Document } from './plan';
import { NAMESPACE, type Directory } from './posting';
import { Problems } from './problems';
import { LOG_INTERVAL_MS, Progress, TERMINAL_INTERVAL_MS, grouped } from './progress';
import { pastOrder, type SalesPlaces } from './selling';
import { compareTotals, type TotalsReport } from './trade-totals';
import { readTrade, type BoughtOrder, type TradeSource } from './trade-source';

export interface TradeReport {
  readonly interrupted: boolean;
  readonly bought: { readonly orders: number; readonly lines: number };
  readonly sold: { readonly orders: number; readonly lines: number };
  readonly made: { readonly orders: number; readonly operations: number; readonly seconds: number; readonly ordersPerSecond: number };
  /** What the database holds against what the files say. */
  readonly totals: (TotalsReport & { readonly made: MadeReport }) | null;
  readonly seconds: number;
}

/** Sales in one transaction; opening balances in one. */
const DOCUMENTS_A_BATCH = 200;

/**
 * Replays the history with its documents: purchase orders, receipts and inspections instead of bare receipts, sales orders
 * and shipments instead of bare issues, work orders with operations and reports instead of bare production. Safe to interrupt
 * and to repeat like the bare replay.
 */
export async function importTrade(session: Session, { from }: { from: string }): Promise<TradeReport> {
  session.terminal.note(`reading ${from}`);
  const plan = await makePlan(from);
  const problems = new Problems();
  const trade = await readTrade(from, problems);
  const making = await readMaking(from, plan.source.workOrders, problems);
  problems.refuse();
  const started = Date.now();
  const signal = session.interrupted;
  const database = await session.database();
  const { totals, made } = await withTradeServices(database, async (services) => {
    const run = await prepare(session, { database, services, plan, trade, making });
    await run.all(signal).catch(explainShortage);
    return { totals: signal.aborted ? null : await compare(session, { database, plan, trade, making }), made: run.made };
  });
  const lines = (orders: Iterable<{ lines: readonly unknown[] }>): number => [...orders].reduce((sum, order) => sum + order.lines.length, 0);
  return {
    interrupted: signal.aborted,
    bought: { orders: trade.bought.length, lines: lines(trade.bought) },
    sold: { orders: trade.sold.size, lines: plan.source.sales.length },
    made: { orders: plan.source.workOrders.length, operations: lines([...making.operations.values()].map((list) => ({ lines: list }))), ...made },
    totals,
    seconds: Math.round((Date.now() - started) / 100) / 10,
  };
}

/** Sums over everything take longer than a document's statement may. */
function compare(session: Session, { database, plan, trade, making }: Omit<Given, 'services'>): Promise<NonNullable<TradeReport['totals']>> {
  return database.transaction({ ...session.everything, statementTimeoutMs: STATEMENT_TIMEOUT_MS }, async (tx) => {
    const traded = await compareTotals(tx, trade, plan);
    const { differences, ...made } = await compareMaking(tx, making, plan);
    return { ...traded, made, differences: [...traded.differences, ...differences] };
  });
}

interface Given {
  readonly database: Database;
  readonly services: INestApplicationContext;
  readonly plan: Plan;
  readonly trade: TradeSource;
  readonly making: MakingSource;
}

async function prepare(session: Session, given: Given): Promise<TradeRun> {
  const { database, services, plan, trade } = given;
  const everything = { ...session.everything, statementTimeoutMs: STATEMENT_TIMEOUT_MS };
  const inspected = new Set(trade.bought.flatMap((order) => order.lines.flatMap((line) => (line.rejected > 0 ? [line.product] : []))));
  const { ids, places, workshop } = await database.transaction(everything, async (tx) => {
    await refuseBareReplay(tx, trade);
    await refuseBareProduction(tx, plan);
    await seedReasonCodes(tx, session.actor); // what goes back to a supplier needs a reason
    const { source, unitOf } = plan;
    const ids = await loadMasterData({ tx, actor: session.actor, services, source, unitOf, forOrders: { inspected } });
    await loadRoutings({ tx, actor: session.actor, services, source }, given.making.operations);
    return { ids, places: await salesPlaces(tx, ids), workshop: await makingPlaces(tx, ids, source.locations) };
  });
  session.terminal.note('the master data is in place; replaying the history with its documents (Ctrl-C stops it, the next run goes on)');
  return new TradeRun(session, { ...given, everything, ids, places, workshop });
}

/** Goods that the bare replay has received would come in twice. */
async function refuseBareReplay(tx: Tx, { bought }: TradeSource): Promise<void> {
  const ids = bought.map((order) => uuidV5(NAMESPACE, `purchase_order/${order.id}/receipt`));
  const known = await tx.query('SELECT 1 FROM inventory_postings WHERE client_op_id = ANY ($1::uuid[]) LIMIT 1', [ids]);
  if (known.length > 0)
    throw Object.assign(new Error('this database has replayed the receipts without their orders; the orders need a fresh one'), { exitCode: 3 });
}

/** Production of the bare replay, or of an import from before work orders were brought: used up and made without its orders. */
async function refuseBareProduction(tx: Tx, { source }: Plan): Promise<void> {
  const ids = source.workOrders.flatMap(({ id }) => [uuidV5(NAMESPACE, `work_order/${id}/issue`), uuidV5(NAMESPACE, `work_order/${id}/produce`)]);
  const known = await tx.query(
    `SELECT 1 FROM inventory_postings p WHERE p.client_op_id = ANY ($1::uuid[]) AND NOT EXISTS (SELECT FROM work_orders w WHERE w.number = p.doc_ref) LIMIT 1`,
    [ids],
  );
  if (known.length > 0)
    throw Object.assign(new Error('this database has replayed the production without its work orders; the orders need a fresh one'), { exitCode: 3 });
}

async function salesPlaces(tx: Tx, ids: Directory): Promise<SalesPlaces> {
  const customers = await tx.query<{ ref: string; id: Id }>(
    `SELECT split_part(external_ref, ':', 3) AS ref, id::text AS id FROM partners WHERE external_ref LIKE 'adventureworks:customer:%'`,
  );
  const [place] = await tx.query<{ id: Id }>('SELECT warehouse_id::text AS id FROM locations WHERE id = $1', [ids.flow]);
  return { warehouse: place!.id, stage: ids.flow, customers: new Map(customers.map((c) => [Number(c.ref), c.id])) };
}

type Prepared = Given & {
  readonly everything: Parameters<Database['transaction']>[0];
  readonly ids: Directory;
  readonly places: SalesPlaces;
  readonly workshop: MakingPlaces;
};

/** One walk through the days: deliveries of the day first, then what was made and used, then what was sold. */
class TradeRun {
  private readonly progress: Progress;
  private readonly buying: Buying;
  private readonly making: Making;
  private readonly documents: readonly Document[];
  private waiting: Document[] = [];
  private makingMs = 0;
  private ended = 0;

  constructor(
    private readonly session: Session,
    private readonly given: Prepared,
  ) {
    const { plan, trade, database, services, everything, ids } = given;
    const { products, vendors } = plan.source;
    const items = new Map(products.map((p) => [p.ProductID, p.ProductNumber]));
    const suppliers = new Map(vendors.map((v) => [v.BusinessEntityID, v.AccountNumber]));
    const names = { item: (id: number) => items.get(id)!, vendor: (id: number) => suppliers.get(id)!, dock: `${WAREHOUSE}-FLOW` };
    this.buying = new Buying(services, database, { actor: session.actor, everything }, names);
    const structure = services.get(BomStructureService);
    const bills = new FrozenBills((tx, wanted) => structure.requirementsFor(tx, wanted), plan.source.bills);
    this.making = new Making(ids, given.workshop, given.making, bills);
    this.documents = planDocuments(plan.source, plan.bills, { everyOrder: true }).filter((document) => document.kind !== 'receipt');
    const work = { total: 2 * trade.bought.length + this.documents.length, of: 'documents' };
    this.progress = new Progress(work, (line) => session.terminal.progress(line), process.stderr.isTTY ? TERMINAL_INTERVAL_MS : LOG_INTERVAL_MS);
  }

  /** How long the production's transactions took, and how many orders they brought to their end in a second. */
  get made(): { seconds: number; ordersPerSecond: number } {
    return { seconds: Math.round(this.makingMs / 100) / 10, ordersPerSecond: Math.round((this.ended / Math.max(this.makingMs, 1)) * 1000) };
  }

  async all(signal: AbortSignal): Promise<void> {
    const { plan, trade, ids } = this.given;
    await this.open([...openings(plan, ids)]);
    await this.buying.open(trade.bought, (n, isNew) => this.progress.step(n, { skipped: !isNew, where: 'purchase orders' }));
    const deliveries = [...trade.bought];
    for (const document of this.documents) {
      if (signal.aborted) return;
      while (deliveries[0] && deliveries[0].date <= document.date) await this.receive(deliveries.shift()!);
      await this.take(document);
    }
    await this.flush();
    for (const order of deliveries) if (!signal.aborted) await this.receive(order);
    if (!signal.aborted) await this.blockSuppliers();
  }

  private async receive(order: BoughtOrder): Promise<void> {
    await this.flush();
    const isNew = await this.buying.receive(order);
    this.progress.step(1, { skipped: !isNew, where: order.date });
  }

  /** Sales and production go in batches of their own, production by whole days: an order may begin and end on one. The order of the days stays. */
  private async take(document: Document): Promise<void> {
    const [first] = this.waiting;
    if (first && (isSale(first) !== isSale(document) || (isSale(first) ? this.waiting.length >= DOCUMENTS_A_BATCH : first.date !== document.date)))
      await this.flush();
    this.waiting.push(document);
  }

  private async flush(): Promise<void> {
    const batch = this.waiting;
    this.waiting = [];
    const [first] = batch;
    if (!first) return;
    const isNew = isSale(first) ? await this.sell(batch) : await this.make(batch.filter(isMade));
    this.progress.step(batch.length, { skipped: !isNew, where: first.date });
  }

  private async sell(batch: readonly Document[]): Promise<boolean> {
    const { trade, ids, places, services, database, everything } = this.given;
    const orders = batch.flatMap((d) => (isSale(d) ? [pastOrder(d, trade.sold.get(d.id)!, { ids, places })] : []));
    const history = services.get(SalesHistoryService);
    const done = await database.transaction(everything, (tx) => history.load(tx, this.session.actor, orders, { batch: IMPORT_BATCH }));
    return done.orders > 0;
  }

  private async make(batch: readonly MakingDocument[]): Promise<boolean> {
    const { services, database, everything } = this.given;
    const history = services.get(ProductionHistoryService);
    const began = Date.now();
    const done = await database.transaction(everything, async (tx) =>
      history.load(tx, this.session.actor, await this.making.stepsOf(tx, batch), { batch: IMPORT_BATCH }),
    );
    if (done.released + done.completed === 0) return false;
    this.makingMs += Date.now() - began;
    this.ended += done.completed;
    return true;
  }

  private async open(postings: Parameters<StockService['replay']>[2]): Promise<void> {
    const { services, database, everything } = this.given;
    for (let at = 0; at < postings.length; at += DOCUMENTS_A_BATCH) {
      const some = postings.slice(at, at + DOCUMENTS_A_BATCH);
      await database.transaction(everything, (tx) => services.get(StockService).replay(tx, this.session.actor, some));
    }
  }

  /** Now that their orders are in, inactive vendors get none any more. */
  private async blockSuppliers(): Promise<void> {
    const { plan, services, database, everything } = this.given;
    const partners = services.get(PartnerService);
    const codes = plan.source.vendors.filter((v) => !v.ActiveFlag).map((v) => v.AccountNumber);
    await database.transaction(everything, async (tx) => {
      const rows = await tx.query<{ id: string; rowVersion: number }>(
        `SELECT public_id AS id, row_version AS "rowVersion" FROM partners WHERE code = ANY ($1) AND status = 'active' ORDER BY id`,
        [codes],
      );
      for (const row of rows) await partners.update(tx, this.session.actor, { ...row, patch: { status: 'blocked' } });
    });
    this.session.terminal.note(`${grouped(codes.length)} inactive suppliers are blocked`);
  }
}

const isSale = (document: Document): document is Document & { kind: 'ship' } => document.kind === 'ship';
const isMade = (document: Document): document is MakingDocument => document.kind === 'produce' || document.kind === 'issue';
