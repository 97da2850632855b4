import { StatusTag } from '@anwen/ui/kit';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Skeleton, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { NamedCell } from '../features/documents/cells';
import { DocumentLines } from '../features/documents/DocumentLines';
import { listQuery, partQuery } from '../features/documents/queries';
import { RowActions } from '../features/documents/RowActions';
import { useActionRunner, type DocumentAction } from '../features/documents/use-actions';
import { calendarBody, CalendarFields, ExceptionFields, exceptionsBody, shiftBody, ShiftFields, SHIFTS_SHOWN } from '../features/engineering/calendar-fields';
import { WEEKDAYS, type Calendar, type CalendarRow, type Shift } from '../features/engineering/types';
import { PageHead } from '../features/PageHead';
import { QueryFailure, useProblemText } from '../features/problems';
import { useCan } from '../session';

type Runner = ReturnType<typeof useActionRunner>;

function useShiftColumns(runner: Runner): NonNullable<TableProps<Shift>['columns']> {
  const { t } = useTranslation();
  const can = useCan();
  const edit = (row: Shift): DocumentAction => ({
    ...{ verb: 'edit', route: '', method: 'PATCH', rowVersion: row.rowVersion, label: t('common.edit'), permission: 'calendar.write' },
    confirm: { hint: row.code, fields: <ShiftFields of={row} /> },
    body: shiftBody,
  });
  return [
    { key: 'shift', title: t('oee.shift'), render: (_, row) => <NamedCell of={row} /> },
    { key: 'time', title: t('calendar.time'), render: (_, row) => `${row.startsAt} – ${row.endsAt}${row.crossesMidnight ? ` ${t('calendar.nextDay')}` : ''}` },
    { key: 'break', title: t('calendar.break'), align: 'right', className: 'number', render: (_, row) => row.breakMinutes },
    {
      key: 'actions',
      title: t('common.actions'),
      render: (_, row) =>
        can('calendar.write') && (
          <RowActions actions={[edit(row)]} busy={runner.busy} start={(action) => runner.start(`/shifts/${row.id}`, action)} of={row.code} />
        ),
    },
  ];
}

function useCalendarActions(runner: Runner): (row: CalendarRow) => DocumentAction[] {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const textOf = useProblemText();
  const exceptions = ({ id, code, name, rowVersion, ...rest }: Calendar): DocumentAction => ({
    ...{ verb: 'exceptions', method: 'PUT', rowVersion, label: t('calendar.exceptions'), permission: 'calendar.write' },
    confirm: { hint: t('calendar.exceptionsHint', { calendar: `${code} ${name}` }), fields: <ExceptionFields of={{ id, code, name, rowVersion, ...rest }} /> },
    body: exceptionsBody,
  });
  // The list does not know the days: they are read before they can be changed as a whole.
  const open = async (id: string) => {
    try {
      runner.start(`/calendars/${id}`, exceptions(await cache.fetchQuery({ ...partQuery('/calendars/{id}', { id }), staleTime: 0 })));
    } catch (failure) {
      message.error(textOf(failure));
    }
  };
  return (row) => [
    {
      ...{ verb: 'edit', route: '', method: 'PATCH', rowVersion: row.rowVersion, label: t('common.edit'), permission: 'calendar.write' },
      confirm: { hint: row.code, fields: <CalendarFields of={row} /> },
      body: calendarBody,
    },
    { verb: 'exceptions', label: t('calendar.exceptions'), permission: 'calendar.write', go: () => void open(row.id) },
  ];
}

function useCalendarColumns(runner: Runner): NonNullable<TableProps<CalendarRow>['columns']> {
  const { t } = useTranslation();
  const can = useCan();
  const actionsOf = useCalendarActions(runner);
  return [
    {
      key: 'calendar',
      title: t('workCenter.calendar'),
      render: (_, row) => (
        <>
          <NamedCell of={row} /> {row.isDefault && <StatusTag tone="info" label={t('calendar.default')} />}
        </>
      ),
    },
    ...WEEKDAYS.map((day) => ({
      key: day,
      title: t(`weekday.${day}`),
      render: (_: unknown, row: CalendarRow) => row.week[day].join(', ') || <span className="quiet">{t('calendar.free')}</span>,
    })),
    {
      key: 'actions',
      title: t('common.actions'),
      render: (_, row) =>
        can('calendar.write') && (
          <RowActions actions={actionsOf(row)} busy={runner.busy} start={(action) => runner.start(`/calendars/${row.id}`, action)} of={row.code} />
        ),
    },
  ];
}

/** When the factory works: its shifts, the weeks made of them, and the days that are otherwise. */
export function CalendarsPage() {
  const { t } = useTranslation();
  const can = useCan();
  const runner = useActionRunner();
  const shifts = useQuery(listQuery('/shifts', { limit: SHIFTS_SHOWN }));
  const calendars = useQuery(listQuery('/calendars', { limit: SHIFTS_SHOWN }));
  const shiftColumns = useShiftColumns(runner);
  const calendarColumns = useCalendarColumns(runner);
  const create = (path: string, label: string, fields: DocumentAction['confirm']): DocumentAction => ({
    ...{ verb: 'create', route: path, label, permission: 'calendar.write', body: path === 'shifts' ? shiftBody : calendarBody },
    ...(fields === undefined ? {} : { confirm: fields }),
  });
  const hint = t('workCenter.newHint');
  const newShift = create('shifts', t('calendar.newShift'), { hint, fields: <ShiftFields /> });
  const newCalendar = create('calendars', t('calendar.new'), { hint, fields: <CalendarFields /> });
  const failed = shifts.error ?? calendars.error;
  return (
    <>
      <PageHead title={t('calendar.title')} />
      {can('calendar.write') && (
        <p className="toolbar">
          <Button onClick={() => runner.start('', newShift)}>{newShift.label}</Button>
          <Button type="primary" onClick={() => runner.start('', newCalendar)}>
            {newCalendar.label}
          </Button>
        </p>
      )}
      {runner.outcome}
      {failed !== null && <QueryFailure failure={failed} retry={() => void Promise.all([shifts.refetch(), calendars.refetch()])} />}
      {shifts.data !== undefined && <DocumentLines title={t('calendar.shifts')} rows={shifts.data.items} columns={shiftColumns} />}
      {calendars.data === undefined && failed === null && <Skeleton active />}
      {calendars.data !== undefined && <DocumentLines title={t('calendar.title')} rows={calendars.data.items} columns={calendarColumns} />}
    </>
  );
}
