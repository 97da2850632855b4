import type { ReportDefinition } from '../report-definition';
import { LOTS, itemCode, itemName, lot, uom } from './columns';
import { QueryText, decimal, localTime } from './query-text';

const STATUSES = {
  available: ['可用', 'Available'],
  quarantine: ['待驗', 'In quarantine'],
  hold: ['隔離', 'On hold'],
  recalled: ['召回', 'Recalled'],
  consumed: ['用罄', 'Used up'],
} as const;

/** What a recall found and did, as it was found: the file that goes to the authority or into the drill's folder. */
export const recallEvidence: ReportDefinition = {
  key: 'recall.evidence',
  title: ['召回證明', 'Recall evidence'],
  description: [
    '一次召回（或演練）的全部事實：受影響批號與序號、所在儲位、已保留的單據、出貨對象與時間。',
    'Everything that a recall or drill found: affected lots and serial numbers, where they stood, whom they were promised to, who got them and when.',
  ],
  category: LOTS,
  permission: 'recall.read',
  params: [{ key: 'recall', label: ['召回單號', 'Recall'], type: 'text', required: true }],
  columns: [
    {
      key: 'section',
      label: ['項目', 'Section'],
      type: 'text',
      width: 9,
      meanings: {
        head: ['召回', 'Recall'],
        root: ['召回批', 'Called back'],
        source: ['來源', 'Source'],
        use: ['下游', 'Came of it'],
        stock: ['庫存', 'In stock'],
        reserved: ['保留', 'Reserved'],
        used: ['投產', 'Used'],
        shipped: ['出貨', 'Shipped'],
      },
    },
    { key: 'level', label: ['階層', 'Level'], type: 'number', width: 5 },
    itemCode,
    itemName,
    lot,
    { key: 'serial', label: ['序號', 'Serial no.'], type: 'text', width: 12 },
    { key: 'statusBefore', label: ['原狀態', 'Before'], type: 'text', width: 8, meanings: STATUSES },
    { key: 'statusNow', label: ['現狀態', 'Now'], type: 'text', width: 8, meanings: STATUSES },
    { key: 'place', label: ['儲位', 'Location'], type: 'text', width: 12 },
    { key: 'qty', label: ['數量', 'Quantity'], type: 'number', width: 10 },
    uom,
    { key: 'document', label: ['單據', 'Document'], type: 'text', width: 16 },
    { key: 'partner', label: ['對象', 'Partner'], type: 'text', width: 20 },
    { key: 'at', label: ['時間', 'Time'], type: 'instant', width: 17 },
    { key: 'note', label: ['說明', 'Note'], type: 'text', width: 30 },
  ],
  query: (values, { timeZone }) => {
    const text = new QueryText();
    const [number, zone] = [values.recall, timeZone].map((v) => text.value(v));
    const nothing = (columns: string): string => columns.replace(/"?(\w+)"?/g, 'NULL AS "$1"');
    return text.build(
      `WITH r AS (SELECT * FROM recalls WHERE number = ${number}),
       member AS (
         SELECT x.recall_id, x.node, x.depth, x.status_before, x.added_at, coalesce(o.status, s.status) AS status, o.code AS lot, s.code AS serial, i.code AS item, i.name, u.code AS uom
           FROM r JOIN recall_lots x ON x.recall_id = r.id LEFT JOIN lots o ON o.id = x.lot_id LEFT JOIN serials s ON s.id = x.serial_id
           JOIN items i ON i.id = coalesce(o.item_id, s.item_id) JOIN uoms u ON u.id = i.base_uom_id),
       evidence AS (
         SELECT 0 AS part, NULL::bigint AS node, 'head' AS section, NULL::int AS level, ${nothing('"itemCode", "itemName", lot, serial, "statusBefore", "statusNow", place')}, NULL::text AS qty, NULL AS uom,
                r.number AS document, r.opened_by AS partner, ${localTime('r.opened_at', zone!)} AS at, CASE WHEN r.mock THEN '演練 drill：' ELSE '' END || r.reason ||
                ' (' || r.lots || ' lots, ' || r.serials || ' serials, ' || r.customers || ' customers; ' || r.took_ms || ' ms)' AS note FROM r
         UNION ALL SELECT 0, 0, 'head', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, r.number, r.closed_by, ${localTime('r.closed_at', zone!)},
                r.outcome || '：' || r.close_reason FROM r WHERE r.closed_at IS NOT NULL
         UNION ALL SELECT 1, m.node, CASE WHEN m.depth = 0 THEN 'root' WHEN m.depth < 0 THEN 'source' ELSE 'use' END, m.depth, m.item, m.name, m.lot, m.serial, m.status_before, m.status,
                NULL, NULL, m.uom, NULL, NULL, ${localTime('m.added_at', zone!)}, NULL FROM member m
         UNION ALL SELECT CASE f.kind WHEN 'stock' THEN 2 WHEN 'reserved' THEN 3 WHEN 'used' THEN 4 ELSE 5 END, m.node, f.kind, m.depth, m.item, m.name, m.lot, m.serial, NULL, NULL,
                p.code, ${decimal('f.qty')}, m.uom, f.doc_ref, f.partner_code || ' ' || f.partner_name, ${localTime('f.happened_at', zone!)}, NULL
           FROM member m JOIN recall_findings f ON f.recall_id = m.recall_id AND f.node = m.node LEFT JOIN locations p ON p.id = f.location_id)
       SELECT section, level, "itemCode", "itemName", lot, serial, "statusBefore", "statusNow", place, qty, uom, document, partner, at, note
         FROM evidence ORDER BY part, node NULLS FIRST, level, at, document, place`,
    );
  },
};
