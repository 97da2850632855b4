import fc from 'fast-check';
import { explode, requirementsOf, totalsOf, type Bill, type Structure, type StructureLine } from './bom-structure.rules';
import { Fraction } from './fraction.rules';

const line = (item: string, more: Partial<StructureLine> = {}): StructureLine => ({
  bomLineId: `l-${item}`,
  itemId: item,
  itemCode: item,
  opNo: null,
  qtyKind: 'per_unit',
  qty: '1',
  num: '1',
  den: '1',
  scrapPct: '0',
  issueMethod: 'backflush',
  validFrom: '2024-01-01',
  validTo: null,
  substitutes: [],
  ...more,
});
const bill = (item: string, lines: StructureLine[], more: Partial<Bill> = {}): Bill => ({
  bomId: `b-${item}`,
  bomPublicId: '',
  itemId: item,
  itemCode: item,
  version: 1,
  kind: 'standard',
  baseQty: '1',
  yieldPct: '100',
  lines,
  ...more,
});
const structure = (...bills: Bill[]): Structure => new Map(bills.map((b) => [b.itemId, b]));
const wanted = (item: string, qty = '1', levels = 99) => ({ itemId: item, itemCode: item, qty: Fraction.of(qty), levels, most: 10_000 });
const runs = { numRuns: 300, seed: 20_261_122 };

describe('what one unit needs, one level down', () => {
  it('counts the unit of the line, what the bill makes at once, and its yield; scrap stays beside', () => {
    const root = bill('P', [line('A', { qty: '2', num: '12', scrapPct: '5', opNo: 10 })], { baseQty: '10', yieldPct: '80' });
    expect(requirementsOf(structure(root), root)).toMatchObject([{ itemId: 'A', perUnit: '3', fixedQty: '0', scrapPct: '5', opNo: 10 }]);
  });

  it('keeps a third of a box a third, and leaves what is fixed to the order', () => {
    const root = bill('P', [line('A', { den: '3' }), line('SETUP', { qtyKind: 'fixed', qty: '7.5' })], { baseQty: '10', yieldPct: '50' });
    expect(requirementsOf(structure(root), root)).toMatchObject([
      { perUnit: '0.066666666666666667', fixedQty: '0' },
      { perUnit: '0', fixedQty: '7.5' },
    ]);
  });

  it('puts the needs of a phantom in its place, at the operation that uses it, scrap upon scrap', () => {
    const root = bill('P', [line('KIT', { qty: '2', scrapPct: '10', opNo: 20 }), line('B', { opNo: 30 })]);
    const kit = bill('KIT', [line('A', { qty: '3', scrapPct: '5', opNo: 5, issueMethod: 'pick' }), line('INNER'), line('F', { qtyKind: 'fixed', qty: '4' })], {
      kind: 'phantom',
    });
    const inner = bill('INNER', [line('C', { qty: '0.5' })], { kind: 'phantom', yieldPct: '50' });
    expect(requirementsOf(structure(root, kit, inner), root)).toMatchObject([
      { itemId: 'A', perUnit: '6', scrapPct: '15.5', opNo: 20, issueMethod: 'pick' },
      { itemId: 'C', perUnit: '2', scrapPct: '10', opNo: 20 },
      { itemId: 'F', perUnit: '0', fixedQty: '4', scrapPct: '0', opNo: 20 },
      { itemId: 'B', perUnit: '1', opNo: 30 },
    ]);
  });

  it('needs a fixed amount of a phantom once, whatever the phantom is made of', () => {
    const root = bill('P', [line('KIT', { qtyKind: 'fixed', qty: '2' })]);
    const kit = bill('KIT', [line('A', { qty: '3', scrapPct: '10' }), line('F', { qtyKind: 'fixed', qty: '4' })], { kind: 'phantom' });
    expect(requirementsOf(structure(root, kit), root)).toMatchObject([
      { itemId: 'A', perUnit: '0', fixedQty: '6.6' },
      { itemId: 'F', perUnit: '0', fixedQty: '4', scrapPct: '0' },
    ]);
  });

  it('carries scraps that multiply beyond a rate in the need itself, and says none where nothing is needed a unit', () => {
    const root = bill('P', [line('KIT', { scrapPct: '500' }), line('ONCE', { qtyKind: 'fixed' })]);
    const kit = bill('KIT', [line('A', { qty: '2', scrapPct: '900' }), line('B', { scrapPct: '5' })], { kind: 'phantom' });
    const once = bill('ONCE', [line('C', { qty: '3', scrapPct: '10' })], { kind: 'phantom' });
    expect(requirementsOf(structure(root, kit, once), root)).toMatchObject([
      { itemId: 'A', perUnit: '120', scrapPct: '0' },
      { itemId: 'B', perUnit: '1', scrapPct: '530' },
      { itemId: 'C', perUnit: '0', fixedQty: '3.3', scrapPct: '0' },
    ]);
  });

  it('needs nothing of a phantom without lines, and refuses phantoms that multiply without end', () => {
    const root = bill('P', [line('KIT'), line('A')]);
    expect(requirementsOf(structure(root, bill('KIT', [], { kind: 'phantom' })), root)).toMatchObject([{ itemId: 'A' }]);
    const items = Array.from({ length: 40 }, (_, n) => `d${n}`);
    const bills = items.slice(0, -1).map((item, n) => bill(item, [line(items[n + 1]!), line(items[n + 1]!)], { kind: 'phantom' }));
    expect(() => requirementsOf(structure(...bills), bills[0]!)).toThrow('catalog.bom_too_large');
  });

  it('ends at what is made on its own, and at a circle of phantoms', () => {
    const root = bill('P', [line('M')]);
    const made = bill('M', [line('A')]);
    expect(requirementsOf(structure(root, made), root)).toMatchObject([{ itemId: 'M' }]);
    const loop = bill('M', [line('P')], { kind: 'phantom' });
    expect(() => requirementsOf(structure(root, loop), root)).toThrow('catalog.bom_cycle');
  });
});

/** Bills over at most eight items that lead only to items further on: no circle is possible. */
const acyclic = fc
  .array(
    fc.record({
      parent: fc.integer({ min: 0, max: 6 }),
      step: fc.integer({ min: 1, max: 4 }),
      qty: fc.integer({ min: 1, max: 5 }),
      den: fc.integer({ min: 1, max: 7 }),
      scrap: fc.integer({ min: 0, max: 30 }),
      fixed: fc.boolean(),
      kind: fc.constantFrom('standard' as const, 'phantom' as const),
      yieldPct: fc.constantFrom('100', '80', '33'),
    }),
    { maxLength: 14 },
  )
  .map((edges) => {
    const bills = new Map<string, Bill>();
    for (const e of edges) {
      const before = bills.get(`i${e.parent}`) ?? bill(`i${e.parent}`, [], { kind: e.kind, yieldPct: e.yieldPct });
      const qtyKind = e.fixed ? 'fixed' : 'per_unit';
      const next = line(`i${e.parent + e.step}`, { qty: String(e.qty), den: String(e.den), scrapPct: String(e.scrap), qtyKind });
      bills.set(before.itemId, { ...before, lines: [...before.lines, next] });
    }
    return bills as Structure;
  });

describe('the tree below an item', () => {
  it('goes depth first, names its paths and multiplies quantities, yield and scrap', () => {
    const bills = structure(
      bill('P', [line('M', { qty: '2', scrapPct: '50' }), line('B')]),
      bill('M', [line('A', { qty: '4' }), line('S', { qtyKind: 'fixed', qty: '9' })], { yieldPct: '75' }),
    );
    const { nodes } = explode(bills, wanted('P', '10'));
    expect(nodes.map((n) => [n.path.join('/'), n.level, n.parentCode, n.qtyPer.toDecimal(6), n.qty.toDecimal(6), n.kind])).toEqual([
      ['P/M', 1, 'P', '2', '30', 'standard'],
      ['P/M/A', 2, 'M', '5.333333', '160', 'leaf'],
      ['P/M/S', 2, 'M', '9', '9', 'leaf'],
      ['P/B', 1, 'P', '1', '10', 'leaf'],
    ]);
  });

  it('has totals that are the sum over its ends, counted another way, whatever the depth', () => {
    fc.assert(
      fc.property(acyclic, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 99 }), (bills, qty, levels) => {
        const asked = wanted('i0', String(qty), levels);
        const { nodes } = explode(bills, asked);
        const sums = new Map<string, Fraction>();
        nodes.forEach((node, n) => {
          const isEnd = (nodes[n + 1]?.level ?? 0) <= node.level;
          if (isEnd) sums.set(node.line.itemId, (sums.get(node.line.itemId) ?? Fraction.zero).plus(node.qty));
        });
        const totals = totalsOf(bills, asked);
        expect([...totals.keys()].sort()).toEqual([...sums.keys()].sort());
        for (const [item, sum] of sums) expect(totals.get(item)!.equals(sum)).toBe(true);
      }),
      runs,
    );
  });

  it('needs of the leaves what one level after another needs', () => {
    // Orders one below the other, each by its requirements, must come to what the explosion says at once.
    fc.assert(
      fc.property(acyclic, fc.integer({ min: 1, max: 9 }), (bills, qty) => {
        const needs = new Map<string, Fraction>();
        const order = (item: string, amount: Fraction): void => {
          for (const r of requirementsOf(bills, bills.get(item)!)) {
            const need = amount.times(Fraction.of(r.perUnit)).times(Fraction.onePlusPercent(r.scrapPct)).plus(Fraction.of(r.fixedQty));
            if (bills.has(r.itemId)) order(r.itemId, need);
            else needs.set(r.itemId, (needs.get(r.itemId) ?? Fraction.zero).plus(need));
          }
        };
        if (bills.has('i0')) order('i0', Fraction.of(String(qty)));
        const totals = totalsOf(bills, wanted('i0', String(qty)));
        expect([...needs.keys()].sort()).toEqual([...totals.keys()].sort());
        // What passes an interface as text has been rounded there: 18 digits a unit, 6 a fixed amount.
        for (const [item, need] of needs) expect(Number(need.toDecimal(9))).toBeCloseTo(Number(totals.get(item)!.toDecimal(9)), 2);
      }),
      runs,
    );
  });

  it('refuses a circle by its path, and finds one exactly when there is one', () => {
    const edges = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })), { maxLength: 8 });
    fc.assert(
      fc.property(edges, (pairs) => {
        const bills = new Map<string, Bill>();
        for (const [a, b] of pairs) bills.set(`${a}`, bill(`${a}`, [...(bills.get(`${a}`)?.lines ?? []), line(`${b}`)]));
        const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
          (bills.get(from)?.lines ?? []).some((l) => l.itemId === to || (!seen.has(l.itemId) && reaches(l.itemId, to, seen.add(l.itemId))));
        const below = ['0', ...bills.keys()].filter((item) => item === '0' || reaches('0', item));
        const circular = below.some((item) => reaches(item, item));
        if (circular) expect(() => explode(bills, wanted('0'))).toThrow(/catalog\.bom_cycle.*→/);
        else expect(explode(bills, wanted('0')).truncated).toBe(false);
      }),
      runs,
    );
  });

  it('is cut off where it grows out of hand, and its totals are whole all the same', () => {
    const items = Array.from({ length: 30 }, (_, n) => `d${n}`);
    const bills = structure(...items.slice(0, -1).map((item, n) => bill(item, [line(items[n + 1]!), line(items[n + 1]!)])));
    const { nodes, truncated } = explode(bills, wanted('d0'));
    expect([nodes.length, truncated]).toEqual([10_000, true]);
    expect(totalsOf(bills, wanted('d0')).get('d29')!.toDecimal(0)).toBe(String(2 ** 29));
  });
});

describe('fractions', () => {
  it('are exact, round half up once and keep their sign', () => {
    const third = Fraction.of('1').over(Fraction.of('3'));
    expect(third.plus(third).plus(third).equals(Fraction.one)).toBe(true);
    expect([third.toDecimal(6), Fraction.of('0.0000005').toDecimal(6), Fraction.of('-2.50').toDecimal(0), Fraction.of('-0.4').toDecimal(0)]).toEqual([
      '0.333333',
      '0.000001',
      '-3',
      '0',
    ]);
    expect(() => Fraction.of('1e3')).toThrow(RangeError);
    expect(() => Fraction.one.over(Fraction.zero)).toThrow(RangeError);
  });

  it('compute like whole numbers over a common denominator', () => {
    const part = fc.integer({ min: -9999, max: 9999 });
    fc.assert(
      fc.property(part, part, fc.integer({ min: 1, max: 999 }), (a, b, d) => {
        const of = (n: number): Fraction => Fraction.of(String(n)).over(Fraction.of(String(d)));
        expect(
          of(a)
            .plus(of(b))
            .equals(of(a + b)),
        ).toBe(true);
        expect(
          of(a)
            .times(of(b))
            .equals(Fraction.of(String(a * b)).over(Fraction.of(String(d * d)))),
        ).toBe(true);
      }),
      runs,
    );
  });
});
