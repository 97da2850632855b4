import { useSearch } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { NamedCell, QtyCell } from '../features/documents/cells';
import { DocumentList } from '../features/documents/DocumentList';
import { DocumentState } from '../features/documents/DocumentState';
import { CodeSelect } from '../features/documents/fields';
import { RowActions } from '../features/documents/RowActions';
import { useActionRunner } from '../features/documents/use-actions';
import { usePlanningWords } from '../features/planning/names';
import type { Demand } from '../features/planning/types';
import { ItemCell } from '../features/stock/columns';
import { useCan } from '../session';

const OWN = ['manual', 'forecast'];

function useColumns(runner: ReturnType<typeof useActionRunner>): NonNullable<TableProps<Demand>['columns']> {
  const { t } = useTranslation();
  const can = useCan();
  const words = usePlanningWords();
  const right = { align: 'right', className: 'number' } as const;
  return [
    { key: 'item', title: t('stock.item'), render: (_, row) => <ItemCell item={row.item} /> },
    { key: 'qty', title: t('form.qty'), ...right, render: (_, row) => <QtyCell qty={row.qty} uom={row.item.baseUom} /> },
    { key: 'dueOn', title: t('doc.dueOn'), render: (_, row) => <span className="nowrap">{row.dueOn ?? '—'}</span> },
    { key: 'source', title: t('demand.source'), render: (_, row) => words.source(row.source) },
    { key: 'ref', title: t('doc.number'), render: (_, row) => <span className="code">{row.ref}</span> },
    { key: 'state', title: t('doc.state'), render: (_, row) => (row.state == null ? null : <DocumentState state={row.state} />) },
    { key: 'warehouse', title: t('stock.warehouse'), render: (_, row) => <NamedCell of={row.warehouse} /> },
    { key: 'priority', title: t('workOrder.priority'), ...right, render: (_, row) => row.priority },
    { key: 'note', title: t('form.note'), render: (_, row) => row.note },
    {
      key: 'actions',
      title: t('common.actions'),
      fixed: 'right',
      render: (_, row) =>
        OWN.includes(row.source) &&
        row.id != null &&
        row.state === 'open' &&
        can('demand.write') && (
          <RowActions
            actions={[{ verb: 'cancel', label: t('demand.cancel'), permission: 'demand.write', danger: true, confirm: { hint: t('demand.cancelHint') } }]}
            busy={runner.busy}
            start={(action) => runner.start(`/demands/${row.id}`, action)}
            of={`${row.item.code} ${row.dueOn ?? ''}`}
          />
        ),
    },
  ];
}

export function DemandsPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/demands' });
  const runner = useActionRunner();
  return (
    <DocumentList
      title={t('demand.title')}
      path="/demands"
      search={search}
      filters={{ warehouse: true }}
      more={(set) => (
        <CodeSelect path="/items" label={t('stock.item')} placeholder={t('stock.item')} value={search.item} onChange={(item) => set({ item })} />
      )}
      columns={useColumns(runner)}
      empty={{ title: t('demand.none'), hint: t('demand.noneHint') }}
      create={{ href: '/demands/new', label: t('demand.new'), permission: 'demand.write' }}
      outcome={runner.outcome}
    />
  );
}
