import { definePermissions } from '@anwen/kernel';

export const queuePermissions = definePermissions('queue', {
  'job.read': { zh: '查詢背景工作', en: 'Read background jobs' },
  'job.manage': { zh: '取消、重試與捨棄背景工作', en: 'Cancel, retry and discard background jobs' },
});
