import { defineErrors } from '@anwen/kernel';

export const productionHistoryErrors = defineErrors('production_history', {
  tracked_goods: {
    status: 422,
    level: 'info',
    zh: '歷史工單只能載入不管批號與序號的品項：{items}',
    en: 'Orders of the past are loaded for goods without lots and serials only: {items}',
  },
  posted_without_order: {
    status: 409,
    level: 'info',
    zh: '這些工單的出入庫已經直接過帳（{count} 筆），載入會重複計算；請使用沒有這些過帳的資料庫',
    en: '{count} postings of these orders are in the ledger without their orders; loading them would count the goods twice. Take a database without them.',
  },
  number_taken: {
    status: 409,
    level: 'info',
    zh: '工單編號 {number} 已被一張不是由歷史載入的工單使用，無法載入；請先確認該工單',
    en: 'The number {number} belongs to a work order that was not loaded as history; nothing was loaded. Look at that order first.',
  },
  ends_before_start: {
    status: 422,
    level: 'info',
    zh: '工單 {number} 製程 {opNo} 的結束時間（{endedAt}）早於開始時間（{startedAt}）',
    en: 'Operation {opNo} of the work order {number} ends ({endedAt}) before it starts ({startedAt})',
  },
  order_changed: {
    status: 409,
    level: 'info',
    zh: '工單 {number} 在載入期間被別人更動或不存在，無法繼續載入',
    en: 'The work order {number} was changed by somebody since it was loaded, or is not there; its end cannot be loaded',
  },
});
