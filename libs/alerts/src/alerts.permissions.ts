import { definePermissions } from '@anwen/kernel';

export const alertPermissions = definePermissions('alerts', {
  'alert.read': { zh: '查詢警示與管道', en: 'Read alerts and their channels' },
  'alert.write': { zh: '確認警示、管理管道', en: 'Acknowledge alerts, manage their channels' },
});
