import { StateView } from '@anwen/ui/kit';
import { ScheduleOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DocumentLink } from '../features/documents/cells';
import { DocumentLines } from '../features/documents/DocumentLines';
import { CodeSelect } from '../features/documents/fields';
import { partQuery } from '../features/documents/queries';
import { DateFilter } from '../features/FilterBar';
import { PageHead } from '../features/PageHead';
import type { Load } from '../features/planning/types';
import { QueryFailure } from '../features/problems';
import { DueCell } from '../features/production/cells';
import { hoursText } from '../features/production/progress';
import { dateIn, dateTime } from '../format';
import { useTimeZone } from '../session';

type Center = Load['items'][number];
type Day = Center['days'][number];

/** Two weeks: what a line can still be rearranged for. */
const DAYS = 13;

const toneOf = (percent: number): string => (percent > 100 ? 'over' : percent > 85 ? 'near' : 'free');

function Cell({ day, open }: { day: Day | undefined; open: (() => void) | undefined }) {
  const { t } = useTranslation();
  if (day === undefined || (Number(day.capacityS) === 0 && Number(day.loadS) === 0)) return <span className="quiet">{t('load.closed')}</span>;
  const percent = Math.round(Number(day.pct ?? 0));
  const label = t('load.of', { load: hoursText(day.loadS), capacity: hoursText(day.capacityS) });
  return (
    <button type="button" className={`load-cell load-${toneOf(percent)}`} disabled={open === undefined} onClick={open} title={label}>
      <span className="load-bar" style={{ width: `${Math.min(100, percent)}%` }} aria-hidden="true" />
      <span className="number">
        {percent > 100 && '! '}
        {percent}%
      </span>
      <span className="visually-hidden">{label}</span>
    </button>
  );
}

function Orders({ center, day }: { center: Center; day: Day }) {
  const { t } = useTranslation();
  // The load is that of all orders; those of others are not named.
  const unseen = day.orders.reduce((left, { loadS }) => left - Number(loadS), Number(day.loadS));
  return (
    <section aria-label={t('load.orders')}>
      <h2>{t('load.ordersOf', { center: `${center.workCenter.code} ${center.workCenter.name}`, day: day.day })}</h2>
      <ul className="related">
        {day.orders.map((order) => (
          <li key={`${order.number} ${order.opNo}`}>
            <Link className="code" to="/work-orders/$id" params={{ id: order.number }}>
              {order.number}
            </Link>{' '}
            {order.opNo} · {hoursText(order.loadS)}
          </li>
        ))}
        {unseen > 0 && <li className="quiet">{t('load.unseen', { load: hoursText(unseen) })}</li>}
      </ul>
    </section>
  );
}

/** Orders that the capacity does not let end in time come first. */
function Ends({ orders }: { orders: Load['orders'] }) {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  if (orders.length === 0) return null;
  const sorted = [...orders].sort((a, b) => Number(b.isLate) - Number(a.isLate));
  const columns = [
    { key: 'number', title: t('workOrder.number'), render: (_: unknown, row: Load['orders'][number]) => <DocumentLink to="/work-orders" document={row} /> },
    { key: 'dueOn', title: t('workOrder.dueOn'), render: (_: unknown, row: Load['orders'][number]) => <DueCell row={row} /> },
    {
      key: 'end',
      title: t('load.finiteEnd'),
      render: (_: unknown, row: Load['orders'][number]) => (row.finiteEnd === null ? t('load.beyond') : dateTime(row.finiteEnd, timeZone)),
    },
  ];
  return <DocumentLines title={t('load.ends')} rows={sorted} columns={columns} />;
}

function Table({ items }: { items: readonly Center[] }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<{ center: string; day: string } | null>(null);
  const days = [...new Set(items.flatMap((center) => center.days.map(({ day }) => day)))].sort();
  const center = items.find(({ workCenter }) => workCenter.code === shown?.center);
  const day = center?.days.find((one) => one.day === shown?.day);
  return (
    <>
      <div className="data-table-frame table-scroll">
        <table className="plain-table load-table">
          <caption>{t('load.caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('workCenter.one')}</th>
              {days.map((one) => (
                <th key={one} scope="col" className="nowrap">
                  {one.slice(5)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((row) => (
              <tr key={row.workCenter.id}>
                <th scope="row">
                  <span className="two-lines">
                    <span className="code">{row.workCenter.code}</span>
                    <span className="quiet">{row.workCenter.name}</span>
                  </span>
                </th>
                {days.map((one) => {
                  const cell = row.days.find(({ day: name }) => name === one);
                  const open = cell === undefined || Number(cell.loadS) === 0 ? undefined : () => setShown({ center: row.workCenter.code, day: one });
                  return (
                    <td key={one}>
                      <Cell day={cell} open={open} />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {center !== undefined && day !== undefined && <Orders center={center} day={day} />}
    </>
  );
}

/** How full the work centres are, day by day; too much is shown, never refused. */
export function LoadPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/planning/load' });
  const navigate = useNavigate();
  const timeZone = useTimeZone();
  const from = search.from ?? dateIn(new Date(), timeZone);
  const to = search.to ?? dateIn(new Date(Date.parse(`${from}T12:00:00Z`) + DAYS * 86_400_000), 'UTC');
  const query = useQuery(partQuery('/planning/load', { from, to, workCenter: search.workCenter }));
  const set = (change: object) => void navigate({ to: '.', search: { ...search, ...change }, replace: true });
  const items = query.data?.items ?? [];
  return (
    <>
      <PageHead title={t('load.title')} />
      <search className="filter-bar" aria-label={t('table.filters')}>
        <DateFilter label={t('ledger.dateFrom')} value={from} onChange={(value) => set({ from: value })} />
        <DateFilter label={t('ledger.dateTo')} value={to} onChange={(value) => set({ to: value })} />
        <CodeSelect
          path="/work-centers"
          label={t('workCenter.one')}
          placeholder={t('workCenter.one')}
          value={search.workCenter}
          onChange={(workCenter) => set({ workCenter })}
        />
      </search>
      {query.error !== null && <QueryFailure failure={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <Skeleton active />}
      {query.data !== undefined && items.length === 0 && (
        <div className="data-table-frame">
          <StateView icon={<ScheduleOutlined />} title={t('load.none')} explanation={t('load.noneHint')} />
        </div>
      )}
      {items.length > 0 && <Table items={items} />}
      <Ends orders={query.data?.orders ?? []} />
    </>
  );
}
