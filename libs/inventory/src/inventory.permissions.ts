import { definePermissions } from '@anwen/kernel';

export const inventoryPermissions = definePermissions('inventory', {
  'stock.read': { zh: '查看庫存', en: 'See stock' },
  'stock.cost.read': { zh: '查看庫存成本', en: 'See stock cost' },
  'stock.post': { zh: '庫存過帳', en: 'Post stock' },
  'stock.receive': { zh: '收貨過帳', en: 'Post receipts' },
  'stock.issue': { zh: '領料過帳', en: 'Post issues' },
  'stock.transfer': { zh: '調撥過帳', en: 'Move stock' },
  'stock.adjust': { zh: '庫存調整', en: 'Adjust stock' },
  'stock.status': { zh: '變更庫存狀態', en: 'Change stock status' },
  'stock.reverse': { zh: '沖銷過帳', en: 'Reverse postings' },
  'stock.reserve': { zh: '保留庫存', en: 'Reserve stock' },
  'stock.backdate': { zh: '追溯帳務日期', en: 'Post on an earlier day' },
  'lot.read': { zh: '查看批號與序號', en: 'See lots and serial numbers' },
  'lot.write': { zh: '維護批號', en: 'Maintain lots' },
  'lot.hold': { zh: '批號隔離與解除', en: 'Hold and release lots' },
  'fefo.override': { zh: '不依先到期先出', en: 'Override first-expired-first-out' },
  'ledger.verify': { zh: '驗證帳簿', en: 'Verify the ledger' },
});
