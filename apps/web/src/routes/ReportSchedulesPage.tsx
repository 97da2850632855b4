import { DeleteOutlined, EditOutlined, PauseOutlined, PlayCircleOutlined } from '@ant-design/icons';
import type { ReportSchedule } from '@anwen/client';
import { DataTable, StatusTag } from '@anwen/ui/kit';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { App, Button, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../format';
import { useInstead } from '../features/lists';
import { PageHead } from '../features/PageHead';
import { Forbidden, useProblemText } from '../features/problems';
import { timingOf } from '../features/reports/cron';
import { catalogueQuery, deleteSchedule, saveSchedule, SCHEDULES_KEY, schedulesQuery } from '../features/reports/queries';
import { ScheduleForm } from '../features/reports/ScheduleForm';
import { useWrite } from '../features/use-write';
import { useCan, useTimeZone } from '../session';

/** `0 8 * * 1` as people say it. */
function useTimingText(): (cron: string) => string {
  const { t } = useTranslation();
  return (cron) => {
    const timing = timingOf(cron);
    if (timing.frequency === 'custom') return timing.cron;
    if (timing.frequency === 'weekly') return t('reports.sched.atWeekly', { day: t(`reports.sched.days.${timing.weekday}`), time: timing.time });
    return timing.frequency === 'monthly'
      ? t('reports.sched.atMonthly', { day: timing.monthDay, time: timing.time })
      : t('reports.sched.atDaily', { time: timing.time });
  };
}

function Actions({ row, edit }: { row: ReportSchedule; edit: () => void }) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const { message, modal } = App.useApp();
  const cache = useQueryClient();
  const refresh = () => cache.invalidateQueries({ queryKey: SCHEDULES_KEY });
  const saving = useWrite(saveSchedule, {
    onDone: () => (message.success(t('reports.sched.saved')), refresh()),
    onFailed: (failure) => (message.error(textOf(failure)), refresh()),
  });
  const deleting = useWrite(deleteSchedule, { onDone: () => (message.success(t('reports.sched.deleted')), refresh()) });
  const turn = () => saving.write({ schedule: row, body: { active: !row.active } });
  const remove = () =>
    modal.confirm({
      title: t('reports.sched.deleteTitle', { name: row.name }),
      content: t('reports.sched.deleteHint'),
      okText: t('common.delete'),
      okButtonProps: { danger: true },
      cancelText: t('common.cancel'),
      onOk: () => deleting.write(row.id),
    });
  const name = { name: row.name };
  return (
    <span className="toolbar">
      <Button size="small" icon={<EditOutlined />} aria-label={t('reports.sched.editOf', name)} title={t('reports.sched.editOf', name)} onClick={edit} />
      <Button
        size="small"
        icon={row.active ? <PauseOutlined /> : <PlayCircleOutlined />}
        loading={saving.busy}
        aria-label={t(row.active ? 'reports.sched.pauseOf' : 'reports.sched.resumeOf', name)}
        onClick={turn}
      >
        {t(row.active ? 'reports.sched.pause' : 'reports.sched.resume')}
      </Button>
      <Button size="small" icon={<DeleteOutlined />} loading={deleting.busy} aria-label={t('reports.sched.deleteOf', name)} onClick={() => void remove()} />
    </span>
  );
}

const LAST = { running: { tone: 'info' }, delivered: { tone: 'good' }, failed: { tone: 'bad' } } as const;

function LastRun({ row }: { row: ReportSchedule }) {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  if (row.lastAt === null) return <>—</>;
  return (
    <span className="two-lines">
      <span>{dateTime(row.lastAt, timeZone)}</span>
      {row.lastState !== null && (
        <span>
          <StatusTag {...LAST[row.lastState]} label={t(`reports.sched.last_${row.lastState}`)} />
        </span>
      )}
      {row.lastError !== null && <span className="bad-text">{row.lastError}</span>}
    </span>
  );
}

function useColumns(titles: ReadonlyMap<string, string>, edit: (row: ReportSchedule) => void): NonNullable<TableProps<ReportSchedule>['columns']> {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const timing = useTimingText();
  return [
    { key: 'name', title: t('reports.sched.name'), render: (_, row) => row.name },
    { key: 'report', title: t('reports.sched.report'), render: (_, row) => `${titles.get(row.report) ?? row.report} · ${t(`reports.${row.format}`)}` },
    { key: 'when', title: t('reports.sched.when'), className: 'nowrap', render: (_, row) => timing(row.cron) },
    {
      key: 'to',
      title: t('reports.sched.to'),
      render: (_, row) => [...row.mailTo, ...(row.webhook ? ['Webhook'] : [])].map((target) => <div key={target}>{target}</div>),
    },
    {
      key: 'state',
      title: t('reports.state'),
      render: (_, row) => (
        <StatusTag
          tone={row.active ? 'good' : 'quiet'}
          label={t(row.active ? 'reports.sched.active' : 'reports.sched.paused')}
          {...(row.active ? {} : { icon: '‖' })}
        />
      ),
    },
    {
      key: 'next',
      title: t('reports.sched.next'),
      className: 'nowrap',
      render: (_, row) => (row.active && row.nextAt !== null ? dateTime(row.nextAt, timeZone) : '—'),
    },
    { key: 'last', title: t('reports.sched.last'), render: (_, row) => <LastRun row={row} /> },
    { key: 'actions', title: t('common.actions'), render: (_, row) => <Actions row={row} edit={() => edit(row)} /> },
  ];
}

export function ReportSchedulesPage() {
  const can = useCan();
  return can('report.schedule') ? <Schedules /> : <Forbidden permission="report.schedule" />;
}

function Schedules() {
  const { t, i18n } = useTranslation();
  // What is open stands in the address, so that the way back closes it: `new` holds a report, `edit` a schedule.
  const search = useSearch({ from: '/shell/report-schedules' });
  const { state } = useLocation();
  const navigate = useNavigate();
  const open = (next: { new?: string; edit?: string }) => void navigate({ to: '/report-schedules', search: next, resetScroll: false });
  const reports = useQuery(catalogueQuery(i18n.language)).data?.items;
  const query = useQuery(schedulesQuery);
  const titles = new Map(reports?.map(({ key, title }) => [key, title]));
  const columns = useColumns(titles, ({ id }) => open({ edit: id }));
  const instead = useInstead({
    query,
    filtered: false,
    clear: () => undefined,
    empty: { title: t('reports.sched.none'), hint: t('reports.sched.noneHint') },
  });
  const editing = query.data?.items.find(({ id }) => id === search.edit);
  const create = (
    <Button type="primary" disabled={reports === undefined || reports.length === 0} onClick={() => open({ new: reports?.[0]?.key ?? '' })}>
      {t('reports.sched.new')}
    </Button>
  );
  const summary = t('table.total', { total: query.data?.items.length ?? 0 });
  return (
    <>
      <PageHead title={t('reports.sched.title')} actions={create} />
      <DataTable
        columns={columns}
        rowKey={(row) => row.id}
        rows={query.data?.items}
        instead={instead}
        texts={{ caption: t('reports.sched.title'), first: '', previous: '', next: '', summary }}
      />
      {reports !== undefined && (editing !== undefined || search.new !== undefined) && (
        <ScheduleForm
          key={editing?.id ?? search.new}
          reports={reports}
          schedule={editing}
          report={search.new}
          conditions={state.conditions}
          onClose={() => open({})}
        />
      )}
    </>
  );
}
