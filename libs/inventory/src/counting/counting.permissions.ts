import { definePermissions } from '@anwen/kernel';

export const countingPermissions = definePermissions('inventory', {
  'count.read': { zh: '查看盤點', en: 'See counts' },
  'count.manage': { zh: '建立與管理盤點', en: 'Plan and manage counts' },
  'count.entry': { zh: '盤點輸入', en: 'Count' },
  'count.approve': { zh: '核准盤點', en: 'Approve and post counts' },
});
