import { StatusTag } from '@anwen/ui/kit';
import { useSearch } from '@tanstack/react-router';
import { Checkbox, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { DocumentLink, NamedCell } from '../features/documents/cells';
import { DocumentList } from '../features/documents/DocumentList';
import { CodeSelect } from '../features/documents/fields';
import { RowActions } from '../features/documents/RowActions';
import { useActionRunner } from '../features/documents/use-actions';
import { DateFilter } from '../features/FilterBar';
import { useDowntimeActions } from '../features/floor/downtime-actions';
import type { Downtime } from '../features/floor/types';
import { dateTime } from '../format';
import { useCan, useTimeZone } from '../session';

function useColumns(runner: ReturnType<typeof useActionRunner>): NonNullable<TableProps<Downtime>['columns']> {
  const { t } = useTranslation();
  const can = useCan();
  const timeZone = useTimeZone();
  const actionsOf = useDowntimeActions();
  const right = { align: 'right', className: 'number' } as const;
  return [
    { key: 'workCenter', title: t('workCenter.one'), render: (_, row) => <NamedCell of={row.workCenter} /> },
    {
      key: 'state',
      title: t('doc.state'),
      render: (_, row) =>
        row.endedAt === null ? (
          <StatusTag tone={row.planned ? 'warn' : 'bad'} icon="■" label={t('downtime.lasting')} />
        ) : (
          <StatusTag tone="quiet" icon="✓" label={t('downtime.over')} />
        ),
    },
    { key: 'startedAt', title: t('downtime.startedAt'), render: (_, row) => <span className="nowrap">{dateTime(row.startedAt, timeZone)}</span> },
    { key: 'endedAt', title: t('downtime.endedAt'), render: (_, row) => <span className="nowrap">{dateTime(row.endedAt, timeZone) || '—'}</span> },
    { key: 'minutes', title: t('downtime.minutes'), ...right, render: (_, row) => row.minutes },
    {
      key: 'reason',
      title: t('doc.reason'),
      render: (_, row) => (row.reason === null ? <StatusTag tone="warn" label={t('downtime.unclassified')} /> : <NamedCell of={row.reason} />),
    },
    { key: 'planned', title: t('downtime.planned'), render: (_, row) => t(row.planned ? 'downtime.isPlanned' : 'downtime.isUnplanned') },
    { key: 'order', title: t('workOrder.one'), render: (_, row) => <DocumentLink to="/work-orders" document={row.workOrder} /> },
    { key: 'by', title: t('downtime.reportedBy'), render: (_, row) => row.reportedBy },
    { key: 'note', title: t('form.note'), render: (_, row) => row.note },
    {
      key: 'actions',
      title: t('common.actions'),
      fixed: 'right',
      render: (_, row) => (
        <RowActions
          actions={actionsOf(row).filter(({ verb, permission }) => row.legal.includes(verb) && can(permission))}
          busy={runner.busy}
          start={(action) => runner.start(`/downtime-events/${row.id}`, action)}
          of={`${row.workCenter.code} ${dateTime(row.startedAt, timeZone)}`}
        />
      ),
    },
  ];
}

export function DowntimePage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/downtime' });
  const runner = useActionRunner();
  return (
    <DocumentList
      title={t('downtime.title')}
      path="/downtime-events"
      search={search}
      filters={{}}
      more={(set) => (
        <>
          <CodeSelect
            path="/work-centers"
            label={t('workCenter.one')}
            placeholder={t('workCenter.one')}
            value={search.workCenter}
            onChange={(workCenter) => set({ workCenter })}
          />
          <DateFilter label={t('ledger.dateFrom')} value={search.from} onChange={(from) => set({ from })} />
          <DateFilter label={t('ledger.dateTo')} value={search.to} onChange={(to) => set({ to })} />
          <Checkbox checked={search.open === 'true'} onChange={({ target }) => set({ open: target.checked ? 'true' : undefined })}>
            {t('downtime.onlyLasting')}
          </Checkbox>
          <Checkbox checked={search.classified === 'false'} onChange={({ target }) => set({ classified: target.checked ? 'false' : undefined })}>
            {t('downtime.onlyUnclassified')}
          </Checkbox>
        </>
      )}
      columns={useColumns(runner)}
      empty={{ title: t('downtime.none'), hint: t('downtime.noneHint') }}
      create={{ href: '/downtime/new', label: t('downtime.new'), permission: 'downtime.report' }}
      outcome={runner.outcome}
    />
  );
}
