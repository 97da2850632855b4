/** What people call the states of documents and tasks; the codes are for machines. */
const STATES: Readonly<Record<string, string>> = {
  draft: '草稿',
  approved: '已核准',
  partially_received: '部分收貨',
  received: '已收貨',
  receiving: '收貨中',
  putaway: '待上架',
  closed: '已結案',
  cancelled: '已取消',
  open: '待處理',
  claimed: '進行中',
  done: '已完成',
  passed: '合格',
  failed: '不合格',
  conditional: '特採',
  dispositioned: '已處置',
  shipped: '已出貨',
  confirmed: '已確認',
  partially_shipped: '部分出貨',
  partially_allocated: '部分配貨',
  allocated: '已配貨',
  picking: '揀貨中',
  picked: '已揀貨',
  packed: '已包裝',
  delivered: '已送達',
  short: '短缺',
  released: '已釋出',
  void: '已作廢',
};
const ROLES: Readonly<Record<string, string>> = { supplier: '供應商', customer: '客戶', carrier: '貨運商' };

/** The state as Chinese texts say it; English says the code. */
export const stateInWords = (state: unknown): string => STATES[String(state)] ?? String(state);
export const roleInWords = (role: unknown): string => ROLES[String(role)] ?? String(role);
