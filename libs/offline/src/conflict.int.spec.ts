import { TestDatabase } from '@anwen/database/testing';
import { aSmallStore, onHand, personWith, receive } from '@anwen/inventory/testing';
import { NO_SCOPE, uuidV7, type Actor, type Scope } from '@anwen/kernel';
import type { INestApplicationContext } from '@nestjs/common';
import { ConflictQuery, type ConflictResolvedDto } from './conflict.dto';
import { ConflictService } from './conflict.service';
import type { DeviceOpInput } from './device-op.dto';
import { aMove, offlineOn, sendBatch } from './testing';

describe('the inbox of conflicts', () => {
  let bed: TestDatabase;
  let context: INestApplicationContext;
  let store: Awaited<ReturnType<typeof aSmallStore>>;
  let picker: Actor;
  let lead: Actor;
  let here: Scope;
  let seq = 0;

  beforeAll(async () => {
    bed = await TestDatabase.create();
    context = await offlineOn(bed.database);
    store = await bed.transaction((tx) => aSmallStore(tx));
    await bed.asOwner(`INSERT INTO sys_users (username, display_name) SELECT 'u' || n, 'User ' || n FROM generate_series(1, 9) AS n`);
    here = { ...NO_SCOPE, warehouses: [store.warehouse.id] };
    picker = { ...personWith(['transfer.dispatch'], here), name: '林小姐', locale: 'en' };
    lead = {
      ...personWith(['transfer.dispatch', 'stock.read', 'conflict.read', 'conflict.resolve'], here),
      id: '8',
      userId: '8',
      publicId: uuidV7(),
      name: '陳組長',
      locale: 'en',
    };
  });
  afterAll(async () => {
    await context.close();
    await bed.drop();
  });

  const move = (qty: string): DeviceOpInput => aMove(++seq, { itemCode: store.plain.code, qty, fromLocation: store.binA.code, toLocation: store.binB.code });
  const inB = (): Promise<string> => bed.transaction((tx) => onHand(tx, store.plain.code, store.binB.code));
  const fill = (qty: string): Promise<unknown> => bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty, toLocation: store.binA.code }));
  const inbox = (): ConflictService => context.get(ConflictService);
  const as = <T>(actor: Actor, permission: string, work: (tx: Parameters<ConflictService['list']>[0]) => Promise<T>): Promise<T> =>
    bed.transaction(work, actor, actor.grants.get(permission) ?? NO_SCOPE);
  const resolve = (id: string, input: Parameters<ConflictService['resolve']>[3], actor = lead): Promise<ConflictResolvedDto> =>
    as(actor, 'conflict.resolve', (tx) => inbox().resolve(tx, actor, id, input));
  async function aConflict(qty = '500'): Promise<DeviceOpInput> {
    const op = move(qty);
    const { results } = await sendBatch(context, picker, { ops: [op] });
    expect(results[0]!.result).toBe('conflict');
    return op;
  }

  it('shows what the device sent, what the server said, and how things stand now', async () => {
    await fill('3');
    const op = await aConflict();
    const page = await as(lead, 'conflict.read', (tx) => inbox().list(tx, new ConflictQuery()));
    expect(page.items[0]).toMatchObject({
      id: op.opId,
      state: 'conflict',
      type: 'stock.move',
      operator: '林小姐',
      problemCode: 'inventory.insufficient_stock',
      status: 409,
    });
    const one = await as(lead, 'conflict.read', (tx) => inbox().get(tx, lead, op.opId));
    expect(one.body).toEqual(op.body);
    expect(one.problem).toMatchObject({ code: 'inventory.insufficient_stock', status: 409 });
    expect(one.current).toMatchObject({ balances: [{ onHand: '3' }] });
    // Who may not see stock sees none here either.
    const blind = { ...lead, grants: new Map([...lead.grants].filter(([p]) => p !== 'stock.read')) };
    expect((await as(blind, 'conflict.read', (tx) => inbox().get(tx, blind, op.opId))).current).toBeNull();
  });

  it('applies what came, or what a person made of it, as that person and as an operation of its own', async () => {
    const op = await aConflict();
    await expect(resolve(op.opId, { action: 'apply', reason: 'again' })).rejects.toMatchObject({ code: 'inventory.insufficient_stock' });
    const before = Number(await inB());
    const { lines } = op.body as { lines: object[] };
    const done = await resolve(op.opId, { action: 'apply', body: { lines: [{ ...lines[0], qty: '2' }] }, reason: '只剩兩個' });
    expect(done).toMatchObject({ state: 'resolved', resolvedBy: '陳組長', resolution: '只剩兩個', result: { type: 'TRANSFER' } });
    expect(Number(await inB())).toBe(before + 2);
    expect(done.appliedAs).not.toBe(op.opId);
    const [posting] = await bed.transaction((tx) =>
      tx.query<{ actor: string }>('SELECT actor_name AS actor FROM inventory_postings WHERE client_op_id = $1', [op.opId]),
    );
    expect(posting!.actor).toBe('陳組長');
    const [kept] = await bed.transaction((tx) =>
      tx.query<{ result: string; state: string }>('SELECT result, state FROM device_ops WHERE op_id = $1', [op.opId]),
    );
    expect(kept).toEqual({ result: 'conflict', state: 'resolved' });
    // The device still hears its first answer, and what became of it.
    const { results } = await sendBatch(context, picker, { ops: [op] });
    expect(results[0]).toMatchObject({ result: 'conflict', state: 'resolved', problem: { code: 'inventory.insufficient_stock' } });
    const [row] = await bed.transaction((tx) =>
      tx.query<{ reason: string }>(`SELECT reason FROM sys_audit_logs WHERE action = 'device.op.resolved' AND subject_id = $1 AND reason IS NOT NULL`, [
        op.opId,
      ]),
    );
    expect(row!.reason).toBe('只剩兩個');
  });

  it('discards with a reason, and neither decision is taken twice', async () => {
    const op = await aConflict();
    const done = await resolve(op.opId, { action: 'discard', reason: '重複搬運' });
    expect(done).toMatchObject({ state: 'discarded', appliedAs: null, result: null });
    await expect(resolve(op.opId, { action: 'apply', reason: 'no' })).rejects.toMatchObject({ code: 'offline.not_open', data: { state: 'discarded' } });
  });

  it('lets one of two people decide who decide at once', async () => {
    const op = await aConflict('40');
    await fill('100');
    const before = Number(await inB());
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => resolve(op.opId, { action: 'apply', reason: 'both' })));
    expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(1);
    for (const o of outcomes) if (o.status === 'rejected') expect(o.reason).toMatchObject({ code: 'offline.not_open' });
    expect(Number(await inB())).toBe(before + 40);
  });

  it('demands the right to do the operation, where it is done', async () => {
    const op = await aConflict('9000');
    await fill('10000');
    const noRight = { ...lead, grants: new Map([...lead.grants].filter(([p]) => p !== 'transfer.dispatch')) };
    await expect(resolve(op.opId, { action: 'apply', reason: 'x' }, noRight)).rejects.toMatchObject({ code: 'offline.permission_denied' });
    // May resolve here, but move stock elsewhere only.
    const elsewhere = await bed.transaction((tx) => aSmallStore(tx));
    const movesThere = { ...lead, grants: new Map(lead.grants).set('transfer.dispatch', { ...NO_SCOPE, warehouses: [elsewhere.warehouse.id] }) };
    await expect(resolve(op.opId, { action: 'apply', reason: 'x' }, movesThere)).rejects.toMatchObject({ code: 'inventory.lines_refused' });
    // And the other way round: the inbox of another warehouse does not show it.
    const stranger = { ...lead, grants: new Map(lead.grants).set('conflict.read', { ...NO_SCOPE, warehouses: [elsewhere.warehouse.id] }) };
    await expect(as(stranger, 'conflict.read', (tx) => inbox().get(tx, stranger, op.opId))).rejects.toMatchObject({ code: 'offline.conflict_not_found' });
    expect((await as(stranger, 'conflict.read', (tx) => inbox().list(tx, new ConflictQuery()))).items).toEqual([]);
    expect(await resolve(op.opId, { action: 'apply', reason: 'all there by now' })).toMatchObject({ state: 'resolved' });
  });

  it('applies what was quarantined when a person says so', async () => {
    await fill('5');
    const [device] = await bed.asOwner<{ id: string; publicId: string }>(
      `INSERT INTO sys_devices (name, trust, revoked_at) VALUES ('PDA-9', 'revoked', now()) RETURNING id::text AS id, public_id AS "publicId"`,
    );
    const op = move('1');
    const lost: Actor = { ...picker, type: 'device', id: device!.id, userId: null, deviceId: device!.id, grants: new Map() };
    await sendBatch(context, lost, { ops: [op] });
    const query = Object.assign(new ConflictQuery(), { device: device!.publicId, withTotal: true });
    const page = await as(lead, 'conflict.read', (tx) => inbox().list(tx, query));
    expect(page).toMatchObject({ total: 1, items: [{ id: op.opId, state: 'quarantined', device: { name: 'PDA-9' } }] });
    const before = Number(await inB());
    expect(await resolve(op.opId, { action: 'apply', reason: '已查證' })).toMatchObject({ state: 'resolved' });
    expect(Number(await inB())).toBe(before + 1);
  });
});
