import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentForm } from '../features/documents/DocumentForm';
import { LineEditor } from '../features/documents/LineEditor';
import { OneDocument } from '../features/documents/OneDocument';
import { PageHead } from '../features/PageHead';
import { Forbidden, QueryFailure } from '../features/problems';
import { itemsOf, ORDER_ALIASES } from '../features/purchasing/order-form';
import { fieldsOf, salesBody, type SalesFields } from '../features/sales/order-fields';
import { SalesHead, useSalesColumns } from '../features/sales/order-form';
import type { SalesOrder } from '../features/sales/types';
import { dateIn } from '../format';
import { useCan, useTimeZone } from '../session';

function SalesForm({ order, initial }: { order?: SalesOrder; initial: SalesFields }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const columns = useSalesColumns();
  const open = (id: string) => void navigate({ to: '/sales-orders/$id', params: { id } });
  return (
    <>
      <PageHead title={order === undefined ? t('sales.new') : `${t('common.edit')} ${order.number}`} />
      <DocumentForm<SalesFields, SalesOrder>
        initial={initial}
        submitLabel={t('doc.save')}
        aliases={ORDER_ALIASES}
        request={(fields) =>
          order === undefined
            ? { path: '/sales-orders', body: salesBody(fields) }
            : { method: 'PATCH', path: `/sales-orders/${order.id}`, body: salesBody(fields), rowVersion: order.rowVersion }
        }
        onSaved={({ id }) => open(id)}
        onCancel={() => (order === undefined ? void navigate({ to: '/sales-orders' }) : open(order.id))}
        head={<SalesHead />}
        lines={(disabled) => <LineEditor columns={columns} disabled={disabled} />}
      />
    </>
  );
}

export function SalesOrderNewPage() {
  const can = useCan();
  const today = dateIn(new Date(), useTimeZone());
  if (!can('sales.write')) return <Forbidden permission="sales.write" />;
  return <SalesForm initial={{ orderedOn: today, currency: 'TWD', backorderPolicy: 'backorder', lines: [{}] }} />;
}

function Loaded({ order }: { order: SalesOrder }) {
  const items = useQuery({ queryKey: ['items', 'of', order.id, order.rowVersion], queryFn: () => itemsOf(order.lines) });
  if (items.error !== null) return <QueryFailure failure={items.error} retry={() => void items.refetch()} />;
  if (items.data === undefined) return <Skeleton active />;
  // A newer version, once asked for, gets a fresh form: its fields would otherwise be sent under a version they do not come from.
  return <SalesForm key={order.rowVersion} order={order} initial={fieldsOf(order, items.data)} />;
}

export function SalesOrderEditPage() {
  const { id } = useParams({ from: '/shell/sales-orders/$id/edit' });
  const can = useCan();
  if (!can('sales.write')) return <Forbidden permission="sales.write" />;
  return (
    <OneDocument path="/sales-orders" id={id} editing>
      {(order) => <Loaded order={order} />}
    </OneDocument>
  );
}
