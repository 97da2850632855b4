import { defineErrors, type ErrorData } from '@anwen/kernel';
import { stateInWords, verbsInWords } from './version-states.rules';

const missing = (zh: string, en: string) => ({ status: 404, level: 'info', zh: `找不到${zh}。`, en: `There is no such ${en}.` }) as const;
const refused = (status: 403 | 409 | 422, zh: string, en: string) => ({ status, level: 'info', zh, en }) as const;

const declared = defineErrors('catalog', {
  uom_not_found: missing('這個單位', 'unit'),
  item_not_found: missing('這個品項', 'item'),
  barcode_not_found: missing('這個條碼', 'barcode'),
  partner_not_found: missing('這個往來對象', 'partner'),
  warehouse_not_found: missing('這個倉庫', 'warehouse'),
  location_not_found: missing('這個儲位', 'location'),
  reason_code_not_found: missing('這個原因代碼', 'reason code'),
  work_center_not_found: missing('這個工作中心', 'work center'),
  bom_not_found: missing('這份物料清單', 'bill of materials'),
  sort_unknown: {
    status: 400,
    level: 'info',
    zh: '不能以「{sort}」排序；可用：{allowed}。',
    en: 'The list cannot be sorted by "{sort}"; it can by {allowed}.',
  },
  reference_unknown: refused(422, '資料中提到的項目不存在或不在權限範圍內。', 'The input names something that does not exist or lies outside your scope.'),
  outside_scope: refused(403, '這項變更超出您的資料範圍。', 'This change reaches beyond your data scope.'),
  code_taken: refused(409, '代碼「{code}」已被使用。', 'The code "{code}" is already in use.'),
  barcode_taken: refused(409, '條碼「{code}」已指定給其他品項。', 'The barcode "{code}" already belongs to an item.'),
  cost_not_permitted: refused(403, '您沒有查看或設定成本的權限。', 'You may not see or set costs.'),
  archived: refused(409, '已封存的資料不能變更。', 'What is archived cannot be changed.'),
  item_in_use: refused(409, '品項仍在使用中，不能封存：{used}。', 'The item is still in use and cannot be archived: {used}.'),
  item_basis_fixed: refused(
    422,
    '基本單位、小數位數與追蹤方式在建立後不能變更；請建立新品項。',
    'Base unit, quantity scale and tracking never change after creation; create a new item.',
  ),
  shelf_life_needs_lot: refused(422, '有保存期限的品項必須以批號追蹤。', 'An item with a shelf life must be tracked by lot.'),
  serial_needs_whole: refused(422, '以序號追蹤的品項數量必須為整數。', 'An item tracked by serial number has whole quantities only.'),
  service_not_tracked: refused(422, '服務類品項不能以批號或序號追蹤。', 'A service cannot be tracked by lot or serial number.'),
  scale_exceeds_unit: refused(
    422,
    '小數位數（{scale}）超過單位「{uom}」允許的 {decimals} 位。',
    'The quantity scale {scale} exceeds the {decimals} decimals of the unit "{uom}".',
  ),
  ratio_invalid: refused(422, '換算比率必須是兩個正整數。', 'A conversion ratio consists of two positive whole numbers.'),
  ratio_missing: refused(
    422,
    '單位「{uom}」與基本單位「{base}」之間沒有固定的換算，請填寫換算比率。',
    'There is no fixed conversion between "{uom}" and the base unit "{base}": say how many it is.',
  ),
  unit_is_base: refused(422, '基本單位「{uom}」的換算固定為 1，不必另設。', 'The base unit "{uom}" always converts one to one and is not listed.'),
  unit_twice: refused(422, '單位「{uom}」重複。', 'The unit "{uom}" is listed twice.'),
  unit_not_for_item: refused(422, '品項「{item}」沒有單位「{uom}」的換算。', 'The item "{item}" has no conversion for the unit "{uom}".'),
  unit_in_use: refused(
    409,
    '單位「{uom}」的換算仍用於物料清單，不能移除或變更：{bills}。',
    'The conversion of the unit "{uom}" is used by bills of materials and can neither be removed nor changed: {bills}.',
  ),
  quantity_digits: refused(
    422,
    '數量的小數位數超過單位「{uom}」允許的 {decimals} 位。',
    'The quantity has more digits than the {decimals} decimals of the unit "{uom}".',
  ),
  quantity_vanishes: refused(422, '換算為基本單位後數量為零。', 'The quantity is nothing once it is converted to the base unit.'),
  quantity_range: refused(422, '換算為基本單位後數量超出可記錄的範圍。', 'The quantity is out of range once it is converted to the base unit.'),
  uom_unknown: refused(422, '國際單位代碼（UN/CEFACT Rec 20）中沒有「{code}」。', 'UN/CEFACT Recommendation 20 has no unit "{code}".'),
  barcode_twice: refused(422, '條碼「{code}」重複。', 'The barcode "{code}" is listed twice.'),
  tax_id_invalid: refused(
    422,
    '統一編號「{taxId}」不正確：台灣的統一編號為 8 碼且檢查碼須相符。',
    '"{taxId}" is no business number of Taiwan: eight digits whose check sum fits.',
  ),
  country_unknown: refused(422, '國家代碼「{country}」不在 ISO 3166-1 中。', 'ISO 3166-1 has no country "{country}".'),
  over_receipt_range: refused(422, '超收百分比不能超過 1000。', 'At most 1000 % more than ordered may be received.'),
  parent_elsewhere: refused(422, '上層儲位必須在同一個倉庫。', 'The parent must be in the same warehouse.'),
  location_cycle: refused(422, '儲位不能放在自己或自己的下層之下：{path}。', 'A location cannot lie below itself: {path}.'),
  location_virtual: refused(409, '系統的虛擬儲位不能變更。', 'The virtual locations of the system cannot be changed.'),
  location_has_children: refused(409, '儲位還有使用中的下層儲位，不能封存。', 'The location still has active locations below it and cannot be archived.'),
  location_not_empty: refused(409, '儲位還有庫存，不能封存。', 'The location still holds stock and cannot be archived.'),
  warehouse_not_empty: refused(409, '倉庫還有使用中的儲位，不能封存。', 'The warehouse still has active locations and cannot be archived.'),
  bom_cycle: refused(422, '物料清單形成循環：{path}。', 'The bills of materials form a cycle: {path}.'),
  bom_not_draft: refused(409, '只有草稿可以修改。', 'Only a draft can be changed.'),
  bom_transition: refused(409, '物料清單目前為「{stateZh}」，可執行的動作：{legalZh}。', 'The bill is {state}; what may be done: {legal}.'),
  bom_validity_taken: refused(
    409,
    '這段期間已由第 {version} 版占用（{from} 至 {to}），請先縮短或停用該版本。',
    'Version {version} holds from {from} to {to}, before and after this one; shorten or end it first.',
  ),
  yield_range: refused(422, '良率必須大於 0 且不超過 100（%）。', 'A yield is above 0 and at most 100 %.'),
  scrap_range: refused(422, '損耗率最多 1000（%）。', 'At most 1000 % scrap can be planned.'),
  substitute_itself: refused(422, '替代料不能是元件本身「{item}」。', 'An item cannot stand in for itself: "{item}".'),
  substitute_twice: refused(422, '替代料「{item}」重複。', 'The substitute "{item}" is listed twice.'),
  diff_of_two_items: refused(422, '只能比較同一品項的兩個版本。', 'Only two versions of one item can be compared.'),
  routing_not_found: missing('這份途程', 'routing'),
  routing_not_draft: refused(409, '只有草稿可以修改。', 'Only a draft can be changed.'),
  invalid_transition: refused(409, '目前為「{stateZh}」，可執行的動作：{legalZh}。', 'It is {state}; what may be done: {legal}.'),
  operation_twice: refused(422, '作業編號 {opNo} 重複。', 'The operation {opNo} is listed twice.'),
  shift_not_found: missing('這個班別', 'shift'),
  calendar_not_found: missing('這個行事曆', 'calendar'),
  shifts_overlap: refused(
    422,
    '行事曆「{calendar}」的班別重疊：{dayZh}的「{first}」與「{second}」。',
    'Shifts of the calendar "{calendar}" overlap: "{first}" and "{second}" on {day}.',
  ),
  break_too_long: refused(422, '休息時間必須短於班別（{minutes} 分鐘）。', 'The break must be shorter than the shift of {minutes} minutes.'),
  shift_twice: refused(422, '班別「{shift}」重複。', 'The shift "{shift}" is listed twice.'),
  exception_twice: refused(422, '{day} 重複。', '{day} is listed twice.'),
  warehouse_of_location: refused(422, '工作中心的倉庫必須是其儲位所在的倉庫。', 'The warehouse of a work center is the one in which its location lies.'),
  bom_overlap: refused(422, '同一元件「{component}」的有效期間重疊。', 'The periods of the component "{component}" overlap.'),
  period_reversed: refused(422, '結束日不能早於開始日。', 'The last valid day cannot come before the first.'),
});

const inWords = (data: ErrorData): ErrorData => ({ ...data, stateZh: stateInWords(data.state), legalZh: verbsInWords(data.legal) });

/** Every refusal of the catalog. 404 also stands for what lies outside the caller's scope. */
export const catalogErrors = {
  ...declared,
  bom_transition: (data: ErrorData = {}) => declared.bom_transition(inWords(data)),
  invalid_transition: (data: ErrorData = {}) => declared.invalid_transition(inWords(data)),
};
