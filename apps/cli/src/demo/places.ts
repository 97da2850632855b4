import type { CreateWorkCenterDto } from '@anwen/catalog';

export const tenant = { code: 'DEMO', name: '安穩精密工業股份有限公司' };

export const warehouses: readonly { code: string; name: string; address: string }[] = [
  { code: 'RM', name: '原料倉', address: '臺中市西屯區工業區三十五路 18 號 1 樓' },
  { code: 'FG', name: '成品倉', address: '臺中市西屯區工業區三十五路 18 號 2 樓' },
];

export const zones: readonly { warehouse: string; code: string; name: string }[] = [
  { warehouse: 'RM', code: 'RM-A', name: '棒材區' },
  { warehouse: 'RM', code: 'RM-B', name: '零件區' },
  { warehouse: 'RM', code: 'RM-C', name: '化學品區' },
  { warehouse: 'RM', code: 'RM-P', name: '現場線邊區' },
  { warehouse: 'FG', code: 'FG-A', name: '成品儲區' },
  { warehouse: 'FG', code: 'FG-S', name: '出貨區' },
];

export interface Place {
  readonly code: string;
  readonly name: string;
  readonly kind: 'storage' | 'staging_in' | 'staging_out' | 'qc' | 'production';
  readonly zone: string;
}

const bins = (zone: string, name: string, count: number): Place[] =>
  Array.from({ length: count }, (_, i) => {
    const number = String(i + 1).padStart(2, '0');
    return { code: `${zone}-${number}`, name: `${name} ${number}`, kind: 'storage', zone };
  });

/** The warehouse of a place is the first part of its zone. */
export const places: readonly Place[] = [
  { code: 'RM-IN', name: '收貨暫存區', kind: 'staging_in', zone: 'RM-B' },
  { code: 'RM-QC', name: '進料待驗區', kind: 'qc', zone: 'RM-B' },
  ...bins('RM-A', '棒材架', 4),
  ...bins('RM-B', '零件架', 6),
  ...bins('RM-C', '防爆櫃', 2),
  { code: 'PD-CNC', name: 'CNC 線邊', kind: 'production', zone: 'RM-P' },
  { code: 'PD-ASM', name: '組裝線邊', kind: 'production', zone: 'RM-P' },
  ...bins('FG-A', '成品架', 6),
  { code: 'FG-OUT', name: '出貨暫存區', kind: 'staging_out', zone: 'FG-S' },
];

export const workCenters: readonly CreateWorkCenterDto[] = [
  // Without an ideal cycle of its own: a shaft takes five times as long as a bracket, so the operation's time counts.
  { code: 'CNC-01', name: 'CNC 車銑中心', hourlyCost: '650', hoursPerDay: '16', location: 'PD-CNC', calendar: 'CNC-2S', boardGroup: 'MACHINING' },
  { code: 'PNT-01', name: '烤漆線', hourlyCost: '480', hoursPerDay: '8', location: 'PD-CNC', calendar: 'FACTORY', boardGroup: 'MACHINING', idealCycleS: '90' },
  { code: 'ASM-01', name: '模組組裝線', hourlyCost: '380', hoursPerDay: '8', location: 'PD-ASM', calendar: 'FACTORY', boardGroup: 'ASSEMBLY', capacity: 2 },
];

export const partners: readonly { code: string; name: string; roles: ('supplier' | 'customer')[] }[] = [
  { code: 'S-001', name: '宏達鋁業有限公司', roles: ['supplier'] },
  { code: 'S-002', name: '中聯鋼材股份有限公司', roles: ['supplier'] },
  { code: 'S-003', name: '永固螺絲工業社', roles: ['supplier'] },
  { code: 'S-004', name: '東元微馬達股份有限公司', roles: ['supplier'] },
  { code: 'S-005', name: '大同化工原料行', roles: ['supplier'] },
  { code: 'C-001', name: '明緯自動化設備股份有限公司', roles: ['customer'] },
  { code: 'C-002', name: '台灣精機有限公司', roles: ['customer'] },
  { code: 'C-003', name: '新竹機器人科技股份有限公司', roles: ['customer'] },
  { code: 'C-004', name: '高雄輸送設備行', roles: ['customer', 'supplier'] },
];
