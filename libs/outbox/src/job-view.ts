import type { Actor, Id, Locale } from '@anwen/kernel';
import { jobCatalogue, type Lane } from '@anwen/queue';
import type { StoredProblem } from './failure.rules';
import { LANE_NAMES, type AdminJobDto, type JobDto, type JobProblem, type JobState, type LaneName } from './job.dto';

/** A job as the lists read it. */
export interface ListedJob {
  readonly no: Id;
  readonly id: string;
  readonly name: string;
  readonly lane: Lane;
  readonly state: string;
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly progressDone: string | null;
  readonly progressTotal: string | null;
  readonly result: object | null;
  readonly problem: StoredProblem | null;
  readonly cancelRequested: boolean;
  readonly runAfter: Date;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly requestedBy: string | null;
  readonly worker: string | null;
  readonly requestId: string | null;
  /** Tried again already, or given up: it cannot be tried again. */
  readonly decided: boolean;
}

export const laneName = (lane: Lane): LaneName => LANE_NAMES[lane - 1]!;

/** What a person calls the job; its bare name where this process does not know it. */
export function titleOf(name: string, locale: Locale): string {
  const definition = jobCatalogue().get(name);
  return definition ? (locale === 'en' ? definition.en : definition.zh) : name;
}

export function problemView({ code, status, zh, en }: StoredProblem, locale: Locale): JobProblem {
  const isEnglish = locale === 'en';
  return { code, status, title: isEnglish ? 'The job did not succeed' : '工作未完成', detail: isEnglish ? en : zh };
}

/** @param now for the estimate of a running job */
export function jobView(row: ListedJob, { locale }: Pick<Actor, 'locale'>, now: number): JobDto {
  const open = row.state === 'waiting' || row.state === 'queued' || row.state === 'running';
  const retriesLater = (row.state === 'waiting' || row.state === 'queued') && row.attempts > 0;
  return {
    id: row.id,
    name: row.name,
    title: titleOf(row.name, locale),
    lane: laneName(row.lane),
    state: row.state === 'queued' ? 'waiting' : (row.state as JobState),
    progress: row.progressDone === null ? null : { done: Number(row.progressDone), total: row.progressTotal === null ? null : Number(row.progressTotal) },
    etaSeconds: etaSeconds(row, now),
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    attempt: row.attempts,
    maxAttempts: row.maxAttempts,
    willRetryAt: retriesLater ? row.runAfter.toISOString() : null,
    result: row.result,
    problem: row.problem && problemView(row.problem, locale),
    cancelable: open && !row.cancelRequested,
    retryable: (row.state === 'failed' || row.state === 'cancelled') && !row.decided,
    requestId: row.requestId,
  };
}

export function adminJobView(row: ListedJob, actor: Pick<Actor, 'locale'>, now: number): AdminJobDto {
  const { requestedBy, worker } = row;
  return { ...jobView(row, actor, now), requestedBy, worker };
}

/** The rest takes as long as the part that is done, in proportion. Nothing is promised before a twentieth is done. */
export function etaSeconds({ state, progressDone, progressTotal, startedAt }: ListedJob, now: number): number | null {
  const done = Number(progressDone ?? 0);
  const total = Number(progressTotal ?? 0);
  if (state !== 'running' || !startedAt || total <= 0 || done * 20 < total) return null;
  return Math.max(0, Math.round((((now - startedAt.getTime()) / 1000) * (total - done)) / done));
}
