import type { ImportSession, ImportType } from '@anwen/client';
import { DataTable, StateView } from '@anwen/ui/kit';
import { ImportOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Counts, ImportStateTag } from '../features/imports/names';
import { sessionsQuery, typesQuery } from '../features/imports/queries';
import { Templates } from '../features/imports/Templates';
import { useListSearch, useTableTexts } from '../features/lists';
import { PageHead } from '../features/PageHead';
import { Forbidden, QueryFailure } from '../features/problems';
import { dateTime } from '../format';
import { useCan, useTimeZone } from '../session';

function useColumns(types: readonly ImportType[] | undefined): NonNullable<TableProps<ImportSession>['columns']> {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  return [
    {
      key: 'file',
      title: t('imports.file'),
      render: (_, row) => (
        <Link to="/imports/$id" params={{ id: row.id }}>
          {row.fileName}
        </Link>
      ),
    },
    { key: 'type', title: t('imports.type'), render: (_, row) => types?.find(({ key }) => key === row.type)?.title ?? row.type },
    { key: 'state', title: t('imports.state'), render: (_, row) => <ImportStateTag state={row.state} /> },
    { key: 'result', title: t('imports.result'), render: (_, row) => <Counts counts={row.counts} /> },
    { key: 'created', title: t('imports.created'), className: 'nowrap', render: (_, row) => dateTime(row.createdAt, timeZone) },
  ];
}

function Start() {
  const { t } = useTranslation();
  return (
    <Link className="button-link button-link-primary" to="/imports/new">
      {t('imports.start')}
    </Link>
  );
}

function TemplateList({ types }: { types: readonly ImportType[] }) {
  const { t } = useTranslation();
  return (
    <section>
      <h2>{t('imports.templates')}</h2>
      <p className="quiet">{t('imports.templatesHint')}</p>
      <dl className="template-list">
        {types.map(({ key, title }) => (
          <div key={key}>
            <dt>{title}</dt>
            <dd>
              <Templates type={key} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Centre() {
  const { t, i18n } = useTranslation();
  const search = useSearch({ from: '/shell/imports' });
  const { pagerFor } = useListSearch(search);
  const query = useQuery(sessionsQuery(search.cursor));
  const types = useQuery(typesQuery(i18n.language)).data;
  const columns = useColumns(types);
  const texts = useTableTexts(t('imports.history'), query.data);
  const instead =
    query.error !== null ? (
      <QueryFailure failure={query.error} retry={() => void query.refetch()} />
    ) : query.data?.items.length === 0 ? (
      <StateView icon={<ImportOutlined />} title={t('imports.none')} explanation={t('imports.noneHint')} actions={<Start />} />
    ) : undefined;
  return (
    <>
      <PageHead title={t('imports.title')} note={<span className="quiet">{t('imports.hint')}</span>} actions={<Start />} />
      <DataTable
        columns={columns}
        rowKey={(row) => row.id}
        rows={query.data?.items}
        refreshing={query.isPlaceholderData}
        instead={instead}
        texts={texts}
        pager={pagerFor(query.data)}
      />
      {types !== undefined && types.length > 0 && <TemplateList types={types} />}
    </>
  );
}

export function ImportsPage() {
  const can = useCan();
  return can('import.run') ? <Centre /> : <Forbidden permission="import.run" />;
}
