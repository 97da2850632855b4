import { defineErrors } from '@anwen/kernel';

export const healthErrors = defineErrors('health', {
  disk_full: {
    status: 507,
    level: 'warn',
    retryable: true,
    zh: '磁碟使用率已達 {percent}%，暫停上傳與匯出；庫存作業不受影響。',
    en: 'The disk is {percent} % full: uploads and exports are paused, stock work goes on.',
  },
  setting_unknown: { status: 404, level: 'info', zh: '沒有這項設定。', en: 'There is no such setting.' },
  setting_invalid: { status: 422, level: 'info', zh: '設定值不正確。', en: 'The value of the setting is not valid.' },
  setting_stale: { status: 412, level: 'info', zh: '設定已被他人修改，請重新載入。', en: 'Somebody else has changed the setting; load it again.' },
});
