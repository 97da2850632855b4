import fc from 'fast-check';
import { capacityByDay, loadForward, type Centre, type LoadOrder } from './load.rules';

const at = (text: string): Date => new Date(`2026-11-${text}:00Z`);
const shift = (day: string, from = '08:00', to = '16:00') => ({ day: `2026-11-${day}`, startsAt: at(`${day}T${from}`), endsAt: at(`${day}T${to}`) });
const centre = (id: string, capacity = 1): Centre => ({ id, capacity, shifts: [shift('23'), shift('24'), shift('25'), shift('26')] });
const order = (number: string, dueOn: string, ...operations: [opNo: number, centreId: string, hours: number, queueHours?: number][]): LoadOrder => ({
  number,
  dueOn,
  priority: 5,
  operations: operations.map(([opNo, centreId, hours, queue = 0]) => ({ opNo, centreId, workS: hours * 3600, queueS: queue * 3600 })),
});
const NOW = at('23T10:00');

describe('finite load', () => {
  it('follows due days, shifts and the operation before', () => {
    const centres = new Map([
      ['1', centre('1')],
      ['2', centre('2')],
    ]);
    const { placed, ends } = loadForward([order('WO-2', '2026-11-25', [10, '1', 4]), order('WO-1', '2026-11-24', [10, '1', 8], [20, '2', 2, 1])], centres, NOW);
    // WO-1 first: 10:00–16:00, then 08:00–10:00; an hour of queue; 11:00–13:00. WO-2 after it: 10:00–14:00.
    expect(placed.map((p) => `${p.number}/${p.opNo} ${p.day.slice(-2)} ${p.seconds / 3600}`)).toEqual([
      'WO-1/10 23 6',
      'WO-1/10 24 2',
      'WO-1/20 24 2',
      'WO-2/10 24 4',
    ]);
    expect([ends.get('WO-1'), ends.get('WO-2')]).toEqual([at('24T13:00'), at('24T14:00')]);
  });

  it('runs as many operations at a time as a work centre can, and says when it cannot see the end', () => {
    const wide = new Map([['1', centre('1', 2)]]);
    const two = [order('A', '2026-11-24', [10, '1', 4]), order('B', '2026-11-24', [10, '1', 4])];
    expect([...loadForward(two, wide, NOW).ends.values()]).toEqual([at('23T14:00'), at('23T14:00')]);
    expect(loadForward([order('C', '2026-11-24', [10, '1', 100])], new Map([['1', centre('1')]]), NOW).ends.get('C')).toBeNull();
    expect([...capacityByDay(centre('1', 2)).values()]).toEqual([57_600, 57_600, 57_600, 57_600]);
  });

  it('never puts more work into a day than there is time for, and loses none that fits', () => {
    const someOrders = fc.array(
      fc.tuple(
        fc.integer({ min: 20, max: 28 }),
        fc.array(fc.tuple(fc.constantFrom('1', '2'), fc.constantFrom(0, 1, 3, 6, 9, 40), fc.integer({ min: 0, max: 5 })), { minLength: 1, maxLength: 3 }),
      ),
      { maxLength: 15 },
    );
    fc.assert(
      fc.property(someOrders, fc.integer({ min: 1, max: 3 }), (given, capacity) => {
        const centres = new Map([
          ['1', centre('1', capacity)],
          ['2', centre('2')],
        ]);
        const orders = given.map(([day, ops], i) =>
          order(`WO-${i}`, `2026-11-${day}`, ...ops.map(([c, h, q], n) => [n * 10 + 10, c, h, q] as [number, string, number, number])),
        );
        const { placed, ends } = loadForward(orders, centres, at('23T00:00'));
        for (const one of centres.values()) {
          for (const [day, room] of capacityByDay(one)) {
            const load = placed.filter((p) => p.centreId === one.id && p.day === day).reduce((sum, p) => sum + p.seconds, 0);
            expect(load).toBeLessThanOrEqual(room);
          }
        }
        for (const end of ends.values()) if (end !== null) expect(Number.isFinite(end.getTime())).toBe(true);
        for (const { number, operations } of orders) {
          if (ends.get(number) === null) continue;
          const done = placed.filter((p) => p.number === number).reduce((sum, p) => sum + p.seconds, 0);
          expect(done).toBe(operations.reduce((sum, o) => sum + o.workS, 0));
        }
      }),
      { numRuns: 200, seed: 20_261_122 },
    );
  });
});
