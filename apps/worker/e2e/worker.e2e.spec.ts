import { HEAVY, OK, SLEEP, WRITE } from './probe/jobs.cjs';
import { WorkerUnderTest, isAlive, until } from './harness';

describe('the worker', () => {
  let worker: WorkerUnderTest;
  beforeAll(async () => {
    worker = await WorkerUnderTest.prepare();
    await worker.boot();
  });
  afterAll(() => worker.stop());
  beforeEach(() => worker.bed.asOwner(`DELETE FROM probe_effects WHERE key <> 'slot'`));

  const statements = (): Promise<object[]> =>
    worker.bed.asOwner(
      `SELECT query FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()`,
    );

  it('carries out what was staged, once', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, (_, i) => worker.stage(WRITE, { key: `k${i}`, ms: 0 })));
    for (const id of ids) expect(await worker.ended(id)).toMatchObject({ state: 'done', attempts: 1 });
    const effects = (await worker.effects()).filter((key) => key !== 'slot');
    expect(effects.sort()).toEqual(ids.map((_, i) => `k${i}`).sort());
  });

  it('stages the slots of its timetable and tells how they have ended', async () => {
    const row = async (): Promise<{ last_outcome: string; late: boolean }> =>
      (await worker.bed.asOwner<never>(`SELECT last_outcome, expected_by < now() AS late FROM sys_schedules WHERE name = 'probe.slot'`))[0]!;
    await until('the slot is done', async () => (await row()).last_outcome === 'done');
    expect(await worker.effects()).toContain('slot');
    expect(await row()).toMatchObject({ late: false });
    await until('health is ok', async () => (await worker.health()).status === 'ok');
  });

  it('says that something is late, to everybody as a state only', async () => {
    await worker.bed.asOwner(`UPDATE sys_schedules SET expected_by = now() - interval '1 s' WHERE name = 'probe.slot'`);
    await until('health is degraded', async () => (await worker.health()).checks.queue === 'degraded');
    expect(JSON.stringify(await worker.health())).not.toContain('probe');
    await worker.bed.asOwner(`UPDATE sys_schedules SET expected_by = now() + interval '1 h' WHERE name = 'probe.slot'`);
    await until('health is ok', async () => (await worker.health()).status === 'ok');
  });

  it('ends a job whose time is up together with its statement', async () => {
    const id = await worker.stage(SLEEP, { seconds: 60 });
    expect(await worker.ended(id)).toMatchObject({ state: 'failed', problem: { code: 'queue.timed_out' } });
    await until('the statement is gone', async () => (await statements()).length === 0, 2_000);
  });

  describe('with heavy work', () => {
    it('runs it in a booted child process that does not know the login of the owner', async () => {
      await until('a spare is there', () => worker.children().length > 0);
      const id = await worker.stage(OK, { key: 'child' });
      const { state, result } = await worker.ended(id);
      expect(state).toBe('done');
      expect(result).toMatchObject({ owner: null, argv: ['--max-old-space-size=512', '--enable-source-maps'] });
      expect(result!.pid).not.toBe(worker.pid);
      expect(await worker.effects()).toContain('child');
    });

    it.each(['spin', 'statement'] as const)('ends it at its time limit by force: %s leaves no statement and no child', async (mode) => {
      const id = await worker.stage(HEAVY, { mode });
      await until('it runs', async () => (await worker.job(id)).state === 'running');
      const before = worker.children();
      expect(await worker.ended(id)).toMatchObject({ state: 'failed', problem: { code: 'queue.timed_out' } });
      await until('the statement is gone', async () => (await statements()).length === 0, 4_000);
      await until('the child is gone', () => before.some((pid) => !isAlive(pid)), 6_000);
    });

    it.each(['crash', 'eat'] as const)('survives a child that ends by itself: %s is a failed attempt, and the next job runs', async (mode) => {
      const { pid } = worker;
      const id = await worker.stage(HEAVY, { mode });
      expect(await worker.ended(id)).toMatchObject({ state: 'failed' });
      expect(worker.pid).toBe(pid);
      expect(isAlive(pid)).toBe(true);
      expect(await worker.ended(await worker.stage(OK, { key: 'after' }))).toMatchObject({ state: 'done' });
    });

    it('leaves no child behind when the worker itself is killed in the middle of it', async () => {
      const id = await worker.stage(HEAVY, { mode: 'spin' });
      await until('it runs', async () => (await worker.job(id)).state === 'running');
      const children = worker.children();
      expect(children.length).toBeGreaterThan(0);
      await worker.end('SIGKILL');
      await until('all children are gone', () => !children.some(isAlive), 5_000);
      await worker.boot();
    });
  });

  it('takes over within 30 s what a killed worker was at, and does it once', async () => {
    const id = await worker.stage(WRITE, { key: 'taken over', ms: 3_000 });
    await until('it runs', async () => (await worker.job(id)).state === 'running');
    await worker.end('SIGKILL');
    const killed = Date.now();
    await worker.boot();
    expect(await worker.ended(id, 40_000)).toMatchObject({ state: 'done', attempts: 2 });
    expect(Date.now() - killed).toBeLessThan(33_000 + 5_000); // 30 s and the work itself, on busy cores
    expect((await worker.effects()).filter((key) => key === 'taken over')).toHaveLength(1);
  }, 120_000);

  it('leaves politely: finishes what is nearly done, gives back what is not, exits with 0 within 25 s', async () => {
    const short = await worker.stage(WRITE, { key: 'short', ms: 3_000 });
    const long = await worker.stage(WRITE, { key: 'long', ms: 50_000 });
    await until('both run', async () => (await worker.job(short)).state === 'running' && (await worker.job(long)).state === 'running');
    const children = worker.children();
    const asked = Date.now();
    const leaving = worker.end('SIGTERM');
    await new Promise((resume) => setTimeout(resume, 1_000));
    const late = await worker.stage(WRITE, { key: 'late', ms: 0 });
    expect(await leaving).toBe(0);
    expect(Date.now() - asked).toBeLessThan(25_500);
    expect(children.some(isAlive)).toBe(false);
    expect(await worker.job(short)).toMatchObject({ state: 'done' });
    expect((await worker.job(long)).state).toMatch(/waiting|queued/);
    expect((await worker.job(late)).state).toMatch(/waiting|queued/);
    await worker.boot();
    expect(await worker.ended(late)).toMatchObject({ state: 'done' });
  }, 120_000);
});
