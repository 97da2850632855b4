import type { ReportDefinition } from '../report-definition';
import { EVENTS, STOCK, fromParam, itemCode, itemName, itemParam, locationParam, lot, lotParam, toParam, uom, value, warehouseParam } from './columns';
import { QueryText, decimal, localTime } from './query-text';

export const stockMovements: ReportDefinition = {
  key: 'stock.movements',
  title: ['庫存異動明細', 'Stock movements'],
  description: ['帳簿上的每一筆異動，含單據、原因與經手人。', 'Every line of the ledger with its document, reason and person.'],
  category: STOCK,
  permission: 'stock.read',
  fromLedger: true,
  params: [
    fromParam,
    toParam,
    itemParam,
    warehouseParam,
    locationParam,
    lotParam,
    { key: 'type', label: ['類型', 'Type'], type: 'select', options: Object.entries(EVENTS).map(([code, label]) => ({ value: code, label })) },
  ],
  columns: [
    { key: 'no', label: ['帳簿序號', 'Ledger no.'], type: 'text', width: 12 },
    { key: 'effectiveOn', label: ['帳務日期', 'Effective'], type: 'date', width: 12 },
    { key: 'postedAt', label: ['過帳時間', 'Posted'], type: 'instant', width: 19 },
    { key: 'type', label: ['類型', 'Type'], type: 'text', width: 10, meanings: EVENTS },
    itemCode,
    itemName,
    lot,
    { key: 'serial', label: ['序號', 'Serial no.'], type: 'text', width: 16 },
    { key: 'from', label: ['來源', 'From'], type: 'text', width: 14 },
    { key: 'to', label: ['去處', 'To'], type: 'text', width: 14 },
    { key: 'qty', label: ['數量', 'Quantity'], type: 'number', width: 12 },
    uom,
    { key: 'document', label: ['單據', 'Document'], type: 'text', width: 16 },
    { key: 'reason', label: ['原因', 'Reason'], type: 'text', width: 12 },
    { key: 'note', label: ['備註', 'Note'], type: 'text', width: 24 },
    { key: 'person', label: ['經手人', 'Person'], type: 'text', width: 14 },
    value,
  ],
  query: (values, { withCost, timeZone }) => {
    const text = new QueryText()
      .when(values.from, (p) => `m.effective_on >= ${p}::date`)
      .when(values.to, (p) => `m.effective_on <= ${p}::date`)
      .when(values.item, (p) => `m.item_id = (SELECT id FROM items WHERE code = ${p})`)
      .when(values.warehouse, (p) => `(SELECT id FROM warehouses WHERE code = ${p}) IN (m.from_warehouse_id, m.to_warehouse_id)`)
      .when(values.location, (p) => `(SELECT id FROM locations WHERE code = ${p}) IN (m.from_location_id, m.to_location_id)`)
      .when(values.lot, (p) => `m.lot_id IN (SELECT id FROM lots WHERE code = ${p})`)
      .when(values.type, (p) => `p.event_type = ${p}`);
    const zone = text.value(timeZone);
    return text.build(
      `SELECT m.id::text AS no, m.effective_on::text AS "effectiveOn", ${localTime('m.posted_at', zone)} AS "postedAt", p.event_type AS type,
              i.code AS "itemCode", i.name AS "itemName", o.code AS lot, s.code AS serial, f.code AS "from", t.code AS "to", ${decimal('m.qty')} AS qty, u.code AS uom,
              p.doc_ref AS document, r.code AS reason, p.note, p.actor_name AS person ${withCost ? `, ${decimal('m.value')} AS value` : ''}
         FROM inventory_movements m JOIN inventory_postings p ON p.id = m.posting_id JOIN items i ON i.id = m.item_id JOIN uoms u ON u.id = i.base_uom_id
         LEFT JOIN locations f ON f.id = m.from_location_id LEFT JOIN locations t ON t.id = m.to_location_id
         LEFT JOIN lots o ON o.id = m.lot_id LEFT JOIN serials s ON s.id = m.serial_id LEFT JOIN reason_codes r ON r.id = p.reason_code_id
         ${text.where} ORDER BY m.id`,
    );
  },
};
