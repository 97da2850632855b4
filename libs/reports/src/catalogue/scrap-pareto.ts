import type { ReportDefinition } from '../report-definition';
import { PRODUCTION, fromParam, itemCode, itemName, itemParam, toParam, uom, value } from './columns';
import { QueryText, decimal, stands } from './query-text';

/**
 * From the ledger: everything that went to the place SCRAP and was not reversed, on whatever day. From production: what was reported
 * as scrap by reports that count; such pieces never became stock, so the ledger does not know them, and their value is what the
 * order should have cost. Shares are of the number of cases, because quantities of different units cannot be added; values are
 * shown to whoever may see cost.
 */
export const scrapPareto: ReportDefinition = {
  key: 'scrap.pareto',
  title: ['報廢柏拉圖', 'Scrap Pareto'],
  description: ['依原因與品項彙總的報廢，由多到少，附累計百分比。', 'Scrap by reason and item, most frequent first, with the running share.'],
  category: PRODUCTION,
  permission: 'stock.read',
  fromLedger: true,
  params: [fromParam, toParam, itemParam],
  columns: [
    { key: 'reasonCode', label: ['原因代碼', 'Reason code'], type: 'text', width: 14 },
    { key: 'reasonZh', label: ['原因（中）', 'Reason (zh)'], type: 'text', width: 18 },
    { key: 'reasonEn', label: ['原因（英）', 'Reason (en)'], type: 'text', width: 18 },
    itemCode,
    itemName,
    { key: 'times', label: ['次數', 'Cases'], type: 'number', width: 8 },
    { key: 'share', label: ['占比', 'Share'], type: 'percent', width: 10 },
    { key: 'running', label: ['累計占比', 'Running share'], type: 'percent', width: 10 },
    { key: 'qty', label: ['報廢量', 'Scrapped'], type: 'number', width: 12 },
    uom,
    value,
  ],
  query: (values, { withCost, timeZone }) => {
    const text = new QueryText()
      .always('sc.id IN (m.from_location_id, m.to_location_id)')
      .always(stands('m.posting_id'))
      .when(values.from, (p) => `m.effective_on >= ${p}::date`)
      .when(values.to, (p) => `m.effective_on <= ${p}::date`)
      .when(values.item, (p) => `i.code = ${p}`);
    // A parameter that no condition uses would have no type.
    const zone = values.from === undefined && values.to === undefined ? '' : text.value(timeZone);
    const day = `(r.occurred_at AT TIME ZONE ${zone}::text)::date`;
    const given = (value: unknown, condition: (parameter: string) => string): string => (value === undefined ? '' : ` AND ${condition(text.value(value))}`);
    const reported = [
      given(values.from, (p) => `${day} >= ${p}::date`),
      given(values.to, (p) => `${day} <= ${p}::date`),
      given(values.item, (p) => `i.code = ${p}`),
    ].join('');
    return text.build(
      `WITH lines AS (
         SELECT p.reason_code_id AS reason_id, m.item_id, CASE WHEN m.to_location_id = sc.id THEN 1 ELSE -1 END AS sign, m.qty, m.value
           FROM inventory_movements m JOIN inventory_postings p ON p.id = m.posting_id
           JOIN items i ON i.id = m.item_id CROSS JOIN (SELECT id FROM locations WHERE code = 'SCRAP') sc ${text.where}
         UNION ALL
         SELECT r.scrap_reason_id, w.item_id, 1, r.scrap, round(r.scrap * (coalesce(w.standard_material, 0) + coalesce(w.standard_time, 0)), 4)
           FROM production_reports r JOIN work_orders w ON w.id = r.work_order_id JOIN items i ON i.id = w.item_id
          WHERE r.scrap > 0 AND NOT EXISTS (SELECT FROM production_reports s WHERE s.supersedes_id = r.id)${reported}),
       cases AS (SELECT reason_id, item_id, sum(sign) AS times, sum(sign * qty) AS qty, sum(sign * value) AS value FROM lines GROUP BY reason_id, item_id HAVING sum(sign * qty) <> 0)
       SELECT r.code AS "reasonCode", r.label_zh AS "reasonZh", r.label_en AS "reasonEn", i.code AS "itemCode", i.name AS "itemName", c.times::text AS times,
              ${decimal('round(c.times::numeric / nullif(sum(c.times) OVER (), 0), 6)')} AS share,
              ${decimal('round(sum(c.times) OVER ranking / nullif(sum(c.times) OVER (), 0), 6)')} AS running,
              ${decimal('c.qty')} AS qty, u.code AS uom ${withCost ? `, ${decimal('c.value')} AS value` : ''}
         FROM cases c JOIN items i ON i.id = c.item_id JOIN uoms u ON u.id = i.base_uom_id LEFT JOIN reason_codes r ON r.id = c.reason_id
        WINDOW ranking AS (ORDER BY c.times DESC, r.code, i.code ROWS UNBOUNDED PRECEDING) ORDER BY c.times DESC, r.code, i.code`,
    );
  },
};
