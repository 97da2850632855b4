import { definePermissions } from '@anwen/kernel';

export const workOrdersPermissions = definePermissions('work_orders', {
  'wo.read': { zh: '查看工單', en: 'See work orders' },
  'wo.write': { zh: '建立與修改工單', en: 'Write work orders' },
  'wo.release': { zh: '放行、暫停與恢復工單', en: 'Release, hold and resume work orders' },
  'wo.finish': { zh: '工單完工與短結', en: 'Finish work orders, also short' },
  'wo.close': { zh: '工單結案與取消', en: 'Close and cancel work orders' },
  'wo.reopen': { zh: '重開已完工的工單', en: 'Reopen completed work orders' },
});
