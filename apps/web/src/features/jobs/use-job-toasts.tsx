import type { Job } from '@anwen/client';
import { App } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../session';
import { JobActions } from './JobActions';
import { JobProblem } from './JobCard';
import { endedSince, isOpen } from './progress';

const keyOf = (userId: string) => `anwen.jobs.${userId}`;

/** What this tab has seen open; remembered over a reload, so that what ended meanwhile is still told. */
function remembered(userId: string): ReadonlySet<string> {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(keyOf(userId)) ?? '[]');
    return new Set(Array.isArray(stored) ? stored.filter((id): id is string => typeof id === 'string') : []);
  } catch {
    return new Set();
  }
}

/** A failure stays until it was read; good news leaves by itself, with time enough to press its button. */
const GOOD_NEWS_S = 10;

const TOAST = {
  done: { kind: 'success', text: 'jobs.toastDone' },
  failed: { kind: 'error', text: 'jobs.toastFailed' },
  cancelled: { kind: 'info', text: 'jobs.toastCancelled' },
} as const;

/** Tells once when a job ends, with what can be done next. */
export function useJobToasts(jobs: readonly Job[] | undefined): void {
  const { t } = useTranslation();
  const { notification } = App.useApp();
  const userId = useMe()?.user?.id;
  const watched = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (jobs === undefined || userId === undefined) return;
    watched.current ??= remembered(userId);
    for (const job of endedSince(watched.current, jobs)) {
      const { kind, text } = TOAST[job.state as keyof typeof TOAST];
      notification[kind]({
        key: job.id,
        title: t(text, { title: job.title }),
        description: <JobProblem job={job} />,
        actions: <JobActions job={{ ...job, cancelable: false }} onLeave={() => notification.destroy(job.id)} />,
        placement: 'bottomRight',
        duration: job.state === 'failed' ? 0 : GOOD_NEWS_S,
      });
    }
    watched.current = new Set(jobs.filter(isOpen).map(({ id }) => id));
    sessionStorage.setItem(keyOf(userId), JSON.stringify([...watched.current]));
  }, [jobs, userId, notification, t]);
}
