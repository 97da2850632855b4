import { Quantity } from '@anwen/kernel';
import { PICK_TASK_STATES, legalOnTask, mayWork, spread } from './pick.rules';

describe('a pick task', () => {
  it('is worked on by who claimed it, and by anybody when it is free or the claim ran out', () => {
    const claimed = { state: 'claimed', assigneeId: '7', isLeaseOver: false } as const;
    expect([mayWork({ ...claimed, state: 'open' }, '9'), mayWork(claimed, '7'), mayWork(claimed, '9')]).toEqual([true, true, false]);
    expect(mayWork({ ...claimed, isLeaseOver: true }, '9')).toBe(true);
    for (const state of ['done', 'short', 'cancelled'] as const) expect(mayWork({ ...claimed, state }, '7')).toBe(false);
  });

  it('offers nothing once it is over', () => {
    expect(PICK_TASK_STATES.filter((s) => legalOnTask(s, 'pick').length === 0)).toEqual(['done', 'short', 'cancelled']);
    expect([legalOnTask('open', 'pick').includes('substitute'), legalOnTask('open', 'put_back').includes('substitute')]).toEqual([true, false]);
  });

  it('spreads what is missing over other places, in their order, and no further than it goes', () => {
    const places = [
      { locationId: '1', lotId: '5', free: '2' },
      { locationId: '2', lotId: '5', free: '1.5' },
      { locationId: '1', lotId: '5', free: '1' },
    ];
    expect(spread(Quantity.of('4'), places)).toEqual([
      { locationId: '1', lotId: '5', qty: '2.5' },
      { locationId: '2', lotId: '5', qty: '1.5' },
    ]);
    expect(spread(Quantity.of('9'), places).map((w) => w.qty)).toEqual(['3', '1.5']);
    expect(spread(Quantity.of('1'), [])).toEqual([]);
  });
});
