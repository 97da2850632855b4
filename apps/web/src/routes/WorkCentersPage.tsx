import { useSearch } from '@tanstack/react-router';
import { Button, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { NamedCell } from '../features/documents/cells';
import { DocumentList } from '../features/documents/DocumentList';
import { CodeSelect, DecimalItem, IntegerItem, SelectItem, TextItem } from '../features/documents/fields';
import { change, compact } from '../features/documents/form-fields';
import { RowActions } from '../features/documents/RowActions';
import { PlaceSelect } from '../features/documents/selects';
import { useActionRunner, type DocumentAction } from '../features/documents/use-actions';
import type { WorkCenter } from '../features/engineering/types';
import { decimal } from '../format';
import { useCan } from '../session';

function Fields({ of }: { of?: WorkCenter }) {
  const { t } = useTranslation();
  const can = useCan();
  return (
    <>
      {of === undefined && <TextItem name="code" label={t('workCenter.code')} required />}
      <TextItem name="name" label={t('workCenter.name')} max={200} required initial={of?.name} />
      <IntegerItem name="capacity" label={t('workCenter.capacity')} hint={t('workCenter.capacityHint')} initial={String(of?.capacity ?? 1)} />
      <DecimalItem name="hoursPerDay" label={t('workCenter.hours')} initial={of?.hoursPerDay} />
      {can('calendar.read') && (
        <SelectItem name="calendar" label={t('workCenter.calendar')} hint={t('workCenter.calendarHint')} initial={of?.calendar?.code}>
          <CodeSelect path="/calendars" placeholder={t('workCenter.calendarSearch')} />
        </SelectItem>
      )}
      {can('stock.cost.read') && <DecimalItem name="hourlyCost" label={t('workCenter.hourlyCost')} initial={of?.hourlyCost} />}
      <DecimalItem name="idealCycleS" label={t('workCenter.idealCycle')} suffix="s" initial={of?.idealCycleS ?? undefined} />
      <TextItem name="boardGroup" label={t('workCenter.group')} hint={t('workCenter.groupHint')} initial={of?.boardGroup ?? undefined} />
      <SelectItem name="location" label={t('workCenter.location')} initial={of?.location?.code}>
        <PlaceSelect />
      </SelectItem>
    </>
  );
}

const CLEARABLE = ['idealCycleS', 'boardGroup', 'location'];

const contentOf = ({ capacity, ...fields }: Record<string, unknown>) => ({ ...fields, capacity: capacity === undefined ? undefined : Number(capacity) });

function useColumns(runner: ReturnType<typeof useActionRunner>): NonNullable<TableProps<WorkCenter>['columns']> {
  const { t } = useTranslation();
  const can = useCan();
  const right = { align: 'right', className: 'number' } as const;
  const edit = (row: WorkCenter): DocumentAction => ({
    verb: 'edit',
    route: '',
    method: 'PATCH',
    rowVersion: row.rowVersion,
    label: t('common.edit'),
    permission: 'work_center.write',
    confirm: { hint: `${row.code} ${row.name}`, fields: <Fields of={row} /> },
    // Who may not see calendars is not asked for one, and keeps what is there.
    body: (answers) => change(contentOf(answers), can('calendar.read') ? [...CLEARABLE, 'calendar'] : CLEARABLE),
  });
  return [
    { key: 'code', title: t('workCenter.one'), render: (_, row) => <NamedCell of={row} /> },
    { key: 'capacity', title: t('workCenter.capacity'), ...right, render: (_, row) => row.capacity },
    { key: 'hours', title: t('workCenter.hours'), ...right, render: (_, row) => decimal(row.hoursPerDay) },
    { key: 'calendar', title: t('workCenter.calendar'), render: (_, row) => <NamedCell of={row.calendar} /> },
    { key: 'group', title: t('workCenter.group'), render: (_, row) => row.boardGroup },
    { key: 'location', title: t('workCenter.location'), render: (_, row) => <NamedCell of={row.location} /> },
    { key: 'warehouse', title: t('stock.warehouse'), render: (_, row) => <NamedCell of={row.warehouse} /> },
    {
      key: 'actions',
      title: t('common.actions'),
      fixed: 'right',
      render: (_, row) =>
        can('work_center.write') && (
          <RowActions actions={[edit(row)]} busy={runner.busy} start={(action) => runner.start(`/work-centers/${row.id}`, action)} of={row.code} />
        ),
    },
  ];
}

export function WorkCentersPage() {
  const { t } = useTranslation();
  const can = useCan();
  const search = useSearch({ from: '/shell/work-centers' });
  const runner = useActionRunner();
  const create: DocumentAction = {
    verb: 'create',
    route: 'work-centers',
    label: t('workCenter.new'),
    permission: 'work_center.write',
    confirm: { hint: t('workCenter.newHint'), fields: <Fields /> },
    body: (answers) => compact(contentOf(answers)),
  };
  return (
    <DocumentList
      title={t('workCenter.title')}
      path="/work-centers"
      search={search}
      filters={{ search: t('workCenter.search') }}
      columns={useColumns(runner)}
      empty={{ title: t('workCenter.none'), hint: t('workCenter.noneHint') }}
      views={
        can('work_center.write') && (
          <p>
            <Button type="primary" onClick={() => runner.start('', create)}>
              {t('workCenter.new')}
            </Button>
          </p>
        )
      }
      outcome={runner.outcome}
    />
  );
}
