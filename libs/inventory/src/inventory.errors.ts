import { defineErrors } from '@anwen/kernel';

const refused = (status: 403 | 404 | 409 | 422, zh: string, en: string) => ({ status, level: 'info', zh, en }) as const;

/** Every refusal of the stock core. 404 also stands for what lies outside the caller's scope. */
export const inventoryErrors = defineErrors('inventory', {
  posting_not_found: refused(404, '找不到這筆過帳。', 'There is no such posting.'),
  lot_not_found: refused(404, '找不到這個批號。', 'There is no such lot.'),
  reservation_not_found: refused(404, '找不到這筆保留。', 'There is no such reservation.'),
  item_not_found: refused(404, '找不到這個品項。', 'There is no such item.'),
  location_not_found: refused(404, '找不到這個儲位。', 'There is no such location.'),
  warehouse_not_found: refused(404, '找不到這個倉別。', 'There is no such warehouse.'),
  type_not_permitted: refused(403, '您沒有「{type}」過帳的權限。', 'You may not post "{type}".'),
  lines_refused: refused(422, '過帳內容無法接受，請依各行說明修正；未做任何變更。', 'The lines cannot be posted; see each line. Nothing was changed.'),
  effective_date_refused: refused(
    422,
    '帳務日期不能在未來；追溯帳務日期需要權限。',
    'The posting date cannot lie in the future, and an earlier day needs the permission to back-date.',
  ),
  reason_required: refused(422, '此類過帳必須附上原因代碼。', 'This posting needs a reason code.'),
  occurred_at_refused: refused(422, '發生時間不合理。', 'The time of occurrence is not plausible.'),
  note_required: refused(422, '此原因代碼必須填寫備註。', 'This reason code needs a note.'),
  approval_required: refused(
    409,
    '這項異動需要他人核准，請以庫存調整單（/adjustments）申請。',
    'This change needs the approval of somebody else; ask for it with an adjustment (/adjustments).',
  ),
  location_closed: refused(409, '儲位「{location}」已鎖定或封存，不能再入庫。', 'The location "{location}" is locked or archived and takes no stock.'),
  reason_unknown: refused(422, '原因代碼不存在、已停用或不適用。', 'The reason code does not exist, is inactive or belongs elsewhere.'),
  insufficient_stock: refused(409, '庫存不足，未做任何變更。', 'There is not enough stock; nothing was changed.'),
  serial_conflict: refused(409, '序號已在庫或重複入庫。', 'A serial number is in stock already or named twice.'),
  reservation_conflict: refused(409, '保留已不足、已釋放或與此行不符。', 'The reservation is used up, released, or belongs to other stock.'),
  already_reversed: refused(409, '這筆過帳已經沖銷過。', 'The posting has been reversed already.'),
  reversal_final: refused(409, '沖銷過帳不能再沖銷。', 'A reversal cannot be reversed.'),
  belongs_to_document: refused(409, '這屬於單據 {docType}「{docRef}」，請在該單據上處理。', 'This belongs to the document {docType} "{docRef}"; do it there.'),
  lot_taken: refused(409, '此品項已有批號「{code}」。', 'The item already has a lot "{code}".'),
  lot_not_tracked: refused(422, '此品項不以批號追蹤。', 'The item is not tracked by lot.'),
  lot_transition: refused(409, '批號目前為「{statusZh}」，不能執行此動作。', 'The lot is {status}; this step is not possible.'),
  serial_not_found: refused(404, '找不到這個序號。', 'There is no such serial number.'),
  relabel_held: refused(
    409,
    '批號隔離或召回中，不能沖銷其拆分或合併；請先解除。',
    'A lot is held or recalled: its split or merge cannot be reversed. Release it first.',
  ),
  lot_recalled: refused(409, '批號在召回 {recall} 中，結束召回後才能解除。', 'The lot is in recall {recall}; only its end releases it.'),
  second_person: refused(409, '重大隔離必須由另一人解除。', 'A critical hold is released by somebody else than who placed it.'),
  serial_held: refused(409, '序號已被隔離，不能使用。', 'A serial number is held and cannot be used.'),
  reservation_closed: refused(409, '保留已結束。', 'The reservation is closed.'),
  already_reserved: refused(409, '此單據已保留這個品項；請先釋放再重新保留。', 'The document has reserved this item already; release that first.'),
  quantity_refused: refused(422, '此品項的數量至多 {scale} 位小數。', 'A quantity of this item has at most {scale} decimals.'),
  expiry_refused: refused(422, '保留期限已過。', 'The reservation would have expired already.'),
  date_archived: refused(422, '{through} 以前的庫存異動已封存，請選擇之後的日期。', 'Movements up to {through} are archived; ask for a later day.'),
  posting_archived: refused(409, '這筆過帳已封存，不能沖銷。', 'The posting is archived and cannot be reversed.'),
  archive_refused: refused(409, '月份 {partition} 無法封存：{reason}。', 'The month {partition} cannot be archived: {reason}.'),
  invalid_transition: refused(409, '單據目前為「{stateZh}」，不能執行此動作。', 'The document is {state}; this step is not possible.'),
  sort_unknown: {
    status: 400,
    level: 'info',
    zh: '不能以「{sort}」排序；可用：{allowed}。',
    en: 'The list cannot be sorted by "{sort}"; it can by {allowed}.',
  },
});

/** The durable half of exactly-once: an operation id is good for one effect, for ever. */
export const operationErrors = defineErrors('operation', {
  duplicate: refused(409, '這個作業已經處理過。', 'This operation has been carried out already.'),
});

/** Texts of the complaints about single lines, by code; `{name}` is filled from the complaint's params. */
export const LINE_TEXTS = {
  item_unknown: { zh: '品項不存在。', en: 'no such item.' },
  item_unnamed: { zh: '請指定品項代碼或識別碼其中之一。', en: 'name the item by code or by id, not both.' },
  item_not_active: { zh: '品項已停用。', en: 'the item is not active.' },
  item_not_stocked: { zh: '服務類品項沒有庫存。', en: 'a service has no stock.' },
  uom_unknown: { zh: '此品項沒有這個單位的換算。', en: 'the item has no conversion for this unit.' },
  quantity_refused: {
    zh: '數量的小數位數過多，或換算後為零或超出範圍。',
    en: 'the quantity has too many decimals, or is nothing or out of range after conversion.',
  },
  location_unknown: { zh: '儲位不存在或不在您的範圍內。', en: 'no such location within your scope.' },
  location_required: { zh: '必須指定儲位。', en: 'a location is required.' },
  location_refused: { zh: '此類過帳不能使用這個儲位。', en: 'this posting cannot use that location.' },
  location_locked: { zh: '儲位已鎖定：{reason}', en: 'the location is locked: {reason}' },
  status_not_here: { zh: '變更庫存狀態請用「狀態」過帳。', en: 'a change of status needs a posting of type status.' },
  bucket_not_usable: { zh: '狀態為「{status}」的庫存不能領用或出貨。', en: 'stock in the bucket {status} cannot be used or shipped.' },
  cost_not_allowed: { zh: '只有入庫可以指定單位成本。', en: 'only stock that comes in has a unit cost.' },
  serials_too_many: { zh: '一筆過帳至多 {max} 個序號。', en: 'a posting has at most {max} serial numbers.' },
  same_place: { zh: '來源與目的相同。', en: 'source and destination are the same.' },
  lot_required: { zh: '此品項必須指定批號。', en: 'the item needs a lot.' },
  lot_not_allowed: { zh: '此品項不以批號追蹤。', en: 'the item is not tracked by lot.' },
  lot_unknown: { zh: '批號不存在。', en: 'no such lot.' },
  lot_held: { zh: '批號狀態為「{status}」，不能使用。', en: 'the lot is {status} and cannot be used.' },
  lot_expired: { zh: '批號已於 {expiresOn} 到期。', en: 'the lot expired on {expiresOn}.' },
  lot_expiry_differs: { zh: '批號的效期為 {expiresOn}，與輸入不符。', en: 'the lot expires on {expiresOn}, not as given.' },
  expiry_required: { zh: '新批號必須填寫效期或製造日期。', en: 'a new lot of this item needs an expiry or a production date.' },
  fefo_violation: { zh: '應先使用較早到期的批號 {lot}（{expiresOn}）。', en: 'lot {lot} expires earlier ({expiresOn}) and goes first.' },
  serials_required: { zh: '此品項必須列出序號。', en: 'the item needs its serial numbers.' },
  serials_not_allowed: { zh: '此品項不以序號追蹤。', en: 'the item is not tracked by serial number.' },
  serials_count: { zh: '序號數量（{given}）與數量（{wanted}）不符。', en: '{given} serial numbers do not match the quantity {wanted}.' },
  serial_twice: { zh: '序號重複：{serial}', en: 'serial number named twice: {serial}' },
  serial_unknown: { zh: '序號不存在：{serial}', en: 'no such serial number: {serial}' },
  relabel_unbalanced: { zh: '轉批的轉出與轉入數量必須相等。', en: 'as much must come out of a relabelling as goes in.' },
  reservation_unknown: { zh: '保留不存在。', en: 'no such reservation.' },
} as const;

export type LineComplaint = keyof typeof LINE_TEXTS;
