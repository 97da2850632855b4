import { StateView } from '@anwen/ui/kit';
import { ScheduleOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Alert, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { listQuery } from '../features/documents/queries';
import { PageHead } from '../features/PageHead';
import { usePlanningWords } from '../features/planning/names';
import { isOpenRun, RunBar } from '../features/planning/RunBar';
import { Suggestions } from '../features/planning/Suggestions';
import { QueryFailure } from '../features/problems';

/** Runs that can still be looked at; older ones are for the archive. */
const RUNS_SHOWN = '20';

/** A plan takes seconds: whoever waits for it wants to see it at once. */
const LOOK_MS = 1_500;

export function PlanningPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/planning' });
  const navigate = useNavigate();
  const words = usePlanningWords();
  const query = useQuery({
    ...listQuery('/planning/runs', { limit: RUNS_SHOWN }),
    refetchInterval: ({ state }) => (state.data?.items.some(isOpenRun) === true ? LOOK_MS : false),
  });
  const runs = query.data?.items ?? [];
  const current = runs.find(({ id }) => id === search.run) ?? runs[0];
  const choose = (run: string | undefined) => void navigate({ to: '.', search: (run === undefined ? {} : { run }) as never });
  return (
    <>
      <PageHead title={t('planning.title')} />
      <RunBar runs={runs} current={current} choose={choose} />
      {query.error !== null && <QueryFailure failure={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <Skeleton active />}
      {query.data !== undefined && current === undefined && (
        <div className="data-table-frame">
          <StateView icon={<ScheduleOutlined />} title={t('planning.none')} explanation={t('planning.noneHint')} />
        </div>
      )}
      {current?.problem != null && <Alert className="gap-below" type="error" showIcon title={t('planning.failed')} description={words.said(current.problem)} />}
      {current !== undefined && !isOpenRun(current) && <Suggestions key={current.id} run={current.id} search={search} />}
    </>
  );
}
