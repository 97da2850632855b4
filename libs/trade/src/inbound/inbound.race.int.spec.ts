import { aSerialItem, anItem, standardReasons } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { verifyLedger } from '@anwen/inventory';
import { clerk, inventory, onHand, personWith } from '@anwen/inventory/testing';
import { AppError, uuidV7, type Actor } from '@anwen/kernel';
import { aDock, aPurchaseOrder, aReceipt, inbound } from './testing';

const { orders, receipts, inspections, putaway } = inbound;
const CLIENTS = 12;
let bed: TestDatabase;
let deadlocksBefore: number;
beforeAll(async () => {
  bed = await TestDatabase.create({ poolSize: CLIENTS });
  await bed.transaction(standardReasons);
  deadlocksBefore = await bed.deadlocks();
});
afterAll(() => bed.drop());
afterEach(async () => {
  expect((await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0)).toEqual([]);
  expect(await bed.transaction((tx) => tx.query(LEFT_OPEN))).toEqual([]);
  expect(await bed.transaction((tx) => tx.query(MISCOUNTED))).toEqual([]);
  expect(await bed.deadlocks()).toBe(deadlocksBefore);
});

/** I-8: a document that is over has no open work. */
const LEFT_OPEN = `SELECT r.number FROM receipts r WHERE r.state IN ('closed', 'cancelled')
  AND (EXISTS (SELECT 1 FROM putaway_tasks t WHERE t.receipt_id = r.id AND t.state IN ('open', 'claimed'))
    OR EXISTS (SELECT 1 FROM inspections i WHERE i.receipt_id = r.id AND i.state NOT IN ('dispositioned', 'cancelled')))`;
/** What an order line has received is what its receipt lines say that stand. */
const MISCOUNTED = `SELECT l.id, l.received_qty, sum(r.qty) FROM purchase_order_lines l LEFT JOIN receipt_lines r ON r.po_line_id = l.id AND r.reversed_at IS NULL
  GROUP BY l.id HAVING l.received_qty <> coalesce(sum(r.qty), 0)`;
const settle = async (work: Promise<unknown>[]) => {
  const done = await Promise.allSettled(work);
  const refused = done.flatMap((d) => (d.status === 'rejected' ? [d.reason as AppError] : []));
  for (const error of refused) if (!(error instanceof AppError)) throw error;
  return { won: done.length - refused.length, codes: [...new Set(refused.map((e) => e.data.errors?.[0]?.code ?? e.code))] };
};
const times = <T>(n: number, work: (i: number) => Promise<T>) => settle(Array.from({ length: n }, (_, i) => work(i)));
const worker = (i: number): Actor => ({ ...personWith(['putaway.confirm']), id: String(200 + i), userId: String(200 + i), name: `W${i}` });

/** An order of 10, and two receipts for it at one dock. */
const aRush = (qc = false) =>
  bed.transaction(async (tx) => {
    const { warehouse, dock, bins } = await aDock(tx, 4);
    const item = await anItem(tx, { qcOnReceipt: qc });
    const order = await aPurchaseOrder(tx, { warehouse: warehouse.code, lines: [{ itemCode: item.code, qty: '10', price: '1' }] });
    const two = [];
    for (let i = 0; i < 2; i++) two.push((await aReceipt(tx, { purchaseOrder: order.id, dock: dock.code })).id);
    return { item, order, dock, bins, receipts: two };
  });
const receive = (receipt: string, itemCode: string, qty: string, clientOpId?: string) =>
  bed.transaction((tx) => receipts.confirmLines(tx, clerk, receipt, { lines: [{ itemCode, qty }], ...(clientOpId ? { clientOpId } : {}) }));
const firstTask = async (receipt: string) => (await bed.transaction((tx) => putaway.list(tx, clerk, { limit: 1, receipt }))).items[0]!;

describe('many people at once', () => {
  it('do not pass the tolerance of a line together, from one receipt or from two', async () => {
    for (let round = 0; round < 4; round++) {
      const { item, order, dock, receipts: two } = await aRush();
      const { won, codes } = await times(CLIENTS, (i) => receive(two[i % 2]!, item.code, '3'));
      expect([won, codes]).toEqual([3, ['trade.over_tolerance']]);
      const { state, lines } = await bed.transaction((tx) => orders.get(tx, clerk, order.id));
      expect([state, lines[0]!.receivedQty, await bed.transaction((tx) => onHand(tx, item.code, dock.code))]).toEqual(['partially_received', '9', '9']);
    }
  });

  it('send one operation once, even to two receipts', async () => {
    const { item, order, receipts: two } = await aRush();
    for (let round = 0; round < 3; round++) {
      const op = uuidV7();
      const { won, codes } = await times(8, (i) => receive(two[i % 2]!, item.code, '1', op));
      expect([won, codes]).toEqual([1, ['operation.duplicate']]);
    }
    expect((await bed.transaction((tx) => orders.get(tx, clerk, order.id))).lines[0]!.receivedQty).toBe('3');
  });

  it('take a task once and put its goods away once', async () => {
    for (let round = 0; round < 4; round++) {
      const { item, bins, receipts: two } = await aRush();
      await receive(two[0]!, item.code, '10');
      const task = await firstTask(two[0]!);
      const claims = await times(6, (i) => bed.transaction((tx) => putaway.claim(tx, worker(i), task.id)));
      expect([claims.won, claims.codes]).toEqual([1, ['trade.task_taken']]);
      await bed.transaction((tx) => tx.query(`UPDATE putaway_tasks SET lease_until = now() WHERE public_id = $1`, [task.id]));
      const { won, codes } = await times(6, (i) => bed.transaction((tx) => putaway.confirm(tx, worker(i), task.id, { location: bins[i % 4]!.code })));
      expect([won, codes]).toEqual([1, ['trade.invalid_transition']]);
    }
  });

  it('put parts of one task away until nothing is left', async () => {
    const { item, bins, receipts: two } = await aRush();
    await receive(two[0]!, item.code, '10');
    const task = await firstTask(two[0]!);
    const actor = worker(1);
    const { won } = await times(CLIENTS, (i) => bed.transaction((tx) => putaway.confirm(tx, actor, task.id, { location: bins[i % 4]!.code, qty: '1' })));
    expect(won).toBe(10);
    expect(await bed.transaction((tx) => receipts.finish(tx, clerk, two[0]!))).toMatchObject({ state: 'closed' });
  });

  it('are sent to different empty bins while there are any', async () => {
    for (let round = 0; round < 3; round++) {
      const { dock, items } = await bed.transaction(async (tx) => {
        const made = [];
        const place = await aDock(tx, 6);
        for (let i = 0; i < 6; i++) made.push(await anItem(tx));
        return { ...place, items: made };
      });
      const opened = await Promise.all(items.map(() => bed.transaction((tx) => aReceipt(tx, { dock: dock.code }))));
      await Promise.all(items.map((item, i) => receive(opened[i]!.id, item.code, '1')));
      const bins = await Promise.all(opened.map(async ({ id }) => (await firstTask(id)).suggested?.code));
      expect(new Set(bins).size).toBe(6);
    }
  });

  it('finish, reverse, cancel and put away the same receipt without leaving anything open', async () => {
    for (let round = 0; round < 6; round++) {
      const { item, order, bins, receipts: two } = await aRush();
      await receive(two[0]!, item.code, '4');
      const { lines } = await receive(two[0]!, item.code, '3');
      const tasks = (await bed.transaction((tx) => putaway.list(tx, clerk, { limit: 5, receipt: two[0]! }))).items;
      await settle([
        bed.transaction((tx) => receipts.finish(tx, clerk, two[0]!)),
        ...tasks.map((task, i) => bed.transaction((tx) => putaway.confirm(tx, worker(i), task.id, { location: bins[i]!.code }))),
        bed.transaction((tx) => receipts.reverseLine(tx, clerk, { receipt: two[0]!, line: lines[0]!.id }, {})),
        bed.transaction((tx) => receipts.cancel(tx, clerk, two[1]!)),
        bed.transaction((tx) => orders.cancel(tx, clerk, order.id, {})),
        receive(two[1]!, item.code, '3'),
      ]);
      const left = await bed.transaction((tx) => orders.get(tx, clerk, order.id));
      const { state } = await bed.transaction((tx) => receipts.get(tx, two[0]!));
      expect([left.state, state]).toEqual([expect.stringMatching(/received/), expect.stringMatching(/closed|putaway/)]);
    }
  });

  it('decide on inspected pieces in opposite orders, each piece once', async () => {
    const serials = Array.from({ length: 10 }, (_, i) => `S${i}`);
    for (let round = 0; round < 4; round++) {
      const { item, dock } = await bed.transaction(async (tx) => ({ ...(await aDock(tx)), item: await aSerialItem(tx, { qcOnReceipt: true }) }));
      const made: string[] = [];
      for (const half of [serials.slice(0, 5), serials.slice(5)]) {
        const { id } = await bed.transaction((tx) => aReceipt(tx, { dock: dock.code }));
        const done = await bed.transaction((tx) => receipts.confirmLines(tx, clerk, id, { lines: [{ itemCode: item.code, qty: '5', serials: half }] }));
        made.push(done.inspections[0]!.id);
        await bed.transaction((tx) => inspections.record(tx, clerk, made.at(-1)!, { result: 'conditional', passedQty: '3', failedQty: '2' }));
      }
      const parts = (half: string[]) => [
        { action: 'scrap', qty: '1', serials: [half[0]!], reasonCode: 'SCR-MATERIAL' },
        { action: 'release', qty: '2', serials: [half[4]!, half[1]!] },
        { action: 'return', qty: '1', serials: [half[3]!], reasonCode: 'RET-DEFECT' },
        { action: 'rework', qty: '1', serials: [half[2]!] },
      ];
      const { won, codes } = await times(8, (i) => {
        const half = i % 2 ? serials.slice(5) : serials.slice(0, 5);
        const lines = i % 4 > 1 ? parts(half).reverse() : parts(half);
        return bed.transaction((tx) => inspections.dispose(tx, clerk, made[i % 2]!, { lines }));
      });
      expect([won, codes]).toEqual([2, ['trade.invalid_transition']]);
      expect(await bed.transaction((tx) => onHand(tx, item.code, dock.code))).toBe('6');
    }
  });

  it('decide on goods without lots at one dock, in one step or in several, without waiting for each other in a ring', async () => {
    for (let round = 0; round < 8; round++) {
      const { item, dock } = await bed.transaction(async (tx) => ({ ...(await aDock(tx)), item: await anItem(tx, { qcOnReceipt: true }) }));
      const made: string[] = [];
      for (let i = 0; i < 6; i++) {
        const { id } = await bed.transaction((tx) => aReceipt(tx, { dock: dock.code }));
        made.push((await receive(id, item.code, '5')).inspections[0]!.id);
        await bed.transaction((tx) => inspections.record(tx, clerk, made.at(-1)!, { result: 'conditional', passedQty: '3', failedQty: '2' }));
      }
      const several = [
        { action: 'release', qty: '3' },
        { action: 'rework', qty: '1' },
        { action: 'scrap', qty: '1', reasonCode: 'SCR-MATERIAL' },
      ];
      const one = (i: number) => [{ action: i % 4 === 1 ? 'release' : 'rework', qty: '5' }];
      const { won } = await times(6, (i) => bed.transaction((tx) => inspections.dispose(tx, clerk, made[i]!, { lines: i % 2 ? one(i) : several })));
      expect(won).toBe(6);
    }
  });

  it('decide while somebody else holds the same pieces back: one of them is told, and neither waits for the other', async () => {
    for (let round = 0; round < 6; round++) {
      const { item, dock } = await bed.transaction(async (tx) => ({ ...(await aDock(tx)), item: await aSerialItem(tx, { qcOnReceipt: true }) }));
      const { id } = await bed.transaction((tx) => aReceipt(tx, { dock: dock.code }));
      const serials = ['P0', 'P1', 'P2', 'P3'];
      const done = await bed.transaction((tx) => receipts.confirmLines(tx, clerk, id, { lines: [{ itemCode: item.code, qty: '4', serials }] }));
      const inspection = done.inspections[0]!.id;
      await bed.transaction((tx) => inspections.record(tx, clerk, inspection, { result: 'conditional', passedQty: '3', failedQty: '1' }));
      const lines = [
        { action: 'release', qty: '1', serials: ['P3'] },
        { action: 'return', qty: '1', serials: ['P2'] },
        { action: 'scrap', qty: '1', serials: ['P0'] },
      ];
      const hold = { itemCode: item.code, qty: '2', serials: ['P0', 'P3'], fromLocation: dock.code, status: 'qc' as const, toStatus: 'hold' as const };
      const { won } = await settle([
        bed.transaction((tx) => inspections.dispose(tx, clerk, inspection, { lines })),
        // A decision has a longer way to its first lock: the others start while it is between its postings.
        ...Array.from({ length: 8 }, async (_, i) => {
          await new Promise((resume) => setTimeout(resume, 6 * i));
          return bed.transaction((tx) => inventory.stock.post(tx, clerk, { type: 'status', lines: [hold] }));
        }),
      ]);
      expect(won).toBe(1);
    }
  });
});
