import { StatusTag } from '@anwen/ui/kit';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { NamedCell } from '../features/documents/cells';
import { DocumentList } from '../features/documents/DocumentList';
import { TextItem } from '../features/documents/fields';
import { change } from '../features/documents/form-fields';
import { RowActions } from '../features/documents/RowActions';
import { useActionRunner, type DocumentAction } from '../features/documents/use-actions';
import { FrequencyItem, TOLERANCES, Tolerances } from '../features/warehouse/count-fields';
import type { CountPlan, CountSession } from '../features/warehouse/types';
import { useCan } from '../session';

/** What a plan covers, in words; nothing that restricts means everything. */
function useScopeText(): (scope: CountPlan['scope']) => string {
  const { t } = useTranslation();
  return ({ zones = [], locations = [], items = [], categories = [], abcClass }) => {
    const codes = [...zones, ...locations, ...items, ...categories].join(', ');
    return [abcClass === undefined ? '' : `ABC ${abcClass}`, codes].filter(Boolean).join(' · ') || t('countPlan.everything');
  };
}

/** What may change without making it another plan; its scope and its warehouse are the plan. */
function PlanFields({ of }: { of: CountPlan }) {
  const { t } = useTranslation();
  return (
    <>
      <TextItem name="name" label={t('countPlan.name')} initial={of.name} max={100} required />
      <FrequencyItem initial={of.frequencyDays?.toString()} />
      <Tolerances of={of} />
    </>
  );
}

function useStart(): (plan: CountPlan) => DocumentAction {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (plan) => ({
    verb: 'start',
    route: 'count-sessions',
    label: t('countPlan.startCount'),
    permission: 'count.manage',
    confirm: { hint: t('countPlan.startHint', { name: plan.name }) },
    body: () => ({ warehouse: plan.warehouse.code, planId: plan.id }),
    done: (session) => navigate({ to: '/counts/$id', params: { id: (session as CountSession).id } }),
  });
}

function useKeep(): (plan: CountPlan) => DocumentAction[] {
  const { t } = useTranslation();
  return (plan) => {
    const step = { route: `count-plans/${plan.id}`, method: 'PATCH', rowVersion: plan.rowVersion, permission: 'count.manage' } as const;
    const { name } = plan;
    return [
      {
        ...step,
        verb: 'edit',
        label: t('common.edit'),
        confirm: { hint: t('countPlan.editHint'), fields: <PlanFields of={plan} /> },
        body: ({ frequencyDays, ...answers }) =>
          change({ ...answers, frequencyDays: frequencyDays === undefined ? undefined : Number(frequencyDays) }, ['frequencyDays', ...TOLERANCES]),
      },
      plan.active
        ? {
            ...step,
            verb: 'deactivate',
            label: t('countPlan.deactivate'),
            danger: true,
            confirm: { hint: t('countPlan.deactivateHint', { name }) },
            body: () => ({ active: false }),
          }
        : {
            ...step,
            verb: 'activate',
            label: t('countPlan.activate'),
            confirm: { hint: t('countPlan.activateHint', { name }) },
            body: () => ({ active: true }),
          },
    ];
  };
}

function useColumns(runner: ReturnType<typeof useActionRunner>): NonNullable<TableProps<CountPlan>['columns']> {
  const { t } = useTranslation();
  const can = useCan();
  const startOf = useStart();
  const keepOf = useKeep();
  const scopeText = useScopeText();
  return [
    { key: 'name', title: t('countPlan.name'), render: (_, row) => row.name },
    {
      key: 'active',
      title: t('doc.state'),
      render: (_, row) => <StatusTag tone={row.active ? 'good' : 'quiet'} label={t(row.active ? 'countPlan.active' : 'countPlan.inactive')} />,
    },
    { key: 'warehouse', title: t('stock.warehouse'), render: (_, row) => <NamedCell of={row.warehouse} /> },
    {
      key: 'scope',
      title: t('countPlan.scope'),
      render: (_, row) => (
        <span title={scopeText(row.scope)} className="ellipsis">
          {scopeText(row.scope)}
        </span>
      ),
    },
    {
      key: 'every',
      title: t('countPlan.every'),
      render: (_, row) => (row.frequencyDays === null ? t('countPlan.onDemand') : t('countPlan.everyDays', { count: row.frequencyDays })),
    },
    { key: 'dueOn', title: t('countPlan.dueOn'), render: (_, row) => <span className="nowrap">{row.dueOn ?? '—'}</span> },
    { key: 'blind', title: t('count.kind'), render: (_, row) => t(row.blind ? 'count.blind' : 'count.open') },
    {
      key: 'actions',
      title: t('common.actions'),
      fixed: 'right',
      render: (_, row) =>
        can('count.manage') && (
          <RowActions actions={[row.active && startOf(row), ...keepOf(row)]} busy={runner.busy} start={(action) => runner.start('', action)} of={row.name} />
        ),
    },
  ];
}

export function CountPlansPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/count-plans' });
  const runner = useActionRunner();
  return (
    <DocumentList
      title={t('countPlan.title')}
      path="/count-plans"
      search={search}
      filters={{ warehouse: true }}
      columns={useColumns(runner)}
      empty={{ title: t('countPlan.none'), hint: t('countPlan.noneHint') }}
      create={{ href: '/count-plans/new', label: t('countPlan.new'), permission: 'count.manage' }}
      outcome={runner.outcome}
    />
  );
}
