import { Database } from '@anwen/database';
import { TestDatabase } from '@anwen/database/testing';
import { Logger, type INestApplicationContext } from '@nestjs/common';
import { Clockwork, type LightEntry } from './clockwork';
import { SCHEDULE } from './schedule';

describe('the clockwork', () => {
  let bed: TestDatabase;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    bed = await TestDatabase.create();
  });
  afterAll(() => bed.drop());

  const services = (): INestApplicationContext => ({ get: (token: unknown) => (token === Database ? bed.database : undefined) }) as INestApplicationContext;
  const job = (run: LightEntry['run'], limitMs = 5_000): LightEntry => ({ name: 'probe.run', everyMs: 50, expectedWithinMs: 1_000, limitMs, run });

  it('runs a job in one of two workers at a time', async () => {
    let inside = 0;
    let most = 0;
    const slow = job(async () => {
      most = Math.max(most, ++inside);
      await new Promise((resume) => setTimeout(resume, 200));
      inside--;
      return 7;
    });
    const workers = [new Clockwork(services(), [slow]), new Clockwork(services(), [slow])];
    await Promise.all(workers.map((w) => w.runOnce(slow)));
    expect(most).toBe(1);
    expect(workers.map((w) => w.heartbeats[0]!.outcome).sort()).toEqual(['done', 'elsewhere']);
    expect(workers.map((w) => w.heartbeats[0]!.result)).toContain(7);
  });

  it('goes on after a failure, and reports the job as late until it succeeds', async () => {
    let calls = 0;
    const flaky = job(async () => {
      if (++calls === 1) throw new Error('not today');
      return calls;
    });
    const clockwork = new Clockwork(services(), [flaky]);
    await clockwork.runOnce(flaky);
    expect(clockwork.late).toEqual(['probe.run']);
    await clockwork.runOnce(flaky);
    expect(clockwork.late).toEqual([]);
    expect(clockwork.heartbeats[0]).toMatchObject({ outcome: 'done', result: 2 });
  });

  it('gives a job up that exceeds its limit, and leaves no transaction behind', async () => {
    const stuck = job(() => new Promise<number>(() => undefined), 100);
    const clockwork = new Clockwork(services(), [stuck]);
    await clockwork.runOnce(stuck);
    expect(clockwork.heartbeats[0]!.outcome).toBe('failed');
    const [open] = await bed.asOwner<{ n: string }>(
      `SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'`,
    );
    expect(open!.n).toBe('0');
  });

  it('repeats by itself and stops when told, after the running job', async () => {
    let runs = 0;
    let finished = 0;
    const clockwork = new Clockwork(services(), [
      job(async () => {
        runs++;
        await new Promise((resume) => setTimeout(resume, 30));
        return ++finished;
      }),
    ]);
    clockwork.start();
    while (runs < 3) await new Promise((resume) => setTimeout(resume, 20));
    await clockwork.stop();
    const after = runs;
    expect(finished).toBe(runs);
    await new Promise((resume) => setTimeout(resume, 200));
    expect(runs).toBe(after);
  });
});

describe('the timetable', () => {
  it('names every job once and gives each a hard limit', () => {
    expect(new Set(SCHEDULE.map((j) => j.name)).size).toBe(SCHEDULE.length);
    for (const { name, limitMs, expectedWithinMs } of SCHEDULE) {
      expect(name).toMatch(/^[a-z_]+\.[a-z_]+$/);
      expect(limitMs ?? 1).toBeGreaterThan(0);
      expect(expectedWithinMs).toBeGreaterThan(0);
    }
  });

  it('seals the audit within the promised five seconds', () => {
    expect(SCHEDULE.find((j) => j.name === 'audit.seal')!.everyMs).toBeLessThanOrEqual(5_000);
  });

  it('lets reservations expire within a minute and tells of movements without a month within an hour', () => {
    expect(SCHEDULE.find((j) => j.name === 'reservation.expire')!.everyMs).toBeLessThanOrEqual(60_000);
    expect(SCHEDULE.find((j) => j.name === 'ledger.partition')!.everyMs).toBeLessThanOrEqual(3_600_000);
  });
});
