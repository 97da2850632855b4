import { aLotItem, anItem, aSerialItem, standardReasons } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { verifyLedger } from '@anwen/inventory';
import { clerk, personWith } from '@anwen/inventory/testing';
import { NO_SCOPE, uuidV7, type AppError } from '@anwen/kernel';
import type { DispositionLineInput } from './inspection.dto';
import type { ReceiptLineInput } from './receipt.dto';
import { aDock, aPurchaseOrder, aReceipt, inbound } from './testing';

const { orders, receipts, inspections, putaway } = inbound;
let bed: TestDatabase;
beforeAll(async () => {
  bed = await TestDatabase.create();
  await bed.transaction(standardReasons);
});
afterAll(() => bed.drop());
afterEach(async () => {
  expect((await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0)).toEqual([]);
});

const refused = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'was not refused',
    (e: AppError) => [e.code, ...(e.data.errors ?? []).map((one) => `${one.pointer} ${one.code}`)],
  );

/** 10 of an item that is inspected on receipt, received against an order, the receipt finished. */
const waiting = async (make: typeof anItem = anItem, line: Partial<ReceiptLineInput> = {}) => {
  const made = await bed.transaction(async (tx) => {
    const { warehouse, dock } = await aDock(tx);
    const item = await make(tx, { qcOnReceipt: true });
    const order = await aPurchaseOrder(tx, { warehouse: warehouse.code, lines: [{ itemCode: item.code, qty: '10', price: '2' }] });
    const receipt = await aReceipt(tx, { purchaseOrder: order.id, dock: dock.code });
    return { warehouse, dock, item, order, receipt };
  });
  const done = await bed.transaction((tx) => receipts.confirmLines(tx, clerk, made.receipt.id, { lines: [{ itemCode: made.item.code, qty: '10', ...line }] }));
  await bed.transaction((tx) => receipts.finish(tx, clerk, made.receipt.id));
  return { ...made, id: done.inspections[0]!.id, done };
};
const record = (id: string, result: 'passed' | 'failed' | 'conditional', passedQty: string, failedQty: string) =>
  bed.transaction((tx) =>
    inspections.record(tx, clerk, id, { result, passedQty, failedQty, sampleQty: '2', measurements: [{ name: '外徑', value: '10.02', unit: 'mm', ok: true }] }),
  );
const dispose = (id: string, lines: DispositionLineInput[], clientOpId?: string) =>
  bed.transaction((tx) => inspections.dispose(tx, clerk, id, { lines, ...(clientOpId ? { clientOpId } : {}) }));
/** On hand by bucket at the dock. */
const buckets = (itemId: string) =>
  bed
    .transaction((tx) =>
      tx.query<{ s: number; q: string }>(
        `SELECT stock_status AS s, trim_scale(sum(on_hand))::text AS q FROM inventory_balance WHERE item_id = $1 AND on_hand > 0 GROUP BY 1 ORDER BY 1`,
        [itemId],
      ),
    )
    .then((rows) => Object.fromEntries(rows.map((row) => [['available', 'qc', 'hold', 'damaged'][row.s], row.q])));

describe('goods that are inspected on receipt', () => {
  it('wait in their own bucket, with an inspection and without a way into a bin', async () => {
    const { item, id, done, receipt } = await waiting();
    expect(done).toMatchObject({ lines: [{ status: 'qc' }], putaway: { open: 0 }, inspections: [{ state: 'open' }] });
    expect(await buckets(item.id)).toEqual({ qc: '10' });
    expect(await bed.transaction((tx) => receipts.get(tx, receipt.id))).toMatchObject({ state: 'received' });
    expect(await bed.transaction((tx) => inspections.get(tx, id))).toMatchObject({
      qty: '10',
      legal: ['record', 'cancel'],
      receipt: { number: receipt.number },
    });
    const page = await bed.transaction((tx) => inspections.list(tx, { limit: 10, state: 'open', q: item.code }));
    expect(page.items.map((row) => row.id)).toEqual([id]);
  });

  it('are released, reworked, sent back and scrapped in parts, and everything follows', async () => {
    const { item, id, order, receipt } = await waiting();
    await record(id, 'conditional', '7', '3');
    expect(await dispose(id, [{ action: 'release', qty: '4' }])).toMatchObject({ state: 'conditional', disposedQty: '4', legal: ['dispose', 'cancel'] });
    const done = await dispose(id, [
      { action: 'scrap', qty: '1', reasonCode: 'SCR-MATERIAL' },
      { action: 'return', qty: '2', reasonCode: 'RET-DEFECT' },
      { action: 'release', qty: '2' },
      { action: 'rework', qty: '1' },
    ]);
    expect(done).toMatchObject({ state: 'dispositioned', disposedQty: '10', legal: [] });
    expect(done.dispositions.map((d) => `${d.action} ${d.qty}`).sort()).toEqual(['release 2', 'release 4', 'return 2', 'rework 1', 'scrap 1']);
    expect(await buckets(item.id)).toEqual({ available: '6', hold: '1' });
    expect((await bed.transaction((tx) => orders.get(tx, clerk, order.id))).lines).toMatchObject([{ receivedQty: '10', rejectedQty: '2', openQty: '0' }]);
    expect(await bed.transaction((tx) => receipts.get(tx, receipt.id))).toMatchObject({ state: 'putaway', putaway: { open: 2 } });
    expect((await bed.transaction((tx) => putaway.list(tx, clerk, { limit: 5, receipt: receipt.id }))).items.map((t) => t.qty)).toEqual(['2', '4']);
  });

  it('close their receipt when none of them stays', async () => {
    const { id, receipt, item } = await waiting();
    await record(id, 'failed', '0', '10');
    await dispose(id, [{ action: 'return', qty: '10', reasonCode: 'RET-DEFECT' }]);
    expect([await buckets(item.id), (await bed.transaction((tx) => receipts.get(tx, receipt.id))).state]).toEqual([{}, 'closed']);
  });

  it('of a lot keep it', async () => {
    const { id, item } = await waiting(aLotItem, { lot: 'L-9', expiresOn: '2099-01-01' });
    await record(id, 'passed', '10', '0');
    expect(
      await dispose(id, [
        { action: 'release', qty: '2.5' },
        { action: 'release', qty: '7.5' },
      ]),
    ).toMatchObject({ state: 'dispositioned', lot: { code: 'L-9' } });
    expect(await buckets(item.id)).toEqual({ available: '10' });
  });

  it('with serial numbers say which', async () => {
    const serials = Array.from({ length: 10 }, (_, i) => `Q${i}-${uuidV7().slice(-6)}`);
    const { id, item, receipt } = await waiting(aSerialItem, { serials });
    await record(id, 'conditional', '9', '1');
    expect(await refused(dispose(id, [{ action: 'return', qty: '1' }]))).toEqual(['trade.lines_refused', '/lines/0/serials trade.serials_count']);
    expect(await refused(dispose(id, [{ action: 'return', qty: '1', serials: ['NO'] }]))).toEqual([
      'trade.lines_refused',
      '/lines/0/serials trade.serial_unknown',
    ]);
    const half = await dispose(id, [
      { action: 'return', qty: '1', serials: [serials[8]!] },
      { action: 'release', qty: '2', serials: serials.slice(0, 2) },
    ]);
    expect(half.serialsLeft).toEqual([...serials.slice(2, 8), serials[9]]);
    expect(await dispose(id, [{ action: 'release', qty: '7' }])).toMatchObject({ state: 'dispositioned', serialsLeft: [] });
    expect(await buckets(item.id)).toEqual({ available: '9' });
    const tasks = (await bed.transaction((tx) => putaway.list(tx, clerk, { limit: 50, receipt: receipt.id }))).items;
    expect(tasks.map((t) => t.serial?.code).sort()).toEqual(serials.filter((s) => s !== serials[8]).sort());
  });
});

describe('an inspection refuses', () => {
  it('results that do not add up or say another thing than the numbers', async () => {
    const { id } = await waiting();
    expect(await refused(record(id, 'conditional', '7', '2'))).toEqual(['trade.lines_refused', '/passedQty trade.sum_differs']);
    expect(await refused(record(id, 'conditional', '7.5', '2.5'))).toEqual(['trade.lines_refused', '/passedQty trade.quantity_refused']);
    expect(await refused(record(id, 'passed', '7', '3'))).toEqual(['trade.lines_refused', '/result trade.result_differs']);
    expect(await refused(record(id, 'failed', '10', '0'))).toEqual(['trade.lines_refused', '/result trade.result_differs']);
    await record(id, 'passed', '10', '0');
    expect(await refused(record(id, 'passed', '10', '0'))).toEqual(['trade.invalid_transition']);
  });

  it('a decision before the result, for more than is left, or the release of what failed', async () => {
    const { id, item } = await waiting();
    expect(await refused(dispose(id, [{ action: 'release', qty: '1' }]))).toEqual(['trade.invalid_transition']);
    await record(id, 'failed', '4', '6');
    expect(await refused(dispose(id, [{ action: 'release', qty: '5' }]))).toEqual(['trade.lines_refused', '/lines/0/qty trade.too_much']);
    expect(
      await refused(
        dispose(id, [
          { action: 'release', qty: '4' },
          { action: 'scrap', qty: '7' },
        ]),
      ),
    ).toEqual(['trade.lines_refused', '/lines/1/qty trade.too_much']);
    expect(await refused(dispose(id, [{ action: 'scrap', qty: '0.5' }]))).toEqual(['trade.lines_refused', '/lines/0/qty inventory.quantity_refused']);
    expect(await buckets(item.id)).toEqual({ qc: '10' });
  });

  it('the same operation twice', async () => {
    const { id, item } = await waiting();
    await record(id, 'conditional', '5', '5');
    const op = uuidV7();
    const lines = [
      { action: 'release', qty: '1' },
      { action: 'scrap', qty: '1', reasonCode: 'SCR-MATERIAL' },
    ];
    await dispose(id, lines, op);
    expect(await refused(dispose(id, lines, op))).toEqual(['operation.duplicate']);
    expect(await buckets(item.id)).toEqual({ available: '1', qc: '8' });
  });

  it('people of other warehouses', async () => {
    const { id, warehouse } = await waiting();
    const inspector = personWith(['inspection.read']);
    const see = (warehouses: string[]) => refused(bed.transaction((tx) => inspections.get(tx, id), inspector, { ...NO_SCOPE, warehouses }));
    expect([await see([warehouse.id]), await see(['999999'])]).toEqual(['was not refused', ['trade.document_not_found']]);
  });
});
