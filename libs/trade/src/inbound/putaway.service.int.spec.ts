import { aLocation, aLotItem, anItem, catalog } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { clerk, onHand, personWith, receive } from '@anwen/inventory/testing';
import { NO_SCOPE, uuidV7, type Actor, type AppError } from '@anwen/kernel';
import type { ReceiptLineInput } from './receipt.dto';
import { aDock, aReceipt, inbound } from './testing';

const { receipts, putaway } = inbound;
let bed: TestDatabase;
beforeAll(async () => {
  bed = await TestDatabase.create();
});
afterAll(() => bed.drop());

const refusal = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => {
      throw new Error('was not refused');
    },
    (e: AppError) => e,
  );
const LATER = '2099-01-01';
const arrive = async (dock: string, lines: ReceiptLineInput[]) => {
  const receipt = await bed.transaction((tx) => aReceipt(tx, { dock }));
  await bed.transaction((tx) => receipts.confirmLines(tx, clerk, receipt.id, { lines }));
  const tasks = (await bed.transaction((tx) => putaway.list(tx, clerk, { limit: 50, receipt: receipt.id }))).items;
  return { receipt, tasks: [...tasks].reverse() };
};
const person = (id: string, name: string, more: string[] = []): Actor => ({ ...personWith(['putaway.confirm', ...more]), id, userId: id, name });
const [ann, ben] = [person('101', 'Ann'), person('102', 'Ben')];
const lead = person('103', 'Lee', ['putaway.assign']);
const as = <T>(actor: Actor, work: (service: typeof putaway) => (tx: never, actor: Actor) => Promise<T>) =>
  bed.transaction((tx) => work(putaway)(tx as never, actor), actor);
const claim = (actor: Actor, id: string) => as(actor, (s) => (tx) => s.claim(tx, actor, id));
const confirm = (actor: Actor, id: string, location: string, more: { qty?: string; note?: string; clientOpId?: string } = {}) =>
  as(actor, (s) => (tx) => s.confirm(tx, actor, id, { location, ...more }));

describe('the suggested bin', () => {
  it('is the item’s own, then where its lot is, then where the item is, then an empty one, else none', async () => {
    const { dock, bins } = await bed.transaction((tx) => aDock(tx, 4));
    const lotItem = await bed.transaction((tx) => aLotItem(tx));
    const ruled = await bed.transaction((tx) => anItem(tx, { defaultLocation: bins[3]!.code }));
    const fresh = await bed.transaction((tx) => anItem(tx));
    const stand = (lot: string, toLocation: string) =>
      bed.transaction((tx) => receive(tx, { itemCode: lotItem.code, qty: '1.5', lot, expiresOn: LATER, toLocation }));
    await stand('A', bins[1]!.code);
    await stand('B', bins[0]!.code);
    const lot = (code: string) => ({ itemCode: lotItem.code, qty: '1.5', lot: code, expiresOn: LATER });
    const { tasks } = await arrive(dock.code, [lot('A'), lot('C'), { itemCode: ruled.code, qty: '1' }, { itemCode: fresh.code, qty: '1' }]);
    expect(tasks.map((t) => [t.suggestedWhy.code, t.suggested?.code])).toEqual([
      ['same_lot', bins[1]!.code],
      ['same_item', bins[0]!.code],
      ['rule', bins[3]!.code],
      ['empty', bins[2]!.code],
    ]);
    const another = await bed.transaction((tx) => anItem(tx));
    expect((await arrive(dock.code, [{ itemCode: another.code, qty: '1' }])).tasks[0]).toMatchObject({
      suggested: null,
      suggestedWhy: { code: 'none', zh: expect.any(String) },
    });
  });

  it('is never locked, archived, elsewhere, or no storage', async () => {
    const { warehouse, dock, bins } = await bed.transaction((tx) => aDock(tx, 3));
    const elsewhere = await bed.transaction((tx) => aLocation(tx));
    const stage = await bed.transaction((tx) => aLocation(tx, { warehouse: warehouse.code, kind: 'production' }));
    const items: { code: string }[] = [];
    for (const [bin, used] of [
      [bins[0]!, true],
      [elsewhere, true],
      [stage, true],
    ] as const) {
      const item = await bed.transaction((tx) => anItem(tx, { defaultLocation: bin.code }));
      if (used) await bed.transaction((tx) => receive(tx, { itemCode: item.code, qty: '1', toLocation: bin.code }));
      items.push(item);
    }
    await bed.transaction((tx) => tx.query(`UPDATE locations SET locked_reason = '整修' WHERE id = $1`, [bins[0]!.id]));
    await bed.transaction((tx) => tx.query(`UPDATE locations SET status = 'archived' WHERE id = $1`, [bins[1]!.id]));
    const { tasks } = await arrive(
      dock.code,
      items.map((item) => ({ itemCode: item.code, qty: '1' })),
    );
    expect(tasks.map((t) => [t.suggestedWhy.code, t.suggested?.code ?? null])).toEqual([
      ['empty', bins[2]!.code],
      ['none', null],
      ['none', null],
    ]);
  });

  it('of two items is not one and the same empty bin, also across receipts; of one item it is', async () => {
    const { dock, bins } = await bed.transaction((tx) => aDock(tx, 3));
    const [a, b, c] = await bed.transaction(async (tx) => [await anItem(tx), await anItem(tx), await anItem(tx)]);
    const first = await arrive(dock.code, [
      { itemCode: a.code, qty: '1' },
      { itemCode: b.code, qty: '1' },
    ]);
    const second = await arrive(dock.code, [
      { itemCode: c.code, qty: '1' },
      { itemCode: a.code, qty: '1' },
    ]);
    expect([...first.tasks, ...second.tasks].map((t) => t.suggested?.code)).toEqual([bins[0]!.code, bins[1]!.code, bins[2]!.code, bins[0]!.code]);
  });

  it('needs no task for what arrives in a storage bin', async () => {
    const { dock, bins } = await bed.transaction((tx) => aDock(tx));
    const item = await bed.transaction((tx) => anItem(tx));
    expect((await arrive(dock.code, [{ itemCode: item.code, qty: '1', toLocation: bins[0]!.code }])).tasks).toEqual([]);
  });
});

describe('a task', () => {
  const aTask = async (qty = '10') => {
    const { dock, bins, warehouse } = await bed.transaction((tx) => aDock(tx));
    const item = await bed.transaction((tx) => anItem(tx));
    const { tasks, receipt } = await arrive(dock.code, [{ itemCode: item.code, qty }]);
    return { task: tasks[0]!, receipt, item, bins, dock, warehouse };
  };

  it('is held by one person, who is named to the others', async () => {
    const { task, bins } = await aTask();
    expect(await claim(ann, task.id)).toMatchObject({ state: 'claimed', assignee: 'Ann', mine: true });
    for (const work of [
      claim(ben, task.id),
      confirm(ben, task.id, bins[0]!.code),
      as(ben, (s) => (tx) => s.heartbeat(tx, ben, task.id)),
      as(ben, (s) => (tx) => s.release(tx, ben, task.id)),
    ]) {
      const error = await refusal(work);
      expect([error.code, error.status, error.data.takenBy, typeof error.data.leaseUntil]).toEqual(['trade.task_taken', 409, 'Ann', 'string']);
    }
    expect((await as(ann, (s) => (tx) => s.list(tx, ann, { limit: 10, mine: true }))).items.map((t) => t.id)).toContain(task.id);
    expect((await as(ben, (s) => (tx) => s.list(tx, ben, { limit: 10, mine: true }))).items).toEqual([]);
  });

  it('is open again when the lease has run out, and still confirmed by who had it if nobody else took it', async () => {
    const { task, bins } = await aTask();
    await claim(ann, task.id);
    const expire = () =>
      bed.transaction((tx) => tx.query(`UPDATE putaway_tasks SET lease_until = now() - interval '1 second' WHERE public_id = $1`, [task.id]));
    await expire();
    expect(await as(ben, (s) => (tx) => s.get(tx, ben, task.id))).toMatchObject({ state: 'open', assignee: null, leaseUntil: null });
    expect((await as(ben, (s) => (tx) => s.list(tx, ben, { limit: 50, state: 'open' }))).items.map((t) => t.id)).toContain(task.id);
    expect(await confirm(ann, task.id, bins[0]!.code, { qty: '2' })).toMatchObject({ doneQty: '2', state: 'claimed' });
    await expire();
    await claim(ben, task.id);
    expect((await refusal(confirm(ann, task.id, bins[0]!.code))).code).toBe('trade.task_taken');
  });

  it('is freed and given away by a lead, and the log says so', async () => {
    const { task } = await aTask();
    await claim(ann, task.id);
    expect(await as(lead, (s) => (tx) => s.release(tx, lead, task.id))).toMatchObject({ state: 'open', assignee: null });
    await bed.asOwner(`INSERT INTO sys_users (username, display_name) VALUES ('carol', 'Carol') ON CONFLICT DO NOTHING`);
    expect(await as(lead, (s) => (tx) => s.reassign(tx, lead, task.id, 'carol'))).toMatchObject({ state: 'claimed', assignee: 'Carol', mine: false });
    expect((await refusal(as(lead, (s) => (tx) => s.reassign(tx, lead, task.id, 'nobody')))).data.errors).toMatchObject([{ pointer: '/username' }]);
    const logged = await bed.transaction((tx) =>
      tx.query(`SELECT count(*)::int AS n FROM sys_audit_logs WHERE action = 'putaway.lease_forced' AND subject_id = $1`, [task.id]),
    );
    expect(logged).toEqual([{ n: 2 }]);
  });

  it('is done in parts, elsewhere if the floor says so, and never for more than there is', async () => {
    const { task, item, bins, receipt } = await aTask();
    expect(await confirm(ann, task.id, bins[0]!.code, { qty: '4' })).toMatchObject({ state: 'claimed', doneQty: '4' });
    const tooMuch = await refusal(confirm(ann, task.id, bins[1]!.code, { qty: '7' }));
    expect([tooMuch.code, tooMuch.data.errors?.map((e) => [e.pointer, e.code, e.params])]).toEqual([
      'trade.lines_refused',
      [['/qty', 'trade.too_much', { most: '6' }]],
    ]);
    expect(await confirm(ann, task.id, bins[1]!.code, { note: '滿了' })).toMatchObject({ state: 'done', doneQty: '10', leaseUntil: null });
    expect((await refusal(confirm(ann, task.id, bins[1]!.code))).code).toBe('trade.invalid_transition');
    expect([await bed.transaction((tx) => onHand(tx, item.code, bins[0]!.code)), await bed.transaction((tx) => onHand(tx, item.code, bins[1]!.code))]).toEqual([
      '4',
      '6',
    ]);
    const logged = await bed.transaction((tx) => tx.query(`SELECT action, reason FROM sys_audit_logs WHERE subject_id = $1 ORDER BY id`, [task.id]));
    expect(logged).toEqual([
      { action: 'putaway.confirmed', reason: null },
      { action: 'putaway.overridden', reason: '滿了' },
    ]);
    expect(await bed.transaction((tx) => receipts.finish(tx, clerk, receipt.id))).toMatchObject({ state: 'closed' });
  });

  it('goes into no locked place, no other warehouse and no dock', async () => {
    const { task, bins, dock } = await aTask();
    const elsewhere = await bed.transaction((tx) => aLocation(tx));
    await bed.transaction((tx) => tx.query(`UPDATE locations SET locked_reason = '整修' WHERE id = $1`, [bins[1]!.id]));
    const cases: [string, string][] = [
      [bins[1]!.code, 'inventory.location_locked'],
      [elsewhere.code, 'trade.location_refused'],
      [dock.code, 'trade.location_refused'],
      ['NO-SUCH', 'trade.reference_unknown'],
    ];
    for (const [place, code] of cases) {
      expect((await refusal(confirm(ann, task.id, place))).data.errors?.map((e) => [e.pointer, e.code])).toEqual([['/location', code]]);
    }
  });

  it('has one effect for one operation', async () => {
    const { task, bins, item } = await aTask();
    const clientOpId = uuidV7();
    await confirm(ann, task.id, bins[0]!.code, { qty: '3', clientOpId });
    const again = await refusal(confirm(ann, task.id, bins[0]!.code, { qty: '3', clientOpId }));
    expect([again.code, again.data.headers]).toEqual(['operation.duplicate', { Location: `/api/v1/putaway-tasks/${task.id}` }]);
    expect(await bed.transaction((tx) => onHand(tx, item.code, bins[0]!.code))).toBe('3');
  });

  it('belongs to the zone of its dock for people who have zones only', async () => {
    const { warehouse } = await bed.transaction((tx) => aDock(tx));
    const ids = new Map<string, string>();
    for (const zone of ['ZA', 'ZB']) {
      const [found] = (await bed.transaction((tx) => catalog.warehouses.list(tx, clerk, { limit: 1, q: warehouse.code }))).items;
      await bed.transaction((tx) => catalog.warehouses.addZone(tx, clerk, found!.id, { code: zone, name: zone }));
      const [row] = await bed.transaction((tx) =>
        tx.query<{ id: string }>('SELECT id::text AS id FROM zones WHERE warehouse_id = $1 AND code = $2', [warehouse.id, zone]),
      );
      ids.set(zone, row!.id);
    }
    const dock = await bed.transaction((tx) => aLocation(tx, { warehouse: warehouse.code, kind: 'staging_in', zone: 'ZA' }));
    const item = await bed.transaction((tx) => anItem(tx));
    const { tasks } = await arrive(dock.code, [{ itemCode: item.code, qty: '1' }]);
    const seen = (zone: string) =>
      bed.transaction((tx) => putaway.list(tx, clerk, { limit: 50 }), clerk, { ...NO_SCOPE, zones: [ids.get(zone)!] }).then((p) => p.items.map((t) => t.id));
    expect([await seen('ZA'), await seen('ZB')]).toEqual([[tasks[0]!.id], []]);
  });
});
