import { defineErrors, type ErrorData } from '@anwen/kernel';
import { stateInWords } from '../state-words';

const refused = (status: 404 | 409 | 422, zh: string, en: string) => ({ status, level: 'info', zh, en }) as const;

const declared = defineErrors('trade', {
  no_task_left: refused(404, '沒有待揀的任務。', 'There is no task left to pick.'),
  shipments_open: refused(409, '訂單還有未完成的出貨單：{shipments}。', 'The order has shipments that are not over: {shipments}.'),
  sales_order_not_open: refused(409, '銷售訂單目前為「{stateZh}」，不能出貨。', 'The sales order is {state}; nothing can be shipped from it.'),
  nothing_open: refused(409, '此訂單沒有可出貨的數量。', 'The order has nothing left to ship.'),
  stage_required: refused(422, '此倉別沒有或有多個出貨暫存區，請指定。', 'The warehouse has no shipping stage or several; name one.'),
  nothing_allocated: refused(409, '尚未配到任何貨，不能揀貨。', 'Nothing is allocated, so nothing can be picked.'),
  nothing_picked: refused(409, '尚未揀到任何貨，不能出貨。', 'Nothing was picked, so nothing can be shipped.'),
  not_complete: refused(409, '還有未揀齊的明細；請短缺出貨或繼續揀貨。', 'Not everything was picked; ship short, or pick on.'),
  stage_differs: refused(409, '暫存區備妥的數量與已揀數量不符，請查明後再出貨。', 'What stands ready at the stage is not what was picked; find out why first.'),
  wrong_place: refused(409, '掃描的儲位是「{scanned}」，應為「{expected}」。', 'You scanned the place "{scanned}"; the task says "{expected}".'),
  wrong_lot: refused(409, '掃描的批號是「{scanned}」，應為「{expected}」。', 'You scanned the lot "{scanned}"; the task says "{expected}".'),
  wrong_serial: refused(409, '掃描的序號是「{scanned}」，應為「{expected}」。', 'You scanned the serial number "{scanned}"; the task says "{expected}".'),
  more_than_open: refused(422, '數量超過尚缺的 {open}。', 'That is more than the {open} that are open.'),
  nothing_short: refused(422, '{open} 都找到了，沒有短缺；請直接確認揀貨。', 'All {open} were found, so nothing is short; confirm the pick.'),
  substitute_missing: refused(409, '儲位「{location}」沒有足夠的可用庫存可以替代。', 'The place "{location}" has not enough free stock to stand in.'),
  wave_started: refused(409, '波次已開始揀貨，不能取消。', 'Picking of the wave has begun; it cannot be cancelled.'),
  wave_shipments_unfit: refused(422, '這些出貨單不能加入此波次：{shipments}。', 'These shipments cannot join the wave: {shipments}.'),
  assignee_unknown: refused(422, '使用者「{username}」不存在或已停用。', 'There is no active user "{username}".'),
  company_prefix_missing: refused(409, '尚未設定 GS1 公司前置碼（trade.gs1CompanyPrefix）。', 'The GS1 company prefix (trade.gs1CompanyPrefix) is not set.'),
  sscc_exhausted: refused(409, '此公司前置碼的 SSCC 序號已用完。', 'The serial references of this company prefix are used up.'),
  more_than_picked: refused(409, '數量超過已揀而未包裝的 {open}。', 'That is more than the {open} that are picked and not packed.'),
  packages_open: refused(409, '還有未封箱的包裝：{packages}。', 'These packages are still open: {packages}.'),
  package_void: refused(409, '包裝已作廢。', 'The package is void.'),
  package_holds_unusable: refused(
    409,
    '這些包裝內有不能出貨的貨品，請先作廢包裝並重新裝箱：{packages}。',
    'These packages hold goods that cannot leave; void them and pack anew: {packages}.',
  ),
  goods_not_usable: refused(
    409,
    '這些貨品已被隔離、召回或過期，不能出貨：{goods}。短缺出貨會將其放回。',
    'These goods are held, recalled or expired and cannot leave: {goods}. Shipping short sends them home.',
  ),
  package_closed: refused(409, '包裝已封箱。', 'The package is closed.'),
  package_empty: refused(409, '空的包裝不能封箱。', 'An empty package cannot be closed.'),
  more_than_shipped: refused(
    422,
    '退貨數量超過出貨單 {shipment} 尚可退的 {open}（{item}）。',
    'That is more of {item} than the {open} that can still come back from shipment {shipment}.',
  ),
});

/** Refusals of the outbound wing alone; what both wings answer is in trade.errors. */
export const outboundErrors = {
  ...declared,
  sales_order_not_open: (data: ErrorData = {}) => declared.sales_order_not_open({ ...data, stateZh: stateInWords(data.state) }),
};
