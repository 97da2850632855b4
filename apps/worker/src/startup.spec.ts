import { handled } from '@anwen/outbox';
import { defineJob, type JobDefinition } from '@anwen/queue';
import { z } from 'zod';
import { requireHandlers } from './startup.checks';

const job = (name: `${string}.${string}`): JobDefinition => defineJob({ name, lane: 1, payload: z.object({}), zh: '測試', en: 'Test' }) as JobDefinition;

describe('the boot check of the worker', () => {
  const [one, two, three] = [job('check.one'), job('check.two'), job('check.three')];
  const catalogue = new Map([one, two, three].map((j) => [j.name, j]));
  const work = (j: JobDefinition) => handled(j, () => Promise.resolve());

  it('lets every job with one handler pass', () => {
    expect(() => requireHandlers(catalogue, [work(one), work(two), work(three)])).not.toThrow();
  });

  it('names all offenders at once and exits with 78', () => {
    const stranger = { ...one, name: 'check.stranger' } as JobDefinition;
    const twin = { ...three };
    let thrown: unknown;
    try {
      requireHandlers(catalogue, [work(one), work(one), work(stranger), work(twin)]);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({
      exitCode: 78,
      offenders: [
        'job check.two has no handler',
        'job check.three has no handler',
        'job check.one has 2 handlers',
        'handler of check.stranger has no declared job',
        'handler of check.three has no declared job',
      ],
    });
  });
});
