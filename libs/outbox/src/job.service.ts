import { createHash } from 'node:crypto';
import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { isUuid, type Actor, type CursorCodec, type Id, type Page } from '@anwen/kernel';
import type { Lane } from '@anwen/queue';
import { Inject, Injectable } from '@nestjs/common';
import { deadJobStore } from './dead-job.store';
import { calmAlert, settleCancel } from './job-ending';
import { jobListStore } from './job-list.store';
import { adminJobView, jobView, laneName, type ListedJob } from './job-view';
import { LANE_NAMES, type AdminJobDto, type AdminJobQuery, type JobDto, type JobQuery, type JobStats } from './job.dto';
import { jobStore } from './job.store';
import { newestFirst } from './paging';
import { queueErrors } from './queue.errors';
import { requireRoom } from './stage';

/** Jobs as people see them: their own in the job tray, all of them in the console. */
@Injectable()
export class JobService {
  constructor(@Inject(CURSOR_CODEC) private readonly cursors: CursorCodec) {}

  /** The caller's own, newest first. @throws page.cursor_invalid */
  list(tx: Tx, actor: Actor, query: JobQuery): Promise<Page<JobDto>> {
    const { state, limit } = query;
    const now = Date.now();
    return newestFirst(query, {
      cursors: this.cursors,
      binding: ['jobs', actor.type, actor.id, state],
      rows: (before) => jobListStore.own(tx, actor, { state, before, limit }),
      count: () => jobListStore.countOwn(tx, actor, state),
      view: (row) => jobView(row, actor, now),
    });
  }

  /** @throws queue.job_not_found, also for somebody else's */
  async get(tx: Tx, actor: Actor, id: string): Promise<JobDto> {
    return jobView(await own(tx, actor, id), actor, Date.now());
  }

  /** A waiting job ends at once, a running one within seconds. @throws queue.job_not_found, queue.not_cancelable */
  async cancel(tx: Tx, actor: Actor, id: string): Promise<JobDto> {
    await cancelJob(tx, (await own(tx, actor, id)).no);
    return this.get(tx, actor, id);
  }

  /** Stages the same work as a new job, once. @throws queue.job_not_found, queue.not_retryable, queue.full */
  async retry(tx: Tx, actor: Actor, id: string): Promise<JobDto> {
    const publicId = await retryJob(tx, (await own(tx, actor, id)).no);
    return this.get(tx, actor, publicId);
  }

  /** Everybody's, newest first. @throws page.cursor_invalid */
  listAll(tx: Tx, actor: Actor, query: AdminJobQuery): Promise<Page<AdminJobDto>> {
    const { state, limit, lane, name = null } = query;
    const filter = { state, name, lane: lane === undefined ? null : ((LANE_NAMES.indexOf(lane) + 1) as Lane) };
    const now = Date.now();
    return newestFirst(query, {
      cursors: this.cursors,
      binding: ['admin-jobs', filter],
      rows: (before) => jobListStore.all(tx, { ...filter, before, limit }),
      count: () => jobListStore.countAll(tx, filter),
      view: (row) => adminJobView(row, actor, now),
    });
  }

  async getAny(tx: Tx, actor: Actor, id: string): Promise<AdminJobDto> {
    return adminJobView(await any(tx, id), actor, Date.now());
  }

  /** @throws queue.job_not_found, queue.not_cancelable */
  async cancelAny(tx: Tx, actor: Actor, id: string): Promise<AdminJobDto> {
    const row = await any(tx, id);
    await cancelJob(tx, row.no);
    audit.record(tx, actor, 'job.cancelled', { type: 'job', id }, { diff: { job: row.name } });
    return this.getAny(tx, actor, id);
  }

  /** @throws queue.job_not_found, queue.not_retryable */
  async retryAny(tx: Tx, actor: Actor, id: string): Promise<AdminJobDto> {
    const row = await any(tx, id);
    const publicId = await retryJob(tx, row.no);
    audit.record(tx, actor, 'job.retried', { type: 'job', id }, { diff: { job: row.name, retriedAs: publicId } });
    return this.getAny(tx, actor, publicId);
  }

  async stats(tx: Tx): Promise<JobStats> {
    const lanes = await jobListStore.stats(tx);
    return { lanes: lanes.map((l) => ({ ...l, lane: laneName(l.lane) })), dead: await deadJobStore.count(tx, 'dead') };
  }
}

/** Changes when the jobs do; the estimate, which changes with the clock, does not count. */
export function jobsEtag(shown: JobDto | Page<JobDto>): string {
  const text = JSON.stringify(shown, (name, value: unknown) => (name === 'etaSeconds' ? undefined : value));
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

async function own(tx: Tx, actor: Actor, id: string): Promise<ListedJob> {
  const row = isUuid(id) ? await jobListStore.findOwn(tx, actor, id) : undefined;
  if (!row) throw queueErrors.job_not_found();
  return row;
}

async function any(tx: Tx, id: string): Promise<ListedJob> {
  const row = isUuid(id) ? await jobListStore.find(tx, id) : undefined;
  if (!row) throw queueErrors.job_not_found();
  return row;
}

async function cancelJob(tx: Tx, id: Id): Promise<void> {
  const job = (await jobStore.lock(tx, id))!;
  if (job.state === 'running') return jobListStore.requestCancel(tx, id);
  if (job.state !== 'waiting' && job.state !== 'queued') throw queueErrors.not_cancelable();
  // A delivery that is in Redis already finds a job that has ended.
  await settleCancel(tx, job);
}

async function retryJob(tx: Tx, id: Id): Promise<string> {
  const job = (await jobStore.lock(tx, id))!;
  if ((job.state !== 'failed' && job.state !== 'cancelled') || (await jobListStore.isDecided(tx, id))) throw queueErrors.not_retryable();
  if (job.lane === 1 && job.principal) await requireRoom(tx, job.principal);
  const again = await jobListStore.stageAgain(tx, id);
  if (await deadJobStore.decideOf(tx, id, again.id)) await calmAlert(tx, job.name);
  return again.publicId;
}
