import { BOM_KINDS, ISSUE_METHODS, QTY_KINDS } from '@anwen/catalog';
import type { ImportColumn } from './target';

/** Chinese, English, and what else people say. */
type Words = Readonly<Record<string, readonly [string, string, { readonly aliases: readonly string[] }?]>>;
const QTY_WORDS: Words = { per_unit: ['每單位', 'Per unit'], fixed: ['每單固定', 'Once an order'] };
const ISSUE_WORDS: Words = { manual: ['手動領料', 'By hand'], pick: ['備料', 'Picking'], backflush: ['倒扣', 'Backflush'] };
const KIND_WORDS: Words = { standard: ['一般', 'Standard'], phantom: ['虛擬件', 'Phantom', { aliases: ['虛設', '虛設件'] }] };
const choicesOf = (values: readonly string[], words: Words): ImportColumn['choices'] =>
  values.map((value) => ({ value, zh: words[value]?.[0] ?? value, en: words[value]?.[1] ?? value, ...words[value]?.[2] }));

/** Of a line, and behind them those of the whole bill, which every row of it repeats. */
export const BOM_COLUMNS: readonly ImportColumn[] = [
  {
    key: 'parent',
    zh: '母件料號',
    en: 'Product',
    kind: 'code',
    required: true,
    aliases: ['母件', '成品', '主件', '母件品號', '主件品號', 'item'],
    example: 'FG-0001',
  },
  { key: 'version', zh: '版本', en: 'Version', kind: 'int', aliases: ['版次', 'ver'], example: '1', helpZh: '空白為 1', helpEn: '1 when blank' },
  { key: 'baseQty', zh: '基準數量', en: 'Base quantity', kind: 'decimal', aliases: ['底數'], example: '1', helpZh: '空白為 1', helpEn: '1 when blank' },
  {
    key: 'component',
    zh: '子件料號',
    en: 'Component',
    kind: 'code',
    required: true,
    aliases: ['子件', '元件', '材料', '子件品號', '元件品號'],
    example: 'RM-0001',
  },
  { key: 'qty', zh: '用量', en: 'Quantity', kind: 'decimal', required: true, aliases: ['數量', '組成用量', 'qty'], example: '2.5' },
  { key: 'uom', zh: '單位', en: 'Unit', kind: 'code', required: true, aliases: ['unit', 'uom'], example: 'PCE' },
  {
    key: 'validFrom',
    zh: '生效日',
    en: 'Valid from',
    kind: 'date',
    aliases: ['有效起日', '生效日期'],
    example: '2026-11-22',
    helpZh: '空白為 2000-01-01',
    helpEn: '2000-01-01 when blank',
  },
  {
    key: 'validTo',
    zh: '失效日',
    en: 'Valid to',
    kind: 'date',
    aliases: ['有效迄日', '失效日期'],
    example: '',
    helpZh: '空白為不限',
    helpEn: 'open end when blank',
  },
  {
    key: 'qtyKind',
    zh: '用量方式',
    en: 'Quantity kind',
    kind: 'choice',
    choices: choicesOf(QTY_KINDS, QTY_WORDS),
    example: '每單位',
    helpZh: '空白為每單位',
    helpEn: 'per unit when blank',
  },
  {
    key: 'scrapPct',
    zh: '損耗率',
    en: 'Scrap (%)',
    kind: 'decimal',
    aliases: ['損耗率%', '損耗', 'scrap'],
    example: '2.5',
    helpZh: '空白為 0',
    helpEn: '0 when blank',
  },
  {
    key: 'opNo',
    zh: '製程號',
    en: 'Operation',
    kind: 'int',
    aliases: ['製程', '製程序號', '作業編號', '工序'],
    example: '10',
    helpZh: '空白為最後一個製程',
    helpEn: 'the last one when blank',
  },
  {
    key: 'issueMethod',
    zh: '領料方式',
    en: 'Issue method',
    kind: 'choice',
    aliases: ['發料方式'],
    choices: choicesOf(ISSUE_METHODS, ISSUE_WORDS),
    example: '倒扣',
    helpZh: '空白依品項',
    helpEn: 'as the item says when blank',
  },
  {
    key: 'substitutes',
    zh: '替代料',
    en: 'Substitutes',
    kind: 'text',
    aliases: ['替代料號', '替代件', '取代料', 'substitute'],
    example: 'RM-0002×1.5;RM-0003',
    helpZh: '可填多個，以分號分開，依優先順序；× 後是一個子件由幾個替代料取代，空白為 1；品號本身含 × 時請在後面加上 ×1',
    helpEn:
      'several with semicolons, the first is tried first; behind the × how many of it replace one component, 1 when blank; write ×1 behind a code that holds a × of its own',
  },
  {
    key: 'kind',
    zh: '清單種類',
    en: 'Bill kind',
    kind: 'choice',
    choices: choicesOf(BOM_KINDS, KIND_WORDS),
    example: '一般',
    helpZh: '空白為一般',
    helpEn: 'standard when blank',
  },
  { key: 'yieldPct', zh: '良率', en: 'Yield (%)', kind: 'decimal', aliases: ['良率%', 'yield'], example: '98', helpZh: '空白為 100', helpEn: '100 when blank' },
  {
    key: 'billValidFrom',
    zh: '清單生效日',
    en: 'Bill valid from',
    kind: 'date',
    example: '',
    helpZh: '空白為不限；已有使用中的清單時為今天',
    helpEn: 'no limit when blank; today when another bill is active',
  },
  { key: 'billValidTo', zh: '清單失效日', en: 'Bill valid to', kind: 'date', example: '', helpZh: '空白為不限', helpEn: 'open end when blank' },
];
