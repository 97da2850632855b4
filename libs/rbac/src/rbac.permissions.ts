import { definePermissions } from '@anwen/kernel';

export const rbacPermissions = definePermissions('rbac', {
  'user.read': { zh: '查詢使用者與部門', en: 'Read users and departments' },
  'user.write': { zh: '管理使用者與部門', en: 'Manage users and departments' },
  'role.read': { zh: '查詢角色與權限', en: 'Read roles and permissions' },
  'role.write': { zh: '管理角色與權限', en: 'Manage roles and permissions' },
  'apikey.read': { zh: '查詢 API 金鑰', en: 'Read API keys' },
  'apikey.write': { zh: '管理 API 金鑰', en: 'Manage API keys' },
  'audit.read': { zh: '查詢稽核紀錄', en: 'Read the audit log' },
  'ops.read': { zh: '查詢系統運作狀況', en: 'Read operating figures' },
});
