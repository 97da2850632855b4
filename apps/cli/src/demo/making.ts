import type { RoutingRowInput } from '@anwen/catalog/engineering';

type Operation = RoutingRowInput['operations'][number];

/** Seconds of the set-up, and of each piece. */
const seconds = (setupS: number, runS: number): Pick<Operation, 'setupS' | 'runS'> => ({ setupS: String(setupS), runS: String(runS) });
const step = (opNo: number, name: string, workCenter: string, times: Partial<Operation>): Operation => ({ opNo, name, workCenter, ...times });

/** How each thing is made: set-up once, then so many seconds a piece. */
export const routings: readonly RoutingRowInput[] = [
  { item: 'WP-SHAFT-20', operations: [step(10, '車削', 'CNC-01', seconds(1800, 240))] },
  {
    item: 'WP-HSG-01',
    operations: [
      step(10, 'CNC 銑削', 'CNC-01', { ...seconds(2400, 540), instructions: '首件三次元量測後才量產' }),
      step(20, '去毛邊與尺寸檢查', 'CNC-01', seconds(0, 60)),
    ],
  },
  {
    item: 'WP-HSG-01P',
    operations: [step(10, '前處理與噴塗', 'PNT-01', seconds(1200, 90)), step(20, '烤乾與外觀檢查', 'PNT-01', { ...seconds(0, 150), queueS: '3600' })],
  },
  {
    item: 'FG-DRV-60',
    operations: [
      step(10, '壓裝軸承', 'ASM-01', seconds(600, 180)),
      step(20, '總組裝', 'ASM-01', { ...seconds(900, 720), instructions: '螺絲扭力 2.2 N·m，逐顆點漆' }),
      step(30, '出廠測試', 'ASM-01', seconds(300, 240)),
    ],
  },
  { item: 'FG-BRK-10', operations: [step(10, '裁切與鑽孔', 'CNC-01', seconds(1200, 45)), step(20, '攻牙與包裝', 'ASM-01', seconds(300, 30))] },
];
