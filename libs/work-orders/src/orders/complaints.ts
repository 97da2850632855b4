import type { Actor } from '@anwen/kernel';
import { inWords, type ComplaintOf } from '../complaint-words';
import { workOrderErrors } from './work-orders.errors';

const TEXTS = {
  reference_unknown: { zh: '「{value}」不存在或不在您的範圍內。', en: '"{value}" does not exist within your scope.' },
  item_unfit: { zh: '品項「{value}」已停用或不能生產。', en: 'the item "{value}" is not active or cannot be made.' },
  unit_factor_missing: { zh: '品項「{item}」沒有單位「{uom}」的換算。', en: 'the item {item} has no conversion factor for {uom}.' },
  quantity_refused: {
    zh: '數量的小數位數過多，或換算後為零或超出範圍。',
    en: 'the quantity has too many decimals, or is nothing or out of range after conversion.',
  },
  unit_without_qty: { zh: '單位「{uom}」說明數量以何計；請一併填入數量。', en: 'the unit {uom} says what a quantity is counted in; give the quantity too.' },
  location_refused: { zh: '儲位「{value}」不在倉別 {warehouse}。', en: 'the location "{value}" is not in the warehouse {warehouse}.' },
  dates_crossed: { zh: '預計開工日晚於預計完工日 {dueOn}。', en: 'the start lies after the due day {dueOn}.' },
  lot_not_allowed: { zh: '品項「{item}」不以批號追蹤，不能指定批號。', en: 'the item {item} is not tracked by lot; it takes none.' },
  parent_over: { zh: '上層工單 {number} 已結束。', en: 'the order above, {number}, is over.' },
  too_much: { zh: '至多 {most}。', en: '{most} at most.' },
} as const;

export type OrderComplaint = keyof typeof TEXTS;
export type Complaint = ComplaintOf<typeof TEXTS>;

/** @throws work_orders.input_refused with all of them, when there are any. */
export function refuse(actor: Actor, complaints: readonly Complaint[]): void {
  if (complaints.length > 0) throw workOrderErrors.input_refused({ errors: inWords('work_orders', TEXTS, actor, complaints) });
}
