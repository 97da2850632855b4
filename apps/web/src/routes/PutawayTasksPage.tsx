import { useSearch } from '@tanstack/react-router';
import { Form, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { Assignee } from '../features/documents/Assignee';
import { DocumentLink, NamedCell, QtyCell } from '../features/documents/cells';
import { DocumentList } from '../features/documents/DocumentList';
import { DocumentState } from '../features/documents/DocumentState';
import { DecimalItem } from '../features/documents/fields';
import { RowActions } from '../features/documents/RowActions';
import { PlaceSelect } from '../features/documents/selects';
import { TrackingCell } from '../features/documents/tracking';
import { useReassign } from '../features/documents/use-reassign';
import { useActionRunner, type DocumentAction } from '../features/documents/use-actions';
import { PUTAWAY_STATES, type PutawayTask } from '../features/purchasing/types';
import { ItemCell } from '../features/stock/columns';
import { useCan } from '../session';

function useTaskActions(): (task: PutawayTask) => (DocumentAction | false)[] {
  const { t } = useTranslation();
  const can = useCan();
  const reassign = useReassign();
  const required = { required: true, message: t('form.required') };
  return (task) => [
    can('putaway.confirm') && task.state === 'open' && { verb: 'claim', label: t('doc.claim'), permission: 'putaway.confirm' },
    can('putaway.confirm') &&
      task.mine && {
        verb: 'confirm',
        label: t('putaway.confirm'),
        permission: 'putaway.confirm',
        primary: true,
        confirm: {
          hint: t('putaway.confirmHint', { item: task.item.code, from: task.from?.code ?? '—', to: task.suggested?.code ?? '—' }),
          fields: (
            <>
              <Form.Item name="location" label={t('form.to')} rules={[required]} initialValue={task.suggested?.code}>
                <PlaceSelect />
              </Form.Item>
              <DecimalItem name="qty" label={t('form.qty')} suffix={task.item.uom} initial={task.qty} />
            </>
          ),
        },
      },
    (task.mine || can('putaway.assign')) && task.state === 'claimed' && { verb: 'release', label: t('doc.giveBack'), permission: 'putaway.confirm' },
    can('putaway.assign') && (task.state === 'open' || task.state === 'claimed') && reassign('putaway.assign'),
    // What somebody else carries is given back first.
    can('putaway.assign') &&
      (task.state === 'open' || task.mine) && {
        verb: 'cancel',
        label: t('putaway.cancel'),
        permission: 'putaway.assign',
        danger: true,
        confirm: { hint: t('putaway.cancelHint', { item: task.item.code }), reason: 'required' },
      },
  ];
}

function useColumns(runner: ReturnType<typeof useActionRunner>): NonNullable<TableProps<PutawayTask>['columns']> {
  const { t, i18n } = useTranslation();
  const actionsOf = useTaskActions();
  const right = { align: 'right', className: 'number' } as const;
  return [
    { key: 'state', title: t('doc.state'), render: (_, row) => <DocumentState state={row.state} /> },
    { key: 'receipt', title: t('receipt.one'), render: (_, row) => <DocumentLink to="/receipts" document={row.receipt} /> },
    { key: 'item', title: t('stock.item'), render: (_, row) => <ItemCell item={row.item} /> },
    { key: 'lot', title: `${t('stock.lot')} / ${t('stock.serial')}`, render: (_, row) => <TrackingCell lot={row.lot} serial={row.serial} /> },
    { key: 'qty', title: t('form.qty'), ...right, render: (_, row) => <QtyCell qty={row.qty} uom={row.item.uom} /> },
    { key: 'from', title: t('ledger.from'), render: (_, row) => <NamedCell of={row.from} /> },
    {
      key: 'to',
      title: t('putaway.suggested'),
      render: (_, row) => (
        <span className="two-lines">
          <span className="code">{row.suggested?.code ?? '—'}</span>
          <span className="quiet">{i18n.language === 'en' ? row.suggestedWhy?.en : row.suggestedWhy?.zh}</span>
        </span>
      ),
    },
    { key: 'assignee', title: t('doc.assignee'), render: (_, row) => <Assignee task={row} /> },
    {
      key: 'actions',
      title: t('common.actions'),
      fixed: 'right',
      render: (_, row) => (
        <RowActions actions={actionsOf(row)} busy={runner.busy} start={(action) => runner.start(`/putaway-tasks/${row.id}`, action)} of={row.item.code} />
      ),
    },
  ];
}

export function PutawayTasksPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/putaway-tasks' });
  const runner = useActionRunner();
  const columns = useColumns(runner);
  return (
    <DocumentList
      title={t('putaway.title')}
      path="/putaway-tasks"
      search={search}
      filters={{ states: PUTAWAY_STATES, warehouse: true, mine: true }}
      columns={columns}
      empty={{ title: t('putaway.none'), hint: t('putaway.noneHint') }}
      outcome={runner.outcome}
    />
  );
}
