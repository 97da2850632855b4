import { DownloadOutlined, RedoOutlined, StopOutlined } from '@ant-design/icons';
import type { Job } from '@anwen/client';
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateTime } from '../../format';
import { useTimeZone } from '../../session';
import { useDownload } from '../use-download';
import { useWrite } from '../use-write';
import { fileOf, importOf } from './progress';
import { cancelJob, retryJob, useJobsNow } from './queries';

function Cancel({ job }: { job: Job }) {
  const { t } = useTranslation();
  const look = useJobsNow();
  // Cancelling is cooperative: the work stops at its next safe point, not at the press.
  const [asked, setAsked] = useState(false);
  const { write, busy } = useWrite(cancelJob, { onDone: () => (setAsked(true), look()) });
  if (asked) return <span className="quiet">{t('jobs.cancelling')}</span>;
  return (
    <Button size="small" icon={<StopOutlined />} loading={busy} aria-label={t('jobs.cancelOf', { title: job.title })} onClick={() => write(job.id)}>
      {t('jobs.cancel')}
    </Button>
  );
}

function Retry({ job }: { job: Job }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const look = useJobsNow();
  const { write, busy } = useWrite(retryJob, { onDone: () => (message.success(t('jobs.retried')), look()) });
  return (
    <Button size="small" icon={<RedoOutlined />} loading={busy} aria-label={t('jobs.retryOf', { title: job.title })} onClick={() => write(job.id)}>
      {t('jobs.retry')}
    </Button>
  );
}

function Download({ job }: { job: Job }) {
  const { t } = useTranslation();
  const timeZone = useTimeZone();
  const { start, busy } = useDownload();
  const file = fileOf(job);
  if (file === null) return null;
  if (file.expiresAt !== null && Date.parse(file.expiresAt) < Date.now()) return <span className="quiet">{t('jobs.expired')}</span>;
  return (
    <>
      <Button
        size="small"
        icon={<DownloadOutlined />}
        loading={busy}
        aria-label={t('jobs.downloadOf', { title: job.title })}
        onClick={() => start(file.path, { name: file.name })}
      >
        {t('jobs.download')}
      </Button>
      {file.expiresAt !== null && <span className="quiet">{t('jobs.expires', { time: dateTime(file.expiresAt, timeZone) })}</span>}
    </>
  );
}

/** What can be done about a job: stop it, try it again, take its file, go where its result is. */
export function JobActions({ job, onLeave }: { job: Job; onLeave?: () => void }) {
  const { t } = useTranslation();
  const page = importOf(job);
  return (
    <div className="job-actions">
      <Download job={job} />
      {page !== null && (
        <Link to={page} aria-label={t('jobs.openOf', { title: job.title })} onClick={() => onLeave?.()}>
          {t('jobs.open')}
        </Link>
      )}
      {job.cancelable && <Cancel job={job} />}
      {job.retryable && <Retry job={job} />}
    </div>
  );
}
