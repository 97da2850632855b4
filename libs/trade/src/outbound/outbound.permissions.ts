import { definePermissions } from '@anwen/kernel';

export const outboundPermissions = definePermissions('trade', {
  'sales.read': { zh: '查看銷售訂單', en: 'See sales orders' },
  'sales.write': { zh: '維護銷售訂單', en: 'Write sales orders' },
  'sales.confirm': { zh: '確認與結束銷售訂單', en: 'Confirm, close and cancel sales orders' },
  'shipment.read': { zh: '查看出貨單', en: 'See shipments' },
  'shipment.allocate': { zh: '建立出貨單與配貨', en: 'Make and allocate shipments' },
  'shipment.pack': { zh: '包裝', en: 'Pack goods' },
  'shipment.ship': { zh: '出貨', en: 'Ship, ship short and cancel shipments' },
  'wave.release': { zh: '波次揀貨', en: 'Release picking waves' },
  'pick.read': { zh: '查看揀貨任務', en: 'See pick tasks' },
  'pick.confirm': { zh: '揀貨', en: 'Pick goods' },
  'pick.assign': { zh: '指派揀貨任務', en: 'Assign and free pick tasks' },
  'customer_return.read': { zh: '查看客戶退貨', en: 'See returns from customers' },
  'customer_return.receive': { zh: '收客戶退貨', en: 'Receive returns from customers' },
});
