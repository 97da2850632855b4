import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { namedText, RelatedList } from '../features/documents/cells';
import { DocumentHead } from '../features/documents/DocumentHead';
import { DocumentLines } from '../features/documents/DocumentLines';
import { OneDocument } from '../features/documents/OneDocument';
import { useActions, type DocumentAction } from '../features/documents/use-actions';
import { useSalesLineColumns } from '../features/sales/columns';
import type { SalesOrder } from '../features/sales/types';
import { dateTime, decimal } from '../format';
import { useTimeZone } from '../session';

function useSalesActions(order: SalesOrder): DocumentAction[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return [
    { verb: 'confirm', label: t('sales.confirm'), permission: 'sales.confirm', primary: true, confirm: { hint: t('sales.confirmHint') } },
    {
      verb: 'ship',
      label: t('shipment.new'),
      permission: 'shipment.allocate',
      primary: true,
      when: order.state === 'confirmed' || order.state === 'partially_shipped',
      go: () => void navigate({ to: '/shipments/new', search: { salesOrder: order.id } }),
    },
    {
      verb: 'edit',
      label: t('common.edit'),
      permission: 'sales.write',
      when: order.state === 'draft',
      go: () => void navigate({ to: '/sales-orders/$id/edit', params: { id: order.id } }),
    },
    { verb: 'close', label: t('doc.close'), permission: 'sales.confirm', confirm: { hint: t('sales.closeHint'), reason: 'optional' } },
    { verb: 'cancel', label: t('doc.cancel'), permission: 'sales.confirm', danger: true, confirm: { hint: t('sales.cancelHint'), reason: 'required' } },
  ];
}

function SalesOrderView({ order }: { order: SalesOrder }) {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const columns = useSalesLineColumns();
  const { bar, outcome } = useActions({ path: `/sales-orders/${order.id}`, legal: order.legal, actions: useSalesActions(order) });
  const facts = [
    { key: 'customer', label: t('doc.customer'), children: namedText(order.customer) },
    { key: 'warehouse', label: t('stock.warehouse'), children: namedText(order.warehouse) },
    { key: 'shipped', label: t('sales.shipped'), children: `${order.shippedPct}%` },
    { key: 'orderedOn', label: t('doc.orderedOn'), children: order.orderedOn },
    { key: 'dueOn', label: t('sales.dueOn'), children: order.dueOn },
    { key: 'total', label: t('doc.total'), children: order.total === null ? null : `${decimal(order.total)} ${order.currency}` },
    { key: 'policy', label: t('sales.policy'), children: t(`sales.${order.backorderPolicy}`) },
    { key: 'externalRef', label: t('doc.externalRef'), children: order.externalRef },
    { key: 'createdBy', label: t('doc.createdBy'), children: `${order.createdBy} · ${dateTime(order.createdAt, timeZone)}` },
    { key: 'note', label: t('form.note'), children: order.note === null ? null : <span className="pre-line">{order.note}</span> },
  ];
  return (
    <>
      <DocumentHead
        back={{ href: '/sales-orders', label: t('sales.title') }}
        title={order.number}
        state={order.state}
        bar={bar}
        outcome={outcome}
        facts={facts}
      />
      <DocumentLines title={t('doc.lines')} rows={order.lines} columns={columns} />
      {order.shipments.length > 0 && (
        <section aria-label={t('shipment.title')}>
          <h2>{t('shipment.title')}</h2>
          <RelatedList to="/shipments" documents={order.shipments} />
        </section>
      )}
    </>
  );
}

export function SalesOrderPage() {
  const { id } = useParams({ from: '/shell/sales-orders/$id' });
  return (
    <OneDocument path="/sales-orders" id={id}>
      {(order) => <SalesOrderView order={order} />}
    </OneDocument>
  );
}
