import { aWarehouse, standardReasons } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { clerk } from '@anwen/inventory/testing';
import { ALL_SCOPE, NO_SCOPE, type Scope } from '@anwen/kernel';
import { aFactoryFloor, aReleasedOrder, production, workOrders } from '@anwen/work-orders/testing';
import type { LoadDto } from './load.dto';
import { planning } from './testing';

let bed: TestDatabase;
beforeAll(async () => {
  bed = await TestDatabase.create();
  await bed.transaction(standardReasons);
});
afterAll(() => bed.drop());

describe('the load of an operation that nobody reports at', () => {
  it.each([
    ['it is no report point', false],
    ['everybody forgot', true],
  ])('gets less with the pieces that are reported further on (%s)', async (_, reportPoint) => {
    const floor = await bed.transaction((tx) => aFactoryFloor(tx));
    const { number } = await bed.transaction((tx) => aReleasedOrder(tx, floor));
    // Frozen at the release: the application has no right to change it.
    await bed.asOwner(
      `SET anwen.scope = 'all'; UPDATE wo_operations SET report_point = ${reportPoint} WHERE op_no = 10 AND work_order_id = (SELECT id FROM work_orders WHERE number = '${number}')`,
    );
    const loadS = async () => {
      const { items } = await bed.transaction((tx) => planning.load.load(tx, { workCenter: floor.centers[0].code }));
      return items[0]!.days.flatMap(({ orders }) => orders).reduce((sum, one) => sum + one.loadS, 0);
    };
    const report = (body: object) => bed.transaction((tx) => production.reports.report(tx, clerk, { workOrder: number, opNo: 20, ...body }));
    // A set-up of 10 minutes, and a minute each.
    expect(await loadS()).toBe(600 + 600);
    await report({ good: '3', scrap: '1', scrapReason: 'SCR-PROCESS' });
    expect(await loadS()).toBe(6 * 60);
    await report({ good: '6' });
    expect(await loadS()).toBe(0);
  });
});

const load = (workCenter?: string, scope: Scope = ALL_SCOPE): Promise<LoadDto> =>
  bed.transaction((tx) => planning.load.load(tx, workCenter === undefined ? {} : { workCenter }), clerk, scope);
const secondsOf = ({ items }: LoadDto): number => items[0]!.days.reduce((sum, { loadS }) => sum + loadS, 0);
const endOf = ({ orders }: LoadDto, number: string): number => Date.parse(orders.find((one) => one.number === number)!.finiteEnd!);

describe('the load after scrap', () => {
  it('does not wait for the pieces that were scrapped before', async () => {
    const floor = await bed.transaction((tx) => aFactoryFloor(tx));
    const { number } = await bed.transaction((tx) => aReleasedOrder(tx, floor));
    const second = floor.centers[1].code;
    expect(secondsOf(await load(second))).toBe(600 + 600);
    await bed.transaction((tx) => production.reports.report(tx, clerk, { workOrder: number, opNo: 10, good: '6', scrap: '4', scrapReason: 'SCR-PROCESS' }));
    expect(secondsOf(await load(second))).toBe(600 + 6 * 60);
    await bed.transaction((tx) => production.reports.report(tx, clerk, { workOrder: number, opNo: 20, good: '5' }));
    expect(secondsOf(await load(second))).toBe(60);
  });

  it('is none where nothing is left of the order', async () => {
    const floor = await bed.transaction((tx) => aFactoryFloor(tx));
    const { number } = await bed.transaction((tx) => aReleasedOrder(tx, floor));
    await bed.transaction((tx) => production.reports.report(tx, clerk, { workOrder: number, opNo: 10, scrap: '10', scrapReason: 'SCR-PROCESS' }));
    expect(secondsOf(await load(floor.centers[1].code))).toBe(0);
  });
});

describe('the load that a person of a part of the company sees', () => {
  it('is the whole one, and names only what he may see', async () => {
    const floor = await bed.transaction((tx) => aFactoryFloor(tx));
    const elsewhere = await bed.transaction((tx) => aWarehouse(tx));
    await bed.transaction((tx) => tx.query('UPDATE work_centers SET warehouse_id = $1 WHERE id = $2', [floor.warehouse.id, floor.centers[0].id]));
    // The other one is more urgent, so that ours ends later because of it.
    const other = await bed.transaction((tx) =>
      workOrders.orders.create(tx, clerk, { item: floor.product.code, qty: '500', warehouse: elsewhere.code, dueOn: '2099-01-01' }),
    );
    const ours = await bed.transaction((tx) => aReleasedOrder(tx, floor));
    const [first, second] = floor.centers.map(({ code }) => code);
    const whole = await load(first);
    expect(new Set(whole.items[0]!.days.flatMap(({ orders }) => orders.map((one) => one.number)))).toEqual(new Set([other.number, ours.number]));
    for (const scope of [{ warehouses: [floor.warehouse.id] }, { workCenters: [floor.centers[0].id] }]) {
      const part = await load(first, { ...NO_SCOPE, ...scope });
      // The clock has gone on between the two: seconds are rounded by day.
      expect(Math.abs(secondsOf(part) - secondsOf(whole))).toBeLessThan(5);
      expect(new Set(part.items[0]!.days.flatMap(({ orders }) => orders.map((one) => one.number)))).toEqual(new Set([ours.number]));
      expect(part.orders.map(({ number }) => number)).toEqual([ours.number]);
      expect(Math.abs(endOf(part, ours.number) - endOf(whole, ours.number))).toBeLessThan(600_000);
    }
    // A work centre without a warehouse belongs to everybody who has warehouses, and to nobody who has work centres alone.
    expect((await load(second, { ...NO_SCOPE, warehouses: [elsewhere.id] })).items).toHaveLength(1);
    expect((await load(undefined, { ...NO_SCOPE, workCenters: [floor.centers[0].id] })).items.map(({ workCenter }) => workCenter.code)).toEqual([first]);
  });
});
