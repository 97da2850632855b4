import { definePermissions } from '@anwen/kernel';

export const inboundPermissions = definePermissions('trade', {
  'purchase.read': { zh: '查看採購單', en: 'See purchase orders' },
  'purchase.write': { zh: '維護採購單', en: 'Write purchase orders' },
  'purchase.approve': { zh: '核准與結束採購單', en: 'Approve, close and cancel purchase orders' },
  'receipt.read': { zh: '查看收貨單', en: 'See receipts' },
  'receipt.confirm': { zh: '收貨', en: 'Receive goods' },
  'receipt.reverse': { zh: '沖銷收貨', en: 'Reverse received lines' },
  'inspection.read': { zh: '查看檢驗', en: 'See inspections' },
  'inspection.record': { zh: '記錄檢驗結果', en: 'Record inspection results' },
  'inspection.dispose': { zh: '檢驗處置', en: 'Decide what becomes of inspected goods' },
  'putaway.read': { zh: '查看上架任務', en: 'See put-away tasks' },
  'putaway.confirm': { zh: '上架', en: 'Put goods away' },
  'putaway.assign': { zh: '指派上架任務', en: 'Assign and free put-away tasks' },
  'supplier_return.read': { zh: '查看退供應商', en: 'See returns to suppliers' },
  'supplier_return.write': { zh: '退貨給供應商', en: 'Return goods to suppliers' },
});
