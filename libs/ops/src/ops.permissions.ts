import { definePermissions } from '@anwen/kernel';

/** Reading is `ops.read` of rbac; deciding how long data stays is a right of its own. */
export const opsPermissions = definePermissions('ops', {
  'retention.write': { zh: '設定資料保存期限', en: 'Decide how long data is kept' },
});
