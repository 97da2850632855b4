import { seedReasonCodes, seedStandardUnits } from '@anwen/catalog';
import { anItem } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { verifyLedger } from '@anwen/inventory';
import { aSmallStore, clerk, inventory, onHand, receive } from '@anwen/inventory/testing';
import { systemActor, uuidV5, uuidV7 } from '@anwen/kernel';
import type { LoadedProduction, PastCompletion, PastStep, PastWorkOrder } from './past-work-order';
import { ProductionHistoryService } from './production-history.service';
import { ProductionHistoryStore } from './production-history.store';

const history = new ProductionHistoryService(new ProductionHistoryStore(), inventory.stock);
const NAMESPACE = uuidV7();

let bed: TestDatabase;
let store: Awaited<ReturnType<typeof aSmallStore>>;
let product: { id: string; code: string; baseUomId: string };
let centre: string;
let reason: string;
beforeAll(async () => {
  bed = await TestDatabase.create();
  await bed.transaction(async (tx) => {
    await seedStandardUnits(tx, clerk);
    await seedReasonCodes(tx, clerk);
    store = await aSmallStore(tx);
    product = await anItem(tx);
    await receive(tx, { itemCode: store.plain.code, qty: '9000', toLocation: store.binA.code, unitCost: '2' });
    [{ id: centre }] = (await tx.query<{ id: string }>(
      `INSERT INTO work_centers (code, name, hourly_cost) VALUES ('WC-1', 'Press', 12.5) RETURNING id::text AS id`,
    )) as [{ id: string }];
    [{ id: reason }] = (await tx.query<{ id: string }>(`SELECT id::text AS id FROM reason_codes WHERE domain = 'scrap' ORDER BY id LIMIT 1`)) as [
      { id: string },
    ];
  });
});
afterAll(() => bed.drop());

const ask = <R>(sql: string, values: unknown[] = []): Promise<R[]> => bed.transaction((tx) => tx.query<R>(sql, values));
const load = (steps: readonly PastStep[]): Promise<LoadedProduction> => bed.transaction((tx) => history.load(tx, clerk, steps, { batch: 'past' }));
const number = (n: number): string => `WO-130105-${n}`;

const released = (n: number, more: Partial<PastWorkOrder> = {}): PastStep => ({
  released: {
    ...{ number: number(n), externalRef: `AW-WO-${n}`, itemId: product.id, warehouseId: store.warehouse.id, supplyLocationId: store.binA.id },
    ...{ outputLocationId: store.binB.id, qty: '10', startsOn: '2013-01-05', dueOn: '2013-01-06', bomId: null, bomVersion: null, routingVersion: null },
    ...{ standardMaterial: '6', standardTime: '5', clientOpId: uuidV5(NAMESPACE, `material/${n}`) },
    materials: [{ itemId: store.plain.id, uomId: store.plain.baseUomId, fromLocationId: store.binA.id, perUnit: '3', qty: '30' }],
    operations: [1, 2].map((opNo) => ({
      ...{ opNo, name: `Step ${opNo}`, workCenterId: centre, plannedSeconds: '7200' },
      ...{ plannedStart: '2013-01-05T00:00:00Z', plannedEnd: '2013-01-06T00:00:00Z' },
    })),
    ...more,
  },
});
const completed = (n: number, more: Partial<PastCompletion> = {}): PastStep => ({
  completed: {
    ...{ number: number(n), itemId: product.id, uomId: product.baseUomId, outputLocationId: store.binB.id, qty: '10', good: '9', scrap: '1' },
    ...{ scrapReasonId: reason, completedAt: '2013-01-08T00:00:00Z', unitCost: '11', clientOpId: uuidV5(NAMESPACE, `output/${n}`) },
    runs: [1, 2].map((opNo) => ({ opNo, startedAt: '2013-01-05T00:00:00Z', endedAt: '2013-01-05T02:00:00Z', reportedAt: '2013-01-07T00:00:00Z' })),
    ...more,
  },
});
const isClean = async (): Promise<void> => expect((await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0)).toEqual([]);
const counts = (): Promise<unknown[]> =>
  ask(`SELECT (SELECT count(*) FROM work_orders) AS orders, (SELECT count(*) FROM production_reports) AS reports, (SELECT count(*) FROM wo_consumptions) AS used,
              (SELECT count(*) FROM wo_operation_runs) AS runs, (SELECT count(*) FROM inventory_postings) AS postings`);

describe('work orders of the past', () => {
  it('use up their material, report every operation, stock what was good, tell the scrap and are closed', async () => {
    expect(await load([released(1), completed(1)])).toEqual({ released: 1, completed: 1, materials: 1, reports: 2, skipped: 0, posted: 2 });
    const [order] = await ask(
      `SELECT state, qty_good::float8 AS good, qty_scrap::float8 AS scrap, starts_on::text AS starts, to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS started,
              to_char(closed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS closed, work_center_ids::text[] AS centres,
              actual_material::float8 AS material, actual_time::float8 AS time, variance_material::float8 AS "materialMore", variance_time::float8 AS "timeMore" FROM work_orders WHERE number = $1`,
      [number(1)],
    );
    const cost = { material: 60, time: 50, materialMore: 60 - 9 * 6, timeMore: 50 - 9 * 5 }; // two operations of two hours at 12.5
    expect(order).toEqual({
      state: 'closed',
      good: 9,
      scrap: 1,
      starts: '2013-01-05',
      started: '2013-01-05',
      closed: '2013-01-08',
      centres: [centre],
      ...cost,
    });
    expect(
      await ask(`SELECT m.required::float8 AS required, m.consumed::float8 AS consumed, c.value::float8 AS value, c.kind FROM wo_materials m JOIN wo_consumptions c ON c.material_id = m.id
                  JOIN inventory_postings p ON p.public_id = c.posting AND p.event_type = 'BACKFLUSH' AND p.effective_on = '2013-01-05'`),
    ).toEqual([{ required: 30, consumed: 30, value: 60, kind: 'backflush' }]);
    expect(
      await ask(`SELECT o.op_no AS "opNo", o.state, o.good::float8 AS good, o.scrap::float8 AS scrap, sum(extract(epoch FROM r.ended_at - r.started_at))::float8 AS worked
                   FROM wo_operations o JOIN wo_operation_runs r ON r.operation_id = o.id GROUP BY o.id ORDER BY 1`),
    ).toEqual([
      { opNo: 1, state: 'done', good: 10, scrap: 0, worked: 7200 },
      { opNo: 2, state: 'done', good: 9, scrap: 1, worked: 7200 },
    ]);
    expect(
      await ask(`SELECT is_final AS final, good::float8 AS good, scrap_reason_id::text AS reason, p.event_type AS output FROM production_reports r
                   LEFT JOIN inventory_postings p ON p.public_id = r.output_posting ORDER BY r.id`),
    ).toEqual([
      { final: false, good: 10, reason: null, output: null },
      { final: true, good: 9, reason, output: 'PRODUCE' },
    ]);
    expect(await bed.transaction((tx) => onHand(tx, product.code, store.binB.code))).toBe('9');
    await isClean();
  });

  it('change nothing when they come again, and go on where a load ended', async () => {
    await load([released(2)]);
    const before = await counts();
    expect(await load([released(1), completed(1), released(2)])).toMatchObject({ released: 0, completed: 0, skipped: 3, posted: 0 });
    expect(await counts()).toEqual(before);
    expect(await load([released(2), completed(2, { good: '0', scrap: '10' })])).toMatchObject({ released: 0, completed: 1, skipped: 1, posted: 0, reports: 2 });
    expect(await ask(`SELECT qty_good::float8 AS good, qty_scrap::float8 AS scrap FROM work_orders WHERE number = $1`, [number(2)])).toEqual([
      { good: 0, scrap: 10 },
    ]);
    await isClean();
  });

  it('have one report of their own where no operation is known, and none of their material where no bill was', async () => {
    const steps = [released(3, { operations: [], materials: [] }), completed(3, { runs: [] })];
    expect(await load(steps)).toMatchObject({ materials: 0, reports: 1, posted: 1 });
    expect(await ask(`SELECT operation_id FROM production_reports r JOIN work_orders w ON w.id = r.work_order_id WHERE w.number = $1`, [number(3)])).toEqual([
      { operation_id: null },
    ]);
  });

  it('are refused when the ledger has their goods without them, and then nothing of the batch is there', async () => {
    const { clientOpId } = (released(4) as { released: PastWorkOrder }).released;
    await bed.transaction((tx) =>
      inventory.stock.post(tx, clerk, { type: 'issue', clientOpId, lines: [{ itemCode: store.plain.code, qty: '30', fromLocation: store.binA.code }] }),
    );
    await expect(load([released(5), released(4)])).rejects.toMatchObject({ code: 'production_history.posted_without_order' });
    expect(await ask(`SELECT 1 FROM work_orders WHERE number = ANY ($1)`, [[number(4), number(5)]])).toEqual([]);
  });

  it('cannot end when somebody has taken them over, or when they are not there', async () => {
    await load([released(6)]);
    await ask(`UPDATE work_orders SET state = 'on_hold', held_from = 'in_progress' WHERE number = $1`, [number(6)]);
    await expect(load([completed(6)])).rejects.toMatchObject({ code: 'production_history.order_changed' });
    await expect(load([completed(77)])).rejects.toMatchObject({ code: 'production_history.order_changed' });
  });

  it('cannot end when somebody has reported on them meanwhile, however little, or works on them', async () => {
    await load([released(20), released(21)]);
    await ask(
      `INSERT INTO production_reports (client_op_id, work_order_id, warehouse_id, is_final, good, operator_name, occurred_at)
       SELECT uuid_v7(), id, warehouse_id, true, 5, 'Lin', now() FROM work_orders WHERE number = $1`,
      [number(20)],
    );
    await ask(
      `INSERT INTO wo_operation_runs (operation_id, operator_name, started_at)
       SELECT o.id, 'Lin', now() FROM wo_operations o JOIN work_orders w ON w.id = o.work_order_id WHERE w.number = $1 AND o.op_no = 1`,
      [number(21)],
    );
    for (const n of [20, 21])
      await expect(load([completed(n)])).rejects.toMatchObject({ code: 'production_history.order_changed', data: { number: number(n) } });
    expect(await ask(`SELECT qty_good::int AS good FROM work_orders WHERE number = ANY ($1) ORDER BY number`, [[number(20), number(21)]])).toEqual([
      { good: 5 },
      { good: 0 },
    ]);
  });

  it('do not take an order of somebody else for theirs because it has the same number, open or closed', async () => {
    await load([released(22), completed(22)]);
    await load([released(23)]);
    await ask(`UPDATE work_orders SET source_type = NULL, external_ref = NULL WHERE number = ANY ($1)`, [[number(22), number(23)]]);
    const taken = (n: number) => ({ code: 'production_history.number_taken', data: { number: number(n) } });
    for (const n of [22, 23]) for (const step of [released(n), completed(n)]) await expect(load([step])).rejects.toMatchObject(taken(n));
  });

  it('lose no line of what they used up: one that the ledger does not know stops the load', async () => {
    await load([released(24)]);
    const { released: order } = released(24) as { released: PastWorkOrder };
    const foreign = { ...order, clientOpId: uuidV7() };
    await expect(bed.transaction((tx) => new ProductionHistoryStore().consume(tx, [foreign]))).rejects.toThrow('1 lines of material, 0 of them in the ledger');
  });

  it('are refused for goods with lots or serials: which went into which is not known', async () => {
    const lines = [{ itemId: store.lot.id, uomId: store.plain.baseUomId, fromLocationId: store.binA.id, perUnit: '1', qty: '10' }];
    await expect(load([released(8, { materials: lines })])).rejects.toMatchObject({
      code: 'production_history.tracked_goods',
      data: { items: store.lot.code },
    });
  });

  it('have time from paper added while they are on the floor, and not when they are over', async () => {
    await load([released(9)]);
    const time = (n: number, opNo: number) => ({ number: number(n), opNo, startedAt: '2013-01-05T01:00:00Z', endedAt: '2013-01-05T01:30:00Z' });
    const worked = (...times: ReturnType<typeof time>[]) => bed.transaction((tx) => history.worked(tx, systemActor('paper'), times, { batch: 'paper' }));
    await worked(time(9, 1), time(9, 2));
    const sum = `SELECT sum(extract(epoch FROM r.ended_at - r.started_at))::int AS s FROM wo_operation_runs r JOIN wo_operations o ON o.id = r.operation_id JOIN work_orders w ON w.id = o.work_order_id WHERE w.number = $1`;
    expect(await ask(sum, [number(9)])).toEqual([{ s: 3600 }]);
    await worked(time(9, 1), time(9, 2), time(9, 2));
    expect(await ask(sum, [number(9)])).toEqual([{ s: 3600 }]);
    await bed.transaction((tx) => history.worked(tx, systemActor('other paper'), [time(9, 1)], { batch: 'paper' }));
    expect(await ask(sum, [number(9)])).toEqual([{ s: 5400 }]);
    const backwards = { ...time(9, 1), startedAt: '2013-01-05T09:00:00Z', endedAt: '2013-01-05T08:59:00Z' };
    await expect(worked(backwards)).rejects.toMatchObject({ code: 'production_history.ends_before_start', data: { number: number(9), opNo: 1 } });
    for (const wrong of [time(9, 7), time(1, 1), time(77, 1)]) await expect(worked(wrong)).rejects.toMatchObject({ code: 'production_history.order_changed' });
  });

  it('come from two loaders at once as from one', async () => {
    const steps = Array.from({ length: 40 }, (_, i) => [released(100 + i), completed(100 + i)]).flat();
    const [a, b] = await Promise.all([load(steps), load(steps)]);
    expect([a.released + b.released, a.completed + b.completed, a.posted + b.posted]).toEqual([40, 40, 80]);
    expect(await ask(`SELECT count(*)::int AS n, sum(qty_good)::int AS good FROM work_orders WHERE number LIKE 'WO-130105-1__'`)).toEqual([
      { n: 40, good: 360 },
    ]);
    await isClean();
  });
});
