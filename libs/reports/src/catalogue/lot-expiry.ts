import type { ReportDefinition } from '../report-definition';
import { LOTS, expiresOn, itemCode, itemName, itemParam, lot, onHand, uom, warehouse, warehouseParam } from './columns';
import { QueryText, decimal } from './query-text';

export const lotExpiry: ReportDefinition = {
  key: 'lot.expiry',
  title: ['批號效期', 'Lot expiry'],
  description: ['有庫存且已過期或即將到期的批號。', 'Lots in stock that have expired or soon will.'],
  category: LOTS,
  permission: 'lot.read',
  params: [{ key: 'days', label: ['幾天內到期', 'Expiring within days'], type: 'int', default: 90, min: 0, max: 3650 }, itemParam, warehouseParam],
  columns: [
    expiresOn,
    { key: 'daysLeft', label: ['剩餘天數', 'Days left'], type: 'number', width: 10 },
    itemCode,
    itemName,
    lot,
    { key: 'supplierLot', label: ['供應商批號', 'Supplier lot'], type: 'text', width: 16 },
    {
      key: 'lotStatus',
      label: ['批號狀態', 'Lot status'],
      type: 'text',
      width: 10,
      meanings: {
        available: ['可用', 'Available'],
        quarantine: ['隔離', 'Quarantine'],
        hold: ['隔離', 'On hold'],
        recalled: ['召回', 'Recalled'],
        consumed: ['用罄', 'Consumed'],
      },
    },
    warehouse,
    onHand,
    uom,
  ],
  query: (values) => {
    const text = new QueryText()
      .always('b.on_hand <> 0')
      .when(values.item, (p) => `i.code = ${p}`)
      .when(values.warehouse, (p) => `w.code = ${p}`);
    text.always(`o.expires_on <= business_date() + ${text.value(values.days)}::int`);
    return text.build(
      `SELECT o.expires_on::text AS "expiresOn", (o.expires_on - business_date())::int AS "daysLeft", i.code AS "itemCode", i.name AS "itemName", o.code AS lot,
              o.supplier_lot AS "supplierLot", o.status AS "lotStatus", w.code AS warehouse, ${decimal('sum(b.on_hand)')} AS "onHand", u.code AS uom
         FROM inventory_balance b JOIN lots o ON o.id = b.lot_id JOIN items i ON i.id = b.item_id JOIN uoms u ON u.id = i.base_uom_id JOIN warehouses w ON w.id = b.warehouse_id
         ${text.where} GROUP BY o.id, i.code, i.name, w.code, u.code ORDER BY o.expires_on, i.code, o.code, w.code`,
    );
  },
};
