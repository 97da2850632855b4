import { defineErrors } from '@anwen/kernel';

export const reportErrors = defineErrors('reports', {
  report_not_found: { status: 404, level: 'info', zh: '找不到這份報表，或您沒有檢視的權限。', en: 'There is no such report, or you may not see it.' },
  params_invalid: { status: 422, level: 'info', zh: '報表參數不正確。', en: 'The parameters of the report are not valid.' },
  too_many_for_pdf: {
    status: 422,
    level: 'info',
    zh: 'PDF 最多 {limit} 列，請縮小範圍或改用 xlsx。',
    en: 'A pdf holds {limit} rows at most; narrow the report or choose xlsx.',
  },
  too_many_for_xlsx: {
    status: 422,
    level: 'info',
    zh: 'xlsx 最多 {limit} 列，請縮小範圍或改用 csv。',
    en: 'An xlsx sheet holds {limit} rows at most; narrow the report or choose csv.',
  },
  export_not_found: { status: 404, level: 'info', zh: '找不到這份匯出檔。', en: 'There is no such export.' },
  export_not_ready: { status: 409, level: 'info', zh: '檔案尚未產生完成。', en: 'The file is not ready yet.' },
  export_expired: { status: 410, level: 'info', zh: '檔案已過保存期限，請重新匯出。', en: 'The file is past its time; make the export again.' },
  scope_changed: {
    status: 403,
    level: 'info',
    zh: '您的資料範圍已變更，不能再下載這份檔案，請重新匯出。',
    en: 'Your data scope has changed, so this file may no longer be downloaded; make the export again.',
  },
  cron_invalid: { status: 422, level: 'info', zh: '排程時間格式不正確（五個欄位的 cron）。', en: 'The timetable is not a cron line of five fields.' },
  cron_too_often: { status: 422, level: 'info', zh: '排程報表最多每小時一次。', en: 'A report can be scheduled once an hour at most.' },
  mail_address_invalid: { status: 422, level: 'info', zh: '收件地址不正確。', en: 'A mail address is not valid.' },
  nowhere_to_send: { status: 422, level: 'info', zh: '請填寫收件人或啟用 webhook。', en: 'Name a recipient or switch the webhook on.' },
  too_many_schedules: { status: 409, level: 'info', zh: '排程報表最多 {limit} 份。', en: 'One person keeps {limit} scheduled reports at most.' },
  schedule_not_found: { status: 404, level: 'info', zh: '找不到這份排程報表。', en: 'There is no such scheduled report.' },
  mail_refused: { status: 422, level: 'warn', zh: '郵件伺服器拒收排程報表。', en: 'The mail server refused the scheduled report.' },
  mail_failed: { status: 503, level: 'warn', retryable: true, zh: '排程報表寄送失敗。', en: 'The scheduled report could not be mailed.' },
  schedule_needs_person: {
    status: 403,
    level: 'info',
    zh: 'API 金鑰不能建立排程報表，請由使用者建立。',
    en: 'An API key cannot schedule reports; a person has to.',
  },
  preset_not_found: { status: 404, level: 'info', zh: '找不到這組參數。', en: 'There is no such preset.' },
  preset_taken: { status: 409, level: 'info', zh: '已有同名的參數組。', en: 'There is a preset of this name already.' },
  too_many_presets: { status: 409, level: 'info', zh: '每份報表最多儲存 {limit} 組參數。', en: 'A report keeps {limit} presets of one person at most.' },
});
