import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../session';
import { Assignee } from '../documents/Assignee';
import { NamedCell } from '../documents/cells';
import { DocumentLines } from '../documents/DocumentLines';
import { DocumentState } from '../documents/DocumentState';
import { listQuery } from '../documents/queries';
import { RowActions } from '../documents/RowActions';
import { useActionRunner } from '../documents/use-actions';
import { usePages } from '../lists';
import { QueryFailure } from '../problems';
import type { CountSession, CountTask } from './types';

function useColumns(runner: ReturnType<typeof useActionRunner>): NonNullable<TableProps<CountTask>['columns']> {
  const { t } = useTranslation();
  const can = useCan();
  const claim = { verb: 'claim', label: t('doc.claim'), permission: 'count.entry' };
  return [
    { key: 'location', title: t('stock.location'), render: (_, row) => <NamedCell of={row.location} /> },
    { key: 'state', title: t('doc.state'), render: (_, row) => <DocumentState state={row.state} /> },
    { key: 'round', title: t('count.round'), align: 'right', className: 'number', render: (_, row) => row.round },
    { key: 'assignee', title: t('doc.assignee'), render: (_, row) => <Assignee task={row} /> },
    {
      key: 'actions',
      title: t('common.actions'),
      fixed: 'right',
      render: (_, row) => (
        <span className="row-actions">
          {row.state === 'open' && can('count.entry') && (
            <RowActions actions={[claim]} busy={runner.busy} start={(action) => runner.start(`/count-tasks/${row.id}`, action)} of={row.location.code} />
          )}
          {row.mine && row.state === 'claimed' && (
            <Link className="button-link" to="/count-tasks/$id" params={{ id: row.id }}>
              {t('count.enter')}
            </Link>
          )}
        </span>
      ),
    },
  ];
}

/** The places of a count and who is at each; no figures, so that a blind count stays blind. */
export function CountTasks({ session }: { session: CountSession }) {
  const { t } = useTranslation();
  const runner = useActionRunner();
  const columns = useColumns(runner);
  const { cursor, pagerFor } = usePages();
  const query = useQuery(listQuery('/count-tasks', { session: session.number, limit: '200', cursor }));
  if (query.error !== null) return <QueryFailure failure={query.error} retry={() => void query.refetch()} />;
  const rows = query.data?.items ?? [];
  // The tasks are made when the count starts.
  if (rows.length === 0 && cursor === undefined) return null;
  return (
    <>
      {runner.outcome}
      <DocumentLines
        title={t('count.tasks')}
        rows={rows}
        page={query.data}
        pager={pagerFor(query.data)}
        refreshing={query.isPlaceholderData}
        columns={columns}
      />
    </>
  );
}
