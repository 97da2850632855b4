import { useNavigate, useParams } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { namedText, QtyCell, DocumentLink } from '../features/documents/cells';
import { DocumentForm } from '../features/documents/DocumentForm';
import { DocumentHead } from '../features/documents/DocumentHead';
import { DocumentLines } from '../features/documents/DocumentLines';
import { compact } from '../features/documents/form-fields';
import { LineEditor, type LineFields } from '../features/documents/LineEditor';
import { OneDocument } from '../features/documents/OneDocument';
import { useActions, type DocumentAction } from '../features/documents/use-actions';
import { ORDER_ALIASES } from '../features/purchasing/order-form';
import { useTrackingColumns } from '../features/purchasing/receipt-form';
import { ItemCell } from '../features/stock/columns';
import type { CountEntry, CountTask } from '../features/warehouse/types';

interface Fields {
  lines: LineFields[];
}

function useColumns(): NonNullable<TableProps<CountEntry>['columns']> {
  const { t } = useTranslation();
  return [
    { key: 'item', title: t('stock.item'), render: (_, row) => <ItemCell item={row.item} /> },
    {
      key: 'lot',
      title: `${t('stock.lot')} / ${t('stock.serial')}`,
      render: (_, row) => (
        <span className="code">
          {row.lot} {row.serial}
        </span>
      ),
    },
    { key: 'qty', title: t('count.counted'), align: 'right', className: 'number', render: (_, row) => <QtyCell qty={row.enteredQty} uom={row.enteredUom} /> },
  ];
}

/** Entries add up, as the shelf does: what was forgotten is counted once more and entered beside. */
function EntryForm({ task }: { task: CountTask }) {
  const { t } = useTranslation();
  const columns = useTrackingColumns({ incoming: false });
  const navigate = useNavigate();
  const back = () => void navigate({ to: '/counts/$id', params: { id: task.session.id } });
  return (
    <DocumentForm<Fields, CountTask>
      key={task.entries?.length ?? 0}
      initial={{ lines: [{}] }}
      submitLabel={t('count.save')}
      aliases={{ ...ORDER_ALIASES, entries: 'lines' }}
      request={({ lines }) => ({
        path: `/count-tasks/${task.id}/entries`,
        body: { entries: lines.map(({ item, ...line }) => compact({ itemCode: item?.code, ...line })) },
      })}
      onSaved={() => undefined}
      onCancel={back}
      lines={(disabled) => <LineEditor columns={columns} disabled={disabled} />}
    />
  );
}

function TaskView({ task }: { task: CountTask }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const columns = useColumns();
  const entries = task.entries ?? [];
  const working = task.mine && task.state === 'claimed';
  const back = () => navigate({ to: '/counts/$id', params: { id: task.session.id } });
  const empty = entries.length === 0;
  const actions: DocumentAction[] = [
    {
      verb: 'finish',
      label: t('count.finish'),
      permission: 'count.entry',
      primary: true,
      when: working,
      confirm: { hint: t(empty ? 'count.finishEmptyHint' : 'count.finishHint') },
      body: () => (empty ? { empty: true } : {}),
      done: back,
    },
    { verb: 'claim', label: t('doc.claim'), permission: 'count.entry', primary: true, when: task.state === 'open' },
    { verb: 'release', label: t('doc.giveBack'), permission: 'count.entry', when: working },
  ];
  const { bar, outcome } = useActions({ path: `/count-tasks/${task.id}`, legal: [], actions });
  const facts = [
    { key: 'session', label: t('count.title'), children: <DocumentLink to="/counts" document={task.session} /> },
    { key: 'location', label: t('stock.location'), children: namedText(task.location) },
    { key: 'round', label: t('count.round'), children: task.round },
    { key: 'assignee', label: t('doc.assignee'), children: task.assignee },
  ];
  return (
    <>
      <DocumentHead
        back={{ href: `/counts/${task.session.id}`, label: task.session.number }}
        title={`${t('count.title')} ${task.location.code}`}
        state={task.state}
        bar={bar}
        outcome={outcome}
        facts={facts}
      />
      {working && <EntryForm task={task} />}
      {entries.length > 0 && <DocumentLines title={t('count.entries')} rows={entries} columns={columns} />}
    </>
  );
}

export function CountTaskPage() {
  const { id } = useParams({ from: '/shell/count-tasks/$id' });
  return (
    <OneDocument path="/count-tasks" id={id}>
      {(task) => <TaskView task={task} />}
    </OneDocument>
  );
}
