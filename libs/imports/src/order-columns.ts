import { COST_PERMISSION } from '@anwen/catalog';
import type { ImportColumn } from './target';

/** Columns of every order, between the partner and what is its own. */
const ORDER_COLUMNS: readonly ImportColumn[] = [
  {
    key: 'order',
    zh: '單號',
    en: 'Order number',
    kind: 'code',
    required: true,
    aliases: ['訂單號碼', '訂單編號', '採購單號', 'order no', 'po no', 'so no'],
    example: 'A-20261122-1',
  },
  { key: 'warehouse', zh: '倉別', en: 'Warehouse', kind: 'code', required: true, aliases: ['倉別代碼', '倉庫', '倉庫代碼'], example: 'MAIN' },
  {
    key: 'orderedOn',
    zh: '下單日期',
    en: 'Ordered on',
    kind: 'date',
    aliases: ['訂單日期', '單據日期'],
    example: '2026-11-22',
    helpZh: '空白為今天',
    helpEn: 'today when blank',
  },
  { key: 'dueOn', zh: '交期', en: 'Due on', kind: 'date', aliases: ['預計到貨日', '預計出貨日', '需求日', 'due date'], example: '2026-12-05' },
  { key: 'currency', zh: '幣別', en: 'Currency', kind: 'code', aliases: ['currency'], example: 'TWD', helpZh: '空白為 TWD', helpEn: 'TWD when blank' },
  {
    key: 'line',
    zh: '項次',
    en: 'Line',
    kind: 'int',
    aliases: ['行號', '序'],
    example: '1',
    helpZh: '同一單有相同料號時必填',
    helpEn: 'needed when an item comes twice in an order',
  },
  { key: 'item', zh: '料號', en: 'Item code', kind: 'code', required: true, aliases: ['品號', '品項代碼', 'sku'], example: 'RM-0001' },
  { key: 'qty', zh: '數量', en: 'Quantity', kind: 'decimal', required: true, aliases: ['訂購量', '採購量', 'qty'], example: '100' },
  {
    key: 'uom',
    zh: '單位',
    en: 'Unit',
    kind: 'code',
    aliases: ['unit', 'uom'],
    example: 'PCE',
    helpZh: '空白為基本單位',
    helpEn: 'the base unit when blank',
  },
  { key: 'price', zh: '單價', en: 'Price', kind: 'decimal', permission: COST_PERMISSION, aliases: ['unit price'], example: '12.5' },
];
const NOTE: ImportColumn = { key: 'note', zh: '備註', en: 'Note', kind: 'text', aliases: ['說明'], example: '' };

/** Columns that buying and selling share. */
export function orderColumns(
  partner: ImportColumn,
  own: readonly ImportColumn[],
  settled: Pick<ImportColumn, 'zh' | 'en' | 'aliases'>,
): readonly ImportColumn[] {
  return [partner, ...ORDER_COLUMNS, ...own, NOTE, { key: 'settled', kind: 'bool', example: '', ...settled }];
}
