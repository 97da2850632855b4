import { definePermissions } from '@anwen/kernel';

export const boardsPermissions = definePermissions('boards', {
  'board.read': { zh: '查看看板', en: 'See boards' },
});
