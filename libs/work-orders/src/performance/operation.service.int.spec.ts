import { standardReasons } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { clerk } from '@anwen/inventory/testing';
import { AppError, NO_SCOPE, type Actor, type Scope } from '@anwen/kernel';
import { aFactoryFloor, aReleasedOrder, workOrders, type FactoryFloor } from '../orders/testing';
import { anOperator, performance } from './testing';

const { operations } = performance;
let bed: TestDatabase;
let [amy, bob, lead]: Actor[] = [];
let floor: FactoryFloor;
beforeAll(async () => {
  bed = await TestDatabase.create();
  await bed.transaction(standardReasons);
  [amy, bob, lead] = [await anOperator(bed, '阿美'), await anOperator(bed, '阿寶'), await anOperator(bed, '組長')];
  floor = await bed.transaction((tx) => aFactoryFloor(tx));
});
afterAll(() => bed.drop());

const released = () => bed.transaction((tx) => aReleasedOrder(tx, floor, { supplied: false }));
type Step = 'start' | 'pause' | 'resume' | 'finish' | 'skip';
const step = (actor: Actor, verb: Step, order: string, opNo: number, body: object = {}, scope?: Scope) =>
  bed.transaction((tx) => operations[verb](tx, actor, { order, opNo }, body as never), actor, scope);
const refusal = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => undefined,
    (e: unknown) => e,
  );
  if (!(error instanceof AppError)) throw error ?? new Error('nothing was refused');
  return error;
};
const codeOf = async (work: Promise<unknown>) => (await refusal(work)).code;
const states = async (order: string) => (await bed.transaction((tx) => workOrders.views.get(tx, clerk, order))).operations.map((o) => o.state);
/** A report as production writes it, past production: totals and readiness follow it by triggers. */
const reports = (order: string, opNo: number, good: number, supersedes: string | null = null) =>
  bed.transaction(async (tx) => {
    const [row] = await tx.query<{ id: string }>(
      `INSERT INTO production_reports (client_op_id, work_order_id, warehouse_id, operation_id, is_final, good, occurred_at, operator_name, supersedes_id)
       SELECT gen_random_uuid(), w.id, w.warehouse_id, o.id, false, $3, now(), 'test', $4 FROM work_orders w JOIN wo_operations o ON o.work_order_id = w.id WHERE w.number = $1 AND o.op_no = $2 RETURNING id::text AS id`,
      [order, opNo, good, supersedes],
    );
    return row!.id;
  });
const free = async () => {
  for (const center of floor.centers)
    await bed.transaction((tx) => tx.query(`UPDATE wo_operations SET state = 'paused' WHERE work_center_id = $1 AND state = 'running'`, [center.id]));
};

describe('operations of an order', () => {
  afterEach(free);

  it('go from ready to done, with the times of those who worked, and start the order', async () => {
    const order = await released();
    expect([order.state, order.operations.map((o) => o.state), order.operations[0]!.legal]).toEqual(['released', ['ready', 'pending'], ['start', 'skip']]);
    const begun = await step(amy!, 'start', order.number, 10);
    expect(begun).toMatchObject({ opNo: 10, state: 'running', operators: ['阿美'], legal: ['start', 'pause', 'finish'], endedAt: null, standardS: '1200' });
    expect(begun.startedAt).not.toBeNull();
    expect((await bed.transaction((tx) => workOrders.views.get(tx, clerk, order.id))).state).toBe('in_progress');
    expect(await step(amy!, 'pause', order.number, 10)).toMatchObject({ state: 'paused', operators: [], legal: ['resume', 'finish', 'skip'] });
    expect(await step(bob!, 'resume', order.number, 10)).toMatchObject({ state: 'running', operators: ['阿寶'], startedAt: begun.startedAt });
    expect(await step(bob!, 'finish', order.number, 10)).toMatchObject({ state: 'done', operators: [], legal: [] });
    expect(await states(order.id)).toEqual(['done', 'ready']);
    const runs = await bed.transaction((tx) =>
      tx.query<{ name: string; open: boolean }>(
        `SELECT r.operator_name AS name, r.ended_at IS NULL AS open FROM wo_operation_runs r JOIN wo_operations o ON o.id = r.operation_id JOIN work_orders w ON w.id = o.work_order_id
          WHERE w.number = $1 ORDER BY r.id`,
        [order.number],
      ),
    );
    expect(runs).toEqual([
      { name: '阿美', open: false },
      { name: '阿寶', open: false },
    ]);
    const news = await bed.transaction((tx) =>
      tx.query<{ type: string }>(`SELECT event_type AS type FROM sys_outbox WHERE payload ->> 'workOrder' = $1 ORDER BY id`, [order.number]),
    );
    expect(news.map((n) => n.type)).toEqual(['operation.started.v1', 'operation.paused.v1', 'operation.resumed.v1', 'operation.finished.v1']);
  });

  it('may have several people at them: one leaves, the others go on; who is not there stops all', async () => {
    const { number } = await released();
    await step(amy!, 'start', number, 10, { kind: 'setup' });
    expect(await step(bob!, 'start', number, 10)).toMatchObject({ operators: ['阿美', '阿寶'] });
    expect(await codeOf(step(bob!, 'start', number, 10))).toBe('performance.already_at_it');
    // Set up, now to run: the same person, another kind of time.
    await step(amy!, 'start', number, 10, { kind: 'run' });
    expect(await step(amy!, 'pause', number, 10, { reasonCode: 'DT-MATERIAL' })).toMatchObject({ state: 'running', operators: ['阿寶'] });
    await step(amy!, 'start', number, 10);
    expect(await step(lead!, 'pause', number, 10)).toMatchObject({ state: 'paused', operators: [] });
    await step(amy!, 'resume', number, 10);
    await step(bob!, 'start', number, 10);
    expect(await step(bob!, 'pause', number, 10, { all: true })).toMatchObject({ state: 'paused', operators: [] });
    const kinds = await bed.transaction((tx) =>
      tx.query<{ k: string; reason: string | null }>(
        `SELECT r.kind || ' ' || r.operator_name AS k, c.code AS reason FROM wo_operation_runs r LEFT JOIN reason_codes c ON c.id = r.end_reason_id
           JOIN wo_operations o ON o.id = r.operation_id JOIN work_orders w ON w.id = o.work_order_id WHERE w.number = $1 ORDER BY r.id LIMIT 3`,
        [number],
      ),
    );
    expect(kinds.map(({ k, reason }) => [k, reason])).toEqual([
      ['setup 阿美', null],
      ['run 阿寶', null],
      ['run 阿美', 'DT-MATERIAL'],
    ]);
    expect(await codeOf(step(amy!, 'resume', number, 10).then(() => step(amy!, 'pause', number, 10, { reasonCode: 'ADJ-LOST' })))).toBe(
      'performance.input_refused',
    );
  });

  it('wait for the one before until it is over or has good pieces, also when a report is taken back', async () => {
    const { number, id } = await released();
    const early = await refusal(step(amy!, 'start', number, 20));
    expect([early.code, early.data]).toEqual(['performance.predecessor_waits', { before: 10, name: '製程 10' }]);
    const report = await reports(number, 10, 3);
    expect(await states(id)).toEqual(['ready', 'ready']);
    await reports(number, 10, 0, report);
    expect(await states(id)).toEqual(['ready', 'pending']);
    await step(amy!, 'skip', number, 10, { reason: '外包完成' });
    expect(await states(id)).toEqual(['skipped', 'ready']);
  });

  it('are led by the last one before them that is not skipped', async () => {
    const { number, id } = await released();
    await bed.transaction((tx) =>
      tx.query(`INSERT INTO wo_operations (work_order_id, op_no, name, work_center_id) SELECT id, 30, '製程 30', $2 FROM work_orders WHERE number = $1`, [
        number,
        floor.centers[1].id,
      ]),
    );
    await step(amy!, 'skip', number, 20, { reason: '免鑽孔' });
    expect(await states(id)).toEqual(['ready', 'skipped', 'pending']);
    expect((await refusal(step(amy!, 'start', number, 30))).data).toEqual({ before: 10, name: '製程 10' });
    const report = await reports(number, 10, 3);
    expect(await states(id)).toEqual(['ready', 'skipped', 'ready']);
    await reports(number, 10, 0, report);
    expect(await states(id)).toEqual(['ready', 'skipped', 'pending']);
    await step(amy!, 'skip', number, 10, { reason: '外包完成' });
    expect(await states(id)).toEqual(['skipped', 'skipped', 'ready']);
  });

  it('are not skipped when they are the last and pieces wait for them: those would never come into stock', async () => {
    const { number, id } = await released();
    const report = await reports(number, 10, 3);
    const refused = await refusal(step(amy!, 'skip', number, 20, { reason: '不做' }));
    expect([refused.code, refused.data]).toEqual(['performance.pieces_wait', { opNo: 20, before: 10, name: '製程 10', good: '3' }]);
    expect(refused.text('zh-Hant')).toContain('請在製程 20 報工');
    const legal = async () => (await bed.transaction((tx) => workOrders.views.get(tx, clerk, id))).operations[1]!.legal;
    expect(await legal()).toEqual(['start']);
    const queued = async () =>
      (await bed.transaction((tx) => operations.queue(tx, clerk, { workCenter: floor.centers[1].code, limit: 200 }))).items.find((o) => o.workOrder.id === id);
    expect((await queued())!.legal).toEqual(['start']);
    await reports(number, 10, 0, report);
    expect(await legal()).toEqual(['skip']);
    expect(await step(amy!, 'skip', number, 20, { reason: '不做' })).toMatchObject({ state: 'skipped' });
  });

  it('are finished in order, and not without anything having happened', async () => {
    const { number, id } = await released();
    expect(await codeOf(step(amy!, 'finish', number, 10))).toBe('performance.nothing_reported');
    await reports(number, 10, 3);
    await step(amy!, 'start', number, 20);
    expect((await refusal(step(amy!, 'finish', number, 20))).text('zh-Hant')).toBe('製程 10 製程 10 尚未完成或略過，請先處理。');
    expect(await codeOf(step(amy!, 'skip', number, 10, { reason: '不做' }))).toBe('performance.has_pieces');
    expect(await step(amy!, 'finish', number, 10)).toMatchObject({ state: 'done', good: '3', startedAt: null });
    expect(await step(amy!, 'finish', number, 20)).toMatchObject({ state: 'done' });
    const over = await refusal(step(amy!, 'start', number, 20));
    expect([over.code, over.data.legal, over.text('zh-Hant')]).toEqual(['performance.invalid_transition', [], '製程 20 目前為「已完成」，不能執行此動作。']);
    expect(await states(id)).toEqual(['done', 'done']);
    expect(await codeOf(step(amy!, 'start', number, 30))).toBe('performance.operation_not_found');
    expect(await codeOf(step(amy!, 'start', 'WO-000000-001', 10))).toBe('work_orders.not_found');
  });

  it('run one at a time on a work centre with one place, and more on one with more', async () => {
    const [one, two, three] = [await released(), await released(), await released()];
    await step(amy!, 'start', one.number, 10);
    const busy = await refusal(step(bob!, 'start', two.number, 10));
    expect([busy.code, busy.data]).toEqual(['performance.work_center_busy', { workCenter: floor.centers[0].code, capacity: 1, number: one.number, opNo: 10 }]);
    // Joining takes no place.
    await step(bob!, 'start', one.number, 10);
    await bed.transaction((tx) => tx.query('UPDATE work_centers SET capacity = 2 WHERE id = $1', [floor.centers[0].id]));
    await step(bob!, 'start', two.number, 10);
    expect(await codeOf(step(bob!, 'start', three.number, 10))).toBe('performance.work_center_busy');
    await step(lead!, 'pause', one.number, 10);
    await step(bob!, 'start', three.number, 10);
    expect(await codeOf(step(amy!, 'resume', one.number, 10))).toBe('performance.work_center_busy');
    await bed.transaction((tx) => tx.query('UPDATE work_centers SET capacity = 1 WHERE id = $1', [floor.centers[0].id]));
  });

  it('take their times when they happen, not when somebody began to wait for his turn', async () => {
    const [one, two] = [await released(), await released()];
    await step(amy!, 'start', one.number, 10);
    await bed.transaction(async (tx) => {
      await tx.query('SELECT 1'); // from here on now() stands still
      await step(amy!, 'pause', one.number, 10);
      return operations.start(tx, bob!, { order: two.number, opNo: 10 }, {});
    }, bob!);
    const [times] = await bed.transaction((tx) =>
      tx.query(
        `SELECT (SELECT ended_at FROM wo_operation_runs ORDER BY id DESC OFFSET 1 LIMIT 1) <= (SELECT started_at FROM wo_operation_runs ORDER BY id DESC LIMIT 1) AS apart,
                (SELECT started_at FROM wo_operation_runs ORDER BY id DESC LIMIT 1) <= clock_timestamp() AS past`,
      ),
    );
    expect(times).toEqual({ apart: true, past: true });
  });

  it('of an order that is held can be stopped and nothing else', async () => {
    const { number, id } = await released();
    await step(amy!, 'start', number, 10);
    await bed.transaction((tx) => tx.query(`UPDATE work_orders SET state = 'on_hold', held_from = 'in_progress' WHERE number = $1`, [number]));
    expect(await codeOf(step(bob!, 'start', number, 10))).toBe('work_orders.on_hold');
    expect(await codeOf(step(amy!, 'finish', number, 10))).toBe('work_orders.on_hold');
    expect((await bed.transaction((tx) => workOrders.views.get(tx, clerk, id))).operations[0]!.legal).toEqual(['pause']);
    expect(await step(amy!, 'pause', number, 10)).toMatchObject({ state: 'paused', legal: [] });
    expect(await codeOf(step(amy!, 'resume', number, 10))).toBe('work_orders.on_hold');
  });

  it('of an order that is held are listed while they keep the work centre busy', async () => {
    const { number } = await released();
    await step(amy!, 'start', number, 10);
    await bed.transaction((tx) => tx.query(`UPDATE work_orders SET state = 'on_hold', held_from = 'in_progress' WHERE number = $1`, [number]));
    const listed = async (state?: string) => {
      const { items } = await bed.transaction((tx) => operations.queue(tx, clerk, { limit: 200, ...(state && { state }) }));
      return items.filter((one) => one.workOrder.number === number).map((one) => [one.opNo, one.state, one.orderState, one.legal]);
    };
    expect(await listed()).toEqual([[10, 'running', 'on_hold', ['pause']]]);
    await step(amy!, 'pause', number, 10);
    expect(await listed('paused')).toEqual([[10, 'paused', 'on_hold', []]]);
  });

  it('go on as what they were: a paused set-up as set-up, unless told otherwise', async () => {
    const { number, id } = await released();
    await step(amy!, 'start', number, 10, { kind: 'setup' });
    await step(amy!, 'pause', number, 10);
    await step(bob!, 'resume', number, 10);
    await step(bob!, 'pause', number, 10);
    await step(bob!, 'resume', number, 10, { kind: 'run' });
    const kinds = await bed.transaction((tx) =>
      tx.query<{ kind: string }>(
        'SELECT r.kind FROM wo_operation_runs r JOIN wo_operations o ON o.id = r.operation_id JOIN work_orders w ON w.id = o.work_order_id WHERE w.public_id = $1 ORDER BY r.id',
        [id],
      ),
    );
    expect(kinds.map((one) => one.kind)).toEqual(['setup', 'setup', 'run']);
  });

  it('are not asked for in states or at work centres that do not exist, and say when there are more', async () => {
    await released();
    await released();
    const refused = await refusal(bed.transaction((tx) => operations.queue(tx, clerk, { state: 'ready,readdy', workCenter: 'NO-SUCH', limit: 5 })));
    expect([refused.status, refused.data.errors?.map((e) => `${e.pointer} ${e.code}`)]).toEqual([
      422,
      ['?state performance.state_unknown', '?workCenter performance.center_unknown'],
    ]);
    const asked = async (limit: number) => bed.transaction((tx) => operations.queue(tx, clerk, { workCenter: floor.centers[0].code, limit }));
    expect([(await asked(1)).truncated, (await asked(1)).items.length, (await asked(200)).truncated]).toEqual([true, 1, false]);
  });

  it('queue at their work centre: what runs first, then by priority and due day', async () => {
    const other = await bed.transaction((tx) => aFactoryFloor(tx));
    const order = (given: object) => bed.transaction((tx) => aReleasedOrder(tx, other, { supplied: false, ...given }));
    const [late, urgent, running] = [await order({ dueOn: '2030-01-02' }), await order({ priority: 1 }), await order({ dueOn: '2031-01-01' })];
    await bed.transaction((tx) => aReleasedOrder(tx, floor, { supplied: false }));
    await step(amy!, 'start', running.number, 10);
    const { items } = await bed.transaction((tx) => operations.queue(tx, clerk, { workCenter: other.centers[0].code, limit: 50 }));
    expect(items.map((one) => one.workOrder.number)).toEqual([running.number, urgent.number, late.number]);
    expect(items[0]).toMatchObject({
      state: 'running',
      ready: false,
      operators: ['阿美'],
      legal: ['start', 'pause', 'finish'],
      item: { code: other.product.code, baseUom: 'PCE' },
    });
    expect(items[1]).toMatchObject({ state: 'ready', ready: true, legal: ['start', 'skip'], qtyPlanned: '10', priority: 1 });
    const waiting = await bed.transaction((tx) => operations.queue(tx, clerk, { workCenter: other.centers[1].code, state: 'pending', limit: 2 }));
    expect(waiting.items.map((one) => [one.state, one.legal])).toEqual([
      ['pending', ['skip']],
      ['pending', ['skip']],
    ]);
  });

  it('belong to who reaches their work centre; another work centre of the same order is not his', async () => {
    const { number, id } = await released();
    await reports(number, 10, 1);
    const mine: Scope = { ...NO_SCOPE, workCenters: [floor.centers[0].id] };
    const carl = await anOperator(bed, '阿凱', ['operation.run'], mine);
    expect(await step(carl, 'start', number, 10, {}, mine)).toMatchObject({ state: 'running', operators: ['阿凱'] });
    expect(await codeOf(step(carl, 'start', number, 20, {}, mine))).toBe('performance.operation_not_found');
    const queue = await bed.transaction((tx) => operations.queue(tx, carl, { limit: 200 }), carl, mine);
    expect(new Set(queue.items.map((one) => one.workCenter.code))).toEqual(new Set([floor.centers[0].code]));
    expect(queue.items.map((one) => one.workOrder.id)).toContain(id);
    const elsewhere: Scope = { ...NO_SCOPE, workCenters: ['999999'] };
    expect(await codeOf(step(carl, 'pause', number, 10, {}, elsewhere))).toBe('work_orders.not_found');
    expect((await bed.transaction((tx) => operations.queue(tx, carl, { limit: 200 }), carl, elsewhere)).items).toEqual([]);
    const warehouse: Scope = { ...NO_SCOPE, warehouses: [floor.warehouse.id] };
    expect(await step(carl, 'pause', number, 10, {}, warehouse)).toMatchObject({ state: 'paused' });
    // An order of another warehouse on the same work centre is not named to him, and is to whoever sees it.
    const { warehouse: far, supply, output } = await bed.transaction((tx) => aFactoryFloor(tx));
    const foreign = await bed.transaction((tx) => aReleasedOrder(tx, { ...floor, warehouse: far, supply, output }, { supplied: false }));
    await step(amy!, 'start', foreign.number, 10);
    const taken = await refusal(step(carl, 'resume', number, 10, {}, warehouse));
    expect([taken.code, taken.data]).toEqual(['performance.work_center_taken', { workCenter: floor.centers[0].code, capacity: 1 }]);
    const both: Scope = { ...NO_SCOPE, warehouses: [floor.warehouse.id, far.id] };
    expect((await refusal(step(carl, 'resume', number, 10, {}, both))).data).toMatchObject({ number: foreign.number, opNo: 10 });
  });
});
