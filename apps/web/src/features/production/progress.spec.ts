import { hoursText, lastOf, remainingOf, reportable, sharesOf } from './progress';
import type { Operation } from './types';

describe('how far an order is', () => {
  it('is a share of the plan, or of what was made where that is more', () => {
    expect(sharesOf('200', '50', '10')).toEqual({ good: 25, scrap: 5 });
    expect(sharesOf('100', '110', '10')).toEqual({ good: 91.7, scrap: 8.3 });
    expect(sharesOf('0', '0', '0')).toEqual({ good: 0, scrap: 0 });
  });

  it('leaves a rest that is exact to the digit and never below nothing', () => {
    expect(remainingOf('10', '3')).toBe('7');
    expect(remainingOf('0.3', '0.1', '0.10')).toBe('0.1');
    expect(remainingOf('9007199254740993.000001', '1')).toBe('9007199254740992.000001');
    expect(remainingOf('5', '5.000000')).toBe('0');
    expect(remainingOf('5', '4', '3')).toBe('0');
    expect(remainingOf('1.5', '1')).toBe('0.5');
  });

  it('tells time in hours and minutes', () => {
    expect([hoursText('0'), hoursText('7500'), hoursText(59 * 60 + 31)]).toEqual(['0:00', '2:05', '1:00']);
  });

  it('is reported at report points and at the last operation that is left', () => {
    const operation = (opNo: number, reportPoint: boolean, state = 'pending') => ({ opNo, reportPoint, state }) as Operation;
    const numbers = (operations: Operation[]) => reportable(operations).map(({ opNo }) => opNo);
    expect(numbers([operation(10, true), operation(20, false), operation(30, true)])).toEqual([10, 30]);
    const cut = [operation(10, true), operation(20, false), operation(30, true, 'skipped')];
    expect([numbers(cut), lastOf(cut)?.opNo]).toEqual([[10, 20], 20]);
    expect([reportable([]), lastOf([])]).toEqual([[], undefined]);
  });
});
