import type { ImportSession } from '@anwen/client';
import { useTranslation } from 'react-i18next';
import { JobActions } from '../jobs/JobActions';
import { JobProgress, JobStateTag } from '../jobs/JobState';
import { useJob } from '../jobs/queries';

/** What the worker is doing for this import; the page may be left meanwhile. */
export function Working({ session, text }: { session: ImportSession; text: string }) {
  const { t } = useTranslation();
  const job = useJob(session.jobId);
  return (
    <div className="working" role="status" aria-busy="true">
      <p>{text}</p>
      {job === undefined ? (
        <progress className="job-progress" aria-label={text} />
      ) : (
        <>
          <JobStateTag job={job} /> <span className="quiet">{t('jobs.priority', { lane: job.lane })}</span>
          <JobProgress job={job} />
          <JobActions job={job} />
        </>
      )}
    </div>
  );
}
