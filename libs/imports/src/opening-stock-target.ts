import { COST_PERMISSION } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import { PostStockDto, StockService } from '@anwen/inventory';
import { AppError, uuidV5, type Actor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { ReferenceStore } from './reference.store';
import { fieldProblems, problemOf, problemsByIndex } from './refusal.rules';
import { forRow, isRefusal, touchedSince } from './target-writing';
import { tryOut } from './try-out';
import type { Applied, AppliedRow, ApplyRow, Batch, ImportColumn, ImportTarget, Known, LookUp, Mode, ReadRow, RowProblem, Values } from './target';

const STATUSES = [
  { value: 'available', zh: '可用', en: 'Available' },
  { value: 'qc', zh: '待檢', en: 'In inspection' },
  { value: 'hold', zh: '保留', en: 'On hold' },
  { value: 'damaged', zh: '損壞', en: 'Damaged' },
];

const COLUMNS: readonly ImportColumn[] = [
  { key: 'item', zh: '品號', en: 'Item code', kind: 'code', required: true, aliases: ['料號', '品項代碼', 'code', 'sku'], example: 'RM-0001' },
  { key: 'location', zh: '儲位', en: 'Location', kind: 'code', required: true, aliases: ['儲位代碼', '庫位'], example: 'A-01-02' },
  { key: 'qty', zh: '數量', en: 'Quantity', kind: 'decimal', required: true, aliases: ['期初數量', '庫存量', '庫存', 'qty'], example: '100' },
  { key: 'uom', zh: '單位', en: 'Unit', kind: 'code', aliases: ['unit', 'uom'], example: 'PCE', helpZh: '空白為基本單位', helpEn: 'the base unit when blank' },
  { key: 'lot', zh: '批號', en: 'Lot', kind: 'code', aliases: ['lot no', 'batch'], example: 'L261122-01' },
  { key: 'expiresOn', zh: '有效日期', en: 'Expires on', kind: 'date', aliases: ['到期日', '效期'], example: '2027-11-22' },
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
/** Complaints take their lines out, and what is left is tried again; after this many rounds each line is tried alone. */
const ROUNDS = 4;

/** Stock that was there before the product came: each row is one posting from OPENING, recognised for ever by its session and line. */
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
    private readonly stock: StockService,
  ) {}

  keyOf(row: Values): string {
    return [row.item ?? '', row.location ?? '', row.lot, row.status, row.serials].filter((part) => part != null).join(' ');
  }

  async lookUp(tx: Tx, actor: Actor, rows: readonly ReadRow[], how: LookUp): Promise<Known> {
    const problems = await this.tryPosting(tx, actor, rows);
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
    let left = rows.filter(
      (row) => row.problems.length === 0 && !found.has(row.line) && row.values.item != null && row.values.location != null && row.values.qty != null,
    );
    for (let round = 0; round < ROUNDS && left.length > 0; round++) {
      const refusal = await this.refusalOf(tx, actor, left);
      if (!refusal) return found;
      const byIndex = problemsByIndex(refusal, FIELDS);
      if (byIndex.size === 0) break;
      for (const [i, problem] of byIndex) if (left[i]) found.set(left[i].line, [problem]);
      left = left.filter((row) => !found.has(row.line));
    }
    for (const row of left) {
      const refusal = await this.refusalOf(tx, actor, [row]);
      if (refusal) found.set(row.line, [problemOf(refusal, FIELDS)]);
    }
    return found;
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
    for (const row of rows) {
      const clientOpId = uuidV5(session, `line:${row.line}`);
      const input: PostStockDto = { type: 'opening', clientOpId, docType: 'IMPORT', docRef: session, lines: [lineOf(row.values)] };
      const id = await forRow(row, () => this.stock.post(tx, actor, input).then((posted) => posted.id, postedBefore), FIELDS);
      applied.push({ line: row.line, result: id, version: null });
    }
    return applied;
  }

  /** Balances in one order for everybody. */
  order<R extends ApplyRow>(rows: readonly R[]): R[] {
    return [...rows].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.line - b.line));
  }

  async blockers(tx: Tx, rows: readonly AppliedRow[]): Promise<ReadonlyMap<number, RowProblem>> {
    const touched = await this.store.touchedPostings(
      tx,
      rows.map((row) => row.result),
    );
    return new Map(rows.filter((row) => touched.has(row.result)).map((row) => [row.line, touchedSince(row)]));
  }

  async revert(tx: Tx, actor: Actor, { session, rows }: { readonly session: string; readonly rows: readonly AppliedRow[] }): Promise<void> {
    for (const row of rows) await forRow(row, () => this.stock.reverse(tx, actor, row.result, { clientOpId: uuidV5(session, `rollback:${row.line}`) }));
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
  const serials = v.serials?.split(/[\s,，、;；]+/).filter(Boolean);
  return { itemCode: v.item ?? '', toLocation: v.location ?? '', qty: v.qty ?? '', ...given, ...(serials?.length ? { serials } : {}) };
}
