import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { namedText, RelatedList } from '../features/documents/cells';
import { DocumentHead } from '../features/documents/DocumentHead';
import { DocumentLines } from '../features/documents/DocumentLines';
import { OneDocument } from '../features/documents/OneDocument';
import { listQuery } from '../features/documents/queries';
import { useActions, type DocumentAction } from '../features/documents/use-actions';
import { useOrderLineColumns } from '../features/purchasing/columns';
import type { PurchaseOrder } from '../features/purchasing/types';
import { dateTime, decimal } from '../format';
import { useCan, useTimeZone } from '../session';

function useOrderActions(order: PurchaseOrder): DocumentAction[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return [
    { verb: 'approve', label: t('purchase.approve'), permission: 'purchase.approve', primary: true, confirm: { hint: t('purchase.approveHint') } },
    {
      verb: 'receive',
      label: t('purchase.receive'),
      permission: 'receipt.confirm',
      primary: true,
      when: order.state === 'approved' || order.state === 'partially_received',
      go: () => void navigate({ to: '/receipts/new', search: { purchaseOrder: order.id } }),
    },
    {
      verb: 'edit',
      label: t('common.edit'),
      permission: 'purchase.write',
      when: order.state === 'draft',
      go: () => void navigate({ to: '/purchase-orders/$id/edit', params: { id: order.id } }),
    },
    { verb: 'close', label: t('doc.close'), permission: 'purchase.approve', confirm: { hint: t('purchase.closeHint'), reason: 'optional' } },
    { verb: 'cancel', label: t('doc.cancel'), permission: 'purchase.approve', danger: true, confirm: { hint: t('purchase.cancelHint'), reason: 'required' } },
  ];
}

function Receipts({ order }: { order: PurchaseOrder }) {
  const { t } = useTranslation();
  const receipts = useQuery(listQuery('/receipts', { purchaseOrder: order.number, limit: '50' })).data?.items ?? [];
  if (receipts.length === 0) return null;
  return (
    <section aria-label={t('receipt.title')}>
      <h2>{t('receipt.title')}</h2>
      <RelatedList to="/receipts" documents={receipts} />
    </section>
  );
}

function OrderView({ order }: { order: PurchaseOrder }) {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const can = useCan();
  const columns = useOrderLineColumns();
  const { bar, outcome } = useActions({ path: `/purchase-orders/${order.id}`, legal: order.legal, actions: useOrderActions(order) });
  const facts = [
    { key: 'supplier', label: t('doc.supplier'), children: namedText(order.supplier) },
    { key: 'warehouse', label: t('stock.warehouse'), children: namedText(order.warehouse) },
    { key: 'received', label: t('purchase.received'), children: `${order.receivedPct}%` },
    { key: 'orderedOn', label: t('doc.orderedOn'), children: order.orderedOn },
    { key: 'expectedOn', label: t('purchase.expectedOn'), children: order.expectedOn },
    { key: 'total', label: t('doc.total'), children: order.total === null ? null : `${decimal(order.total)} ${order.currency}` },
    { key: 'externalRef', label: t('doc.externalRef'), children: order.externalRef },
    { key: 'createdBy', label: t('doc.createdBy'), children: `${order.createdBy} · ${dateTime(order.createdAt, timeZone)}` },
    { key: 'note', label: t('form.note'), children: order.note === null ? null : <span className="pre-line">{order.note}</span> },
  ];
  return (
    <>
      <DocumentHead
        back={{ href: '/purchase-orders', label: t('purchase.title') }}
        title={order.number}
        state={order.state}
        bar={bar}
        outcome={outcome}
        facts={facts}
      />
      <DocumentLines title={t('doc.lines')} rows={order.lines} columns={columns} />
      {can('receipt.read') && <Receipts order={order} />}
    </>
  );
}

export function PurchaseOrderPage() {
  const { id } = useParams({ from: '/shell/purchase-orders/$id' });
  return (
    <OneDocument path="/purchase-orders" id={id}>
      {(order) => <OrderView order={order} />}
    </OneDocument>
  );
}
