import { StatusTag } from '@anwen/ui/kit';
import { useSearch } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentLink, NamedCell, Progress } from '../features/documents/cells';
import { DocumentList } from '../features/documents/DocumentList';
import { DocumentState } from '../features/documents/DocumentState';
import { COUNT_STATES } from '../features/warehouse/states';
import type { CountSession } from '../features/warehouse/types';
import { dateTime, decimal } from '../format';
import { useTimeZone } from '../session';

function useColumns(): NonNullable<TableProps<CountSession>['columns']> {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const right = { align: 'right', className: 'number' } as const;
  const percent = ({ tasks }: CountSession) => (tasks.total === 0 ? 0 : Math.floor((100 * tasks.done) / tasks.total));
  return [
    { key: 'number', title: t('doc.number'), render: (_, row) => <DocumentLink to="/counts" document={row} /> },
    { key: 'state', title: t('doc.state'), render: (_, row) => <DocumentState state={row.state} /> },
    { key: 'warehouse', title: t('stock.warehouse'), render: (_, row) => <NamedCell of={row.warehouse} /> },
    { key: 'plan', title: t('count.plan'), render: (_, row) => row.plan?.name },
    {
      key: 'blind',
      title: t('count.kind'),
      render: (_, row) => <StatusTag tone="quiet" icon={row.blind ? '●' : '○'} label={t(row.blind ? 'count.blind' : 'count.open')} />,
    },
    { key: 'progress', title: t('count.progress'), render: (_, row) => <Progress percent={percent(row)} label={t('count.progress')} /> },
    { key: 'differing', title: t('count.differing'), ...right, render: (_, row) => row.lines?.differing ?? '—' },
    { key: 'value', title: t('count.value'), ...right, render: (_, row) => (row.varianceValue === null ? '—' : decimal(row.varianceValue)) },
    { key: 'createdAt', title: t('doc.createdAt'), render: (_, row) => <span className="nowrap">{dateTime(row.createdAt, timeZone)}</span> },
  ];
}

export function CountsPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/counts' });
  return (
    <DocumentList
      title={t('count.title')}
      path="/count-sessions"
      search={search}
      filters={{ search: t('doc.number'), states: COUNT_STATES, warehouse: true }}
      columns={useColumns()}
      empty={{ title: t('count.none'), hint: t('count.noneHint') }}
      create={{ href: '/counts/new', label: t('count.new'), permission: 'count.manage' }}
    />
  );
}
