import { definePermissions } from '@anwen/kernel';

export const tracingPermissions = definePermissions('inventory', {
  'lot.trace': { zh: '批號追溯', en: 'Trace lots' },
  'recall.read': { zh: '查看召回', en: 'See recalls' },
  'recall.manage': { zh: '開立與結束召回', en: 'Open and close recalls' },
});
