import { failAttempt, newRecord, reserveAttempt, succeedAttempt } from './login-lock.rules';
import { lockMs, networkOf, rateLimitHeaders, retryAfterSeconds, API_POLICY } from './rate-limit.rules';

const MINUTE = 60_000;

describe('the login lock of one account', () => {
  const failFive = (record = newRecord(), at = 1_000_000): ReturnType<typeof newRecord> => {
    for (let i = 0; i < 5; i++) {
      expect(reserveAttempt(record, `a${i}`, at)).toEqual({ allowed: true });
      failAttempt(record, `a${i}`, at);
    }
    return record;
  };

  it('falls with the fifth failure within a minute and lasts 5, then 15, then 60 minutes', () => {
    let now = 1_000_000;
    const record = newRecord();
    for (const minutes of [5, 15, 60, 60]) {
      failFive(record, now);
      expect(reserveAttempt(record, 'x', now)).toEqual({ allowed: false, retryMs: minutes * MINUTE, locked: true });
      now += minutes * MINUTE;
    }
    expect([1, 2, 3, 9].map(lockMs)).toEqual([5, 15, 60, 60].map((m) => m * MINUTE));
  });

  it('lets five checks begin at once and no sixth, without locking anybody yet', () => {
    const record = newRecord();
    const verdicts = Array.from({ length: 100 }, (_, i) => reserveAttempt(record, `p${i}`, 1_000));
    expect(verdicts.filter((v) => v.allowed)).toHaveLength(5);
    expect(verdicts[5]).toEqual({ allowed: false, retryMs: 1_000, locked: false });
    succeedAttempt(record, 'p0', true);
    expect(reserveAttempt(record, 'next', 1_001)).toEqual({ allowed: true });
  });

  it('counts an attempt that never reported as failed', () => {
    const record = newRecord();
    for (let i = 0; i < 5; i++) reserveAttempt(record, `a${i}`, 1_000);
    expect(reserveAttempt(record, 'x', 7_000)).toMatchObject({ allowed: false, locked: true });
  });

  it('forgets failures after a minute and locks after a day', () => {
    const record = newRecord();
    for (let i = 0; i < 4; i++) {
      reserveAttempt(record, `a${i}`, 1_000);
      failAttempt(record, `a${i}`, 1_000);
    }
    expect(reserveAttempt(record, 'later', 62_000)).toEqual({ allowed: true });
    failAttempt(record, 'later', 62_000);
    expect(record.lockedUntil).toBe(0);
    const locked = failFive(newRecord(), 0);
    failFive(locked, 25 * 60 * MINUTE);
    expect(locked.lockedUntil).toBe(25 * 60 * MINUTE + 5 * MINUTE);
  });
});

describe('what a client is told', () => {
  it('follows the RateLimit draft', () => {
    expect(rateLimitHeaders(API_POLICY, { allowed: true, remaining: 123, resetMs: 36_001 })).toEqual({
      'RateLimit-Policy': '"api";q=300;w=60',
      RateLimit: '"api";r=123;t=37',
    });
  });

  it('is never to come back before the window ends, and not all at once', () => {
    expect(retryAfterSeconds(36_001, () => 0)).toBe(37);
    expect(retryAfterSeconds(36_001, () => 0.999)).toBe(44);
    expect(retryAfterSeconds(1, () => 0)).toBe(1);
  });

  it('is counted by network: one address of IPv4, a /64 of IPv6', () => {
    expect(networkOf('192.0.2.7')).toBe('192.0.2.7');
    expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
    expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64');
    expect(networkOf('2001:DB8:0:0:aaaa:1::9')).toBe('2001:db8:0:0::/64');
    expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
  });
});
