import type { ReportDefinition } from '../report-definition';
import { PRODUCTION, fromParam, itemCode, itemName, itemParam, toParam, uom, warehouse, warehouseParam } from './columns';
import { QueryText, decimal, localTime } from './query-text';

/** What was reported against what was planned. Totals are those of the reports that count; an order without such reports has no rates. */
export const productionOrders: ReportDefinition = {
  key: 'production.orders',
  title: ['工單達成', 'Work order performance'],
  description: ['各工單的目標數量、良品、報廢、重工與達成率。', 'Planned, good, scrapped and reworked quantity of each work order.'],
  category: PRODUCTION,
  permission: 'report.production',
  alsoBy: ['workCenters'],
  params: [{ ...fromParam, label: ['到期起日', 'Due from'] }, { ...toParam, label: ['到期迄日', 'Due to'] }, itemParam, warehouseParam],
  columns: [
    { key: 'number', label: ['工單', 'Work order'], type: 'text', width: 18 },
    warehouse,
    itemCode,
    itemName,
    {
      key: 'state',
      label: ['狀態', 'State'],
      type: 'text',
      width: 10,
      meanings: {
        draft: ['草稿', 'Draft'],
        planned: ['已規劃', 'Planned'],
        released: ['已放行', 'Released'],
        in_progress: ['進行中', 'In progress'],
        on_hold: ['暫停', 'On hold'],
        completed: ['已完工', 'Completed'],
        closed: ['已結案', 'Closed'],
        cancelled: ['已取消', 'Cancelled'],
      },
    },
    { key: 'dueOn', label: ['到期日', 'Due'], type: 'date', width: 12 },
    { key: 'planned', label: ['目標數量', 'Planned'], type: 'number', width: 12 },
    { key: 'good', label: ['良品', 'Good'], type: 'number', width: 12 },
    { key: 'scrap', label: ['報廢', 'Scrap'], type: 'number', width: 12 },
    { key: 'rework', label: ['重工', 'Rework'], type: 'number', width: 12 },
    uom,
    { key: 'achieved', label: ['達成率', 'Achieved'], type: 'percent', width: 10 },
    { key: 'yield', label: ['良率', 'Yield'], type: 'percent', width: 10 },
    { key: 'firstAt', label: ['首次報工', 'First report'], type: 'instant', width: 19 },
    { key: 'lastAt', label: ['最近報工', 'Last report'], type: 'instant', width: 19 },
    { key: 'completedAt', label: ['完工時間', 'Completed'], type: 'instant', width: 19 },
  ],
  query: (values, { timeZone }) => {
    const text = new QueryText()
      .when(values.from, (p) => `w.due_on >= ${p}::date`)
      .when(values.to, (p) => `w.due_on <= ${p}::date`)
      .when(values.item, (p) => `i.code = ${p}`)
      .when(values.warehouse, (p) => `h.code = ${p}`);
    const zone = text.value(timeZone);
    return text.build(
      `SELECT w.number, h.code AS warehouse, i.code AS "itemCode", i.name AS "itemName", w.state, w.due_on::text AS "dueOn", ${decimal('w.qty_planned')} AS planned,
              ${decimal('w.qty_good')} AS good, ${decimal('w.qty_scrap')} AS scrap, ${decimal('w.qty_rework')} AS rework, u.code AS uom,
              CASE WHEN r.first IS NOT NULL THEN ${decimal('round(w.qty_good / w.qty_planned, 6)')} END AS achieved,
              ${decimal('round(w.qty_good / nullif(w.qty_good + w.qty_scrap, 0), 6)')} AS yield,
              ${localTime('r.first', zone)} AS "firstAt", ${localTime('r.last', zone)} AS "lastAt", ${localTime('w.completed_at', zone)} AS "completedAt"
         FROM work_orders w JOIN items i ON i.id = w.item_id JOIN uoms u ON u.id = i.base_uom_id JOIN warehouse_names() h ON h.id = w.warehouse_id
         CROSS JOIN LATERAL (SELECT min(p.occurred_at) AS first, max(p.occurred_at) AS last FROM production_reports p
                              WHERE p.work_order_id = w.id AND NOT EXISTS (SELECT FROM production_reports s WHERE s.supersedes_id = p.id)) AS r
         ${text.where} ORDER BY w.due_on NULLS LAST, w.number`,
    );
  },
};
