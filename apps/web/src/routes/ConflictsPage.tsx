import { Link, useSearch } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentList } from '../features/documents/DocumentList';
import { DocumentState } from '../features/documents/DocumentState';
import { RowActions } from '../features/documents/RowActions';
import { useActionRunner } from '../features/documents/use-actions';
import { useResolutions, waits } from '../features/warehouse/conflict-actions';
import { useConflictWords } from '../features/warehouse/conflict-words';
import { CONFLICT_STATES } from '../features/warehouse/states';
import type { Conflict } from '../features/warehouse/types';
import { dateTime } from '../format';
import { useCan, useTimeZone } from '../session';

function useColumns(runner: ReturnType<typeof useActionRunner>): NonNullable<TableProps<Conflict>['columns']> {
  const { t } = useTranslation();
  const can = useCan();
  const timeZone = useTimeZone();
  const resolutions = useResolutions();
  const { typeOf, problemOf } = useConflictWords();
  return [
    {
      key: 'type',
      title: t('conflict.type'),
      render: (_, row) => (
        <Link className="nowrap" to="/conflicts/$id" params={{ id: row.id }}>
          {typeOf(row.type)}
        </Link>
      ),
    },
    { key: 'state', title: t('doc.state'), render: (_, row) => <DocumentState state={row.state} /> },
    { key: 'problem', title: t('conflict.problem'), render: (_, row) => <span title={row.problemCode ?? undefined}>{problemOf(row.problemCode)}</span> },
    { key: 'user', title: t('conflict.user'), render: (_, row) => row.operator },
    { key: 'device', title: t('conflict.device'), render: (_, row) => row.device?.name ?? '—' },
    {
      key: 'occurredAt',
      title: t('ledger.occurredAt'),
      render: (_, row) => <span className="nowrap">{dateTime(row.occurredAt, timeZone)}</span>,
    },
    {
      key: 'actions',
      title: t('common.actions'),
      fixed: 'right',
      render: (_, row) =>
        waits(row.state) &&
        can('conflict.resolve') && (
          <RowActions actions={resolutions} busy={runner.busy} start={(action) => runner.start(`/conflicts/${row.id}`, action)} of={typeOf(row.type)} />
        ),
    },
  ];
}

export function ConflictsPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/conflicts' });
  const runner = useActionRunner();
  const columns = useColumns(runner);
  return (
    <DocumentList
      title={t('conflict.title')}
      path="/conflicts"
      search={search}
      filters={{ states: CONFLICT_STATES }}
      columns={columns}
      empty={{ title: t('conflict.none'), hint: t('conflict.noneHint') }}
      outcome={runner.outcome}
    />
  );
}
