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

/** In the order of a balance: what came in, what is there and promised, what went. */
const KINDS = ['received', 'made', 'came_back', 'stock', 'reserved', 'used', 'shipped', 'returned', 'scrapped', 'adjusted', 'relabelled'] as const;

/** What a recall found and did, as it was found: the file that goes to the authority or into the drill's folder. */
export const recallEvidence: ReportDefinition = {
  key: 'recall.evidence',
  title: ['召回證明', 'Recall evidence'],
  description: [
    '一次召回（或演練）的全部事實：受影響批號與序號、收發結存、所在儲位、已保留的單據、出貨對象與時間。',
    'Everything that a recall or drill found: affected lots and serial numbers, what came in and went out, where they stood, whom they were promised to, who got them and when.',
  ],
  category: LOTS,
  permission: 'recall.read',
  // What was archived before the recall was opened it could not find.
  fromLedger: true,
  params: [{ key: 'recall', label: ['召回單號', 'Recall'], type: 'text', required: true }],
  columns: [
    {
      key: 'section',
      label: ['項目', 'Section'],
      type: 'text',
      width: 12,
      meanings: {
        head: ['召回', 'Recall'],
        drill: ['召回演練', 'Recall drill'],
        lots: ['批號數', 'Lots'],
        serials: ['序號數', 'Serial numbers'],
        customers: ['客戶數', 'Customers'],
        took: ['查找毫秒數', 'Milliseconds taken'],
        end_release: ['結束：解除', 'Closed: released'],
        end_scrap: ['結束：限報廢，庫存另以調整單報廢', 'Closed: only to be scrapped, stock by adjustment'],
        end_keep_held: ['結束：維持隔離', 'Closed: kept on hold'],
        root: ['召回批', 'Called back'],
        source: ['來源', 'Source'],
        use: ['下游', 'Came of it'],
        received: ['收貨', 'Received'],
        made: ['產出', 'Made'],
        came_back: ['客戶退回', 'Returned by customer'],
        stock: ['庫存', 'In stock'],
        reserved: ['保留', 'Reserved'],
        used: ['投產', 'Used'],
        shipped: ['出貨', 'Shipped'],
        returned: ['退供應商', 'Returned to supplier'],
        scrapped: ['報廢', 'Scrapped'],
        adjusted: ['盤點與調整（減）', 'Adjusted (less)'],
        relabelled: ['拆分與合併（轉出）', 'Split and merged (out)'],
        difference: ['收發結存差額（應為 0）', 'Unexplained (should be 0)'],
        hidden: ['您的範圍以外、未列出的筆數', 'Rows outside your scope, not shown'],
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
  query: (values, { timeZone, seesAll }) => {
    const text = new QueryText();
    const [number, zone] = [values.recall, timeZone].map((v) => text.value(v));
    const nothing = (count: number): string => Array(count).fill('NULL').join(', ');
    return text.build(
      `WITH r AS (SELECT * FROM recalls WHERE number = ${number}),
       member AS (
         SELECT x.recall_id, x.node, x.depth, x.status_before, x.added_at, coalesce(o.status, s.status) AS status, o.code AS lot, s.code AS serial, i.code AS item, i.name, u.code AS uom
           FROM r JOIN recall_lots x ON x.recall_id = r.id LEFT JOIN lots o ON o.id = x.lot_id LEFT JOIN serials s ON s.id = x.serial_id
           JOIN items i ON i.id = coalesce(o.item_id, s.item_id) JOIN uoms u ON u.id = i.base_uom_id),
       found AS (
         SELECT m.*, f.kind, f.qty, f.location_id, f.doc_ref, f.partner_code, f.partner_name, f.happened_at FROM member m JOIN recall_findings f ON f.recall_id = m.recall_id AND f.node = m.node),
       evidence(part, node, section, level, "itemCode", "itemName", lot, serial, "statusBefore", "statusNow", place, qty, uom, document, partner, at, note) AS (
         SELECT 0, 0::bigint, CASE WHEN r.mock THEN 'drill' ELSE 'head' END, NULL::int, ${nothing(7)}, NULL::text, NULL, r.number, r.opened_by, ${localTime('r.opened_at', zone!)}, r.reason FROM r
         UNION ALL SELECT 0, c.n, c.section, ${nothing(8)}, c.qty::text, ${nothing(5)}
           FROM r CROSS JOIN LATERAL (VALUES (1, 'lots', r.lots), (2, 'serials', r.serials), (3, 'customers', r.customers), (4, 'took', r.took_ms)) AS c(n, section, qty)
         UNION ALL SELECT 0, 5, 'end_' || r.outcome, ${nothing(10)}, r.number, r.closed_by, ${localTime('r.closed_at', zone!)}, r.close_reason FROM r WHERE r.closed_at IS NOT NULL
         UNION ALL SELECT 1, m.node, CASE WHEN m.depth = 0 THEN 'root' WHEN m.depth < 0 THEN 'source' ELSE 'use' END, m.depth, m.item, m.name, m.lot, m.serial, m.status_before, m.status,
                NULL, NULL, m.uom, NULL, NULL, ${localTime('m.added_at', zone!)}, NULL FROM member m
         UNION ALL SELECT 1 + array_position(ARRAY[${KINDS.map((k) => `'${k}'`).join(', ')}], f.kind), f.node, f.kind, f.depth, f.item, f.name, f.lot, f.serial, NULL, NULL,
                p.code, ${decimal('f.qty')}, f.uom, f.doc_ref, f.partner_code || ' ' || f.partner_name, ${localTime('f.happened_at', zone!)}, NULL
           FROM found f LEFT JOIN locations p ON p.id = f.location_id
         UNION ALL SELECT 90, f.node, 'difference', f.depth, f.item, f.name, f.lot, f.serial, NULL, NULL, NULL,
                ${decimal(`sum(CASE WHEN f.kind IN ('received', 'made', 'came_back') THEN f.qty WHEN f.kind = 'reserved' THEN 0 ELSE -f.qty END)`)}, f.uom, NULL, NULL, NULL, NULL
           FROM found f WHERE ${seesAll} GROUP BY f.node, f.depth, f.item, f.name, f.lot, f.serial, f.uom
         UNION ALL SELECT 91, 0, 'hidden', ${nothing(8)}, h.n::text, ${nothing(5)}
           FROM (SELECT r.lots + r.serials + r.findings - (SELECT count(*) FROM member) - (SELECT count(*) FROM found) AS n FROM r) AS h WHERE h.n > 0)
       SELECT section, level, "itemCode", "itemName", lot, serial, "statusBefore", "statusNow", place, qty, uom, document, partner, at, note
         FROM evidence ORDER BY part, node, level, at, document, place`,
    );
  },
};
