import { definePermissions } from '@anwen/kernel';

export const performancePermissions = definePermissions('performance', {
  'operation.run': { zh: '開始、暫停與完成製程', en: 'Start, pause and finish operations' },
  'operation.skip': { zh: '略過製程', en: 'Skip operations' },
  'operation.correct': { zh: '更正製程工時', en: 'Correct the times of operations' },
  'downtime.read': { zh: '查看停機紀錄', en: 'See downtime' },
  'downtime.report': { zh: '記錄停機', en: 'Report downtime' },
  'downtime.classify': { zh: '停機分類與分割', en: 'Classify and split downtime' },
  'oee.read': { zh: '查看設備綜合效率', en: 'See equipment effectiveness' },
});
