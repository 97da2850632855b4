import { useNavigate, useParams } from '@tanstack/react-router';
import { Form, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { NamedCell, namedText, QtyCell } from '../features/documents/cells';
import { DocumentHead } from '../features/documents/DocumentHead';
import { DocumentLines } from '../features/documents/DocumentLines';
import { OneDocument } from '../features/documents/OneDocument';
import { ReasonSelect } from '../features/documents/selects';
import { useActions, type DocumentAction } from '../features/documents/use-actions';
import { ItemCell } from '../features/stock/columns';
import type { Transfer, TransferLine } from '../features/warehouse/types';
import { dateTime } from '../format';
import { useTimeZone } from '../session';

function useTransferActions(transfer: Transfer): DocumentAction[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const reason = (
    <Form.Item name="reasonCode" label={t('doc.reasonCode')} rules={[{ required: true, message: t('form.required') }]}>
      <ReasonSelect domain="adjust" />
    </Form.Item>
  );
  return [
    { verb: 'dispatch', label: t('moves.dispatch'), permission: 'transfer.dispatch', primary: true, confirm: { hint: t('moves.dispatchHint') } },
    {
      verb: 'receive',
      label: t('moves.receive'),
      permission: 'transfer.receive',
      primary: true,
      go: () => void navigate({ to: '/transfers/$id/receive', params: { id: transfer.id } }),
    },
    {
      verb: 'close',
      label: t('doc.close'),
      permission: 'transfer.receive',
      confirm: { hint: t('moves.closeHint'), fields: reason, reason: 'optional', reasonField: 'note' },
    },
    { verb: 'cancel', label: t('doc.cancel'), permission: 'transfer.dispatch', danger: true, confirm: { hint: t('moves.cancelHint') } },
  ];
}

function useColumns(): NonNullable<TableProps<TransferLine>['columns']> {
  const { t } = useTranslation();
  const right = { align: 'right', className: 'number' } as const;
  return [
    { key: 'lineNo', title: t('form.lineNumber'), ...right, render: (_, row) => row.lineNo },
    { key: 'item', title: t('stock.item'), render: (_, row) => <ItemCell item={row.item} /> },
    {
      key: 'lot',
      title: `${t('stock.lot')} / ${t('stock.serial')}`,
      render: (_, row) => (
        <span className="two-lines">
          <span className="code">{row.lot}</span>
          <span className="code ellipsis">{row.serials.join(', ')}</span>
        </span>
      ),
    },
    { key: 'qty', title: t('form.qty'), ...right, render: (_, row) => <QtyCell qty={row.qty} uom={row.item.uom} /> },
    { key: 'received', title: t('moves.receivedQty'), ...right, render: (_, row) => <QtyCell qty={row.receivedQty} uom={row.item.uom} /> },
    { key: 'from', title: t('form.from'), render: (_, row) => <NamedCell of={row.from} /> },
    { key: 'to', title: t('form.to'), render: (_, row) => <NamedCell of={row.to} /> },
  ];
}

function TransferView({ transfer }: { transfer: Transfer }) {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const columns = useColumns();
  const { bar, outcome } = useActions({ path: `/transfers/${transfer.id}`, legal: transfer.legal, actions: useTransferActions(transfer) });
  const facts = [
    { key: 'from', label: t('moves.fromWarehouse'), children: namedText(transfer.fromWarehouse) },
    { key: 'to', label: t('moves.toWarehouse'), children: namedText(transfer.toWarehouse) },
    { key: 'transit', label: t('moves.transit'), children: namedText(transfer.transit) },
    { key: 'createdBy', label: t('doc.createdBy'), children: transfer.createdBy },
    { key: 'dispatchedAt', label: t('moves.dispatchedAt'), children: dateTime(transfer.dispatchedAt, timeZone) || null },
    { key: 'receivedAt', label: t('moves.receivedAt'), children: dateTime(transfer.receivedAt, timeZone) || null },
    { key: 'note', label: t('form.note'), children: transfer.note },
  ];
  return (
    <>
      <DocumentHead
        back={{ href: '/transfers', label: t('moves.title') }}
        title={transfer.number}
        state={transfer.state}
        bar={bar}
        outcome={outcome}
        facts={facts}
      />
      <DocumentLines title={t('doc.lines')} rows={transfer.lines ?? []} columns={columns} />
    </>
  );
}

export function TransferPage() {
  const { id } = useParams({ from: '/shell/transfers/$id' });
  return (
    <OneDocument path="/transfers" id={id}>
      {(transfer) => <TransferView transfer={transfer} />}
    </OneDocument>
  );
}
