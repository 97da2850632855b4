import { TestDatabase } from '@anwen/database/testing';
import type { AppError, HttpAnswer } from '@anwen/kernel';
import { ProbeDoor, leaveEffect, probeErrors } from './testing';

type Outcome = { readonly answer: HttpAnswer } | { readonly refused: AppError; readonly ms: number };

describe('twins that arrive together', () => {
  let bed: TestDatabase;
  let door: ProbeDoor;
  beforeAll(async () => {
    bed = await TestDatabase.create({ poolSize: 20 });
    door = new ProbeDoor(bed.database);
  });
  afterAll(() => bed.drop());

  const twin = async (key: string, work: () => Promise<void> = async () => undefined): Promise<Outcome> => {
    const begun = performance.now();
    try {
      return {
        answer: await door.call({ key, body: { key } }, async (tx) => {
          const effect = await leaveEffect(tx, key);
          await work();
          return effect;
        }),
      };
    } catch (error) {
      return { refused: error as AppError, ms: performance.now() - begun };
    }
  };
  const effectsOf = async (prefix: string): Promise<Map<string, number>> => {
    const rows = await bed.database.query<{ kind: string; n: string }>(
      `SELECT kind, count(*) AS n FROM sys_ops_reports WHERE kind LIKE $1 || '%' GROUP BY kind`,
      [prefix],
    );
    return new Map(rows.map((r) => [r.kind, Number(r.n)]));
  };

  it('make exactly one effect for each of 200 keys with 15 twins each; the others hear the same answer or "in progress"', async () => {
    const keys = Array.from({ length: 200 }, (_, i) => `race-0123456789-${i}`);
    const outcomes = new Map<string, Outcome[]>();
    for (let i = 0; i < keys.length; i += 10) {
      await Promise.all(keys.slice(i, i + 10).map(async (key) => outcomes.set(key, await Promise.all(Array.from({ length: 15 }, () => twin(key))))));
    }
    expect(await effectsOf('race-')).toEqual(new Map(keys.map((key) => [key, 1])));
    for (const twins of outcomes.values()) {
      const answers = twins.flatMap((t) => ('answer' in t ? [t.answer] : []));
      expect(new Set(answers.map((a) => a.body)).size).toBe(1);
      expect(answers.filter((a) => !('Idempotent-Replayed' in a.headers))).toHaveLength(1);
      for (const t of twins) if ('refused' in t) expect(t.refused.code).toBe('idempotency.in_progress');
    }
  });

  it('of one key, 50 at once, are answered without waiting for the first', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let entered = (): void => undefined;
    const inside = new Promise<void>((resolve) => (entered = resolve));
    const first = twin('held-0123456789-0', async () => {
      entered();
      await held;
    });
    await inside;
    const others = await Promise.all(Array.from({ length: 50 }, () => twin('held-0123456789-0')));
    release();
    expect('answer' in (await first)).toBe(true);
    for (const other of others) {
      if (!('refused' in other)) throw new Error('a twin got an answer while the first was still working');
      expect(other.refused.code).toBe('idempotency.in_progress');
      expect(other.refused.data.headers?.['Retry-After']).toBe('1');
      expect(other.ms).toBeLessThan(2_000);
    }
    expect((await effectsOf('held-')).get('held-0123456789-0')).toBe(1);
  });

  it('where the work refuses, agree on one stored verdict or on the one success, never on both', async () => {
    const keys = Array.from({ length: 40 }, (_, i) => `verdict-0123456789-${i}`);
    await Promise.all(
      keys.map(async (key) => {
        const call = (n: number): Promise<HttpAnswer | undefined> =>
          door
            .call({ key, body: { key } }, async (tx) => {
              const effect = await leaveEffect(tx, key);
              if (n % 2 === 0) throw probeErrors.conflict();
              return effect;
            })
            .catch((error: AppError) => {
              expect(error.code).toBe('idempotency.in_progress');
              return undefined;
            });
        await Promise.all(Array.from({ length: 6 }, (_, n) => call(n)));
        const settled = await call(1);
        const later = await Promise.all([call(0), call(1)]);
        for (const answer of later) if (answer && settled) expect(answer.body).toBe(settled.body);
        const effects = (await effectsOf(key)).get(key) ?? 0;
        expect(effects).toBe(settled?.status === 201 ? 1 : 0);
      }),
    );
  });
});
