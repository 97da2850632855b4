import { definePermissions } from '@anwen/kernel';

export const engineeringPermissions = definePermissions('engineering', {
  'routing.read': { zh: '查看途程', en: 'See routings' },
  'routing.write': { zh: '維護途程', en: 'Maintain routings' },
  'calendar.read': { zh: '查看班別與行事曆', en: 'See shifts and calendars' },
  'calendar.write': { zh: '維護班別與行事曆', en: 'Maintain shifts and calendars' },
});
