import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentForm } from '../features/documents/DocumentForm';
import { OneDocument } from '../features/documents/OneDocument';
import { compact } from '../features/documents/form-fields';
import { itemQuery } from '../features/items/queries';
import { PageHead } from '../features/PageHead';
import { Forbidden, QueryFailure } from '../features/problems';
import { fieldsOf, ORDER_ALIASES, orderBody, OrderHead, type OrderFields } from '../features/production/order-form';
import type { WorkOrder } from '../features/production/types';
import { useCan } from '../session';

function OrderForm({ order, initial }: { order?: WorkOrder; initial: OrderFields }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const open = (id: string) => void navigate({ to: '/work-orders/$id', params: { id } });
  return (
    <>
      <PageHead title={order === undefined ? t('workOrder.new') : `${t('common.edit')} ${order.number}`} />
      <DocumentForm<OrderFields, WorkOrder>
        initial={initial}
        submitLabel={t('doc.save')}
        aliases={ORDER_ALIASES}
        request={(fields) =>
          order === undefined
            ? { path: '/work-orders', body: orderBody(fields) }
            : { method: 'PATCH', path: `/work-orders/${order.id}`, body: orderBody(fields, order), rowVersion: order.rowVersion }
        }
        onSaved={({ id }) => open(id)}
        onCancel={() => (order === undefined ? void navigate({ to: '/work-orders' }) : open(order.id))}
        head={<OrderHead isNew={order === undefined} />}
      />
    </>
  );
}

export function WorkOrderNewPage() {
  const can = useCan();
  const { item, ...wanted } = useSearch({ from: '/shell/work-orders/new' });
  const product = useQuery({ ...itemQuery(item ?? ''), enabled: item !== undefined });
  if (!can('wo.write')) return <Forbidden permission="wo.write" />;
  if (item !== undefined && product.isPending) return <Skeleton active />;
  return (
    <OrderForm
      initial={{ priority: '5', lotPolicy: 'per_order', ...(compact(wanted) as OrderFields), ...(product.data === undefined ? {} : { product: product.data }) }}
    />
  );
}

function Loaded({ order }: { order: WorkOrder }) {
  const product = useQuery(itemQuery(order.item.id));
  if (product.error !== null) return <QueryFailure failure={product.error} retry={() => void product.refetch()} />;
  if (product.data === undefined) return <Skeleton active />;
  // A newer version, once asked for, gets a fresh form: its fields would otherwise be sent under a version they do not come from.
  return <OrderForm key={order.rowVersion} order={order} initial={fieldsOf(order, product.data)} />;
}

export function WorkOrderEditPage() {
  const { id } = useParams({ from: '/shell/work-orders/$id/edit' });
  const can = useCan();
  if (!can('wo.write')) return <Forbidden permission="wo.write" />;
  return (
    <OneDocument path="/work-orders" id={id} editing>
      {(order) => <Loaded order={order} />}
    </OneDocument>
  );
}
