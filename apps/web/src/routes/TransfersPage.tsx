import { useSearch } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentLink, NamedCell } from '../features/documents/cells';
import { DocumentList } from '../features/documents/DocumentList';
import { DocumentState } from '../features/documents/DocumentState';
import { TRANSFER_STATES } from '../features/warehouse/states';
import type { TransferRow } from '../features/warehouse/types';
import { dateTime } from '../format';
import { useTimeZone } from '../session';

function useColumns(): NonNullable<TableProps<TransferRow>['columns']> {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  return [
    { key: 'number', title: t('doc.number'), render: (_, row) => <DocumentLink to="/transfers" document={row} /> },
    { key: 'state', title: t('doc.state'), render: (_, row) => <DocumentState state={row.state} /> },
    { key: 'from', title: t('moves.fromWarehouse'), render: (_, row) => <NamedCell of={row.fromWarehouse} /> },
    { key: 'to', title: t('moves.toWarehouse'), render: (_, row) => <NamedCell of={row.toWarehouse} /> },
    { key: 'createdBy', title: t('doc.createdBy'), render: (_, row) => row.createdBy },
    { key: 'dispatchedAt', title: t('moves.dispatchedAt'), render: (_, row) => <span className="nowrap">{dateTime(row.dispatchedAt, timeZone) || '—'}</span> },
    { key: 'receivedAt', title: t('moves.receivedAt'), render: (_, row) => <span className="nowrap">{dateTime(row.receivedAt, timeZone) || '—'}</span> },
  ];
}

export function TransfersPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/transfers' });
  return (
    <DocumentList
      title={t('moves.title')}
      path="/transfers"
      search={search}
      filters={{ search: t('doc.number'), states: TRANSFER_STATES }}
      columns={useColumns()}
      empty={{ title: t('moves.none'), hint: t('moves.noneHint') }}
      create={{ href: '/transfers/new', label: t('moves.new'), permission: 'transfer.dispatch' }}
    />
  );
}
