import { definePermissions } from '@anwen/kernel';

export const offlinePermissions = definePermissions('offline', {
  'device_ops.submit': { zh: '上傳離線作業', en: 'Submit work done offline' },
  'sync.read': { zh: '下載離線資料', en: 'Download data for offline work' },
  'conflict.read': { zh: '查看衝突', en: 'See conflicts' },
  'conflict.resolve': { zh: '處理衝突', en: 'Resolve conflicts' },
});
