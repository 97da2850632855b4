import { COST_PERMISSION, CreateItemDto, ISSUE_METHODS, ITEM_KINDS, ItemService, TRACKINGS, UpdateItemDto, itemComplaints } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import { LedgerService } from '@anwen/inventory';
import type { Actor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { PACKAGING_COLUMNS, barcodesOf, packagingOf, packagingProblems, withoutPackaging } from './item-packaging';
import { nearestOf } from './nearest.rules';
import { ReferenceStore } from './reference.store';
import { fieldProblems, problemOf } from './refusal.rules';
import { stockPresence } from './stock-question';
import { changedSinceCommit, forRow, valuesAfter, valuesBefore, writeRecords } from './target-writing';
import {
  MODES,
  type Applied,
  type AppliedRow,
  type Batch,
  type ImportColumn,
  type ImportTarget,
  type Known,
  type LookUp,
  type ReadRow,
  type RowProblem,
  type Values,
} from './target';

const KIND_WORDS: Readonly<Record<string, readonly [string, string]>> = {
  raw: ['原料', 'Raw material'],
  wip: ['半成品', 'Semi-finished'],
  fg: ['成品', 'Finished good'],
  consumable: ['耗材', 'Consumable'],
  service: ['服務', 'Service'],
  tool: ['工具', 'Tool'],
};
const TRACKING_WORDS: Readonly<Record<string, readonly [string, string]>> = {
  none: ['不追蹤', 'None'],
  lot: ['批號', 'Lot'],
  serial: ['序號', 'Serial number'],
};
const ISSUE_WORDS: Readonly<Record<string, readonly [string, string]>> = {
  manual: ['手動領料', 'By hand'],
  pick: ['備料', 'Picking'],
  backflush: ['倒扣', 'Backflush'],
};
const choicesOf = (values: readonly string[], words: typeof KIND_WORDS): ImportColumn['choices'] =>
  values.map((value) => ({ value, zh: words[value]?.[0] ?? value, en: words[value]?.[1] ?? value }));

export const ITEM_COLUMNS: readonly ImportColumn[] = [
  {
    key: 'code',
    zh: '料號',
    en: 'Item code',
    kind: 'code',
    required: true,
    aliases: ['品號', '代碼', '品項代碼', '物料編號', 'item', 'sku', 'part no'],
    example: 'RM-0001',
  },
  { key: 'name', zh: '品名', en: 'Name', kind: 'text', required: true, aliases: ['名稱', '品項名稱', 'item name', 'description'], example: '鋁板 6061' },
  { key: 'nameEn', zh: '英文品名', en: 'English name', kind: 'text', clearable: true, example: 'Aluminium plate 6061' },
  {
    key: 'kind',
    zh: '類型',
    en: 'Kind',
    kind: 'choice',
    required: true,
    aliases: ['種類', '品項類型', 'type'],
    choices: choicesOf(ITEM_KINDS, KIND_WORDS),
    example: '原料',
  },
  {
    key: 'category',
    zh: '分類',
    en: 'Category',
    kind: 'code',
    clearable: true,
    aliases: ['類別'],
    example: 'METAL',
    helpZh: '分類代碼，須已存在',
    helpEn: 'code of an existing category',
  },
  {
    key: 'baseUom',
    zh: '基本單位',
    en: 'Base unit',
    kind: 'code',
    required: true,
    fixed: true,
    aliases: ['單位', 'unit', 'uom'],
    example: 'PCE',
    helpZh: '建立後不能變更',
    helpEn: 'never changes',
  },
  { key: 'qtyScale', zh: '數量小數位', en: 'Quantity digits', kind: 'int', fixed: true, example: '0' },
  {
    key: 'tracking',
    zh: '追蹤方式',
    en: 'Tracking',
    kind: 'choice',
    fixed: true,
    aliases: ['追蹤'],
    choices: choicesOf(TRACKINGS, TRACKING_WORDS),
    example: '批號',
  },
  { key: 'shelfLifeDays', zh: '保存天數', en: 'Shelf life (days)', kind: 'int', clearable: true, aliases: ['有效天數', 'shelf life'], example: '365' },
  { key: 'fefo', zh: '先到期先出', en: 'First expired first out', kind: 'bool', aliases: ['fefo'], example: '是' },
  { key: 'safetyStock', zh: '安全庫存', en: 'Safety stock', kind: 'decimal', aliases: ['安全存量'], example: '100' },
  { key: 'standardCost', zh: '標準成本', en: 'Standard cost', kind: 'decimal', clearable: true, permission: COST_PERMISSION, example: '12.5' },
  { key: 'gtin', zh: '國際條碼', en: 'GTIN', kind: 'code', clearable: true, aliases: ['條碼', 'ean', 'barcode', 'upc'], example: '4710012345670' },
  {
    key: 'overReceiptPct',
    zh: '超收容許（%）',
    en: 'Over-receipt (%)',
    kind: 'decimal',
    aliases: ['超收上限', '超收百分比', 'over receipt'],
    example: '5',
    helpZh: '收貨可超過訂購量的百分比',
    helpEn: 'how much more than ordered may be received',
  },
  { key: 'qcOnReceipt', zh: '進料檢驗', en: 'Inspect on receipt', kind: 'bool', aliases: ['iqc', '收貨檢驗'], example: '否' },
  { key: 'minRemainingDaysIn', zh: '進貨最少剩餘天數', en: 'Minimum life on receipt (days)', kind: 'int', example: '90' },
  { key: 'minRemainingDaysOut', zh: '出貨最少剩餘天數', en: 'Minimum life on shipment (days)', kind: 'int', example: '30' },
  {
    key: 'issueMethod',
    zh: '領料方式',
    en: 'Issue method',
    kind: 'choice',
    aliases: ['發料方式'],
    choices: choicesOf(ISSUE_METHODS, ISSUE_WORDS),
    example: '倒扣',
    helpZh: '工單如何耗用；物料清單的行另有指定時以該行為準，不填為倒扣',
    helpEn: 'how work orders use it up where the bill line does not say otherwise; backflush when blank',
  },
  {
    key: 'defaultLocation',
    zh: '預設儲位',
    en: 'Default location',
    kind: 'code',
    clearable: true,
    aliases: ['預設庫位', 'default bin'],
    example: 'A-01-01',
    helpZh: '儲位代碼，須已存在',
    helpEn: 'code of an existing location',
  },
  ...PACKAGING_COLUMNS,
];
const INTEGERS = new Set(['qtyScale', 'shelfLifeDays', 'minRemainingDaysIn', 'minRemainingDaysOut']);
const FLAGS = new Set(['fefo', 'qcOnReceipt']);

/** Items by code. Base unit, scale and tracking are given once and never change. */
@Injectable()
export class ItemTarget implements ImportTarget {
  readonly key = 'items';
  readonly zh = '品項';
  readonly en = 'Items';
  readonly permission = 'item.write';
  readonly companyWide = true;
  readonly modes = MODES;
  readonly naturalKey = ['code'];
  readonly columns = ITEM_COLUMNS;
  readonly judgedWhole = false;

  constructor(
    private readonly store: ReferenceStore,
    private readonly items: ItemService,
    private readonly ledger: LedgerService,
  ) {}

  keyOf(row: Values): string {
    return row.code ?? '';
  }

  async lookUp(tx: Tx, _actor: Actor, rows: readonly ReadRow[], how: LookUp): Promise<Known> {
    const current = await this.store.byCode(
      tx,
      'items',
      rows.map((row) => this.keyOf(row.values)),
    );
    const missing = rows.map((row) => this.keyOf(row.values)).filter((code) => code !== '' && !current.has(code));
    const near = how.mode === 'update' ? await this.store.nearest(tx, 'items', missing, how.hints) : new Map<string, string>();
    const places = await this.store.places(
      tx,
      rows.flatMap(({ values }) => values.defaultLocation ?? []),
    );
    const taken = await this.store.barcodes(
      tx,
      rows.flatMap(({ values }) => barcodesOf(values.barcodes)),
    );
    const references = { units: await this.store.units(tx), categories: await this.store.categories(tx), places, taken };
    return {
      existing: (row) => {
        const found = current.get(this.keyOf(row.values));
        const closed: RowProblem | undefined =
          found?.status === 'archived' ? { column: 'code', code: 'imports_row.archived', params: { key: found.code } } : undefined;
        return found && { ...found, ...(closed ? { closed } : {}) };
      },
      problems: (_row, after, existing) => problemsOf(after, references, existing?.values),
      nearest: (row) => near.get(this.keyOf(row.values)),
    };
  }

  apply(tx: Tx, actor: Actor, { rows }: Batch): Promise<Applied[]> {
    return writeRecords(tx, this.store, rows, {
      table: 'items',
      create: (made) =>
        this.items.createMany(
          tx,
          actor,
          made.map((row) => ({ ...inputOf(row.values), ...packagingOf(row.values) }) as unknown as CreateItemDto),
        ),
      change: (row) => this.items.update(tx, actor, { id: row.target!, rowVersion: row.targetVersion!, patch: inputOf(valuesAfter(row), true) }),
    });
  }

  blockers(tx: Tx, rows: readonly AppliedRow[]): Promise<ReadonlyMap<number, RowProblem>> {
    return changedSinceCommit(tx, this.store, 'items', rows);
  }

  async revert(tx: Tx, actor: Actor, { rows }: { readonly rows: readonly AppliedRow[] }): Promise<void> {
    for (const row of rows) {
      const [id, rowVersion] = [row.result, row.resultVersion!];
      if (row.status === 'new') await forRow(row, () => this.items.archive(tx, actor, id, stockPresence(this.ledger)));
      else await forRow(row, () => this.items.update(tx, actor, { id, rowVersion, patch: inputOf(valuesBefore(row), true) }));
    }
  }

  async current(tx: Tx, limit: number): Promise<Values[]> {
    return (await this.store.first(tx, 'items', limit)).map((row) => row.values);
  }
}

/** Values as the service takes them; a patch says null for what is emptied, a new item leaves it out. */
function inputOf(values: Values, patch = false): Record<string, unknown> {
  const entries = Object.entries(withoutPackaging(values)).filter(([, value]) => patch || value !== null);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, value === null ? null : INTEGERS.has(key) ? Number(value) : FLAGS.has(key) ? value === 'true' : value]),
  );
}

interface References {
  readonly units: ReadonlyMap<string, { readonly code: string; readonly decimals: number }>;
  readonly categories: ReadonlySet<string>;
  readonly places: ReadonlySet<string>;
  readonly taken: ReadonlySet<string>;
}

function problemsOf(after: Values, { units, categories, places, taken }: References, before: Values | undefined): RowProblem[] {
  const unknown = (column: string, among: Iterable<string>): RowProblem => {
    const suggestion = nearestOf(after[column]!, among);
    return { column, code: 'imports_row.reference_unknown', params: { value: after[column] }, ...(suggestion ? { suggestion } : {}) };
  };
  const changes = Object.fromEntries(Object.entries(after).filter(([key, value]) => value !== (before?.[key] ?? null)));
  const found = before ? fieldProblems(UpdateItemDto, inputOf(changes, true)) : fieldProblems(CreateItemDto, inputOf(after));
  if (after.category && !categories.has(after.category)) found.push(unknown('category', categories));
  if (after.defaultLocation && after.defaultLocation !== before?.defaultLocation && !places.has(after.defaultLocation)) {
    found.push({ column: 'defaultLocation', code: 'imports_row.reference_unknown', params: { value: after.defaultLocation } });
  }
  const baseUom = units.get(after.baseUom ?? '');
  if (!baseUom) return [...found, unknown('baseUom', units.keys())];
  if (!before) found.push(...packagingProblems(after, { units, taken }));
  if (found.length > 0) return found;
  const tracking = after.tracking ?? 'none';
  const scale = after.qtyScale == null ? (tracking === 'serial' ? 0 : baseUom.decimals) : Number(after.qtyScale);
  const shape = {
    kind: after.kind ?? '',
    tracking,
    qtyScale: scale,
    shelfLifeDays: after.shelfLifeDays == null ? null : Number(after.shelfLifeDays),
    overReceiptPct: after.overReceiptPct ?? undefined,
    baseUom,
  };
  return itemComplaints(shape).map((complaint) => {
    const { pointer, ...params } = complaint.data;
    return { ...problemOf(complaint), column: pointer.slice(1), params };
  });
}
