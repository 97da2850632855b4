// Permissions that go together, as the preset roles use them.

export const MASTER_READ = ['item.read', 'uom.read', 'warehouse.read', 'location.read', 'partner.read', 'reason.read'];
export const STOCK_READ = ['stock.read', 'lot.read'];
/** The documents of the warehouse, to look at. */
export const DOCUMENTS_READ = [
  'purchase.read',
  'receipt.read',
  'inspection.read',
  'putaway.read',
  'supplier_return.read',
  'sales.read',
  'shipment.read',
  'pick.read',
  'customer_return.read',
  'transfer.read',
  'adjustment.read',
  'replenishment.read',
  'count.read',
  'lot.trace',
  'recall.read',
];
/** Bills, routings, orders and boards, to look at. */
export const PRODUCTION_READ = ['bom.read', 'routing.read', 'work_center.read', 'calendar.read', 'wo.read', 'downtime.read', 'oee.read', 'board.read'];
/** The work at a machine. */
export const PRODUCTION_WORK = ['material.issue', 'production.report', 'operation.run', 'downtime.report'];
/** What a hand-held needs besides the work itself. */
export const HAND_HELD = ['scan.resolve', 'sync.read', 'device_ops.submit'];
/** The daily work on the floor of a warehouse. */
export const FLOOR_WORK = [
  'receipt.read',
  'receipt.confirm',
  'putaway.read',
  'putaway.confirm',
  'shipment.read',
  'shipment.pack',
  'pick.read',
  'pick.confirm',
  'transfer.read',
  'transfer.dispatch',
  'transfer.receive',
  'replenishment.read',
  'replenishment.confirm',
  'count.read',
  'count.entry',
  'customer_return.read',
  'customer_return.receive',
];
export const REPORTS = ['report.read', 'report.export'];
export const EVERY_READ = [
  ...MASTER_READ,
  ...PRODUCTION_READ,
  'demand.read',
  'planning.read',
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
  ...DOCUMENTS_READ,
  'device.read',
  'conflict.read',
  'alert.read',
  'setting.read',
];
