import { databaseErrors } from '@anwen/database';
import { backoffMs, failureOf } from './failure.rules';
import { queueErrors } from './queue.errors';

describe('the pause before another attempt', () => {
  it('doubles from five seconds to ten minutes, with a fifth of jitter', () => {
    expect([1, 2, 3, 4].map((n) => backoffMs(n, 0))).toEqual([5_000, 10_000, 20_000, 40_000]);
    expect(backoffMs(19, 0)).toBe(600_000);
    expect(backoffMs(1, 1)).toBe(6_000);
  });
});

describe('a failure', () => {
  it.each([
    ['what the input will never allow', queueErrors.payload_invalid({ name: 'x' }), true, false],
    ['what a person understands', queueErrors.permission_lost({ permission: 'a.b' }), true, true],
    ['a job that this version does not know', queueErrors.unknown_job({ name: 'x', version: 2 }), true, false],
    ['too many at once', queueErrors.full({ waiting: 10 }), false, false],
    ['a busy database', databaseErrors.busy(), false, false],
    ['a bug', new TypeError('undefined is no function'), false, false],
    ['something thrown that is no error', 'oops', false, false],
  ])('knows %s', (_, thrown, permanent, expected) => {
    expect(failureOf(thrown)).toMatchObject({ permanent, expected });
  });

  it('keeps the cause for the repairer and tells the requester a code only', () => {
    const failure = failureOf(new Error('password=geheim\0', { cause: new Error('deeper') }));
    expect(failure).toMatchObject({ code: 'queue.failed', status: 500, zh: '工作執行失敗。', en: 'The job has failed.' });
    expect(failure.trace).toContain('deeper');
    expect(failure.trace).not.toContain('\0');
    expect(failureOf(new Error('x'.repeat(50_000))).trace!.length).toBeLessThanOrEqual(4_096);
  });
});
