import type { ItemFacts } from './intake.store';
import { measure, mostOf, openOf, orderMachine, readOrderLines, stateAfterReceiving } from './purchase-order.rules';

const item: ItemFacts = {
  id: '1',
  code: 'A',
  kind: 'raw',
  status: 'active',
  scale: 0,
  tracking: 'none',
  shelfLifeDays: null,
  units: [
    { uomId: '1', code: 'PCE', num: '1', den: '1', decimals: 0 },
    { uomId: '2', code: 'BOX', num: '12', den: '1', decimals: 0 },
    { uomId: '3', code: 'THIRD', num: '1', den: '3', decimals: 0 },
  ],
  overReceiptPct: '5',
  qcOnReceipt: false,
  minRemainingDaysIn: 0,
  firstCost: null,
};
const reading = { items: new Map([['A', item]]), orderedOn: '2026-11-22', mayPrice: true, at: '' };

describe('a purchase order', () => {
  it('allows each step from its states alone', () => {
    expect(orderMachine.legal('draft')).toEqual(['edit', 'approve', 'cancel']);
    expect(orderMachine.legal('approved')).toEqual(['receive', 'cancel']);
    expect(orderMachine.legal('received')).toEqual(['receive', 'close']);
    expect([orderMachine.isTerminal('closed'), orderMachine.isTerminal('cancelled')]).toEqual([true, true]);
  });

  it('stands where its quantities say, and stays over once it is over', () => {
    const lines = (...received: string[]) => received.map((receivedQty) => ({ qtyBase: '10', receivedQty }));
    expect(stateAfterReceiving('approved', lines('10', '11'))).toBe('received');
    expect(stateAfterReceiving('approved', lines('10', '9.5'))).toBe('partially_received');
    expect(stateAfterReceiving('received', lines('0', '0'))).toBe('approved');
    expect(stateAfterReceiving('closed', lines('0', '0'))).toBe('closed');
  });

  it.each([
    ['100', '0', '100'],
    ['100', '5', '105'],
    ['3', '33.333', '3.99999'],
    ['0.000001', '0.001', '0.00000100001'],
  ])('of %s with %s %% takes %s at most, exactly', (qtyBase, tolerancePct, most) => {
    expect(mostOf({ qtyBase, tolerancePct }).toString()).toBe(most);
  });

  it('is open for what was ordered and not received, never for less than nothing', () => {
    expect(openOf({ qtyBase: '10', receivedQty: '4' }).toString()).toBe('6');
    expect(openOf({ qtyBase: '10', receivedQty: '11' }).toString()).toBe('0');
  });
});

describe('a quantity', () => {
  it('is converted by the factor of the item', () => {
    expect(measure(item, '2', 'BOX')).toMatchObject({ base: expect.objectContaining({}), unit: { code: 'BOX' } });
    expect((measure(item, '2', 'BOX') as { base: object }).base.toString()).toBe('24');
  });

  it.each([
    ['2', 'KGM', 'unit_factor_missing'],
    ['0.5', undefined, 'quantity_refused'],
    ['1', 'THIRD', 'quantity_refused'],
  ])('%s %s is refused as %s', (qty, uom, wrong) => {
    expect(measure(item, qty, uom)).toMatchObject({ wrong });
  });
});

describe('lines of an order', () => {
  it('are all complained about together, each at its place', () => {
    const { complaints } = readOrderLines(
      [
        { itemCode: 'A', qty: '1', uom: 'KGM' },
        { itemCode: 'B', qty: '1' },
        { itemCode: 'A', qty: '1.5', dueOn: '2026-11-21' },
        { itemCode: 'A', qty: '1', tolerancePct: '1000.001' },
        { itemCode: 'A', qty: '1' },
      ],
      reading,
    );
    expect(complaints.map((c) => [c.pointer, c.code])).toEqual([
      ['/lines/0/uom', 'unit_factor_missing'],
      ['/lines/1/itemCode', 'reference_unknown'],
      ['/lines/2/dueOn', 'date_refused'],
      ['/lines/2/qty', 'quantity_refused'],
      ['/lines/3/tolerancePct', 'too_much'],
    ]);
  });

  it('take the tolerance of the item when they have none, and no price from who may not see it', () => {
    expect(readOrderLines([{ itemCode: 'A', qty: '1' }], reading).lines[0]).toMatchObject({ tolerancePct: '5' });
    expect(readOrderLines([{ itemCode: 'A', qty: '1', tolerancePct: '0' }], reading).lines[0]).toMatchObject({ tolerancePct: '0' });
    const blind = readOrderLines([{ itemCode: 'A', qty: '1', price: '3' }], { ...reading, mayPrice: false });
    expect(blind.complaints).toMatchObject([{ pointer: '/lines/0/price', code: 'price_not_permitted' }]);
  });
});
