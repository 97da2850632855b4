import fc from 'fast-check';
import { findCycle, holdsOn, periodComplaints, requireVerb, shareADay, succession, type Validity } from './bom.rules';
import { catalogErrors } from './catalog.errors';

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

  it('of one component may overlap when it serves at two operations, or once besides every unit', () => {
    const line = { component: 'A', validFrom: '2024-01-01' };
    const uses = [line, { ...line, opNo: 10 }, { ...line, opNo: 20 }, { ...line, qtyKind: 'fixed' }];
    expect(periodComplaints(uses, '')).toEqual([]);
    expect(periodComplaints([...uses, { ...line, opNo: 20 }], '')).toHaveLength(1);
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
  expect(() => requireVerb('draft', 'activate')).not.toThrow();
  expect(() => requireVerb('active', 'obsolete')).not.toThrow();
  for (const [from, verb] of [
    ['draft', 'obsolete'],
    ['active', 'activate'],
    ['obsolete', 'activate'],
  ] as const) {
    expect(() => requireVerb(from, verb)).toThrow('catalog.bom_transition');
  }
});

it('a refused step is told in words, and with what may be done', () => {
  const error = catalogErrors.bom_transition({ state: 'obsolete', legal: ['copy'] });
  expect(error.text('zh-Hant')).toBe('物料清單目前為「已停用」，可執行的動作：複製。');
  expect(error.data).toMatchObject({ state: 'obsolete', legal: ['copy'] });
});

describe('a bill that becomes active', () => {
  const day = fc.integer({ min: 0, max: 40 }).map((n) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10));
  const validity = fc.tuple(fc.option(day), fc.option(day)).map(([a, b]) => {
    if (a !== null && b !== null) return a <= b ? { validFrom: a, validTo: b } : { validFrom: b, validTo: a };
    return { validFrom: a, validTo: b };
  });
  const holds = (v: Validity, d: string): boolean => (v.validFrom === null || v.validFrom <= d) && (v.validTo === null || d <= v.validTo);
  const days = Array.from({ length: 44 }, (_, n) => new Date(Date.UTC(2023, 11, 30 + n)).toISOString().slice(0, 10));

  it('shares a day with another exactly when some day lies in both', () => {
    fc.assert(
      fc.property(validity, validity, (a, b) => {
        expect(shareADay(a, b)).toBe(days.some((d) => holds(a, d) && holds(b, d)));
      }),
      { numRuns: 500, seed: 20_261_122 },
    );
  });

  it('leaves every day to one bill at most, takes its own days, and cuts none in two', () => {
    fc.assert(
      fc.property(fc.array(validity, { minLength: 1, maxLength: 6 }), (periods) => {
        let held: (Validity & { id: string; itemId: string; version: number })[] = [];
        for (const [n, period] of periods.entries()) {
          const bill = { id: String(n), itemId: '1', version: n, ...period };
          let done;
          try {
            done = succession(held, [bill]);
          } catch {
            const cut = held.some((old) => shareADay(old, bill) && bill.validTo !== null && (old.validTo === null || old.validTo > bill.validTo));
            expect(cut).toBe(true);
            continue;
          }
          const changes = new Map(done.givingWay.map((change) => [change.id, change]));
          held = held
            .filter((old) => changes.get(old.id)?.state !== 'obsolete')
            .map((old) => ({ ...old, validTo: changes.get(old.id)?.validTo ?? old.validTo }));
          held.push(bill);
          for (const d of days) {
            expect(held.filter((b) => holds(b, d)).length).toBeLessThanOrEqual(1);
            if (holds(bill, d)) expect(held.find((b) => holds(b, d))).toBe(bill);
          }
        }
      }),
      { numRuns: 300, seed: 20_261_122 },
    );
  });

  it('of one load may take the days of an earlier one of the same load', () => {
    const bill = (id: string, validFrom: string | null) => ({ id, itemId: '1', version: Number(id), validFrom, validTo: null });
    expect(succession([bill('1', null)], [bill('2', null), bill('3', '2025-01-01')])).toEqual({
      givingWay: [
        { id: '1', validTo: null, state: 'obsolete' },
        { id: '2', validTo: '2024-12-31', state: 'active' },
      ],
      staying: ['2', '3'],
    });
  });
});
