import type { ReportDefinition } from '../report-definition';
import {
  STOCK,
  expiresOn,
  itemCode,
  itemName,
  itemParam,
  location,
  locationParam,
  lot,
  lotParam,
  onHand,
  stockStatus,
  uom,
  value,
  warehouse,
  warehouseParam,
} from './columns';
import { QueryText, UNIT_COST, decimal } from './query-text';

/** What the rows are grouped by, from coarse to fine. */
const GROUPS: Readonly<Record<string, { readonly columns: string; readonly hidden: readonly string[] }>> = {
  item: {
    columns: `NULL AS warehouse, NULL AS location, NULL AS lot, NULL::date AS expires_on, NULL::smallint AS status`,
    hidden: ['warehouse', 'location', 'lot', 'expiresOn', 'status'],
  },
  location: {
    columns: `w.code AS warehouse, l.code AS location, NULL AS lot, NULL::date AS expires_on, b.stock_status AS status`,
    hidden: ['lot', 'expiresOn'],
  },
  lot: { columns: `w.code AS warehouse, l.code AS location, o.code AS lot, o.expires_on, b.stock_status AS status`, hidden: [] },
};

export const stockOnHand: ReportDefinition = {
  key: 'stock.on_hand',
  title: ['庫存量', 'Stock on hand'],
  description: ['目前在庫、保留與可用數量，可依品項、儲位或批號彙總。', 'What is there now, reserved and free, by item, location or lot.'],
  category: STOCK,
  permission: 'stock.read',
  params: [
    {
      key: 'by',
      label: ['彙總方式', 'Group by'],
      type: 'select',
      default: 'location',
      options: [
        { value: 'item', label: ['品項', 'Item'] },
        { value: 'location', label: ['儲位', 'Location'] },
        { value: 'lot', label: ['批號', 'Lot'] },
      ],
    },
    itemParam,
    warehouseParam,
    locationParam,
    lotParam,
  ],
  columns: [
    itemCode,
    itemName,
    warehouse,
    location,
    lot,
    expiresOn,
    stockStatus,
    onHand,
    { key: 'reserved', label: ['已保留', 'Reserved'], type: 'number', width: 14 },
    { key: 'free', label: ['未保留', 'Not reserved'], type: 'number', width: 14 },
    uom,
    value,
  ],
  hides: ({ by }) => GROUPS[String(by)]!.hidden,
  query: (values, { withCost }) => {
    const text = new QueryText()
      .always('b.on_hand <> 0')
      .when(values.item, (p) => `i.code = ${p}`)
      .when(values.warehouse, (p) => `w.code = ${p}`)
      .when(values.location, (p) => `l.code = ${p}`)
      .when(values.lot, (p) => `o.code = ${p}`);
    return text.build(
      `WITH stock AS (
         SELECT b.item_id, ${GROUPS[String(values.by)]!.columns}, b.on_hand, b.reserved
           FROM inventory_balance b JOIN items i ON i.id = b.item_id JOIN locations l ON l.id = b.location_id JOIN warehouses w ON w.id = b.warehouse_id
           LEFT JOIN lots o ON o.id = b.lot_id ${text.where})
       SELECT i.code AS "itemCode", i.name AS "itemName", s.warehouse, s.location, s.lot, s.expires_on::text AS "expiresOn", s.status::text AS status,
              ${decimal('sum(s.on_hand)')} AS "onHand", ${decimal('sum(s.reserved)')} AS reserved, ${decimal('sum(s.on_hand - s.reserved)')} AS free, u.code AS uom
              ${withCost ? `, ${decimal(`round(sum(s.on_hand) * (${UNIT_COST}), 4)`)} AS value` : ''}
         FROM stock s JOIN items i ON i.id = s.item_id JOIN uoms u ON u.id = i.base_uom_id LEFT JOIN inventory_value v ON v.item_id = i.id
        GROUP BY i.id, i.code, i.name, s.warehouse, s.location, s.lot, s.expires_on, s.status, u.code, v.item_id, v.qty, v.value
        ORDER BY i.code, s.warehouse, s.location, s.lot, s.status`,
    );
  },
};
