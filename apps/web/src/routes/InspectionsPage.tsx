import { useSearch } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentLink, QtyCell } from '../features/documents/cells';
import { DocumentList } from '../features/documents/DocumentList';
import { DocumentState } from '../features/documents/DocumentState';
import { TrackingCell } from '../features/documents/tracking';
import { INSPECTION_STATES, type InspectionRow } from '../features/purchasing/types';
import { ItemCell } from '../features/stock/columns';

function useColumns(): NonNullable<TableProps<InspectionRow>['columns']> {
  const { t } = useTranslation();
  const qty = (key: 'qty' | 'passedQty' | 'failedQty') => ({
    key,
    title: t(`inspection.${key}`),
    align: 'right' as const,
    className: 'number',
    render: (_: unknown, row: InspectionRow) => <QtyCell qty={row[key]} uom={row.item.uom} />,
  });
  return [
    { key: 'number', title: t('doc.number'), render: (_, row) => <DocumentLink to="/inspections" document={row} /> },
    { key: 'state', title: t('doc.state'), render: (_, row) => <DocumentState state={row.state} /> },
    { key: 'receipt', title: t('receipt.one'), render: (_, row) => <DocumentLink to="/receipts" document={row.receipt} /> },
    { key: 'item', title: t('stock.item'), render: (_, row) => <ItemCell item={row.item} /> },
    { key: 'lot', title: t('stock.lot'), render: (_, row) => <TrackingCell lot={row.lot} /> },
    qty('qty'),
    qty('passedQty'),
    qty('failedQty'),
  ];
}

export function InspectionsPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/inspections' });
  return (
    <DocumentList
      title={t('inspection.title')}
      path="/inspections"
      search={search}
      filters={{ search: t('doc.search'), states: INSPECTION_STATES }}
      columns={useColumns()}
      empty={{ title: t('inspection.none'), hint: t('inspection.noneHint') }}
    />
  );
}
