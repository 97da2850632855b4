import { definePermissions } from '@anwen/kernel';

export const handlingPermissions = definePermissions('inventory', {
  'transfer.read': { zh: '查看調撥單', en: 'See transfers' },
  'transfer.dispatch': { zh: '調撥出庫', en: 'Make and dispatch transfers' },
  'transfer.receive': { zh: '調撥收貨', en: 'Receive transfers' },
  'adjustment.read': { zh: '查看調整單', en: 'See adjustments' },
  'adjustment.create': { zh: '建立調整單', en: 'Request adjustments' },
  'adjustment.approve': { zh: '核准調整單', en: 'Approve adjustments' },
  'replenishment.read': { zh: '查看補貨', en: 'See replenishment' },
  'replenishment.write': { zh: '維護補貨規則', en: 'Maintain replenishment rules' },
  'replenishment.confirm': { zh: '補貨', en: 'Replenish' },
});
