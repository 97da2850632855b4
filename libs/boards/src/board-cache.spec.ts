import { databaseErrors } from '@anwen/database';
import { BoardCache, FRESH_MS, STALE_LIMIT_MS, isOutage } from './board-cache';
import { boardErrors } from './boards.errors';
import { ReadingGate } from './reading-gate';

describe('the cache of boards', () => {
  let now: number;
  let loads: number;
  let cache: BoardCache;
  let fail: (() => Error) | undefined;

  beforeEach(() => {
    [now, loads, fail] = [1_000_000, 0, undefined];
    cache = new BoardCache(() => now);
  });

  const load = async (): Promise<{ version: string; data: string }> => {
    const n = ++loads;
    await new Promise((resume) => setImmediate(resume));
    if (fail) throw fail();
    return { version: `v${n}`, data: `{"n":${n}}` };
  };
  const outage = (): Error => databaseErrors.unavailable();
  const codeOf = (wanted: Promise<unknown>): Promise<unknown> =>
    wanted.then(
      () => 'ok',
      (e: { code: string }) => e.code,
    );

  it('asks once for all who come together, and again when the answer is old', async () => {
    const first = await Promise.all(Array.from({ length: 50 }, () => cache.get('a', load)));
    expect([loads, new Set(first.map((s) => s.snapshot.version)).size]).toEqual([1, 1]);
    now += FRESH_MS - 1;
    await Promise.all(Array.from({ length: 50 }, () => cache.get('a', load)));
    expect(loads).toBe(1);
    now += 1;
    const later = await Promise.all(Array.from({ length: 50 }, () => cache.get('a', load)));
    expect([loads, later[0]!.snapshot.version]).toEqual([2, 'v2']);
  });

  it('keeps every key apart', async () => {
    const [a, b] = await Promise.all([cache.get('a', load), cache.get('b', load)]);
    expect([loads, a.snapshot.data === b.snapshot.data]).toEqual([2, false]);
  });

  it('measures the age from before the question, not from the answer', async () => {
    const slow = async (): Promise<{ version: string; data: string }> => {
      now += 700;
      return load();
    };
    expect((await cache.get('a', slow)).ageMs).toBe(700);
  });

  it('shows the last data through an outage with its true age, for a minute; then it refuses', async () => {
    await cache.get('a', load);
    fail = outage;
    now += 20_000;
    const seen = await cache.get('a', load);
    expect([seen.stale, seen.ageMs, seen.snapshot.version]).toEqual([true, 20_000, 'v1']);
    now += STALE_LIMIT_MS - 20_000;
    expect((await cache.get('a', load)).stale).toBe(true);
    now += 1;
    expect(await codeOf(cache.get('a', load))).toBe('boards.unavailable');
    expect(cache.peek('a')).toBeUndefined();
    fail = undefined;
    now += 1_000;
    expect((await cache.get('a', load)).stale).toBe(false);
  });

  it('tries a database that is gone once a second for everybody', async () => {
    await cache.get('a', load);
    fail = outage;
    now += 5_000;
    for (let i = 0; i < 9; i++) {
      await Promise.all(Array.from({ length: 20 }, () => cache.get('a', load)));
      now += 100;
    }
    expect(loads).toBe(2);
    now += 200;
    await cache.get('a', load);
    expect(loads).toBe(3);
  });

  it('forgets a board that is no longer there: what it showed does not come back in an outage', async () => {
    await cache.get('a', load);
    fail = () => boardErrors.not_found({ key: 'a' });
    now += 5_000;
    expect(await codeOf(cache.get('a', load))).toBe('boards.not_found');
    fail = outage;
    now += 5_000;
    expect(await codeOf(cache.get('a', load))).toBe('boards.unavailable');
  });

  it('shows the last data when the refresh hangs, and takes the new data when it comes', async () => {
    await cache.get('a', load);
    now += 5_000;
    let finish = (): void => undefined;
    const hanging = (): Promise<{ version: string; data: string }> => new Promise((resolve) => (finish = (): void => resolve({ version: 'late', data: '{}' })));
    const seen = await cache.get('a', hanging);
    expect([seen.stale, seen.snapshot.version, seen.ageMs]).toEqual([true, 'v1', 5_000]);
    finish();
    await new Promise((resume) => setImmediate(resume));
    expect((await cache.get('a', load)).snapshot.version).toBe('late');
  });

  describe('that reads ahead', () => {
    beforeEach(() => {
      jest.useFakeTimers();
      cache = new BoardCache(Date.now, true);
    });
    afterEach(() => {
      cache.close();
      jest.useRealTimers();
    });
    const quick = (): Promise<{ version: string; data: string }> => Promise.resolve({ version: `v${++loads}`, data: '{}' });
    const poll = async (everyMs: number, times: number): Promise<void> => {
      for (let i = 0; i < times; i++) {
        await cache.get('a', quick);
        await jest.advanceTimersByTimeAsync(everyMs);
      }
    };

    it('has the answer ready for a screen that polls', async () => {
      await poll(5_000, 3);
      const before = loads;
      const seen = await cache.get('a', quick);
      expect([loads, seen.stale, seen.ageMs < 2_000]).toEqual([before, false, true]);
      expect(loads).toBeLessThanOrEqual(10);
    });

    it('begins with the second question, and stops a round after the last', async () => {
      await poll(10_000, 1);
      expect(loads).toBe(1);
      await poll(5_000, 2);
      await jest.advanceTimersByTimeAsync(20_000);
      const after = loads;
      await jest.advanceTimersByTimeAsync(60_000);
      expect([loads, after <= 9]).toEqual([after, true]);
    });

    it('leaves a slow database most of the time, however many ask', async () => {
      let busy = 0;
      const slow = async (): Promise<{ version: string; data: string }> => {
        await new Promise((resume) => setTimeout(resume, 900));
        busy += 900;
        return { version: 'v', data: '{}' };
      };
      const first = cache.get('a', slow);
      await jest.advanceTimersByTimeAsync(1_000);
      await first;
      const began = Date.now();
      for (let i = 0; i < 30; i++) {
        void cache.get('a', slow);
        await jest.advanceTimersByTimeAsync(5_000);
      }
      expect(busy / (Date.now() - began)).toBeLessThan(0.4);
    });
  });

  it('takes a full disk for an answer, not for an outage: reading needs none', async () => {
    await cache.get('a', load);
    fail = () => databaseErrors.disk_full();
    now += 5_000;
    expect(await codeOf(cache.get('a', load))).toBe('database.disk_full');
    expect([isOutage(databaseErrors.busy()), isOutage(databaseErrors.timeout()), isOutage(databaseErrors.unavailable())]).toEqual([true, true, true]);
  });

  it('lets four questions run at once, of all caches behind one gate; the others wait', async () => {
    let running = 0;
    let most = 0;
    const counted = async (): Promise<{ version: string; data: string }> => {
      most = Math.max(most, ++running);
      await new Promise((resume) => setTimeout(resume, 2));
      running--;
      return { version: 'v', data: '{}' };
    };
    const gate = new ReadingGate();
    const caches = [new BoardCache(Date.now, false, gate), new BoardCache(Date.now, false, gate)];
    await Promise.all(Array.from({ length: 40 }, (_, n) => caches[n % 2]!.get(`k${n}`, counted)));
    expect([most, running]).toEqual([4, 0]);
  });
});
