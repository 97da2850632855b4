import { api, ApiProblem, bodyOf, type Job } from '@anwen/client';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { isOpen, pollAfter } from './progress';

export const JOBS_KEY = ['jobs'] as const;
const SHOWN = 50;

interface Jobs {
  readonly etag: string | null;
  readonly items: readonly Job[];
  /** When this browser first saw the present set of open jobs; the server's clock may differ. */
  readonly busySince: number | null;
  readonly open: string;
}

function next(before: Jobs | undefined, items: readonly Job[], etag: string | null): Jobs {
  const open = items
    .filter(isOpen)
    .map(({ id }) => id)
    .join();
  const since = before?.open === open ? before.busySince : Date.now();
  return { etag, items, open, busySince: open === '' ? null : since };
}

/** My jobs of the last day and what runs. An unchanged list costs the server no more than its ETag. */
export const jobsQuery = (language: string) =>
  queryOptions({
    queryKey: [...JOBS_KEY, 'recent', language],
    queryFn: async ({ signal, client, queryKey }): Promise<Jobs> => {
      const before = client.getQueryData<Jobs>(queryKey);
      const headers = before?.etag == null ? {} : { headers: { 'If-None-Match': before.etag } };
      const answer = await api.GET('/api/v1/jobs', { params: { query: { state: 'recent', limit: SHOWN } }, ...headers, signal });
      if (answer.response.status === 304 && before !== undefined) return before;
      return next(before, bodyOf(answer).items, answer.response.headers.get('ETag'));
    },
    refetchInterval: ({ state }) => {
      if (state.error instanceof ApiProblem && state.error.status === 401) return false;
      return pollAfter(state.data?.busySince == null ? null : Date.now() - state.data.busySince);
    },
    staleTime: 0,
    // A poll that nobody asked for throws nobody out of what he is typing: the next thing he does asks for the login.
    meta: { quiet: true },
  });

export function useJobs() {
  const { i18n } = useTranslation();
  return useQuery(jobsQuery(i18n.language));
}

/** One of my jobs as the tray knows it; undefined until it shows up there. */
export function useJob(id: string | null | undefined): Job | undefined {
  const jobs = useJobs().data?.items;
  return id == null ? undefined : jobs?.find((job) => job.id === id);
}

/** Looks at the jobs now; called after whatever stages one. */
export function useJobsNow(): () => void {
  const cache = useQueryClient();
  return useCallback(() => void cache.invalidateQueries({ queryKey: JOBS_KEY }), [cache]);
}

export const cancelJob = async (id: string, key: string): Promise<Job> =>
  bodyOf(await api.POST('/api/v1/jobs/{id}/cancel', { params: { path: { id }, header: { 'Idempotency-Key': key } } }));

export const retryJob = async (id: string, key: string): Promise<Job> =>
  bodyOf(await api.POST('/api/v1/jobs/{id}/retry', { params: { path: { id }, header: { 'Idempotency-Key': key } } }));
