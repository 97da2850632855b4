import { FileSearchOutlined, InboxOutlined } from '@ant-design/icons';
import type { Report } from '@anwen/client';
import { StateView } from '@anwen/ui/kit';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { FilterBar, TextFilter } from '../features/FilterBar';
import { useListSearch } from '../features/lists';
import { PageHead } from '../features/PageHead';
import { Forbidden, QueryFailure } from '../features/problems';
import { Quota } from '../features/reports/ExportBar';
import { ExportTable } from '../features/reports/ExportTable';
import { catalogueQuery } from '../features/reports/queries';
import { useCan } from '../session';

function matches({ title, description, category }: Report, q: string | undefined): boolean {
  return q === undefined || `${title} ${description} ${category}`.toLowerCase().includes(q.toLowerCase());
}

/** The reports in the order of the server, under their categories. */
function Catalogue({ reports }: { reports: readonly Report[] }) {
  const categories = [...new Set(reports.map(({ category }) => category))];
  return categories.map((category) => (
    <section key={category}>
      <h2>{category}</h2>
      <ul className="report-cards">
        {reports
          .filter((report) => report.category === category)
          .map(({ key, title, description }) => (
            <li key={key}>
              <Link className="report-card" to="/reports/$key" params={{ key }}>
                <strong>{title}</strong>
                <span>{description}</span>
              </Link>
            </li>
          ))}
      </ul>
    </section>
  ));
}

function Found({ reports, clear }: { reports: readonly Report[]; clear: () => void }) {
  const { t } = useTranslation();
  if (reports.length > 0) return <Catalogue reports={reports} />;
  const again = <Button onClick={clear}>{t('table.clear')}</Button>;
  return <StateView icon={<FileSearchOutlined />} title={t('reports.noMatch')} explanation={t('reports.noMatchHint')} actions={again} />;
}

export function ReportsPage() {
  const can = useCan();
  return can('report.read') ? <Reports /> : <Forbidden permission="report.read" />;
}

function Reports() {
  const can = useCan();
  const { t, i18n } = useTranslation();
  const search = useSearch({ from: '/shell/reports' });
  const { filtered, set, clear } = useListSearch(search);
  const query = useQuery(catalogueQuery(i18n.language));
  const schedules = can('report.schedule') && (
    <Link className="button-link" to="/report-schedules">
      {t('reports.schedules')}
    </Link>
  );
  if (query.data === undefined)
    return (
      <>
        <PageHead title={t('reports.title')} />
        {query.error !== null ? <QueryFailure failure={query.error} retry={() => void query.refetch()} /> : <Skeleton active />}
      </>
    );
  const { items } = query.data;
  return (
    <>
      <PageHead title={t('reports.title')} note={can('report.export') && <Quota />} actions={schedules} />
      {items.length === 0 ? (
        <StateView icon={<InboxOutlined />} title={t('reports.none')} explanation={t('reports.noneHint')} />
      ) : (
        <>
          <FilterBar filtered={filtered} clear={clear} refresh={() => void query.refetch()}>
            <TextFilter wide label={t('reports.search')} value={search.q} onChange={(q) => set({ q })} />
          </FilterBar>
          <Found reports={items.filter((report) => matches(report, search.q))} clear={clear} />
          {can('report.export') && (
            <>
              <h2>{t('reports.files')}</h2>
              <ExportTable />
            </>
          )}
        </>
      )}
    </>
  );
}
