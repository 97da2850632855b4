import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { isUuid, type Actor, type CursorCodec, type Page } from '@anwen/kernel';
import { LONG_JOB_TIMEOUT_MS, jobCatalogue } from '@anwen/queue';
import { Inject, Injectable } from '@nestjs/common';
import { deadJobStore, type DeadRow } from './dead-job.store';
import { calmAlert } from './job-ending';
import { jobListStore } from './job-list.store';
import { adminJobView, laneName, problemView, titleOf } from './job-view';
import type { AdminJobDto, DeadJobDto, DeadJobQuery } from './job.dto';
import { newestFirst } from './paging';
import { queueErrors } from './queue.errors';

/** When neither the job's row nor its definition is at hand any more. */
const ATTEMPTS_OF_THE_UNKNOWN = 5;

/** Dead letters: looked at by a person, then tried again or given up, with a reason. */
@Injectable()
export class DeadJobService {
  constructor(@Inject(CURSOR_CODEC) private readonly cursors: CursorCodec) {}

  /** Newest first. @throws page.cursor_invalid */
  list(tx: Tx, actor: Actor, query: DeadJobQuery): Promise<Page<DeadJobDto>> {
    const { limit, state, name = null } = query;
    return newestFirst(query, {
      cursors: this.cursors,
      binding: ['dead-jobs', state, name],
      rows: (before) => deadJobStore.list(tx, { state, name, before, limit }),
      count: () => deadJobStore.count(tx, state, name),
      view: (row) => deadView(row, actor),
    });
  }

  /** Stages the work again as a new job. @throws queue.job_not_found, queue.dead_job_decided */
  async retry(tx: Tx, actor: Actor, id: string): Promise<AdminJobDto> {
    const dead = await undecided(tx, id);
    const definition = jobCatalogue().get(dead.name);
    const again = await deadJobStore.stageAgain(tx, dead.no, {
      attempts: definition?.attempts ?? ATTEMPTS_OF_THE_UNKNOWN,
      timeoutMs: definition?.timeoutMs ?? LONG_JOB_TIMEOUT_MS,
    });
    await deadJobStore.decide(tx, dead.no, { state: 'retried', reason: null, retriedAs: again.id });
    audit.record(tx, actor, 'job.retried', { type: 'job', id }, { diff: { job: dead.name, retriedAs: again.publicId } });
    await calmAlert(tx, dead.name);
    return adminJobView((await jobListStore.find(tx, again.publicId))!, actor, Date.now());
  }

  /** @throws queue.job_not_found, queue.dead_job_decided */
  async discard(tx: Tx, actor: Actor, id: string, reason: string): Promise<DeadJobDto> {
    const dead = await undecided(tx, id);
    await deadJobStore.decide(tx, dead.no, { state: 'discarded', reason, retriedAs: null });
    audit.record(tx, actor, 'job.discarded', { type: 'job', id }, { diff: { job: dead.name }, reason });
    await calmAlert(tx, dead.name);
    return deadView((await deadJobStore.lock(tx, id))!, actor);
  }
}

async function undecided(tx: Tx, id: string): Promise<DeadRow> {
  const dead = isUuid(id) ? await deadJobStore.lock(tx, id) : undefined;
  if (!dead) throw queueErrors.job_not_found();
  if (dead.state !== 'dead') throw queueErrors.dead_job_decided();
  return dead;
}

function deadView({ no: _no, jobId: _jobId, lane, v, problem, diedAt, decidedAt, ...row }: DeadRow, { locale }: Actor): DeadJobDto {
  return {
    ...row,
    title: titleOf(row.name, locale),
    lane: laneName(lane),
    version: v,
    problem: problemView(problem, locale),
    diedAt: diedAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
  };
}
