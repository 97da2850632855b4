import type { Made } from '@anwen/catalog/testing';
import { receive } from '@anwen/inventory/testing';
import { Logger } from '@nestjs/common';
import { DemandQuery } from './demand.dto';
import { planning } from './testing';
import { PlanningBed, short } from './testing-plan';

let t: PlanningBed;
beforeAll(async () => {
  Logger.overrideLogger(false);
  t = await PlanningBed.create();
});
beforeEach(() => t.lookAtCalendar());
afterAll(() => t.bed.drop());

const planned = async (item: Made): Promise<string[]> => {
  const { rows } = await t.plan({});
  return rows.filter((row) => row.item.code === item.code).map((row) => `${short(row)} in ${row.warehouse.code}`);
};
const coverage = async (item: Made): Promise<unknown> => {
  const shown = await t.bed.transaction((tx) => planning.demands.list(tx, Object.assign(new DemandQuery(), { item: item.code, source: 'safety' })));
  return shown.items.map(({ qty, coverage }) => [qty, coverage?.stock, coverage?.missing]);
};

describe('what is to be kept of an item as a whole', () => {
  it('is kept in its home also when the rest is said of the home alone', async () => {
    const { warehouse, bin, items } = await t.things(2);
    await t.things(0);
    const [ruled, plain] = items as [Made, Made];
    for (const { code } of items) await t.bed.transaction((tx) => receive(tx, { itemCode: code, qty: '3', toLocation: bin.code }));
    await t.put(ruled, { policy: 'buy', safetyStock: '5' });
    await t.bed.transaction((tx) => tx.query('UPDATE items SET safety_stock = 5 WHERE code = $1', [plain.code]));
    for (const item of items) {
      expect(await planned(item)).toEqual([`buy 2 ${item.code} in ${warehouse.code}`]);
      await t.put(item, { policy: 'buy', leadTimeDays: 2, warehouse: warehouse.code });
      expect(await planned(item)).toEqual([`buy 2 ${item.code} in ${warehouse.code}`]);
      expect(await coverage(item)).toEqual([['5', '3', '2']]);
    }
  });

  it('lies elsewhere when its fullest warehouse says what it keeps itself', async () => {
    const { warehouse, bin, items } = await t.things(1);
    const other = await t.things(0);
    const [item] = items as [Made];
    for (const [at, qty] of [
      [bin, '10'],
      [other.bin, '4'],
    ] as const) {
      await t.bed.transaction((tx) => receive(tx, { itemCode: item.code, qty, toLocation: at.code }));
    }
    await t.put(item, { policy: 'buy', minQty: '8', maxQty: '20' });
    await t.put(item, { policy: 'buy', minQty: '12', warehouse: warehouse.code });
    expect((await planned(item)).sort()).toEqual([`buy 16 ${item.code} in ${other.warehouse.code}`, `buy 2 ${item.code} in ${warehouse.code}`].sort());
  });

  it('is nowhere when every warehouse says what it keeps itself', async () => {
    const { items } = await t.things(1);
    const [item] = items as [Made];
    await t.put(item, { policy: 'buy', safetyStock: '5' });
    const codes = await t.bed.transaction((tx) => tx.query<{ code: string }>(`SELECT code FROM warehouses WHERE status = 'active'`));
    for (const { code } of codes) await t.put(item, { policy: 'buy', safetyStock: '1', warehouse: code });
    expect((await planned(item)).sort()).toEqual(codes.map(({ code }) => `buy 1 ${item.code} in ${code}`).sort());
  });
});
