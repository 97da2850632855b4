import type { CreateItemDto } from '@anwen/catalog';

export const categories: readonly { code: string; name: string; parent?: string }[] = [
  { code: 'RAW', name: '原物料' }, { code: 'RAW-METAL', name: '金屬棒材', parent: 'RAW' }, { code: 'RAW-PART', name: '外購零件', parent: 'RAW' },
  { code: 'RAW-CHEM', name: '化學品', parent: 'RAW' }, { code: 'RAW-PACK', name: '包材', parent: 'RAW' },
  { code: 'WIP', name: '半成品' }, { code: 'FG', name: '成品' },
];

const per = (uom: string, num: string, den = '1'): { uom: string; num: string; den: string } => ({ uom, num, den });

export const items: readonly CreateItemDto[] = [
  { code: 'AL-6061-20', name: '鋁合金圓棒 6061-T6 Ø20', nameEn: 'Aluminium bar 6061-T6 Ø20', kind: 'raw', category: 'RAW-METAL', baseUom: 'KGM', qtyScale: 3, tracking: 'lot', safetyStock: '200', standardCost: '142', uoms: [per('GRM', '1', '1000')] },
  { code: 'ST-S45C-30', name: '中碳鋼棒 S45C Ø30', nameEn: 'Carbon steel bar S45C Ø30', kind: 'raw', category: 'RAW-METAL', baseUom: 'KGM', qtyScale: 3, tracking: 'lot', safetyStock: '150', standardCost: '38.5' },
  { code: 'SC-M4X12', name: '內六角螺絲 M4×12', nameEn: 'Socket screw M4×12', kind: 'raw', category: 'RAW-PART', baseUom: 'PCE', safetyStock: '5000', standardCost: '0.65', uoms: [per('PK', '100'), per('BX', '2000')] },
  { code: 'SC-M6X20', name: '內六角螺絲 M6×20', nameEn: 'Socket screw M6×20', kind: 'raw', category: 'RAW-PART', baseUom: 'PCE', safetyStock: '3000', standardCost: '1.1', uoms: [per('PK', '100'), per('BX', '1200')] },
  { code: 'BR-6204', name: '滾珠軸承 6204ZZ', nameEn: 'Ball bearing 6204ZZ', kind: 'raw', category: 'RAW-PART', baseUom: 'PCE', tracking: 'lot', safetyStock: '100', standardCost: '46', uoms: [per('BX', '50')] },
  { code: 'MT-24V-60W', name: '直流馬達 24V 60W', nameEn: 'DC motor 24 V 60 W', kind: 'raw', category: 'RAW-PART', baseUom: 'PCE', tracking: 'serial', safetyStock: '20', standardCost: '680' },
  { code: 'PT-BK-01', name: '黑色烤漆塗料', nameEn: 'Black baking paint', kind: 'raw', category: 'RAW-CHEM', baseUom: 'KGM', qtyScale: 3, tracking: 'lot', shelfLifeDays: 180, safetyStock: '20', standardCost: '215', uoms: [per('DR', '18')] },
  { code: 'OL-CUT-01', name: '水溶性切削油', nameEn: 'Water-soluble cutting oil', kind: 'consumable', category: 'RAW-CHEM', baseUom: 'LTR', qtyScale: 3, tracking: 'lot', shelfLifeDays: 365, safetyStock: '50', standardCost: '88', uoms: [per('DR', '200')] },
  { code: 'CT-350', name: '瓦楞紙箱 350×250×200', nameEn: 'Carton 350×250×200', kind: 'consumable', category: 'RAW-PACK', baseUom: 'PCE', safetyStock: '200', standardCost: '14' },
  { code: 'WP-SHAFT-20', name: '傳動軸（車削件）', nameEn: 'Drive shaft, turned', kind: 'wip', category: 'WIP', baseUom: 'PCE', tracking: 'lot', standardCost: '62' },
  { code: 'WP-HSG-01', name: '馬達外殼（CNC 件）', nameEn: 'Motor housing, machined', kind: 'wip', category: 'WIP', baseUom: 'PCE', tracking: 'lot', standardCost: '245' },
  { code: 'WP-HSG-01P', name: '馬達外殼（烤漆）', nameEn: 'Motor housing, painted', kind: 'wip', category: 'WIP', baseUom: 'PCE', tracking: 'lot', standardCost: '290' },
  { code: 'FG-DRV-60', name: '精密傳動模組 60W', nameEn: 'Precision drive module 60 W', kind: 'fg', category: 'FG', baseUom: 'SET', tracking: 'serial', safetyStock: '10', standardCost: '1420' },
  { code: 'FG-BRK-10', name: '鋁合金支架 10 型', nameEn: 'Aluminium bracket type 10', kind: 'fg', category: 'FG', baseUom: 'PCE', tracking: 'lot', safetyStock: '100', standardCost: '58', uoms: [per('BX', '24')] },
];

/** What one piece of an assembly takes. */
export const bills: readonly { item: string; lines: readonly { component: string; qty: string; uom: string }[] }[] = [
  { item: 'WP-SHAFT-20', lines: [{ component: 'ST-S45C-30', qty: '0.5', uom: 'KGM' }] },
  { item: 'WP-HSG-01', lines: [{ component: 'AL-6061-20', qty: '1.5', uom: 'KGM' }] },
  { item: 'WP-HSG-01P', lines: [{ component: 'WP-HSG-01', qty: '1', uom: 'PCE' }, { component: 'PT-BK-01', qty: '0.08', uom: 'KGM' }] },
  { item: 'FG-DRV-60', lines: [
    { component: 'WP-SHAFT-20', qty: '1', uom: 'PCE' }, { component: 'WP-HSG-01P', qty: '1', uom: 'PCE' }, { component: 'MT-24V-60W', qty: '1', uom: 'PCE' },
    { component: 'BR-6204', qty: '2', uom: 'PCE' }, { component: 'SC-M4X12', qty: '8', uom: 'PCE' }, { component: 'SC-M6X20', qty: '4', uom: 'PCE' }] },
  { item: 'FG-BRK-10', lines: [{ component: 'AL-6061-20', qty: '0.25', uom: 'KGM' }, { component: 'SC-M6X20', qty: '2', uom: 'PCE' }] },
];
