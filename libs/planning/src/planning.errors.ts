import { defineErrors } from '@anwen/kernel';

const refused = (status: 403 | 404 | 409 | 412 | 422 | 400, zh: string, en: string) => ({ status, level: 'info', zh, en }) as const;

/** 404 also stands for what lies outside the caller's scope. */
export const planningErrors = defineErrors('planning', {
  demand_not_found: refused(404, '找不到這筆需求。', 'There is no such demand.'),
  run_not_found: refused(404, '找不到這次計畫執行。', 'There is no such planning run.'),
  suggestion_not_found: refused(404, '找不到這筆計畫建議。', 'There is no such suggestion.'),
  parameters_not_found: refused(404, '此品項尚未設定計畫參數。', 'The item has no planning parameters yet.'),
  reference_unknown: refused(422, '「{value}」不存在、已停用或不在您的範圍內。', '"{value}" does not exist or is not active within your scope.'),
  parameters_invalid: refused(422, '計畫參數互相矛盾：{detailZh}。', 'The planning parameters contradict each other: {detailEn}.'),
  whole_company_needed: refused(
    403,
    '適用所有倉別的參數須由可存取全公司的人員設定。',
    'Parameters for every warehouse are set by people who reach the whole company.',
  ),
  quantity_refused: refused(422, '{item} 的數量 {qty} 超過小數 {scale} 位。', 'The quantity {qty} of {item} has more than {scale} decimals.'),
  demand_closed: refused(409, '此需求已取消，不能再變更。', 'The demand is cancelled and cannot be changed any more.'),
  sort_unknown: refused(400, '不能以「{sort}」排序；可用：{allowed}。', 'The list cannot be sorted by "{sort}"; it can by {allowed}.'),
  no_warehouse: refused(422, '沒有可計畫的倉別。', 'There is no warehouse that could be planned.'),
  circle: refused(422, '循環供應，無法計畫：{path}。', 'Things feed each other in a circle and cannot be planned: {path}.'),
  run_not_done: refused(409, '計畫執行尚未完成，沒有可採用的建議。', 'The planning run is not done; there is nothing to accept.'),
  run_outdated: refused(409, '已有較新的計畫執行，請採用最新的建議。', 'There is a newer planning run; accept the suggestions of that one.'),
  suggestion_closed: refused(409, '此建議目前為「{stateZh}」，不能再變更。', 'The suggestion is {state} and cannot be changed any more.'),
  not_accepted: refused(
    409,
    '有建議無法採用，未建立任何單據；請依各項說明處理。',
    'Some suggestions cannot be accepted; no document was made. See each of them.',
  ),
  not_editable: refused(
    409,
    '此建議是對既有單據的提醒，數量與日期須在單據上變更。',
    'This is advice about a document that exists; its quantity and day are changed there.',
  ),
  span_reversed: refused(422, '結束日不可早於開始日。', 'The last day may not lie before the first one.'),
  day_past: refused(422, '{day} 已過，請選擇今天或之後的日期。', '{day} has passed; choose today or a later day.'),
  supplier_unfit: refused(422, '只有採購建議可以指定供應商。', 'Only a suggestion to buy has a supplier.'),
  nothing_named: refused(422, '請選擇要採用的建議，或採用全部。', 'Name the suggestions that are to be accepted, or all of them.'),
  too_long: refused(422, '期間最長 {days} 天。', 'The span may be {days} days at most.'),
  accepted_meanwhile: {
    status: 503,
    level: 'warn',
    zh: '計畫期間不斷有建議被採用，請稍後再執行。',
    en: 'Suggestions were accepted again and again while the plan was made; run it again later.',
  },
});

/** Why one suggestion among many cannot be accepted. */
export const ACCEPT_TEXTS = {
  closed: { zh: '此建議目前為「{stateZh}」。', en: 'the suggestion is {state}.' },
  outdated: { zh: '此倉已有較新的計畫，請採用最新的建議。', en: 'its warehouse has a newer plan; accept the suggestion of that one.' },
  unknown: { zh: '此次執行沒有這筆建議。', en: 'the run has no such suggestion.' },
  advice_only: { zh: '請至 {number} 處理：提前、延後或取消。', en: 'open {number}: bring it forward, put it off or cancel it there.' },
  no_supplier: { zh: '{item} 未設定供應商。', en: '{item} has no supplier.' },
  not_permitted: { zh: '您在此倉沒有「{permission}」的權限。', en: 'you lack the permission "{permission}" in that warehouse.' },
  short_at_source: {
    zh: '{item} 在 {warehouse} 可調撥 {free} {uom}，少於 {qty} {uom}。',
    en: '{warehouse} has {free} {uom} of {item} to move, less than {qty} {uom}.',
  },
} as const;

const STATES: Readonly<Record<string, string>> = { open: '待處理', accepted: '已採用', dismissed: '已略過' };
/** A suggestion's state as Chinese texts say it. */
export const stateInWords = (state: string): string => STATES[state] ?? state;
