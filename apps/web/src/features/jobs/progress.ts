import type { Job } from '@anwen/client';

export const isOpen = ({ state }: Pick<Job, 'state'>): boolean => state === 'waiting' || state === 'running';

/** Whole percent, or nothing while the total is not known. 100 is kept for what is done. */
export function percentOf({ state, progress }: Pick<Job, 'state' | 'progress'>): number | null {
  if (state === 'done') return 100;
  if (progress?.total == null || progress.total <= 0) return null;
  return Math.max(0, Math.min(99, Math.floor((progress.done / progress.total) * 100)));
}

const FAST_MS = 1_000;
const SLOW_MS = 5_000;
/** Nothing runs, but another tab or a schedule may start something. */
const QUIET_MS = 30_000;

/** When to ask again: at once for what has just begun, every five seconds for what has run for forty. */
export function pollAfter(busyForMs: number | null): number {
  if (busyForMs === null) return QUIET_MS;
  return Math.min(SLOW_MS, Math.max(FAST_MS, busyForMs / 8));
}

/** Jobs that were seen open earlier and have ended since. */
export function endedSince(watched: ReadonlySet<string>, jobs: readonly Job[]): Job[] {
  return jobs.filter((job) => watched.has(job.id) && !isOpen(job));
}

/** The file that a job has made, when its result names one of this server. */
export function fileOf({ state, result }: Pick<Job, 'state' | 'result'>): { path: string; name: string | null; expiresAt: string | null } | null {
  const path = result?.['file'];
  if (state !== 'done' || typeof path !== 'string' || !path.startsWith('/api/v1/')) return null;
  const text = (key: string) => (typeof result?.[key] === 'string' ? (result[key] as string) : null);
  return { path, name: text('fileName'), expiresAt: text('expiresAt') };
}

/** Where the work of an import is seen: its session once the job has named it, else the list of imports. */
export function importOf({ name, result }: Pick<Job, 'name' | 'result'>): string | null {
  if (!name.startsWith('import.')) return null;
  const id = result?.['session'];
  return typeof id === 'string' ? `/imports/${id}` : '/imports';
}
