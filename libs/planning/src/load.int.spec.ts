import { standardReasons } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { clerk } from '@anwen/inventory/testing';
import { aFactoryFloor, aReleasedOrder, production } from '@anwen/work-orders/testing';
import { planning } from './testing';

let bed: TestDatabase;
beforeAll(async () => {
  bed = await TestDatabase.create();
  await bed.transaction(standardReasons);
});
afterAll(() => bed.drop());

describe('the load of an operation that is no report point', () => {
  it('gets less with the pieces that are reported further on, good and scrapped', async () => {
    const floor = await bed.transaction((tx) => aFactoryFloor(tx));
    const { number } = await bed.transaction((tx) => aReleasedOrder(tx, floor));
    // Frozen at the release: the application has no right to change it.
    await bed.asOwner(
      `SET anwen.scope = 'all'; UPDATE wo_operations SET report_point = false WHERE op_no = 10 AND work_order_id = (SELECT id FROM work_orders WHERE number = '${number}')`,
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
