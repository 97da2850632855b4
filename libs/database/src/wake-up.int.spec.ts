import { TestDatabase } from './testing';
import type { WakeChannel } from './transaction';
import { WakeUpCalls } from './wake-up';

const until = async (met: () => boolean): Promise<void> => {
  for (let i = 0; i < 400 && !met(); i++) await new Promise((resume) => setTimeout(resume, 10));
};

describe('a wake-up call', () => {
  let bed: TestDatabase;
  const heard: WakeChannel[] = [];
  beforeAll(async () => {
    bed = await TestDatabase.create();
  });
  beforeEach(() => heard.splice(0));
  afterAll(() => bed.drop());

  it('comes after a commit that asked for it, once for a burst, and never after a rollback', async () => {
    const listener = bed.database.listen(['anwen_jobs'], (channel) => heard.push(channel));
    await until(() => heard.length === 1); // connected
    await bed.transaction(async (tx) => tx.wakeAfterCommit('anwen_jobs'));
    await until(() => heard.length === 2);
    expect(heard).toHaveLength(2);
    await expect(
      bed.transaction(async (tx) => {
        tx.wakeAfterCommit('anwen_jobs');
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    const begun = performance.now();
    await Promise.all(Array.from({ length: 40 }, () => bed.transaction(async (tx) => tx.wakeAfterCommit('anwen_jobs'))));
    const burstMs = performance.now() - begun;
    await until(() => heard.length >= 4);
    await new Promise((resume) => setTimeout(resume, 200));
    expect(heard.length).toBeGreaterThan(2);
    // The two from before, the first and the last of the burst, and one each 25 ms (a timer may be 1 ms early) in between.
    expect(heard.length).toBeLessThanOrEqual(4 + burstMs / 24);
    await listener.close();
  });

  it('goes on when the clock of the machine is set back', async () => {
    let sent = 0;
    const calls = new WakeUpCalls(() => Promise.resolve(sent++));
    calls.call('anwen_jobs');
    const real = Date.now;
    Date.now = () => real() - 3_600_000;
    for (let i = 0; i < 10; i++) {
      calls.call('anwen_jobs');
      await new Promise((resume) => setTimeout(resume, 50));
    }
    Date.now = real;
    await calls.close();
    expect(sent).toBeGreaterThan(8);
  });

  it('is heard again after the connection was lost', async () => {
    const listener = bed.database.listen(['anwen_outbox'], (channel) => heard.push(channel));
    await until(() => heard.length === 1);
    await bed.asOwner(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE '%-listen' AND datname = current_database()`);
    await until(() => heard.length === 2);
    await bed.transaction(async (tx) => tx.wakeAfterCommit('anwen_outbox'));
    await until(() => heard.length === 3);
    expect(heard).toHaveLength(3);
    await listener.close();
  });
});
