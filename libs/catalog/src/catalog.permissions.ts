import { definePermissions } from '@anwen/kernel';

export const catalogPermissions = definePermissions('catalog', {
  'item.read': { zh: '查看品項', en: 'See items' },
  'item.write': { zh: '維護品項', en: 'Maintain items' },
  'uom.read': { zh: '查看單位', en: 'See units' },
  'uom.write': { zh: '維護單位', en: 'Maintain units' },
  'partner.read': { zh: '查看往來對象', en: 'See partners' },
  'partner.write': { zh: '維護往來對象', en: 'Maintain partners' },
  'warehouse.read': { zh: '查看倉別與儲區', en: 'See warehouses and zones' },
  'warehouse.write': { zh: '維護倉別與儲區', en: 'Maintain warehouses and zones' },
  'location.read': { zh: '查看儲位', en: 'See locations' },
  'location.write': { zh: '維護儲位', en: 'Maintain locations' },
  'reason.read': { zh: '查看原因代碼', en: 'See reason codes' },
  'reason.write': { zh: '維護原因代碼', en: 'Maintain reason codes' },
  'bom.read': { zh: '查看物料清單', en: 'See bills of materials' },
  'bom.write': { zh: '維護物料清單', en: 'Maintain bills of materials' },
  'work_center.read': { zh: '查看工作中心', en: 'See work centers' },
  'work_center.write': { zh: '維護工作中心', en: 'Maintain work centers' },
});

/** Costs of items are shown and accepted only with this permission; the inventory library declares it. */
export const COST_PERMISSION = 'stock.cost.read';
