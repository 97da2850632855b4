import { dateIn, dateTime, decimal, freshness } from './format';

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

  it('judge an expiry date by the day', () => {
    expect(freshness('2026-11-21', '2026-11-22')).toBe('expired');
    expect(freshness('2026-11-22', '2026-11-22')).toBe('soon');
    expect(freshness('2026-12-22', '2026-11-22')).toBe('soon');
    expect(freshness('2026-12-23', '2026-11-22')).toBe('good');
  });
});
