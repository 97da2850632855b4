/** A role that every installation has. Its scope is given at the assignment; `scope` and `rule` go into the matrix. */
export interface PresetRole {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly permissions: readonly string[];
  readonly scope: string;
  readonly rule: string;
}

const MASTER_READ = ['item.read', 'uom.read', 'warehouse.read', 'location.read', 'partner.read', 'reason.read'];
const STOCK_READ = ['stock.read', 'lot.read'];
const REPORTS = ['report.read', 'report.export'];
const EVERY_READ = [
  ...MASTER_READ,
  'bom.read',
  'work_center.read',
  ...STOCK_READ,
  'user.read',
  'role.read',
  'apikey.read',
  'webhook.read',
  'audit.read',
  'ops.read',
  'job.read',
  'report.read',
  'report.production',
];

/**
 * The fifteen roles of the domain description. A role names only permissions that exist; the ones of features that are
 * not built yet join with their feature. Who may change others' rights cannot move stock, and the other way round.
 */
export const presetRoles: readonly PresetRole[] = [
  {
    code: 'warehouse_operator',
    zh: '倉儲作業員',
    en: 'Warehouse operator',
    permissions: [...MASTER_READ, ...STOCK_READ, 'stock.post', 'stock.receive', 'stock.issue', 'stock.transfer'],
    scope: 'own warehouse and zone',
    rule: 'sees no cost; cannot adjust, reverse or backdate',
  },
  {
    code: 'warehouse_lead',
    zh: '倉儲主管',
    en: 'Warehouse lead',
    permissions: [
      ...MASTER_READ,
      'location.write',
      ...STOCK_READ,
      'lot.write',
      'stock.post',
      'stock.receive',
      'stock.issue',
      'stock.transfer',
      'stock.adjust',
      'stock.status',
      'stock.reverse',
      'stock.reserve',
      'stock.backdate',
      'fefo.override',
      'import.run',
      ...REPORTS,
      'report.schedule',
    ],
    scope: 'own warehouse',
    rule: 'adjusts within the limit; not the own request; sees no cost',
  },
  {
    code: 'planner',
    zh: '生管',
    en: 'Planner',
    permissions: [...MASTER_READ, 'bom.read', 'work_center.read', ...STOCK_READ, 'stock.reserve', ...REPORTS, 'report.schedule', 'report.production'],
    scope: 'own department or plant',
    rule: 'cannot report production or adjust stock',
  },
  {
    code: 'mes_operator',
    zh: '現場作業員',
    en: 'Production operator',
    permissions: [...MASTER_READ, 'bom.read', 'work_center.read', ...STOCK_READ],
    scope: 'own work centre',
    rule: 'released work orders only; no cost',
  },
  {
    code: 'mes_lead',
    zh: '現場主管',
    en: 'Production lead',
    permissions: [...MASTER_READ, 'bom.read', 'work_center.read', ...STOCK_READ, ...REPORTS, 'report.schedule', 'report.production'],
    scope: 'own line or department',
    rule: 'corrects only in an open period, with a reason',
  },
  {
    code: 'quality_inspector',
    zh: '品檢員',
    en: 'Quality inspector',
    permissions: [...MASTER_READ, ...STOCK_READ, 'lot.hold', ...REPORTS],
    scope: 'all warehouses, lots only',
    rule: 'cannot move stock',
  },
  {
    code: 'purchaser',
    zh: '採購',
    en: 'Purchaser',
    permissions: [...MASTER_READ, ...STOCK_READ, ...REPORTS],
    scope: 'own suppliers',
    rule: 'cannot confirm a receipt (segregation of duties)',
  },
  {
    code: 'sales_coordinator',
    zh: '業務助理',
    en: 'Sales coordinator',
    permissions: [...MASTER_READ, ...STOCK_READ, 'stock.reserve', ...REPORTS],
    scope: 'own customers',
    rule: 'cannot override first-expired-first-out',
  },
  {
    code: 'cost_viewer',
    zh: '成本財務檢視',
    en: 'Cost and finance viewer',
    permissions: [...MASTER_READ, 'bom.read', 'work_center.read', ...STOCK_READ, 'stock.cost.read', ...REPORTS, 'report.schedule', 'report.production'],
    scope: 'tenant',
    rule: 'writes no stock',
  },
  {
    code: 'tenant_admin',
    zh: '系統管理員',
    en: 'Tenant administrator',
    permissions: [
      ...MASTER_READ,
      'user.read',
      'user.write',
      'role.read',
      'role.write',
      'apikey.read',
      'apikey.write',
      'webhook.read',
      'webhook.write',
      'audit.read',
      'ops.read',
      'job.read',
      'job.manage',
      'report.read',
      'report.schedule',
    ],
    scope: 'tenant',
    rule: 'no stock posting; cannot change the own roles',
  },
  {
    code: 'auditor',
    zh: '稽核員',
    en: 'Auditor',
    permissions: [...EVERY_READ, 'stock.cost.read', 'ledger.verify', 'report.export'],
    scope: 'tenant',
    rule: 'writes nothing anywhere',
  },
  {
    code: 'integration_client',
    zh: '系統整合',
    en: 'Integration client',
    permissions: [],
    scope: 'scopes of the key',
    rule: 'the API key names its permissions; empty means no access',
  },
  {
    code: 'device_principal',
    zh: '裝置',
    en: 'Device principal',
    permissions: [],
    scope: 'device zone, cut with the operator',
    rule: 'a device without an operator writes nothing',
  },
  {
    code: 'support',
    zh: '緊急支援',
    en: 'Emergency support',
    permissions: EVERY_READ,
    scope: 'tenant, 60 minutes',
    rule: 'reads only; every request is marked in the audit log',
  },
  {
    code: 'master_data',
    zh: '主檔管理員',
    en: 'Master data keeper',
    permissions: [
      ...MASTER_READ,
      'bom.read',
      'work_center.read',
      ...STOCK_READ,
      'item.write',
      'uom.write',
      'warehouse.write',
      'location.write',
      'partner.write',
      'reason.write',
      'bom.write',
      'work_center.write',
      'import.run',
      ...REPORTS,
    ],
    scope: 'tenant',
    rule: 'keeps master data; posts no stock',
  },
];
