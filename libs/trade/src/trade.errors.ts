import { defineErrors, type ErrorData } from '@anwen/kernel';
import { stateInWords } from './state-words';

const declared = defineErrors('trade', {
  invalid_transition: {
    status: 409,
    level: 'info',
    zh: '單據目前為「{stateZh}」，不能執行此動作。',
    en: 'The document is {state}; this step is not possible.',
  },
  document_not_found: { status: 404, level: 'info', zh: '找不到這張單據。', en: 'There is no such document.' },
  lines_refused: {
    status: 422,
    level: 'info',
    zh: '單據內容無法接受，請依各欄位說明修正；未做任何變更。',
    en: 'The document cannot be accepted; see each field. Nothing was changed.',
  },
  task_taken: {
    status: 409,
    level: 'info',
    zh: '此任務正由 {takenBy} 執行中（至 {leaseUntil}）。',
    en: '{takenBy} is working on this task (until {leaseUntil}).',
  },
  sort_unknown: {
    status: 400,
    level: 'info',
    zh: '不能以「{sort}」排序；可用：{allowed}。',
    en: 'The list cannot be sorted by "{sort}"; it can by {allowed}.',
  },
  external_ref_taken: {
    status: 409,
    level: 'info',
    zh: '此往來對象已有外部單號「{ref}」的單據。',
    en: 'The partner already has a document with the reference "{ref}".',
  },
  stale: { status: 412, level: 'info', zh: '單據已被他人修改，請重新載入。', en: 'Somebody else has changed the document; load it again.' },
});

/** What every document of trade may answer; the wings bring their own besides. 404 also stands for what lies outside the caller's scope. */
export const tradeErrors = {
  ...declared,
  invalid_transition: (data: ErrorData = {}) => declared.invalid_transition({ ...data, stateZh: stateInWords(data.state) }),
};
