import { COST_PERMISSION } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import { PostStockDto, StockService } from '@anwen/inventory';
import { AppError, uuidV5, type Actor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { groupBy } from './group-by';
import { OpeningStore, type OpeningKey, type OpeningMovement } from './opening.store';
import { ReferenceStore } from './reference.store';
import { fieldProblems, problemOf, problemsByIndex } from './refusal.rules';
import { forRows, isRefusal, refuse, touchedSince } from './target-writing';
import { tryOut } from './try-out';
import type { Applied, AppliedRow, ApplyRow, Batch, ImportColumn, ImportTarget, Known, LookUp, Mode, ReadRow, RowProblem, Values } from './target';

const STATUSES = [
  { value: 'available', zh: '可用', en: 'Available' },
  { value: 'qc', zh: '待驗', en: 'In inspection' },
  { value: 'hold', zh: '隔離', en: 'On hold' },
  { value: 'damaged', zh: '損壞', en: 'Damaged' },
];

const COLUMNS: readonly ImportColumn[] = [
  { key: 'item', zh: '料號', en: 'Item code', kind: 'code', required: true, aliases: ['品號', '品項代碼', 'code', 'sku'], example: 'RM-0001' },
  { key: 'location', zh: '儲位', en: 'Location', kind: 'code', required: true, aliases: ['儲位代碼', '庫位'], example: 'A-01-02' },
  { key: 'qty', zh: '數量', en: 'Quantity', kind: 'decimal', required: true, aliases: ['期初數量', '庫存量', '庫存', 'qty'], example: '100' },
  { key: 'uom', zh: '單位', en: 'Unit', kind: 'code', aliases: ['unit', 'uom'], example: 'PCE', helpZh: '空白為基本單位', helpEn: 'the base unit when blank' },
  { key: 'lot', zh: '批號', en: 'Lot', kind: 'code', aliases: ['lot no', 'batch'], example: 'L261122-01' },
  { key: 'expiresOn', zh: '效期', en: 'Expires on', kind: 'date', aliases: ['有效日期', '有效期限', '到期日'], example: '2027-11-22' },
  { key: 'madeOn', zh: '製造日期', en: 'Made on', kind: 'date', aliases: ['製造日', '生產日期'], example: '2026-11-22' },
  {
    key: 'serials',
    zh: '序號',
    en: 'Serial numbers',
    kind: 'code',
    aliases: ['serial', 'sn'],
    example: '',
    helpZh: '每件一個，以逗號或空白分開',
    helpEn: 'one a piece, with commas or blanks',
  },
  { key: 'status', zh: '庫存狀態', en: 'Stock status', kind: 'choice', choices: STATUSES, aliases: ['狀態'], example: '可用' },
  { key: 'unitCost', zh: '單位成本', en: 'Unit cost', kind: 'decimal', permission: COST_PERMISSION, aliases: ['成本', '單價'], example: '12.5' },
];
/** Field of a posting → column of the file. */
const FIELDS = { itemCode: 'item', toLocation: 'location', fromLocation: 'location' };
const STATUS_NUMBERS = new Map(STATUSES.map(({ value }, i) => [value, i]));
const DEFAULT_STATUS = 'available';
/**
 * Lines a posting: one lock and one event for all of them, so that 100 000 rows fit into one transaction (the server has room
 * for some 6 000 locks). The posting function costs more than twice as much for twice the lines: 0.4 ms a line at 100, 0.8 at 1 000.
 */
const LINES_A_POSTING = 100;

/** Stock that was there before the product came: postings from OPENING, recognised for ever by their session and lines. A key is opened once. */
@Injectable()
export class OpeningStockTarget implements ImportTarget {
  readonly key = 'opening_stock';
  readonly zh = '期初庫存';
  readonly en = 'Opening stock';
  readonly permission = 'stock.receive';
  readonly rollbackPermission = 'stock.reverse';
  readonly companyWide = false;
  readonly modes: readonly Mode[] = ['insert'];
  readonly naturalKey = ['item', 'location', 'lot', 'status', 'serials'];
  readonly columns = COLUMNS;
  readonly judgedWhole = false;

  constructor(
    private readonly store: ReferenceStore,
    private readonly openings: OpeningStore,
    private readonly stock: StockService,
  ) {}

  keyOf(row: Values): string {
    const status = row.status === DEFAULT_STATUS ? null : row.status;
    return [row.item ?? '', row.location ?? '', row.lot, status, row.serials].filter((part) => part != null).join(' ');
  }

  async lookUp(tx: Tx, actor: Actor, rows: readonly ReadRow[], how: LookUp): Promise<Known> {
    const opened = await this.openings.opened(tx, rows.map(openingOf));
    const problems = await this.tryPosting(
      tx,
      actor,
      rows.filter((row) => !opened.has(row.line)),
    );
    for (const row of rows) if (opened.has(row.line)) problems.set(row.line, [openedBefore(row)]);
    const wrong = (code: string, column: 'item' | 'location'): string[] =>
      rows.filter((row) => problems.get(row.line)?.some((p) => p.code === code)).map((row) => row.values[column] ?? '');
    const items = await this.store.nearest(tx, 'items', wrong('inventory.item_unknown', 'item'), how.hints);
    const places = await this.store.nearest(tx, 'locations', wrong('inventory.location_unknown', 'location'), how.hints);
    const suggested = (row: ReadRow, problem: RowProblem): RowProblem => {
      const near =
        problem.column === 'item' ? items.get(row.values.item ?? '') : problem.column === 'location' ? places.get(row.values.location ?? '') : undefined;
      return near && /_unknown$/.test(problem.code) ? { ...problem, suggestion: near } : problem;
    };
    return { existing: () => undefined, problems: (row) => (problems.get(row.line) ?? []).map((problem) => suggested(row, problem)) };
  }

  /** Posts the rows for a trial and takes everything back: what the posting core would refuse later is said now, in its words. */
  private async tryPosting(tx: Tx, actor: Actor, rows: readonly ReadRow[]): Promise<Map<number, RowProblem[]>> {
    const found = new Map<number, RowProblem[]>();
    for (const row of rows) {
      const problems = fieldProblems(PostStockDto, { type: 'receipt', lines: [lineOf(row.values)] }).map(inOurWords);
      if (problems.length > 0) found.set(row.line, problems);
    }
    const readable = rows.filter(
      (row) => row.problems.length === 0 && !found.has(row.line) && row.values.item != null && row.values.location != null && row.values.qty != null,
    );
    for (let at = 0; at < readable.length; at += LINES_A_POSTING) await this.search(tx, actor, readable.slice(at, at + LINES_A_POSTING), found);
    return found;
  }

  /** Complaints that name their lines take those out; one that names none is looked for by halves. */

  private async search(tx: Tx, actor: Actor, rows: readonly ReadRow[], found: Map<number, RowProblem[]>): Promise<void> {
    const refusal = rows.length === 0 ? undefined : await this.refusalOf(tx, actor, rows);
    if (!refusal) return;
    const byIndex = problemsByIndex(refusal, FIELDS);
    for (const [i, problem] of byIndex) if (rows[i]) found.set(rows[i].line, [problem]);
    const left = rows.filter((row) => !found.has(row.line));
    if (left.length < rows.length) return this.search(tx, actor, left, found);
    if (rows.length === 1) return void found.set(rows[0]!.line, [problemOf(refusal, FIELDS)]);
    const half = Math.ceil(rows.length / 2);
    await this.search(tx, actor, rows.slice(0, half), found);
    await this.search(tx, actor, rows.slice(half), found);
  }

  private async refusalOf(tx: Tx, actor: Actor, rows: readonly ReadRow[]): Promise<AppError | undefined> {
    try {
      await tryOut(tx, (trial) => this.stock.post(trial, actor, { type: 'opening', lines: rows.map((row) => lineOf(row.values)) }));
      return undefined;
    } catch (error) {
      if (isRefusal(error)) return error;
      throw error;
    }
  }

  async apply(tx: Tx, actor: Actor, { session, rows }: Batch): Promise<Applied[]> {
    const applied: Applied[] = [];
    for (let at = 0; at < rows.length; at += LINES_A_POSTING) {
      const some = rows.slice(at, at + LINES_A_POSTING);
      const result = await forRows(some, () => this.post(tx, actor, session, some), FIELDS);
      applied.push(...some.map(({ line }) => ({ line, result, version: null })));
    }
    await this.requireOpenedOnce(tx, rows, applied);
    return applied;
  }

  /** Recognised by its lines: the same ones are not posted again. Others that overlap are refused for what they would open twice. */

  private async post(tx: Tx, actor: Actor, session: string, rows: readonly ApplyRow[]): Promise<string> {
    const clientOpId = uuidV5(session, `lines:${rows.map((row) => row.line).join(',')}`);
    const input: PostStockDto = { type: 'opening', clientOpId, docType: 'IMPORT', docRef: session, lines: rows.map((row) => lineOf(row.values)) };
    return this.stock.post(tx, actor, input).then((posted) => posted.id, postedBefore);
  }

  /** Asked after posting, under its locks. @throws RowsRefused */
  private async requireOpenedOnce(tx: Tx, rows: readonly ApplyRow[], applied: readonly Applied[]): Promise<void> {
    const postings = new Map(applied.map(({ line, result }) => [line, result]));
    const twice = await this.openings.openedTwice(tx, [...new Set(postings.values())]);
    refuse(rows.filter((row) => twice.some((m) => isOf(m, row, postings.get(row.line)))).map((row) => [row.line, openedBefore(row)]));
  }

  /** Balances in one order for everybody. */
  order<R extends ApplyRow>(rows: readonly R[]): R[] {
    return [...rows].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.line - b.line));
  }

  async blockers(tx: Tx, rows: readonly AppliedRow[]): Promise<ReadonlyMap<number, RowProblem>> {
    const touched = await this.openings.touched(tx, [...new Set(rows.map((row) => row.result))]);
    const byPosting = groupBy(touched, (movement) => movement.posting);
    const inTheWay = rows.filter((row) => byPosting.get(row.result)?.some((movement) => isOf(movement, row, row.result)));
    return new Map(inTheWay.map((row) => [row.line, touchedSince(row)]));
  }

  async revert(tx: Tx, actor: Actor, { session, rows }: { readonly session: string; readonly rows: readonly AppliedRow[] }): Promise<void> {
    for (const [posting, posted] of groupBy(rows, (row) => row.result)) {
      await forRows(posted, () => this.stock.reverse(tx, actor, posting, { clientOpId: uuidV5(session, `rollback:${posting}`) }));
    }
  }

  current(): Promise<Values[]> {
    return Promise.resolve([]);
  }
}

/** The operation has happened already: that is what was wanted. */
function postedBefore(error: unknown): string {
  if (error instanceof AppError && error.code === 'operation.duplicate' && typeof error.data.posting === 'string') return error.data.posting;
  throw error;
}

function inOurWords(problem: RowProblem): RowProblem {
  const column = FIELDS[problem.column as keyof typeof FIELDS];
  return column ? { ...problem, column } : problem;
}

function lineOf(v: Values): PostStockDto['lines'][number] {
  const optional = { uom: v.uom, lot: v.lot, expiresOn: v.expiresOn, madeOn: v.madeOn, status: v.status, unitCost: v.unitCost };
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value != null));
  const serials = serialsOf(v);
  return { itemCode: v.item ?? '', toLocation: v.location ?? '', qty: v.qty ?? '', ...given, ...(serials.length > 0 ? { serials } : {}) };
}

function serialsOf({ serials }: Values): string[] {
  return serials?.split(/[\s,，、;；]+/).filter(Boolean) ?? [];
}

function openingOf({ line, values: v }: ReadRow): OpeningKey {
  const status = STATUS_NUMBERS.get(v.status ?? DEFAULT_STATUS) ?? 0;
  return { line, item: v.item ?? '', location: v.location ?? '', lot: v.lot ?? null, status, serials: serialsOf(v) };
}

/** Whether the ledger's movement came from this row. */
function isOf(movement: OpeningMovement, row: ReadRow | ApplyRow, posting: string | undefined): boolean {
  const { item, location, lot, status, serials } = openingOf({ problems: [], ...row });
  const { serial } = movement;
  const isKey = movement.item === item && movement.location === location && movement.lot === lot && movement.status === status;
  return movement.posting === posting && isKey && (serial === null || serials.includes(serial));
}

function openedBefore({ values }: ReadRow | ApplyRow): RowProblem {
  return { column: 'item', code: 'imports.opening_exists', params: { item: values.item, location: values.location } };
}
