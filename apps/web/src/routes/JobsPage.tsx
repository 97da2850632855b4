import type { Job } from '@anwen/client';
import { DataTable } from '@anwen/ui/kit';
import { Checkbox, type TableProps } from 'antd';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FilterBar } from '../features/FilterBar';
import { JobActions } from '../features/jobs/JobActions';
import { JobProblem, JobTimes } from '../features/jobs/JobCard';
import { JobProgress, JobStateTag } from '../features/jobs/JobState';
import { isOpen } from '../features/jobs/progress';
import { useJobs } from '../features/jobs/queries';
import { useInstead, useListSearch } from '../features/lists';
import { PageHead } from '../features/PageHead';

function useColumns(): NonNullable<TableProps<Job>['columns']> {
  const { t } = useTranslation();
  return [
    {
      key: 'name',
      title: t('jobs.name'),
      render: (_, job) => (
        <>
          {job.title} <span className="job-lane">{job.lane}</span>
          <JobTimes job={job} />
        </>
      ),
    },
    {
      key: 'state',
      title: t('jobs.state'),
      width: 320,
      render: (_, job) => (
        <>
          <JobStateTag job={job} />
          <JobProgress job={job} />
          <JobProblem job={job} />
        </>
      ),
    },
    { key: 'actions', title: t('common.actions'), render: (_, job) => <JobActions job={job} /> },
  ];
}

/** My jobs of the last day, with room to read what went wrong. */
export function JobsPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/jobs' });
  const { filtered, set, clear } = useListSearch(search);
  const query = useJobs();
  const items = query.data?.items.filter((job) => search.open !== 'true' || isOpen(job));
  const page = items === undefined ? undefined : { items, nextCursor: null };
  const instead = useInstead({
    query: { data: page, error: query.data === undefined ? query.error : null, refetch: query.refetch },
    filtered,
    clear,
    empty: { title: t('jobs.none'), hint: t('jobs.noneHint') },
  });
  const summary = t('table.total', { total: items?.length ?? 0 });
  return (
    <>
      <PageHead title={t('jobs.title')} note={<span className="quiet">{t('jobs.hint')}</span>} />
      <FilterBar filtered={filtered} clear={clear} refresh={() => void query.refetch()}>
        <Checkbox checked={search.open === 'true'} onChange={({ target }) => set({ open: target.checked ? 'true' : undefined })}>
          {t('jobs.openOnly')}
        </Checkbox>
      </FilterBar>
      <DataTable
        columns={useColumns()}
        rowKey={(job) => job.id}
        rows={items}
        instead={instead}
        texts={{ caption: t('jobs.title'), first: '', previous: '', next: '', summary }}
      />
    </>
  );
}
