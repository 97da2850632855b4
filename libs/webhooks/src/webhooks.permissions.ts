import { definePermissions } from '@anwen/kernel';

export const webhooksPermissions = definePermissions('webhooks', {
  'webhook.read': { zh: '查詢 Webhook 與投遞紀錄', en: 'Read webhooks and their deliveries' },
  'webhook.write': { zh: '管理 Webhook 與重送', en: 'Manage webhooks and replay deliveries' },
});
