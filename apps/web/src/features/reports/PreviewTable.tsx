import { FileSearchOutlined } from '@ant-design/icons';
import type { ReportColumn, ReportPreview } from '@anwen/client';
import { DataTable, StateView } from '@anwen/ui/kit';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { dateTime, decimal } from '../../format';
import { useTimeZone } from '../../session';

type Cell = ReportPreview['rows'][number][number];
interface Row {
  readonly at: number;
  readonly cells: readonly Cell[];
}

const NUMERIC: readonly ReportColumn['type'][] = ['number', 'money', 'percent'];

/** Reports give moments on the factory's clock already, to the second; a true instant is brought there. */
const instant = (text: string, timeZone: string): string => (/^\d{4}-\d\d-\d\d \d\d:\d\d/.test(text) ? text.slice(0, 16) : dateTime(text, timeZone));

function shown(type: ReportColumn['type'], cell: Cell, timeZone: string): string {
  if (cell === null || cell === '') return '';
  if (type === 'instant') return instant(String(cell), timeZone);
  // A share of one, as the server counts; people read hundredths.
  if (type === 'percent') return `${(Number(cell) * 100).toFixed(1)}%`;
  return NUMERIC.includes(type) ? decimal(String(cell)) : String(cell);
}

/** The first rows of a report, as the file will have them. */
export function PreviewTable({ preview, refreshing }: { preview: ReportPreview | undefined; refreshing: boolean }) {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const rows = preview?.rows.map((cells, at) => ({ at, cells }));
  const columns: TableProps<Row>['columns'] = preview?.columns.map((column, index) => ({
    key: column.key,
    title: column.label,
    align: NUMERIC.includes(column.type) ? 'right' : 'left',
    className: NUMERIC.includes(column.type) ? 'number nowrap' : column.type === 'text' ? '' : 'nowrap',
    render: (_, { cells }) => shown(column.type, cells[index] ?? null, timeZone),
  }));
  const count = rows?.length ?? 0;
  const summary = preview?.truncated === true ? t('reports.truncated', { count }) : t('reports.previewCount', { count });
  const empty = rows?.length === 0 && <StateView icon={<FileSearchOutlined />} title={t('reports.empty')} explanation={t('reports.emptyHint')} />;
  return (
    <DataTable
      columns={columns ?? []}
      rowKey={({ at }) => String(at)}
      rows={rows}
      refreshing={refreshing}
      {...(empty === false ? {} : { instead: empty })}
      texts={{ caption: t('reports.previewTitle'), first: '', previous: '', next: '', summary }}
    />
  );
}
