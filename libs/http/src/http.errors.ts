import { defineErrors } from '@anwen/kernel';

/** Refusals of the door itself. */
export const httpErrors = defineErrors('http', {
  validation_failed: { status: 400, level: 'info', zh: '輸入內容不正確，請依各欄位說明修正。', en: 'The input is not valid; see the listed fields.' },
  unknown_property: { status: 400, level: 'info', zh: '輸入含有未定義的欄位。', en: 'The input has fields that this route does not know.' },
  value_refused: { status: 422, level: 'info', zh: '輸入的數值無法接受。', en: 'A value of the input cannot be accepted.' },
  malformed_json: { status: 400, level: 'info', zh: '請求內容不是正確的 JSON。', en: 'The body is not valid JSON.' },
  duplicate_key: { status: 400, level: 'info', zh: 'JSON 物件含有重複的欄位名稱。', en: 'A JSON object names the same property twice.' },
  bad_encoding: { status: 400, level: 'info', zh: '請求內容必須是 UTF-8 編碼。', en: 'The body must be UTF-8.' },
  bad_request: { status: 400, level: 'info', zh: '無法理解這個請求。', en: 'The request cannot be understood.' },
  unauthorized: { status: 401, level: 'info', zh: '請先登入。', en: 'Please sign in.' },
  forbidden: { status: 403, level: 'info', zh: '沒有權限。', en: 'Not permitted.' },
  not_found: { status: 404, level: 'info', zh: '找不到這個資源。', en: 'There is no such resource.' },
  method_not_allowed: { status: 405, level: 'info', zh: '此路徑不接受這個方法。', en: 'This path does not accept the method.' },
  precondition_failed: {
    status: 412,
    level: 'info',
    zh: '資料已被他人更新，請重新讀取後再修改。',
    en: 'The resource has changed since it was read; read it again.',
  },
  body_too_large: { status: 413, level: 'info', zh: '請求內容過大。', en: 'The body is too large.' },
  unsupported_media_type: { status: 415, level: 'info', zh: '請求內容必須是 application/json。', en: 'The body must be application/json.' },
  precondition_required: { status: 428, level: 'info', zh: '修改時必須附上 If-Match 標頭。', en: 'A change needs the If-Match header.' },
  headers_too_large: { status: 431, level: 'info', zh: '請求標頭過大。', en: 'The headers are too large.' },
  unexpected: {
    status: 500,
    level: 'error',
    zh: '系統發生未預期的錯誤，請提供編號給支援人員。',
    en: 'Something unexpected went wrong; please give support the request id.',
  },
  unavailable: {
    status: 503,
    level: 'warn',
    zh: '服務暫時無法使用，請稍後再試。',
    en: 'The service is not available at the moment; please try again.',
    retryable: true,
  },
  timeout: {
    status: 504,
    level: 'error',
    zh: '處理逾時，未做任何變更，請再試一次。',
    en: 'The work took too long; nothing was changed. Please try again.',
    retryable: true,
  },
});

/** Texts of the field complaints inside `errors[]`, by code; `{name}` is filled from the complaint's params. */
export const FIELD_TEXTS: Readonly<Record<string, { zh: string; en: string }>> = {
  required: { zh: '必填。', en: 'is required.' },
  null_not_allowed: { zh: '不可為 null。', en: 'must not be null.' },
  wrong_type: { zh: '型別應為 {expected}。', en: 'must be {expected}.' },
  unknown_property: { zh: '未定義的欄位。', en: 'is not a known property.' },
  too_short: { zh: '長度至少 {min}。', en: 'must have at least {min} characters.' },
  too_long: { zh: '長度至多 {max}。', en: 'must have at most {max} characters.' },
  too_few: { zh: '至少 {min} 筆。', en: 'must have at least {min} entries.' },
  too_many: { zh: '至多 {max} 筆。', en: 'must have at most {max} entries.' },
  bad_format: { zh: '格式應為 {expected}。', en: 'must be {expected}.' },
  bad_characters: { zh: '含有不允許的字元。', en: 'has characters that are not allowed.' },
  below_minimum: { zh: '不可小於 {min}。', en: 'must not be less than {min}.' },
  above_maximum: { zh: '不可大於 {max}。', en: 'must not be more than {max}.' },
  not_positive: { zh: '必須大於 0。', en: 'must be greater than 0.' },
  negative: { zh: '不可為負數。', en: 'must not be negative.' },
  too_many_decimals: { zh: '小數至多 {scale} 位。', en: 'must have at most {scale} decimal places.' },
  not_exact: { zh: '數字無法精確表示，請改用字串。', en: 'is not an exact number; send it as a string.' },
  out_of_range: { zh: '超出可用範圍。', en: 'is out of range.' },
  not_one_of: { zh: '只能是：{allowed}。', en: 'must be one of: {allowed}.' },
};
