import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Segmented, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { partQuery } from '../features/documents/queries';
import { PageHead } from '../features/PageHead';
import { QueryFailure } from '../features/problems';
import { TraceView, ViewChoice, viewOf } from '../features/tracing/TraceView';

export function LotTracePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { id } = useParams({ from: '/shell/lots/$id/trace' });
  const { direction = 'both', view } = useSearch({ from: '/shell/lots/$id/trace' });
  const query = useQuery(partQuery('/lots/{id}/trace', { id, direction }));
  if (query.error !== null) return <QueryFailure failure={query.error} retry={() => void query.refetch()} />;
  const trace = query.data;
  const shown = viewOf(trace, view);
  const root = trace?.nodes.find(({ key }) => key === trace.root);
  const go = (change: { direction?: string; view?: string }) =>
    void navigate({ to: '.', search: { direction, view: shown, ...change } as never, replace: true });
  return (
    <>
      <nav className="breadcrumb" aria-label={t('doc.breadcrumb')}>
        <Link to="/lots">{t('lot.title')}</Link>
        <span aria-hidden="true"> / </span>
        <Link to="/lots/$id" params={{ id }}>
          {root?.code ?? id}
        </Link>
      </nav>
      <PageHead title={`${t('trace.title')} ${root?.code ?? ''}`.trim()} />
      <div className="toolbar gap-below">
        <Segmented
          aria-label={t('trace.direction')}
          value={direction}
          onChange={(value) => go({ direction: value })}
          options={(['up', 'both', 'down'] as const).map((value) => ({ value, label: t(`trace.${value}`) }))}
        />
        <ViewChoice value={shown} onChange={(value) => go({ view: value })} />
      </div>
      {trace === undefined ? <Skeleton active /> : <TraceView trace={trace} view={shown} />}
    </>
  );
}
