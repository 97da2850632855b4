/** What people call the states of orders and operations; the codes are for machines. */
const STATES: Readonly<Record<string, string>> = {
  draft: '草稿',
  planned: '已規劃',
  released: '已放行',
  in_progress: '進行中',
  on_hold: '暫停',
  completed: '已完工',
  closed: '已結案',
  cancelled: '已取消',
  pending: '未開始',
  ready: '可開工',
  running: '作業中',
  paused: '已暫停',
  done: '已完成',
  skipped: '已略過',
};

/** The state as Chinese texts say it; English says the code. */
export const stateInWords = (state: unknown): string => STATES[String(state)] ?? String(state);
