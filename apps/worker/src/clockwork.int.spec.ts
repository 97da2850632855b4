import { Database } from '@anwen/database';
import { TestDatabase } from '@anwen/database/testing';
import type { Clock } from '@anwen/kernel';
import { defineJob } from '@anwen/queue';
import { Logger, type INestApplicationContext } from '@nestjs/common';
import { z } from 'zod';
import { Clockwork } from './clockwork';
import { watchSchedules } from './late-watch';
import { SCHEDULE } from './schedule';
import { staged, type LightTick, type ScheduleEntry } from './schedule-entry';
import { isInWindow, isPulse, parseWindow, slotAt } from './slots.rules';
import { MAINTENANCE_WINDOW } from './worker-config';

const JOB = defineJob({ name: 'probe.night', lane: 3, payload: z.object({}), zh: '測試', en: 'Test' });

interface Row {
  last_slot: Date | null;
  next_at: Date;
  last_outcome: string | null;
  last_result: string | null;
  last_error: string | null;
  last_success_at: Date | null;
  expected_by: Date;
  updated_at: Date;
}

describe('the clockwork', () => {
  let bed: TestDatabase;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    bed = await TestDatabase.create();
  });
  afterEach(() => bed.asOwner('DELETE FROM sys_schedules; DELETE FROM sys_jobs; DELETE FROM sys_dead_jobs; DELETE FROM sys_alerts'));
  afterAll(() => bed.drop());

  const services = (): INestApplicationContext => ({ get: (token: unknown) => (token === Database ? bed.database : undefined) }) as INestApplicationContext;
  const tick = (run: LightTick['run'], everyMs = 50, limitMs = 5_000): ScheduleEntry => ({
    name: 'probe.run',
    everyMs,
    expectedWithinMs: 30_000,
    limitMs,
    run,
  });
  const nightly: ScheduleEntry = { name: 'probe.night', cron: '30 2 * * *', expectedWithinMs: 3_600_000, stage: staged(JOB, {}) };
  const row = async (name = 'probe.run'): Promise<Row> => (await bed.asOwner<Row>('SELECT * FROM sys_schedules WHERE name = $1', [name]))[0]!;
  const jobs = (): Promise<{ id: string; dedupe_key: string; state: string }[]> => bed.asOwner('SELECT id, dedupe_key, state FROM sys_jobs ORDER BY id');
  const at = (iso: string): Clock & { time: Date } => {
    const clock = { time: new Date(iso), now: (): Date => clock.time };
    return clock;
  };
  /** As if so much time had passed since this process began. */
  const jumpAhead = (ms: number): jest.SpyInstance => {
    const real = performance.now.bind(performance);
    return jest.spyOn(performance, 'now').mockImplementation(() => real() + ms);
  };
  const until = async (is: () => boolean | Promise<boolean>): Promise<void> => {
    for (const end = performance.now() + 10_000; !(await is()); await new Promise((resume) => setTimeout(resume, 20)))
      if (performance.now() > end) throw new Error('still not so');
  };
  const ready = async (entry: ScheduleEntry, clock?: Clock): Promise<Clockwork> => {
    const clockwork = new Clockwork(services(), [entry], clock);
    await clockwork.register();
    return clockwork;
  };

  it('runs a tick in one of two workers at a time', async () => {
    let inside = 0;
    let most = 0;
    const slow = tick(async () => {
      most = Math.max(most, ++inside);
      await new Promise((resume) => setTimeout(resume, 200));
      inside--;
      return 7;
    });
    const workers = [await ready(slow), await ready(slow)];
    await Promise.all(workers.map((w) => w.lookAt(slow)));
    expect(most).toBe(1);
    expect(await row()).toMatchObject({ last_outcome: 'done', last_result: '7' });
  });

  it('runs a slot once, however many workers look at the clock, and again when the next one begins', async () => {
    let runs = 0;
    const hourly = tick(() => Promise.resolve(++runs), 3_600_000);
    const clock = at('2026-11-22T10:17:00Z');
    const workers = [await ready(hourly, clock), await ready(hourly, clock)];
    for (const round of [1, 2, 3]) for (const w of workers) await w.lookAt({ ...hourly, limitMs: 5_000 + round } as ScheduleEntry);
    await Promise.all(workers.map((w) => w.lookAt(hourly)));
    expect(runs).toBe(1);
    expect(await row()).toMatchObject({ last_slot: new Date('2026-11-22T10:00:00Z'), next_at: new Date('2026-11-22T11:00:00Z') });
    clock.time = new Date('2026-11-22T14:59:00Z');
    for (const w of workers) await w.lookAt(hourly);
    expect(runs).toBe(2); // three slots were missed: one run catches up
  });

  it('gives a slot that another worker died in to whoever looks next', async () => {
    let runs = 0;
    const hourly = tick(() => Promise.resolve(++runs), 3_600_000);
    let wake = (_: number): void => undefined;
    const frozen = tick(() => new Promise<number>((resolve) => (wake = resolve)), 3_600_000);
    const dying = await ready(frozen);
    const dead = dying.lookAt(frozen);
    while (
      !(
        await bed.asOwner(
          `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
        )
      )[0]
    )
      await new Promise((resume) => setTimeout(resume, 20));
    const next = await ready(hourly);
    await next.lookAt(hourly);
    expect(runs).toBe(0);
    await bed.asOwner(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1`, [bed.name]);
    await next.lookAt(hourly);
    expect(runs).toBe(1);
    wake(1);
    await dead;
  });

  it('goes on after a failure; what is expected moves only with a success', async () => {
    let calls = 0;
    const flaky = tick(async () => {
      if (++calls === 2) throw new Error('not today');
      return calls;
    });
    const clockwork = await ready(flaky);
    await clockwork.lookAt(flaky);
    const { expected_by, last_success_at } = await row();
    await clockwork.lookAt(flaky);
    expect(await row()).toMatchObject({ last_outcome: 'failed', last_error: 'not today', expected_by, last_success_at });
    await clockwork.lookAt(flaky);
    const recovered = await row();
    expect(recovered).toMatchObject({ last_outcome: 'done', last_error: null, last_result: '3' });
    expect(recovered.expected_by.getTime()).toBeGreaterThan(expected_by.getTime());
  });

  it('writes the heartbeat of a fast tick every 10 s, not at every turn', async () => {
    const clock = at('2026-11-22T10:00:00Z');
    const fast = tick(() => Promise.resolve(1), 2_000);
    const clockwork = await ready(fast, clock);
    await clockwork.lookAt(fast);
    const { updated_at } = await row();
    clock.time = new Date('2026-11-22T10:00:09Z');
    await clockwork.lookAt(fast);
    expect((await row()).updated_at).toEqual(updated_at);
    clock.time = new Date('2026-11-22T10:00:11Z');
    await clockwork.lookAt(fast);
    expect((await row()).updated_at).not.toEqual(updated_at);
  });

  it('gives a tick up that exceeds its limit, and leaves no transaction behind', async () => {
    const stuck = tick(() => new Promise<number>(() => undefined), 50, 100);
    await (await ready(stuck)).lookAt(stuck);
    expect((await row()).last_outcome).toBe('failed');
    const [open] = await bed.asOwner<{ n: string }>(
      `SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'`,
    );
    expect(open!.n).toBe('0');
  });

  it('repeats by itself and stops when told, after the running tick', async () => {
    let runs = 0;
    let finished = 0;
    const clockwork = new Clockwork(services(), [
      tick(async () => {
        runs++;
        await new Promise((resume) => setTimeout(resume, 30));
        return ++finished;
      }),
    ]);
    await clockwork.start();
    while (runs < 3) await new Promise((resume) => setTimeout(resume, 20));
    await clockwork.stop();
    const after = runs;
    expect(finished).toBe(runs);
    await new Promise((resume) => setTimeout(resume, 600));
    expect(runs).toBe(after);
  });

  it('goes on when the clock of the machine is set back, by whatever', async () => {
    let shift = 8 * 3_600_000;
    const clock = { now: (): Date => new Date(Date.now() + shift) };
    let pulses = 0;
    let slots = 0;
    const entries = [tick(() => Promise.resolve(++pulses)), { ...tick(() => Promise.resolve(++slots), 10_000), name: 'probe.slot' }];
    const clockwork = new Clockwork(services(), entries, clock);
    await clockwork.start();
    await until(() => pulses > 1 && slots === 1);
    shift = 0;
    const before = pulses;
    await until(() => pulses > before + 2);
    // The heartbeat tells the new time at once, and what waits longer looks again before a minute is over.
    await until(async () => (await row()).next_at.getTime() < Date.now() + 60_000);
    const jump = jumpAhead(60_000);
    await until(() => slots > 1);
    jump.mockRestore();
    await clockwork.stop();
  });

  it('goes by UTC when nobody knows the name of the time zone', async () => {
    await bed.asOwner(`INSERT INTO sys_tenants (code, name, time_zone) VALUES ('t', 't', 'Taipei')`);
    const clockwork = new Clockwork(services(), [nightly], at('2026-11-22T19:00:00Z'));
    await clockwork.register();
    expect(clockwork.zoneName).toBe('UTC');
    await bed.asOwner('DELETE FROM sys_tenants');
  });

  it('takes a new time zone of the tenant within a minute', async () => {
    await bed.asOwner(`INSERT INTO sys_tenants (code, name, time_zone) VALUES ('t', 't', 'Asia/Taipei')`);
    const clockwork = new Clockwork(services(), [nightly], at('2026-11-22T19:00:00Z'));
    const looks = jest.spyOn(clockwork, 'lookAt');
    await clockwork.start();
    // The next look is reckoned from the end of the first one.
    await until(() => looks.mock.results.length > 0);
    await looks.mock.results[0]!.value;
    expect(clockwork.zoneName).toBe('Asia/Taipei');
    await bed.asOwner(`UPDATE sys_tenants SET time_zone = 'America/New_York'`);
    const jump = jumpAhead(59_000);
    try {
      await until(() => clockwork.zoneName === 'America/New_York');
    } finally {
      jump.mockRestore();
      await clockwork.stop();
    }
    // 02:30 of New York, and its expectation with it.
    expect(await row('probe.night')).toMatchObject({ next_at: new Date('2026-11-23T07:30:00Z'), expected_by: new Date('2026-11-23T08:30:00Z') });
    expect(await jobs()).toEqual([]);
    await bed.asOwner('DELETE FROM sys_tenants');
  });

  it('stages a nightly job once a slot, in the time zone of the tenant, and not on the day of the installation', async () => {
    const clock = at('2026-11-22T10:00:00Z');
    const workers = [await ready(nightly, clock), await ready(nightly, clock)];
    await Promise.all(workers.map((w) => w.lookAt(nightly)));
    expect(await jobs()).toEqual([]);
    clock.time = new Date('2026-11-22T18:30:00Z'); // 02:30 in Taipei
    await Promise.all([...workers, ...workers].map((w) => w.lookAt(nightly)));
    expect(await jobs()).toMatchObject([{ dedupe_key: 'schedule:probe.night:2026-11-22T18:30:00.000Z', state: 'waiting' }]);
    expect(await row('probe.night')).toMatchObject({ last_outcome: 'running', next_at: new Date('2026-11-23T18:30:00Z') });
  });

  it('catches up once for nights that nobody was there for, and lets a job that still runs do the next slot, too', async () => {
    const clock = at('2026-11-22T18:00:00Z');
    const clockwork = await ready(nightly, clock);
    clock.time = new Date('2026-11-26T05:00:00Z');
    await clockwork.lookAt(nightly);
    expect((await jobs()).map((job) => job.dedupe_key)).toEqual(['schedule:probe.night:2026-11-25T18:30:00.000Z']);
    clock.time = new Date('2026-11-26T18:31:00Z');
    await clockwork.lookAt(nightly);
    expect(await jobs()).toHaveLength(1);
  });

  it('takes over how a staged job has ended, and a retry of a dead one', async () => {
    const clock = at('2026-11-22T18:00:00Z');
    const clockwork = await ready(nightly, clock);
    const { expected_by } = await row('probe.night');
    clock.time = new Date('2026-11-22T18:31:00Z');
    await clockwork.lookAt(nightly);
    await bed.asOwner(`UPDATE sys_jobs SET state = 'failed', finished_at = now(), problem = '{"code":"queue.failed"}'`);
    await clockwork.follow();
    expect(await row('probe.night')).toMatchObject({ last_outcome: 'failed', last_error: 'queue.failed', expected_by });
    const [again] = await bed.asOwner<{ id: string }>(
      `INSERT INTO sys_jobs (name, lane, max_attempts, timeout_ms, state, finished_at) VALUES ('probe.night', 3, 5, 1000, 'done', now()) RETURNING id`,
    );
    await bed.asOwner(
      `INSERT INTO sys_dead_jobs (job_id, name, lane, v, payload, attempts, problem, state, retried_as)
       SELECT id, name, lane, v, payload, 5, '{}', 'retried', $1 FROM sys_jobs WHERE state = 'failed'`,
      [again!.id],
    );
    await clockwork.follow();
    expect(await row('probe.night')).toMatchObject({ last_outcome: 'done', last_error: null, expected_by: new Date('2026-11-23T19:30:00Z') });
  });

  it('raises job.late for what is overdue, once, and resolves it when it has run again', async () => {
    const entry = tick(() => Promise.resolve(1));
    const clockwork = await ready(entry);
    const open = (): Promise<object[]> => bed.asOwner('SELECT code, subject, pages FROM sys_alerts WHERE resolved_at IS NULL');
    await bed.asOwner(`UPDATE sys_schedules SET expected_by = now() - interval '1 s'`);
    expect(await watchSchedules(services(), 10)).toBe(0); // a worker that has just started catches up first
    expect(await watchSchedules(services(), 300)).toBe(1);
    await watchSchedules(services(), 300);
    expect(await open()).toEqual([{ code: 'job.late', subject: 'probe.run', pages: false }]);
    await clockwork.lookAt(entry);
    expect(await watchSchedules(services(), 300)).toBe(0);
    expect(await open()).toEqual([]);
  });

  it('forgets entries that are no longer in the timetable, and expects anew when the cadence has changed', async () => {
    await ready(tick(() => Promise.resolve(1)));
    await bed.asOwner(`UPDATE sys_schedules SET expected_by = now() - interval '1 day'`);
    await ready(tick(() => Promise.resolve(1), 60_000));
    expect((await row()).expected_by.getTime()).toBeGreaterThan(Date.now());
    await ready(nightly);
    expect(await bed.asOwner('SELECT name FROM sys_schedules')).toEqual([{ name: 'probe.night' }]);
  });
});

describe('the timetable', () => {
  it('names every entry once, gives ticks a hard limit and expectations that a heartbeat every 10 s can meet', () => {
    expect(new Set(SCHEDULE.map((j) => j.name)).size).toBe(SCHEDULE.length);
    for (const { name, limitMs, expectedWithinMs } of SCHEDULE) {
      expect(name).toMatch(/^[a-z_]+\.[a-z_]+$/);
      expect(limitMs ?? 1).toBeGreaterThan(0);
      expect(expectedWithinMs).toBeGreaterThanOrEqual(30_000);
    }
  });

  it('stages maintenance inside the hours in which lane P4 runs', () => {
    for (const entry of SCHEDULE.filter(({ stage }) => stage?.job.lane === 4)) {
      const slot = slotAt(entry, new Date(), 'Asia/Taipei');
      expect([entry.name, isInWindow(parseWindow(MAINTENANCE_WINDOW), slot, 'Asia/Taipei')]).toEqual([entry.name, true]);
    }
  });

  it('has a fast tick whose heartbeat tells that the worker lives', () => {
    expect(SCHEDULE.some(isPulse)).toBe(true);
  });

  it('seals the audit within the promised five seconds', () => {
    expect(SCHEDULE.find((j) => j.name === 'audit.seal')!.everyMs).toBeLessThanOrEqual(5_000);
  });

  it('lets reservations expire within a minute and tells of movements without a month within an hour', () => {
    expect(SCHEDULE.find((j) => j.name === 'reservation.expire')!.everyMs).toBeLessThanOrEqual(60_000);
    expect(SCHEDULE.find((j) => j.name === 'ledger.partition')!.everyMs).toBeLessThanOrEqual(3_600_000);
  });
});
