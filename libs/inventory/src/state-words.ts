/** What people call the states of lots, stock and documents; the codes are for machines. */
const STATES: Readonly<Record<string, string>> = {
  available: '可用',
  qc: '待驗',
  hold: '隔離',
  damaged: '損壞',
  quarantine: '待驗',
  recalled: '召回',
  consumed: '已用完',
  draft: '草稿',
  in_transit: '在途',
  received: '已收貨',
  closed: '已結案',
  cancelled: '已取消',
  pending_approval: '待核准',
  posted: '已過帳',
  rejected: '已駁回',
  reversed: '已沖銷',
  planned: '已規劃',
  open: '待處理',
  counting: '盤點中',
  review: '待覆核',
  recount_requested: '待複盤',
  approved: '已核准',
  claimed: '進行中',
  done: '已完成',
};

/** The state as Chinese texts say it; English says the code. */
export const stateInWords = (state: unknown): string => STATES[String(state)] ?? String(state);
