import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentLink, NamedCell } from '../documents/cells';
import { ItemCell } from '../stock/columns';
import { DueCell, OrderState, QtyBar, ShortCell } from './cells';
import type { WorkOrderRow } from './types';

const right = { align: 'right', className: 'number' } as const;

export function useWorkOrderColumns(): NonNullable<TableProps<WorkOrderRow>['columns']> {
  const { t } = useTranslation();
  return [
    { key: 'number', title: t('workOrder.number'), fixed: 'left', render: (_, row) => <DocumentLink to="/work-orders" document={row} /> },
    { key: 'item', title: t('stock.item'), render: (_, row) => <ItemCell item={row.item} /> },
    { key: 'qty', title: t('workOrder.qty'), render: (_, row) => <QtyBar of={row} /> },
    { key: 'state', title: t('doc.state'), render: (_, row) => <OrderState state={row.state} /> },
    { key: 'priority', title: t('workOrder.priority'), ...right, render: (_, row) => row.priority },
    { key: 'startsOn', title: t('workOrder.startsOn'), render: (_, row) => <span className="nowrap">{row.startsOn ?? '—'}</span> },
    { key: 'dueOn', title: t('workOrder.dueOn'), render: (_, row) => <DueCell row={row} /> },
    { key: 'short', title: t('workOrder.materials'), render: (_, row) => <ShortCell count={row.shortCount} /> },
    {
      key: 'operation',
      title: t('workOrder.operation'),
      render: (_, row) =>
        row.currentOperation === null ? (
          <span className="quiet">—</span>
        ) : (
          <span className="two-lines">
            <span>
              {row.currentOperation.opNo} {row.currentOperation.name}
            </span>
            <span className="quiet">{row.currentOperation.workCenter.code}</span>
          </span>
        ),
    },
    { key: 'warehouse', title: t('stock.warehouse'), render: (_, row) => <NamedCell of={row.warehouse} /> },
  ];
}
