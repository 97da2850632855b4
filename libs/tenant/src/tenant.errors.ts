import { defineErrors } from '@anwen/kernel';

export const tenantErrors = defineErrors('tenant', {
  read_only: {
    status: 503,
    level: 'info',
    zh: '系統維護中，目前只能查詢：{reason}',
    en: 'The system is in maintenance and can only be read: {reason}',
    retryable: true,
  },
  not_set_up: { status: 503, level: 'error', zh: '系統尚未完成初始設定。', en: 'The system has not been set up yet.', retryable: true },
});
