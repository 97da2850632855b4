import { defineErrors } from '@anwen/kernel';

/** What every document of trade may answer; the wings bring their own besides. 404 also stands for what lies outside the caller's scope. */
export const tradeErrors = defineErrors('trade', {
  invalid_transition: {
    status: 409,
    level: 'info',
    zh: '單據目前為「{state}」，不能執行此動作。',
    en: 'The document is {state}; this step is not possible.',
  },
  sort_unknown: {
    status: 400,
    level: 'info',
    zh: '不能以「{sort}」排序；可用：{allowed}。',
    en: 'The list cannot be sorted by "{sort}"; it can by {allowed}.',
  },
  stale: { status: 412, level: 'info', zh: '單據已被他人修改，請重新載入。', en: 'Somebody else has changed the document; load it again.' },
});
