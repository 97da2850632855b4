import type { Job } from '@anwen/client';
import { StatusTag, type Tone } from '@anwen/ui/kit';
import { useTranslation } from 'react-i18next';
import { decimal } from '../../format';
import { isOpen, percentOf } from './progress';

const TONE: Record<Job['state'], Tone> = { waiting: 'quiet', running: 'info', done: 'good', failed: 'bad', cancelled: 'quiet' };

export function JobStateTag({ job }: { job: Job }) {
  const { t } = useTranslation();
  return <StatusTag tone={TONE[job.state]} label={t(`jobs.${job.state}`)} {...(job.state === 'cancelled' ? { icon: '–' } : {})} />;
}

const MINUTE_S = 60;
/** Below this a countdown in seconds is worth reading. */
const SECONDS_UP_TO = 90;

function useRemaining(): (seconds: number) => string {
  const { t } = useTranslation();
  return (seconds) =>
    seconds < SECONDS_UP_TO
      ? t('jobs.etaSeconds', { count: Math.max(1, Math.round(seconds)) })
      : t('jobs.etaMinutes', { count: Math.ceil(seconds / MINUTE_S) });
}

/** How far an open job is: a bar, percent, rows and what is left. */
export function JobProgress({ job }: { job: Job }) {
  const { t } = useTranslation();
  const remaining = useRemaining();
  if (!isOpen(job)) return null;
  const percent = percentOf(job);
  const { progress } = job;
  const done = decimal(String(progress?.done ?? 0));
  const rows = progress?.total == null ? t('jobs.rows', { done }) : t('jobs.rowsOf', { done, total: decimal(String(progress.total)) });
  const facts = [
    percent === null ? '' : t('jobs.percent', { percent }),
    progress === null ? '' : rows,
    job.state === 'running' && job.etaSeconds !== null ? remaining(job.etaSeconds) : '',
  ];
  return (
    <>
      <progress className="job-progress" max={100} {...(percent === null ? {} : { value: percent })} aria-label={t('jobs.progress', { title: job.title })} />
      <div className="number">{facts.filter(Boolean).join(' · ')}</div>
    </>
  );
}
