import { definePermissions } from '@anwen/kernel';

export const healthPermissions = definePermissions('health', {
  'setting.read': { zh: '查詢系統設定', en: 'Read settings' },
  'setting.write': { zh: '變更系統設定', en: 'Change settings' },
});
