import { definePermissions } from '@anwen/kernel';

export const productionPermissions = definePermissions('production', {
  'material.issue': { zh: '領料與退料', en: 'Issue and return material' },
  'material.substitute': { zh: '使用替代料', en: 'Use substitutes' },
  'production.report': { zh: '生產報工', en: 'Report production' },
  'production.supersede': { zh: '更正報工', en: 'Supersede production reports' },
  'production.over': { zh: '報工超過目標數量', en: 'Report beyond the plan' },
});
