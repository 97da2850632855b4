import { DataTable } from '@anwen/ui/kit';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ReactNode } from 'react';
import { PageHead } from '../features/PageHead';
import { Waiting } from '../features/documents/Waiting';
import { listQuery } from '../features/documents/queries';
import { itemsQuery } from '../features/items/queries';
import { useInstead } from '../features/lists';
import { useLedgerColumns } from '../features/stock/movement-columns';
import { PERMISSIONS, POST_TYPES } from '../features/stock/posting-form';
import { balancesQuery, movementsQuery } from '../features/stock/queries';
import { dateIn, decimal } from '../format';
import { useCan, useMe, useTimeZone } from '../session';

interface Count {
  readonly data: { total?: number; totalIsEstimate?: boolean } | undefined;
  readonly error: unknown;
}

function Fact({ query, label, hint, link }: { query: Count; label: string; hint: string; link: (number: ReactNode) => ReactNode }) {
  const { t } = useTranslation();
  const { data } = query;
  const total = data?.total === undefined ? '…' : decimal(String(data.total));
  const shown = data?.totalIsEstimate === true ? t('table.about', { total }) : total;
  return (
    <section className="fact">
      <h2>{label}</h2>
      <p className="fact-number">{link(query.error !== null ? '—' : shown)}</p>
      <p className="quiet">{hint}</p>
    </section>
  );
}

function StockFacts() {
  const { t } = useTranslation();
  const today = dateIn(new Date(), useTimeZone());
  const balances = useQuery(balancesQuery({ limit: '20' }));
  const movements = useQuery(movementsQuery({ from: today, to: today, limit: '20' }));
  return (
    <>
      <Fact query={balances} label={t('home.balances')} hint={t('home.balancesHint')} link={(number) => <Link to="/stock">{number}</Link>} />
      <Fact
        query={movements}
        label={t('home.today')}
        hint={t('home.todayHint')}
        link={(number) => (
          <Link to="/stock/ledger" search={{ from: today, to: today }}>
            {number}
          </Link>
        )}
      />
    </>
  );
}

function ItemFact() {
  const { t } = useTranslation();
  return (
    <Fact
      query={useQuery(itemsQuery({ limit: '20' }))}
      label={t('home.items')}
      hint={t('home.itemsHint')}
      link={(number) => <Link to="/items">{number}</Link>}
    />
  );
}

const DUE_STATES = 'draft,planned,released,in_progress,on_hold,completed,closed';

/** How many of the orders that are due today are done, what is late and what lacks material: each a way to its list. */
function OrderFacts() {
  const { t } = useTranslation();
  const today = dateIn(new Date(), useTimeZone());
  const due = { dueFrom: today, dueTo: today };
  const all = useQuery(listQuery('/work-orders', { ...due, state: DUE_STATES, limit: '1' }));
  const done = useQuery(listQuery('/work-orders', { ...due, state: 'completed,closed', limit: '1' }));
  const late = useQuery(listQuery('/work-orders', { late: 'true', limit: '1' }));
  const short = useQuery(listQuery('/work-orders', { short: 'true', limit: '1' }));
  const to = (search: Record<string, string>) => (number: ReactNode) => (
    <Link to="/work-orders" search={search as never}>
      {number}
    </Link>
  );
  const ofAll = all.data?.total === undefined ? '' : ` / ${decimal(String(all.data.total))}`;
  return (
    <>
      <Fact
        query={all.error === null ? done : all}
        label={t('home.ordersToday')}
        hint={t('home.ordersTodayHint')}
        link={(number) =>
          to(due)(
            <>
              {number}
              {ofAll}
            </>,
          )
        }
      />
      <Fact query={late} label={t('home.ordersLate')} hint={t('home.ordersLateHint')} link={to({ late: 'true' })} />
      <Fact query={short} label={t('home.ordersShort')} hint={t('home.ordersShortHint')} link={to({ short: 'true' })} />
    </>
  );
}

const LATEST = 6;

function Latest() {
  const { t } = useTranslation();
  const query = useQuery(movementsQuery({ limit: '20' }, false));
  const columns = useLedgerColumns();
  const instead = useInstead({ query, filtered: false, clear: () => undefined, empty: { title: t('ledger.none'), hint: t('ledger.noneHint') } });
  const texts = { caption: t('home.latest'), first: '', previous: '', next: '', summary: <Link to="/stock/ledger">{t('home.allMovements')}</Link> };
  return (
    <section>
      <h2>{t('home.latest')}</h2>
      <DataTable columns={columns} rowKey={(row) => row.id} rows={query.data?.items.slice(0, LATEST)} instead={instead} texts={texts} />
    </section>
  );
}

function Actions() {
  const { t } = useTranslation();
  const can = useCan();
  const tasks = POST_TYPES.filter((type) => PERMISSIONS[type].every(can));
  if (tasks.length === 0) return null;
  return (
    <nav className="home-actions" aria-label={t('home.actions')}>
      {tasks.map((type) => (
        <Link key={type} className="button-link" to="/stock/post/$type" params={{ type }}>
          {t(`form.${type}`)}
        </Link>
      ))}
    </nav>
  );
}

export function HomePage() {
  const { t } = useTranslation();
  const me = useMe();
  const can = useCan();
  return (
    <>
      <PageHead title={t('home.title')} note={<span className="quiet">{me?.tenant?.name}</span>} />
      <Actions />
      <Waiting />
      <div className="facts-grid">
        {can('wo.read') && <OrderFacts />}
        {can('stock.read') && <StockFacts />}
        {can('item.read') && <ItemFact />}
      </div>
      {can('stock.read') && <Latest />}
    </>
  );
}
