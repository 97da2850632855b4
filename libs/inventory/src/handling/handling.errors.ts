import { defineErrors } from '@anwen/kernel';

const refused = (status: 403 | 404 | 409 | 412 | 422, zh: string, en: string) => ({ status, level: 'info', zh, en }) as const;

/** Refusals of the work inside the warehouse. 404 also stands for what lies outside the caller's scope. */
export const handlingErrors = defineErrors('inventory', {
  document_not_found: refused(404, '找不到這張單據。', 'There is no such document.'),
  task_not_found: refused(404, '找不到這項工作。', 'There is no such task.'),
  task_taken: refused(409, '{takenBy} 正在處理這項工作。', '{takenBy} is working on this task.'),
  task_closed: refused(409, '這項工作已結束。', 'The task is over.'),
  stale: refused(412, '單據已被他人修改，請重新載入。', 'Somebody else has changed the document; load it again.'),
  four_eyes: refused(409, '必須由另一位人員核准。', 'Another person has to decide on this.'),
  whole_warehouse_needed: refused(403, '這個動作需要整個倉別的權限。', 'This step needs the permission for the whole warehouse.'),
  same_warehouse: refused(422, '來源與目的倉別相同；請用移位。', 'Both warehouses are the same; use a move.'),
  transfer_lines_refused: refused(
    422,
    '調撥內容無法接受，請依各行說明修正；未做任何變更。',
    'The lines of the transfer cannot be accepted; see each line. Nothing was changed.',
  ),
  transit_taken: refused(
    409,
    '代碼「{code}」已被其他儲位使用，無法建立在途儲位。',
    'The code "{code}" belongs to another location; no place for goods under way can be made.',
  ),
  rule_taken: refused(409, '此品項在這個儲位已有補貨規則。', 'The item has a rule for this location already.'),
  rule_refused: refused(422, '最高量必須大於最低量，且來源至多一個。', 'The maximum must be above the minimum, and there is at most one source.'),
  one_warehouse: refused(422, '一張單據的儲位必須在同一個倉別。', 'All places of a document lie in one warehouse.'),
});

/** Texts of the complaints about single lines of a transfer. */
export const TRANSFER_LINE_TEXTS = {
  item_unknown: { zh: '品項不存在。', en: 'no such item.' },
  location_unknown: { zh: '儲位不存在或不在該倉別。', en: 'no such location in that warehouse.' },
  uom_unknown: { zh: '此品項沒有這個單位的換算。', en: 'the item has no conversion for this unit.' },
  quantity_refused: { zh: '數量無法接受。', en: 'the quantity cannot be accepted.' },
  lot_required: { zh: '此品項必須指定批號。', en: 'the item needs a lot.' },
  serials_count: { zh: '序號數量與數量不符。', en: 'the serial numbers do not match the quantity.' },
  line_unknown: { zh: '此單據沒有這一行。', en: 'the document has no such line.' },
  more_than_sent: { zh: '收到的數量超過在途數量 {open}。', en: 'more than the {open} that are under way.' },
} as const;
