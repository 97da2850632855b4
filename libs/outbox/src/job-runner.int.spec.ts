import { TestDatabase } from '@anwen/database/testing';
import { ALL_SCOPE, NO_SCOPE, systemActor, uuidV7, type Actor, type Id } from '@anwen/kernel';
import { defineJob, type JobDefinition } from '@anwen/queue';
import { Logger } from '@nestjs/common';
import { z } from 'zod';
import { handled, type JobHandler, type JobRun } from './job-run';
import { JobRunner, type RunTicket } from './job-runner';
import { JobReconciler } from './job-reconciler';
import { outbox } from './outbox';
import { queueErrors } from './queue.errors';
import { QueueBed, runJobOnce, type JobRunReport, type RunJobOptions } from './testing';

type Payload = { n: number };
let names = 0;
const job = (rest: Partial<JobDefinition<Payload>> = {}): JobDefinition<Payload> =>
  defineJob({ name: `probe.run_${'x'.repeat(++names)}`, lane: 2, payload: z.object({ n: z.number() }), zh: '測試', en: 'Probe', ...rest });
const sleep = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms));

describe('a run of a job', () => {
  let bed: TestDatabase;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    bed = await TestDatabase.create();
    await bed.asOwner('CREATE TABLE effects (job_id bigint, attempt int); GRANT ALL ON effects TO anwen_app');
  });
  afterAll(() => bed.drop());

  const stage = async (definition: JobDefinition<Payload>, actor?: Actor): Promise<Id> =>
    (await bed.transaction((tx) => outbox.stage(tx, definition, { n: 7 }), actor)).id;
  const once = async (definition: JobDefinition<Payload>, handle: JobHandler<Payload>, options?: RunJobOptions): Promise<JobRunReport> =>
    runJobOnce(bed.database, handled(definition, handle), await stage(definition), options);
  const effect = (run: JobRun): Promise<unknown> =>
    run.transaction(ALL_SCOPE, (tx) => tx.query('INSERT INTO effects VALUES ($1, $2)', [run.jobId, run.attempt]));
  const effects = async (id: Id): Promise<number> => (await bed.database.query('SELECT 1 FROM effects WHERE job_id = $1', [id])).length;
  const runsOf = (id: Id): Promise<{ state: string }[]> => bed.database.query('SELECT state FROM sys_job_runs WHERE job_id = $1 ORDER BY started_at', [id]);
  const runner = (definition: JobDefinition<Payload>, handle: JobHandler<Payload>): JobRunner =>
    new JobRunner({
      database: bed.database,
      actors: { actorOf: () => Promise.resolve(systemActor('t')) },
      jobs: [handled(definition, handle)],
      worker: 'w',
      graceMs: 300,
    });

  it('hands the payload over and keeps the result', async () => {
    const report = await once(job(), async (run, { n }) => {
      run.progress(3, 9);
      await effect(run);
      expect(run.remainingMs()).toBeGreaterThan(25_000);
      return { twice: n * 2, attempt: run.attempt };
    });
    expect(report).toMatchObject({ outcome: 'done', state: 'done', attempts: 1, result: { twice: 14, attempt: 1 }, problem: null });
    expect(report.progress).toEqual({ done: 9, total: 9 });
  });

  it('commits effects, result and "done" together when the handler completes itself', async () => {
    const definition = job();
    const broken = await once(definition, (run) =>
      run.complete({ file: 'x' }, ALL_SCOPE, async (tx) => {
        await tx.query('INSERT INTO effects VALUES ($1, 1)', [run.jobId]);
        throw new Error('after the effect');
      }),
    );
    expect(broken).toMatchObject({ outcome: 'retry', result: null });
    const report = await once(definition, (run) =>
      run.complete({ file: 'y' }, ALL_SCOPE, async (tx) => void (await tx.query('INSERT INTO effects VALUES ($1, 1)', [run.jobId]))),
    );
    expect(report).toMatchObject({ outcome: 'done', result: { file: 'y' } });
    const after = await once(definition, async (run) => {
      await run.complete({ done: true });
      await effect(run);
    });
    expect(after).toMatchObject({ outcome: 'done', result: { done: true } });
  });

  it('tries again after a growing pause, and keeps a dead letter, an alert and an audit row after the last attempt', async () => {
    const definition = job({ attempts: 3, lane: 3 });
    const id = await stage(definition);
    const failing = handled(definition, () => Promise.reject(new Error('not today: 秘密')));
    const pauses: number[] = [];
    for (let attempt = 1; attempt <= 3; attempt++) {
      const report = await runJobOnce(bed.database, failing, id);
      expect(report).toMatchObject({ outcome: attempt < 3 ? 'retry' : 'failed', attempts: attempt, problem: { code: 'queue.failed' } });
      const [row] = await bed.database.query<{ s: number }>(
        'SELECT extract(epoch FROM run_after - clock_timestamp())::float AS s FROM sys_jobs WHERE id = $1',
        [id],
      );
      pauses.push(row!.s);
    }
    // 5 to 6 and 10 to 12 s, less what this machine took to look.
    expect(pauses[0]).toBeGreaterThan(3);
    expect(pauses[1]).toBeGreaterThan(6);
    const [dead] = await bed.database.query('SELECT name, attempts, payload, problem, trace, state FROM sys_dead_jobs WHERE job_id = $1', [id]);
    expect(dead).toMatchObject({ name: definition.name, attempts: 3, payload: { n: 7 }, problem: { code: 'queue.failed' }, state: 'dead' });
    // The cause is for whoever repairs it, and not for the requester.
    expect((dead as { trace: string }).trace).toContain('not today: 秘密');
    expect(JSON.stringify((dead as { problem: object }).problem)).not.toContain('not today');
    expect(await bed.database.query(`SELECT times FROM sys_alerts WHERE code = 'job.dead' AND subject = $1`, [definition.name])).toHaveLength(1);
    expect(await bed.asOwner(`SELECT 1 FROM sys_audit_logs WHERE action = 'job.dead' AND diff->>'job' = $1`, [definition.name])).toHaveLength(1);
  });

  it('gives up at once when the input can never work', async () => {
    const definition = job();
    const report = await once(definition, () => Promise.reject(queueErrors.payload_invalid({ name: 'probe' })));
    expect(report).toMatchObject({ outcome: 'failed', state: 'failed', attempts: 1, problem: { code: 'queue.payload_invalid' } });
    expect(await bed.database.query('SELECT 1 FROM sys_dead_jobs WHERE name = $1', [definition.name])).toHaveLength(1);
  });

  it('tells a requester of an expected refusal, and rings at nobody else', async () => {
    const definition = job();
    const actor: Actor = { ...systemActor('林小姐'), type: 'user', id: '1', grants: new Map([['item.read', ALL_SCOPE]]) };
    const id = await stage(definition, actor);
    const report = await runJobOnce(
      bed.database,
      handled(definition, async (run) => {
        expect(run.scopeFor('item.read').all).toBe(true);
        run.scopeFor('stock.cost.read');
      }),
      id,
      { actor },
    );
    expect(report).toMatchObject({ outcome: 'failed', attempts: 1, problem: { code: 'queue.permission_lost' } });
    expect(await bed.database.query('SELECT 1 FROM sys_dead_jobs WHERE name = $1', [definition.name])).toHaveLength(0);
    expect(await bed.asOwner(`SELECT 1 FROM sys_audit_logs WHERE action = 'job.failed' AND diff->>'job' = $1`, [definition.name])).toHaveLength(1);
  });

  it('sends a poisonous payload, an unknown job and an unknown version to the dead letters', async () => {
    const definition = job();
    for (const [sql, code] of [
      [`UPDATE sys_jobs SET payload = '{"n": "seven"}' WHERE id = $1`, 'queue.payload_invalid'],
      [`UPDATE sys_jobs SET name = 'nobody.knows' WHERE id = $1`, 'queue.unknown_job'],
      [`UPDATE sys_jobs SET v = 9 WHERE id = $1`, 'queue.unknown_job'],
    ] as const) {
      const id = await stage(definition);
      await bed.asOwner(sql, [id]);
      const report = await runJobOnce(
        bed.database,
        handled(definition, () => Promise.resolve({})),
        id,
      );
      expect(report).toMatchObject({ outcome: 'failed', attempts: 1, problem: { code } });
      expect(await bed.database.query('SELECT 1 FROM sys_dead_jobs WHERE job_id = $1', [id])).toHaveLength(1);
    }
  });

  it('ends at its time limit, and leaves no statement and no effect behind', async () => {
    const definition = job({ timeoutMs: 1_000 });
    const id = await stage(definition);
    const begun = Date.now();
    let ignored: Promise<unknown> | undefined;
    const report = await runJobOnce(
      bed.database,
      handled(definition, async (run) => {
        const slow = run.transaction(ALL_SCOPE, (tx) => tx.query('SELECT pg_sleep(60)'));
        await slow.catch(() => undefined);
        // A handler that does not listen goes on, and gets nothing done any more.
        ignored = effect(run);
        return ignored as Promise<never>;
      }),
      id,
    );
    expect(report).toMatchObject({ outcome: 'retry', problem: { code: 'queue.timed_out', status: 504 } });
    expect(Date.now() - begun).toBeLessThan(3_000);
    await expect(ignored).rejects.toThrow('no longer the living one');
    expect(await effects(id)).toBe(0);
    expect(await runsOf(id)).toEqual([{ state: 'timed_out' }]);
    expect(await bed.asOwner(`SELECT query FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()`)).toEqual(
      [],
    );
  });

  it('tells the server how long a statement may take, so that a frozen process holds nothing for longer', async () => {
    const definition = job({ timeoutMs: 9_000 });
    const limits: number[] = [];
    const report = await once(definition, (run) =>
      run.read(NO_SCOPE, async (tx) => {
        const look = async (): Promise<void> => {
          const [row] = await tx.query<{ ms: string }>(`SELECT setting AS ms FROM pg_settings WHERE name = 'statement_timeout'`);
          limits.push(Number(row!.ms));
        };
        await look();
        await sleep(1_200);
        await look();
        return {};
      }),
    );
    expect(report.outcome).toBe('done');
    expect(limits[0]).toBeLessThanOrEqual(9_000);
    expect(limits[0]).toBeGreaterThan(7_000);
    expect(limits[1]).toBeLessThanOrEqual(limits[0]! - 1_100);
  });

  it('does not wait longer than the grace for a handler that ignores its signal', async () => {
    const definition = job({ timeoutMs: 1_000 });
    const id = await stage(definition);
    let release: (value?: unknown) => void = () => undefined;
    const held = new Promise((resolve) => (release = resolve));
    let late: Promise<unknown> | undefined;
    const deaf = runner(definition, (run) => (late = held.then(() => run.complete({ late: true }))) as Promise<void>);
    expect(await deaf.run({ jobId: id, attempt: 1 })).toBe('retry');
    release();
    await expect(late).rejects.toThrow('no longer the living one');
    expect(await runsOf(id)).toEqual([{ state: 'timed_out' }]);
  });

  it('notices a cancel within seconds and ends the statement at once', async () => {
    const definition = job();
    const id = await stage(definition);
    const running = runner(definition, (run) => run.read(NO_SCOPE, (tx) => tx.query('SELECT pg_sleep(50)')).then(() => ({}))).run({ jobId: id, attempt: 1 });
    await sleep(300);
    await bed.asOwner('UPDATE sys_jobs SET cancel_requested_at = now() WHERE id = $1', [id]);
    const begun = Date.now();
    expect(await running).toBe('cancelled');
    expect(Date.now() - begun).toBeLessThan(4_500);
    expect(await runsOf(id)).toEqual([{ state: 'cancelled' }]);
    expect(await bed.asOwner(`SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep(50)%' AND pid <> pg_backend_pid()`)).toEqual([]);
  });

  it('goes back to the queue when its process has to end', async () => {
    const definition = job();
    const id = await stage(definition);
    const shutdown = new AbortController();
    const running = runner(definition, (run) => run.read(NO_SCOPE, (tx) => tx.query('SELECT pg_sleep(50)')).then(() => ({}))).run(
      { jobId: id, attempt: 1 },
      shutdown.signal,
    );
    await sleep(200);
    shutdown.abort('shutdown');
    expect(await running).toBe('retry');
    const [row] = await bed.database.query<{ state: string; due: boolean }>('SELECT state, run_after <= clock_timestamp() AS due FROM sys_jobs WHERE id = $1', [
      id,
    ]);
    expect(row).toEqual({ state: 'waiting', due: true });
  });

  it('lets the work of a child process count only while its run lives', async () => {
    const definition = job({ heavy: true, timeoutMs: 5_000 });
    const child = runner(definition, async (run) => {
      await effect(run);
      return { in: 'child' };
    });
    const tickets: RunTicket[] = [];
    const parent = (executeHeavy: (ticket: RunTicket, signal: AbortSignal) => ReturnType<JobRunner['executeTicket']>): JobRunner =>
      new JobRunner({
        database: bed.database,
        actors: { actorOf: () => Promise.resolve(undefined) },
        jobs: [handled(definition, () => Promise.reject(new Error('here?')))],
        worker: 'p',
        executeHeavy,
      });
    const id = await stage(definition);
    const outcome = await parent((ticket, signal) => (tickets.push(ticket), child.executeTicket(JSON.parse(JSON.stringify(ticket)) as RunTicket, signal))).run({
      jobId: id,
      attempt: 1,
    });
    expect(outcome).toBe('done');
    expect(await effects(id)).toBe(1);
    expect(tickets[0]).toMatchObject({ jobId: id, attempt: 1 });
    // A child that dies without a word.
    const other = await stage(definition);
    expect(await parent(() => Promise.reject(new Error('exit 137'))).run({ jobId: other, attempt: 1 })).toBe('retry');
  });

  it('has a second delivery of a living run ignored, and an unknown job as well', async () => {
    const definition = job();
    const id = await stage(definition);
    const slow = runner(definition, (run) =>
      sleep(400)
        .then(() => effect(run))
        .then(() => ({})),
    );
    const first = slow.run({ jobId: id, attempt: 1 });
    await sleep(100);
    expect(await slow.run({ jobId: id, attempt: 1 })).toBe('ignored');
    expect(await first).toBe('done');
    expect(await slow.run({ jobId: id, attempt: 1 })).toBe('ignored');
    expect(await slow.run({ jobId: '999999999', attempt: 1 })).toBe('ignored');
    expect(await effects(id)).toBe(1);
  });

  it('never lets a zombie commit what its successor does', async () => {
    const definition = job();
    const id = await stage(definition);
    const queue = new QueueBed(bed);
    let wake: (value?: unknown) => void = () => undefined;
    const frozen = new Promise((resolve) => (wake = resolve));
    const zombies: Promise<unknown>[] = [];
    // The first twin freezes in the middle of its work; its heart beats no more.
    const twin = runner(definition, async (run) => {
      if (run.attempt === 1) {
        await frozen;
        zombies.push(
          effect(run),
          run.complete({ zombie: true }),
          run.transaction(ALL_SCOPE, () => Promise.resolve()),
        );
        await Promise.allSettled(zombies);
        throw new Error('I was dead');
      }
      await effect(run);
      return { by: 'successor' };
    });
    const first = twin.run({ jobId: id, attempt: 1 });
    await sleep(200);
    await bed.asOwner(`UPDATE sys_job_runs SET heartbeat_at = now() - interval '25 s' WHERE job_id = $1`, [id]);
    expect(await new JobReconciler(bed.database, queue.queues).reconcileOnce()).toMatchObject({ lost: 1 });
    expect(await twin.run({ jobId: id, attempt: 2 })).toBe('done');
    wake();
    expect(await first).toBe('ignored');
    for (const zombie of zombies) await expect(zombie).rejects.toThrow('no longer the living one');
    expect(await effects(id)).toBe(1);
    expect((await runsOf(id)).map((r) => r.state)).toEqual(['lost', 'committed']);
    expect((await queue.state(id)).result).toEqual({ by: 'successor' });
    await queue.close();
  });

  it('takes a lost job over by the delivery that Redis repeats, and gives up after the last permitted run', async () => {
    const definition = job({ attempts: 2 });
    const id = await stage(definition);
    const lost = async (): Promise<void> => {
      await bed.asOwner(`UPDATE sys_jobs SET state = 'running', attempts = attempts + 1, queued_at = now() WHERE id = $1`, [id]);
      await bed.asOwner(`UPDATE sys_job_runs SET state = 'lost' WHERE job_id = $1`, [id]);
      await bed.asOwner(
        `INSERT INTO sys_job_runs (id, job_id, attempt, worker, heartbeat_at) SELECT $2, id, attempts, 'gone', now() - interval '1 min' FROM sys_jobs WHERE id = $1`,
        [id, uuidV7()],
      );
    };
    await lost();
    const fine = runner(definition, () => Promise.reject(new Error('again')));
    expect(await fine.run({ jobId: id, attempt: 1 })).toBe('failed');
    const other = await stage(definition);
    expect(other).not.toBe(id);
    await bed.asOwner(`UPDATE sys_jobs SET state = 'waiting', finished_at = NULL, attempts = 1 WHERE id = $1`, [id]);
    await lost();
    expect(await fine.run({ jobId: id, attempt: 2 })).toBe('failed');
    const [row] = await bed.database.query<{ problem: { code: string } }>('SELECT problem FROM sys_jobs WHERE id = $1', [id]);
    expect(row!.problem.code).toBe('queue.worker_lost');
  });
});
