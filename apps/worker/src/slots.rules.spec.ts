import { isInWindow, isOpen, parseWindow, slotAfter, slotAt } from './slots.rules';

const TAIPEI = 'Asia/Taipei';
const nightly = { cron: '30 2 * * *' } as const;

describe('slots', () => {
  it('begin in the tenant’s time zone, the very millisecond included', () => {
    expect(slotAt(nightly, new Date('2026-11-22T18:30:00.000Z'), TAIPEI).toISOString()).toBe('2026-11-22T18:30:00.000Z');
    expect(slotAt(nightly, new Date('2026-11-22T18:29:59.999Z'), TAIPEI).toISOString()).toBe('2026-11-21T18:30:00.000Z');
    expect(slotAfter(nightly, new Date('2026-11-22T18:30:00.000Z'), TAIPEI).toISOString()).toBe('2026-11-23T18:30:00.000Z');
  });

  it('exist once on the days on which the clocks change', () => {
    const times = ['2026-03-08T12:00:00Z', '2026-11-01T12:00:00Z'].map((at) => slotAt(nightly, new Date(at), 'America/New_York'));
    for (const slot of times) expect(slotAfter(nightly, slot, 'America/New_York').getTime() - slot.getTime()).toBeGreaterThan(22 * 3_600_000);
  });

  it('of even steps are the same for every worker', () => {
    const every = { everyMs: 600_000 } as const;
    expect(slotAt(every, new Date('2026-11-22T10:17:31Z'), TAIPEI).toISOString()).toBe('2026-11-22T10:10:00.000Z');
  });

  it('are not stopped by a slot that a wrong clock has taken in the future', () => {
    const now = new Date('2026-11-22T10:00:00Z');
    expect(isOpen({ everyMs: 60_000 }, now, new Date('2027-01-01T00:00:00Z'), now)).toBe(true);
    expect(isOpen({ everyMs: 60_000 }, now, now, now)).toBe(false);
    expect(isOpen({ everyMs: 60_000 }, now, null, now)).toBe(true);
    expect(isOpen(nightly, now, null, now)).toBe(false);
  });
});

describe('the window of maintenance', () => {
  it('may reach over midnight and follows the tenant’s time zone', () => {
    const window = parseWindow('20:00-07:00');
    const open = (at: string): boolean => isInWindow(window, new Date(at), TAIPEI);
    expect([open('2026-11-22T12:00:00Z'), open('2026-11-22T22:59:00Z'), open('2026-11-22T23:00:00Z'), open('2026-11-22T11:59:00Z')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(isInWindow(parseWindow('02:00-04:00'), new Date('2026-11-22T18:00:00Z'), TAIPEI)).toBe(true);
    expect(isInWindow(parseWindow('always'), new Date(), TAIPEI)).toBe(true);
  });

  it('refuses what is no window', () => {
    for (const text of ['', '20-7', '24:00-07:00', '20:00-07:60', 'never']) expect(() => parseWindow(text)).toThrow('HH:MM-HH:MM');
  });
});
