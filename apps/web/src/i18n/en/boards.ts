import type * as zh from '../zh-Hant/boards';

/** Boards on the wall. */
export const board: typeof zh.board = {
  title: 'Boards',
  none: 'No boards',
  noneHint: 'Boards appear with the first work center or warehouse.',
  kiosk: 'Wall screen',
  age: '{{seconds}} s ago',
  live: 'Live',
  polled: 'Every 5 s',
  stale: 'Nothing new for more than {{minutes}} min; this is what was last known.',
  progress: 'Progress',
  elapsed: 'Elapsed / standard',
  next: 'Next',
  nothingNext: 'Nothing is waiting',
  ready: 'Ready',
  notReady: 'Waits for the step before',
  noWork: 'No work at the moment',
  noCenters: 'This line has no work centers',
  today: 'How {{day}} stands',
  planned: 'Planned today',
  actual: 'Made today',
  achieved: 'Achieved',
  scrapRate: 'Scrap rate',
  receive: 'To receive',
  putaway: 'To put away',
  pick: 'To pick',
  lateCount: '{{count}} late',
  oldest: 'oldest {{age}}',
  openLines: '{{count}} lines',
  emptyColumn: 'None',
};

export const boardKind: typeof zh.boardKind = {
  'work-orders': 'Work order boards',
  line: 'Line boards',
  'work-center': 'Work center boards',
  warehouse: 'Warehouse boards',
};
export const centerState: typeof zh.centerState = {
  running: 'Running',
  setup: 'Set-up',
  paused: 'Paused',
  idle: 'Idle',
  down: 'Down',
  planned_stop: 'Planned stop',
};
