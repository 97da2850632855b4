/** What an endpoint may subscribe to. A type never changes its meaning; a new version is a new type. */
export interface EventTypeText {
  readonly zh: string;
  readonly en: string;
}

const row = (zh: string, en: string): EventTypeText => ({ zh, en });

/** All events that leave the product. Other libraries write them into the outbox; here is what they are called outside. */
export const webhookEventTypes = {
  'stock.posted.v1': row('庫存過帳', 'Stock was posted'),
  'stock.reversed.v1': row('庫存沖銷', 'A posting was reversed'),
  'stock.reserved.v1': row('庫存保留', 'Stock was reserved'),
  'stock.reservation_released.v1': row('保留釋放', 'A reservation was released'),
  'stock.reservation_expired.v1': row('保留逾期', 'A reservation has expired'),
  'lot.held.v1': row('批號隔離', 'A lot was put on hold'),
  'lot.released.v1': row('批號解除隔離', 'A lot was released from hold'),
  'count.opened.v1': row('開始盤點', 'A count was opened'),
  'count.approved.v1': row('核准盤點', 'A count was approved'),
  'count.posted.v1': row('盤點過帳', 'A count was posted'),
  'count.cancelled.v1': row('取消盤點', 'A count was cancelled'),
  'transfer.dispatched.v1': row('調撥發出', 'A transfer was dispatched'),
  'transfer.received.v1': row('調撥收到', 'A transfer was received'),
  'adjustment.requested.v1': row('請求庫存調整', 'An adjustment waits for approval'),
  'adjustment.posted.v1': row('庫存調整過帳', 'An adjustment was posted'),
  'adjustment.rejected.v1': row('駁回庫存調整', 'An adjustment was rejected'),
  'adjustment.reversed.v1': row('沖銷庫存調整', 'An adjustment was reversed'),
  'replenishment.created.v1': row('建立補貨工作', 'Replenishment tasks were made'),
  'lot.expired.v1': row('批號過期（仍有庫存）', 'A lot expired with stock on hand'),
  'lot.split.v1': row('批號分拆', 'A lot was split'),
  'lot.merged.v1': row('批號合併', 'Lots were merged'),
  'recall.opened.v1': row('開立召回', 'A recall was opened'),
  'recall.extended.v1': row('召回擴及新批號', 'A recall reached further lots'),
  'recall.closed.v1': row('結束召回', 'A recall was closed'),
  'item.created.v1': row('建立品項', 'An item was created'),
  'item.updated.v1': row('修改品項', 'An item was changed'),
  'item.archived.v1': row('封存品項', 'An item was archived'),
  'item_category.created.v1': row('建立品項分類', 'An item category was created'),
  'item_category.updated.v1': row('修改品項分類', 'An item category was changed'),
  'uom.created.v1': row('建立單位', 'A unit was created'),
  'uom.updated.v1': row('修改單位', 'A unit was changed'),
  'partner.created.v1': row('建立往來對象', 'A partner was created'),
  'partner.updated.v1': row('修改往來對象', 'A partner was changed'),
  'partner.archived.v1': row('封存往來對象', 'A partner was archived'),
  'warehouse.created.v1': row('建立倉庫', 'A warehouse was created'),
  'warehouse.updated.v1': row('修改倉庫', 'A warehouse was changed'),
  'warehouse.archived.v1': row('封存倉庫', 'A warehouse was archived'),
  'zone.created.v1': row('建立區域', 'A zone was created'),
  'zone.updated.v1': row('修改區域', 'A zone was changed'),
  'location.created.v1': row('建立儲位', 'A location was created'),
  'location.updated.v1': row('修改儲位', 'A location was changed'),
  'location.archived.v1': row('封存儲位', 'A location was archived'),
  'reason_code.created.v1': row('建立原因代碼', 'A reason code was created'),
  'reason_code.updated.v1': row('修改原因代碼', 'A reason code was changed'),
  'work_center.created.v1': row('建立工作中心', 'A work centre was created'),
  'work_center.updated.v1': row('修改工作中心', 'A work centre was changed'),
  'bom.created.v1': row('建立物料清單', 'A bill of materials was created'),
  'bom.updated.v1': row('修改物料清單', 'A bill of materials was changed'),
  'bom.activated.v1': row('啟用物料清單', 'A bill of materials was activated'),
  'bom.obsoleted.v1': row('停用物料清單', 'A bill of materials was made obsolete'),
  'routing.created.v1': row('建立途程', 'A routing was created'),
  'routing.updated.v1': row('修改途程', 'A routing was changed'),
  'routing.activated.v1': row('啟用途程', 'A routing was activated'),
  'routing.obsoleted.v1': row('停用途程', 'A routing was made obsolete'),
  'shift.created.v1': row('建立班別', 'A shift was created'),
  'shift.updated.v1': row('修改班別', 'A shift was changed'),
  'calendar.created.v1': row('建立行事曆', 'A calendar was created'),
  'calendar.updated.v1': row('修改行事曆', 'A calendar was changed'),
  'catalog.imported.v1': row('主檔匯入', 'Master data was imported'),
  'sales_order.created.v1': row('建立銷售訂單', 'A sales order was written'),
  'sales_order.confirmed.v1': row('確認銷售訂單', 'A sales order was confirmed'),
  'sales_order.cancelled.v1': row('取消銷售訂單', 'A sales order was cancelled'),
  'sales_order.closed.v1': row('結案銷售訂單', 'A sales order was closed'),
  'shipment.created.v1': row('建立出貨單', 'A shipment was made'),
  'shipment.allocated.v1': row('出貨配貨', 'Stock was allocated to a shipment'),
  'shipment.unallocated.v1': row('取消配貨', 'A shipment gave its stock back'),
  'shipment.packed.v1': row('出貨裝箱完成', 'A shipment was packed'),
  'shipment.shipped.v1': row('出貨', 'A shipment has left'),
  'shipment.delivered.v1': row('送達', 'A shipment was delivered'),
  'shipment.cancelled.v1': row('取消出貨', 'A shipment was cancelled'),
  'wave.released.v1': row('釋出揀貨波次', 'A picking wave was released'),
  'pick.confirmed.v1': row('確認揀貨', 'Goods were picked'),
  'pick.short_reported.v1': row('揀貨短少，儲位待盤', 'A pick came up short; the bin wants a count'),
  'customer_return.received.v1': row('收到客戶退貨', 'Goods came back from a customer'),
  'report.ready.v1': row('排程報表已產生', 'A scheduled report is ready'),
  'purchase_order.created.v1': row('建立採購單', 'A purchase order was written'),
  'purchase_order.updated.v1': row('修改採購單', 'A draft of a purchase order was changed'),
  'purchase_order.approved.v1': row('核准採購單', 'A purchase order was approved'),
  'purchase_order.closed.v1': row('結案採購單', 'A purchase order was closed'),
  'purchase_order.cancelled.v1': row('取消採購單', 'A purchase order was cancelled'),
  'receipt.started.v1': row('開始收貨', 'Receiving was started'),
  'receipt.lines_confirmed.v1': row('確認收貨明細', 'Lines of a receipt were confirmed'),
  'receipt.line_reversed.v1': row('沖銷收貨明細', 'A line of a receipt was reversed'),
  'receipt.finished.v1': row('收貨完成', 'A receipt was finished'),
  'receipt.cancelled.v1': row('取消收貨單', 'A receipt was cancelled'),
  'inspection.recorded.v1': row('記錄檢驗結果', 'The result of an inspection was recorded'),
  'inspection.disposed.v1': row('檢驗處置', 'Inspected goods were disposed of'),
  'inspection.cancelled.v1': row('取消檢驗', 'An inspection was called off'),
  'putaway.confirmed.v1': row('確認上架', 'Goods were put away'),
  'putaway.cancelled.v1': row('取消上架任務', 'A put-away task was called off'),
  'supplier_return.created.v1': row('建立退供應商單', 'A return to a supplier was written'),
  'supplier_return.shipped.v1': row('退貨給供應商', 'Goods were sent back to a supplier'),
  'supplier_return.cancelled.v1': row('取消退供應商單', 'A return to a supplier was cancelled'),
  'work_order.created.v1': row('建立工單', 'A work order was written'),
  'work_order.updated.v1': row('修改工單', 'A work order was changed'),
  'work_order.planned.v1': row('排定工單', 'A work order was planned'),
  'work_order.released.v1': row('下達工單', 'A work order was released to the floor'),
  'work_order.started.v1': row('工單開工', 'Work on an order has begun'),
  'work_order.held.v1': row('暫停工單', 'A work order was put on hold'),
  'work_order.resumed.v1': row('恢復工單', 'A work order was resumed'),
  'work_order.completed.v1': row('工單完工', 'A work order was completed, whole or short'),
  'work_order.closed.v1': row('工單結案', 'A work order was closed'),
  'work_order.cancelled.v1': row('取消工單', 'A work order was cancelled'),
  'work_order.reopened.v1': row('重開工單', 'A completed work order was reopened'),
  'work_order.split.v1': row('分割工單', 'A part of a work order became an order of its own'),
  'operation.started.v1': row('開始工序', 'Somebody began an operation of a work order, or joined it'),
  'operation.paused.v1': row('暫停工序', 'Somebody stopped working on an operation'),
  'operation.resumed.v1': row('繼續工序', 'A paused operation goes on'),
  'operation.finished.v1': row('完成工序', 'An operation of a work order was finished'),
  'operation.skipped.v1': row('略過工序', 'An operation of a work order was skipped'),
  'downtime.started.v1': row('停機開始', 'A work centre stands still'),
  'downtime.ended.v1': row('停機結束', 'A work centre runs again'),
  'downtime.classified.v1': row('停機分類', 'A downtime was given its reason'),
  'downtime.split.v1': row('分割停機紀錄', 'A downtime was cut in two'),
} as const satisfies Record<string, EventTypeText>;

/** What a test sends; it is never subscribed to. */
export const TEST_EVENT_TYPE = 'webhook.test.v1';

export type WebhookEventType = keyof typeof webhookEventTypes;

const KNOWN = Object.keys(webhookEventTypes);

/** `*` takes everything, `stock.*` everything that begins with `stock.`, anything else itself. */
export function wants(filter: readonly string[], type: string): boolean {
  return filter.some((wanted) => wanted === '*' || wanted === type || (wanted.endsWith('.*') && type.startsWith(wanted.slice(0, -1))));
}

/** Entries of a filter that can never match anything. */
export function unknownTypes(filter: readonly string[]): string[] {
  return filter.filter((wanted) => !KNOWN.some((type) => wants([wanted], type)));
}
