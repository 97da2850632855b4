import type { ReportColumn, ReportDefinition } from '../report-definition';
import { STOCK, itemCode, itemName, itemParam, onHand, uom, value, warehouseParam } from './columns';
import { QueryText, UNIT_COST, decimal, stands } from './query-text';

/** Upper ends of the age classes in days; what is older, or older than the records, comes last. */
const LIMITS = [30, 60, 90, 180, 365] as const;

const classes: readonly ReportColumn[] = [
  ...LIMITS.map((limit, i): ReportColumn => {
    const from = i === 0 ? 0 : LIMITS[i - 1]! + 1;
    return { key: `to${limit}`, label: [`${from}–${limit} 天`, `${from}–${limit} days`], type: 'number', width: 12 };
  }),
  { key: 'older', label: ['超過 365 天', 'Over 365 days'], type: 'number', width: 12 },
];

/**
 * First in, first out: what is there is taken to be what came last. A move inside the reader's reach changes no age; stock
 * that came from outside of it is as old as its arrival. The classes always add up to what is on hand; where the arrivals do
 * not explain all of it, nobody knows the oldest day, and none is shown.
 */
export const stockAgeing: ReportDefinition = {
  key: 'stock.ageing',
  title: ['庫齡分析', 'Stock ageing'],
  description: ['依先進先出推算目前庫存在庫的天數。', 'How long the stock of today has been there, first in first out.'],
  category: STOCK,
  permission: 'stock.read',
  fromLedger: true,
  params: [itemParam, warehouseParam],
  columns: [itemCode, itemName, onHand, ...classes, { key: 'oldestOn', label: ['最早入庫日', 'Oldest receipt'], type: 'date', width: 12 }, uom, value],
  query: (values, { withCost, atMost }) => {
    const text = new QueryText().always('l.warehouse_id IS NOT NULL').when(values.warehouse, (p) => `w.code = ${p}`);
    const item = values.item === undefined ? '' : `AND b.item_id = (SELECT id FROM items WHERE code = ${text.value(values.item)})`;
    const within = (low: number, high: number): string =>
      `coalesce(sum(g.taken) FILTER (WHERE business_date() - g.effective_on BETWEEN ${low} AND ${high}), 0)`;
    const sums = LIMITS.map((limit, i) => within(i === 0 ? -100_000 : LIMITS[i - 1]! + 1, limit));
    // The rows come in the order of the codes, one an item.
    const first = atMost === undefined ? '' : `ORDER BY (SELECT code FROM items WHERE id = b.item_id) LIMIT ${Math.trunc(atMost)}`;
    return text.build(
      `WITH here AS MATERIALIZED (SELECT l.id FROM locations l JOIN warehouses w ON w.id = l.warehouse_id ${text.where}),
       stock AS MATERIALIZED (SELECT b.item_id, sum(b.on_hand) AS on_hand FROM inventory_balance b WHERE b.location_id IN (SELECT id FROM here) ${item} GROUP BY b.item_id HAVING sum(b.on_hand) <> 0 ${first}),
       arrivals AS (
         SELECT m.item_id, m.effective_on, m.qty, s.on_hand, sum(m.qty) OVER (PARTITION BY m.item_id ORDER BY m.effective_on DESC, m.id DESC) - m.qty AS newer
           FROM inventory_movements m JOIN stock s ON s.item_id = m.item_id
          WHERE m.to_location_id IN (SELECT id FROM here) AND m.from_location_id NOT IN (SELECT id FROM here) AND ${stands('m.posting_id')}),
       ages AS (SELECT item_id, effective_on, least(qty, on_hand - newer) AS taken FROM arrivals WHERE newer < on_hand)
       SELECT i.code AS "itemCode", i.name AS "itemName", ${decimal('s.on_hand')} AS "onHand",
              ${sums.map((sum, i) => `${decimal(sum)} AS "to${LIMITS[i]}"`).join(', ')},
              ${decimal(`s.on_hand - (${sums.join(' + ')})`)} AS older, CASE WHEN coalesce(sum(g.taken), 0) >= s.on_hand THEN min(g.effective_on)::text END AS "oldestOn", u.code AS uom
              ${withCost ? `, ${decimal(`round(s.on_hand * (${UNIT_COST}), 4)`)} AS value` : ''}
         FROM stock s JOIN items i ON i.id = s.item_id JOIN uoms u ON u.id = i.base_uom_id LEFT JOIN inventory_value v ON v.item_id = i.id LEFT JOIN ages g ON g.item_id = s.item_id
        GROUP BY i.id, i.code, i.name, s.on_hand, u.code, v.item_id, v.qty, v.value ORDER BY i.code`,
    );
  },
};
