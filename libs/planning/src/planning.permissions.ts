import { definePermissions } from '@anwen/kernel';

export const planningPermissions = definePermissions('planning', {
  'demand.read': { zh: '查看需求', en: 'See demand' },
  'demand.write': { zh: '維護需求', en: 'Write demand' },
  'planning.read': { zh: '查看計畫建議', en: 'See planning suggestions' },
  'planning.run': { zh: '執行計畫', en: 'Run planning' },
  'planning.accept': { zh: '採用計畫建議', en: 'Accept planning suggestions' },
  'planning.write': { zh: '維護計畫參數', en: 'Maintain planning parameters' },
});
