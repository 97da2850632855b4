import type { ReportDefinition } from '../report-definition';
import { PRODUCTION, fromParam, toParam } from './columns';

/** The figures of `GET /oee`, made by the same code: a SELECT of its own would sooner or later say something else. */
export const oee: ReportDefinition = {
  key: 'oee',
  title: ['設備綜合效率 OEE', 'Equipment effectiveness (OEE)'],
  description: [
    '各工作中心每班、每日或每週的稼動率、效能、良率與 OEE；日與週由班別加總後計算。未定義者留白。',
    'Availability, performance, quality and OEE of each work centre by shift, day or week; days and weeks are sums of shifts, divided once. Undefined ratios stay empty.',
  ],
  category: PRODUCTION,
  permission: 'oee.read',
  alsoBy: ['workCenters'],
  beforehand: 'oee',
  params: [
    {
      key: 'grain',
      label: ['彙總方式', 'By'],
      type: 'select',
      default: 'day',
      options: [
        { value: 'shift', label: ['班別', 'Shift'] },
        { value: 'day', label: ['日', 'Day'] },
        { value: 'week', label: ['週', 'Week'] },
      ],
    },
    fromParam,
    toParam,
    { key: 'workCenter', label: ['工作中心', 'Work centre'], type: 'text' },
  ],
  columns: [
    { key: 'workCenter', label: ['工作中心', 'Work centre'], type: 'text', width: 14 },
    { key: 'workCenterName', label: ['名稱', 'Name'], type: 'text', width: 20 },
    { key: 'day', label: ['日期（週一）', 'Day (Monday of the week)'], type: 'date', width: 12 },
    { key: 'shift', label: ['班別', 'Shift'], type: 'text', width: 12 },
    { key: 'plannedHours', label: ['計畫工時（時）', 'Planned (h)'], type: 'number', width: 12 },
    { key: 'runHours', label: ['運轉（時）', 'Running (h)'], type: 'number', width: 12 },
    { key: 'downHours', label: ['非計畫停機（時）', 'Unplanned down (h)'], type: 'number', width: 14 },
    { key: 'plannedDownHours', label: ['計畫停機（時）', 'Planned down (h)'], type: 'number', width: 14 },
    { key: 'good', label: ['良品', 'Good'], type: 'number', width: 12 },
    { key: 'scrap', label: ['報廢', 'Scrap'], type: 'number', width: 12 },
    { key: 'total', label: ['總產出', 'Total'], type: 'number', width: 12 },
    { key: 'availability', label: ['稼動率', 'Availability'], type: 'percent', width: 10 },
    { key: 'performance', label: ['效能', 'Performance'], type: 'percent', width: 10 },
    { key: 'quality', label: ['良率', 'Quality'], type: 'percent', width: 10 },
    { key: 'oee', label: ['OEE', 'OEE'], type: 'percent', width: 10 },
  ],
  hides: ({ grain }) => (grain === 'shift' ? [] : ['shift']),
  query: (_values, { made = [] }) => {
    const hours = (key: string): string => `trim_scale(round((r.row ->> '${key}')::numeric / 3600, 4))::text`;
    const texts = ['good', 'scrap', 'total', 'availability', 'performance', 'quality', 'oee'].map((key) => `r.row ->> '${key}' AS ${key}`);
    return {
      sql: `SELECT r.row #>> '{workCenter,code}' AS "workCenter", r.row #>> '{workCenter,name}' AS "workCenterName", r.row ->> 'day' AS day, r.row #>> '{shift,code}' AS shift,
              ${hours('plannedS')} AS "plannedHours", ${hours('runS')} AS "runHours", ${hours('downS')} AS "downHours", ${hours('plannedDownS')} AS "plannedDownHours",
              ${texts.join(', ')}
         FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS r(row, n) ORDER BY r.n`,
      values: [JSON.stringify(made)],
    };
  },
};
