import { StateView } from '@anwen/ui/kit';
import { BarChartOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Select, Skeleton, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { NamedCell, QtyCell } from '../features/documents/cells';
import { DocumentLines } from '../features/documents/DocumentLines';
import { CodeSelect } from '../features/documents/fields';
import { partQuery } from '../features/documents/queries';
import { DateFilter } from '../features/FilterBar';
import { GRAINS, type OeeRow } from '../features/floor/types';
import { PageHead } from '../features/PageHead';
import { QueryFailure } from '../features/problems';
import { hoursText } from '../features/production/progress';
import { dateIn } from '../format';
import { useTimeZone } from '../session';

/** A week back, as the server does when nobody says otherwise. */
const DAYS_BACK = 6;

function Ratio({ of, strong }: { of: string | null; strong?: boolean }) {
  if (of === null) return <span className="quiet">—</span>;
  const percent = Math.round(Number(of) * 1000) / 10;
  return (
    <span className="ratio">
      <span className="ratio-bar" aria-hidden="true">
        <span style={{ width: `${Math.min(100, percent)}%` }} />
      </span>
      {strong === true ? <strong className="number">{percent}%</strong> : <span className="number">{percent}%</span>}
    </span>
  );
}

/** Pieces of different units have none in common. */
const Pieces = ({ qty, of: { uom } }: { qty: string; of: OeeRow }) => <QtyCell qty={qty} {...(uom === null ? {} : { uom })} />;

function useColumns(): NonNullable<TableProps<OeeRow & { id: string }>['columns']> {
  const { t } = useTranslation();
  const right = { align: 'right', className: 'number' } as const;
  return [
    { key: 'workCenter', title: t('workCenter.one'), render: (_, row) => <NamedCell of={row.workCenter} /> },
    { key: 'day', title: t('oee.day'), render: (_, row) => <span className="nowrap">{row.day}</span> },
    { key: 'shift', title: t('oee.shift'), render: (_, row) => row.shift?.name ?? '—' },
    { key: 'oee', title: t('oee.oee'), render: (_, row) => <Ratio of={row.oee} strong /> },
    { key: 'availability', title: t('oee.availability'), render: (_, row) => <Ratio of={row.availability} /> },
    { key: 'performance', title: t('oee.performance'), render: (_, row) => <Ratio of={row.performance} /> },
    { key: 'quality', title: t('oee.quality'), render: (_, row) => <Ratio of={row.quality} /> },
    { key: 'planned', title: t('oee.planned'), ...right, render: (_, row) => hoursText(row.plannedS) },
    { key: 'run', title: t('oee.run'), ...right, render: (_, row) => hoursText(row.runS) },
    { key: 'down', title: t('oee.down'), ...right, render: (_, row) => hoursText(row.downS) },
    { key: 'plannedDown', title: t('oee.plannedDown'), ...right, render: (_, row) => hoursText(row.plannedDownS) },
    { key: 'good', title: t('report.good'), ...right, render: (_, row) => <Pieces qty={row.good} of={row} /> },
    { key: 'scrap', title: t('report.scrap'), ...right, render: (_, row) => <Pieces qty={row.scrap} of={row} /> },
  ];
}

/** Availability × performance × quality, a row for each work centre and shift, day or week. */
export function OeePage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/oee' });
  const navigate = useNavigate();
  const timeZone = useTimeZone();
  const to = search.to ?? dateIn(new Date(), timeZone);
  const from = search.from ?? dateIn(new Date(Date.parse(`${to}T12:00:00Z`) - DAYS_BACK * 86_400_000), 'UTC');
  const grain = search.grain ?? 'day';
  const query = useQuery(partQuery('/oee', { from, to, grain, workCenter: search.workCenter }));
  const columns = useColumns();
  const set = (change: object) => void navigate({ to: '.', search: { ...search, ...change }, replace: true });
  const rows = (query.data?.items ?? []).map((row, index) => ({ ...row, id: `${index}` }));
  const none = <StateView icon={<BarChartOutlined />} title={t('oee.none')} explanation={t('oee.noneHint')} />;
  return (
    <>
      <PageHead title={t('oee.title')} />
      <search className="filter-bar" aria-label={t('table.filters')}>
        <CodeSelect
          path="/work-centers"
          label={t('workCenter.one')}
          placeholder={t('workCenter.one')}
          value={search.workCenter}
          onChange={(workCenter) => set({ workCenter })}
        />
        <DateFilter label={t('ledger.dateFrom')} value={from} onChange={(value) => set({ from: value })} />
        <DateFilter label={t('ledger.dateTo')} value={to} onChange={(value) => set({ to: value })} />
        <Select
          aria-label={t('oee.grain')}
          value={grain}
          onChange={(value: string) => set({ grain: value === 'day' ? undefined : value })}
          options={GRAINS.map((value) => ({ value, label: t(`oee.by.${value}`) }))}
          popupMatchSelectWidth={false}
        />
      </search>
      {query.error !== null && <QueryFailure failure={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <Skeleton active />}
      {query.data !== undefined && <DocumentLines title={t('oee.rows')} rows={rows} columns={columns} instead={rows.length === 0 ? none : undefined} />}
    </>
  );
}
