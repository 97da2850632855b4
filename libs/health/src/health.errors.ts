import { defineErrors } from '@anwen/kernel';

export const healthErrors = defineErrors('health', {
  disk_full: {
    status: 507,
    level: 'warn',
    retryable: true,
    zh: '磁碟使用率已達 {percent}%，暫停上傳與匯出；庫存作業不受影響。',
    en: 'The disk is {percent} % full: uploads and exports are paused, stock work goes on.',
  },
});
