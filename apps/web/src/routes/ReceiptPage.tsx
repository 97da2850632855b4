import { StatusTag } from '@anwen/ui/kit';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentLink, namedText, QtyCell, RelatedList } from '../features/documents/cells';
import { DocumentHead } from '../features/documents/DocumentHead';
import { DocumentLines } from '../features/documents/DocumentLines';
import { OneDocument } from '../features/documents/OneDocument';
import { RowActions } from '../features/documents/RowActions';
import { useActionRunner, useActions, type DocumentAction } from '../features/documents/use-actions';
import type { Receipt, ReceiptLine } from '../features/purchasing/types';
import { ItemCell, StockStatusTag } from '../features/stock/columns';
import { dateTime } from '../format';
import { useCan, useTimeZone } from '../session';

function useReceiptActions(receipt: Receipt): DocumentAction[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const receiving = receipt.state === 'draft' || receipt.state === 'receiving';
  return [
    {
      verb: 'receive',
      label: t('receipt.receive'),
      permission: 'receipt.confirm',
      primary: receipt.lineCount === 0 || receipt.expected.length > 0,
      when: receiving,
      go: () => void navigate({ to: '/receipts/$id/receive', params: { id: receipt.id } }),
    },
    { verb: 'finish', label: t('receipt.finish'), permission: 'receipt.confirm', primary: true, confirm: { hint: t('receipt.finishHint') } },
    { verb: 'cancel', label: t('doc.cancel'), permission: 'receipt.confirm', danger: true, confirm: { hint: t('receipt.cancelHint'), reason: 'optional' } },
  ];
}

function useLineColumns(reverse: ((line: ReceiptLine) => void) | null, busy: boolean): NonNullable<TableProps<ReceiptLine>['columns']> {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const right = { align: 'right', className: 'number' } as const;
  return [
    { key: 'lineNo', title: t('form.lineNumber'), ...right, render: (_, row) => row.lineNo },
    { key: 'item', title: t('stock.item'), render: (_, row) => <ItemCell item={row.item} /> },
    { key: 'received', title: t('purchase.receivedQty'), ...right, render: (_, row) => <QtyCell qty={row.receivedQty} uom={row.item.uom} /> },
    { key: 'rejected', title: t('purchase.rejectedQty'), ...right, render: (_, row) => <QtyCell qty={row.rejectedQty} uom={row.item.uom} /> },
    {
      key: 'lot',
      title: `${t('stock.lot')} / ${t('stock.serial')}`,
      render: (_, row) => (
        <span className="two-lines">
          {row.lot !== null && <span className="code">{row.lot.code}</span>}
          {row.serials.length > 0 && <span className="code ellipsis">{row.serials.join(', ')}</span>}
          {row.expiresOn !== null && <span className="quiet">{row.expiresOn}</span>}
        </span>
      ),
    },
    {
      key: 'status',
      title: t('stock.status'),
      render: (_, row) =>
        row.reversedAt === null ? <StockStatusTag status={row.status} /> : <StatusTag tone="quiet" icon="↩" label={t('posting.reversed')} />,
    },
    {
      key: 'by',
      title: t('receipt.receivedBy'),
      render: (_, row) => (
        <span className="two-lines">
          <span>{row.receivedBy}</span>
          <span className="quiet">{dateTime(row.receivedAt, timeZone)}</span>
        </span>
      ),
    },
    {
      key: 'actions',
      title: t('common.actions'),
      fixed: 'right',
      render: (_, row) => (
        <span className="row-actions">
          {row.postingId !== null && (
            <Link to="/stock/postings/$id" params={{ id: row.postingId }}>
              {t('posting.title')}
            </Link>
          )}
          {row.reversedAt === null && reverse !== null && (
            <RowActions
              actions={[{ verb: 'reverse', label: t('posting.reverse'), permission: 'receipt.reverse' }]}
              busy={busy}
              start={() => reverse(row)}
              of={row.item.code}
            />
          )}
        </span>
      ),
    },
  ];
}

function Lines({ receipt }: { receipt: Receipt }) {
  const { t } = useTranslation();
  const can = useCan();
  const { start, busy, outcome } = useActionRunner();
  const reverse = (line: ReceiptLine) =>
    start(`/receipts/${receipt.id}/lines/${line.id}`, {
      verb: 'reverse',
      label: t('posting.reverse'),
      permission: 'receipt.reverse',
      danger: true,
      confirm: { hint: t('receipt.reverseHint', { item: line.item.code }), reason: 'required', reasonField: 'note' },
    });
  // A receipt that is closed is past it: what is wrong then goes back by a supplier return.
  const offered = receipt.legal.includes('reverse') && can('receipt.reverse');
  const columns = useLineColumns(offered ? reverse : null, busy);
  return (
    <>
      {outcome}
      <DocumentLines title={t('receipt.lines')} rows={receipt.lines} columns={columns} />
    </>
  );
}

function ReceiptView({ receipt }: { receipt: Receipt }) {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const { bar, outcome } = useActions({ path: `/receipts/${receipt.id}`, legal: receipt.legal, actions: useReceiptActions(receipt) });
  const { open, done } = receipt.putaway;
  const facts = [
    { key: 'supplier', label: t('doc.supplier'), children: namedText(receipt.supplier) },
    { key: 'order', label: t('purchase.one'), children: <DocumentLink to="/purchase-orders" document={receipt.purchaseOrder} /> },
    { key: 'warehouse', label: t('stock.warehouse'), children: namedText(receipt.warehouse) },
    { key: 'dock', label: t('receipt.dock'), children: namedText(receipt.dock) },
    { key: 'deliveryNote', label: t('receipt.deliveryNote'), children: receipt.deliveryNote },
    { key: 'carrier', label: t('doc.carrier'), children: receipt.carrier },
    { key: 'createdBy', label: t('doc.createdBy'), children: `${receipt.createdBy} · ${dateTime(receipt.createdAt, timeZone)}` },
    { key: 'finishedAt', label: t('receipt.finishedAt'), children: dateTime(receipt.finishedAt, timeZone) || null },
    {
      key: 'putaway',
      label: t('putaway.title'),
      children:
        open + done === 0 ? null : (
          <Link to="/putaway-tasks" search={{ receipt: receipt.number }}>
            {t('putaway.progress', { done, total: open + done })}
          </Link>
        ),
    },
  ];
  return (
    <>
      <DocumentHead
        back={{ href: '/receipts', label: t('receipt.title') }}
        title={receipt.number}
        state={receipt.state}
        bar={bar}
        outcome={outcome}
        facts={facts}
      />
      <Lines receipt={receipt} />
      {receipt.inspections.length > 0 && (
        <section aria-label={t('inspection.title')}>
          <h2>{t('inspection.title')}</h2>
          <RelatedList to="/inspections" documents={receipt.inspections} />
        </section>
      )}
    </>
  );
}

export function ReceiptPage() {
  const { id } = useParams({ from: '/shell/receipts/$id' });
  return (
    <OneDocument path="/receipts" id={id}>
      {(receipt) => <ReceiptView receipt={receipt} />}
    </OneDocument>
  );
}
