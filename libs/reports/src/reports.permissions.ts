import { definePermissions } from '@anwen/kernel';

/** Each report also needs the permission of its data, whose scope decides which rows are seen. */
export const reportPermissions = definePermissions('reports', {
  'report.read': { zh: '查看與預覽報表', en: 'See and preview reports' },
  'report.export': { zh: '匯出報表', en: 'Export reports' },
  'report.schedule': { zh: '排程寄送報表', en: 'Schedule reports' },
  'report.production': { zh: '查看生產報表', en: 'See production reports' },
});
