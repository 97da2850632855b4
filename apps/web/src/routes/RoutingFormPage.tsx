import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentForm } from '../features/documents/DocumentForm';
import { OneDocument } from '../features/documents/OneDocument';
import { fieldsOf, nextNumber, OperationsEditor, routingBody, RoutingHead, type RoutingFields } from '../features/engineering/routing-form';
import type { Routing } from '../features/engineering/types';
import { itemQuery } from '../features/items/queries';
import { PageHead } from '../features/PageHead';
import { Forbidden, QueryFailure } from '../features/problems';
import { useCan } from '../session';

function RoutingForm({ routing, initial }: { routing?: Routing; initial: RoutingFields }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const open = (id: string) => void navigate({ to: '/routings/$id', params: { id } });
  return (
    <>
      <PageHead title={routing === undefined ? t('routing.new') : `${t('common.edit')} ${routing.item.code} v${routing.version}`} />
      <DocumentForm<RoutingFields, Routing>
        initial={initial}
        submitLabel={t('doc.save')}
        aliases={{ item: 'product' }}
        request={(fields) =>
          routing === undefined
            ? { path: '/routings', body: routingBody(fields, true) }
            : { method: 'PATCH', path: `/routings/${routing.id}`, body: routingBody(fields, false), rowVersion: routing.rowVersion }
        }
        onSaved={({ id }) => open(id)}
        onCancel={() => (routing === undefined ? void navigate({ to: '/routings' }) : open(routing.id))}
        head={<RoutingHead isNew={routing === undefined} />}
        lines={(disabled) => <OperationsEditor disabled={disabled} />}
      />
    </>
  );
}

export function RoutingNewPage() {
  const can = useCan();
  if (!can('routing.write')) return <Forbidden permission="routing.write" />;
  return <RoutingForm initial={{ operations: [{ opNo: nextNumber([]), reportPoint: true }] }} />;
}

function Loaded({ routing }: { routing: Routing }) {
  const product = useQuery(itemQuery(routing.item.id));
  if (product.error !== null) return <QueryFailure failure={product.error} retry={() => void product.refetch()} />;
  if (product.data === undefined) return <Skeleton active />;
  return <RoutingForm key={routing.rowVersion} routing={routing} initial={fieldsOf(routing, product.data)} />;
}

export function RoutingEditPage() {
  const { id } = useParams({ from: '/shell/routings/$id/edit' });
  const can = useCan();
  if (!can('routing.write')) return <Forbidden permission="routing.write" />;
  return (
    <OneDocument path="/routings" id={id} editing>
      {(routing) => <Loaded routing={routing} />}
    </OneDocument>
  );
}
