import { TestDatabase } from '@anwen/database/testing';
import { AppError, systemActor } from '@anwen/kernel';
import type { Tx } from '@anwen/database';
import { aCode, anItem, catalog, engineering } from '../testing';

const actor = systemActor('test');

describe('routings', () => {
  let bed: TestDatabase;
  beforeAll(async () => {
    bed = await TestDatabase.create();
    await run((tx) =>
      catalog.workCenters.createMany(
        tx,
        actor,
        [
          { code: 'SAW', name: '鋸切' },
          { code: 'WELD', name: '焊接' },
        ],
        { batch: 'wc' },
      ),
    );
  });
  afterAll(() => bed.drop());

  const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => bed.transaction(work);
  const refusal = async (work: Promise<unknown>): Promise<AppError> => {
    const error = await work.catch((e: unknown) => e);
    if (!(error instanceof AppError)) throw new Error(`expected a refusal, got ${String(error)}`);
    return error;
  };
  const product = () => run((tx) => anItem(tx, { code: aCode('R') }));
  const saw = { opNo: 10, name: '鋸切', workCenter: 'SAW', setupS: '600', runS: '12.5', queueS: '3600', reportPoint: false };
  const weld = { opNo: 20, name: '焊接', workCenter: 'WELD', runS: '30', instructions: '保護氣體' };
  const draft = (item: string, operations: object[] = [saw, weld]) =>
    run((tx) => engineering.routings.create(tx, actor, { item, operations: operations as (typeof saw)[] }));

  it('give production the operations of the active version, in the order of their numbers', async () => {
    const item = await product();
    const made = await draft(item.code, [weld, saw]);
    expect(await run((tx) => engineering.routings.operationsOf(tx, item.id))).toBeNull();
    await run((tx) => engineering.routings.activate(tx, actor, made.id));
    const centers = await run((tx) => tx.query<{ id: string }>(`SELECT id::text AS id FROM work_centers WHERE code IN ('SAW', 'WELD') ORDER BY code`));
    expect(await run((tx) => engineering.routings.operationsOf(tx, item.id))).toEqual({
      routingId: expect.any(String),
      version: 1,
      operations: [
        { opNo: 10, name: '鋸切', workCenterId: centers[0]!.id, setupS: '600', runS: '12.5', queueS: '3600', reportPoint: false, instructions: null },
        { opNo: 20, name: '焊接', workCenterId: centers[1]!.id, setupS: '0', runS: '30', queueS: '0', reportPoint: true, instructions: '保護氣體' },
      ],
    });
  });

  it('are counted in versions: a copy is a draft, activating it retires the one before', async () => {
    const item = await product();
    const first = await draft(item.code);
    await run((tx) => engineering.routings.activate(tx, actor, first.id));
    const copy = await run((tx) => engineering.routings.copy(tx, actor, first.id));
    expect(copy).toMatchObject({ version: 2, state: 'draft', legal: ['update', 'activate', 'copy'], operationCount: 2, operations: first.operations });
    const patch = { note: '快一點', operations: [{ ...saw, runS: '10', reportPoint: true }] };
    const changed = await run((tx) => engineering.routings.update(tx, actor, { id: copy.id, rowVersion: 1, patch }));
    expect(changed).toMatchObject({ note: '快一點', operations: [{ runS: '10' }], rowVersion: 2 });
    await run((tx) => engineering.routings.activate(tx, actor, copy.id));
    expect(await run((tx) => engineering.routings.get(tx, actor, first.id))).toMatchObject({ state: 'obsolete', legal: ['copy'] });
    expect((await run((tx) => engineering.routings.operationsOf(tx, item.id)))!.version).toBe(2);
    const refused = await refusal(run((tx) => engineering.routings.activate(tx, actor, first.id)));
    expect(refused).toMatchObject({ code: 'catalog.invalid_transition', status: 409, data: { legal: ['copy'] } });
    expect(refused.text('zh-Hant')).toBe('目前為「已停用」，可執行的動作：複製。');
    await run((tx) => engineering.routings.obsolete(tx, actor, copy.id));
    expect(await run((tx) => engineering.routings.operationsOf(tx, item.id))).toBeNull();
    const audits = await bed.database.query<{ action: string }>('SELECT action FROM sys_audit_logs WHERE subject_id = $1 ORDER BY id', [copy.id]);
    expect(audits.map((x) => x.action)).toEqual(['routing.created', 'routing.updated', 'routing.activated', 'routing.obsoleted']);
    const replaces = { before: [{ version: 1, state: 'active' }], after: [{ version: 1, state: 'obsolete' }] };
    const [activated] = await bed.database.query<{ diff: object }>(`SELECT diff FROM sys_audit_logs WHERE subject_id = $1 AND action = 'routing.activated'`, [
      copy.id,
    ]);
    expect(activated!.diff).toMatchObject({ state: { before: 'draft', after: 'active' }, replaces });
    const events = await bed.database.query<{ type: string }>(`SELECT event_type AS type FROM sys_outbox WHERE aggregate_id = $1 ORDER BY id`, [first.id]);
    expect(events.map((e) => e.type)).toEqual(['routing.created.v1', 'routing.activated.v1', 'routing.obsoleted.v1']);
  });

  it('refuse unknown items and work centers and repeated numbers, all at once, and change as drafts only', async () => {
    const item = await product();
    const error = await refusal(
      draft('沒有', [
        { ...weld, opNo: 10 },
        { ...weld, opNo: 10, workCenter: 'NOWHERE' },
      ]),
    );
    expect(error.data.errors?.map((e) => [e.pointer, e.code])).toEqual([
      ['/item', 'catalog.reference_unknown'],
      ['/operations/1/opNo', 'catalog.operation_twice'],
      ['/operations/1/workCenter', 'catalog.reference_unknown'],
    ]);
    const silent = await refusal(draft(item.code, [{ ...weld, opNo: 5 }, saw]));
    expect(silent.data.errors).toMatchObject([{ pointer: '/operations/1/reportPoint', code: 'catalog.last_not_reported' }]);
    const made = await draft(item.code);
    const change = (rowVersion: number): Promise<unknown> =>
      run((tx) => engineering.routings.update(tx, actor, { id: made.id, rowVersion, patch: { note: 'x' } }));
    expect((await refusal(change(7))).code).toBe('http.precondition_failed');
    await run((tx) => engineering.routings.activate(tx, actor, made.id));
    expect((await refusal(change(2))).code).toBe('catalog.routing_not_draft');
  });

  it('load in bulk, twice without a second effect', async () => {
    const item = await product();
    const load = () => run((tx) => engineering.routings.createMany(tx, actor, [{ item: item.code, operations: [saw, weld] }], { batch: 'routings' }));
    await load();
    await load();
    expect((await run((tx) => engineering.routings.operationsOf(tx, item.id)))!.operations).toHaveLength(2);
    const listed = await run((tx) => engineering.routings.list(tx, actor, { limit: 10, item: item.code, workCenter: 'WELD', state: 'active' }));
    expect(listed.items).toMatchObject([{ version: 1, state: 'active', operationCount: 2 }]);
  });

  it('have one active version at most, whoever writes', async () => {
    const item = await product();
    const drafts = await Promise.all([1, 2, 3, 4].map(() => draft(item.code)));
    expect(drafts.map((d) => d.version).sort()).toEqual([1, 2, 3, 4]);
    await Promise.all(drafts.map((d) => run((tx) => engineering.routings.activate(tx, actor, d.id))));
    const states = await run((tx) => tx.query<{ state: string }>('SELECT state FROM routings WHERE item_id = $1', [item.id]));
    expect(states.map((s) => s.state).sort()).toEqual(['active', 'obsolete', 'obsolete', 'obsolete']);
  });
});
