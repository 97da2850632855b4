import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentForm } from '../features/documents/DocumentForm';
import { LineEditor } from '../features/documents/LineEditor';
import { OneDocument } from '../features/documents/OneDocument';
import { PageHead } from '../features/PageHead';
import { Forbidden, QueryFailure } from '../features/problems';
import { fieldsOf, itemsOf, ORDER_ALIASES, orderBody, OrderHead, useOrderColumns, type OrderFields } from '../features/purchasing/order-form';
import type { PurchaseOrder } from '../features/purchasing/types';
import { dateIn } from '../format';
import { useCan, useTimeZone } from '../session';

function OrderForm({ order, initial }: { order?: PurchaseOrder; initial: OrderFields }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const columns = useOrderColumns();
  const open = (id: string) => void navigate({ to: '/purchase-orders/$id', params: { id } });
  return (
    <>
      <PageHead title={order === undefined ? t('purchase.new') : `${t('common.edit')} ${order.number}`} />
      <DocumentForm<OrderFields, PurchaseOrder>
        initial={initial}
        submitLabel={t('doc.save')}
        aliases={ORDER_ALIASES}
        request={(fields) =>
          order === undefined
            ? { path: '/purchase-orders', body: orderBody(fields) }
            : { method: 'PATCH', path: `/purchase-orders/${order.id}`, body: orderBody(fields), rowVersion: order.rowVersion }
        }
        onSaved={({ id }) => open(id)}
        onCancel={() => (order === undefined ? void navigate({ to: '/purchase-orders' }) : open(order.id))}
        head={<OrderHead />}
        lines={(disabled) => <LineEditor columns={columns} disabled={disabled} />}
      />
    </>
  );
}

export function PurchaseOrderNewPage() {
  const can = useCan();
  const today = dateIn(new Date(), useTimeZone());
  if (!can('purchase.write')) return <Forbidden permission="purchase.write" />;
  return <OrderForm initial={{ orderedOn: today, currency: 'TWD', lines: [{}] }} />;
}

function Loaded({ order }: { order: PurchaseOrder }) {
  const items = useQuery({ queryKey: ['items', 'of', order.id, order.rowVersion], queryFn: () => itemsOf(order.lines) });
  if (items.error !== null) return <QueryFailure failure={items.error} retry={() => void items.refetch()} />;
  if (items.data === undefined) return <Skeleton active />;
  // A newer version, once asked for, gets a fresh form: its fields would otherwise be sent under a version they do not come from.
  return <OrderForm key={order.rowVersion} order={order} initial={fieldsOf(order, items.data)} />;
}

export function PurchaseOrderEditPage() {
  const { id } = useParams({ from: '/shell/purchase-orders/$id/edit' });
  const can = useCan();
  if (!can('purchase.write')) return <Forbidden permission="purchase.write" />;
  return (
    <OneDocument path="/purchase-orders" id={id} editing>
      {(order) => <Loaded order={order} />}
    </OneDocument>
  );
}
