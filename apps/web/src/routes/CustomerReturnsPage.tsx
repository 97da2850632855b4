import { useSearch } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentLink, NamedCell } from '../features/documents/cells';
import { DocumentList } from '../features/documents/DocumentList';
import { DocumentState } from '../features/documents/DocumentState';
import { RETURN_STATES, type CustomerReturnRow } from '../features/sales/types';
import { dateTime } from '../format';
import { useTimeZone } from '../session';

function useColumns(): NonNullable<TableProps<CustomerReturnRow>['columns']> {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  return [
    { key: 'number', title: t('doc.number'), render: (_, row) => <DocumentLink to="/customer-returns" document={row} /> },
    { key: 'state', title: t('doc.state'), render: (_, row) => <DocumentState state={row.state} /> },
    { key: 'customer', title: t('doc.customer'), render: (_, row) => <NamedCell of={row.customer} /> },
    { key: 'warehouse', title: t('stock.warehouse'), render: (_, row) => <NamedCell of={row.warehouse} /> },
    { key: 'shipment', title: t('customerReturn.shipment'), render: (_, row) => <DocumentLink to="/shipments" document={row.shipment} /> },
    { key: 'lines', title: t('doc.lineCount'), align: 'right', className: 'number', render: (_, row) => row.lineCount },
    { key: 'createdAt', title: t('doc.createdAt'), render: (_, row) => <span className="nowrap">{dateTime(row.createdAt, timeZone)}</span> },
    {
      key: 'receivedAt',
      title: t('customerReturn.receivedAt'),
      render: (_, row) => <span className="nowrap">{dateTime(row.receivedAt, timeZone) || '—'}</span>,
    },
  ];
}

export function CustomerReturnsPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/customer-returns' });
  return (
    <DocumentList
      title={t('customerReturn.title')}
      path="/customer-returns"
      search={search}
      filters={{ search: t('doc.number'), states: RETURN_STATES, partner: 'customer', warehouse: true }}
      columns={useColumns()}
      empty={{ title: t('customerReturn.none'), hint: t('customerReturn.noneHint') }}
      create={{ href: '/customer-returns/new', label: t('customerReturn.new'), permission: 'customer_return.receive' }}
    />
  );
}
