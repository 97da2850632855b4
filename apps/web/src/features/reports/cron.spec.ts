import { cronOf, isTime, looksLikeCron, looksLikeMail, timingOf } from './cron';

describe('the time of a schedule', () => {
  it('reads what people mean and writes it back', () => {
    const cases = { '0 8 * * *': 'daily', '30 17 * * 5': 'weekly', '5 0 1 * *': 'monthly', '0 8 * * 1-5': 'custom', '*/5 * * * *': 'custom' };
    for (const [cron, frequency] of Object.entries(cases)) {
      expect([cron, timingOf(cron).frequency]).toEqual([cron, frequency]);
      expect(cronOf(timingOf(cron))).toBe(cron);
    }
  });

  it('knows Sunday under both numbers', () => {
    expect(timingOf('0 8 * * 0')).toMatchObject({ weekday: 'sun' });
    expect(timingOf('0 8 * * 7')).toMatchObject({ weekday: 'sun' });
    expect(cronOf({ frequency: 'weekly', time: '08:00', weekday: 'sun' })).toBe('0 8 * * 0');
  });

  it('leaves what is out of range as it stands', () => {
    for (const cron of ['60 8 * * *', '0 24 * * *', '0 8 32 * *', '0 8 * * 8', '0 8 1 * 1', '0 0 8 * * *']) expect(timingOf(cron).frequency).toBe('custom');
  });

  it('catches typing mistakes', () => {
    expect(['08:00', '23:59', '24:00', '8:00', ''].map(isTime)).toEqual([true, true, false, false, false]);
    expect(['0 8 * * 1-5', '0 8 * *', '0 8 * * * *', 'now'].map(looksLikeCron)).toEqual([true, false, false, false]);
    expect(['a@b.tw', 'a@b', 'a b@c.tw', 'a@b.tw,c@d.tw'].map(looksLikeMail)).toEqual([true, false, false, false]);
  });
});
