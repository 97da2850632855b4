import { aLocation, anItem, aWarehouse } from '@anwen/catalog/testing';
import { AppError, NO_SCOPE, uuidV7, type Scope } from '@anwen/kernel';
import { aSmallStore } from '../testing';
import {
  bed,
  store,
  person,
  counter,
  boss,
  as,
  codeOf,
  taskOf,
  opened,
  stock,
  record,
  finish,
  approve,
  variances,
  sessions,
  tasks,
  posting,
  moveTo,
} from './counting-bed';

describe('a counter', () => {
  it('is never told what the book says (I-24)', async () => {
    await stock(store.plain.code, '43214321');
    // Nobody enters this one: that it was expected must not be told either.
    const silent = await bed.transaction((tx) => anItem(tx));
    await stock(silent.code, '43214444');
    const { session, task } = await opened();
    const who = counter();
    const answers: unknown[] = [
      await as(who, (tx) => tasks.claim(tx, who, task)),
      await record(who, task, [{ itemCode: store.plain.code, qty: '7' }]),
      await as(who, (tx) => tasks.next(tx, who, { session })),
      await finish(who, task),
      await as(who, (tx) => tasks.get(tx, who, task)),
      await as(who, (tx) => tasks.list(tx, who, { session, limit: 50 })),
      await as(who, (tx) => sessions.get(tx, who, session)),
      await as(who, (tx) => sessions.list(tx, who, { limit: 50 })),
    ];
    expect(await codeOf(as(who, (tx) => posting.variances(tx, who, session, { limit: 50 })))).toBe('inventory.whole_warehouse_needed');
    for (const answer of answers)
      expect(JSON.stringify(answer)).not.toMatch(/43214321|43214314|43214328|43214444|expected|"variance[A-Z]\w*":"|"seq|"book|implied/);
    expect(JSON.stringify(answers)).not.toContain(silent.code);
    expect((answers[6] as { lines: unknown; varianceValue: unknown }).lines).toBeNull();
  });

  it('sees no results of what they count, whatever else they may do (I-24)', async () => {
    await stock(store.plain.code, '5');
    const { session, task, manager } = await opened();
    const both = person(['count.entry', 'count.read', 'count.approve', 'count.manage']);
    const seen = async (): Promise<unknown[]> => [
      (await as(both, (tx) => sessions.get(tx, both, session))).lines,
      (await as(both, (tx) => sessions.list(tx, both, { limit: 50 }))).items.find((s) => s.id === session)!.lines,
      await codeOf(as(both, (tx) => posting.variances(tx, both, session, { limit: 10 }))),
    ];
    await as(both, (tx) => tasks.claim(tx, both, task));
    expect(await seen()).toEqual([null, null, 'inventory.four_eyes']);
    await record(both, task, [{ itemCode: store.plain.code, qty: '4' }]);
    await finish(both, task);
    expect(await seen()).toEqual([null, null, 'inventory.four_eyes']);
    expect((await as(manager, (tx) => sessions.get(tx, manager, session))).lines).not.toBeNull();
    expect(await codeOf(as(manager, (tx) => sessions.requestRecount(tx, manager, session, { taskIds: ['abc'] })))).toBe('inventory.count_scope_refused');
  });

  it('gets the same answers whether the bin holds what they say or not', async () => {
    const shape = (answer: unknown): string =>
      JSON.stringify(answer).replace(/[0-9a-f]{8}-[0-9a-f-]{27}|CC-\d+-\d+|ITEM-\w+-\d+|(WH|BIN)-\w+-\d+|P\d+|"\d{4}-[^"]*"/g, '#');
    const visit = async (onShelf: string): Promise<string[]> => {
      moveTo(await bed.transaction(aSmallStore));
      await stock(store.plain.code, onShelf);
      const { session, task } = await opened({ toleranceAbs: '0' });
      const who = counter();
      const answers = [
        await record(who, task, [{ itemCode: store.plain.code, qty: '7' }]),
        await finish(who, task),
        await as(who, (tx) => sessions.get(tx, who, session)),
      ];
      return answers.map(shape);
    };
    expect(await visit('7')).toEqual(await visit('900'));
  });

  it('cannot approve what they have counted a part of, in whatever round', async () => {
    await stock(store.plain.code, '1');
    const { session, task } = await opened();
    const both = person(['count.entry', 'count.read', 'count.approve', 'count.manage']);
    await as(both, (tx) => tasks.claim(tx, both, task));
    await finish(both, task, true);
    expect(await codeOf(as(both, (tx) => sessions.approve(tx, both, session)))).toBe('inventory.four_eyes');
    const manager = boss();
    await as(manager, (tx) => sessions.requestRecount(tx, manager, session, { taskIds: [task] }));
    const who = counter();
    const again = await taskOf(session, store.binA.code);
    await record(who, again, [{ itemCode: store.plain.code, qty: '1' }]);
    await finish(who, again);
    expect(await codeOf(as(both, (tx) => sessions.approve(tx, both, session)))).toBe('inventory.four_eyes');
    expect(await codeOf(approve(session))).toBe('done');
  });

  it('is told who has the place, may return to it, and starts afresh where another left off', async () => {
    const { session, task } = await opened();
    const [first, second] = [counter(), counter()];
    await record(first, task, [{ itemCode: store.plain.code, qty: '5' }]);
    const refusal = await as(second, (tx) => tasks.claim(tx, second, task)).catch((e: AppError) => e);
    expect(refusal).toMatchObject({ code: 'inventory.task_taken', data: { takenBy: first.name } });
    expect(await codeOf(record(second, task, [{ itemCode: store.plain.code, qty: '1' }]))).toBe('inventory.task_taken');
    await as(first, (tx) => tasks.release(tx, first, task));
    await record(first, task, [{ itemCode: store.plain.code, qty: '2' }]);
    await bed.transaction((tx) => tx.query(`UPDATE count_tasks SET lease_until = now() - interval '1 second' WHERE public_id = $1`, [task]));
    await record(second, task, [{ itemCode: store.plain.code, qty: '3' }]);
    expect(await codeOf(finish(first, task))).toBe('inventory.task_taken');
    await finish(second, task);
    expect(await variances(session)).toMatchObject([{ countedQty: '3', counter: second.name }]);
  });

  it('sends an operation once, says explicitly that a bin is empty, and gets all complaints at once', async () => {
    const { task } = await opened();
    const who = counter();
    const clientOpId = uuidV7();
    expect(await codeOf(finish(who, task))).toBe('inventory.count_nothing_entered');
    await record(who, task, [{ itemCode: store.plain.code, qty: '5' }], { clientOpId });
    expect(await codeOf(record(who, task, [{ itemCode: store.plain.code, qty: '5' }], { clientOpId }))).toBe('operation.duplicate');
    const refused = await record(who, task, [
      { itemCode: 'NOPE', qty: '1' },
      { itemCode: store.plain.code, qty: '1' },
      { itemCode: store.lot.code, qty: '1' },
    ]).catch((e: AppError) => e);
    expect(refused).toMatchObject({
      code: 'inventory.count_lines_refused',
      data: { errors: [{ pointer: '/entries/0/itemCode' }, { pointer: '/entries/2/lot', code: 'inventory.lot_required' }] },
    });
    expect(await codeOf(finish(who, task, true))).toBe('inventory.count_not_empty');
    const done = uuidV7();
    await as(who, (tx) => tasks.finish(tx, who, task, { clientOpId: done }));
    expect(await codeOf(as(who, (tx) => tasks.finish(tx, who, task, { clientOpId: done })))).toBe('operation.duplicate');
    expect(await codeOf(finish(who, task))).toBe('inventory.task_closed');
  });
});

describe('a scope', () => {
  it('hides counts of other warehouses, and decisions need the whole warehouse', async () => {
    await stock(store.plain.code, '1');
    const { session, task } = await opened();
    const elsewhere = await bed.transaction((tx) => aWarehouse(tx));
    const away: Scope = { ...NO_SCOPE, warehouses: [elsewhere.id] };
    const stranger = person(['count.read', 'count.entry', 'count.manage', 'count.approve'], away);
    const there = <T>(work: Parameters<typeof bed.transaction<T>>[0]): Promise<T> => bed.transaction(work, stranger, away);
    expect(await codeOf(there((tx) => sessions.get(tx, stranger, session)))).toBe('inventory.document_not_found');
    expect(await codeOf(there((tx) => tasks.get(tx, stranger, task)))).toBe('inventory.task_not_found');
    expect((await there((tx) => sessions.list(tx, stranger, { limit: 50 }))).items).toEqual([]);
    expect(await codeOf(there((tx) => sessions.create(tx, stranger, { warehouse: store.warehouse.code, scope: {} })))).toBe('inventory.warehouse_not_found');
  });

  it('of a zone sees the visits of that zone, and the round ends only when all zones are done', async () => {
    const warehouse = await bed.transaction((tx) => aWarehouse(tx, { zones: ['Z1', 'Z2'] }));
    const [b1, b2] = await bed.transaction(async (tx) => [
      await aLocation(tx, { warehouse: warehouse.code, zone: 'Z1' }),
      await aLocation(tx, { warehouse: warehouse.code, zone: 'Z2' }),
    ]);
    moveTo({ ...store, warehouse, binA: b1!, binB: b2! });
    const { session, task } = await opened({ scope: { zeroStock: true } });
    const zone: Scope = { ...NO_SCOPE, zones: [warehouse.zones.get('Z1')!] };
    const who = person(['count.read', 'count.entry', 'count.approve'], zone);
    const there = <T>(work: Parameters<typeof bed.transaction<T>>[0]): Promise<T> => bed.transaction(work, who, zone);
    expect((await there((tx) => tasks.list(tx, who, { session, limit: 50 }))).items.map((t) => t.location.code)).toEqual([b1!.code]);
    await there((tx) => tasks.finish(tx, who, task, { empty: true }));
    expect((await bed.transaction((tx) => sessions.get(tx, boss(), session))).state).toBe('counting');
    const other = counter();
    await finish(other, await taskOf(session, b2!.code), true);
    expect((await bed.transaction((tx) => sessions.get(tx, boss(), session))).state).toBe('review');
    expect(await codeOf(there((tx) => sessions.approve(tx, who, session)))).toBe('inventory.whole_warehouse_needed');
  });
});
