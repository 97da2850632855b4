/** Boards on the wall. */
export const board = {
  title: '看板',
  none: '沒有看板',
  noneHint: '建立工作中心或倉別後，看板會自動出現。',
  kiosk: '掛牆模式',
  age: '{{seconds}} 秒前',
  live: '即時推送',
  polled: '每 5 秒更新',
  stale: '資料已超過 {{minutes}} 分鐘未更新，以下為最後的內容。',
  progress: '進度',
  elapsed: '經過／標準',
  next: '接下來',
  nothingNext: '沒有等候的工單',
  ready: '可開工',
  notReady: '等候前製程',
  noWork: '目前沒有作業',
  noCenters: '這條產線沒有工作中心',
  today: '{{day}} 的達成',
  planned: '今日計畫',
  actual: '今日實際',
  achieved: '達成率',
  scrapRate: '報廢率',
  receive: '待收貨',
  putaway: '待上架',
  pick: '待揀貨',
  lateCount: '逾期 {{count}}',
  oldest: '最久 {{age}}',
  openLines: '{{count}} 行',
  emptyColumn: '無',
};

export const boardKind = { 'work-orders': '工單看板', line: '產線看板', 'work-center': '工作中心看板', warehouse: '倉別看板' };
export const centerState = { running: '運轉中', setup: '換線中', paused: '暫停', idle: '閒置', down: '停機', planned_stop: '計畫停機' };
