import { defineErrors, type Actor, type AppError } from '@anwen/kernel';
import { inWords, type ComplaintOf } from '../complaint-words';

const refused = (status: 404 | 409 | 422, zh: string, en: string) => ({ status, level: 'info', zh, en }) as const;

/** What material and reports of an order may be refused for. 404 also stands for what lies outside the caller's scope. */
export const productionErrors = defineErrors('production', {
  report_not_found: refused(404, '找不到這筆報工。', 'There is no such production report.'),
  material_not_found: refused(404, '工單沒有這項物料。', 'The order has no such material.'),
  no_report_point: refused(
    409,
    '製程 {opNo} {name} 不是報工點；請在下一個報工點報工。',
    'Operation {opNo} {name} takes no reports; report at the next report point.',
  ),
  nothing_reported: refused(422, '請填寫良品、報廢或重工數量。', 'Report good, scrapped or reworked pieces.'),
  over_planned: refused(
    409,
    '{atZh}完成合計（良品與報廢）將為 {total} {uom}，超過工單 {number} 可報的 {most} {uom}；需要超量報工的權限。',
    'That would make {total} {uom} processed{at}, good and scrapped; {number} allows {most} {uom}. More needs the permission to report beyond the plan.',
  ),
  quantity_refused: refused(422, '品項 {item} 的數量至多 {scale} 位小數。', 'A quantity of {item} has at most {scale} decimals.'),
  operation_unknown: refused(422, '工單沒有製程 {opNo}。', 'The order has no operation {opNo}.'),
  operation_not_found: refused(
    404,
    '找不到製程 {opNo}，或不在您的工作中心；請指定您的製程。',
    'There is no operation {opNo}, or it belongs to another work centre; name one of yours.',
  ),
  operation_skipped: refused(409, '製程 {opNo} 已略過，不能報工。', 'Operation {opNo} was skipped; nothing can be reported on it.'),
  reason_required: refused(422, '報廢 {qty} {uom} 必須附上原因代碼。', 'Scrapping {qty} {uom} needs a reason code.'),
  reason_unknown: refused(422, '原因代碼「{code}」不存在、已停用或不適用。', 'The reason code "{code}" does not exist, is inactive or belongs elsewhere.'),
  note_required: refused(422, '原因代碼「{code}」必須填寫備註。', 'The reason code "{code}" needs a note.'),
  lot_required: refused(422, '品項 {item} 以批號追蹤，請指定產出批號。', '{item} is tracked by lot; name the lot of the output.'),
  lot_not_allowed: refused(422, '品項 {item} 不以批號追蹤。', '{item} is not tracked by lot.'),
  serials_not_allowed: refused(422, '品項 {item} 不以序號追蹤。', '{item} is not tracked by serial number.'),
  serials_count: refused(
    422,
    '良品 {wanted} 件需要 {wanted} 個序號，收到 {given} 個。',
    '{wanted} good pieces need {wanted} serial numbers; {given} were given.',
  ),
  location_required: refused(422, '工單 {number} 沒有指定完工入庫的儲位，請指定。', 'The order {number} says no location for its output; name one.'),
  location_refused: refused(
    422,
    '儲位「{location}」不存在、已停用或不在工單的倉別。',
    'The location "{location}" does not exist, is not in use, or is outside the order\'s warehouse.',
  ),
  serials_needed: refused(
    409,
    '這些物料以序號追蹤，不能倒扣，請先掃描領料：{items}。',
    'These components are tracked by serial number and cannot be used up by a report; issue them by scanning first: {items}.',
  ),
  already_superseded: refused(409, '這筆報工已被更正。', 'The report has been superseded already.'),
  output_left: refused(
    409,
    '報工的產出已離開：{item} {lot} 在 {location} 應有 {qty} {uom}，現可動用 {free} {uom}。請先退回後再更正。',
    'The output of the report has left: of {qty} {uom} {item} {lot} at {location}, {free} {uom} are free. Bring it back before you correct the report.',
  ),
  already_linked: refused(
    409,
    '品項 {item} 的 {lot} 已有 {linked} {uom} 記錄在成品的履歷中，用量不能低於此數；請先更正使用它的報工。',
    '{linked} {uom} of {item} {lot} are recorded in the history of the output; less cannot have been used. Supersede the report that used it first.',
  ),
  too_many_parts: refused(
    422,
    '一次報工的履歷紀錄過多（{edges} 筆，上限 {most}）；請分批報工。',
    'One report would write {edges} links of genealogy ({most} at most); report in smaller parts.',
  ),
  lines_refused: refused(422, '內容無法接受，請依各行說明修正；未做任何變更。', 'The lines cannot be accepted; see each line. Nothing was changed.'),
  nothing_to_issue: refused(409, '工單 {number} 沒有待領的物料。', 'The order {number} has no material left to issue.'),
  issue_ambiguous: refused(422, '請列出物料，或選擇整單領料；不能同時使用。', 'List the materials, or issue everything that is needed; not both.'),
  substitute_refused: refused(422, '品項「{item}」不能作為此物料的替代。', 'The item "{item}" cannot stand in for this material.'),
  substitute_too_much: refused(422, '此物料還需要 {most} {uom}，不能替代更多。', 'The material is still needed {most} {uom}; no more can be replaced.'),
});

const TEXTS = {
  material_unnamed: { zh: '請指定物料行或品項代碼。', en: 'name the material line or the item.' },
  material_unknown: { zh: '工單沒有物料「{value}」；替代料請先登記。', en: 'the order has no material "{value}"; register a substitute first.' },
  quantity_refused: { zh: '數量的小數位數過多，或換算後為零。', en: 'the quantity has too many decimals, or is nothing after conversion.' },
  unit_unknown: { zh: '品項沒有單位「{value}」的換算。', en: 'the item has no conversion for the unit "{value}".' },
  location_refused: {
    zh: '儲位「{value}」不存在、已停用或不在工單的倉別。',
    en: 'the location "{value}" does not exist, is not in use, or is outside the order\'s warehouse.',
  },
  location_required: { zh: '沒有可用的儲位，請指定。', en: 'there is no location to take; name one.' },
  serials_count: { zh: '序號 {given} 個與數量 {wanted} 不符。', en: '{given} serial numbers do not match the quantity {wanted}.' },
  serials_not_allowed: { zh: '此品項不以序號追蹤。', en: 'the item is not tracked by serial number.' },
  serial_unknown: { zh: '序號 {value} 不在此處。', en: 'the serial number {value} is not here.' },
  lot_required: { zh: '用過不只一個批號，請指定。', en: 'several lots were used; name one.' },
  return_too_much: { zh: '至多可退 {most} {uom}。', en: '{most} {uom} can be returned at most.' },
  return_used: {
    zh: '報工的數量已用掉這些物料，至多可退 {most} {uom}；要少用，請更正報工。',
    en: 'the reported pieces have used it: {most} {uom} can be returned at most. Supersede the report if it used less.',
  },
} as const;

export type Complaint = ComplaintOf<typeof TEXTS>;

/** One refusal that tells everything that is wrong with the lines. */
export const refusalOf = (actor: Actor, complaints: readonly Complaint[]): AppError =>
  productionErrors.lines_refused({ errors: inWords('production', TEXTS, actor, complaints) });
