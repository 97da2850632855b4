export const departments: readonly { code: string; name: string }[] = [
  { code: 'MGT', name: '管理部' },
  { code: 'PMC', name: '生管課' },
  { code: 'WH', name: '倉儲課' },
  { code: 'MFG', name: '製造課' },
  { code: 'QC', name: '品管課' },
  { code: 'SALES', name: '業務課' },
];

/** `where`: codes of the warehouses that the role reaches; none = everywhere. */
export const people: readonly { username: string; name: string; department: string; role: string; where?: readonly string[] }[] = [
  { username: 'wang.xm', name: '王小明', department: 'PMC', role: 'planner' },
  { username: 'chen.ml', name: '陳美麗', department: 'WH', role: 'warehouse_operator', where: ['RM'] },
  { username: 'lin.zm', name: '林志明', department: 'WH', role: 'warehouse_lead' },
  { username: 'huang.jh', name: '黃建宏', department: 'MFG', role: 'mes_lead' },
  { username: 'zhang.sf', name: '張淑芬', department: 'QC', role: 'quality_inspector' },
  { username: 'lee.yt', name: '李雅婷', department: 'SALES', role: 'sales_coordinator' },
  { username: 'wu.jw', name: '吳俊偉', department: 'MGT', role: 'purchaser' },
  { username: 'tsai.ml', name: '蔡孟霖', department: 'MGT', role: 'cost_viewer' },
];
