import { defineErrors } from '@anwen/kernel';

export const opsErrors = defineErrors('ops', {
  owner_missing: {
    status: 503,
    level: 'warn',
    zh: '未設定資料表擁有者連線（DATABASE_OWNER_URL），無法執行資料庫維護。',
    en: 'The login of the tables’ owner (DATABASE_OWNER_URL) is not set; this maintenance cannot be done without it.',
  },
  policy_not_found: { status: 404, level: 'info', zh: '找不到這項保存政策。', en: 'There is no such retention policy.' },
  policy_out_of_bounds: {
    status: 422,
    level: 'info',
    zh: '保存期限超出允許範圍。',
    en: 'A retention period lies outside the bounds that the plan allows.',
  },
  policy_without_archive: {
    status: 422,
    level: 'info',
    zh: '這類資料沒有封存檔，無法設定封存期限。',
    en: 'This kind of data has no archive; there is nothing whose time could be set.',
  },
  policy_changed: { status: 412, level: 'info', zh: '這項政策已被他人修改，請重新載入。', en: 'The policy was changed by somebody else; load it again.' },
  report_not_found: { status: 404, level: 'info', zh: '找不到這份維運報告。', en: 'There is no such report.' },
  busy: { status: 409, level: 'info', retryable: true, zh: '保存清理正在執行中。', en: 'A retention run is at work already.' },
});
