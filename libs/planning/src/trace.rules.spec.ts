import { micro } from './amounts.rules';
import type { Plan, PlannedAt } from './plan.rules';
import { rowsOf } from './plan-output.rules';
import { sayTrace } from './trace.rules';

const demand = { key: 'so:1', source: 'sales', ref: 'SO-1', dueOn: '2026-12-01', priority: 5, qty: micro('4') } as const;
const one: PlannedAt = {
  itemId: '1',
  warehouseId: '1',
  hasBill: true,
  policy: {
    policy: 'make',
    supplierId: null,
    sourceWarehouseId: null,
    floor: 0n,
    fillTo: 0n,
    mayHold: 0n,
    lotMin: 0n,
    lotMultiple: 0n,
    unit: micro('1'),
    leadDays: 2,
  },
  order: {
    key: '1@1#1',
    qty: micro('4'),
    needed: micro('4'),
    needOn: '2026-12-01',
    releaseOn: '2026-12-03',
    dueOn: '2026-12-07',
    isLate: true,
    cause: { demand, has: 0n, others: 0 },
    waitsFor: { itemId: '2', on: '2026-12-02' },
  },
};

it('a suggestion says for what it waits', () => {
  const plan: Plan = { orders: [one], advice: [], pegs: [] };
  const items = new Map([
    ['1', { code: 'PUMP', uom: 'PCE' }],
    ['2', { code: 'BODY', uom: 'PCE' }],
  ]);
  const [row] = rowsOf(plan, { items, receipts: new Map() }).suggestions;
  expect(sayTrace(row!.trace)).toEqual({
    zh: '因 SO-1 需 4 PCE，現有 0 PCE；BODY 最早 2026-12-02 才有，2026-12-03 才能開始；需求日 2026-12-01，前置期 2 個工作天，最早 2026-12-07',
    en: 'for SO-1 needs 4 PCE, has 0 PCE; waits for BODY, there on 2026-12-02 at the earliest: it cannot begin before 2026-12-03; needed on 2026-12-01; 2 working days ahead, 2026-12-07 at the earliest',
  });
});
