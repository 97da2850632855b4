import { useSearch } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Assignee } from '../features/documents/Assignee';
import { DocumentLink, NamedCell, QtyCell } from '../features/documents/cells';
import { DocumentList } from '../features/documents/DocumentList';
import { DocumentState } from '../features/documents/DocumentState';
import { RowActions } from '../features/documents/RowActions';
import { TrackingCell } from '../features/documents/tracking';
import { useActionRunner } from '../features/documents/use-actions';
import { TextFilter } from '../features/FilterBar';
import { usePickActions } from '../features/sales/pick-actions';
import { TASK_STATES, type PickTask } from '../features/sales/types';
import { ItemCell } from '../features/stock/columns';

function useColumns(runner: ReturnType<typeof useActionRunner>): NonNullable<TableProps<PickTask>['columns']> {
  const { t } = useTranslation();
  const actionsOf = usePickActions();
  const right = { align: 'right', className: 'number' } as const;
  return [
    { key: 'state', title: t('doc.state'), render: (_, row) => <DocumentState state={row.state} /> },
    { key: 'kind', title: t('pick.kind'), render: (_, row) => <span className="nowrap">{t(row.kind === 'pick' ? 'pick.pick' : 'pick.putBack')}</span> },
    { key: 'shipment', title: t('shipment.one'), render: (_, row) => <DocumentLink to="/shipments" document={row.shipment} /> },
    { key: 'item', title: t('stock.item'), render: (_, row) => <ItemCell item={row.item} /> },
    {
      key: 'lot',
      title: `${t('stock.lot')} / ${t('stock.serial')}`,
      render: (_, row) => <TrackingCell lot={row.lot} serial={row.serial} expiresOn={row.expiresOn} />,
    },
    { key: 'qty', title: t('form.qty'), ...right, render: (_, row) => <QtyCell qty={row.qty} uom={row.item.uom} /> },
    { key: 'picked', title: t('shipment.pickedQty'), ...right, render: (_, row) => <QtyCell qty={row.pickedQty} uom={row.item.uom} /> },
    { key: 'from', title: t('ledger.from'), render: (_, row) => <NamedCell of={row.from} /> },
    { key: 'to', title: t('ledger.to'), render: (_, row) => <NamedCell of={row.to} /> },
    { key: 'assignee', title: t('doc.assignee'), render: (_, row) => <Assignee task={row} /> },
    {
      key: 'actions',
      title: t('common.actions'),
      fixed: 'right',
      render: (_, row) => (
        <RowActions actions={actionsOf(row)} busy={runner.busy} start={(action) => runner.start(`/pick-tasks/${row.id}`, action)} of={row.item.code} />
      ),
    },
  ];
}

export function PickTasksPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/pick-tasks' });
  const runner = useActionRunner();
  const columns = useColumns(runner);
  return (
    <DocumentList
      title={t('pick.title')}
      path="/pick-tasks"
      search={search}
      filters={{ states: TASK_STATES, warehouse: true, mine: true }}
      more={(set) => <TextFilter label={t('shipment.one')} value={search.shipment} onChange={(shipment) => set({ shipment })} />}
      columns={columns}
      empty={{ title: t('pick.none'), hint: t('pick.noneHint') }}
      outcome={runner.outcome}
    />
  );
}
