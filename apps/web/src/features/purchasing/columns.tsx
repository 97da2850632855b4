import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { dateTime, decimal } from '../../format';
import { useTimeZone } from '../../session';
import { DocumentLink, NamedCell, Progress, QtyCell } from '../documents/cells';
import { DocumentState } from '../documents/DocumentState';
import { ItemCell } from '../stock/columns';
import type { PurchaseOrderLine, PurchaseOrderRow, ReceiptRow } from './types';

type Columns<T> = NonNullable<TableProps<T>['columns']>;

const right = { align: 'right', className: 'number' } as const;

export function useOrderListColumns(): Columns<PurchaseOrderRow> {
  const { t } = useTranslation();
  return [
    { key: 'number', title: t('doc.number'), render: (_, row) => <DocumentLink to="/purchase-orders" document={row} /> },
    { key: 'state', title: t('doc.state'), render: (_, row) => <DocumentState state={row.state} /> },
    { key: 'supplier', title: t('doc.supplier'), render: (_, row) => <NamedCell of={row.supplier} /> },
    { key: 'warehouse', title: t('stock.warehouse'), render: (_, row) => <NamedCell of={row.warehouse} /> },
    { key: 'orderedOn', title: t('doc.orderedOn'), render: (_, row) => <span className="nowrap">{row.orderedOn}</span> },
    { key: 'expectedOn', title: t('purchase.expectedOn'), render: (_, row) => <span className="nowrap">{row.expectedOn ?? '—'}</span> },
    { key: 'lines', title: t('doc.lineCount'), ...right, render: (_, row) => row.lineCount },
    { key: 'received', title: t('purchase.received'), render: (_, row) => <Progress percent={row.receivedPct} label={t('purchase.received')} /> },
    {
      key: 'total',
      title: t('doc.total'),
      ...right,
      render: (_, row) => (row.total === null ? <span className="quiet">—</span> : `${decimal(row.total)} ${row.currency}`),
    },
    { key: 'externalRef', title: t('doc.externalRef'), render: (_, row) => row.externalRef },
  ];
}

export function useOrderLineColumns(): Columns<PurchaseOrderLine> {
  const { t } = useTranslation();
  const base = (key: 'receivedQty' | 'rejectedQty' | 'openQty') => ({
    key,
    title: t(`purchase.${key}`),
    ...right,
    render: (_: unknown, row: PurchaseOrderLine) => <QtyCell qty={row[key]} uom={row.item.uom} />,
  });
  return [
    { key: 'lineNo', title: t('form.lineNumber'), ...right, render: (_, row) => row.lineNo },
    { key: 'item', title: t('stock.item'), render: (_, row) => <ItemCell item={row.item} /> },
    { key: 'qty', title: t('form.qty'), ...right, render: (_, row) => <QtyCell qty={row.qty} uom={row.uom} /> },
    base('receivedQty'),
    base('rejectedQty'),
    base('openQty'),
    { key: 'price', title: t('doc.price'), ...right, render: (_, row) => (row.price === null ? <span className="quiet">—</span> : decimal(row.price)) },
    { key: 'dueOn', title: t('doc.dueOn'), render: (_, row) => <span className="nowrap">{row.dueOn ?? '—'}</span> },
    { key: 'tolerance', title: t('purchase.tolerance'), ...right, render: (_, row) => (row.tolerancePct === null ? '—' : `${row.tolerancePct}%`) },
  ];
}

export function useReceiptListColumns(): Columns<ReceiptRow> {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  return [
    { key: 'number', title: t('doc.number'), render: (_, row) => <DocumentLink to="/receipts" document={row} /> },
    { key: 'state', title: t('doc.state'), render: (_, row) => <DocumentState state={row.state} /> },
    { key: 'supplier', title: t('doc.supplier'), render: (_, row) => <NamedCell of={row.supplier} /> },
    { key: 'order', title: t('purchase.one'), render: (_, row) => <DocumentLink to="/purchase-orders" document={row.purchaseOrder} /> },
    { key: 'warehouse', title: t('stock.warehouse'), render: (_, row) => <NamedCell of={row.warehouse} /> },
    { key: 'dock', title: t('receipt.dock'), render: (_, row) => <NamedCell of={row.dock} /> },
    { key: 'deliveryNote', title: t('receipt.deliveryNote'), render: (_, row) => row.deliveryNote },
    { key: 'lines', title: t('doc.lineCount'), ...right, render: (_, row) => row.lineCount },
    { key: 'createdAt', title: t('doc.createdAt'), render: (_, row) => <span className="nowrap">{dateTime(row.createdAt, timeZone)}</span> },
  ];
}
