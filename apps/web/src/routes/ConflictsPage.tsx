import { useSearch } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentList } from '../features/documents/DocumentList';
import { DocumentState } from '../features/documents/DocumentState';
import { RowActions } from '../features/documents/RowActions';
import { useActionRunner, type DocumentAction } from '../features/documents/use-actions';
import { CONFLICT_STATES } from '../features/warehouse/states';
import type { Conflict } from '../features/warehouse/types';
import { dateTime } from '../format';
import { useCan, useTimeZone } from '../session';

function useResolutions(): DocumentAction[] {
  const { t } = useTranslation();
  const step = { route: 'resolve', permission: 'conflict.resolve' };
  return [
    {
      verb: 'apply',
      label: t('conflict.apply'),
      ...step,
      confirm: { hint: t('conflict.applyHint'), reason: 'required' },
      body: ({ reason }) => ({ action: 'apply', reason }),
    },
    {
      verb: 'discard',
      label: t('conflict.discard'),
      ...step,
      danger: true,
      confirm: { hint: t('conflict.discardHint'), reason: 'required' },
      body: ({ reason }) => ({ action: 'discard', reason }),
    },
  ];
}

function useColumns(runner: ReturnType<typeof useActionRunner>): NonNullable<TableProps<Conflict>['columns']> {
  const { t } = useTranslation();
  const can = useCan();
  const timeZone = useTimeZone();
  const resolutions = useResolutions();
  return [
    {
      key: 'occurredAt',
      title: t('ledger.occurredAt'),
      render: (_, row) => <span className="nowrap">{dateTime(row.occurredAt, timeZone)}</span>,
    },
    { key: 'state', title: t('doc.state'), render: (_, row) => <DocumentState state={row.state} /> },
    { key: 'type', title: t('conflict.type'), render: (_, row) => <span className="code">{row.type}</span> },
    { key: 'device', title: t('conflict.device'), render: (_, row) => row.device?.name },
    { key: 'user', title: t('conflict.user'), render: (_, row) => row.operator },
    { key: 'problem', title: t('conflict.problem'), render: (_, row) => <span className="code">{row.problemCode}</span> },
    {
      key: 'actions',
      title: t('common.actions'),
      fixed: 'right',
      render: (_, row) =>
        ['conflict', 'quarantined'].includes(row.state) &&
        can('conflict.resolve') && (
          <RowActions actions={resolutions} busy={runner.busy} start={(action) => runner.start(`/conflicts/${row.id}`, action)} of={row.type} />
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
