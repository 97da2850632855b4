import { StockService, type LedgerPosting } from '@anwen/inventory';
import { AppError } from '@anwen/kernel';
import type { Session } from '../session';
import { withStockServices } from '../services';
import { Bills, stockUnits } from './bills';
import { loadMasterData } from './master-data';
import { forecast, planDocuments, type Document, type Forecast } from './plan';
import { PostingWriter, type Directory } from './posting';
import { Problems } from './problems';
import { LOG_INTERVAL_MS, Progress, TERMINAL_INTERVAL_MS, grouped } from './progress';
import { replay, type Post, type ReplayResult } from './replay';
import { readSource, type Source } from './source';

export interface ImportOptions {
  readonly from: string;
  readonly batch: number;
  readonly dryRun: boolean;
}

export interface ImportReport {
  readonly dryRun: boolean;
  readonly interrupted: boolean;
  readonly read: Readonly<Record<string, number>>;
  readonly planned: { readonly documents: number; readonly movements: number; readonly balances: number; readonly openings: number };
  readonly done: ReplayResult;
  readonly seconds: number;
  readonly movementsPerSecond: number;
  readonly peakMemoryMb: number;
}

/** One batch is one statement; 60 s is a hundred times what it takes. */
export const STATEMENT_TIMEOUT_MS = 60_000;

export interface Plan {
  readonly source: Source;
  readonly unitOf: (product: number) => string;
  readonly bills: Bills;
  readonly documents: readonly Document[];
  readonly forecast: Forecast;
}

/** Reads and checks everything, then loads the master data in one transaction, then replays the history batch by batch. */
export async function importAdventureWorks(session: Session, options: ImportOptions): Promise<ImportReport> {
  const { terminal } = session;
  terminal.note(`reading ${options.from}`);
  const plan = await makePlan(options.from);
  terminal.note(`read and checked: ${grouped(plan.documents.length)} documents with ${grouped(plan.forecast.movements)} movements`);
  const nothing: ReplayResult = { posted: 0, duplicates: 0, movements: 0 };
  if (options.dryRun) return report(plan, options, { done: nothing, seconds: 0, interrupted: false });
  const signal = session.interrupted;
  const started = Date.now();
  await refuseAfterOrders(session);
  const done = await withStockServices(await session.database(), async (services) => {
    const database = await session.database();
    const directory = await database.transaction({ ...session.everything, statementTimeoutMs: STATEMENT_TIMEOUT_MS }, (tx) =>
      loadMasterData({ tx, actor: session.actor, services, source: plan.source, unitOf: plan.unitOf }),
    );
    terminal.note('the master data is in place; replaying the history (Ctrl-C stops it, the next run goes on)');
    const stock = services.get(StockService);
    const post: Post = (postings) =>
      database.transaction({ ...session.everything, statementTimeoutMs: STATEMENT_TIMEOUT_MS }, (tx) => stock.replay(tx, session.actor, postings));
    const progress = new Progress(
      { total: totalOf(plan), of: 'movements' },
      (line) => terminal.progress(line),
      process.stderr.isTTY ? TERMINAL_INTERVAL_MS : LOG_INTERVAL_MS,
    );
    return replay(postings(plan, directory), post, { batch: options.batch, signal, progress }).catch(explainShortage);
  });
  return report(plan, options, { done, seconds: (Date.now() - started) / 1000, interrupted: signal.aborted });
}

/** Their goods are in already, with their documents; the bare replay would bring them in again. */
async function refuseAfterOrders(session: Session): Promise<void> {
  const sql = `SELECT 1 FROM purchase_orders WHERE external_ref LIKE 'AW-PO-%' LIMIT 1`;
  const known = await (await session.database()).transaction(session.everything, (tx) => tx.query(sql));
  if (known.length > 0) throw Object.assign(new Error('this database has the orders of the factory already; go on with --with-orders'), { exitCode: 3 });
}

/** @throws ImportRefused with every broken row, FolderRefused */
export async function makePlan(folder: string): Promise<Plan> {
  const problems = new Problems();
  const source = await readSource(folder, problems);
  const unitOf = stockUnits(source.bills, problems);
  problems.refuse();
  const bills = new Bills(source.bills);
  const documents = planDocuments(source, bills);
  return { source, unitOf, bills, documents, forecast: forecast(documents, bills) };
}

/** Opening balances, then what the replay needs, then the history in the order of its days. Made one by one: the whole would not fit. */
function* postings(plan: Plan, directory: Directory): Generator<LedgerPosting> {
  yield* openings(plan, directory);
  const writer = new PostingWriter(directory, plan.bills);
  for (const document of plan.documents) yield writer.of(document);
}

/** What was there on the day before the history begins. */
export function* openings(plan: Plan, directory: Directory): Generator<LedgerPosting> {
  const writer = new PostingWriter(directory, plan.bills);
  const opening = dayBefore(plan.documents[0]?.date ?? new Date().toISOString().slice(0, 10));
  for (const row of plan.source.inventory) if (row.Quantity > 0) yield writer.balance(row, opening);
  for (const [product, qty] of plan.forecast.openings) yield writer.need(product, qty, opening);
}

function totalOf({ source, forecast: { openings, movements } }: Plan): number {
  return source.inventory.filter((r) => r.Quantity > 0).length + openings.size + movements;
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** The plan covers every need, so a shortage means that somebody else took goods away or that the data changed since the last run. */
export function explainShortage(error: unknown): never {
  if (error instanceof AppError && error.code === 'inventory.insufficient_stock') {
    throw Object.assign(
      new Error(
        'the replay met a shortage: goods were taken from AW-FLOW meanwhile, or the files differ from those of the first run; what was posted so far stays',
        { cause: error },
      ),
      { exitCode: 3 },
    );
  }
  throw error;
}

function report(plan: Plan, { dryRun }: ImportOptions, run: { done: ReplayResult; seconds: number; interrupted: boolean }): ImportReport {
  const {
    source,
    forecast: { movements, openings },
  } = plan;
  return {
    dryRun,
    interrupted: run.interrupted,
    read: Object.fromEntries(Object.entries(source).map(([name, rows]) => [name, (rows as unknown[]).length])),
    planned: { documents: plan.documents.length, movements, balances: source.inventory.filter((r) => r.Quantity > 0).length, openings: openings.size },
    done: run.done,
    seconds: Math.round(run.seconds * 10) / 10,
    movementsPerSecond: Math.round(run.done.movements / Math.max(run.seconds, 0.001)),
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}
