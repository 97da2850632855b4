import { TestDatabase } from '@anwen/database/testing';
import { clerk } from '@anwen/inventory/testing';
import { aFactoryFloor, aReleasedOrder, aWorkOrder, workOrders, type FactoryFloor } from './testing';

const { orders } = workOrders;
let bed: TestDatabase;
let floor: FactoryFloor;
beforeAll(async () => {
  bed = await TestDatabase.create();
  floor = await bed.transaction((tx) => aFactoryFloor(tx));
});
afterAll(() => bed.drop());

describe('a work order', () => {
  it('is written as a draft, planned and released with its material promised', async () => {
    const draft = await bed.transaction((tx) => aWorkOrder(tx, floor, { dueOn: '2099-01-31' }));
    expect(draft).toMatchObject({
      state: 'draft',
      qtyPlanned: '10',
      legal: ['edit', 'plan', 'release', 'cancel', 'split'],
      shortCount: null,
      operations: [],
      bom: null,
    });
    expect(draft.number).toMatch(/^WO-\d{6}-\d{3,}$/);
    expect((await bed.transaction((tx) => orders.plan(tx, clerk, draft.number))).state).toBe('planned');
    const released = await bed.transaction((tx) => aReleasedOrder(tx, floor));
    expect(released).toMatchObject({
      state: 'released',
      shortCount: 0,
      bom: { version: 1 },
      routing: { version: 1 },
      legal: ['start', 'hold', 'cancel', 'split'],
    });
    expect(released.operations.map((o) => [o.opNo, o.state, o.standardS])).toEqual([
      [10, 'ready', '1200'],
      [20, 'pending', '1200'],
    ]);
    const rows = await bed.transaction((tx) => workOrders.store.lock(tx, released.number).then((row) => workOrders.store.materials(tx, row.id)));
    expect(rows.map((m) => [m.itemCode, m.perUnit, m.required, m.issueMethod])).toEqual([
      [floor.part.code, '2', '20', 'backflush'],
      [floor.powder.code, '0.25', '2.5', 'backflush'],
    ]);
  });
});
