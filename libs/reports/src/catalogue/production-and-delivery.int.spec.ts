import { aWarehouse, standardReasons } from '@anwen/catalog/testing';
import type { Tx } from '@anwen/database';
import { TestDatabase } from '@anwen/database/testing';
import { clerk } from '@anwen/inventory/testing';
import { NO_SCOPE, type Actor, type Scope } from '@anwen/kernel';
import { aSalesOrder, aShipment, aShippingStore, outbound, stocked, tasksOf, type ShippingStore } from '@anwen/trade/testing';
import { aFactoryFloor, aReleasedOrder, performance, production, type FactoryFloor } from '@anwen/work-orders/testing';
import { accessTo } from '../access.rules';
import { readParams } from '../params.rules';
import { findReport } from '../report-catalogue';
import type { ReportRow } from '../report-definition';
import { queryOf, requireAccess } from '../report.service';
import { SurroundingsStore } from '../surroundings.store';
import { aReader, beforehand } from '../testing';

const RIGHTS = ['report.production', 'oee.read', 'sales.read', 'stock.read', 'stock.cost.read'];
const store = new SurroundingsStore();
let bed: TestDatabase;
let reader: Actor;
let floor: FactoryFloor;
beforeAll(async () => {
  bed = await TestDatabase.create();
  reader = await aReader(bed, RIGHTS);
  await inStore(standardReasons);
  floor = await inStore((tx) => aFactoryFloor(tx));
});
afterAll(() => bed.drop());

const inStore = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => bed.transaction(work, clerk);
const run = (key: string, params: Record<string, unknown> = {}, actor = reader): Promise<ReportRow[]> => {
  const access = requireAccess(key, actor);
  const values = readParams(access.definition.params, params);
  return bed.database.read({ actor, scope: access.scope, snapshot: true }, async (tx) =>
    store.first(tx, queryOf(access, values, { ...(await store.read(tx)), ...(await beforehand.rows(tx, access.definition, values)) }), 1_000),
  );
};
const within = (scope: Partial<Scope>): Promise<Actor> => aReader(bed, RIGHTS, { ...NO_SCOPE, ...scope });
const sql = <R>(text: string, values: unknown[] = []): Promise<R[]> => inStore((tx) => tx.query<R>(text, values));
const report = (workOrder: string, pieces: object) => inStore((tx) => production.reports.report(tx, clerk, { workOrder, ...pieces }));

describe('reports of production', () => {
  it('tell of work orders what was reported and still counts, of the orders within the scope', async () => {
    const [done, idle] = [
      await inStore((tx) => aReleasedOrder(tx, floor, { dueOn: '2026-11-30' })),
      await inStore((tx) => aReleasedOrder(tx, floor, { dueOn: '2026-12-01' })),
    ];
    await report(done.number, { good: '6', scrap: '1', scrapReason: 'SCR-PROCESS', occurredAt: '2026-11-20T01:00:00Z' });
    const wrong = await report(done.number, { good: '1', occurredAt: '2026-11-20T02:00:00Z' });
    await inStore((tx) => production.reports.supersede(tx, clerk, wrong.id, { good: '2', reason: '數錯', occurredAt: '2026-11-20T03:00:00Z' }));
    const rows = await run('production.orders', { item: floor.product.code });
    expect(rows).toMatchObject([
      {
        number: done.number,
        warehouse: floor.warehouse.code,
        state: 'in_progress',
        planned: '10',
        good: '8',
        scrap: '1',
        rework: '0',
        achieved: '0.8',
        yield: '0.888889',
      },
      { number: idle.number, state: 'released', good: '0', achieved: null, yield: null, firstAt: null },
    ]);
    expect([rows[0]!.firstAt, rows[0]!.lastAt]).toEqual(['2026-11-20 09:00:00', '2026-11-20 11:00:00']);
    expect(Object.keys(rows[0]!).sort()).toEqual(
      findReport('production.orders')!
        .columns.map((c) => c.key)
        .sort(),
    );
    const numbers = async (scope: Partial<Scope>) =>
      (await run('production.orders', { item: floor.product.code }, await within(scope))).map((row) => row.number);
    expect(await numbers({ warehouses: [floor.warehouse.id] })).toEqual([done.number, idle.number]);
    expect(await numbers({ workCenters: [floor.centers[1].id] })).toEqual([done.number, idle.number]);
    expect(await numbers({ warehouses: ['999999'] })).toEqual([]);
    expect(accessTo(findReport('production.orders')!, await within({}))).toBeUndefined();
    expect(accessTo(findReport('stock.on_hand')!, await within({ workCenters: ['1'] }))).toBeUndefined();
  });

  it('rank scrap that never was stock beside scrap of stock, without what was superseded', async () => {
    const other = await inStore((tx) => aFactoryFloor(tx));
    const order = await inStore((tx) => aReleasedOrder(tx, other));
    await report(order.number, { good: '1', scrap: '2', scrapReason: 'SCR-PROCESS' });
    await report(order.number, { scrap: '1', scrapReason: 'SCR-PROCESS', opNo: 10 });
    const wrong = await report(order.number, { scrap: '5', scrapReason: 'SCR-HANDLING' });
    await inStore((tx) => production.reports.supersede(tx, clerk, wrong.id, { scrap: '1', scrapReason: 'SCR-MATERIAL', reason: '看錯' }));
    const rows = await run('scrap.pareto', { item: other.product.code });
    expect(rows.map((row) => [row.reasonCode, row.times, row.qty, row.share])).toEqual([
      ['SCR-PROCESS', '2', '3', '0.666667'],
      ['SCR-MATERIAL', '1', '1', '0.333333'],
    ]);
    const [cost] = await sql<{ three: string }>(
      'SELECT trim_scale(3 * (standard_material + standard_time))::text AS three FROM work_orders WHERE number = $1',
      [order.number],
    );
    expect([Number(cost!.three) > 0, rows[0]!.value]).toEqual([true, cost!.three]);
    expect(await run('scrap.pareto', { item: other.product.code, to: '2020-01-01' })).toEqual([]);
    expect(await run('scrap.pareto', { item: other.product.code }, await within({ warehouses: [floor.warehouse.id] }))).toEqual([]);
    expect(await run('scrap.pareto', { item: other.product.code }, await within({ warehouses: [other.warehouse.id] }))).toHaveLength(2);
  });

  it('show the figures of the screen for effectiveness', async () => {
    const order = await inStore((tx) => aReleasedOrder(tx, floor));
    // Eight hours from eight o'clock on the factory's clock, on a Monday.
    await sql(
      `INSERT INTO wo_operation_runs (operation_id, operator_name, started_at, ended_at) SELECT o.id, 'x', '2026-11-16T00:00Z', '2026-11-16T04:00Z'
         FROM wo_operations o JOIN work_orders w ON w.id = o.work_order_id WHERE w.number = $1 AND o.op_no = 10`,
      [order.number],
    );
    await sql(`INSERT INTO downtime_events (work_center_id, started_at, ended_at, reported_by) VALUES ($1, '2026-11-16T05:00Z', '2026-11-16T06:30Z', 'x')`, [
      floor.centers[0].id,
    ]);
    await report(order.number, { good: '9', scrap: '1', scrapReason: 'SCR-PROCESS', opNo: 10, occurredAt: '2026-11-16T03:00:00Z' });
    const asked = { workCenter: floor.centers[0].code, from: '2026-11-16', to: '2026-11-16' };
    const [row, ...others] = await run('oee', { ...asked, grain: 'day' });
    expect(row).toEqual({
      ...{ workCenter: asked.workCenter, workCenterName: `工作中心 ${asked.workCenter}`, day: '2026-11-16', shift: null },
      ...{ plannedHours: '8', runHours: '4', downHours: '1.5', plannedDownHours: '0', good: '9', scrap: '1', total: '10' },
      ...{ availability: '0.5', performance: '0.041667', quality: '0.9', oee: '0.01875' },
    });
    const shown = await inStore((tx) => performance.oee.list(tx, clerk, { ...asked, grain: 'day' }));
    expect([others, shown.items[0]!.oee]).toEqual([[], row!.oee]);
    expect(await run('oee', asked, await within({ workCenters: [floor.centers[0].id] }))).toEqual([row]);
    expect(await run('oee', asked, await within({ workCenters: [floor.centers[1].id] }))).toEqual([]);
  });
});

describe('the report of deliveries', () => {
  let shop: ShippingStore;
  /** Sends what an order still wants, up to `qty`, on a day. */
  const shipped = async (order: string, day: string) => {
    const { id } = await inStore(async (tx) => {
      const draft = await aShipment(tx, shop, { salesOrder: order });
      await outbound.allocation.allocate(tx, clerk, draft.id, {});
      await outbound.allocation.startPicking(tx, clerk, draft.id);
      for (const task of await tasksOf(tx, draft.id)) await outbound.picks.confirm(tx, clerk, task.id, {});
      return outbound.shipping.ship(tx, clerk, draft.id, {});
    });
    await bed.asOwner(`BEGIN; SET LOCAL anwen.scope = 'all'; UPDATE shipments SET shipped_at = '${day}T15:00:00Z' WHERE public_id = '${id}'; COMMIT`);
  };
  const order = (dueOn: string, qty = '10') =>
    inStore((tx) => aSalesOrder(tx, shop, { orderedOn: '2026-01-01', dueOn, lines: [{ itemCode: shop.plain.code, qty }] } as never));

  it('compares the day on which all of a line had left with the day it was due', async () => {
    shop = await inStore(aShippingStore);
    await inStore((tx) => stocked(tx, shop, '20'));
    const [early, late, never, coming] = [await order('2026-06-10'), await order('2026-06-10'), await order('2026-07-01'), await order('2099-01-01')];
    // 23:00 in Taipei of the tenth is still in time, of the twelfth it is not.
    await shipped(early.id, '2026-06-10');
    await shipped(late.id, '2026-06-12');
    const rows = await run('delivery.on_time', { item: shop.plain.code });
    expect(rows.map((row) => [row.number, row.due, row.shipped, row.doneOn, row.status])).toEqual([
      [early.number, '2026-06-10', '10', '2026-06-10', 'on_time'],
      [late.number, '2026-06-10', '10', '2026-06-12', 'late'],
      [never.number, '2026-07-01', '0', null, 'overdue'],
      [coming.number, '2099-01-01', '0', null, 'open'],
    ]);
    expect([rows[0]!.daysLate, rows[1]!.daysLate, Number(rows[2]!.daysLate) > 100, rows[3]!.daysLate]).toEqual(['0', '2', true, '0']);
    expect(await run('delivery.on_time', { by: 'customer', customer: shop.customer.code })).toEqual([
      { group: shop.customer.code, lines: '4', onTime: '1', late: '1', overdue: '1', open: '1', rate: '0.333333' },
    ]);
    expect((await run('delivery.on_time', { by: 'month', item: shop.plain.code })).map((row) => [row.group, row.rate])).toEqual([
      ['2026-06', '0.5'],
      ['2026-07', '0'],
      ['2099-01', null],
    ]);
    expect(await run('delivery.on_time', { by: 'item', item: shop.plain.code, from: '2026-06-01', to: '2026-06-30' })).toMatchObject([
      { lines: '2', rate: '0.5' },
    ]);
  });

  it('shows the orders within the scope: of a warehouse, or of a customer', async () => {
    const elsewhere = await inStore((tx) => aWarehouse(tx));
    const count = async (scope: Partial<Scope>) => (await run('delivery.on_time', { item: shop.plain.code }, await within(scope))).length;
    expect([
      await count({ warehouses: [shop.warehouse.id] }),
      await count({ partners: [shop.customer.id] }),
      await count({ warehouses: [elsewhere.id] }),
    ]).toEqual([4, 4, 0]);
  });
});
