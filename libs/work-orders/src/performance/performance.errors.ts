import { defineErrors, type Actor, type ErrorData, type FieldError } from '@anwen/kernel';
import { stateInWords } from '../state-words';

const refused = (status: 400 | 403 | 404 | 409 | 422, zh: string, en: string) => ({ status, level: 'info', zh, en }) as const;

const declared = defineErrors('performance', {
  operation_not_found: refused(404, '工單沒有這個製程。', 'The work order has no such operation.'),
  invalid_transition: refused(409, '製程 {opNo} 目前為「{stateZh}」，不能執行此動作。', 'Operation {opNo} is {state}; this step is not possible.'),
  predecessor_waits: refused(
    409,
    '前一個製程 {before} {name} 尚未完成，也還沒有良品，不能開始。',
    'Operation {before} {name} comes first: it is not over and has no good pieces yet.',
  ),
  predecessor_open: refused(409, '製程 {before} {name} 尚未完成或略過，請先處理。', 'Operation {before} {name} is not over yet; finish or skip it first.'),
  nothing_reported: refused(
    409,
    '製程 {opNo} 沒有開始過，也沒有報工；請開始或略過。',
    'Operation {opNo} was neither started nor reported on; start or skip it.',
  ),
  has_pieces: refused(
    409,
    '製程 {opNo} 已有報工，或後面的製程已報工，不能略過；請完成。',
    'Pieces were reported on operation {opNo}, or further on; finish it instead of skipping it.',
  ),
  pieces_wait: refused(
    409,
    '製程 {before} {name} 已有良品 {good}；略過最後的製程 {opNo} 後將無法入庫。請在製程 {opNo} 報工，或更正先前的報工。',
    'Operation {before} {name} has {good} good pieces, which would never become stock if the last operation {opNo} were skipped: report the pieces on operation {opNo}, or correct the earlier reports.',
  ),
  work_center_busy: refused(
    409,
    '工作中心 {workCenter} 正在執行工單 {number} 的製程 {opNo}（同時至多 {capacity} 個），請先暫停或完成。',
    'The work centre {workCenter} is running operation {opNo} of {number} ({capacity} at one time); pause or finish that first.',
  ),
  work_center_taken: refused(
    409,
    '工作中心 {workCenter} 正在執行您範圍外的工單（同時至多 {capacity} 個），請待其暫停或完成。',
    'The work centre {workCenter} is running an order outside of your scope ({capacity} at one time); wait until that is paused or finished.',
  ),
  already_at_it: refused(409, '您已在執行製程 {opNo}。', 'You are working on operation {opNo} already.'),
  run_not_found: refused(404, '找不到這筆工時紀錄。', 'There is no such time of an operation.'),
  run_open: refused(409, '{operator} 仍在作業中，請先暫停或完成製程，再更正工時。', '{operator} is still at it; pause or finish the operation first.'),
  order_closed: refused(
    409,
    '工單 {number} 已結案，成本已定，不能再更正工時。',
    'The work order {number} is closed and its cost is noted; its times cannot be corrected any more.',
  ),
  downtime_not_found: refused(404, '找不到這筆停機紀錄。', 'There is no such downtime.'),
  downtime_open: refused(
    409,
    '工作中心 {workCenter} 自 {sinceLocal} 起已有未結束的停機。',
    'The work centre {workCenter} is down already, since {sinceLocal}.',
  ),
  downtime_overlaps: refused(
    409,
    '與工作中心 {workCenter} 自 {sinceLocal} 起的另一筆停機重疊。',
    'It overlaps another downtime of the work centre {workCenter}, which began {sinceLocal}.',
  ),
  downtime_ended: refused(409, '停機已於 {endedLocal} 結束。', 'The downtime ended at {endedLocal}.'),
  planned_refused: refused(
    403,
    '沒有停機分類權限（downtime.classify），不能回報計畫性停機；請以非計畫停機回報，再由主管分類。',
    'Only who may classify downtime (downtime.classify) may call it planned; report it as unplanned and let it be classified.',
  ),
  split_refused: refused(
    422,
    '分割時間必須是整秒，且在停機開始之後、結束（或現在）之前。',
    'It can be split at a whole second after its start and before its end or now.',
  ),
  input_refused: refused(422, '內容無法接受，請依各欄位說明修正；未做任何變更。', 'This cannot be accepted; see each field. Nothing was changed.'),
  range_too_wide: refused(
    422,
    '範圍過大：至多 {most} 個工作中心日，這裡有 {asked} 個。',
    'Too much at once: {most} days of work centres at most, and these are {asked}.',
  ),
  sort_unknown: refused(400, '不能以「{sort}」排序；可用：{allowed}。', 'The list cannot be sorted by "{sort}"; it can by {allowed}.'),
});

/** What operations, downtime and effectiveness may answer. 404 also stands for what lies outside the caller's scope. */
export const performanceErrors = {
  ...declared,
  invalid_transition: (data: ErrorData = {}) => declared.invalid_transition({ ...data, stateZh: stateInWords(data.state) }),
};

const TEXTS = {
  reference_unknown: { zh: '「{value}」不存在或不在您的範圍內。', en: '"{value}" does not exist within your scope.' },
  reason_unknown: { zh: '停機原因「{value}」不存在或已停用。', en: 'the downtime reason "{value}" does not exist or is inactive.' },
  note_required: { zh: '此原因代碼必須填寫備註。', en: 'this reason code needs a note.' },
  in_future: { zh: '時間不能晚於現在。', en: 'the time lies in the future.' },
  before_start: { zh: '時間早於停機開始。', en: 'the time lies before the start.' },
  end_before_start: { zh: '結束時間早於開始時間。', en: 'the end lies before the start.' },
  end_not_earlier: { zh: '結束時間必須早於系統記錄的結束時間。', en: 'the end must be earlier than the clock says.' },
  state_unknown: { zh: '沒有「{value}」這個製程狀態。', en: 'there is no state "{value}" of an operation.' },
  center_unknown: { zh: '工作中心「{value}」不存在。', en: 'there is no work centre "{value}".' },
  range_turned: { zh: '迄日早於起日。', en: 'the last day lies before the first.' },
} as const;

export interface Complaint {
  readonly pointer: string;
  readonly code: keyof typeof TEXTS;
  readonly value?: string | undefined;
}

/** @throws performance.input_refused with all complaints, when there are any. */
export function refuse(actor: Actor, complaints: readonly Complaint[]): void {
  if (complaints.length > 0) throw performanceErrors.input_refused({ errors: complaints.map((one) => fieldError(actor, one)) });
}

function fieldError(actor: Actor, { pointer, code, value }: Complaint): FieldError {
  const text = TEXTS[code][actor.locale === 'en' ? 'en' : 'zh'];
  return { pointer, code: `performance.${code}`, message: text.replace('{value}', value ?? ''), ...(value === undefined ? {} : { params: { value } }) };
}
