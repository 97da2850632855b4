import { defineErrors } from '@anwen/kernel';

const refused = (status: 403 | 404 | 409 | 410 | 413 | 415 | 422, zh: string, en: string) => ({ status, level: 'info', zh, en }) as const;

/** Refusals of a session as a whole. */
export const importErrors = defineErrors('imports', {
  sort_unknown: {
    status: 400,
    level: 'info',
    zh: '不能以「{sort}」排序；可用：{allowed}。',
    en: 'The list cannot be sorted by "{sort}"; it can by {allowed}.',
  },
  not_found: refused(404, '找不到這次匯入。', 'There is no such import.'),
  mapping_not_found: refused(404, '找不到這個欄位對應。', 'There is no such mapping.'),
  row_not_found: refused(404, '找不到這一列。', 'There is no such row.'),
  type_unknown: refused(404, '沒有這種匯入類型：{type}。', 'There is no import type {type}.'),
  target_not_permitted: refused(403, '您沒有匯入這類資料所需的權限「{permission}」。', 'Importing this needs the permission {permission}.'),
  scope_too_narrow: refused(403, '這類資料屬於全公司，需要完整的資料範圍。', 'This data belongs to the whole company and needs a scope of everything.'),
  file_kind: refused(
    415,
    '只接受 .xlsx 與 .csv 檔；檔案內容必須與副檔名相符。',
    'Only .xlsx and .csv files are taken, and the content must be what the ending says.',
  ),
  file_macros: refused(415, '含有巨集的活頁簿不接受，請另存為 .xlsx。', 'Workbooks with macros are not taken; save it as .xlsx.'),
  file_empty: refused(422, '檔案沒有內容。', 'The file is empty.'),
  file_unsafe: refused(413, '壓縮內容過大或過多，為安全起見不接受。', 'The compressed content is too large; it is refused for safety.'),
  file_broken: refused(422, '檔案無法讀取：{reason}（第 {line} 列）。', 'The file cannot be read: {reason} (line {line}).'),
  rows_too_many: refused(422, '一次最多匯入 {max} 列。', 'At most {max} rows are imported at a time.'),
  sheet_unknown: refused(422, '活頁簿中沒有工作表「{sheet}」。', 'The workbook has no sheet {sheet}.'),
  mapping_invalid: refused(422, '欄位對應不正確：{column}。', 'The mapping is not valid: {column}.'),
  mapping_incomplete: refused(422, '必填欄位尚未對應：{columns}。', 'Required columns are not mapped: {columns}.'),
  mapping_taken: refused(409, '已有同名的欄位對應「{name}」。', 'A mapping named {name} exists already.'),
  invalid_transition: refused(409, '匯入目前為「{state}」，無法執行此動作。', 'The import is {state}; this is not possible now.'),
  nothing_to_import: refused(409, '沒有可匯入的列。', 'There is no row to import.'),
  rows_with_errors: refused(409, '有 {count} 列錯誤；請修正，或改用「略過錯誤列」。', '{count} rows have errors; correct them or choose to skip them.'),
  fixes_too_many: refused(409, '線上修正最多 {max} 列；請修改檔案後重新上傳。', 'At most {max} rows are corrected here; change the file and upload it again.'),
  fix_too_large: refused(
    409,
    '這類資料超過 {max} 列時，請修改檔案後重新上傳。',
    'With more than {max} rows of this kind, change the file and upload it again.',
  ),
  together_too_many: refused(
    409,
    '這類資料「全部或全不」一次最多 {max} 列；請改用「略過錯誤列」，會分批寫入。',
    'At most {max} rows of this kind are written all or nothing; choose to skip rows with errors, then they are written in batches.',
  ),
  commit_refused: refused(
    409,
    '未匯入任何資料：{count} 列無法寫入（自第 {line} 列起）。',
    'Nothing was imported: {count} rows cannot be written (from line {line}).',
  ),
  rollback_blocked: refused(409, '匯入後資料已被使用或變更，無法還原。', 'What was imported has been used or changed since and cannot be taken back.'),
  file_expired: refused(
    410,
    '上傳的檔案已依保存期限刪除，無法重新讀取；請重新上傳。',
    'The uploaded file has been deleted after its retention period and cannot be read again; upload it once more.',
  ),
  opening_exists: refused(
    409,
    '「{item}」在「{location}」的期初庫存已經過帳（相同批號、狀態或序號）；如需更正請先還原該次匯入，或使用庫存調整。',
    'The opening stock of "{item}" at "{location}" has been posted already (same lot, status or serial number); take that import back first, or adjust the stock.',
  ),
  template_too_large: refused(409, '目前資料超過 {max} 筆，請改用匯出。', 'There are more than {max} records; use an export.'),
});

/** Complaints about one cell or row. */
export const rowErrors = defineErrors('imports_row', {
  required: refused(422, '必填。', 'is required.'),
  bad_characters: refused(422, '含有無法解讀的字元；請檢查檔案編碼。', 'has characters that cannot be read; check the encoding of the file.'),
  not_a_number: refused(422, '「{value}」不是數字。', '"{value}" is not a number.'),
  not_whole: refused(422, '「{value}」必須是整數。', '"{value}" must be a whole number.'),
  not_a_date: refused(422, '「{value}」不是日期；可用 2026-11-22 或民國 115/11/22。', '"{value}" is not a date; write 2026-11-22.'),
  not_yes_no: refused(422, '「{value}」請填「是」或「否」。', '"{value}" must be yes or no.'),
  not_one_of: refused(422, '「{value}」不在可用值內：{allowed}。', '"{value}" must be one of: {allowed}.'),
  exists: refused(422, '「{key}」已存在；「新增」模式不會更動它。', '"{key}" exists already; the mode "insert" leaves it alone.'),
  missing: refused(422, '「{key}」不存在；「更新」模式不會新增。', '"{key}" does not exist; the mode "update" adds nothing.'),
  reference_unknown: refused(422, '找不到「{value}」。', '"{value}" does not exist.'),
  twice: refused(422, '「{key}」在檔案中重複，先前在第 {line} 列。', '"{key}" is in the file twice; first on line {line}.'),
  fixed: refused(422, '此欄位建立後不能變更（目前為「{value}」）。', 'cannot change after creation (it is "{value}").'),
  cannot_clear: refused(422, '此欄位不能清空。', 'cannot be cleared.'),
  archived: refused(422, '「{key}」已封存，不能變更。', '"{key}" is archived and cannot be changed.'),
  bill_not_draft: refused(422, '物料清單「{key}」不是草稿，不能變更；請使用新的版本。', 'The bill "{key}" is no draft and cannot change; use a new version.'),
  order_differs: refused(422, '同一張訂單的表頭欄位必須一致。', 'All lines of an order must agree about its head.'),
  order_too_long: refused(422, '一張訂單至多 {max} 行。', 'An order has at most {max} lines.'),
  settle_refused: refused(422, '您沒有核准或確認訂單的權限。', 'You may not approve or confirm orders.'),
  bill_differs: refused(422, '同一份物料清單的基準數量必須一致。', 'All lines of a bill must have the same base quantity.'),
  parent_elsewhere: refused(422, '上層儲位「{value}」在其他倉別。', 'The parent "{value}" is in another warehouse.'),
  outside_scope: refused(422, '「{value}」超出您的資料範圍。', '"{value}" lies outside your data scope.'),
  changed_since: refused(
    409,
    '「{key}」在試算之後已被變更，未覆寫；請重新試算。',
    '"{key}" has changed since the dry run and was not overwritten; run it again.',
  ),
  group_has_errors: refused(422, '同一份資料的其他列有錯誤。', 'Another row of the same record has errors.'),
  replaced: refused(
    409,
    '物料清單「{key}」匯入時取代了原有的版本；還原會使品項沒有物料清單。',
    'The bill "{key}" took the place of another; without it the item has none.',
  ),
  touched: refused(409, '「{key}」匯入後已被變更或使用。', '"{key}" has been changed or used since the import.'),
});

/** Rows of one import at most: beyond it a spreadsheet is no longer the right tool. */
export const MAX_ROWS = 100_000;
export const MAX_FILE_BYTES = 20 * 1024 * 1024;
export const MAX_FIXES = 200;
