import { useNavigate, useSearch } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { NamedCell, QtyCell } from '../features/documents/cells';
import { DocumentList } from '../features/documents/DocumentList';
import { DocumentState } from '../features/documents/DocumentState';
import { CodeSelect, DateItem, DecimalItem } from '../features/documents/fields';
import { RowActions } from '../features/documents/RowActions';
import { useActionRunner, type DocumentAction } from '../features/documents/use-actions';
import { usePlanningWords } from '../features/planning/names';
import type { Demand } from '../features/planning/types';
import { StatusTag } from '@anwen/ui/kit';
import { decimal } from '../format';
import { ItemCell } from '../features/stock/columns';
import { useCan } from '../session';

/** What covers a demand, as parts of a bar; what nothing covers is said in red. */
function Coverage({ of, uom }: { of: Demand['coverage']; uom: string }) {
  const { t } = useTranslation();
  if (of === null) return <span className="quiet">—</span>;
  const parts = (['stock', 'incoming', 'workOrders'] as const).map((key) => ({ key, qty: of[key] })).filter(({ qty }) => Number(qty) > 0);
  const short = Number(of.missing) > 0;
  return (
    <span className="two-lines">
      <span>{parts.map(({ key, qty }) => `${t(`demand.${key}`)} ${decimal(qty)}`).join(' · ')}</span>
      {short && <StatusTag tone="bad" icon="!" label={`${t('demand.missing')} ${decimal(of.missing)} ${uom}`} />}
    </span>
  );
}

function useDemandActions(): (row: Demand) => DocumentAction[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  /** A draft for what nothing covers yet, or for all of it before planning has looked; nothing is saved before somebody has seen it. */
  const make = ({ item, qty, dueOn, warehouse, coverage }: Demand) =>
    void navigate({
      to: '/work-orders/new',
      search: { item: item.id, qty: coverage === null ? qty : coverage.missing, dueOn: dueOn ?? undefined, warehouse: warehouse?.code },
    });
  return (row) => [
    {
      verb: 'make',
      label: t('demand.make'),
      permission: 'wo.write',
      when: row.state === 'open' && (row.coverage === null || Number(row.coverage.missing) > 0),
      go: () => make(row),
    },
    {
      verb: 'edit',
      route: '',
      method: 'PATCH',
      ...(row.rowVersion === null ? {} : { rowVersion: row.rowVersion }),
      label: t('common.edit'),
      permission: 'demand.write',
      confirm: {
        hint: t('demand.editHint', { item: row.item.code }),
        fields: (
          <>
            <DecimalItem name="qty" label={t('form.qty')} suffix={row.item.baseUom} initial={row.qty} required />
            <DateItem name="dueOn" label={t('doc.dueOn')} initial={row.dueOn ?? undefined} required />
          </>
        ),
      },
    },
    { verb: 'cancel', label: t('demand.cancel'), permission: 'demand.write', danger: true, confirm: { hint: t('demand.cancelHint') } },
  ];
}

function useColumns(runner: ReturnType<typeof useActionRunner>): NonNullable<TableProps<Demand>['columns']> {
  const { t } = useTranslation();
  const can = useCan();
  const words = usePlanningWords();
  const actionsOf = useDemandActions();
  const right = { align: 'right', className: 'number' } as const;
  return [
    { key: 'item', title: t('stock.item'), render: (_, row) => <ItemCell item={row.item} /> },
    { key: 'qty', title: t('form.qty'), ...right, render: (_, row) => <QtyCell qty={row.qty} uom={row.item.baseUom} /> },
    { key: 'dueOn', title: t('doc.dueOn'), render: (_, row) => <span className="nowrap">{row.dueOn ?? '—'}</span> },
    { key: 'source', title: t('demand.source'), render: (_, row) => words.source(row.source) },
    { key: 'ref', title: t('doc.number'), render: (_, row) => <span className="code">{row.ref}</span> },
    { key: 'coverage', title: t('demand.coverage'), render: (_, row) => <Coverage of={row.coverage} uom={row.item.baseUom} /> },
    { key: 'state', title: t('doc.state'), render: (_, row) => <DocumentState state={row.state} /> },
    { key: 'warehouse', title: t('stock.warehouse'), render: (_, row) => <NamedCell of={row.warehouse} /> },
    { key: 'priority', title: t('workOrder.priority'), ...right, render: (_, row) => row.priority },
    { key: 'note', title: t('form.note'), render: (_, row) => row.note },
    {
      key: 'actions',
      title: t('common.actions'),
      fixed: 'right',
      render: (_, row) => (
        <RowActions
          actions={actionsOf(row).filter(({ verb, permission, when }) => can(permission) && (when ?? row.legal.includes(verb)))}
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
      more={(set) => <CodeSelect path="/items" label={t('stock.item')} placeholder={t('stock.item')} value={search.item} onChange={(item) => set({ item })} />}
      columns={useColumns(runner)}
      empty={{ title: t('demand.none'), hint: t('demand.noneHint') }}
      create={{ href: '/demands/new', label: t('demand.new'), permission: 'demand.write' }}
      outcome={runner.outcome}
    />
  );
}
