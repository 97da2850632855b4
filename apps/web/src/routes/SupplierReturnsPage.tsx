import { useSearch } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentLink, NamedCell } from '../features/documents/cells';
import { DocumentList } from '../features/documents/DocumentList';
import { DocumentState } from '../features/documents/DocumentState';
import { RETURN_STATES, type SupplierReturnRow } from '../features/purchasing/types';
import { dateTime } from '../format';
import { useTimeZone } from '../session';

function useColumns(): NonNullable<TableProps<SupplierReturnRow>['columns']> {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  return [
    { key: 'number', title: t('doc.number'), render: (_, row) => <DocumentLink to="/supplier-returns" document={row} /> },
    { key: 'state', title: t('doc.state'), render: (_, row) => <DocumentState state={row.state} /> },
    { key: 'supplier', title: t('doc.supplier'), render: (_, row) => <NamedCell of={row.supplier} /> },
    { key: 'warehouse', title: t('stock.warehouse'), render: (_, row) => <NamedCell of={row.warehouse} /> },
    { key: 'receipt', title: t('supplierReturn.receipt'), render: (_, row) => <DocumentLink to="/receipts" document={row.receipt} /> },
    { key: 'lines', title: t('doc.lineCount'), align: 'right', className: 'number', render: (_, row) => row.lineCount },
    { key: 'createdAt', title: t('doc.createdAt'), render: (_, row) => <span className="nowrap">{dateTime(row.createdAt, timeZone)}</span> },
    { key: 'shippedAt', title: t('supplierReturn.shippedAt'), render: (_, row) => <span className="nowrap">{dateTime(row.shippedAt, timeZone) || '—'}</span> },
  ];
}

export function SupplierReturnsPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/supplier-returns' });
  return (
    <DocumentList
      title={t('supplierReturn.title')}
      path="/supplier-returns"
      search={search}
      filters={{ search: t('doc.number'), states: RETURN_STATES, partner: 'supplier', warehouse: true }}
      columns={useColumns()}
      empty={{ title: t('supplierReturn.none'), hint: t('supplierReturn.noneHint') }}
      create={{ href: '/supplier-returns/new', label: t('supplierReturn.new'), permission: 'supplier_return.write' }}
    />
  );
}
