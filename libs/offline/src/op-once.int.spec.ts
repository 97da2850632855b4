import { randomUUID } from 'node:crypto';
import { TestDatabase } from '@anwen/database/testing';
import { inventory, aSmallStore, onHand, personWith, receive } from '@anwen/inventory/testing';
import { NO_SCOPE, uuidV7, type Actor, type Scope } from '@anwen/kernel';
import type { INestApplicationContext } from '@nestjs/common';
import { BatchService } from './batch.service';
import { ConflictQuery } from './conflict.dto';
import { ConflictService } from './conflict.service';
import type { DeviceOpInput } from './device-op.dto';
import { aMove, offlineOn, sendBatch, type Heard } from './testing';

describe('work that comes home by two doors', () => {
  let bed: TestDatabase;
  let context: INestApplicationContext;
  let store: Awaited<ReturnType<typeof aSmallStore>>;
  let here: Scope;
  let picker: Actor;
  let lead: Actor;
  let seq = 0;

  beforeAll(async () => {
    bed = await TestDatabase.create();
    context = await offlineOn(bed.database);
    store = await bed.transaction((tx) => aSmallStore(tx));
    await bed.asOwner(`INSERT INTO sys_users (username, display_name) SELECT 'u' || n, 'User ' || n FROM generate_series(1, 9) AS n`);
    here = { ...NO_SCOPE, warehouses: [store.warehouse.id] };
    picker = { ...personWith(['transfer.dispatch'], here), locale: 'en' };
    const may = ['transfer.dispatch', 'stock.read', 'conflict.read', 'conflict.resolve'];
    lead = { ...personWith(may, here), id: '8', userId: '8', publicId: uuidV7(), name: '陳組長', locale: 'en' };
    await bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '1000', toLocation: store.binA.code }));
  });
  afterAll(async () => {
    await context.close();
    await bed.drop();
  });

  const move = (qty = '1'): DeviceOpInput => aMove(++seq, { itemCode: store.plain.code, qty, fromLocation: store.binA.code, toLocation: store.binB.code });
  const inB = async (): Promise<number> => Number(await bed.transaction((tx) => onHand(tx, store.plain.code, store.binB.code)));
  const byRoute = (op: DeviceOpInput, actor = picker): Promise<{ id: string }> =>
    bed.transaction(
      (tx) =>
        inventory.stock.post(tx, actor, { ...(op.body as never as object), type: 'transfer', docType: 'move', clientOpId: op.opId } as never, {
          permission: 'transfer.dispatch',
        }),
      actor,
    );
  const send = async (op: unknown, actor = picker): Promise<Heard> => (await sendBatch(context, actor, { ops: [op] })).results[0]!;
  const inbox = (): ConflictService => context.get(ConflictService);
  const within = <T>(actor: Actor, permission: string, work: (tx: Parameters<ConflictService['list']>[0]) => Promise<T>): Promise<T> =>
    bed.transaction(work, actor, actor.grants.get(permission) ?? NO_SCOPE);
  const apply = (id: string, body?: Record<string, unknown>): ReturnType<ConflictService['resolve']> =>
    within(lead, 'conflict.resolve', (tx) => inbox().resolve(tx, lead, id, { action: 'apply', reason: '補', ...(body ? { body } : {}) }));
  const open = async (actor = lead): Promise<string[]> =>
    (await within(actor, 'conflict.read', (tx) => inbox().list(tx, new ConflictQuery()))).items.map((c) => c.id);
  const look = (id: string, actor = lead): ReturnType<ConflictService['get']> => within(actor, 'conflict.read', (tx) => inbox().get(tx, actor, id));
  async function aDevice(trust: string, userId: string | null = null): Promise<Actor> {
    const [device] = await bed.asOwner<{ id: string }>(
      `INSERT INTO sys_devices (name, trust, revoked_at) VALUES ('PDA', $1, CASE WHEN $1 = 'revoked' THEN now() END) RETURNING id::text AS id`,
      [trust],
    );
    const grants = new Map([['device_ops.submit', { ...NO_SCOPE, own: true }]]);
    return { ...picker, type: 'device', id: device!.id, userId, deviceId: device!.id, grants };
  }

  it('is not done again when a person applies what the route had done before the device was suspended', async () => {
    const lost = await aDevice('suspended', picker.userId);
    const op = move('3');
    const { id } = await byRoute(op);
    const before = await inB();
    expect(await send(op, lost)).toMatchObject({ result: 'quarantined' });
    expect((await look(op.opId)).postingId).toBe(id);
    await expect(apply(op.opId)).rejects.toMatchObject({ code: 'operation.duplicate' });
    expect(await inB()).toBe(before);
    // And the other way round: applied by a person, then sent to the route.
    const late = move('2');
    await send(late, lost);
    const done = await apply(late.opId);
    expect(done.state).toBe('resolved');
    expect((await look(late.opId)).postingId).not.toBeNull();
    await expect(byRoute(late)).rejects.toMatchObject({ code: 'operation.duplicate' });
    expect(await inB()).toBe(before + 2);
  });

  it('is a conflict when other work, or somebody else, has used its id; and tells nothing of that', async () => {
    const op = move('2');
    const { id } = await byRoute(op);
    const other = { ...op, body: { lines: [{ ...(op.body as { lines: object[] }).lines[0], qty: '5' }] } };
    const heard = await sendBatch(context, picker, { ops: [other] });
    expect(heard.results[0]).toMatchObject({ result: 'conflict', problem: { code: 'offline.op_reused' } });
    expect(heard.text).not.toContain(id);
    const again = move('2');
    const posted = await byRoute(again);
    const stranger = { ...picker, id: '5', userId: '5' };
    const told = await sendBatch(context, stranger, { ops: [again] });
    expect(told.results[0]).toMatchObject({ result: 'conflict', problem: { code: 'offline.op_reused' } });
    expect(told.text).not.toContain(posted.id);
    expect((await look(again.opId)).postingId).toBeNull();
    const own = await bed.transaction((tx) => context.get(BatchService).get(tx, stranger, again.opId), stranger);
    expect(own.body).not.toContain(posted.id);
    const [row] = await bed.asOwner<{ n: string }>(`SELECT count(*) AS n FROM sys_audit_logs WHERE action = 'device.op.conflict' AND subject_id = ANY ($1)`, [
      [op.opId, again.opId],
    ]);
    expect(row!.n).toBe('2');
  });

  it('is known when the right to do it went away meanwhile', async () => {
    const op = move();
    const { id } = await byRoute(op);
    expect(await send(op, { ...picker, grants: new Map() })).toMatchObject({ result: 'duplicate', body: { postingId: id } });
  });

  it('waits in the inbox when it was rejected for want of a right, and can be applied', async () => {
    const op = move();
    expect(await send(op, { ...picker, grants: new Map([['device_ops.submit', here]]) })).toMatchObject({ result: 'rejected', status: 403 });
    expect(await open()).toContain(op.opId);
    const before = await inB();
    expect(await apply(op.opId)).toMatchObject({ state: 'resolved' });
    expect(await inB()).toBe(before + 1);
  });

  it('does not stop at what PostgreSQL cannot store', async () => {
    const half = { ...move(), body: { lines: [{ itemCode: store.plain.code, qty: '1', fromLocation: 'A\ud800', toLocation: store.binB.code }] } };
    const early = { ...move(), occurredAt: '2026-11-22T08:00:00+16:00' };
    const { results } = await sendBatch(context, picker, { ops: [half, early, move()], queueOldestAt: '2026-11-22T08:00:00+23:00' });
    expect(results.map((r) => r.result)).toEqual(['rejected', 'applied', 'applied']);
  });

  it('judges each entry by itself', async () => {
    const [op, noClock] = [move(), { ...move(), occurredAt: 'noon' }];
    const { results } = await sendBatch(context, picker, { ops: [{ ...op, opId: 'x' }, noClock, 7, move(), null] });
    expect(results.map((r) => [r.opId, r.result, r.status])).toEqual([
      [null, 'rejected', 400],
      [noClock.opId, 'rejected', 400],
      [expect.any(String), 'applied', 201],
      [null, 'rejected', 400],
      [null, 'rejected', 400],
    ]);
    const before = await inB();
    expect(await apply(noClock.opId)).toMatchObject({ state: 'resolved' });
    expect(await inB()).toBe(before + 1);
  });

  it('shows how things stand only as far as the person may see them, and nothing for what has no form', async () => {
    const op = move('99999');
    await send(op);
    const elsewhere = { ...NO_SCOPE, warehouses: ['999999'] };
    const far = { ...lead, grants: new Map(lead.grants).set('stock.read', elsewhere) };
    expect((await look(op.opId)).current).toMatchObject({ balances: [{ location: { code: store.binA.code } }] });
    expect((await look(op.opId, far)).current).toEqual({ balances: [] });
    const nul = { ...move(), body: { lines: [{ itemCode: 'A\0', qty: '1', fromLocation: 'B\0', toLocation: store.binB.code }] } };
    await send(nul);
    expect((await look(nul.opId)).current).toBeNull();
  });

  it('of a device without a place is seen by who leads where its operator works', async () => {
    await bed.asOwner(`INSERT INTO sys_roles (code, name_zh, name_en) VALUES ('floor', '現場', 'Floor')`);
    await bed.asOwner(`WITH r AS (INSERT INTO sys_user_roles (user_id, role_id) SELECT 7, id FROM sys_roles WHERE code = 'floor' RETURNING id)
      INSERT INTO sys_data_scopes (user_role_id, kind, target_id) SELECT id, 'warehouse', ${store.warehouse.id} FROM r`);
    const lost = await aDevice('revoked', '7');
    const op = { ...move(), type: 'pick.confirm', body: { taskId: randomUUID() } };
    expect(await send(op, lost)).toMatchObject({ result: 'quarantined' });
    expect(await open()).toContain(op.opId);
  });

  it('that never ends in time waits for a person after five attempts', async () => {
    const op = move();
    const slow = { ...picker, name: 'slow' };
    await bed.asOwner(`CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.actor_name = 'slow' THEN RAISE EXCEPTION 'too slow' USING ERRCODE = '57014'; END IF; RETURN NEW; END $$`);
    await bed.asOwner('CREATE TRIGGER dawdle BEFORE INSERT ON inventory_postings FOR EACH ROW EXECUTE FUNCTION dawdle()');
    const told: string[] = [];
    for (let i = 0; i < 6; i++) told.push((await send(op, slow)).result);
    expect(told).toEqual(['deferred', 'deferred', 'deferred', 'deferred', 'conflict', 'conflict']);
    expect(await send(move(), slow)).toMatchObject({ result: 'deferred' });
    await bed.asOwner('DROP TRIGGER dawdle ON inventory_postings');
    expect(await apply(op.opId)).toMatchObject({ state: 'resolved' });
  });
});
