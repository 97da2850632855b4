import { useSearch } from '@tanstack/react-router';
import { App, Button, Form, Input, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Assignee } from '../features/documents/Assignee';
import { NamedCell, QtyCell } from '../features/documents/cells';
import { DocumentList } from '../features/documents/DocumentList';
import { DocumentState } from '../features/documents/DocumentState';
import { DecimalItem, SelectItem, TextItem } from '../features/documents/fields';
import { compact } from '../features/documents/form-fields';
import { RowActions } from '../features/documents/RowActions';
import { PlaceSelect, WarehouseSelect } from '../features/documents/selects';
import { useActionRunner, type DocumentAction } from '../features/documents/use-actions';
import { remainingOf } from '../features/production/progress';
import { ItemCell } from '../features/stock/columns';
import { serialsFrom } from '../features/stock/posting-form';
import { REPLENISHMENT_STATES } from '../features/warehouse/states';
import type { ReplenishmentTask } from '../features/warehouse/types';
import { useCan } from '../session';

function ConfirmFields({ task }: { task: ReplenishmentTask }) {
  const { t } = useTranslation();
  return (
    <>
      <SelectItem name="fromLocation" label={t('form.from')} required initial={task.from?.code}>
        <PlaceSelect kind="storage" />
      </SelectItem>
      <DecimalItem name="qty" label={t('form.qty')} suffix={task.item.uom} initial={remainingOf(task.qty, task.doneQty)} required autoFocus />
      <TextItem name="lot" label={t('form.lot')} hint={t('replenishment.lotHint')} />
      <Form.Item name="serials" label={t('form.serials')}>
        <Input.TextArea rows={1} />
      </Form.Item>
    </>
  );
}

function useTaskActions(): (task: ReplenishmentTask) => (DocumentAction | false)[] {
  const { t } = useTranslation();
  const can = useCan();
  const step = { permission: 'replenishment.confirm' } as const;
  return (task) => {
    const mine = task.mine && task.state === 'claimed';
    const hint = t('replenishment.confirmHint', { item: task.item.code, from: task.from?.code ?? '—', to: task.to.code });
    if (!can(step.permission)) return [];
    return [
      task.state === 'open' && { verb: 'claim', label: t('doc.claim'), ...step },
      mine && {
        verb: 'confirm',
        label: t('replenishment.confirm'),
        ...step,
        primary: true,
        confirm: { hint, fields: <ConfirmFields task={task} /> },
        body: ({ serials, ...answers }) => compact({ ...answers, serials: typeof serials === 'string' ? serialsFrom([serials]) : undefined }),
      },
      mine && { verb: 'release', label: t('doc.giveBack'), ...step },
    ];
  };
}

function useColumns(runner: ReturnType<typeof useActionRunner>): NonNullable<TableProps<ReplenishmentTask>['columns']> {
  const { t } = useTranslation();
  const actionsOf = useTaskActions();
  const right = { align: 'right', className: 'number' } as const;
  return [
    { key: 'state', title: t('doc.state'), render: (_, row) => <DocumentState state={row.state} /> },
    { key: 'item', title: t('stock.item'), render: (_, row) => <ItemCell item={row.item} /> },
    { key: 'lot', title: t('stock.lot'), render: (_, row) => <span className="code">{row.lot}</span> },
    { key: 'qty', title: t('form.qty'), ...right, render: (_, row) => <QtyCell qty={row.qty} uom={row.item.uom} /> },
    { key: 'doneQty', title: t('replenishment.doneQty'), ...right, render: (_, row) => <QtyCell qty={row.doneQty} uom={row.item.uom} /> },
    { key: 'from', title: t('replenishment.best'), render: (_, row) => <NamedCell of={row.from} /> },
    { key: 'to', title: t('replenishment.location'), render: (_, row) => <NamedCell of={row.to} /> },
    { key: 'assignee', title: t('doc.assignee'), render: (_, row) => <Assignee task={row} /> },
    {
      key: 'actions',
      title: t('common.actions'),
      fixed: 'right',
      render: (_, row) => (
        <RowActions
          actions={actionsOf(row)}
          busy={runner.busy}
          start={(action) => runner.start(`/replenishment-tasks/${row.id}`, action)}
          of={`${row.item.code} ${row.to.code}`}
        />
      ),
    },
  ];
}

/** The server looks every few minutes; whoever cannot wait lets it look now. */
function useRun(warehouse: string | undefined): DocumentAction {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const field = (
    <SelectItem name="warehouse" label={t('stock.warehouse')} required initial={warehouse}>
      <WarehouseSelect />
    </SelectItem>
  );
  return {
    verb: 'run',
    label: t('replenishment.run'),
    permission: 'replenishment.write',
    confirm: { hint: t('replenishment.runHint'), fields: field },
    done: (answer) => void message.info(t('replenishment.ran', answer as { created: number; cancelled: number })),
  };
}

/** Work that keeps places filled: who takes what from where to where. */
export function ReplenishmentTasksPage() {
  const { t } = useTranslation();
  const can = useCan();
  const search = useSearch({ from: '/shell/replenishment-tasks' });
  const runner = useActionRunner();
  const run = useRun(search.warehouse);
  const button = can(run.permission) && (
    <p>
      <Button onClick={() => runner.start('/replenishment-tasks', run)}>{run.label}</Button>
    </p>
  );
  return (
    <DocumentList
      title={t('replenishment.tasks')}
      path="/replenishment-tasks"
      search={search}
      filters={{ states: REPLENISHMENT_STATES, warehouse: true, mine: true }}
      columns={useColumns(runner)}
      empty={{ title: t('replenishment.noTasks'), hint: t('replenishment.noTasksHint') }}
      views={button}
      outcome={runner.outcome}
    />
  );
}
