import type { ReportDefinition } from '../report-definition';
import { EVENTS, LOTS, itemCode, itemName, lot, uom } from './columns';
import { QueryText, decimal, localTime, stands } from './query-text';

/** A chain of more steps than this is a loop in the documents, not a product. */
const DEEPEST = 10;

/**
 * Lots whose material went into `lot` (or the other way round): consumed and produced under the same document or posting.
 * What was reversed was neither, and its reversal even less.
 */
const step = (known: string, other: string): string => `
  SELECT DISTINCT b.lot_id, x.depth + 1 FROM ${known} x
    JOIN inventory_movements a ON a.lot_id = x.lot_id AND a.${known === 'sources' ? 'from' : 'to'}_location_id = (SELECT id FROM production)
    JOIN inventory_postings ap ON ap.id = a.posting_id
    JOIN inventory_postings bp ON bp.id = ap.id OR (bp.doc_type = ap.doc_type AND bp.doc_ref = ap.doc_ref)
    JOIN inventory_movements b ON b.posting_id = bp.id AND b.lot_id NOT IN (0, x.lot_id) AND b.${other}_location_id = (SELECT id FROM production)
   WHERE x.depth < ${DEEPEST} AND ${stands('ap.id')} AND ${stands('bp.id')}`;

export const lotTrace: ReportDefinition = {
  key: 'lot.trace',
  title: ['批號追溯', 'Lot traceability'],
  description: [
    '批號從哪裡來、到哪裡去：所有異動，以及同一單據上投入與產出的批號。',
    'Where a lot came from and went: its movements, and the lots that went into it or came of it under the same document.',
  ],
  category: LOTS,
  permission: 'lot.read',
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
      `WITH RECURSIVE production AS (SELECT id FROM locations WHERE code = 'PRODUCTION'),
       asked AS (SELECT o.id AS lot_id FROM lots o JOIN items i ON i.id = o.item_id WHERE i.code = ${item} AND o.code = ${lotCode}),
       sources(lot_id, depth) AS (SELECT lot_id, 0 FROM asked WHERE ${direction}::text IN ('both', 'back') UNION ${step('sources', 'to')}),
       uses(lot_id, depth) AS (SELECT lot_id, 0 FROM asked WHERE ${direction}::text IN ('both', 'forward') UNION ${step('uses', 'from')}),
       family AS (
         SELECT 'self' AS relation, 0 AS level, lot_id FROM asked
         UNION ALL SELECT 'source', min(depth), lot_id FROM sources WHERE lot_id NOT IN (SELECT lot_id FROM asked) GROUP BY lot_id
         UNION ALL SELECT 'use', min(depth), lot_id FROM uses WHERE lot_id NOT IN (SELECT lot_id FROM asked) GROUP BY lot_id)
       SELECT x.relation, x.level, i.code AS "itemCode", i.name AS "itemName", o.code AS lot, ${localTime('m.posted_at', zone!)} AS "postedAt", p.event_type AS type,
              f.code AS "from", t.code AS "to", ${decimal('m.qty')} AS qty, u.code AS uom, p.doc_ref AS document, s.name AS supplier, p.actor_name AS person
         FROM family x JOIN lots o ON o.id = x.lot_id JOIN items i ON i.id = o.item_id JOIN uoms u ON u.id = i.base_uom_id
         JOIN inventory_movements m ON m.lot_id = o.id JOIN inventory_postings p ON p.id = m.posting_id LEFT JOIN partners s ON s.id = o.supplier_id
         LEFT JOIN locations f ON f.id = m.from_location_id LEFT JOIN locations t ON t.id = m.to_location_id
        ORDER BY CASE x.relation WHEN 'self' THEN 0 WHEN 'source' THEN 1 ELSE 2 END, x.level, i.code, o.code, m.id`,
    );
  },
};
