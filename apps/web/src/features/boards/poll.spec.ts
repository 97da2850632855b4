import { clockText, nextPoll, stalenessOf } from './poll';

describe('the polling of a board', () => {
  it('comes every five seconds, half a second sooner or later', () => {
    expect([nextPoll(0, 0), nextPoll(0, 0.5), nextPoll(0, 1)]).toEqual([4_500, 5_000, 5_500]);
  });

  it('slows down to half a minute while the server fails, and waits as long as it asks', () => {
    expect([1, 2, 3, 50].map((failures) => nextPoll(failures, 0.5))).toEqual([10_000, 20_000, 30_000, 30_000]);
    expect(nextPoll(1, 0.5, 45)).toBe(45_000);
  });

  it('calls data stale after a minute, and warns after fifteen seconds', () => {
    expect([0, 15_000, 15_001, 60_000, 60_001].map(stalenessOf)).toEqual(['fresh', 'fresh', 'aging', 'aging', 'stale']);
  });

  it('shows elapsed time as a clock', () => {
    expect([-5, 0, 65, 3_600 * 3 + 425].map(clockText)).toEqual(['0:00', '0:00', '1:05', '3:07:05']);
  });
});
