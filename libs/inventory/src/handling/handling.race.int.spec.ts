import { aLocation, aWarehouse, standardReasons } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import type { Tx } from '@anwen/database';
import { AppError, uuidV7, type Actor } from '@anwen/kernel';
import { verifyLedger } from '../proof.service';
import { aSmallStore, inventory, onHand, personWith, receive } from '../testing';
import { handling } from './testing';

const { transfers, adjustments, rules, replenishment } = handling;
const CLIENTS = 16;
let bed: TestDatabase;
let before: number;
beforeAll(async () => {
  bed = await TestDatabase.create({ poolSize: CLIENTS });
  await bed.transaction(standardReasons);
});
afterAll(() => bed.drop());

beforeEach(async () => {
  before = await bed.deadlocks();
});
afterEach(async () => {
  expect((await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0)).toEqual([]);
  expect(await bed.deadlocks()).toBe(before);
});

const someone = (id: number, permissions: string[]): Actor => ({ ...personWith(permissions), id: String(id), userId: String(id), name: `P${id}` });
const times = async (n: number, work: (tx: Tx, i: number) => Promise<unknown>): Promise<string[]> => {
  const done = await Promise.allSettled(Array.from({ length: n }, (_, i) => bed.transaction((tx) => work(tx, i))));
  return done.map((d) => {
    if (d.status === 'fulfilled') return 'done';
    if (d.reason instanceof AppError) return d.reason.code;
    throw d.reason as Error;
  });
};
const once = (codes: string[], other: string): void => {
  expect(codes.filter((c) => c === 'done')).toHaveLength(1);
  expect(new Set(codes.filter((c) => c !== 'done'))).toEqual(new Set([other]));
};

describe('many people at once', () => {
  it('approve, reject and reverse an adjustment once', async () => {
    const { plain, binA } = await bed.transaction(aSmallStore);
    await bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty: '1000', toLocation: binA.code, unitCost: '100' }));
    const clerk = someone(500, ['adjustment.create']);
    for (let round = 0; round < 4; round++) {
      const line = { itemCode: plain.code, location: binA.code, qtyChange: '-100' };
      const made = await bed.transaction((tx) => adjustments.create(tx, clerk, { reasonCode: 'ADJ-LOST', lines: [line] }));
      once(
        await times(12, (tx, i) => adjustments[i % 3 ? 'approve' : 'reject'](tx, someone(600 + i, ['adjustment.approve']), made.id)),
        'inventory.invalid_transition',
      );
      const after = await bed.transaction((tx) => adjustments.get(tx, clerk, made.id));
      if (after.state === 'posted')
        once(await times(8, (tx, i) => adjustments.reverse(tx, someone(600 + i, ['adjustment.approve']), made.id)), 'inventory.invalid_transition');
    }
    expect(await bed.transaction((tx) => onHand(tx, plain.code, binA.code))).toBe('1000');
  });

  it('send one adjustment of one operation, and the numbers have no gap', async () => {
    const { plain, binA } = await bed.transaction(aSmallStore);
    await bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty: '100', toLocation: binA.code }));
    const clientOpId = uuidV7();
    const lines = [{ itemCode: plain.code, location: binA.code, qtyChange: '-1' }];
    once(
      await times(10, (tx) => adjustments.create(tx, someone(500, ['adjustment.create']), { reasonCode: 'ADJ-LOST', clientOpId, lines })),
      'operation.duplicate',
    );
    await times(20, (tx) =>
      adjustments.create(tx, someone(500, ['adjustment.create']), { reasonCode: 'ADJ-LOST', lines: [{ ...lines[0]!, qtyChange: '-9' }] }),
    );
    // They begin anew each day, which may have been in between.
    const days = await bed.transaction((tx) =>
      tx.query<{ n: number[] }>(`SELECT array_agg(right(number, 3)::int ORDER BY number) AS n FROM adjustments GROUP BY left(number, -4)`),
    );
    for (const { n } of days) expect(n).toEqual(n.map((_, i) => i + 1));
  });

  it('dispatch once, and receive exactly what was sent', async () => {
    const { plain, binA, warehouse } = await bed.transaction(aSmallStore);
    const there = await bed.transaction((tx) => aWarehouse(tx));
    const bin = await bed.transaction((tx) => aLocation(tx, { warehouse: there.code }));
    await bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty: '60', toLocation: binA.code }));
    const [sender, receiver] = [someone(500, ['transfer.dispatch']), someone(501, ['transfer.receive'])];
    const draft = (): Promise<{ id: string }> =>
      bed.transaction((tx) =>
        transfers.create(tx, sender, {
          fromWarehouse: warehouse.code,
          toWarehouse: there.code,
          lines: [{ itemCode: plain.code, qty: '20', fromLocation: binA.code, toLocation: bin.code }],
        }),
      );
    const made = [await draft(), await draft(), await draft()];
    // Three first transfers at once: one place under way.
    const sent = await times(24, (tx, i) => transfers.dispatch(tx, sender, made[i % 3]!.id));
    expect(sent.filter((c) => c === 'done')).toHaveLength(3);
    for (const { id } of made) {
      const line = (await bed.transaction((tx) => transfers.get(tx, id))).lines![0]!.id;
      const took = await times(12, (tx) => transfers.receive(tx, receiver, id, { lines: [{ lineId: line, qty: '3' }] }));
      expect(took.filter((c) => c === 'done')).toHaveLength(6);
      const clientOpId = uuidV7();
      once(await times(6, (tx) => transfers.receive(tx, receiver, id, { clientOpId, lines: [{ lineId: line, qty: '2' }] })), 'operation.duplicate');
    }
    expect([
      await bed.transaction((tx) => onHand(tx, plain.code, bin.code)),
      await bed.transaction((tx) => onHand(tx, plain.code, `TRANSIT-${there.code}`)),
    ]).toEqual(['60', '0']);
  });

  it('make the tasks of a place that runs low once, take each once and bring it once', async () => {
    const { plain, binA, binB, warehouse } = await bed.transaction(aSmallStore);
    await bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty: '40', toLocation: binA.code }));
    const boss = someone(500, ['replenishment.write', 'replenishment.confirm']);
    await bed.transaction((tx) => rules.create(tx, boss, { item: plain.code, location: binB.code, minQty: '5', maxQty: '30' }));
    expect(new Set(await times(10, (tx) => replenishment.run(tx, boss, { warehouse: warehouse.code })))).toEqual(new Set(['done']));
    const { items } = await bed.transaction((tx) => replenishment.list(tx, boss, { limit: 50, warehouse: warehouse.code }));
    expect(items.map((t) => t.qty)).toEqual(['30']);
    once(await times(10, (tx, i) => replenishment.claim(tx, someone(700 + i, ['replenishment.confirm']), items[0]!.id)), 'inventory.task_taken');
    const [holder] = await bed.transaction((tx) =>
      tx.query<{ id: string }>('SELECT assignee_id::text AS id FROM replenishment_tasks WHERE public_id = $1', [items[0]!.id]),
    );
    const mine = someone(Number(holder!.id), ['replenishment.confirm']);
    once(await times(8, (tx) => replenishment.confirm(tx, mine, items[0]!.id, { fromLocation: binA.code, qty: '30' })), 'inventory.task_closed');
    expect(await bed.transaction((tx) => onHand(tx, plain.code, binB.code))).toBe('30');
  });

  it('move and issue the same item in different bins, and its value stays the sum of its movements', async () => {
    const { plain, binA, binB, warehouse } = await bed.transaction(aSmallStore);
    const binC = await bed.transaction((tx) => aLocation(tx, { warehouse: warehouse.code }));
    // Bins of their own: one bin's balance would let them pass one by one.
    for (const bin of [binA, binB]) await bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty: '400', toLocation: bin.code, unitCost: '3' }));
    const worker = personWith(['stock.transfer', 'stock.issue']);
    const issue = { type: 'issue', lines: [{ itemCode: plain.code, qty: '1', fromLocation: binA.code }] } as const;
    const move = { type: 'transfer', lines: [{ itemCode: plain.code, qty: '1', fromLocation: binB.code, toLocation: binC.code }] } as const;
    await Promise.all(
      Array.from({ length: CLIENTS }, async (_, client) => {
        const { type, lines } = client % 2 ? issue : move;
        for (let n = 0; n < 25; n++) await bed.transaction((tx) => inventory.stock.post(tx, worker, { type, lines: [...lines] }));
      }),
    );
  });
});
