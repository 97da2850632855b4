import { aCode, aPartner, catalog, engineering, type Made } from '@anwen/catalog/testing';
import { clerk, receive } from '@anwen/inventory/testing';
import { Logger } from '@nestjs/common';
import { DemandQuery } from './demand.dto';
import { planning } from './testing';
import { PlanningBed, planner, short } from './testing-plan';

let t: PlanningBed;
beforeAll(async () => {
  Logger.overrideLogger(false);
  t = await PlanningBed.create();
});
beforeEach(() => t.lookAtCalendar());
afterAll(() => t.bed.drop());

describe('what a plan reads', () => {
  it('takes off a forecast what is sold for its own time, and not what was sold before', async () => {
    const { warehouse, items } = await t.things(2);
    const [old, monthly] = items as [Made, Made];
    const sold = await t.sell(old, warehouse, '500', t.day(1));
    await t.bed.transaction(async (tx) => {
      await tx.query(
        `UPDATE sales_order_lines SET due_on = business_date() - 400, shipped_qty = qty_base WHERE order_id = (SELECT id FROM sales_orders WHERE number = $1)`,
        [sold.number],
      );
      await tx.query(`UPDATE sales_orders SET due_on = business_date() - 400, state = 'shipped' WHERE number = $1`, [sold.number]);
    });
    await t.demand(old, warehouse, { source: 'forecast', qty: '100' });
    // The forecast before it is called off: its time becomes part of the next one, back to the day of writing at most.
    await t.sell(monthly, warehouse, '30', t.day(10));
    const first = await t.demand(monthly, warehouse, { source: 'forecast', qty: '40', dueOn: t.day(20) });
    await t.demand(monthly, warehouse, { source: 'forecast', qty: '40', dueOn: t.day(80) });
    await t.bed.transaction((tx) => planning.demands.cancel(tx, planner, first.id!));
    const { rows } = await t.plan({ warehouses: [warehouse.code] });
    expect(rows.filter(({ item }) => item.code === old.code).map(short)).toEqual([`buy 100 ${old.code}`]);
    const sum = rows.filter(({ item }) => item.code === monthly.code).reduce((all, { qty }) => all + Number(qty), 0);
    expect(sum).toBe(30 + (40 - 30));
  });

  it('forgets forecasts whose day has passed, but nothing that somebody has promised', async () => {
    const { warehouse, items } = await t.things(2);
    const [guessed, promised] = items as [Made, Made];
    await t.demand(guessed, warehouse, { source: 'forecast', dueOn: t.day(-1) });
    await t.demand(promised, warehouse, { source: 'manual', dueOn: t.day(-1) });
    expect((await t.plan({ warehouses: [warehouse.code] })).rows.map(short)).toEqual([`buy 10 ${promised.code} late`]);
  });

  it('counts on goods that are still inspected, and not on held or damaged ones', async () => {
    const { warehouse, bin, items } = await t.things(1);
    const [item] = items as [Made];
    await t.bed.transaction(async (tx) => {
      for (const [qty, status] of [
        ['6', 'qc'],
        ['30', 'hold'],
        ['40', 'damaged'],
      ] as const) {
        await receive(tx, { itemCode: item.code, qty, toLocation: bin.code, status });
      }
    });
    await t.demand(item, warehouse);
    const { rows } = await t.plan({ warehouses: [warehouse.code] });
    expect(rows.map(short)).toEqual([`buy 4 ${item.code}`]);
    const shown = await t.bed.transaction((tx) => planning.demands.list(tx, Object.assign(new DemandQuery(), { item: item.code })));
    expect(shown.items.map(({ coverage }) => coverage)).toEqual([{ stock: '0', incoming: '6', workOrders: '0', missing: '4' }]);
  });

  it('leaves out items that are blocked: nobody could order them', async () => {
    const { warehouse, items } = await t.things(1);
    const [item] = items as [Made];
    await t.demand(item, warehouse);
    await t.bed.asOwner(`UPDATE items SET status = 'blocked' WHERE code = '${item.code}'`);
    expect((await t.plan({ warehouses: [warehouse.code] })).rows).toEqual([]);
  });
});

describe('plans of a part of the company', () => {
  it('leave the rest of a bigger plan alone: its suggestions can be accepted and say so, and it covers its own demands', async () => {
    const here = await t.things(1);
    const there = await t.things(1);
    const [one, two] = [here.items[0]!, there.items[0]!];
    const supplier = (await t.bed.transaction((tx) => aPartner(tx))).code;
    for (const item of [one, two]) await t.put(item, { policy: 'buy', supplier });
    await t.demand(one, here.warehouse);
    await t.demand(two, there.warehouse);
    const both = await t.plan({ warehouses: [here.warehouse.code, there.warehouse.code] });
    await t.plan({ warehouses: [here.warehouse.code] });
    const legal = new Map((await t.suggestions(both.run.id)).map((row) => [row.item.code, row.legal]));
    expect([legal.get(one.code), legal.get(two.code)]).toEqual([['dismiss'], ['accept', 'edit', 'dismiss']]);
    const shown = await t.bed.transaction((tx) => planning.demands.list(tx, Object.assign(new DemandQuery(), { item: two.code })));
    expect(shown.items.map(({ coverage }) => coverage?.missing)).toEqual(['10']);
    const made = await t.accept(both.run.id, { all: true });
    expect([made.accepted, made.skipped.map(({ code }) => code)]).toEqual([1, ['planning.outdated']]);
  });

  it('never push out the newest plan of another warehouse, and failed ones do not count', async () => {
    const rare = await t.things(0);
    const busy = await t.things(0);
    const kept = await t.plan({ warehouses: [rare.warehouse.code] });
    for (let i = 0; i < 12; i++) await t.plan({ warehouses: [busy.warehouse.code] });
    expect((await t.bed.transaction((tx) => planning.runs.get(tx, kept.run.id))).state).toBe('done');
    const of = await t.bed.transaction((tx) =>
      tx.query<{ n: number }>(`SELECT count(*)::int AS n FROM planning_runs WHERE warehouse_ids = ARRAY[$1::bigint]`, [busy.warehouse.id]),
    );
    expect(of[0]!.n).toBe(10);
  });

  it('show what covers the safety stock of an item as a whole', async () => {
    const { bin, items } = await t.things(1);
    const [item] = items as [Made];
    await t.bed.transaction((tx) => receive(tx, { itemCode: item.code, qty: '3', toLocation: bin.code }));
    await t.put(item, { policy: 'buy', safetyStock: '5' });
    await t.plan({});
    const shown = await t.bed.transaction((tx) => planning.demands.list(tx, Object.assign(new DemandQuery(), { item: item.code })));
    expect(shown.items.map(({ source, coverage }) => [source, coverage])).toEqual([['safety', { stock: '3', incoming: '0', workOrders: '0', missing: '2' }]]);
  });
});

describe('what a suggestion is for', () => {
  it('counts a demand once, however many ways lead to it', async () => {
    const { warehouse, items } = await t.things(4);
    const [top, left, right, base] = items as [Made, Made, Made, Made];
    const bill = (product: Made, parts: Made[]): Promise<void> =>
      t.bed.transaction(async (tx) => {
        const lines = parts.map(({ code }) => ({ component: code, qty: '1', uom: 'PCE', validFrom: '2000-01-01' }));
        const made = await catalog.boms.create(tx, clerk, { item: product.code, kind: 'standard', lines });
        await catalog.boms.activate(tx, clerk, made.id);
      });
    await bill(top, [left, right]);
    await bill(left, [base]);
    await bill(right, [base]);
    await t.put(base, { policy: 'buy', lotMin: '100' });
    await t.demand(top, warehouse);
    const { rows } = await t.plan({ warehouses: [warehouse.code] });
    const { above } = await t.bed.transaction((tx) => planning.suggestions.pegging(tx, rows.find(({ item }) => item.code === base.code)!.id));
    expect(above.filter(({ source }) => source === 'manual').map(({ qty, level }) => `${level} ${qty}`)).toEqual(['3 10']);
  });
});

describe('the load', () => {
  it('gives the last day its whole night', async () => {
    const night = { code: aCode('N'), name: '夜班', startsAt: '22:00', endsAt: '06:00' };
    const code = aCode('WC');
    await t.bed.transaction(async (tx) => {
      await engineering.shifts.createMany(tx, clerk, [night]);
      const week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((d) => [d, [night.code]]));
      const calendar = await engineering.plans.create(tx, clerk, { code: aCode('CAL'), name: '行事曆', week });
      await catalog.workCenters.createMany(tx, clerk, [{ code, name: code, calendar: calendar.code }]);
    });
    const { items } = await t.bed.transaction((tx) => planning.load.load(tx, { workCenter: code, from: t.day(1), to: t.day(3) }));
    expect(items[0]!.days.map(({ capacityS }) => capacityS / 3600)).toEqual([8, 8, 8]);
  });
});
