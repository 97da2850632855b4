import { defineErrors } from '@anwen/kernel';

const refused = (status: 404 | 409 | 422, zh: string, en: string) => ({ status, level: 'info', zh, en }) as const;

/** Refusals of counting. None of them tells a counter what the book says (I-24). */
export const countingErrors = defineErrors('inventory', {
  count_scope_refused: refused(422, '盤點範圍內有不存在的項目：{unknown}', 'The scope of the count names what does not exist: {unknown}'),
  count_scope_empty: refused(422, '盤點範圍內沒有任何儲位。', 'No location lies within the scope of the count.'),
  count_scope_required: refused(422, '請指定盤點計畫或盤點範圍。', 'Name a plan or a scope for the count.'),
  count_too_large: refused(422, '一次盤點至多 {max} 個儲位，請分次進行。', 'A count has at most {max} locations; split it.'),
  count_overlap: refused(409, '部分儲位正在另一次盤點中：{locations}', 'Some locations are being counted already: {locations}'),
  count_lines_refused: refused(
    422,
    '盤點內容無法接受，請依各行說明修正；未做任何變更。',
    'The entries cannot be accepted; see each line. Nothing was changed.',
  ),
  count_nothing_entered: refused(422, '尚未輸入任何數量；若儲位是空的，請明確標示為空。', 'Nothing was entered; say so explicitly when the place is empty.'),
  count_not_empty: refused(422, '已輸入數量，不能標示為空。', 'Something was entered, so the place is not empty.'),
  count_nothing_to_recount: refused(409, '沒有需要複盤的儲位。', 'There is no place to count again.'),
  count_recount_needed: refused(409, '部分差異必須先複盤才能核准。', 'Some differences must be counted again before the approval.'),
  count_posted_in_part: refused(409, '部分差異已過帳，不能取消；請繼續過帳。', 'Some differences are posted already; go on posting instead of cancelling.'),
  count_wrong_session: refused(409, '此盤點目前不接受輸入。', 'The count does not take entries now.'),
});

/** Texts of the complaints about single entries. All of it is master data: nothing here depends on stock. */
export const ENTRY_TEXTS = {
  item_unknown: { zh: '品項不存在。', en: 'no such item.' },
  item_not_stocked: { zh: '服務類品項沒有庫存。', en: 'a service has no stock.' },
  uom_unknown: { zh: '此品項沒有這個單位的換算。', en: 'the item has no conversion for this unit.' },
  quantity_refused: { zh: '數量的小數位數過多或超出範圍。', en: 'the quantity has too many decimals or is out of range.' },
  lot_required: { zh: '此品項必須指定批號。', en: 'the item needs a lot.' },
  lot_not_allowed: { zh: '此品項不以批號追蹤。', en: 'the item is not tracked by lot.' },
  serials_required: { zh: '此品項必須列出序號。', en: 'the item needs its serial numbers.' },
  serials_not_allowed: { zh: '此品項不以序號追蹤。', en: 'the item is not tracked by serial number.' },
  serials_count: { zh: '序號數量與數量不符。', en: 'the serial numbers do not match the quantity.' },
} as const;

export type EntryComplaint = keyof typeof ENTRY_TEXTS;
