import { TestDatabase } from '@anwen/database/testing';
import { ALL_SCOPE, CursorCodec, systemActor, type Actor } from '@anwen/kernel';
import { defineJob, type Lane } from '@anwen/queue';
import { Logger } from '@nestjs/common';
import { z } from 'zod';
import { DeadJobService } from './dead-job.service';
import { handled, type JobHandler } from './job-run';
import { JobRunner } from './job-runner';
import { JobService, jobsEtag } from './job.service';
import { AdminJobQuery, DeadJobQuery, JobQuery } from './job.dto';
import { outbox } from './outbox';
import { queueErrors } from './queue.errors';
import type { StagedJob } from './stage';
import { runJobOnce } from './testing';

const payload = z.object({ n: z.number() });
const jobs = ([1, 2, 3, 4] as const).map((lane) =>
  defineJob({ name: `tray.lane_${'x'.repeat(lane)}`, lane, payload, zh: '匯出庫存', en: 'Export stock', attempts: 2 }),
);
const cursors = new CursorCodec(Buffer.alloc(32, 7));
const service = new JobService(cursors);
const dead = new DeadJobService(cursors);
const list = <T extends object>(base: T, over: Partial<T> = {}): T => Object.assign(base, over);

describe('jobs as people see them', () => {
  let bed: TestDatabase;
  let lin: Actor;
  let wang: Actor;
  let admin: Actor;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    bed = await TestDatabase.create();
    const make = async (name: string): Promise<Actor> => {
      const [row] = await bed.asOwner<{ id: string; public_id: string }>(
        `INSERT INTO sys_users (username, display_name) VALUES ($1, $1) RETURNING id, public_id`,
        [name],
      );
      return { ...systemActor(name), type: 'user', id: row!.id, userId: row!.id, publicId: row!.public_id, grants: new Map([['item.read', ALL_SCOPE]]) };
    };
    [lin, wang, admin] = [await make('lin'), await make('wang'), await make('admin')];
  });
  afterAll(() => bed.drop());
  beforeEach(() => bed.asOwner('TRUNCATE sys_jobs, sys_dead_jobs, sys_alerts CASCADE'));

  const stage = (actor: Actor, lane: Lane = 2): Promise<StagedJob> => bed.transaction((tx) => outbox.stage(tx, jobs[lane - 1]!, { n: 1 }, {}), actor);
  const as = <T>(actor: Actor, work: Parameters<TestDatabase['transaction']>[0]): Promise<T> => bed.transaction(work, actor) as Promise<T>;
  const run = async (staged: StagedJob, handle: JobHandler<{ n: number }>, lane: Lane = 2): ReturnType<typeof runJobOnce> =>
    runJobOnce(bed.database, handled(jobs[lane - 1]!, handle), staged.id, { actor: lin });
  const fail = (staged: StagedJob): Promise<unknown> => run(staged, () => Promise.reject(queueErrors.payload_invalid({ name: 'x' })));

  it('shows everybody his own, in his language, and somebody else nothing', async () => {
    const staged = await stage(lin, 1);
    await stage(wang);
    const page = await bed.transaction((tx) => service.list(tx, lin, new JobQuery()), lin);
    expect(page).toEqual({
      items: [
        {
          id: staged.publicId,
          name: 'tray.lane_x',
          title: '匯出庫存',
          lane: 'P1',
          state: 'waiting',
          progress: null,
          etaSeconds: null,
          createdAt: expect.any(String) as string,
          startedAt: null,
          finishedAt: null,
          attempt: 0,
          maxAttempts: 2,
          willRetryAt: null,
          result: null,
          problem: null,
          cancelable: true,
          retryable: false,
          requestId: null,
        },
      ],
      nextCursor: null,
    });
    expect((await bed.transaction((tx) => service.get(tx, { ...lin, locale: 'en' }, staged.publicId), lin)).title).toBe('Export stock');
    for (const [actor, id] of [
      [wang, staged.publicId],
      [{ ...lin, type: 'api_key', id: '1' } as Actor, staged.publicId],
      [lin, 'no-uuid'],
    ] as const)
      await expect(bed.transaction((tx) => service.get(tx, actor, id), actor)).rejects.toMatchObject({ code: 'queue.job_not_found' });
    await expect(bed.transaction((tx) => service.cancel(tx, wang, staged.publicId), wang)).rejects.toMatchObject({ code: 'queue.job_not_found' });
    await expect(bed.transaction((tx) => service.retry(tx, wang, staged.publicId), wang)).rejects.toMatchObject({ code: 'queue.job_not_found' });
  });

  it('pages, and knows what is open, recent and kept', async () => {
    const staged = [];
    for (let i = 0; i < 5; i++) staged.push(await stage(lin));
    await bed.asOwner(`UPDATE sys_jobs SET state = 'done', finished_at = now() - interval '2 d' WHERE id = $1`, [staged[0]!.id]);
    await bed.asOwner(`UPDATE sys_jobs SET state = 'done', finished_at = now() - interval '2 h' WHERE id = $1`, [staged[1]!.id]);
    const of = async (over: Partial<JobQuery>): Promise<string[]> =>
      (await bed.transaction((tx) => service.list(tx, lin, list(new JobQuery(), over)), lin)).items.map((j) => j.id);
    const ids = staged.map((s) => s.publicId).reverse();
    expect(await of({ state: 'all' })).toEqual(ids);
    expect(await of({})).toEqual(ids.slice(0, 4));
    expect(await of({ state: 'open' })).toEqual(ids.slice(0, 3));
    const first = await bed.transaction((tx) => service.list(tx, lin, list(new JobQuery(), { limit: 3 })), lin);
    expect(first.items.map((j) => j.id)).toEqual(ids.slice(0, 3));
    expect(await bed.transaction((tx) => service.list(tx, lin, list(new JobQuery(), { limit: 1, withTotal: true })), lin)).toMatchObject({ total: 4 });
    expect(await of({ limit: 3, cursor: first.nextCursor! })).toEqual(ids.slice(3, 4));
    await expect(of({ state: 'all', cursor: first.nextCursor! })).rejects.toMatchObject({ code: 'page.cursor_invalid' });
  });

  it('changes its tag with the jobs and not with the clock', async () => {
    const staged = await stage(lin);
    await bed.asOwner(
      `UPDATE sys_jobs SET state = 'running', attempts = 1, progress_done = 40, progress_total = 100, started_at = now() - interval '40 s' WHERE id = $1`,
      [staged.id],
    );
    const look = (): ReturnType<JobService['get']> => bed.transaction((tx) => service.get(tx, lin, staged.publicId), lin);
    const before = await look();
    expect(before).toMatchObject({ state: 'running', progress: { done: 40, total: 100 } });
    expect(before.etaSeconds).toBeGreaterThanOrEqual(59);
    expect(before.etaSeconds).toBeLessThanOrEqual(62);
    expect(jobsEtag({ ...before, etaSeconds: 7 })).toBe(jobsEtag(before));
    await bed.asOwner('UPDATE sys_jobs SET progress_done = 41');
    expect(jobsEtag(await look())).not.toBe(jobsEtag(before));
  });

  it('cancels a waiting job at once, a running one through its run, and an ended one never', async () => {
    const waiting = await stage(lin);
    const cancelled = await as(lin, (tx) => service.cancel(tx, lin, waiting.publicId));
    expect(cancelled).toMatchObject({ state: 'cancelled', cancelable: false, retryable: true, problem: { code: 'queue.cancelled', detail: '工作已取消。' } });
    await expect(as(lin, (tx) => service.cancel(tx, lin, waiting.publicId))).rejects.toMatchObject({ code: 'queue.not_cancelable' });
    // A delivery that was in Redis already.
    expect((await run(waiting, () => Promise.reject(new Error('never called')))).outcome).toBe('ignored');
    const running = await stage(lin);
    const report = run(running, (r) => r.read(ALL_SCOPE, (tx) => tx.query('SELECT pg_sleep(40)')).then(() => ({})));
    await new Promise((resume) => setTimeout(resume, 300));
    expect(await as(lin, (tx) => service.cancel(tx, lin, running.publicId))).toMatchObject({ state: 'running', cancelable: false });
    expect((await report).outcome).toBe('cancelled');
  });

  it('tries a failed job again as a new one, decides about its dead letter and calms the alert', async () => {
    const staged = await stage(lin);
    await fail(staged);
    const open = `SELECT 1 FROM sys_alerts WHERE code = 'job.dead' AND resolved_at IS NULL`;
    expect(await bed.database.query(open)).toHaveLength(1);
    const failed = await bed.transaction((tx) => service.get(tx, lin, staged.publicId), lin);
    expect(failed).toMatchObject({ state: 'failed', retryable: true, problem: { code: 'queue.payload_invalid', status: 422, title: '工作未完成' } });
    const again = await bed.transaction((tx) => service.retry(tx, lin, staged.publicId), lin);
    expect(again).toMatchObject({ state: 'waiting', attempt: 0, maxAttempts: 2, name: failed.name });
    expect(again.id).not.toBe(staged.publicId);
    expect(await bed.database.query(`SELECT 1 FROM sys_dead_jobs WHERE state = 'retried' AND retried_as IS NOT NULL`)).toHaveLength(1);
    expect(await bed.database.query(open)).toHaveLength(0);
    await expect(as(lin, (tx) => service.retry(tx, lin, again.id))).rejects.toMatchObject({ code: 'queue.not_retryable' });
  });

  it('lets a retry at P1 count like any other asking', async () => {
    const staged = await stage(lin, 1);
    await run(staged, () => Promise.reject(queueErrors.payload_invalid({ name: 'x' })), 1);
    for (let i = 0; i < 10; i++) await stage(lin, 1);
    await expect(as(lin, (tx) => service.retry(tx, lin, staged.publicId))).rejects.toMatchObject({ code: 'queue.full' });
  });

  it('tells when a failed run is followed by the next', async () => {
    const staged = await stage(lin);
    await run(staged, () => Promise.reject(new Error('not today')));
    const shown = await bed.transaction((tx) => service.get(tx, lin, staged.publicId), lin);
    expect(shown).toMatchObject({ state: 'waiting', attempt: 1, problem: { code: 'queue.failed' } });
    expect(Date.parse(shown.willRetryAt!)).toBeGreaterThan(Date.now() + 3_000);
  });

  it('runs with the rights of whoever asked, and not at all when that one is gone', async () => {
    const asked: unknown[] = [];
    const runner = (actor: Actor | undefined): JobRunner =>
      new JobRunner({
        database: bed.database,
        actors: { actorOf: (requester) => (asked.push(requester), Promise.resolve(actor)) },
        jobs: [handled(jobs[1]!, (r) => Promise.resolve({ name: r.actor.name, all: r.scopeFor('item.read').all, request: r.actor.requestId }))],
        worker: 'w',
      });
    const [present, gone] = [await stage({ ...lin, requestId: 'req-9' }), await stage(wang)];
    expect(await runner(lin).run({ jobId: present.id, attempt: 1 })).toBe('done');
    expect((await bed.transaction((tx) => service.get(tx, lin, present.publicId), lin)).result).toEqual({ name: 'lin', all: true, request: 'req-9' });
    expect(await runner(undefined).run({ jobId: gone.id, attempt: 1 })).toBe('failed');
    expect((await bed.transaction((tx) => service.get(tx, wang, gone.publicId), wang)).problem).toMatchObject({ code: 'queue.requester_gone' });
    expect(asked).toEqual([
      { userId: lin.id, apiKeyId: null, principal: `user:${lin.id}` },
      { userId: wang.id, apiKeyId: null, principal: `user:${wang.id}` },
    ]);
  });

  it("shows the operator everybody's, by lane and name, and how full the lanes are", async () => {
    await stage(lin, 1);
    const ops = await stage(systemActor('schedule'), 4);
    await fail(await stage(wang, 2));
    const of = (over: Partial<AdminJobQuery>): ReturnType<JobService['listAll']> =>
      bed.transaction((tx) => service.listAll(tx, admin, list(new AdminJobQuery(), over)), admin);
    expect((await of({})).items.map((j) => [j.lane, j.requestedBy, j.worker])).toEqual([
      ['P2', 'wang', 'test'],
      ['P4', null, null],
      ['P1', 'lin', null],
    ]);
    expect((await of({ lane: 'P4' })).items.map((j) => j.id)).toEqual([ops.publicId]);
    expect((await of({ name: 'tray.lane_x' })).items).toHaveLength(1);
    const stats = await bed.transaction((tx) => service.stats(tx), admin);
    expect(stats.dead).toBe(1);
    expect(stats.lanes.map((l) => [l.lane, l.waiting, l.failed, l.oldestWaitSeconds === null])).toEqual([
      ['P1', 1, 0, false],
      ['P2', 0, 1, true],
      ['P3', 0, 0, true],
      ['P4', 1, 0, false],
    ]);
    expect(await as(admin, (tx) => service.cancelAny(tx, admin, ops.publicId))).toMatchObject({ state: 'cancelled' });
    expect(await as(admin, (tx) => service.retryAny(tx, admin, ops.publicId))).toMatchObject({ state: 'waiting', lane: 'P4', requestedBy: null });
  });

  it('lets the operator retry a dead letter with the rights of whoever asked, or discard it with a reason, once', async () => {
    for (let i = 0; i < 2; i++) await fail(await stage(lin));
    const letters = async (over: Partial<DeadJobQuery> = {}): ReturnType<DeadJobService['list']> =>
      bed.transaction((tx) => dead.list(tx, admin, list(new DeadJobQuery(), over)), admin);
    const [second, first] = (await letters()).items;
    expect(first).toMatchObject({ name: 'tray.lane_xx', title: '匯出庫存', lane: 'P2', payload: { n: 1 }, attempts: 1, requestedBy: 'lin', state: 'dead' });
    // The job's own row is swept after a week; the letter is enough.
    await bed.asOwner('DELETE FROM sys_jobs');
    const again = await bed.transaction((tx) => dead.retry(tx, admin, first!.id), admin);
    expect(again).toMatchObject({ state: 'waiting', requestedBy: 'lin', maxAttempts: 2 });
    const gone = await bed.transaction((tx) => dead.discard(tx, admin, second!.id, '已由人工補登'), admin);
    expect(gone).toMatchObject({ state: 'discarded', decidedBy: 'admin', decidedReason: '已由人工補登' });
    for (const decide of [dead.retry.bind(dead), dead.discard.bind(dead)] as const)
      await expect(as(admin, (tx) => decide(tx, admin, first!.id, 'x'))).rejects.toMatchObject({ code: 'queue.dead_job_decided' });
    await expect(as(admin, (tx) => dead.retry(tx, admin, 'nobody'))).rejects.toMatchObject({ code: 'queue.job_not_found' });
    expect((await letters()).items).toEqual([]);
    expect((await letters({ state: 'discarded' })).items).toHaveLength(1);
    expect(await bed.asOwner(`SELECT 1 FROM sys_audit_logs WHERE action = 'job.discarded' AND reason = '已由人工補登'`)).toHaveLength(1);
    expect(await bed.database.query(`SELECT 1 FROM sys_alerts WHERE code = 'job.dead' AND resolved_at IS NULL`)).toHaveLength(0);
  });
});
