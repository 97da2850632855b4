import type { Job } from '@anwen/client';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../format';
import { useTimeZone } from '../../session';
import { JobActions } from './JobActions';
import { JobProgress, JobStateTag } from './JobState';

/** When it began or ended, and which attempt it is. */
export function JobTimes({ job }: { job: Job }) {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const at = (instant: string | null) => dateTime(instant, timeZone);
  const when =
    job.finishedAt !== null
      ? t('jobs.finished', { time: at(job.finishedAt) })
      : job.startedAt !== null
        ? t('jobs.started', { time: at(job.startedAt) })
        : t('jobs.created', { time: at(job.createdAt) });
  const attempt = job.attempt > 1 ? t('jobs.attempt', { attempt: job.attempt, max: job.maxAttempts }) : '';
  const again = job.willRetryAt === null ? '' : t('jobs.retryAt', { time: at(job.willRetryAt) });
  return <div className="quiet">{[when, attempt, again].filter(Boolean).join(' · ')}</div>;
}

export function JobProblem({ job }: { job: Job }) {
  const { t } = useTranslation();
  const { problem } = job;
  if (problem === null || job.state === 'done') return null;
  return (
    <p className="job-problem">
      {problem.detail || problem.title}
      {job.requestId !== null && (
        <>
          {' '}
          {t('jobs.requestId')} <code>{job.requestId}</code>
        </>
      )}
    </p>
  );
}

/** One job in the tray. */
export function JobCard({ job, onLeave }: { job: Job; onLeave: () => void }) {
  const { t } = useTranslation();
  return (
    <li className="job-card">
      <div className="job-card-head">
        <strong>{job.title}</strong>
        <span className="job-lane" title={t('jobs.priority', { lane: job.lane })}>
          {job.lane}
        </span>
        <JobStateTag job={job} />
      </div>
      <JobProgress job={job} />
      <JobTimes job={job} />
      <JobProblem job={job} />
      <JobActions job={job} onLeave={onLeave} />
    </li>
  );
}
