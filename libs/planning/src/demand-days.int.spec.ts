import { aPartner, type Made } from '@anwen/catalog/testing';
import { clerk } from '@anwen/inventory/testing';
import { outbound } from '@anwen/trade/testing';
import { aFactoryFloor, aReleasedOrder } from '@anwen/work-orders/testing';
import { Logger } from '@nestjs/common';
import { SnapshotStore } from './snapshot.store';
import { PlanningBed, short } from './testing-plan';

let t: PlanningBed;
beforeAll(async () => {
  Logger.overrideLogger(false);
  t = await PlanningBed.create();
});
beforeEach(() => t.lookAtCalendar());
afterAll(() => t.bed.drop());

/** Seven in the morning in the factory: in Greenwich it is still yesterday. */
const AT_SEVEN = `((business_date() + time '07:00') AT TIME ZONE 'Asia/Taipei')`;

async function sellWithoutDay(item: Made, warehouse: Made, qty: string): Promise<string> {
  return t.bed.transaction(async (tx) => {
    const customer = await aPartner(tx, { roles: ['customer'] });
    const draft = await outbound.salesOrders.create(tx, clerk, { customer: customer.code, warehouse: warehouse.code, lines: [{ itemCode: item.code, qty }] });
    return (await outbound.salesOrders.confirm(tx, clerk, draft.id)).number;
  });
}
const planned = async (item: Made, warehouse: Made): Promise<number> => {
  const { rows } = await t.plan({ warehouses: [warehouse.code] });
  return rows.filter((row) => row.item.code === item.code).reduce((sum, { qty }) => sum + Number(qty), 0);
};

describe('a forecast', () => {
  it('has in it what is sold without a day: that is wanted today', async () => {
    const { warehouse, items } = await t.things(1);
    const [item] = items as [Made];
    await t.demand(item, warehouse, { source: 'forecast', qty: '100', dueOn: t.day(40) });
    await sellWithoutDay(item, warehouse, '30');
    expect(await planned(item, warehouse)).toBe(100);
  });

  it('counts what has been shipped without a day for when it was ordered, also in an order that still waits for another line', async () => {
    const { warehouse, items } = await t.things(1);
    const [item] = items as [Made];
    await t.demand(item, warehouse, { source: 'forecast', qty: '100', dueOn: t.day(40) });
    const [today, before] = [await sellWithoutDay(item, warehouse, '30'), await sellWithoutDay(item, warehouse, '50')];
    await t.bed.transaction(async (tx) => {
      await tx.query(`UPDATE sales_order_lines SET shipped_qty = qty_base WHERE order_id IN (SELECT id FROM sales_orders WHERE number IN ($1, $2))`, [
        today,
        before,
      ]);
      await tx.query(`UPDATE sales_orders SET state = 'shipped' WHERE number = $1`, [today]);
      await tx.query(`UPDATE sales_orders SET state = 'partially_shipped', ordered_on = business_date() - 90 WHERE number = $1`, [before]);
    });
    expect(await planned(item, warehouse)).toBe(70);
  });

  it('begins on the day on which it was written on the clock of the factory', async () => {
    const { warehouse, items } = await t.things(1);
    const [item] = items as [Made];
    await t.demand(item, warehouse, { source: 'forecast', qty: '100', dueOn: t.day(40) });
    await t.sell(item, warehouse, '30', t.day(1));
    await t.bed.transaction(async (tx) => {
      await tx.query(`UPDATE planning_demands SET created_at = ${AT_SEVEN} WHERE item_id = $1`, [item.id]);
      await tx.query(`UPDATE sales_orders o SET due_on = business_date() - 1 FROM sales_order_lines l WHERE l.order_id = o.id AND l.item_id = $1`, [item.id]);
      await tx.query(`UPDATE sales_order_lines SET due_on = business_date() - 1 WHERE item_id = $1`, [item.id]);
    });
    expect(await planned(item, warehouse)).toBe(130);
  });
});

describe('material of an order without a day', () => {
  it('is wanted from the day on which the order was released on the clock of the factory', async () => {
    const floor = await t.bed.transaction((tx) => aFactoryFloor(tx));
    const { number } = await t.bed.transaction((tx) => aReleasedOrder(tx, floor));
    await t.bed.asOwner(`SET anwen.scope = 'all'; UPDATE work_orders SET starts_on = NULL, released_at = ${AT_SEVEN} WHERE number = '${number}'`);
    const demands = await t.bed.transaction(async (tx) => {
      const warehouses = await tx.query<{ id: string }>('SELECT warehouse_id::text AS id FROM work_orders WHERE number = $1', [number]);
      return new SnapshotStore().demands(tx, { warehouses: warehouses.map(({ id }) => id), until: t.day(30), forecast: true });
    });
    expect(new Set(demands.filter(({ ref }) => ref === number).map(({ dueOn }) => dueOn))).toEqual(new Set([t.day(0)]));
  });
});

describe('a demand whose day has passed', () => {
  it('is late also when what it asks for could be here today', async () => {
    const { warehouse, items } = await t.things(1);
    const [item] = items as [Made];
    await t.put(item, { policy: 'buy', leadTimeDays: 0 });
    await t.demand(item, warehouse, { dueOn: t.day(-3) });
    const { rows } = await t.plan({ warehouses: [warehouse.code] });
    expect(rows.map(short)).toEqual([`buy 10 ${item.code} late`]);
    expect(rows[0]!.trace.map(({ zh }) => zh)).toContain(`需求日 ${t.day(-3)}，前置期 0 個工作天，最早 ${rows[0]!.dueOn}`);
  });
});
