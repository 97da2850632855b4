import { TestDatabase } from '@anwen/database/testing';
import { ALL_SCOPE, CursorCodec, NO_SCOPE, defineErrors, systemActor, type Actor } from '@anwen/kernel';
import { defineJob, type JobDefinition } from '@anwen/queue';
import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { DeadJobService } from './dead-job.service';
import { DeadJobQuery } from './job.dto';
import { handled, type JobHandler } from './job-run';
import { JobDispatcher } from './job-dispatcher';
import { JobRunner, type RunTicket } from './job-runner';
import { JobService } from './job.service';
import { outbox } from './outbox';
import { queueErrors } from './queue.errors';
import { QueueBed, runJobOnce, type JobRunReport } from './testing';

type Payload = { n: number };
let names = 0;
const job = (rest: Partial<JobDefinition<Payload>> = {}): JobDefinition<Payload> =>
  defineJob({ name: `care.run_${'x'.repeat(++names)}`, lane: 2, payload: z.object({ n: z.number() }), zh: '測試', en: 'Care', ...rest });
const sleep = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));
const refusals = defineErrors('care', { bad_file: { status: 422, level: 'info', zh: '檔案 {name} 無法讀取', en: 'The file {name} cannot be read' } });
const cursors = new CursorCodec(Buffer.alloc(32, 7));
const service = new JobService(cursors);
const dead = new DeadJobService(cursors);

describe('a job is taken care of', () => {
  let bed: TestDatabase;
  let lin: Actor;
  let admin: Actor;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    bed = await TestDatabase.create({ poolSize: 20 });
    const make = async (name: string): Promise<Actor> => {
      const [row] = await bed.asOwner<{ id: string; public_id: string }>(
        'INSERT INTO sys_users (username, display_name) VALUES ($1, $1) RETURNING id, public_id',
        [name],
      );
      return { ...systemActor(name), type: 'user', id: row!.id, userId: row!.id, publicId: row!.public_id, grants: new Map([['item.read', ALL_SCOPE]]) };
    };
    [lin, admin] = [await make('lin'), await make('admin')];
  });
  afterAll(() => bed.drop());
  beforeEach(() => bed.asOwner('TRUNCATE sys_jobs, sys_dead_jobs CASCADE'));

  const stage = (definition: JobDefinition<Payload>, actor?: Actor): ReturnType<QueueBed['stage']> =>
    bed.transaction((tx) => outbox.stage(tx, definition, { n: 1 }), actor);
  const runner = (definition: JobDefinition<Payload>, handle: JobHandler<Payload>, executeHeavy?: JobRunnerHeavy): JobRunner =>
    new JobRunner({
      database: bed.database,
      actors: { actorOf: () => Promise.resolve(lin) },
      jobs: [handled(definition, handle)],
      worker: 'w',
      ...(executeHeavy && { executeHeavy }),
    });
  type JobRunnerHeavy = (ticket: RunTicket, signal: AbortSignal) => ReturnType<JobRunner['executeTicket']>;
  const one = async <T>(sql: string, values: unknown[] = []): Promise<T> => (await bed.asOwner<T & object>(sql, values))[0]!;
  const asleep: JobHandler<Payload> = (run) => run.read(NO_SCOPE, (tx) => tx.query('SELECT pg_sleep(30)')).then(() => ({}));

  describe('whatever its words are', () => {
    const once = async (handle: JobHandler<Payload>): Promise<JobRunReport> => {
      const definition = job();
      return runJobOnce(bed.database, handled(definition, handle), (await stage(definition, lin)).id, { actor: lin });
    };

    it('ends when its refusal or its result holds what PostgreSQL cannot keep', async () => {
      const name = 'a\0b\ud800c\\u0000 😀';
      expect(await once(() => Promise.reject(refusals.bad_file({ name })))).toMatchObject({
        outcome: 'failed',
        problem: { code: 'care.bad_file', en: 'The file ab\ufffdc\\u0000 😀 cannot be read' },
      });
      expect(await once(() => Promise.resolve({ [name]: { deep: [name] } }))).toMatchObject({
        outcome: 'done',
        result: { 'ab\ufffdc\\u0000 😀': { deep: ['ab\ufffdc\\u0000 😀'] } },
      });
      const broken = defineErrors(`care_${names}`, { gone: { status: 422, level: 'error', zh: '{name}', en: '{name}' } });
      expect(await once(() => Promise.reject(broken.gone({ name })))).toMatchObject({ outcome: 'failed' });
      expect(await one<{ n: string }>('SELECT count(*) AS n FROM sys_dead_jobs')).toEqual({ n: '1' });
    });
  });

  describe('when its process is stopped', () => {
    it('is not counted an attempt, nor buried', async () => {
      const definition = job({ attempts: 2 });
      const { id, publicId } = await stage(definition, lin);
      for (let attempt = 1; attempt <= 4; attempt++) {
        const stop = new AbortController();
        const run = runner(definition, asleep).run({ jobId: id, attempt }, stop.signal);
        await sleep(200);
        stop.abort('shutdown');
        expect([attempt, await run]).toEqual([attempt, 'retry']);
      }
      expect(await one('SELECT state, run_after <= clock_timestamp() AS due FROM sys_jobs')).toEqual({ state: 'waiting', due: true });
      expect(await bed.transaction((tx) => service.get(tx, lin, publicId), lin)).toMatchObject({ attempt: 0, maxAttempts: 2 });
      const last: boolean[] = [];
      const fails = runner(definition, (run) => (last.push(run.isLastAttempt), Promise.reject(new Error('not today'))));
      expect(await fails.run({ jobId: id, attempt: 5 })).toBe('retry');
      await bed.asOwner('UPDATE sys_jobs SET run_after = now()');
      expect(await fails.run({ jobId: id, attempt: 6 })).toBe('failed');
      expect(await one('SELECT attempts FROM sys_dead_jobs')).toEqual({ attempts: 2 });
      expect(last).toEqual([false, true]);
    });

    it('goes back at once when its child process was told to stop before us, with the time that is left', async () => {
      const definition = job({ attempts: 1, heavy: true, timeoutMs: 20_000 });
      const { id } = await stage(definition);
      const stop = new AbortController();
      const child = runner(definition, asleep);
      const tickets: RunTicket[] = [];
      const parent = runner(definition, asleep, (ticket) => (tickets.push(ticket), child.executeTicket(ticket, stop.signal)));
      const run = parent.run({ jobId: id, attempt: 1 });
      await sleep(300);
      stop.abort('shutdown');
      expect(await run).toBe('retry');
      expect(await one('SELECT state FROM sys_job_runs')).toEqual({ state: 'lost' });
      expect(await one('SELECT state, problem FROM sys_jobs')).toMatchObject({ state: 'waiting', problem: { code: 'queue.worker_lost' } });
      expect(tickets[0]!.remainingMs).toBeGreaterThan(19_000);
      expect(tickets[0]!.remainingMs).toBeLessThanOrEqual(20_000);
    });

    it('keeps its time limit when the clock of the machine jumps', async () => {
      const definition = job({ timeoutMs: 20_000 });
      const { id } = await stage(definition);
      const real = Date.now;
      let left = 0;
      const run = runner(definition, async (r) => {
        Date.now = () => real() + 3_600_000;
        left = r.remainingMs();
        await r.read(NO_SCOPE, (tx) => tx.query('SELECT 1'));
        return {};
      }).run({ jobId: id, attempt: 1 });
      expect(await run.finally(() => (Date.now = real))).toBe('done');
      expect(left).toBeGreaterThan(19_000);
    });
  });

  describe('when it is tried again', () => {
    const fail = async (definition = job()): Promise<{ id: string; publicId: string }> => {
      const staged = await stage(definition, lin);
      await runJobOnce(
        bed.database,
        handled(definition, () => Promise.reject(queueErrors.payload_invalid({ name: 'x' }))),
        staged.id,
        { actor: lin },
      );
      return staged;
    };
    const letter = async (): Promise<string> => (await bed.transaction((tx) => dead.list(tx, admin, new DeadJobQuery()), admin)).items[0]!.id;
    const copies = (): Promise<{ n: number }> => one(`SELECT count(*)::int AS n FROM sys_jobs WHERE state = 'waiting'`);

    it('becomes one new job, whoever asks how often', async () => {
      const { publicId } = await fail();
      const id = await letter();
      const asked = await Promise.allSettled([
        ...[1, 2, 3].map(() => bed.transaction((tx) => service.retry(tx, lin, publicId), lin)),
        bed.transaction((tx) => service.retryAny(tx, admin, publicId), admin),
        ...[1, 2].map(() => bed.transaction((tx) => dead.retry(tx, admin, id), admin)),
      ]);
      expect(asked.filter((a) => a.status === 'fulfilled')).toHaveLength(1);
      const codes = asked.flatMap((a) => (a.status === 'rejected' ? [(a.reason as { code: string }).code] : []));
      expect(codes.every((code) => code === 'queue.not_retryable' || code === 'queue.dead_job_decided')).toBe(true);
      expect(await copies()).toEqual({ n: 1 });
      expect(await bed.transaction((tx) => service.get(tx, lin, publicId), lin)).toMatchObject({ state: 'failed', retryable: false });
    });

    it('was not given up by the operator', async () => {
      const { publicId } = await fail();
      await bed.transaction(async (tx) => dead.discard(tx, admin, await letter(), '已由人工補登'), admin);
      await expect(bed.transaction((tx) => service.retry(tx, lin, publicId), lin)).rejects.toMatchObject({ code: 'queue.not_retryable' });
      expect(await bed.transaction((tx) => service.get(tx, lin, publicId), lin)).toMatchObject({ retryable: false });
      expect(await copies()).toEqual({ n: 0 });
    });

    it('runs at once when an operator asks for maintenance by day', async () => {
      const definition = job({ lane: 4 });
      const staged = await stage(definition);
      await bed.transaction((tx) => service.cancelAny(tx, admin, staged.publicId), admin);
      const again = await bed.transaction((tx) => service.retryAny(tx, admin, staged.publicId), admin);
      await stage(definition);
      const queue = new QueueBed(bed);
      await queue.queues.ready();
      await new JobDispatcher(bed.database, queue.queues, { mayMaintain: () => false }).dispatchOnce();
      expect(await bed.asOwner(`SELECT public_id FROM sys_jobs WHERE state = 'queued'`)).toEqual([{ public_id: again.id }]);
      await queue.close();
    });

    it('says in the audit log who cancelled, retried and discarded it', async () => {
      const { publicId } = await fail();
      const id = await letter();
      const other = await stage(job(), lin);
      await bed.transaction((tx) => service.cancelAny(tx, admin, other.publicId), admin);
      await bed.transaction((tx) => service.retryAny(tx, admin, other.publicId), admin);
      await bed.transaction((tx) => dead.discard(tx, admin, id, '已由人工補登'), admin);
      await fail();
      await bed.transaction(async (tx) => dead.retry(tx, admin, await letter()), admin);
      const rows = await bed.asOwner<{ action: string; subject_id: string }>(
        `SELECT action, subject_id FROM sys_audit_logs WHERE actor_name = 'admin' AND action ~ '^job' ORDER BY id DESC LIMIT 4`,
      );
      expect(rows.map((r) => r.action).reverse()).toEqual(['job.cancelled', 'job.retried', 'job.discarded', 'job.retried']);
      expect(rows[2]!.subject_id).toBe(other.publicId);
      expect(publicId).not.toBe(other.publicId);
    });
  });

  describe('when it is staged', () => {
    it('may be 4 KB, counted as it is written', async () => {
      const list = defineJob({ name: 'care.big', lane: 2, payload: z.object({ a: z.array(z.number()) }), zh: 'x', en: 'x' });
      const ones = (n: number): { a: number[] } => ({ a: Array.from({ length: n }, () => 1) });
      await expect(bed.transaction((tx) => outbox.stage(tx, list, ones(2_000)))).resolves.toMatchObject({ isNew: true });
      await expect(bed.transaction((tx) => outbox.stage(tx, list, ones(2_100)))).rejects.toMatchObject({ code: 'queue.payload_too_large' });
    });

    it('is found again by its key even when the caller has no room left', async () => {
      const definition = job({ lane: 1 });
      const wish = (dedupeKey: string): ReturnType<QueueBed['stage']> => bed.transaction((tx) => outbox.stage(tx, definition, { n: 1 }, { dedupeKey }), lin);
      const first = await wish('care-0');
      for (let n = 1; n < 10; n++) await wish(`care-${n}`);
      await expect(wish('care-10')).rejects.toMatchObject({ code: 'queue.full' });
      expect(await wish('care-0')).toEqual({ id: first.id, publicId: first.publicId, isNew: false });
    });
  });

  describe('in the queue', () => {
    let queue: QueueBed;
    beforeEach(async () => {
      queue = new QueueBed(bed);
      await queue.queues.ready();
    });
    afterEach(() => queue.close());

    it.each([1, 2] as const)('does not wait for what another caller does for a long time at P%d', async (lane) => {
      const [long, quick] = [job({ lane }), job({ lane })];
      const user = (id: string): Actor => ({ ...systemActor('u'), type: 'user', id, userId: null });
      queue.startWorker([handled(long, asleep), handled(quick, () => Promise.resolve({}))]);
      for (let n = 0; n < 5; n++) await queue.stage(long, { n }, { actor: user('1') });
      await queue.until(async () => (await one<{ n: number }>(`SELECT count(*)::int AS n FROM sys_jobs WHERE state = 'running'`)).n >= 2);
      await sleep(500);
      const begun = performance.now();
      const { id } = await queue.stage(quick, { n: 1 }, { actor: user('2') });
      await queue.untilState(id, 'done', 5_000);
      expect(performance.now() - begun).toBeLessThan(2_000);
      // The bed's worker need not wait for them.
      await bed.asOwner(`UPDATE sys_jobs SET cancel_requested_at = now() WHERE state = 'running'`);
      await bed.asOwner(`UPDATE sys_jobs SET state = 'cancelled', finished_at = now() WHERE state IN ('waiting', 'queued')`);
    });

    it('does not wait for another lane that Redis refuses', async () => {
      const redis = new Redis(queue.url);
      await redis.set(`${queue.prefix}:q.p1:wait`, 'no list');
      await stage(job({ lane: 1 }));
      const { id } = await stage(job());
      await expect(new JobDispatcher(bed.database, queue.queues).dispatchOnce()).rejects.toThrow();
      expect((await queue.state(id)).state).toBe('queued');
      await redis.quit();
    });
  });
});
