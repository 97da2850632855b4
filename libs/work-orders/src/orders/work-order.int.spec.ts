import { aLotItem, anItem, aWarehouse, catalog } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { clerk, personWith } from '@anwen/inventory/testing';
import { NO_SCOPE, type AppError, type Scope } from '@anwen/kernel';
import { consumed, operationsAre, promisedTo, reported } from './facts-bed';
import { aBill, aFactoryFloor, aReleasedOrder, aWorkOrder, supplied, workOrders, type FactoryFloor } from './testing';

const { orders, parts, bulk } = workOrders;
let bed: TestDatabase;
let floor: FactoryFloor;
beforeAll(async () => {
  bed = await TestDatabase.create();
  floor = await bed.transaction((tx) => aFactoryFloor(tx));
});
afterAll(() => bed.drop());

const refused = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => Promise.reject(new Error('was not refused')),
    (e: AppError) => e,
  );
const fresh = () => bed.transaction((tx) => aFactoryFloor(tx));
/** An order with everything reported and its operations done. */
async function aDoneOrder(good = '10', scrap = '0') {
  const order = await bed.transaction((tx) => aReleasedOrder(tx, floor));
  await bed.transaction(async (tx) => {
    await orders.start(tx, clerk, order.number);
    await reported(tx, order.number, { good, scrap });
    await operationsAre(tx, order.number, 'done');
  });
  return order;
}

describe('a work order', () => {
  it('is written as a draft, planned and released with its material promised', async () => {
    const draft = await bed.transaction((tx) => aWorkOrder(tx, floor, { dueOn: '2099-01-31' }));
    expect(draft).toMatchObject({ state: 'draft', qtyPlanned: '10', legal: ['edit', 'plan', 'release', 'cancel', 'split'], shortCount: null, bom: null });
    expect(draft.number).toMatch(/^WO-\d{6}-\d{3,}$/);
    expect((await bed.transaction((tx) => orders.plan(tx, clerk, draft.number))).state).toBe('planned');
    const released = await bed.transaction((tx) => aReleasedOrder(tx, floor));
    expect(released).toMatchObject({ state: 'released', shortCount: 0, bom: { version: 1 }, routing: { version: 1 } });
    expect(released.legal).toEqual(['start', 'hold', 'cancel', 'split']);
    expect(released.operations.map((o) => [o.opNo, o.state, o.standardS])).toEqual([
      [10, 'ready', '1200'],
      [20, 'pending', '1200'],
    ]);
    expect(await bed.transaction((tx) => promisedTo(tx, released.number))).toEqual({ [floor.part.code]: '20', [floor.powder.code]: '2.5' });
  });

  it('tells everything that is wrong with it at once, and assumes no factor', async () => {
    const other = await fresh();
    const input = { item: floor.part.code, qty: '1', warehouse: floor.warehouse.code };
    const wrong = { ...input, item: 'NO-SUCH', warehouse: 'NOWHERE', parent: 'WO-000000-000', startsOn: '2099-02-01', dueOn: '2099-01-01', overPct: '1001' };
    const one = await refused(bed.transaction((tx) => orders.create(tx, clerk, wrong)));
    expect(one.data.errors!.map((e) => `${e.pointer} ${e.code}`)).toEqual([
      '/item work_orders.reference_unknown',
      '/warehouse work_orders.reference_unknown',
      '/parent work_orders.reference_unknown',
      '/startsOn work_orders.dates_crossed',
      '/overPct work_orders.too_much',
    ]);
    const two = { ...input, qty: '0.5', supplyLocation: other.supply.code, targetLot: 'L-1' };
    expect((await refused(bed.transaction((tx) => orders.create(tx, clerk, two)))).data.errors!.map((e) => `${e.pointer} ${e.code}`)).toEqual([
      '/qty work_orders.quantity_refused',
      '/supplyLocation work_orders.location_refused',
      '/targetLot work_orders.lot_not_allowed',
    ]);
    const three = await refused(bed.transaction((tx) => orders.create(tx, clerk, { ...input, uom: 'KGM' })));
    expect(three.data.errors!.map((e) => e.code)).toEqual(['work_orders.unit_factor_missing']);
  });

  it('may be changed by whoever has seen its last version, until it is released', async () => {
    const draft = await bed.transaction((tx) => aWorkOrder(tx, floor, { note: '急件' }));
    const edit = (rowVersion: number, patch: object) => bed.transaction((tx) => orders.update(tx, clerk, { id: draft.number, rowVersion, patch }));
    const changed = await edit(1, { qty: '12', priority: 1, outputLocation: null });
    expect(changed).toMatchObject({
      qtyPlanned: '12',
      priority: 1,
      note: '急件',
      outputLocation: null,
      supplyLocation: { code: floor.supply.code },
      rowVersion: 2,
    });
    expect((await refused(edit(1, { qty: '13' }))).code).toBe('http.precondition_failed');
    // A unit says in what the quantity is entered; without one it would read the old quantity, which is in base units, in another unit.
    const unit = await refused(edit(2, { uom: 'PCE' }));
    expect(unit.data.errors!.map((e) => `${e.pointer} ${e.code}`)).toEqual(['/uom work_orders.unit_without_qty']);
    // What the column can hold, and not a step more.
    expect((await refused(edit(2, { overPct: '1000' }))).data.errors!.map((e) => e.code)).toEqual(['work_orders.too_much']);
    expect((await edit(2, { overPct: '999.999' })).overPct).toBe('999.999');
    await bed.transaction((tx) => orders.release(tx, clerk, draft.id));
    const late = await refused(edit(4, { qty: '13' }));
    expect([late.code, late.data.legal]).toEqual(['work_orders.invalid_transition', ['start', 'hold', 'cancel', 'split']]);
    expect(late.text('zh-Hant')).toBe('工單目前為「已放行」，不能執行此動作。');
  });

  it('is named by its id in capitals too, wherever an order is named', async () => {
    const top = await bed.transaction((tx) => aWorkOrder(tx, floor));
    const loud = top.id.toUpperCase();
    const child = await bed.transaction((tx) => aWorkOrder(tx, floor, { parent: loud }));
    expect(child.parent!.id).toBe(top.id);
    expect((await bed.transaction((tx) => orders.list(tx, clerk, { limit: 10, parent: loud }))).items.map((o) => o.id)).toEqual([child.id]);
    expect((await bed.transaction((tx) => orders.list(tx, clerk, { limit: 10, parent: top.number }))).items.map((o) => o.id)).toEqual([child.id]);
    expect((await bed.transaction((tx) => bulk.release(tx, clerk, { orders: [{ id: loud }] }))).items.map((o) => o.id)).toEqual([top.id]);
  });

  it('takes an external reference once, also when six come at once', async () => {
    const make = () => bed.transaction((tx) => aWorkOrder(tx, floor, { externalRef: 'MES-1' }));
    const race = await Promise.allSettled(Array.from({ length: 6 }, make));
    const lost = race.flatMap((r) => (r.status === 'rejected' ? [(r.reason as AppError).code] : []));
    expect([lost.length, new Set(lost)]).toEqual([5, new Set(['work_orders.external_ref_taken'])]);
    const made = await bed.transaction((tx) =>
      orders.createMany(
        tx,
        clerk,
        ['MES-1', 'MES-2'].map((externalRef) => ({ item: floor.product.code, qty: '1', warehouse: floor.warehouse.code, externalRef })),
        'planned',
      ),
    );
    expect(made).toHaveLength(1);
  });
});

describe('release', () => {
  it('freezes the bill: a later version changes nothing that is on the floor', async () => {
    const own = await fresh();
    const first = await bed.transaction((tx) => aReleasedOrder(tx, own));
    await bed.transaction((tx) => aBill(tx, own.product.code, [{ component: own.part.code, qty: '7' }]));
    const second = await bed.transaction((tx) => aReleasedOrder(tx, own));
    const lines = (number: string) =>
      bed.transaction((tx) => parts.materials(tx, clerk, number)).then(({ items }) => items.map((m) => [m.item.code, m.perUnit, m.required]));
    expect(await lines(first.number)).toEqual([
      [own.part.code, '2', '20'],
      [own.powder.code, '0.25', '2.5'],
    ]);
    expect(await lines(second.number)).toEqual([[own.part.code, '7', '70']]);
    expect([first.bom!.version, second.bom!.version]).toEqual([1, 2]);
  });

  it('freezes what the routing tells the person at the machine, and a part that is split off is told the same', async () => {
    const own = await fresh();
    const told = (text: string) =>
      bed.asOwner(`UPDATE routing_operations SET instructions = $2 WHERE op_no = 10 AND routing_id IN (SELECT id FROM routings WHERE item_id = $1)`, [
        own.product.id,
        text,
      ]);
    await told('扭力 2.2 N·m');
    const { number } = await bed.transaction((tx) => aReleasedOrder(tx, own));
    await told('扭力 9 N·m');
    const made = await bed.transaction((tx) => workOrders.splitting.split(tx, clerk, number, { qty: '4' }));
    const order = await bed.transaction((tx) => orders.get(tx, clerk, number));
    const instructions = [order, made].map(({ operations }) => operations.map((o) => o.instructions));
    expect(instructions).toEqual([
      ['扭力 2.2 N·m', null],
      ['扭力 2.2 N·m', null],
    ]);
  });

  it('names what is short, or releases nothing when all is asked for', async () => {
    const own = await fresh();
    await bed.transaction((tx) => supplied(tx, own, { parts: '15', powder: '0' }));
    const draft = await bed.transaction((tx) => aWorkOrder(tx, own));
    const all = await refused(bed.transaction((tx) => orders.release(tx, clerk, draft.id, { partial: false })));
    expect([all.code, (all.data.shortages as { itemCode: string; missing: string }[]).map((s) => [s.itemCode, s.missing])]).toEqual([
      'inventory.insufficient_stock',
      [
        [own.part.code, '5'],
        [own.powder.code, '2.5'],
      ],
    ]);
    expect((await bed.transaction((tx) => orders.get(tx, clerk, draft.id))).state).toBe('draft');
    const released = await bed.transaction((tx) => orders.release(tx, clerk, draft.id, {}));
    expect([released.state, released.shortCount]).toEqual(['released', 2]);
    const { items } = await bed.transaction((tx) => parts.shortages(tx, clerk, draft.id));
    expect(items.map((m) => [m.item.code, m.required, m.reserved, m.missing, m.location!.code])).toEqual([
      [own.part.code, '20', '15', '5', own.supply.code],
      [own.powder.code, '2.5', '0', '2.5', own.supply.code],
    ]);
    const short = await bed.transaction((tx) => orders.list(tx, clerk, { limit: 50, short: true, warehouse: own.warehouse.code }));
    expect(short.items.map((o) => o.number)).toEqual([released.number]);
  });

  it('is refused for an item without a bill that holds on the day', async () => {
    const bought = await bed.transaction((tx) => anItem(tx));
    const draft = await bed.transaction((tx) => aWorkOrder(tx, floor, { item: bought.code, startsOn: '2099-01-01' }));
    const error = await refused(bed.transaction((tx) => orders.release(tx, clerk, draft.id)));
    expect([error.code, error.data.item, error.data.day]).toEqual(['work_orders.no_bom', bought.code, '2099-01-01']);
    // The bill of the past is none for an order that should have begun then.
    const late = await bed.transaction((tx) => aWorkOrder(tx, floor, { item: bought.code, startsOn: '2001-01-01' }));
    expect((await refused(bed.transaction((tx) => orders.release(tx, clerk, late.id)))).data.day).not.toBe('2001-01-01');
  });

  it('is refused for a phantom: it is made as a part of what uses it', async () => {
    const kit = await bed.transaction(async (tx) => {
      const item = await anItem(tx);
      const bill = await catalog.boms.create(tx, clerk, {
        item: item.code,
        kind: 'phantom',
        lines: [{ component: floor.part.code, qty: '1', uom: 'PCE', validFrom: '2020-01-01' }],
      });
      await catalog.boms.activate(tx, clerk, bill.id);
      return item;
    });
    const draft = await bed.transaction((tx) => aWorkOrder(tx, floor, { item: kit.code }));
    expect((await refused(bed.transaction((tx) => orders.release(tx, clerk, draft.number)))).code).toBe('work_orders.phantom');
  });

  it('rounds a requirement once, up from the half, with scrap and what is needed once', async () => {
    const own = await fresh();
    const third = await bed.transaction((tx) => aLotItem(tx));
    await bed.transaction((tx) =>
      aBill(tx, own.product.code, [
        { component: own.part.code, qty: '1', scrapPct: '5' },
        { component: own.powder.code, qty: '0.333333', uom: 'KGM' },
        { component: third.code, qty: '0.5', uom: 'KGM', qtyKind: 'fixed' },
      ]),
    );
    const order = await bed.transaction((tx) => aReleasedOrder(tx, own, { qty: '10' }));
    const { items } = await bed.transaction((tx) => parts.materials(tx, clerk, order.id));
    // 10.5 pieces are 11, 3.33333 kg are 3.333 at three digits, and what is needed once has no scrap of its own.
    expect(items.map((m) => [m.perUnit, m.fixedQty, m.required])).toEqual([
      ['1', '0', '11'],
      ['0.333333', '0', '3.333'],
      ['0', '0.5', '0.5'],
    ]);
  });
});

describe('the floor', () => {
  it('holds an order and lets it go on where it was', async () => {
    const { number } = await bed.transaction((tx) => aReleasedOrder(tx, floor));
    const hold = () => bed.transaction((tx) => orders.hold(tx, clerk, number, { reason: '模具異常' }));
    const resume = () => bed.transaction((tx) => orders.resume(tx, clerk, number));
    expect([(await hold()).state, (await resume()).state]).toEqual(['on_hold', 'released']);
    await bed.transaction((tx) => orders.start(tx, clerk, number));
    const held = await hold();
    expect(held.legal).toEqual(['resume', 'short_close']);
    expect((await refused(bed.transaction((tx) => orders.finish(tx, clerk, number)))).code).toBe('work_orders.on_hold');
    expect((await resume()).state).toBe('in_progress');
  });

  it('counts as made what the reports say and nothing else (I-14, complaint 37)', async () => {
    const { number } = await bed.transaction((tx) => aReleasedOrder(tx, floor));
    const first = await bed.transaction((tx) => reported(tx, number, { good: '6', scrap: '1', opNo: 20 }));
    await bed.transaction((tx) => reported(tx, number, { good: '9', opNo: 10 }));
    const seen = () =>
      bed.transaction((tx) => orders.get(tx, clerk, number)).then((o) => [o.qtyGood, o.qtyScrap, o.progressPct, ...o.operations.map((p) => p.good)]);
    expect(await seen()).toEqual(['6', '1', 60, '9', '6']);
    await bed.transaction((tx) => reported(tx, number, { good: '2', opNo: 20, supersedes: first }));
    expect(await seen()).toEqual(['2', '0', 20, '9', '2']);
    const denied = 'UPDATE work_orders SET qty_good = 102 WHERE number = $1';
    await expect(bed.transaction((tx) => tx.query(denied, [number]))).rejects.toMatchObject({ code: '42501' });
    await expect(bed.transaction((tx) => tx.query('DELETE FROM wo_consumptions'))).rejects.toMatchObject({ code: '42501' });
    await expect(bed.transaction((tx) => tx.query('DELETE FROM work_orders'))).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the end of an order', () => {
  it('is finished when its plan is reached and its operations are over, and gives its promises back (I-8)', async () => {
    const { number } = await bed.transaction((tx) => aReleasedOrder(tx, floor));
    const finish = () => bed.transaction((tx) => orders.finish(tx, clerk, number));
    expect((await refused(finish())).code).toBe('work_orders.invalid_transition');
    await bed.transaction((tx) => orders.start(tx, clerk, number));
    const open = await refused(finish());
    expect([open.code, open.data.operations]).toEqual(['work_orders.operations_open', '10 製程 10、20 製程 20']);
    await bed.transaction((tx) => operationsAre(tx, number, 'done'));
    await bed.transaction((tx) => reported(tx, number, { good: '8', scrap: '1' }));
    const below = await refused(finish());
    expect(below.text('zh-Hant')).toBe('已報工 9 PCE，未達目標數量 10 PCE；請補報工，或以短結並說明原因。');
    await bed.transaction((tx) => reported(tx, number, { good: '1' }));
    expect(await finish()).toMatchObject({ state: 'completed', legal: ['close', 'reopen'], shortCount: null });
    expect(await bed.transaction((tx) => promisedTo(tx, number))).toEqual({});
  });

  it('may come short, with a reason; what was not begun is skipped', async () => {
    const { number } = await bed.transaction((tx) => aReleasedOrder(tx, floor));
    await bed.transaction((tx) => orders.start(tx, clerk, number));
    await bed.transaction((tx) => reported(tx, number, { good: '4', opNo: 10 }));
    await bed.transaction((tx) =>
      tx.query(`UPDATE wo_operations SET state = 'running' WHERE op_no = 20 AND work_order_id = (SELECT id FROM work_orders WHERE number = $1)`, [number]),
    );
    const short = () => bed.transaction((tx) => orders.shortClose(tx, clerk, number, { reason: '客戶減量' }));
    expect((await refused(short())).data.operations).toBe('20 製程 20');
    await bed.transaction((tx) =>
      tx.query(`UPDATE wo_operations SET state = 'ready' WHERE op_no = 20 AND work_order_id = (SELECT id FROM work_orders WHERE number = $1)`, [number]),
    );
    const over = await short();
    expect([over.state, over.endReason, over.operations.map((o) => o.state)]).toEqual(['completed', '客戶減量', ['done', 'skipped']]);
    expect(await bed.transaction((tx) => promisedTo(tx, number))).toEqual({});
  });

  it('notes at closing what it has cost beside its plan', async () => {
    const { number } = await aDoneOrder();
    await bed.transaction((tx) => consumed(tx, number, { qty: '22', value: '66' }));
    await bed.transaction((tx) => consumed(tx, number, { qty: '-1', value: '-3' }));
    await bed.transaction((tx) =>
      tx.query(
        `INSERT INTO wo_operation_runs (operation_id, operator_name, started_at, ended_at) SELECT id, 'test', now() - interval '50 minutes', now() FROM wo_operations
          WHERE op_no = 10 AND work_order_id = (SELECT id FROM work_orders WHERE number = $1)`,
        [number],
      ),
    );
    await bed.transaction((tx) => orders.finish(tx, clerk, number));
    const wanted = {
      // 10 × (2 × 3 + 0.25 × 8) and 10 × 2 × (600 / 10 + 60) s at 36 an hour.
      standard: { material: '80', time: '24', total: '104' },
      actual: { material: '63', time: '30', total: '93' },
      variance: { material: '-17', time: '6', total: '-11' },
      perUnit: { standard: '10.4', actual: '9.3' },
    };
    const cost = () => bed.transaction((tx) => parts.cost(tx, clerk, number));
    expect(await cost()).toMatchObject(wanted);
    expect((await cost()).lines).toMatchObject([{ item: { code: floor.part.code }, consumed: '21', actual: '63' }]);
    expect((await bed.transaction((tx) => orders.close(tx, clerk, number))).legal).toEqual([]);
    expect(await cost()).toMatchObject(wanted);
    const [noted] = await bed.transaction((tx) =>
      tx.query(`SELECT trim_scale(variance_material)::text AS m, trim_scale(variance_time)::text AS t FROM work_orders WHERE number = $1`, [number]),
    );
    expect(noted).toEqual({ m: '-17', t: '6' });
  });

  it('may be cancelled while nothing has moved, and not while orders below it live', async () => {
    const top = await bed.transaction((tx) => aReleasedOrder(tx, floor));
    const child = await bed.transaction((tx) => aWorkOrder(tx, floor, { parent: top.number }));
    const cancel = (number: string) => bed.transaction((tx) => orders.cancel(tx, clerk, number, { reason: '重複建立' }));
    expect((await refused(cancel(top.number))).data.orders).toBe(child.number);
    await cancel(child.number);
    await bed.transaction((tx) => consumed(tx, top.number, { qty: '2', value: '6' }));
    expect((await refused(cancel(top.number))).code).toBe('work_orders.has_movements');
    await bed.transaction((tx) => consumed(tx, top.number, { qty: '-2', value: '-6' }));
    const report = await bed.transaction((tx) => reported(tx, top.number, { good: '1' }));
    expect((await refused(cancel(top.number))).code).toBe('work_orders.has_movements');
    await bed.transaction((tx) => reported(tx, top.number, { supersedes: report }));
    const over = await cancel(top.number);
    expect([over.state, over.endReason, over.legal, over.operations.map((o) => o.state)]).toEqual(['cancelled', '重複建立', [], ['skipped', 'skipped']]);
    expect(await bed.transaction((tx) => promisedTo(tx, top.number))).toEqual({});
  });

  it('goes on when it is reopened, while its month is not archived', async () => {
    const { number } = await aDoneOrder();
    await bed.transaction((tx) => orders.finish(tx, clerk, number));
    const reopen = () => bed.transaction((tx) => orders.reopen(tx, clerk, number, { reason: '少報一件' }));
    expect(await reopen()).toMatchObject({ state: 'in_progress', completedAt: null });
    await bed.transaction((tx) => operationsAre(tx, number, 'done'));
    await bed.transaction((tx) => orders.finish(tx, clerk, number));
    await bed.asOwner(
      `WITH a AS (INSERT INTO sys_archives (policy_key, source, period_start, period_end, file_key, manifest_key, manifest, rows, bytes, sha256, first_id, last_id)
                  SELECT (SELECT key FROM sys_retention_policies LIMIT 1), 'x', now() - interval '40 days', now() + interval '1 day', 'f', 'm', '{}', 0, 0, repeat('0', 64), 0, 0 RETURNING id)
       INSERT INTO inventory_archives (archive_id, partition, posted_from, posted_to, postings, movements, movements_sum, contents_root, headers_root, last_effective_on)
       SELECT id, 'inventory_movements_test', now() - interval '40 days', now() + interval '1 day', 0, 0, 0, '', '', current_date FROM a`,
    );
    expect((await refused(reopen())).code).toBe('work_orders.period_closed');
    await bed.asOwner('DELETE FROM inventory_archives');
  });
});

describe('who sees an order', () => {
  it('is who reaches its warehouse or one of its work centres, whole, and nobody else', async () => {
    const order = await bed.transaction((tx) => aReleasedOrder(tx, floor));
    const elsewhere = await bed.transaction((tx) => aWarehouse(tx));
    const as = (scope: Partial<Scope>) => {
      const whole = { ...NO_SCOPE, ...scope };
      const person = personWith(['wo.read', 'wo.write', 'wo.release'], whole);
      return {
        get: () => bed.transaction((tx) => orders.get(tx, person, order.number), person, whole),
        list: () => bed.transaction((tx) => orders.list(tx, person, { limit: 200 }), person, whole),
        materials: () => bed.transaction((tx) => parts.materials(tx, person, order.id), person, whole),
        create: () => bed.transaction((tx) => aWorkOrderAs(tx, person), person, whole),
        hold: () => bed.transaction((tx) => orders.hold(tx, person, order.id, { reason: 'x' }), person, whole),
        resume: () => bed.transaction((tx) => orders.resume(tx, person, order.id), person, whole),
      };
    };
    const aWorkOrderAs = (tx: Parameters<typeof orders.create>[0], person: typeof clerk) =>
      orders.create(tx, person, { item: floor.product.code, qty: '1', warehouse: floor.warehouse.code });
    const whole = await as({ all: true }).get();
    for (const scope of [{ warehouses: [floor.warehouse.id] }, { workCenters: [floor.centers[1].id] }]) {
      expect({ ...(await as(scope).get()), rowVersion: whole.rowVersion }).toEqual(whole);
      const listed = (await as(scope).list()).items.find((o) => o.id === order.id);
      expect([listed!.shortCount, listed!.currentOperation!.opNo, listed!.warehouse.code]).toEqual([0, 10, floor.warehouse.code]);
      expect((await as(scope).materials()).items.map((m) => [m.reserved, m.location!.code])).toEqual([
        ['20', floor.supply.code],
        ['2.5', floor.supply.code],
      ]);
      expect([(await as(scope).hold()).state, (await as(scope).resume()).state]).toEqual(['on_hold', 'released']);
    }
    for (const scope of [{ warehouses: [elsewhere.id] }, { workCenters: ['0'] }, {}]) {
      expect((await refused(as(scope).get())).code).toBe('work_orders.not_found');
      expect((await refused(as(scope).materials())).code).toBe('work_orders.not_found');
      expect((await refused(as(scope).hold())).code).toBe('work_orders.not_found');
      expect((await as(scope).list()).items).toEqual([]);
      expect((await refused(as(scope).create())).data.errors!.map((e) => e.pointer)).toEqual(['/warehouse']);
    }
  });

  it('lists by state, item, work centre, lateness and text, sorted, in pages that do not overlap', async () => {
    const own = await fresh();
    const due = ['2001-01-02', '2099-01-01', null];
    const made = [];
    for (const dueOn of due) made.push(await bed.transaction((tx) => aWorkOrder(tx, own, { dueOn, ...(dueOn === null ? { priority: 1 } : {}) })));
    const numbers = made.map((o) => o.number);
    const list = (more: object) => bed.transaction((tx) => orders.list(tx, clerk, { limit: 2, item: own.product.code, ...more }));
    const first = await list({ withTotal: true });
    expect([first.items.map((o) => o.number), first.total]).toEqual([[numbers[2], numbers[1]], 3]);
    expect((await list({ cursor: first.nextCursor! })).items.map((o) => o.number)).toEqual([numbers[0]]);
    const byDue = await list({ sort: 'dueOn' });
    expect(byDue.items.map((o) => o.number)).toEqual([numbers[0], numbers[1]]);
    expect((await list({ sort: 'dueOn', cursor: byDue.nextCursor! })).items.map((o) => o.number)).toEqual([numbers[2]]);
    expect((await list({ sort: 'priority' })).items[0]!.number).toBe(numbers[2]);
    expect((await list({ late: true })).items.map((o) => [o.number, o.isLate])).toEqual([[numbers[0], true]]);
    expect((await list({ state: 'planned,released' })).items).toEqual([]);
    expect((await list({ q: numbers[1]!.slice(-7) })).items.map((o) => o.number)).toEqual([numbers[1]]);
    await bed.transaction((tx) => orders.release(tx, clerk, numbers[1]!));
    expect((await list({ workCenter: own.centers[0].code })).items.map((o) => o.number)).toEqual([numbers[1]]);
    expect((await list({ workCenter: 'NO-SUCH' })).items).toEqual([]);
    expect((await refused(list({ sort: 'colour' }))).code).toBe('work_orders.sort_unknown');
  });
});
