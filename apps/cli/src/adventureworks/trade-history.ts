import { PartnerService, seedReasonCodes } from '@anwen/catalog';
import { StockService } from '@anwen/inventory';
import type { Database, Tx } from '@anwen/database';
import { uuidV5, type Id } from '@anwen/kernel';
import { SalesHistoryService } from '@anwen/trade/outbound';
import type { INestApplicationContext } from '@nestjs/common';
import type { Session } from '../session';
import { withTradeServices } from '../services';
import { Buying } from './buying';
import { STATEMENT_TIMEOUT_MS, explainShortage, makePlan, openings, type Plan } from './import';
import { IMPORT_BATCH, WAREHOUSE } from './loading';
import { loadMasterData } from './master-data';
import type { Document } from './plan';
import { NAMESPACE, PostingWriter, type Directory } from './posting';
import { Problems } from './problems';
import { LOG_INTERVAL_MS, Progress, TERMINAL_INTERVAL_MS, grouped } from './progress';
import { pastOrder, type SalesPlaces } from './selling';
import { compareTotals, type TotalsReport } from './trade-totals';
import { readTrade, type BoughtOrder, type TradeSource } from './trade-source';

export interface TradeReport {
  readonly interrupted: boolean;
  readonly bought: { readonly orders: number; readonly lines: number };
  readonly sold: { readonly orders: number; readonly lines: number };
  /** What the database holds against what the files say. */
  readonly totals: TotalsReport | null;
  readonly seconds: number;
}

/** Documents of the replay in one transaction, and sales in one. */
const DOCUMENTS_A_BATCH = 200;

/**
 * Replays the history with its documents: purchase orders, receipts and inspections instead of bare receipts, sales orders
 * and shipments instead of bare issues; production stays as postings. Safe to interrupt and to repeat like the bare replay.
 */
export async function importTrade(session: Session, { from }: { from: string }): Promise<TradeReport> {
  session.terminal.note(`reading ${from}`);
  const plan = await makePlan(from);
  const problems = new Problems();
  const trade = await readTrade(from, problems);
  problems.refuse();
  const started = Date.now();
  const signal = session.interrupted;
  const database = await session.database();
  const totals = await withTradeServices(database, async (services) => {
    const run = await prepare(session, { database, services, plan, trade });
    await run.all(signal).catch(explainShortage);
    return signal.aborted ? null : database.transaction(session.everything, (tx) => compareTotals(tx, trade, plan));
  });
  const lines = (orders: Iterable<{ lines: readonly unknown[] }>): number => [...orders].reduce((sum, order) => sum + order.lines.length, 0);
  return {
    interrupted: signal.aborted,
    bought: { orders: trade.bought.length, lines: lines(trade.bought) },
    sold: { orders: trade.sold.size, lines: plan.source.sales.length },
    totals,
    seconds: Math.round((Date.now() - started) / 100) / 10,
  };
}

interface Given {
  readonly database: Database;
  readonly services: INestApplicationContext;
  readonly plan: Plan;
  readonly trade: TradeSource;
}

async function prepare(session: Session, { database, services, plan, trade }: Given): Promise<TradeRun> {
  const everything = { ...session.everything, statementTimeoutMs: STATEMENT_TIMEOUT_MS };
  const inspected = new Set(trade.bought.flatMap((order) => order.lines.flatMap((line) => (line.rejected > 0 ? [line.product] : []))));
  const { ids, places } = await database.transaction(everything, async (tx) => {
    await refuseBareReplay(tx, trade);
    await seedReasonCodes(tx, session.actor); // what goes back to a supplier needs a reason
    const { source, unitOf } = plan;
    const ids = await loadMasterData({ tx, actor: session.actor, services, source, unitOf, forOrders: { inspected } });
    return { ids, places: await salesPlaces(tx, ids) };
  });
  session.terminal.note('the master data is in place; replaying the history with its documents (Ctrl-C stops it, the next run goes on)');
  return new TradeRun(session, { database, services, plan, trade, everything, ids, places });
}

/** Goods that the bare replay has received would come in twice. */
async function refuseBareReplay(tx: Tx, { bought }: TradeSource): Promise<void> {
  const ids = bought.map((order) => uuidV5(NAMESPACE, `purchase_order/${order.id}/receipt`));
  const known = await tx.query('SELECT 1 FROM inventory_postings WHERE client_op_id = ANY ($1::uuid[]) LIMIT 1', [ids]);
  if (known.length > 0)
    throw Object.assign(new Error('this database has replayed the receipts without their orders; the orders need a fresh one'), { exitCode: 3 });
}

async function salesPlaces(tx: Tx, ids: Directory): Promise<SalesPlaces> {
  const customers = await tx.query<{ ref: string; id: Id }>(
    `SELECT split_part(external_ref, ':', 3) AS ref, id::text AS id FROM partners WHERE external_ref LIKE 'adventureworks:customer:%'`,
  );
  const [place] = await tx.query<{ id: Id }>('SELECT warehouse_id::text AS id FROM locations WHERE id = $1', [ids.flow]);
  return { warehouse: place!.id, stage: ids.flow, customers: new Map(customers.map((c) => [Number(c.ref), c.id])) };
}

type Prepared = Given & { readonly everything: Parameters<Database['transaction']>[0]; readonly ids: Directory; readonly places: SalesPlaces };

/** One walk through the days: deliveries of the day first, then what was made and used, then what was sold. */
class TradeRun {
  private readonly progress: Progress;
  private readonly buying: Buying;
  private readonly writer: PostingWriter;
  private waiting: Document[] = [];

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
    this.writer = new PostingWriter(ids, plan.bills);
    const total = 2 * trade.bought.length + plan.documents.length;
    this.progress = new Progress(total, (line) => session.terminal.progress(line), process.stderr.isTTY ? TERMINAL_INTERVAL_MS : LOG_INTERVAL_MS);
  }

  async all(signal: AbortSignal): Promise<void> {
    const { plan, trade, ids } = this.given;
    await this.replay([...openings(plan, ids)]);
    await this.buying.open(trade.bought, (n) => this.progress.step(n, { where: 'purchase orders' }));
    const deliveries = [...trade.bought];
    for (const document of plan.documents) {
      if (signal.aborted) return;
      if (document.kind === 'receipt') continue;
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

  /** Sales and production go in batches of their own; the order of the days stays. */
  private async take(document: Document): Promise<void> {
    const [first] = this.waiting;
    if (first && ((first.kind === 'ship') !== (document.kind === 'ship') || this.waiting.length >= DOCUMENTS_A_BATCH)) await this.flush();
    this.waiting.push(document);
  }

  private async flush(): Promise<void> {
    const batch = this.waiting;
    this.waiting = [];
    const [first] = batch;
    if (!first) return;
    if (first.kind === 'ship') await this.sell(batch);
    else await this.replay(batch.map((document) => this.writer.of(document)));
    this.progress.step(batch.length, { where: first.date });
  }

  private async sell(batch: readonly Document[]): Promise<void> {
    const { trade, ids, places, services, database, everything } = this.given;
    const orders = batch.flatMap((d) => (d.kind === 'ship' ? [pastOrder(d, trade.sold.get(d.id)!, { ids, places })] : []));
    await database.transaction(everything, (tx) => services.get(SalesHistoryService).load(tx, this.session.actor, orders, { batch: IMPORT_BATCH }));
  }

  private async replay(postings: Parameters<StockService['replay']>[2]): Promise<void> {
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
