import { dateIn, dateTime, decimal, freshness, instantIn } from './format';

describe('numbers and dates as people read them', () => {
  it('group digits without losing one', () => {
    expect(['0', '999', '1000', '-1234567.500001', '123456789012.123456'].map(decimal)).toEqual([
      '0',
      '999',
      '1,000',
      '-1,234,567.500001',
      '123,456,789,012.123456',
    ]);
    expect(decimal('n/a')).toBe('n/a');
  });

  it('show the time of the factory, not of the browser', () => {
    expect(dateTime('2026-11-21T16:05:00Z', 'Asia/Taipei')).toBe('2026-11-22 00:05');
    expect(dateIn(new Date('2026-11-21T15:59:59Z'), 'Asia/Taipei')).toBe('2026-11-21');
    expect(dateTime(null, 'Asia/Taipei')).toBe('');
  });

  it('are typed by the clock of the factory, whatever the browser’s is', () => {
    expect(instantIn('2026-11-22T00:05', 'Asia/Taipei')).toBe('2026-11-21T16:05:00.000Z');
    expect(instantIn('2026-07-01T08:30', 'America/New_York')).toBe('2026-07-01T12:30:00.000Z');
    expect(instantIn('2026-03-08T03:30', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z');
    expect([instantIn('', 'Asia/Taipei'), instantIn(undefined, 'Asia/Taipei')]).toEqual([undefined, undefined]);
  });

  it('judge an expiry date by the day', () => {
    expect(freshness('2026-11-21', '2026-11-22')).toBe('expired');
    expect(freshness('2026-11-22', '2026-11-22')).toBe('soon');
    expect(freshness('2026-12-22', '2026-11-22')).toBe('soon');
    expect(freshness('2026-12-23', '2026-11-22')).toBe('good');
  });
});
