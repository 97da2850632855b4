import { aLocation, aPartner, aWarehouse, anItem, standardReasons, standardUnits } from '@anwen/catalog/testing';
import type { Tx } from '@anwen/database';
import { TestDatabase } from '@anwen/database/testing';
import { ALL_SCOPE, NO_SCOPE, type Id, type Scope } from '@anwen/kernel';
import type { LineBoard, OrderBoard, WarehouseBoard, WorkCenterBoard } from './board-shapes';
import type { BoardService } from './board.service';
import { OrderCardsStore } from './order-cards.store';
import { aPlainOrder, boardsOn } from './testing';

const FAR = 60_000;

describe('boards on a factory', () => {
  let bed: TestDatabase;
  let boards: BoardService;
  let item: { id: Id; code: string };
  let part: { id: Id };
  let here: { id: Id; code: string };
  let there: { id: Id; code: string };
  const centers: Record<string, Id> = {};

  beforeAll(async () => {
    bed = await TestDatabase.create();
    await bed.transaction(async (tx) => {
      await standardUnits(tx);
      await standardReasons(tx);
      [here, there] = [await aWarehouse(tx, { code: 'HERE' }), await aWarehouse(tx, { code: 'THERE' })];
      [item, part] = [await anItem(tx, { code: 'PUMP', name: '泵浦' }), await anItem(tx)];
      for (const [code, group, warehouse] of [
        ['CNC', 'L1', here.id],
        ['ASM', 'L1', here.id],
        ['FAR', 'L2', there.id],
      ] as const) {
        const [row] = await tx.query<{ id: Id }>(
          'INSERT INTO work_centers (code, name, board_group, warehouse_id) VALUES ($1, $2, $3, $4) RETURNING id::text AS id',
          [code, `機台 ${code}`, group, warehouse],
        );
        centers[code] = row!.id;
      }
    });
  }, 120_000);
  afterAll(() => bed.drop());
  // A fresh service reads anew: the cache is not what these tests are about.
  beforeEach(() => (boards = boardsOn(bed.database)));

  const today = async (): Promise<string> =>
    (await bed.transaction((tx) => tx.query<{ day: string }>('SELECT ((now() AT TIME ZONE factory_time_zone())::date)::text AS day')))[0]!.day;
  const see = async <T>(key: string, scope: Scope = ALL_SCOPE): Promise<T> => JSON.parse((await boards.get(scope, key)).snapshot.data) as T;
  const codeOf = (wanted: Promise<unknown>): Promise<unknown> =>
    wanted.then(
      () => 'ok',
      (e: { code: string }) => e.code,
    );
  const atWarehouse = (id: Id): Scope => ({ ...NO_SCOPE, warehouses: [id] });
  const atCenter = (code: string): Scope => ({ ...NO_SCOPE, workCenters: [centers[code]!] });
  const order = (number: string, given: Partial<Parameters<typeof aPlainOrder>[1]> = {}): Promise<Id> =>
    bed.transaction((tx) => aPlainOrder(tx, { number, itemId: item.id, warehouseId: here.id, qty: '10', state: 'released', ...given }));

  it('lists what the scope reaches', async () => {
    const keys = async (scope: Scope): Promise<string[]> => (await boardsOn(bed.database).list(scope)).map((b) => b.key);
    expect(await keys(ALL_SCOPE)).toEqual([
      'work-orders',
      'line:L1',
      'line:L2',
      'work-center:ASM',
      'work-center:CNC',
      'work-center:FAR',
      'warehouse:HERE',
      'warehouse:THERE',
      'work-orders:HERE',
      'work-orders:THERE',
    ]);
    expect(await keys(atWarehouse(there.id))).toEqual(['work-orders', 'line:L2', 'work-center:FAR', 'warehouse:THERE', 'work-orders:THERE']);
    expect(await keys(atCenter('CNC'))).toEqual(['work-orders', 'line:L1', 'work-center:CNC']);
    expect(await keys(NO_SCOPE)).toEqual(['work-orders']);
  });

  it.each(['work-center:CNC', 'line:L1', 'warehouse:HERE', 'work-orders:HERE'])('has no %s outside the scope, and none that does not exist', async (key) => {
    expect(await codeOf(see(key, atWarehouse(there.id)))).toBe('boards.not_found');
    expect(await codeOf(see(key))).toBe('ok');
    expect(await codeOf(see(`${key}-x`))).toBe('boards.not_found');
  });

  it('shows a work centre that runs, with its people, its time and what comes next', async () => {
    const [running, next, late] = [
      await order('WO-261122-001', { operations: [{ opNo: 10, centerId: centers.CNC!, state: 'running' }], state: 'in_progress' }),
      await order('WO-261122-002', { operations: [{ opNo: 10, centerId: centers.CNC!, state: 'ready' }], dueOn: '2099-01-01' }),
      await order('WO-261122-003', { operations: [{ opNo: 10, centerId: centers.CNC!, state: 'ready' }], dueOn: '2020-01-01' }),
    ];
    await order('WO-261122-004', { operations: [{ opNo: 10, centerId: centers.CNC!, state: 'ready' }], state: 'on_hold' });
    await order('WO-261122-005', { operations: [{ opNo: 10, centerId: centers.CNC!, state: 'pending' }], priority: 1 });
    expect([running, next, late].every(Boolean)).toBe(true);
    await bed.transaction((tx) =>
      tx.query(
        // Two people overlap from 8:00 to 8:20: that is twenty minutes, not thirty-five; the third began at 8:30 and works on.
        `INSERT INTO wo_operation_runs (operation_id, operator_name, started_at, ended_at)
         SELECT o.id, r.name, r.since, r.until FROM wo_operations o,
           (VALUES ('A', timestamptz '2026-11-22 08:00Z', timestamptz '2026-11-22 08:15Z'), ('B', '2026-11-22 08:00Z', '2026-11-22 08:20Z'), ('C', '2026-11-22 08:30Z', NULL)) AS r(name, since, until)
          WHERE o.work_order_id = $1`,
        [running],
      ),
    );
    const board = await see<WorkCenterBoard>('work-center:CNC');
    expect([board.state, board.band, board.stateSince, board.downtime]).toEqual(['running', 'green', '2026-11-22T08:30:00.000Z', null]);
    expect(board.current).toMatchObject({
      workOrder: { number: 'WO-261122-001' },
      item: { code: 'PUMP', baseUom: 'PCE' },
      operators: ['C'],
      elapsedS: 1_200,
      runningSince: '2026-11-22T08:30:00.000Z',
      standardS: 1_200,
      earnedS: 600,
      qtyPlanned: '10',
      good: '0',
    });
    expect(board.queue.map((q) => [q.workOrder.number, q.ready, q.isLate])).toEqual([
      ['WO-261122-003', true, true],
      ['WO-261122-002', true, false],
      ['WO-261122-005', false, false],
    ]);
    expect(board.queueCount).toBe(3);
  });

  it('turns red when the work centre stands still, with the reason', async () => {
    const stop = (planned: boolean): Promise<unknown> =>
      bed.transaction((tx) =>
        tx.query(
          `INSERT INTO downtime_events (work_center_id, started_at, reason_id, planned, note, reported_by)
           SELECT $1, '2026-11-22 09:00Z', (SELECT id FROM reason_codes WHERE domain = 'downtime' ORDER BY code LIMIT 1), $2, 'spindle', 'A'`,
          [centers.ASM, planned],
        ),
      );
    await stop(false);
    const board = await see<WorkCenterBoard>('work-center:ASM', atWarehouse(here.id));
    expect([board.state, board.band, board.stateSince]).toEqual(['down', 'red', '2026-11-22T09:00:00.000Z']);
    expect(board.downtime).toMatchObject({ planned: false, note: 'spindle', reason: { zh: expect.any(String) as string } });
    await stop(true);
    boards = boardsOn(bed.database);
    expect(await see<WorkCenterBoard>('work-center:ASM')).toMatchObject({ state: 'planned_stop', band: 'amber', downtime: { planned: true } });
  });

  it('tells somebody of one work centre that it runs, and nothing of an order that is not theirs', async () => {
    const foreign = await order('WO-261122-010', {
      warehouseId: there.id,
      operations: [{ opNo: 10, centerId: centers.CNC!, state: 'running' }],
      state: 'in_progress',
    });
    await bed.transaction((tx) =>
      tx.query(`UPDATE wo_operations SET state = 'done' WHERE work_center_id = $1 AND work_order_id <> $2`, [centers.CNC, foreign]),
    );
    await bed.transaction((tx) => tx.query('UPDATE wo_operation_runs SET ended_at = now() WHERE ended_at IS NULL'));
    await bed.transaction((tx) =>
      tx.query(`INSERT INTO wo_operation_runs (operation_id, operator_name, started_at) SELECT id, 'Z', now() FROM wo_operations WHERE work_order_id = $1`, [
        foreign,
      ]),
    );
    expect(await see('work-center:CNC', atWarehouse(here.id))).toMatchObject({ state: 'running', current: null });
    expect(await see('work-center:CNC', atCenter('CNC'))).toMatchObject({ state: 'running', current: { workOrder: { number: 'WO-261122-010' } } });
    expect(await see('work-center:CNC')).toMatchObject({ current: { operators: ['Z'] } });
  });

  it('adds up a line: planned is what is due today, a piece counts once, a corrected report not at all', async () => {
    const day = await today();
    const operations = [
      { opNo: 10, centerId: centers.CNC!, state: 'done' },
      { opNo: 20, centerId: centers.ASM!, state: 'running' },
    ];
    const id = await order('WO-261122-020', { state: 'in_progress', qty: '40', dueOn: day, operations });
    await order('WO-261122-021', { state: 'closed', qty: '10', dueOn: day, operations: [operations[1]!] });
    await order('WO-261122-022', { state: 'cancelled', qty: '500', dueOn: day, operations: [operations[1]!] });
    const report = (opNo: number, good: string, scrap: string, supersedes: Id | null = null): Promise<{ id: Id }[]> =>
      bed.transaction((tx) =>
        tx.query(
          `INSERT INTO production_reports (client_op_id, work_order_id, warehouse_id, operation_id, good, scrap, is_final, occurred_at, operator_name, supersedes_id)
           SELECT uuid_v7(), $1, $2, o.id, $4, $5, o.op_no = 20, now(), 'A', $6 FROM wo_operations o WHERE o.work_order_id = $1 AND o.op_no = $3 RETURNING id::text AS id`,
          [id, here.id, opNo, good, scrap, supersedes],
        ),
      );
    await report(10, '30', '2');
    const [wrong] = await report(20, '90', '0');
    await report(20, '20', '3', wrong!.id);
    const board = await see<LineBoard>('line:L1');
    expect(board.kpi).toEqual({ day, figures: [{ uom: 'PCE', planned: '50', actual: '20', achieved: '0.4000', scrap: '5', scrapRate: '0.2000' }] });
    expect(board.workCenters.map((c) => c.workCenter.code)).toEqual(['ASM', 'CNC']);
    expect((await see<LineBoard>('line:L1', atCenter('CNC'))).kpi.figures).toMatchObject([{ actual: '30', scrap: '2' }]);
    expect((await see<LineBoard>('line:L2')).kpi.figures).toEqual([]);
    const powder = await bed.transaction((tx) => anItem(tx, { baseUom: 'KGM' }));
    await order('WO-261122-023', { itemId: powder.id, qty: '7', dueOn: day, operations: [{ opNo: 10, centerId: centers.CNC!, state: 'ready' }] });
    boards = boardsOn(bed.database);
    const units = (await see<LineBoard>('line:L1', atCenter('CNC'))).kpi.figures.map((one) => [one.uom, one.planned, one.actual, one.achieved]);
    expect(units).toEqual([
      ['PCE', '40', '30', '0.7500'],
      ['KGM', '7', '0', '0.0000'],
    ]);
  });

  it('sorts orders into columns, by material', async () => {
    const materials = [{ itemId: part.id, required: '5' }];
    await bed.transaction((tx) => tx.query(`UPDATE work_orders SET state = 'cancelled', held_from = NULL`));
    await order('WO-261122-030', { state: 'draft' });
    await order('WO-261122-031', { state: 'planned' });
    const covered = await order('WO-261122-032', { materials });
    await order('WO-261122-033', { materials, dueOn: '2020-01-01' });
    await order('WO-261122-034', { state: 'in_progress', operations: [{ opNo: 10, centerId: centers.ASM!, state: 'ready' }] });
    await order('WO-261122-035', { state: 'on_hold', materials });
    await order('WO-261122-036', { state: 'completed', dueOn: '2020-01-01' });
    await order('WO-261122-037', { state: 'planned', warehouseId: there.id });
    await bed.transaction(async (tx) => {
      const bin = await aLocation(tx, { warehouse: here.code });
      await tx.query(
        `INSERT INTO wo_consumptions (work_order_id, material_id, kind, item_id, location_id, qty, posting) SELECT $1, id, 'issue', item_id, $2, 5, uuid_v7() FROM wo_materials WHERE work_order_id = $1`,
        [covered, bin.id],
      );
    });
    const shape = (board: OrderBoard): unknown => Object.fromEntries(board.columns.map((c) => [c.key, c.cards.map((card) => card.number.slice(-2))]));
    const board = await see<OrderBoard>('work-orders');
    expect(shape(board)).toEqual({
      to_release: ['30', '31', '37'],
      waiting_material: ['33'],
      ready: ['32'],
      in_progress: ['34'],
      on_hold: ['35'],
      completed: ['36'],
    });
    const cards = board.columns.flatMap((c) => c.cards);
    const card = (number: string): unknown => cards.find((c) => c.number.endsWith(number));
    expect(card('33')).toMatchObject({ shortCount: 1, isLate: true });
    expect(card('32')).toMatchObject({ shortCount: 0, isLate: false });
    expect(card('36')).toMatchObject({ shortCount: null, isLate: false });
    expect(card('34')).toMatchObject({ operation: { opNo: 10, workCenter: { code: 'ASM' } } });
    expect(shape(await see<OrderBoard>('work-orders:THERE'))).toMatchObject({ to_release: ['37'], ready: [] });
    expect(shape(await see<OrderBoard>('work-orders', atWarehouse(there.id)))).toMatchObject({ to_release: ['37'], ready: [], in_progress: [] });
    expect(shape(await see<OrderBoard>('work-orders', atCenter('ASM')))).toMatchObject({ to_release: [], in_progress: ['34'] });
    // Who sees an order may know that it is short, though the promise to it lies in stock of others.
    expect((await see<OrderBoard>('work-orders', atWarehouse(here.id))).columns.find((c) => c.key === 'ready')!.cards).toHaveLength(1);
  });

  it('counts what waits at the docks, the oldest and the late', async () => {
    await bed.transaction(async (tx) => {
      const supplier = await aPartner(tx, { isSupplier: true } as never);
      for (const [number, expected, received] of [
        ['PO-1', '2020-01-01', '0'],
        ['PO-2', '2099-01-01', '4'],
        ['PO-3', '2020-01-01', '10'],
      ]) {
        const [po] = await tx.query<{ id: Id }>(
          `INSERT INTO purchase_orders (number, supplier_id, warehouse_id, state, ordered_on, expected_on, currency, created_by) VALUES ($1, $2, $3, 'approved', '2020-01-01', $4, 'TWD', 't') RETURNING id::text AS id`,
          [number, supplier.id, here.id, expected],
        );
        await tx.query(
          `INSERT INTO purchase_order_lines (order_id, warehouse_id, supplier_id, line_no, item_id, qty, uom_id, qty_base, tolerance_pct, received_qty)
           SELECT $1, $2, $3, 1, i.id, 10, i.base_uom_id, 10, 0, $5 FROM items i WHERE i.id = $4`,
          [po!.id, here.id, supplier.id, part.id, received],
        );
      }
    });
    const board = await see<WarehouseBoard>('warehouse:HERE');
    expect([board.receive.count, board.receive.late, board.receive.rows.map((r) => [r.order.number, r.isLate, r.openLines])]).toEqual([
      2,
      1,
      [
        ['PO-1', true, 1],
        ['PO-2', false, 1],
      ],
    ]);
    expect(board.receive.oldestAt).toEqual(board.receive.rows.map((r) => r.since).sort()[0]);
    expect([board.putaway, board.pick]).toEqual([
      { count: 0, late: 0, oldestAt: null, rows: [] },
      { count: 0, late: 0, oldestAt: null, rows: [] },
    ]);
  });

  it('keeps its version while nothing moves, and has another when something does', async () => {
    const version = async (): Promise<string> => (await boardsOn(bed.database).get(ALL_SCOPE, 'work-orders')).snapshot.version;
    const before = await version();
    await new Promise((resume) => setTimeout(resume, 1_100));
    expect(await version()).toBe(before);
    await order('WO-261122-040', { state: 'draft' });
    expect(await version()).not.toBe(before);
  });

  it(
    'never gives one scope what another has asked for, however they mix',
    async () => {
      const scopes: [string, Scope][] = [
        ['all', ALL_SCOPE],
        ['here', atWarehouse(here.id)],
        ['there', atWarehouse(there.id)],
        ['asm', atCenter('ASM')],
        ['none', NO_SCOPE],
      ];
      const alone = new Map<string, string>();
      for (const [name, scope] of scopes) alone.set(name, (await boardsOn(bed.database).get(scope, 'work-orders')).snapshot.data);
      expect(new Set(alone.values()).size).toBe(scopes.length);
      for (let round = 0; round < 5; round++)
        await Promise.all(
          Array.from({ length: 100 }, async (_, n) => {
            const [name, scope] = scopes[(n * 7 + round) % scopes.length]!;
            expect((await boards.get(scope, 'work-orders')).snapshot.data).toBe(alone.get(name));
          }),
        );
    },
    FAR,
  );

  it('asks the database once for fifty screens that come together', async () => {
    const asked = jest.spyOn(bed.database, 'read');
    try {
      await Promise.all(Array.from({ length: 50 }, () => boards.get(ALL_SCOPE, 'line:L1')));
      expect(asked).toHaveBeenCalledTimes(1);
    } finally {
      asked.mockRestore();
    }
  });

  it('leaves out what was completed long ago, and counts all of a long column', async () => {
    await bed.transaction((tx) => tx.query(`UPDATE work_orders SET state = 'cancelled', held_from = NULL`));
    const ids: Id[] = [];
    for (let n = 0; n < 32; n++) ids.push(await order(`WO-261122-1${String(n).padStart(2, '0')}`, { state: 'completed' }));
    await bed.transaction((tx) => tx.query(`UPDATE work_orders SET completed_at = now() - interval '9 days' WHERE id = $1`, [ids[0]]));
    const column = (await see<OrderBoard>('work-orders')).columns.find((one) => one.key === 'completed')!;
    expect([column.count, column.cards.length, column.atLeast]).toEqual([31, 30, false]);
    expect(column.cards.map((card) => card.number)).not.toContain('WO-261122-100');
  });

  it('asks for what is short once in some seconds, and for a new order at once', async () => {
    await bed.transaction((tx) => tx.query(`UPDATE work_orders SET state = 'cancelled', held_from = NULL`));
    await order('WO-261122-050', { materials: [{ itemId: part.id, required: '5' }] });
    const store = new OrderCardsStore();
    const asked: unknown[] = [];
    const counts = (): Promise<unknown> =>
      bed.transaction(async (tx) => {
        const open = (await store.candidates(tx, null)).filter((one) => one.state === 'released').map((one) => one.no);
        const spied = { ...tx, query: (sql: string, values?: readonly unknown[]) => (asked.push(values?.[0]), tx.query(sql, values)) } as unknown as Tx;
        return [...(await store.shortCounts(spied, open)).values()];
      });
    expect([await counts(), await counts(), asked.length]).toEqual([[1], [1], 1]);
    await order('WO-261122-051', { materials: [{ itemId: part.id, required: '5' }] });
    expect([await counts(), asked.length, (asked[1] as unknown[]).length]).toEqual([[1, 1], 2, 1]);
  });
});
