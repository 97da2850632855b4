import { randomUUID } from 'node:crypto';
import { TestDatabase } from '@anwen/database/testing';
import { aSmallStore, inventory, onHand, personWith, receive } from '@anwen/inventory/testing';
import { verifyLedgerIn } from '@anwen/inventory';
import { NO_SCOPE, type Actor } from '@anwen/kernel';
import type { INestApplicationContext } from '@nestjs/common';
import type { DeviceOpInput } from './device-op.dto';
import { OfflineUpkeep } from './upkeep.service';
import { aMove, offlineOn, sendBatch, type Heard } from './testing';

describe('work done offline', () => {
  let bed: TestDatabase;
  let context: INestApplicationContext;
  let store: Awaited<ReturnType<typeof aSmallStore>>;
  let picker: Actor;

  beforeAll(async () => {
    bed = await TestDatabase.create();
    context = await offlineOn(bed.database);
    store = await bed.transaction((tx) => aSmallStore(tx));
    await bed.asOwner(`INSERT INTO sys_users (username, display_name) SELECT 'u' || n, '林小姐 ' || n FROM generate_series(1, 9) AS n`);
    picker = { ...personWith(['transfer.dispatch', 'stock.read']), requestId: 'req-1', locale: 'en' };
  });
  afterAll(async () => {
    await context.close();
    await bed.drop();
  });

  const move = (seq: number, qty = '1', opId?: string): DeviceOpInput =>
    aMove(seq, { itemCode: store.plain.code, qty, fromLocation: store.binA.code, toLocation: store.binB.code }, opId);
  const stock = (bin: { code: string }): Promise<string> => bed.transaction((tx) => onHand(tx, store.plain.code, bin.code));
  const fill = (qty: string): Promise<unknown> => bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty, toLocation: store.binA.code }));
  const send = (ops: DeviceOpInput[], actor = picker) => sendBatch(context, actor, { ops });
  const told = (results: readonly Heard[]): string[] => results.map((r) => r.result);
  const count = async (sql: string, ...values: unknown[]): Promise<number> =>
    Number((await bed.transaction((tx) => tx.query<{ n: string }>(`SELECT count(*) AS n FROM ${sql}`, values)))[0]!.n);

  it('is carried out in the order of the device, whatever the order in the batch', async () => {
    await fill('10');
    const before = Number(await stock(store.binB));
    const ops = [move(3), move(1), move(2)];
    const { results } = await send(ops);
    expect(results.map((r) => [r.seq, r.result, r.status])).toEqual([
      [1, 'applied', 201],
      [2, 'applied', 201],
      [3, 'applied', 201],
    ]);
    expect(Number(await stock(store.binB))).toBe(before + 3);
    expect(results[0]!.body).toMatchObject({ clientOpId: ops[1]!.opId, type: 'TRANSFER' });
  });

  it('says the same again, byte for byte, and does nothing again', async () => {
    await fill('5');
    const op = move(10);
    const first = await send([op]);
    const left = await stock(store.binA);
    const again = await send([op, op]);
    expect(told(again.results)).toEqual(['duplicate', 'duplicate']);
    const bodyOf = (text: string): string => /"body":(.*?),"problem"/.exec(text)![1]!;
    expect(bodyOf(again.text)).toBe(bodyOf(first.text));
    expect(await stock(store.binA)).toBe(left);
    expect(await count('inventory_postings WHERE client_op_id = $1', op.opId)).toBe(1);
    // Order of properties means nothing; a later clock neither.
    const { lines } = op.body as { lines: Record<string, string>[] };
    const shuffled = { ...op, occurredAt: new Date().toISOString(), body: { lines: lines.map((l) => Object.fromEntries(Object.entries(l).reverse())) } };
    expect(told((await send([shuffled])).results)).toEqual(['duplicate']);
  });

  it('keeps a conflict for a person, repeats its refusal, and goes on with the rest', async () => {
    const rest = await stock(store.binA);
    const tooMuch = move(20, '99999');
    const { results } = await send([tooMuch, move(21)]);
    expect(told(results)).toEqual(['conflict', 'applied']);
    expect(results[0]).toMatchObject({ status: 409, body: null, problem: { code: 'inventory.insufficient_stock' }, state: 'conflict' });
    expect(Number(await stock(store.binA))).toBe(Number(rest) - 1);
    await fill('100000');
    // Told failed stays failed: the stock is there by now, and a person decides.
    const again = await send([tooMuch]);
    expect(again.results[0]).toEqual(results[0]);
    const [kept] = await bed.transaction((tx) =>
      tx.query<{ body: string; state: string }>('SELECT body, state FROM device_ops WHERE op_id = $1', [tooMuch.opId]),
    );
    expect(kept!.state).toBe('conflict');
    expect(JSON.parse(kept!.body)).toEqual(tooMuch.body);
    expect(await count(`sys_audit_logs WHERE action = 'device.op.conflict' AND subject_id = $1`, tooMuch.opId)).toBe(1);
  });

  it('rejects for good what has no form, no name, no right or no place, and keeps it', async () => {
    const noForm = { ...move(30), body: { lines: 'all' } };
    const noName = { ...move(31), type: 'stock.teleport' };
    const noPlace = aMove(32, { itemCode: store.plain.code, qty: '1', fromLocation: 'NOWHERE-1', toLocation: store.binB.code });
    const otherId = { ...move(33), body: { ...move(33).body, clientOpId: randomUUID() } };
    const { results } = await send([noForm, noName, noPlace, otherId]);
    expect(results.map((r) => [r.result, r.status, r.problem?.code])).toEqual([
      ['rejected', 400, 'http.validation_failed'],
      ['rejected', 400, 'offline.type_unknown'],
      // A place that does not exist (or not for this person) is a complaint about a line: a person can correct it.
      ['conflict', 422, 'inventory.lines_refused'],
      ['rejected', 400, 'offline.op_id_differs'],
    ]);
    const mayNot = await send([move(34)], { ...picker, grants: new Map() });
    expect(mayNot.results[0]).toMatchObject({ result: 'rejected', status: 403, problem: { code: 'offline.permission_denied' } });
    expect(await count(`device_ops WHERE state = 'rejected' AND seq BETWEEN 30 AND 34`)).toBe(4);
    expect(await count(`sys_audit_logs WHERE action = 'device.op.rejected'`)).toBe(4);
  });

  it('keeps a second body under a known id beside the first, once, and refuses it', async () => {
    const op = move(40);
    await send([op]);
    const other = { ...op, body: move(40, '2').body };
    for (let i = 0; i < 2; i++)
      expect((await send([other])).results[0]).toMatchObject({ result: 'rejected', status: 409, problem: { code: 'offline.op_reused' } });
    expect(await count('device_ops WHERE reused_op_id = $1', op.opId)).toBe(1);
    // The first is untouched, and somebody else learns nothing of it.
    expect(told((await send([op])).results)).toEqual(['duplicate']);
    const stranger = { ...picker, id: '3', userId: '3' };
    expect((await send([op], stranger)).results[0]).toMatchObject({ result: 'rejected', body: null });
  });

  it('knows an operation that came through its own route before', async () => {
    const op = move(50);
    await bed.transaction(
      (tx) =>
        inventory.stock.post(tx, picker, { ...(op.body as never as object), type: 'transfer', clientOpId: op.opId } as never, {
          permission: 'transfer.dispatch',
        }),
      picker,
    );
    const left = await stock(store.binA);
    const { results } = await send([op]);
    expect(results[0]).toMatchObject({ result: 'duplicate', status: 200, body: { postingId: expect.any(String) as string } });
    expect(await stock(store.binA)).toBe(left);
  });

  it('reports holes and what came late, and applies it all the same', async () => {
    const worker = { ...picker, id: '5', userId: '5' };
    const early = await sendBatch(context, worker, { ops: [move(1), move(2), move(7)] });
    expect(early.sequence).toEqual({ highest: 7, missing: [{ from: 3, to: 6 }], late: 0 });
    const late = await sendBatch(context, worker, { ops: [move(5), move(4), move(8)] });
    expect(told(late.results)).toEqual(['applied', 'applied', 'applied']);
    expect(late.sequence).toEqual({
      highest: 8,
      missing: [
        { from: 3, to: 3 },
        { from: 6, to: 6 },
      ],
      late: 2,
    });
  });

  it('defers what is not possible now and everything behind it, and keeps nothing of that', async () => {
    const ops = [move(60), move(61), move(62)];
    await fill('10');
    // Somebody holds the operation's lock longer than the 3 s that a lock is waited for.
    let held = (): void => undefined;
    const isHeld = new Promise<void>((resolve) => (held = resolve));
    let done = (): void => undefined;
    const isDone = new Promise<void>((resolve) => (done = resolve));
    const holder = bed.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 14))', [ops[1]!.opId]);
      held();
      await isDone;
    });
    await Promise.race([isHeld, holder]);
    const { results } = await send(ops).finally(done);
    await holder;
    expect(results.map((r) => [r.result, r.status])).toEqual([
      ['applied', 201],
      ['deferred', 503],
      ['deferred', null],
    ]);
    expect(
      await count(
        'device_ops WHERE op_id = ANY ($1)',
        ops.map((o) => o.opId),
      ),
    ).toBe(1);
    expect(told((await send(ops)).results)).toEqual(['duplicate', 'applied', 'applied']);
  });

  it('warns of a queue that has waited for more than a shift, once, until it is home', async () => {
    const worker = { ...picker, id: '6', userId: '6' };
    const old = new Date(Date.now() - 9 * 3_600_000).toISOString();
    for (let i = 0; i < 2; i++) await sendBatch(context, worker, { ops: [], queueLength: 12, queueOldestAt: old });
    expect(await count(`sys_alerts WHERE code = 'device.queue_stale' AND subject = 'user:6' AND resolved_at IS NULL`)).toBe(1);
    expect(await count(`sys_audit_logs WHERE action = 'device.queue.stale'`)).toBe(1);
    await sendBatch(context, worker, { ops: [], queueLength: 0, queueOldestAt: null });
    expect(await count(`sys_alerts WHERE code = 'device.queue_stale' AND resolved_at IS NULL`)).toBe(0);
  });

  it('sets aside what a device brings that is not trusted', async () => {
    await fill('3');
    const [device] = await bed.asOwner<{ id: string }>(
      `INSERT INTO sys_devices (name, trust, revoked_at) VALUES ('PDA-1', 'revoked', now()) RETURNING id::text AS id`,
    );
    const lost: Actor = {
      ...picker,
      type: 'device',
      id: device!.id,
      userId: null,
      deviceId: device!.id,
      grants: new Map([['device_ops.submit', { ...NO_SCOPE, own: true }]]),
    };
    const left = await stock(store.binA);
    const op = move(70);
    for (let i = 0; i < 2; i++)
      expect((await send([op], lost)).results[0]).toMatchObject({ result: 'quarantined', state: 'quarantined', problem: { code: 'offline.quarantined' } });
    expect(await stock(store.binA)).toBe(left);
    const [kept] = await bed.transaction((tx) => tx.query<{ warehouse_ids: string[] }>('SELECT warehouse_ids FROM device_ops WHERE op_id = $1', [op.opId]));
    expect(kept!.warehouse_ids).toEqual([store.warehouse.id]);
    expect(await count(`sys_audit_logs WHERE action = 'device.op.quarantined' AND subject_id = $1`, op.opId)).toBe(1);
  });

  it('forgets after 90 days what was said, never that it was done; what waits for a person is kept', async () => {
    await fill('2');
    const [kept, open] = [move(80), move(81, '7777777')];
    await send([kept, open]);
    // Row-level security is forced and holds for the owner too.
    await bed.asOwner(`DO $$ BEGIN ALTER TABLE device_ops NO FORCE ROW LEVEL SECURITY; UPDATE device_ops SET received_at = now() - interval '91 days' WHERE seq IN (80, 81);
      ALTER TABLE device_ops FORCE ROW LEVEL SECURITY; END $$`);
    expect(await context.get(OfflineUpkeep).purge()).toBeGreaterThan(0);
    const left = await stock(store.binA);
    const { results } = await send([kept, open]);
    expect(results[0]).toMatchObject({ result: 'duplicate', status: 201, body: null, problem: null });
    expect(results[1]).toMatchObject({ result: 'conflict', status: 409, problem: { code: 'inventory.insufficient_stock' } });
    expect(await stock(store.binA)).toBe(left);
  });

  it('notices a queue whose device is not heard of any more', async () => {
    const worker = { ...picker, id: '8', userId: '8' };
    await sendBatch(context, worker, { ops: [], queueLength: 3, queueOldestAt: new Date(Date.now() - 7 * 3_600_000).toISOString() });
    expect(await context.get(OfflineUpkeep).watchQueues()).toBe(0);
    await bed.transaction((tx) => tx.query(`UPDATE device_lanes SET queue_oldest_at = queue_oldest_at - interval '2 hours' WHERE lane = 'user:8'`));
    expect([await context.get(OfflineUpkeep).watchQueues(), await context.get(OfflineUpkeep).watchQueues()]).toEqual([1, 0]);
    expect(await count(`sys_alerts WHERE code = 'device.queue_stale' AND subject = 'user:8' AND resolved_at IS NULL`)).toBe(1);
  });

  it('books good work of a wrong clock as of now, and keeps what the clock said', async () => {
    await fill('1');
    const op = { ...move(90), occurredAt: '2099-01-01T00:00:00Z' };
    expect((await send([op])).results[0]!.result).toBe('applied');
    const [row] = await bed.transaction((tx) =>
      tx.query<{ said: string; isNow: boolean }>(
        `SELECT o.occurred_at::date::text AS said, p.occurred_at > now() - interval '1 minute' AND p.occurred_at <= now() AS "isNow"
           FROM device_ops o JOIN inventory_postings p ON p.client_op_id = o.op_id WHERE o.op_id = $1`,
        [op.opId],
      ),
    );
    expect(row).toEqual({ said: '2099-01-01', isNow: true });
  });

  it('leaves a ledger that proves itself', async () => {
    const proof = await bed.transaction((tx) => verifyLedgerIn(tx));
    expect(proof.results.flatMap((r) => r.problems)).toEqual([]);
  });
});
