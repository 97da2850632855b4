import type { ReportDefinition, Texts } from '../report-definition';
import { fromParam, itemCode, itemName, itemParam, toParam, uom } from './columns';
import { QueryText, decimal } from './query-text';

const SALES: Texts = ['銷售', 'Sales'];

/** Of each way to sum up: what a group is called by. */
const GROUPS: Readonly<Record<string, string>> = { customer: 'l.customer', item: 'l."itemCode"', month: `to_char(l.due, 'YYYY-MM')` };
const LINE_COLUMNS = ['number', 'customer', 'customerName', 'itemCode', 'itemName', 'due', 'qty', 'shipped', 'uom', 'doneOn', 'status', 'daysLate'];
const GROUP_COLUMNS = ['group', 'lines', 'onTime', 'late', 'overdue', 'open', 'rate'];

const RESULTS: Readonly<Record<string, Texts>> = {
  on_time: ['準時', 'On time'],
  late: ['遲交', 'Late'],
  overdue: ['逾期未交', 'Overdue'],
  open: ['未到期', 'Not due yet'],
};

/**
 * Lines of confirmed sales orders against the day they were due: on time is a line of which all that was not cancelled had left the
 * house on that day at the latest. What is not due yet counts for neither side of the rate; lines without a due day are left out.
 */
export const onTimeDelivery: ReportDefinition = {
  key: 'delivery.on_time',
  title: ['交期準時率', 'On-time delivery'],
  description: [
    '銷售訂單明細的交期與實際出貨日比較，可依客戶、品項或月份彙總準時率。',
    'Lines of sales orders against the days they were shipped, with the share on time by customer, item or month.',
  ],
  category: SALES,
  permission: 'sales.read',
  alsoBy: ['partners'],
  params: [
    {
      key: 'by',
      label: ['彙總方式', 'Group by'],
      type: 'select',
      default: 'line',
      options: [
        { value: 'line', label: ['明細', 'Line'] },
        { value: 'customer', label: ['客戶', 'Customer'] },
        { value: 'item', label: ['品項', 'Item'] },
        { value: 'month', label: ['月份', 'Month'] },
      ],
    },
    { ...fromParam, label: ['交期起日', 'Due from'] },
    { ...toParam, label: ['交期迄日', 'Due to'] },
    { key: 'customer', label: ['客戶', 'Customer'], type: 'text' },
    itemParam,
  ],
  columns: [
    { key: 'group', label: ['項目', 'Group'], type: 'text', width: 18 },
    { key: 'number', label: ['銷售訂單', 'Sales order'], type: 'text', width: 18 },
    { key: 'customer', label: ['客戶', 'Customer'], type: 'text', width: 14 },
    { key: 'customerName', label: ['客戶名稱', 'Customer name'], type: 'text', width: 24 },
    itemCode,
    itemName,
    { key: 'due', label: ['交期', 'Due'], type: 'date', width: 12 },
    { key: 'qty', label: ['訂購量', 'Ordered'], type: 'number', width: 12 },
    { key: 'shipped', label: ['已出貨', 'Shipped'], type: 'number', width: 12 },
    uom,
    { key: 'doneOn', label: ['出齊日', 'All shipped on'], type: 'date', width: 12 },
    { key: 'status', label: ['結果', 'Result'], type: 'text', width: 12, meanings: RESULTS },
    { key: 'daysLate', label: ['遲延天數', 'Days late'], type: 'number', width: 10 },
    { key: 'lines', label: ['行數', 'Lines'], type: 'number', width: 8 },
    { key: 'onTime', label: ['準時', 'On time'], type: 'number', width: 8 },
    { key: 'late', label: ['遲交', 'Late'], type: 'number', width: 8 },
    { key: 'overdue', label: ['逾期未交', 'Overdue'], type: 'number', width: 10 },
    { key: 'open', label: ['未到期', 'Not due yet'], type: 'number', width: 10 },
    { key: 'rate', label: ['準時率', 'On-time rate'], type: 'percent', width: 10 },
  ],
  hides: ({ by }) => (by === 'line' ? GROUP_COLUMNS : LINE_COLUMNS),
  query: (values, { timeZone }) => {
    const text = new QueryText()
      .always(`o.state NOT IN ('draft', 'cancelled')`)
      .always('s.qty_base > s.cancelled_qty')
      .always('coalesce(s.due_on, o.due_on) IS NOT NULL')
      .when(values.from, (p) => `coalesce(s.due_on, o.due_on) >= ${p}::date`)
      .when(values.to, (p) => `coalesce(s.due_on, o.due_on) <= ${p}::date`)
      .when(values.customer, (p) => `c.code = ${p}`)
      .when(values.item, (p) => `i.code = ${p}`);
    const zone = text.value(timeZone);
    const lines = `WITH seen AS (
        SELECT o.id AS order_id, s.line_no, o.number, c.code AS customer, c.name AS "customerName", i.code AS "itemCode", i.name AS "itemName", coalesce(s.due_on, o.due_on) AS due,
               s.qty_base - s.cancelled_qty AS qty, u.code AS uom, g.shipped, CASE WHEN g.shipped >= s.qty_base - s.cancelled_qty THEN g.last END AS done
          FROM sales_order_lines s JOIN sales_orders o ON o.id = s.order_id JOIN partners c ON c.id = o.customer_id JOIN items i ON i.id = s.item_id JOIN uoms u ON u.id = i.base_uom_id
          CROSS JOIN LATERAL (SELECT coalesce(sum(l.shipped_qty), 0) AS shipped, max((h.shipped_at AT TIME ZONE ${zone}::text)::date) FILTER (WHERE l.shipped_qty > 0) AS last
                                FROM shipment_lines l JOIN shipments h ON h.id = l.shipment_id WHERE l.so_line_id = s.id AND h.state IN ('shipped', 'delivered')) AS g
          ${text.where}),
      l AS (SELECT seen.*, CASE WHEN done <= due THEN 'on_time' WHEN done IS NOT NULL THEN 'late' WHEN due < business_date() THEN 'overdue' ELSE 'open' END AS status,
                   CASE WHEN coalesce(done, business_date()) > due THEN coalesce(done, business_date()) - due ELSE 0 END AS late_by FROM seen)`;
    if (values.by === 'line') {
      return text.build(
        `${lines} SELECT l.number, l.customer, l."customerName", l."itemCode", l."itemName", l.due::text AS due, ${decimal('l.qty')} AS qty, ${decimal('l.shipped')} AS shipped,
                         l.uom, l.done::text AS "doneOn", l.status, l.late_by::text AS "daysLate" FROM l ORDER BY l.due, l.number, l.line_no`,
      );
    }
    const count = (status: string): string => `count(*) FILTER (WHERE l.status = '${status}')`;
    return text.build(
      `${lines} SELECT ${GROUPS[String(values.by)]!} AS "group", count(*)::text AS lines, ${count('on_time')}::text AS "onTime", ${count('late')}::text AS late,
                       ${count('overdue')}::text AS overdue, ${count('open')}::text AS open,
                       ${decimal(`round(${count('on_time')}::numeric / nullif(count(*) FILTER (WHERE l.status <> 'open'), 0), 6)`)} AS rate FROM l GROUP BY 1 ORDER BY 1`,
    );
  },
};
