import type { ReportDefinition } from '../report-definition';
import { PRODUCTION, fromParam, itemCode, itemName, itemParam, toParam, uom } from './columns';
import { QueryText, decimal, localTime } from './query-text';

/** What was reported against what was planned. Rates are of reported quantities only; an order without reports has none. */
export const productionOrders: ReportDefinition = {
  key: 'production.orders',
  title: ['工單達成', 'Work order performance'],
  description: ['各工單的計畫量、良品、不良與達成率。', 'Planned, good and scrapped quantity of each work order.'],
  category: PRODUCTION,
  permission: 'report.production',
  companyWide: true,
  params: [{ ...fromParam, label: ['到期起日', 'Due from'] }, { ...toParam, label: ['到期迄日', 'Due to'] }, itemParam],
  columns: [
    { key: 'number', label: ['工單', 'Work order'], type: 'text', width: 18 },
    itemCode,
    itemName,
    { key: 'state', label: ['狀態', 'State'], type: 'text', width: 10 },
    { key: 'dueOn', label: ['到期日', 'Due'], type: 'date', width: 12 },
    { key: 'planned', label: ['計畫量', 'Planned'], type: 'number', width: 12 },
    { key: 'good', label: ['良品', 'Good'], type: 'number', width: 12 },
    { key: 'scrap', label: ['不良', 'Scrap'], type: 'number', width: 12 },
    uom,
    { key: 'achieved', label: ['達成率', 'Achieved'], type: 'percent', width: 10 },
    { key: 'yield', label: ['良率', 'Yield'], type: 'percent', width: 10 },
    { key: 'firstAt', label: ['首次報工', 'First report'], type: 'instant', width: 19 },
    { key: 'lastAt', label: ['最近報工', 'Last report'], type: 'instant', width: 19 },
  ],
  query: (values, { timeZone }) => {
    const text = new QueryText()
      .when(values.from, (p) => `w.due_on >= ${p}::date`)
      .when(values.to, (p) => `w.due_on <= ${p}::date`)
      .when(values.item, (p) => `i.code = ${p}`);
    const zone = text.value(timeZone);
    return text.build(
      `SELECT w.number, i.code AS "itemCode", i.name AS "itemName", w.state, w.due_on::text AS "dueOn", ${decimal('w.qty_planned')} AS planned,
              ${decimal('coalesce(sum(r.good), 0)')} AS good, ${decimal('coalesce(sum(r.scrap), 0)')} AS scrap, u.code AS uom,
              ${decimal('round(sum(r.good) / w.qty_planned, 6)')} AS achieved, ${decimal('round(sum(r.good) / nullif(sum(r.good + r.scrap), 0), 6)')} AS yield,
              ${localTime('min(r.occurred_at)', zone)} AS "firstAt", ${localTime('max(r.occurred_at)', zone)} AS "lastAt"
         FROM work_orders w JOIN items i ON i.id = w.item_id JOIN uoms u ON u.id = i.base_uom_id LEFT JOIN production_reports r ON r.work_order_id = w.id
         ${text.where} GROUP BY w.id, i.code, i.name, u.code ORDER BY w.due_on NULLS LAST, w.number`,
    );
  },
};
