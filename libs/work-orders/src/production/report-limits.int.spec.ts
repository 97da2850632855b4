import { aLocation, standardReasons } from '@anwen/catalog/testing';
import type { Tx } from '@anwen/database';
import { TestDatabase } from '@anwen/database/testing';
import { verifyLedgerIn } from '@anwen/inventory';
import { clerk, inventory, onHand, personWith, receive } from '@anwen/inventory/testing';
import { NO_SCOPE, type Actor, type AppError, type Id, type Scope } from '@anwen/kernel';
import { aFactoryFloor, aReleasedOrder, type FloorOptions } from '../orders/testing';
import { performance } from '../performance/testing';
import { production } from './testing';

const { reports } = production;
let bed: TestDatabase;
beforeAll(async () => {
  bed = await TestDatabase.create();
  await bed.transaction(standardReasons);
});
afterEach(async () => {
  expect((await bed.transaction((tx) => verifyLedgerIn(tx))).results.filter((r) => r.problems.length > 0)).toEqual([]);
});
afterAll(() => bed.drop());

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: AppError) => error.code,
  );
const started = async (options: FloorOptions = {}, given: object = {}) => {
  const floor = await bed.transaction((tx) => aFactoryFloor(tx, options));
  const order = await bed.transaction((tx) => aReleasedOrder(tx, floor, given));
  return { floor, order };
};
const report = (workOrder: string, body: object, actor: Actor = clerk, scope?: Scope) =>
  bed.transaction((tx) => reports.report(tx, actor, { workOrder, ...body }), actor, scope);
const supersede = (id: string, body: object) => bed.transaction((tx) => reports.supersede(tx, clerk, id, { reason: '數錯', ...body }));
const there = (item: { code: string }, bin: { code: string }) => bed.transaction((tx) => onHand(tx, item.code, bin.code));
const skip = (order: string, opNo: number) => bed.transaction((tx: Tx) => performance.operations.skip(tx, clerk, { order, opNo }, { reason: '免' }));

describe('an operation that was skipped', () => {
  it('takes no report, and the last one that is left makes the stock', async () => {
    const { floor, order } = await started();
    await skip(order.id, 20);
    expect(await codeOf(report(order.id, { opNo: 20, good: '1' }))).toBe('production.operation_skipped');
    const made = await report(order.id, { good: '3' });
    expect(made).toMatchObject({ opNo: 10, isFinal: true });
    expect(await there(floor.product, floor.output)).toBe('3');
  });

  it('leaves its material to the one that is last now', async () => {
    const lines = (part: { code: string }) => [{ component: part.code, qty: '2', uom: 'PCE', opNo: 20 }];
    const { floor, order } = await started({ lines: lines as never });
    await skip(order.id, 20);
    await report(order.id, { good: '3' });
    expect(await there(floor.part, floor.supply)).toBe('74');
  });
});

describe('an operation that is no report point', () => {
  /** Frozen at the release: the application has no right to change it. */
  const unreported = async (options: FloorOptions = {}) => {
    const { floor, order } = await started(options);
    await bed.asOwner(
      `SET anwen.scope = 'all'; UPDATE wo_operations SET report_point = false WHERE op_no = 10 AND work_order_id = (SELECT id FROM work_orders WHERE number = '${order.number}')`,
    );
    return { floor, order };
  };
  const view = (id: string) => bed.transaction((tx) => production.orders.get(tx, clerk, id));
  const states = async (id: string) => (await view(id)).operations.map((o) => o.state);
  const finish = (order: string, opNo: number) => bed.transaction((tx) => performance.operations.finish(tx, clerk, { order, opNo }));

  it('takes no report: what is reported further on has passed it, and used up its material', async () => {
    const { floor, order } = await unreported({ lines: ((part: { code: string }) => [{ component: part.code, qty: '2', uom: 'PCE', opNo: 10 }]) as never });
    expect(await codeOf(report(order.id, { opNo: 10, good: '1' }))).toBe('production.no_report_point');
    await report(order.id, { opNo: 20, good: '3' });
    expect([await there(floor.part, floor.supply), await there(floor.product, floor.output)]).toEqual(['74', '3']);
  });

  it('is finished by what is reported further on, and leads on to the next', async () => {
    const { floor, order } = await unreported();
    expect(await codeOf(finish(order.id, 10))).toBe('performance.nothing_reported');
    const made = await report(order.id, { opNo: 20, good: '10' });
    expect(await states(order.id)).toEqual(['ready', 'ready']);
    expect((await view(order.id)).operations[0]!.legal).toEqual(['start', 'finish']);
    const { items } = await bed.transaction((tx) => performance.operations.queue(tx, clerk, { workCenter: floor.centers[0].code, limit: 9 }));
    expect(items.map((one) => [one.opNo, one.legal, Object.keys(one).filter((key) => /before|passed/i.test(key))])).toEqual([[10, ['start', 'finish'], []]]);
    expect(await codeOf(skip(order.id, 10))).toBe('performance.has_pieces');
    // Taken back, nothing has passed; scrapped pieces have.
    const none = await supersede(made.id, { good: '0' });
    expect([await states(order.id), (await view(order.id)).operations[0]!.legal]).toEqual([
      ['ready', 'pending'],
      ['start', 'skip'],
    ]);
    const scrapped = await supersede(none.id, { good: '0', scrap: '1', scrapReason: 'SCR-PROCESS' });
    expect(await states(order.id)).toEqual(['ready', 'ready']);
    await supersede(scrapped.id, { good: '10' });
    for (const opNo of [10, 20]) await finish(order.id, opNo);
    expect((await bed.transaction((tx) => production.orders.finish(tx, clerk, order.id))).state).toBe('completed');
  });

  it('is done when the order is closed short after pieces have passed it', async () => {
    const { order } = await unreported();
    await report(order.id, { opNo: 20, good: '4' });
    await bed.transaction((tx) => production.orders.shortClose(tx, clerk, order.id, { reason: '客戶減量' }));
    expect(await states(order.id)).toEqual(['done', 'done']);
    const empty = await unreported();
    await bed.transaction((tx) => production.orders.start(tx, clerk, empty.order.id));
    await bed.transaction((tx) => production.orders.shortClose(tx, clerk, empty.order.id, { reason: '客戶減量' }));
    expect(await states(empty.order.id)).toEqual(['skipped', 'skipped']);
  });
});

describe('a work centre of another warehouse', () => {
  it('lends its time and not its place: nothing is used up or made in that house', async () => {
    const { floor, order } = await started();
    const elsewhere = await bed.transaction((tx) => aFactoryFloor(tx));
    await bed.transaction((tx) =>
      tx.query(
        `UPDATE work_centers SET location_id = x.id, warehouse_id = x.warehouse_id FROM locations x
          WHERE x.code = $1 AND work_centers.id IN (SELECT work_center_id FROM wo_operations o JOIN work_orders w ON w.id = o.work_order_id WHERE w.number = $2)`,
        [elsewhere.supply.code, order.number],
      ),
    );
    await bed.transaction((tx) => receive(tx, { itemCode: floor.part.code, qty: '50', toLocation: elsewhere.supply.code }));
    await report(order.id, { good: '3' });
    expect([await there(floor.part, elsewhere.supply), await there(floor.product, elsewhere.supply)]).toEqual(['50', '0']);
    expect(await there(floor.part, floor.supply)).toBe('74');
  });
});

describe('the plan', () => {
  const worker = personWith(['production.report', 'production.supersede', 'wo.read']);

  it('limits what goes through any operation, good and scrapped', async () => {
    const { order } = await started();
    expect(await codeOf(report(order.id, { opNo: 10, good: '40' }, worker))).toBe('production.over_planned');
    await report(order.id, { opNo: 10, good: '8', scrap: '2', scrapReason: 'SCR-PROCESS' }, worker);
    expect(await codeOf(report(order.id, { opNo: 10, good: '1' }, worker))).toBe('production.over_planned');
    expect(await codeOf(report(order.id, { opNo: 10, scrap: '1', scrapReason: 'SCR-PROCESS' }, worker))).toBe('production.over_planned');
    expect(await codeOf(report(order.id, { opNo: 10, rework: '1' }, worker))).toBe('done');
    expect(await codeOf(report(order.id, { good: '8' }, worker))).toBe('done');
  });

  it('limits what goes through the operations before, too: their scrapped pieces used up material', async () => {
    const lines = (part: { code: string }) => [{ component: part.code, qty: '2', uom: 'PCE', opNo: 10 }];
    const { floor, order } = await started({ lines: lines as never });
    await report(order.id, { opNo: 10, scrap: '5', scrapReason: 'SCR-PROCESS' }, worker);
    expect(await codeOf(report(order.id, { opNo: 20, good: '6' }, worker))).toBe('production.over_planned');
    // Who may exceed the plan at the second work centre alone does not use up more at the first.
    const grants = (n: 0 | 1): Actor => ({
      ...worker,
      grants: new Map([...worker.grants, ['production.over', { ...NO_SCOPE, workCenters: [floor.centers[n].id] }]]),
    });
    expect(await codeOf(report(order.id, { opNo: 20, good: '6' }, grants(1)))).toBe('production.over_planned');
    await report(order.id, { opNo: 20, good: '5' }, worker);
    const over = await report(order.id, { opNo: 20, good: '5' }, grants(0));
    expect(await there(floor.part, floor.supply)).toBe('50');
    const actions = 'SELECT action FROM sys_audit_logs WHERE subject_id = $1';
    expect(await bed.transaction((tx) => tx.query(actions, [over.id]))).toEqual([{ action: 'production.over_reported' }]);
  });

  it('may be exceeded by a correction that makes it less', async () => {
    const { order } = await started();
    const over = await report(order.id, { good: '15' });
    const less = (good: string) => codeOf(bed.transaction((tx) => reports.supersede(tx, worker, over.id, { good, reason: '數錯' }), worker));
    expect(await less('16')).toBe('production.over_planned');
    expect(await less('12')).toBe('done');
  });
});

describe('somebody of one work centre', () => {
  const all = ['production.report', 'production.supersede', 'production.over', 'wo.read'];
  const at = (id: Id) => {
    const scope = { ...NO_SCOPE, workCenters: [id] };
    return { scope, actor: personWith(all, scope) };
  };

  it("reports on its operations, and neither reports on nor corrects another's", async () => {
    const { floor, order } = await started();
    const [a, b] = [at(floor.centers[0].id), at(floor.centers[1].id)];
    expect(await codeOf(report(order.id, { good: '1' }, a.actor, a.scope))).toBe('production.operation_not_found');
    expect(await codeOf(report(order.id, { opNo: 20, good: '1' }, a.actor, a.scope))).toBe('production.operation_not_found');
    await report(order.id, { opNo: 10, good: '2' }, a.actor, a.scope);
    const made = await report(order.id, { good: '2' }, b.actor, b.scope);
    const correct = (who: typeof a) =>
      codeOf(bed.transaction((tx) => reports.supersede(tx, who.actor, made.id, { good: '1', reason: 'x' }), who.actor, who.scope));
    expect(await correct(a)).toBe('production.operation_not_found');
    expect(await correct(b)).toBe('done');
  });

  it('exceeds the plan there alone', async () => {
    const { floor, order } = await started();
    const over = at(floor.centers[1].id);
    const worker = personWith(['production.report'], { ...NO_SCOPE, workCenters: floor.centers.map((c) => c.id) });
    const both = { ...worker, grants: new Map([...worker.grants, ['production.over', over.scope]]) };
    const scope = both.grants.get('production.report')!;
    expect(await codeOf(report(order.id, { opNo: 10, good: '11' }, both, scope))).toBe('production.over_planned');
    expect(await codeOf(report(order.id, { opNo: 20, good: '11' }, both, scope))).toBe('done');
  });
});

describe('output of an order that knew no cost', () => {
  it('is worth what the item is worth', async () => {
    const floor = await bed.transaction((tx) => aFactoryFloor(tx, { routing: false }));
    await bed.transaction((tx) =>
      tx.query('UPDATE items SET standard_cost = NULL WHERE id = ANY ($1::bigint[])', [[floor.part.id, floor.powder.id, floor.product.id]]),
    );
    await bed.transaction((tx) => receive(tx, { itemCode: floor.product.code, qty: '1', toLocation: floor.supply.code, unitCost: '50' }));
    const order = await bed.transaction((tx) => aReleasedOrder(tx, floor));
    const { outputPostingId } = await report(order.id, { good: '2' });
    const value =
      'SELECT trim_scale(sum(v.value))::text AS value FROM inventory_postings p JOIN inventory_movements v ON v.posting_id = p.id WHERE p.public_id = $1';
    expect(await bed.transaction((tx) => tx.query(value, [outputPostingId]))).toEqual([{ value: '100' }]);
  });
});

describe('a correction of what used a lot that is no longer good', () => {
  const used = async (change: string) => {
    const { floor, order } = await started();
    const made = await report(order.id, { good: '8' });
    await bed.transaction((tx) => tx.query(`UPDATE lots SET ${change} WHERE item_id = $1`, [floor.powder.id]));
    return { floor, order, made };
  };

  it.each(["status = 'hold'", "expires_on = '2020-01-01'"])('uses it again as far as it was used (%s)', async (change) => {
    const { floor, order, made } = await used(change);
    const right = await supersede(made.id, { good: '4' });
    expect(await there(floor.powder, floor.supply)).toBe('9');
    expect(await codeOf(supersede(right.id, { good: '9' }))).toBe('inventory.insufficient_stock');
    expect(await codeOf(report(order.id, { good: '1' }))).toBe('inventory.insufficient_stock');
  });

  it('is all that may: nobody else names such a lot, not even with the same words', async () => {
    const { floor, order } = await used("status = 'hold'");
    const lines = [{ itemCode: floor.powder.code, qty: '1', fromLocation: floor.supply.code, lot: 'POWDER-1' }];
    const post = (options: object) =>
      codeOf(bed.transaction((tx) => inventory.stock.post(tx, clerk, { type: 'backflush', docType: 'work_order', docRef: order.number, lines }, options)));
    expect(await post({ reusesGivenBack: true })).toBe('inventory.lines_refused');
    expect(await post({})).toBe('inventory.lines_refused');
  });
});

describe('the place of a material', () => {
  it('that an operation beyond the last one needs is that of the last', async () => {
    const lines = (part: { code: string }) => [{ component: part.code, qty: '2', uom: 'PCE', opNo: 99 }];
    const floor = await bed.transaction((tx) => aFactoryFloor(tx, { lines: lines as never }));
    const beside = await bed.transaction(async (tx) => {
      const place = await aLocation(tx, { warehouse: floor.warehouse.code });
      await tx.query('UPDATE work_centers SET location_id = $1, warehouse_id = $3 WHERE id = $2', [place.id, floor.centers[1].id, floor.warehouse.id]);
      await receive(tx, { itemCode: floor.part.code, qty: '20', toLocation: place.code });
      return place;
    });
    const order = await bed.transaction((tx) => aReleasedOrder(tx, floor));
    await report(order.id, { good: '3' });
    expect([await there(floor.part, beside), await there(floor.part, floor.supply)]).toEqual(['14', '80']);
  });
});

describe('the moment of a report', () => {
  it('is one that a clock may show, also where nothing is posted', async () => {
    const { order } = await started();
    for (const occurredAt of ['2199-01-01T00:00:00Z', '1999-12-31T00:00:00Z'])
      expect(await codeOf(report(order.id, { rework: '1', occurredAt }))).toBe('inventory.occurred_at_refused');
  });

  it('stays that of the report that is corrected, unless the correction says otherwise', async () => {
    const { order } = await started();
    const wrong = await report(order.id, { good: '2', occurredAt: '2026-01-02T08:00:00.000Z' });
    const right = await supersede(wrong.id, { good: '1' });
    expect(right.occurredAt).toBe(wrong.occurredAt);
    expect((await supersede(right.id, { good: '1', occurredAt: '2026-01-03T08:00:00.000Z' })).occurredAt).toBe('2026-01-03T08:00:00.000Z');
  });

  it('is the day that its lot was made on, and its shelf life counts from there', async () => {
    const madeOn = async (body: object, correction?: object) => {
      const { floor, order } = await started({ product: { tracking: 'lot', shelfLifeDays: 10 } });
      const made = await report(order.id, { good: '2', ...body });
      if (correction) await supersede(made.id, { good: '1', lot: `${order.number}-B`, ...correction });
      const sql = 'SELECT made_on::text AS made, expires_on::text AS expires, business_date()::text AS today FROM lots WHERE item_id = $1 ORDER BY id';
      return bed.transaction((tx) => tx.query<{ made: string; expires: string; today: string }>(sql, [floor.product.id]));
    };
    // Two in the morning of the factory's day is the evening before in Greenwich.
    const days = { made: '2026-01-02', expires: '2026-01-12' };
    expect(await madeOn({ occurredAt: '2026-01-01T18:00:00.000Z' }, {})).toMatchObject([days, days]);
    expect(await madeOn({ occurredAt: '2026-01-01T18:00:00.000Z' }, { occurredAt: '2026-01-02T18:00:00.000Z' })).toMatchObject([days, { made: '2026-01-03' }]);
    const [now] = await madeOn({});
    expect(now!.made).toBe(now!.today);
  });
});
