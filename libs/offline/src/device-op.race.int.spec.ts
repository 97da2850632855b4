import { TestDatabase } from '@anwen/database/testing';
import { verifyLedgerIn } from '@anwen/inventory';
import { aSmallStore, onHand, personWith, receive } from '@anwen/inventory/testing';
import type { Actor } from '@anwen/kernel';
import type { INestApplicationContext } from '@nestjs/common';
import { aMove, offlineOn, sendBatch, type Heard } from './testing';

const CLIENTS = 8;

describe('many connections that bring home the same work', () => {
  let bed: TestDatabase;
  let context: INestApplicationContext;
  let store: Awaited<ReturnType<typeof aSmallStore>>;
  let picker: Actor;
  let deadlocks: number;

  beforeAll(async () => {
    bed = await TestDatabase.create({ poolSize: CLIENTS + 2 });
    context = await offlineOn(bed.database);
    store = await bed.transaction((tx) => aSmallStore(tx));
    await bed.asOwner(`INSERT INTO sys_users (username, display_name) SELECT 'u' || n, 'User ' || n FROM generate_series(1, 9) AS n`);
    picker = { ...personWith(['transfer.dispatch']), locale: 'en' };
    await bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '100', toLocation: store.binA.code }));
    deadlocks = await bed.deadlocks();
  });
  afterAll(async () => {
    // What the ledger proves holds after every race, and no transaction had to be sacrificed for another.
    const proof = await bed.transaction((tx) => verifyLedgerIn(tx));
    expect(proof.results.flatMap((r) => r.problems)).toEqual([]);
    expect(await bed.deadlocks()).toBe(deadlocks);
    await context.close();
    await bed.drop();
  });

  const line = (qty = '1') => ({ itemCode: store.plain.code, qty, fromLocation: store.binA.code, toLocation: store.binB.code });
  const inB = (): Promise<string> => bed.transaction((tx) => onHand(tx, store.plain.code, store.binB.code));
  const tally = (results: readonly Heard[]): Record<string, number> =>
    results.reduce<Record<string, number>>((sum, { result }) => ({ ...sum, [result]: (sum[result] ?? 0) + 1 }), {});

  it('has one effect and one answer for one operation on 8 connections at once', async () => {
    for (let round = 1; round <= 5; round++) {
      const op = aMove(round, line());
      const heard = await Promise.all(Array.from({ length: CLIENTS }, () => sendBatch(context, picker, { ops: [op] })));
      const results = heard.flatMap((h) => h.results);
      expect(tally(results)).toEqual({ applied: 1, duplicate: CLIENTS - 1 });
      expect(new Set(results.map((r) => JSON.stringify(r.body))).size).toBe(1);
      expect(await inB()).toBe(String(round));
    }
  });

  it('refuses once, in the same words, what cannot be done, on 8 connections at once', async () => {
    const op = aMove(10, line('5000'));
    const heard = await Promise.all(Array.from({ length: CLIENTS }, () => sendBatch(context, picker, { ops: [op] })));
    const results = heard.flatMap((h) => h.results);
    expect(tally(results)).toEqual({ conflict: CLIENTS });
    expect(new Set(results.map((r) => JSON.stringify(r.problem))).size).toBe(1);
    const [rows] = await bed.transaction((tx) =>
      tx.query<{ kept: string; audited: string }>(
        `SELECT (SELECT count(*) FROM device_ops WHERE op_id = $1) AS kept,
                (SELECT count(*) FROM sys_audit_logs WHERE action = 'device.op.conflict' AND subject_id = $1::text) AS audited`,
        [op.opId],
      ),
    );
    expect(rows).toEqual({ kept: '1', audited: '1' });
  });

  it('keeps 8 bodies under one id apart: one effect, seven strays', async () => {
    const before = Number(await inB());
    const first = aMove(20, line('1'));
    const ops = Array.from({ length: CLIENTS }, (_, n) => ({ ...first, body: { lines: [line(String(n + 1))] } }));
    const heard = await Promise.all(ops.map((op) => sendBatch(context, picker, { ops: [op] })));
    expect(tally(heard.flatMap((h) => h.results))).toEqual({ applied: 1, rejected: CLIENTS - 1 });
    const winner = heard.findIndex((h) => h.results[0]!.result === 'applied');
    expect(Number(await inB())).toBe(before + winner + 1);
    expect((await bed.transaction((tx) => tx.query('SELECT 1 FROM device_ops WHERE reused_op_id = $1', [first.opId]))).length).toBe(CLIENTS - 1);
  });

  it('loses and doubles nothing when 8 queues with the same 20 operations in other orders meet', async () => {
    const before = Number(await inB());
    const ops = Array.from({ length: 20 }, (_, n) => aMove(100 + n, line()));
    const orders = Array.from({ length: CLIENTS }, (_, n) => ops.map((op, i) => ({ ...op, seq: n % 2 ? 100 + i : 120 - i })));
    const heard = await Promise.all(orders.map((order) => sendBatch(context, picker, { ops: order })));
    expect(tally(heard.flatMap((h) => h.results))).toEqual({ applied: 20, duplicate: 20 * (CLIENTS - 1) });
    expect(Number(await inB())).toBe(before + 20);
  });
});
