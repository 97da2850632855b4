import { definePermissions } from '@anwen/kernel';

export const scanPermissions = definePermissions('scan', {
  'scan.resolve': { zh: '解析條碼', en: 'Resolve scans' },
});
