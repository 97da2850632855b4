import fc from 'fast-check';
import { componentNeed, micro, plain } from './amounts.rules';
import { lowLevels } from './levels.rules';
import { lotOf, type Document } from './netting.rules';
import { makePlan, type NeedLine, type Plan, type PlanInput, type Policy } from './plan.rules';
import { Workdays } from './workdays.rules';

const TODAY = '2026-11-23'; // a Monday
const [MAIN, OUTPOST] = ['1', '2'];
const buy: Policy = {
  policy: 'buy',
  supplierId: null,
  sourceWarehouseId: null,
  floor: 0n,
  fillTo: 0n,
  mayHold: 0n,
  lotMin: 0n,
  lotMultiple: 0n,
  unit: micro('1'),
  leadDays: 0,
};
const make: Policy = { ...buy, policy: 'make' };

interface Case {
  readonly policies?: Readonly<Record<string, Policy>>;
  readonly bills?: Readonly<Record<string, readonly NeedLine[]>>;
  readonly stock?: readonly [item: string, qty: string, warehouse?: string][];
  readonly demands?: readonly [item: string, qty: string, dueOn: string, warehouse?: string][];
  readonly receipts?: readonly [item: string, qty: string, on: string, kind?: Document['type']][];
  readonly scale?: number;
}

function plan({ policies = {}, bills = {}, stock = [], demands = [], receipts = [], scale = 0 }: Case): Plan {
  const names = new Set([...Object.keys(bills), ...Object.values(bills).flatMap((b) => b.map((l) => l.itemId)), ...stock.map(([i]) => i)]);
  for (const [item] of [...demands, ...receipts]) names.add(item);
  for (const key of Object.keys(policies)) names.add(key.split('@')[0]!);
  const nth = new Map<string, number>();
  // Keys belong to the things and not to their places in the list.
  const keyOf = (...parts: readonly string[]): string => {
    const name = parts.join(':');
    nth.set(name, (nth.get(name) ?? 0) + 1);
    return `${name}#${nth.get(name)}`;
  };
  const input: PlanInput = {
    span: { today: TODAY, until: '2027-03-31', workdays: new Workdays([], '', '') },
    items: new Map([...names].map((id) => [id, { id, code: `I${id}`, scale }])),
    warehouses: new Map([
      [MAIN, 'MAIN'],
      [OUTPOST, 'OUTPOST'],
    ]),
    stock: stock.map(([itemId, qty, warehouseId = MAIN]) => ({ itemId, warehouseId, qty: micro(qty) })),
    demands: demands.map(([itemId, qty, dueOn, warehouseId = MAIN], i) => ({
      itemId,
      warehouseId,
      qty: micro(qty),
      dueOn,
      key: keyOf('so', itemId, qty, dueOn),
      source: 'sales',
      ref: `SO-${i}`,
      priority: 5,
    })),
    receipts: receipts.map(([itemId, qty, availableOn, kind = 'purchase_order'], i) => ({
      itemId,
      warehouseId: MAIN,
      qty: micro(qty),
      availableOn,
      kind,
      key: keyOf('po', itemId, qty, availableOn),
      document: { type: kind, id: `${i}`, number: `PO-${i}` },
      isDated: true,
      isMovable: true,
    })),
    openOrders: [],
    edges: Object.entries(bills).flatMap(([parent, lines]) => lines.map((l) => [parent, l.itemId] as const)),
    billOf: (itemId) => bills[itemId],
    policyOf: ({ itemId, warehouseId }) => policies[`${itemId}@${warehouseId}`] ?? policies[itemId] ?? (bills[itemId] ? make : buy),
    floors: Object.keys(policies).map((key) => ({ itemId: key.split('@')[0]!, warehouseId: key.split('@')[1] ?? MAIN })),
  };
  return makePlan(input);
}

const line = (itemId: string, perUnit: string, more: Partial<NeedLine> = {}): NeedLine => ({ itemId, perUnit, fixedQty: '0', scrapPct: '0', ...more });
const orders = ({ orders: made }: Plan): string[] =>
  made.map(
    ({ itemId, warehouseId, policy, order }) =>
      `${policy.policy} ${plain(order.qty)} of ${itemId}@${warehouseId} ${order.releaseOn}→${order.dueOn}${order.isLate ? ' late' : ''}`,
  );
const advice = (p: Plan): string[] => p.advice.map(({ receipt, exception, needOn }) => `${exception} ${receipt.document!.number} ${needOn ?? '-'}`);

describe('planning by hand', () => {
  it('nets three levels with lead times, scrap and what is there', () => {
    // 10 bicycles in three weeks. 2 on the shelf. Each takes 2 wheels (5 of them there), a wheel 32 spokes with 5 % scrap and one
    // box of nipples an order; spokes are bought in a week.
    const made = plan({
      policies: { '1': { ...make, leadDays: 5 }, '2': { ...make, leadDays: 2 }, '3': { ...buy, leadDays: 5 } },
      bills: { '1': [line('2', '2')], '2': [line('3', '32', { scrapPct: '5' }), line('4', '0', { fixedQty: '1' })] },
      stock: [
        ['1', '2'],
        ['2', '5'],
      ],
      demands: [['1', '10', '2026-12-14']],
    });
    expect(orders(made)).toEqual([
      'make 8 of 1@1 2026-12-07→2026-12-14',
      'make 11 of 2@1 2026-12-03→2026-12-07',
      // 11 × 32 × 1.05 = 369.6
      'buy 370 of 3@1 2026-11-26→2026-12-03',
      'buy 1 of 4@1 2026-12-03→2026-12-03',
    ]);
    expect(made.orders[1]!.order.cause).toMatchObject({ demand: { source: 'planned', ref: 'I1', qty: micro('16') }, has: micro('5'), others: 0 });
  });

  it('nets an item once, after everything that may ask for it', () => {
    // 4 is a component of 1 and, two levels further down, of 3.
    const bills = { '1': [line('2', '1'), line('4', '1')], '2': [line('3', '1')], '3': [line('4', '10')] };
    expect(orders(plan({ bills, demands: [['1', '1', TODAY]] })).filter((o) => o.includes('of 4@'))).toEqual([`buy 11 of 4@1 ${TODAY}→${TODAY}`]);
  });

  it('orders whole lots, and uses what they leave before it orders again', () => {
    const policies = { '1': { ...buy, lotMin: micro('30'), lotMultiple: micro('25') } };
    const demands = [
      ['1', '20', '2026-12-01'],
      ['1', '25', '2026-12-02'],
      ['1', '60', '2026-12-03'],
    ] as const;
    const made = plan({ policies, demands: demands.map(([i, q, d]) => [i, q, d]) });
    // 20 → at least 30 → 50; 30 left serve the second; 5 left, 55 missing → 75.
    expect(orders(made)).toEqual(['buy 50 of 1@1 2026-12-01→2026-12-01', 'buy 75 of 1@1 2026-12-03→2026-12-03']);
  });

  it('fills up to the maximum when the stock falls below the minimum, and leaves what it may hold alone', () => {
    const policies = { '1': { ...buy, floor: micro('10'), fillTo: micro('50'), mayHold: micro('50') } };
    expect(orders(plan({ policies, stock: [['1', '12']] }))).toEqual([]);
    expect(orders(plan({ policies, stock: [['1', '9']] }))).toEqual([`buy 41 of 1@1 ${TODAY}→${TODAY}`]);
    const made = plan({ policies, stock: [['1', '12']], demands: [['1', '7', '2026-12-01']], receipts: [['1', '40', '2027-01-15']] });
    expect([orders(made), advice(made)]).toEqual([[], []]);
    expect(advice(plan({ policies, stock: [['1', '12']], receipts: [['1', '38', '2026-12-01']] }))).toEqual([]);
    expect(advice(plan({ policies, stock: [['1', '12']], receipts: [['1', '39', '2026-12-01']] }))).toEqual(['cancel PO-0 -']);
  });

  it('keeps a safety stock, which no order is late for', () => {
    const policies = { '1': { ...buy, floor: micro('5'), leadDays: 3 } };
    expect(orders(plan({ policies, stock: [['1', '4']] }))).toEqual(['buy 1 of 1@1 2026-11-23→2026-11-26']);
    const made = plan({ policies, stock: [['1', '6']], demands: [['1', '4', '2026-11-24']] });
    expect(orders(made)).toEqual(['buy 3 of 1@1 2026-11-23→2026-11-26']);
    expect(made.pegs.map((p) => `${p.demand.source} ${p.supply.kind} ${plain(p.qty)}`)).toEqual(['sales stock 4', 'safety stock 2', 'safety planned 3']);
  });

  it('hurries a late purchase order instead of ordering twice, and puts an early one off', () => {
    const late = plan({ demands: [['1', '10', '2026-12-01']], receipts: [['1', '10', '2026-12-20']] });
    expect([orders(late), advice(late)]).toEqual([[], ['late PO-0 2026-12-01']]);
    expect(advice(plan({ demands: [['1', '10', '2027-01-20']], receipts: [['1', '10', '2026-12-01']] }))).toEqual(['early PO-0 2027-01-20']);
    expect(advice(plan({ demands: [['1', '10', '2026-12-05']], receipts: [['1', '10', '2026-12-01']] }))).toEqual([]);
  });

  it('asks for the cancelling of what nobody needs any more', () => {
    expect(advice(plan({ stock: [['1', '10']], demands: [['1', '10', '2026-12-01']], receipts: [['1', '10', '2026-11-30', 'work_order']] }))).toEqual([
      'cancel PO-0 -',
    ]);
  });

  it('says that an order comes too late, and when it can be there', () => {
    expect(orders(plan({ policies: { '1': { ...buy, leadDays: 10 } }, demands: [['1', '1', '2026-11-25']] }))).toEqual([
      'buy 1 of 1@1 2026-11-23→2026-12-07 late',
    ]);
  });

  it('begins when the last component can be there, level by level, and is late only for who waits for it', () => {
    const bills = { '1': [line('2', '1'), line('4', '1')], '2': [line('3', '2')] };
    const policies = { '1': { ...make, leadDays: 2 }, '2': { ...make, leadDays: 3 }, '3': { ...buy, leadDays: 5 }, '4': { ...buy, leadDays: 1 } };
    const made = plan({ bills, policies, demands: [['1', '1', '2026-12-01']] });
    expect(orders(made)).toEqual([
      // 3 is there on Monday, 2 on Thursday, 1 on Monday again
      'make 1 of 1@1 2026-12-03→2026-12-07 late',
      'make 1 of 2@1 2026-11-30→2026-12-03 late',
      'buy 1 of 4@1 2026-11-26→2026-11-27',
      'buy 2 of 3@1 2026-11-23→2026-11-30 late',
    ]);
    expect(made.orders.map(({ order }) => order.waitsFor)).toEqual([
      { itemId: '2', on: '2026-12-03' },
      { itemId: '3', on: '2026-11-30' },
      undefined,
      undefined,
    ]);
    const inTime = plan({ bills, policies: { ...policies, '1': { ...policies['1'], floor: micro('1') } } });
    expect(orders(inTime)[0]).toBe('make 1 of 1@1 2026-12-03→2026-12-07');
  });

  it('moves when the other warehouse has it', () => {
    const policies = { [`1@${OUTPOST}`]: { ...buy, policy: 'move' as const, sourceWarehouseId: MAIN, leadDays: 1 }, [`1@${MAIN}`]: { ...buy, leadDays: 5 } };
    expect(orders(plan({ policies, demands: [['1', '4', '2026-11-25', OUTPOST]] }))).toEqual([
      'move 4 of 1@2 2026-11-30→2026-12-01 late',
      'buy 4 of 1@1 2026-11-23→2026-11-30 late',
    ]);
  });

  it('moves from another warehouse, which then plans for it', () => {
    const policies = { [`1@${OUTPOST}`]: { ...buy, policy: 'move' as const, sourceWarehouseId: MAIN, leadDays: 1 }, [`1@${MAIN}`]: { ...buy, leadDays: 2 } };
    const made = plan({
      policies,
      stock: [
        ['1', '30'],
        ['1', '5', OUTPOST],
      ],
      demands: [['1', '40', '2026-12-01', OUTPOST]],
    });
    expect(orders(made)).toEqual(['move 35 of 1@2 2026-11-30→2026-12-01', 'buy 5 of 1@1 2026-11-26→2026-11-30']);
    expect(made.orders[1]!.order.cause).toMatchObject({ demand: { source: 'move', ref: 'OUTPOST', qty: micro('35') }, has: micro('30') });
  });

  it('covers stock below zero first', () => {
    const made = plan({ stock: [['1', '-3']], demands: [['1', '2', TODAY]] });
    expect(orders(made)).toEqual([`buy 3 of 1@1 ${TODAY}→${TODAY}`, `buy 2 of 1@1 ${TODAY}→${TODAY}`]);
    expect(made.pegs.map((p) => `${p.demand.source} ${plain(p.qty)}`)).toEqual(['stock 3', 'sales 2']);
  });

  it('refuses circles of bills by their path, and buys what could only be moved in a circle', () => {
    expect(() => plan({ bills: { '1': [line('2', '1')], '2': [line('3', '1')], '3': [line('2', '1')] } })).toThrow('a circle of bills: I2 → I3 → I2');
    const move = { ...buy, policy: 'move' as const };
    const policies = { [`1@${MAIN}`]: { ...move, sourceWarehouseId: OUTPOST }, [`1@${OUTPOST}`]: { ...move, sourceWarehouseId: MAIN } };
    const { orders: made } = plan({ policies, demands: [['1', '10', '2026-12-10']] });
    expect(made.map(({ policy, warehouseId, order }) => `${policy.policy} ${plain(order.qty)} ${warehouseId} ${policy.isMoveCircle}`)).toEqual([
      `buy 10 ${MAIN} true`,
    ]);
  });

  it('counts working days of the calendar', () => {
    const days = new Workdays(['2026-11-23', '2026-11-25', '2026-11-28'], '2026-11-23', '2026-11-29');
    expect([days.back('2026-11-29', 0), days.back('2026-11-28', 1), days.forward('2026-11-24', 0), days.forward('2026-11-25', 2)]).toEqual([
      '2026-11-28',
      '2026-11-25',
      '2026-11-25',
      // beyond what it knows every weekday counts
      '2026-11-30',
    ]);
  });

  it('rounds what a bill asks for once, half up, at the end', () => {
    const third = { perUnit: '0.333333333333333333', fixedQty: '0', scrapPct: '0' };
    expect(plain(componentNeed(third, micro('3'), 6))).toBe('1');
    expect(plain(componentNeed({ ...third, perUnit: '0.5' }, micro('1'), 0))).toBe('1');
    expect(plain(componentNeed({ perUnit: '1.0005', fixedQty: '0.25', scrapPct: '10' }, micro('2'), 2))).toBe('2.45');
  });
});

describe('what every plan keeps', () => {
  const day = fc.integer({ min: -5, max: 100 }).map((n) => new Date(Date.parse(`${TODAY}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10));
  const item = fc.integer({ min: 1, max: 5 }).map(String);
  const qty = fc.integer({ min: 1, max: 50_000 }).map((n) => plain(BigInt(n) * 10_000n));
  const policy = fc
    .record({
      floor: fc.integer({ min: 0, max: 50 }),
      more: fc.integer({ min: 0, max: 50 }),
      lotMin: fc.integer({ min: 0, max: 40 }),
      multiple: fc.integer({ min: 0, max: 30 }),
      lead: fc.integer({ min: 0, max: 8 }),
    })
    .map(({ floor, more, lotMin, multiple, lead }) => ({
      floor: micro(`${floor}`),
      fillTo: more ? micro(`${floor + more}`) : 0n,
      lotMin: micro(`${lotMin}`),
      lotMultiple: micro(`${multiple}`),
      leadDays: lead,
      unit: micro('0.01'),
    }));
  const someCase = fc
    .record({
      policies: fc.array(policy, { minLength: 5, maxLength: 5 }),
      ratios: fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 10, maxLength: 10 }),
      stock: fc.array(fc.tuple(item, qty), { maxLength: 8 }),
      demands: fc.array(fc.tuple(item, qty, day), { maxLength: 25 }),
      receipts: fc.array(fc.tuple(item, qty, day), { maxLength: 12 }),
    })
    .map(({ policies, ratios, ...rest }) => {
      const bills: Record<string, NeedLine[]> = {};
      let at = 0;
      for (let parent = 1; parent < 5; parent++) {
        for (let child = parent + 1; child <= 5; child++) {
          const ratio = ratios[at++]!;
          if (ratio > 100) (bills[parent] ??= []).push(line(`${child}`, `${ratio / 100}`, { scrapPct: `${ratio % 7}` }));
        }
      }
      const byItem = Object.fromEntries(policies.map((p, i) => [`${i + 1}`, { ...(bills[i + 1] ? make : buy), ...p }]));
      return { ...rest, bills, policies: byItem, scale: 2 } satisfies Case;
    });
  const RUNS = { numRuns: 300, seed: 20_261_122 };

  it('covers every demand exactly: Σ pegs = Σ demand, and no supply gives more than it has', () => {
    fc.assert(
      fc.property(someCase, (given) => {
        const made = plan(given as unknown as Case);
        const wanted = new Map<string, bigint>();
        const got = new Map<string, bigint>();
        const given_ = new Map<string, bigint>();
        for (const { itemId, demand, supply, qty: part } of made.pegs) {
          wanted.set(`${itemId} ${demand.key}`, demand.qty);
          got.set(`${itemId} ${demand.key}`, (got.get(`${itemId} ${demand.key}`) ?? 0n) + part);
          given_.set(`${itemId} ${supply.key}`, (given_.get(`${itemId} ${supply.key}`) ?? 0n) + part);
        }
        expect([...got]).toEqual([...wanted]);
        const asked = given.demands.filter(([, , due]) => due <= '2027-03-31').reduce((sum, [, q]) => sum + micro(q), 0n);
        const sales = made.pegs.filter(({ demand }) => demand.source === 'sales').reduce((sum, peg) => sum + peg.qty, 0n);
        expect(sales).toBe(asked);
        for (const { itemId, order } of made.orders) expect((given_.get(`${itemId} ${order.key}`) ?? 0n) <= order.qty).toBe(true);
        for (const { itemId, order } of made.orders) {
          const asks = made.pegs.filter((p) => p.demand.key.startsWith(`${order.key}>`));
          const lines = given.bills[itemId] ?? [];
          for (const l of lines) {
            const covered = asks.filter((p) => p.itemId === l.itemId).reduce((sum, p) => sum + p.qty, 0n);
            expect(covered).toBe(componentNeed(l, order.qty, 2));
          }
        }
      }),
      RUNS,
    );
  });

  it('plans nothing for what is covered, and never more than the rule of lots makes of what is missing', () => {
    fc.assert(
      fc.property(someCase, (given) => {
        const made = plan(given as unknown as Case);
        for (const { order, policy: rule } of made.orders) {
          expect(order.needed > 0n).toBe(true);
          expect(order.qty).toBe(lotOf(order.needed, rule));
          const slack = rule.lotMultiple + rule.unit;
          expect(order.qty < (order.needed > rule.lotMin ? order.needed : rule.lotMin) + slack).toBe(true);
        }
        // In the end: what there was + what was taken + what is planned never leaves more than one order's rounding above the floor.
        for (const [id, rule] of Object.entries(given.policies)) {
          const planned = made.orders.filter((o) => o.itemId === id);
          if (planned.length === 0) continue;
          const supply =
            sum(given.stock.filter(([i]) => i === id)) + sum(given.receipts.filter(([i]) => i === id)) + planned.reduce((s, o) => s + o.order.qty, 0n);
          const demand = made.pegs.filter((p) => p.itemId === id).reduce((s, p) => s + p.qty, 0n);
          const last = planned.at(-1)!.order;
          const room = rule.fillTo > rule.floor ? rule.fillTo - rule.floor : 0n;
          expect(supply >= demand).toBe(true);
          expect(supply - demand <= room + (last.qty - last.needed)).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('begins nothing before what the plan orders for it is there', () => {
    let late = 0;
    fc.assert(
      fc.property(someCase, (given) => {
        const made = plan(given as unknown as Case);
        const byKey = new Map(made.orders.map((one) => [one.order.key, one.order]));
        for (const { demand, supply } of made.pegs) {
          const asking = byKey.get(demand.key.split('>')[0]!);
          if (asking && supply.kind === 'planned') expect(byKey.get(supply.key)!.dueOn <= asking.releaseOn).toBe(true);
          const serves = byKey.get(supply.key);
          if (serves?.waitsFor && demand.source === 'sales' && demand.dueOn < serves.dueOn) expect(serves.isLate).toBe(true);
        }
        late += made.orders.filter(({ order }) => order.waitsFor).length;
      }),
      RUNS,
    );
    expect(late).toBeGreaterThan(100);
  });

  it('does not depend on the order in which things are told', () => {
    fc.assert(
      fc.property(someCase, fc.integer(), (given, seed) => {
        const flip = <T>(list: readonly T[]): T[] =>
          [...list]
            .map((one, i) => ({ one, at: (i * 7919 + seed) % 101 }))
            .sort((a, b) => a.at - b.at)
            .map(({ one }) => one);
        const base = given as unknown as Required<Case>;
        const bare = (one: string): string => one.replace(/PO-\d+/, 'PO');
        const show = (p: Plan): unknown =>
          JSON.stringify([orders(p), advice(p).map(bare), p.pegs.map((g) => [g.itemId, g.demand.key, plain(g.qty), g.supply.kind, g.supply.key])]);
        const turned = { ...base, stock: flip(base.stock), demands: flip(base.demands), receipts: flip(base.receipts) };
        expect(show(plan(turned))).toBe(show(plan(base)));
      }),
      RUNS,
    );
  });

  const sum = (rows: readonly (readonly [string, string, ...unknown[]])[]): bigint => rows.reduce((s, [, q]) => s + micro(q), 0n);
});

describe('low-level codes', () => {
  it('are the longest way down', () => {
    const { of, circle } = lowLevels([
      ['a', 'b'],
      ['b', 'c'],
      ['a', 'c'],
      ['c', 'd'],
      ['x', 'd'],
    ]);
    expect([circle, ...['a', 'x', 'b', 'c', 'd'].map((i) => of.get(i))]).toEqual([null, 0, 0, 1, 2, 3]);
  });
});
