import { definePermissions } from '@anwen/kernel';

export const devicesPermissions = definePermissions('devices', {
  'device.read': { zh: '查看裝置', en: 'See devices' },
  'device.enroll': { zh: '註冊裝置', en: 'Enrol devices' },
  'device.manage': { zh: '核准、停用與撤銷裝置', en: 'Approve, suspend and revoke devices' },
});
