import { FileSearchOutlined } from '@ant-design/icons';
import { StateView } from '@anwen/ui/kit';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { partQuery } from '../documents/queries';
import { QueryFailure } from '../problems';
import { TraceView, ViewChoice, viewOf } from '../tracing/TraceView';
import type { WorkOrder } from './types';

/** Lots and serial numbers that went into the order and came out of it. */
export function Genealogy({ order }: { order: WorkOrder }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { view } = useSearch({ from: '/shell/work-orders/$id' });
  const query = useQuery(partQuery('/work-orders/{id}/genealogy', { id: order.id }));
  if (query.error !== null) return <QueryFailure failure={query.error} retry={() => void query.refetch()} />;
  if (query.data === undefined) return <Skeleton active />;
  const trace = query.data;
  // The order itself stands in the middle; alone it tells nothing.
  if (trace.nodes.length < 2)
    return <StateView icon={<FileSearchOutlined />} title={t('workOrder.noGenealogy')} explanation={t('workOrder.noGenealogyHint')} />;
  const shown = viewOf(trace, view);
  return (
    <section aria-label={t('workOrder.tab.genealogy')}>
      <div className="toolbar gap-below">
        <ViewChoice value={shown} onChange={(value) => void navigate({ to: '.', search: (before) => ({ ...before, view: value }) as never, replace: true })} />
      </div>
      <TraceView trace={trace} view={shown} />
    </section>
  );
}
