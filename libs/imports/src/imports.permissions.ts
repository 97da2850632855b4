import { definePermissions } from '@anwen/kernel';

/** An import also needs the permission to write what it imports. */
export const importsPermissions = definePermissions('imports', {
  'import.run': { zh: '匯入資料', en: 'Import data' },
});
