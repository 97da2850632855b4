import { OncePer } from './once-per';

describe('once per period', () => {
  it('is due for each key the first time and after the period, not between', () => {
    let now = 0;
    const once = new OncePer(60_000, { now: () => new Date(now) });
    expect([once.isDue('a'), once.isDue('a'), once.isDue('b')]).toEqual([true, false, true]);
    now = 59_999;
    expect(once.isDue('a')).toBe(false);
    now = 60_000;
    expect([once.isDue('a'), once.isDue('a')]).toEqual([true, false]);
  });
});
