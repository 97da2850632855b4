import fc from 'fast-check';
import { findCycle, holdsOn, periodComplaints, requireTransition } from './bom.rules';

const edges = (list: readonly (readonly [string, string])[]): Map<string, string[]> => {
  const map = new Map<string, string[]>();
  for (const [parent, child] of list) map.set(parent, [...(map.get(parent) ?? []), child]);
  return map;
};

describe('bill periods', () => {
  it('include the first and the last day', () => {
    const line = { validFrom: '2024-01-10', validTo: '2024-01-20' };
    expect(['2024-01-09', '2024-01-10', '2024-01-20', '2024-01-21'].map((day) => holdsOn(line, day))).toEqual([false, true, true, false]);
    expect(holdsOn({ validFrom: '2024-01-10', validTo: null }, '2999-12-31')).toBe(true);
  });

  it('of one component may touch but not share a day', () => {
    const first = { component: 'A', validFrom: '2024-01-01', validTo: '2024-01-31' };
    expect(periodComplaints([{ component: 'A', validFrom: '2024-02-01' }, first], '')).toEqual([]);
    const [found] = periodComplaints([{ component: 'A', validFrom: '2024-01-31' }, first], '');
    expect(found).toMatchObject({ code: 'catalog.bom_overlap', data: { pointer: '/lines/0/validFrom', component: 'A' } });
  });

  it('do not run backwards', () => {
    expect(periodComplaints([{ component: 'A', validFrom: '2024-02-01', validTo: '2024-01-31' }], '/3')[0]).toMatchObject({
      code: 'catalog.period_reversed',
      data: { pointer: '/3/lines/0/validTo' },
    });
  });
});

describe('cycles among bills', () => {
  it('are named along their path', () => {
    expect(
      findCycle(
        edges([
          ['X', 'A'],
          ['A', 'B'],
          ['B', 'C'],
          ['C', 'A'],
        ]),
      ),
    ).toEqual(['A', 'B', 'C', 'A']);
    expect(findCycle(edges([['A', 'A']]))).toEqual(['A', 'A']);
  });

  it('are not seen where parts are merely shared', () => {
    expect(
      findCycle(
        edges([
          ['A', 'B'],
          ['A', 'C'],
          ['B', 'D'],
          ['C', 'D'],
          ['D', 'E'],
          ['A', 'E'],
        ]),
      ),
    ).toBeUndefined();
  });

  it('survive a structure deeper than the call stack', () => {
    const chain = Array.from({ length: 50_000 }, (_, i) => [`${i}`, `${i + 1}`] as const);
    expect(findCycle(edges(chain))).toBeUndefined();
    expect(findCycle(edges([...chain, ['50000', '7']]))).toHaveLength(49_995);
  });

  it('are found exactly when one exists', () => {
    const graph = fc.array(fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 7 })), { maxLength: 14 });
    fc.assert(
      fc.property(graph, (pairs) => {
        const reach = Array.from({ length: 8 }, () => new Set<number>());
        for (const [a, b] of pairs) reach[a]!.add(b);
        for (let k = 0; k < 8; k++) for (let i = 0; i < 8; i++) if (reach[i]!.has(k)) for (const j of reach[k]!) reach[i]!.add(j);
        const cyclic = reach.some((set, i) => set.has(i));
        const found = findCycle(edges(pairs.map(([a, b]) => [String(a), String(b)] as const)));
        expect(found !== undefined).toBe(cyclic);
        if (found) {
          const known = new Set(pairs.map(([a, b]) => `${a}>${b}`));
          expect(found[0]).toBe(found.at(-1));
          expect(found.slice(1).every((code, i) => known.has(`${found[i]}>${code}`))).toBe(true);
        }
      }),
    );
  });
});

it('a bill goes from draft to active to obsolete and nowhere else', () => {
  expect(() => requireTransition('draft', 'active')).not.toThrow();
  expect(() => requireTransition('active', 'obsolete')).not.toThrow();
  for (const [from, to] of [
    ['draft', 'obsolete'],
    ['active', 'active'],
    ['obsolete', 'active'],
  ] as const) {
    expect(() => requireTransition(from, to)).toThrow('catalog.bom_transition');
  }
});
