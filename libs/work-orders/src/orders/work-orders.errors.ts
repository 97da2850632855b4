import { defineErrors, type ErrorData } from '@anwen/kernel';
import { stateInWords } from '../state-words';

const refused = (status: 400 | 404 | 409 | 422, zh: string, en: string) => ({ status, level: 'info', zh, en }) as const;

const declared = defineErrors('work_orders', {
  not_found: refused(404, '找不到這張工單。', 'There is no such work order.'),
  invalid_transition: refused(409, '工單目前為「{stateZh}」，不能執行此動作。', 'The work order is {state}; this step is not possible.'),
  on_hold: refused(409, '工單 {number} 暫停中，請先恢復。', 'The work order {number} is on hold; resume it first.'),
  no_bom: refused(409, '品項 {item} 在 {day} 沒有生效的物料清單，不能放行。', 'The item {item} has no active bill on {day}; the order cannot be released.'),
  phantom: refused(
    409,
    '品項 {item} 是虛擬件，只隨上階一起生產，不能放行。',
    'The item {item} is a phantom: it is made as a part of what uses it, never by an order of its own.',
  ),
  input_refused: refused(422, '工單內容無法接受，請依各欄位說明修正；未做任何變更。', 'The order cannot be accepted; see each field. Nothing was changed.'),
  bulk_refused: refused(409, '有 {count} 張工單無法處理，請見各筆說明；未做任何變更。', '{count} orders were refused; see each. Nothing was changed.'),
  stale: refused(409, '工單 {number} 已被他人修改，請重新載入。', 'Somebody else has changed {number}; load it again.'),
  named_twice: refused(422, '工單 {number} 重複出現。', '{number} is named twice.'),
  dates_crossed: refused(422, '預計開工日晚於預計完工日 {dueOn}。', 'the start lies after the due day {dueOn}.'),
  sort_unknown: refused(400, '不能以「{sort}」排序；可用：{allowed}。', 'The list cannot be sorted by "{sort}"; it can by {allowed}.'),
  external_ref_taken: refused(409, '外部單號「{ref}」已有工單。', 'There already is a work order with the reference "{ref}".'),
  operations_open: refused(409, '還有未完成的製程：{operations}。請先完成或略過。', 'These operations are not over: {operations}. Finish or skip them first.'),
  operations_running: refused(409, '還有作業中的製程：{operations}。請先停止。', 'These operations are running: {operations}. Stop them first.'),
  below_plan: refused(
    409,
    '已報工 {done} {uom}，未達目標數量 {planned} {uom}；請補報工，或以短結並說明原因。',
    '{done} {uom} of {planned} {uom} are reported; report the rest, or close the order short with a reason.',
  ),
  has_movements: refused(
    409,
    '工單已有領料或報工，不能取消；請退料，或以短結結束。',
    'Material was used or output reported; the order cannot be cancelled, only closed short.',
  ),
  children_open: refused(409, '還有未結束的下層工單：{orders}。', 'These orders below it are not over: {orders}.'),
  period_closed: refused(
    409,
    '工單完工的 {day} 所屬期間已封存，不能重開。',
    'The period of {day}, when the order was completed, is archived; it cannot be reopened.',
  ),
  too_many_cards: refused(422, '一次至多列印 {most} 張流程卡，這裡有 {count} 張。', '{most} travel cards can be printed at once; these are {count}.'),
  split_too_much: refused(422, '至多可分出 {most} {uom}。', '{most} {uom} can be split off at most.'),
  split_substituted: refused(
    409,
    '替代料已安排取代品項 {item} 的 {qty} {uom}，多於拆單後所需的 {need} {uom}；請分出較少的數量。',
    'Substitutes stand in for {qty} {uom} of {item}, but what is left would need {need} {uom} alone; split off less.',
  ),
});

/** What work orders may answer. 404 also stands for what lies outside the caller's scope. */
export const workOrderErrors = {
  ...declared,
  invalid_transition: (data: ErrorData = {}) => declared.invalid_transition({ ...data, stateZh: stateInWords(data.state) }),
};
