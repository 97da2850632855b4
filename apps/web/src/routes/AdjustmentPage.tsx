import { Link, useParams } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { NamedCell } from '../features/documents/cells';
import { DocumentHead } from '../features/documents/DocumentHead';
import { DocumentLines } from '../features/documents/DocumentLines';
import { OneDocument } from '../features/documents/OneDocument';
import { useActions, type DocumentAction } from '../features/documents/use-actions';
import { ItemCell, StockStatusTag } from '../features/stock/columns';
import type { Adjustment, AdjustmentLine } from '../features/warehouse/types';
import { dateTime, decimal, money } from '../format';
import { useTimeZone } from '../session';

type Row = AdjustmentLine & { id: string };

function useAdjustmentActions(): DocumentAction[] {
  const { t } = useTranslation();
  const may = { permission: 'adjustment.approve' };
  return [
    { verb: 'approve', label: t('adjustment.approve'), ...may, primary: true, confirm: { hint: t('adjustment.approveHint'), reason: 'optional' } },
    { verb: 'reject', label: t('adjustment.reject'), ...may, danger: true, confirm: { hint: t('adjustment.rejectHint'), reason: 'required' } },
    {
      verb: 'reverse',
      label: t('posting.reverse'),
      ...may,
      danger: true,
      confirm: { hint: t('posting.reverseHint'), reason: 'optional', reasonField: 'note' },
    },
  ];
}

function useColumns(): NonNullable<TableProps<Row>['columns']> {
  const { t } = useTranslation();
  const right = { align: 'right', className: 'number' } as const;
  return [
    { key: 'item', title: t('stock.item'), render: (_, row) => <ItemCell item={row.item} /> },
    { key: 'location', title: t('stock.location'), render: (_, row) => <NamedCell of={row.location} /> },
    {
      key: 'lot',
      title: `${t('stock.lot')} / ${t('stock.serial')}`,
      render: (_, row) => <span className="code">{[row.lot, ...row.serials].filter(Boolean).join(' ')}</span>,
    },
    { key: 'status', title: t('stock.status'), render: (_, row) => <StockStatusTag status={row.status} /> },
    {
      key: 'change',
      title: t('doc.qtyChange'),
      ...right,
      render: (_, row) => (
        <strong>
          {row.qtyChange.startsWith('-') ? '' : '+'}
          {decimal(row.qtyChange)} {row.item.uom}
        </strong>
      ),
    },
    { key: 'value', title: t('adjustment.value'), ...right, render: (_, row) => (row.value === null ? '—' : money(row.value)) },
  ];
}

function AdjustmentView({ adjustment }: { adjustment: Adjustment }) {
  const { t, i18n } = useTranslation();
  const timeZone = useTimeZone();
  const columns = useColumns();
  const { bar, outcome } = useActions({ path: `/adjustments/${adjustment.id}`, legal: adjustment.legal, actions: useAdjustmentActions() });
  const { reason, postingId } = adjustment;
  const facts = [
    { key: 'reason', label: t('doc.reason'), children: `${reason.code} ${i18n.language === 'en' ? reason.labelEn : reason.labelZh}` },
    { key: 'value', label: t('adjustment.value'), children: adjustment.value === null ? null : money(adjustment.value) },
    { key: 'requestedBy', label: t('adjustment.requestedBy'), children: adjustment.requestedBy },
    { key: 'decidedBy', label: t('adjustment.decidedBy'), children: adjustment.decidedBy },
    { key: 'decidedAt', label: t('adjustment.decidedAt'), children: dateTime(adjustment.decidedAt, timeZone) || null },
    {
      key: 'posting',
      label: t('posting.title'),
      children:
        postingId === null ? null : (
          <Link to="/stock/postings/$id" params={{ id: postingId }}>
            {t('form.openPosting')}
          </Link>
        ),
    },
    { key: 'note', label: t('form.note'), children: adjustment.note },
    { key: 'decision', label: t('adjustment.decision'), children: adjustment.decisionNote },
  ];
  const rows = (adjustment.lines ?? []).map((line, index) => ({ ...line, id: String(index) }));
  return (
    <>
      <DocumentHead
        back={{ href: '/adjustments', label: t('adjustment.title') }}
        title={adjustment.number}
        state={adjustment.state}
        bar={bar}
        outcome={outcome}
        facts={facts}
      />
      <DocumentLines title={t('doc.lines')} rows={rows} columns={columns} />
    </>
  );
}

export function AdjustmentPage() {
  const { id } = useParams({ from: '/shell/adjustments/$id' });
  return (
    <OneDocument path="/adjustments" id={id}>
      {(adjustment) => <AdjustmentView adjustment={adjustment} />}
    </OneDocument>
  );
}
