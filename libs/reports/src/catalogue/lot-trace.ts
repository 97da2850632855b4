import type { ReportDefinition } from '../report-definition';
import { EVENTS, LOTS, itemCode, itemName, lot, uom } from './columns';
import { QueryText, decimal, localTime } from './query-text';

/** A chain of more steps than this is a loop in the documents, not a product; more lots than this are no list to read. */
const DEEPEST = 20;
const MOST = 10_000;

export const lotTrace: ReportDefinition = {
  key: 'lot.trace',
  title: ['批號追溯', 'Lot traceability'],
  description: [
    '批號從哪裡來、到哪裡去：所有異動，以及投入它與由它產出、拆分、合併的批號。',
    'Where a lot came from and went: its movements, and the lots that went into it or came of it by production, splits and merges.',
  ],
  category: LOTS,
  permission: 'lot.trace',
  fromLedger: true,
  params: [
    { key: 'item', label: ['料號', 'Item'], type: 'item', required: true },
    { key: 'lot', label: ['批號', 'Lot'], type: 'lot', required: true },
    {
      key: 'direction',
      label: ['方向', 'Direction'],
      type: 'select',
      default: 'both',
      options: [
        { value: 'both', label: ['雙向', 'Both'] },
        { value: 'back', label: ['向上（來源）', 'Back (sources)'] },
        { value: 'forward', label: ['向下（去向）', 'Forward (uses)'] },
      ],
    },
  ],
  columns: [
    {
      key: 'relation',
      label: ['關係', 'Relation'],
      type: 'text',
      width: 8,
      meanings: { self: ['本批', 'This lot'], source: ['來源', 'Source'], use: ['去向', 'Use'] },
    },
    { key: 'level', label: ['階層', 'Level'], type: 'number', width: 6 },
    itemCode,
    itemName,
    lot,
    { key: 'serial', label: ['序號', 'Serial no.'], type: 'text', width: 14 },
    { key: 'postedAt', label: ['過帳時間', 'Posted'], type: 'instant', width: 19 },
    { key: 'type', label: ['類型', 'Type'], type: 'text', width: 10, meanings: EVENTS },
    { key: 'from', label: ['來源', 'From'], type: 'text', width: 14 },
    { key: 'to', label: ['去處', 'To'], type: 'text', width: 14 },
    { key: 'qty', label: ['數量', 'Quantity'], type: 'number', width: 12 },
    uom,
    { key: 'document', label: ['單據', 'Document'], type: 'text', width: 16 },
    { key: 'supplier', label: ['供應商', 'Supplier'], type: 'text', width: 18 },
    { key: 'person', label: ['經手人', 'Person'], type: 'text', width: 14 },
  ],
  query: (values, { timeZone }) => {
    const text = new QueryText();
    const [item, lotCode, zone, direction] = [values.item, values.lot, timeZone, values.direction].map((v) => text.value(v));
    return text.build(
      // The walk goes through the whole company; the movements are those that the reader's scope shows.
      `WITH asked AS (SELECT o.id AS lot_id FROM lots o JOIN items i ON i.id = o.item_id WHERE i.code = ${item} AND o.code = ${lotCode}),
       sources AS (SELECT w.node, w.depth FROM asked, lot_family(ARRAY[asked.lot_id], false, ${DEEPEST}, ${MOST}) AS w WHERE ${direction}::text IN ('both', 'back') AND w.depth > 0),
       uses AS (SELECT w.node, w.depth FROM asked, lot_family(ARRAY[asked.lot_id], true, ${DEEPEST}, ${MOST}) AS w WHERE ${direction}::text IN ('both', 'forward') AND w.depth > 0),
       family AS (
         SELECT 'self' AS relation, 0 AS level, lot_id, 0::bigint AS serial_id FROM asked
         UNION ALL SELECT 'source', depth, greatest(node, 0), greatest(-node, 0) FROM sources
         UNION ALL SELECT 'use', depth, greatest(node, 0), greatest(-node, 0) FROM uses)
       SELECT x.relation, x.level, i.code AS "itemCode", i.name AS "itemName", o.code AS lot, n.code AS serial, ${localTime('m.posted_at', zone!)} AS "postedAt", p.event_type AS type,
              f.code AS "from", t.code AS "to", ${decimal('m.qty')} AS qty, u.code AS uom, p.doc_ref AS document, s.name AS supplier, p.actor_name AS person
         FROM family x LEFT JOIN lots o ON o.id = x.lot_id LEFT JOIN serials n ON n.id = x.serial_id
         JOIN items i ON i.id = coalesce(o.item_id, n.item_id) JOIN uoms u ON u.id = i.base_uom_id
         JOIN LATERAL (SELECT * FROM inventory_movements a WHERE a.lot_id = x.lot_id AND a.lot_id <> 0
                       UNION ALL SELECT * FROM inventory_movements a WHERE a.serial_id = x.serial_id AND a.serial_id <> 0) AS m ON true JOIN inventory_postings p ON p.id = m.posting_id LEFT JOIN partners s ON s.id = o.supplier_id
         LEFT JOIN locations f ON f.id = m.from_location_id LEFT JOIN locations t ON t.id = m.to_location_id
        ORDER BY CASE x.relation WHEN 'self' THEN 0 WHEN 'source' THEN 1 ELSE 2 END, x.level, i.code, o.code, n.code, m.id`,
    );
  },
};
