import { aLocation, aLotItem, aSerialItem, anItem } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { verifyLedger } from '@anwen/inventory';
import { clerk, onHand, personWith } from '@anwen/inventory/testing';
import { NO_SCOPE, uuidV7, type AppError, type Scope } from '@anwen/kernel';
import { dayAfter } from './receipt.rules';
import type { ReceiptLineInput } from './receipt.dto';
import { aDock, aPurchaseOrder, aReceipt, inbound } from './testing';

const { orders, receipts, inspections, putaway } = inbound;
let bed: TestDatabase;
beforeAll(async () => {
  bed = await TestDatabase.create();
});
afterAll(() => bed.drop());
afterEach(async () => {
  expect((await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0)).toEqual([]);
});

const refusal = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => {
      throw new Error('was not refused');
    },
    (e: AppError) => e,
  );
const refused = async (work: Promise<unknown>): Promise<unknown> => {
  const error = await refusal(work);
  return [error.code, ...(error.data.errors ?? []).map((e) => `${e.pointer} ${e.code}`)];
};
const TODAY = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** An order of 10 of one item, its dock, and a receipt for it. */
const aDelivery = (given: { tolerancePct?: string; qc?: boolean } = {}) =>
  bed.transaction(async (tx) => {
    const { warehouse, dock, bins } = await aDock(tx);
    const item = await anItem(tx, given.qc ? { qcOnReceipt: true } : {});
    const { tolerancePct = '0' } = given;
    const order = await aPurchaseOrder(tx, { warehouse: warehouse.code, lines: [{ itemCode: item.code, qty: '10', price: '2', tolerancePct }] });
    const receipt = await aReceipt(tx, { purchaseOrder: order.number, dock: dock.code });
    return { warehouse, dock, bins, item, order, receipt };
  });
const confirm = (id: string, lines: ReceiptLineInput[], clientOpId?: string) =>
  bed.transaction((tx) => receipts.confirmLines(tx, clerk, id, { lines, ...(clientOpId ? { clientOpId } : {}) }));
const orderState = async (id: string) => {
  const { state, lines } = await bed.transaction((tx) => orders.get(tx, clerk, id));
  return [state, ...lines.map((l) => `${l.receivedQty}/${l.rejectedQty}`)];
};

describe('a delivery', () => {
  it('goes from the dock to the bins, moves its order on and is closed when nothing is left to do', async () => {
    const { dock, bins, item, order, receipt } = await aDelivery();
    expect(receipt).toMatchObject({ state: 'draft', legal: ['receive', 'cancel'], expected: [{ openQty: '10', item: { code: item.code } }] });
    const first = await confirm(receipt.id, [{ poLineId: order.lines[0]!.id, qty: '4', rejectedQty: '1' }]);
    expect(first).toMatchObject({ state: 'receiving', lineCount: 1, putaway: { open: 1, done: 0 }, expected: [{ openQty: '6' }] });
    expect(first.lines).toMatchObject([{ receivedQty: '4', rejectedQty: '1', status: 'available', reversedAt: null, receivedBy: clerk.name }]);
    expect([await orderState(order.id), await bed.transaction((tx) => onHand(tx, item.code, dock.code))]).toEqual([['partially_received', '4/1'], '4']);
    await confirm(receipt.number, [{ itemCode: item.code, qty: '6' }]);
    expect(await orderState(order.id)).toEqual(['received', '10/1']);
    expect(await bed.transaction((tx) => receipts.finish(tx, clerk, receipt.id))).toMatchObject({ state: 'putaway', legal: ['reverse'] });
    const tasks = (await bed.transaction((tx) => putaway.list(tx, clerk, { limit: 10, receipt: receipt.number, state: 'open' }))).items;
    expect(tasks.map((t) => [t.qty, t.suggested?.code, t.suggestedWhy.code])).toEqual([
      ['6', bins[0]!.code, 'same_item'],
      ['4', bins[0]!.code, 'empty'],
    ]);
    for (const task of tasks) await bed.transaction((tx) => putaway.confirm(tx, clerk, task.id, { location: bins[0]!.code }));
    expect(await bed.transaction((tx) => receipts.get(tx, receipt.id))).toMatchObject({ state: 'closed', legal: [], putaway: { open: 0, done: 2 } });
    expect(await bed.transaction((tx) => onHand(tx, item.code, bins[0]!.code))).toBe('10');
  });

  it('enters stock at the price of the order', async () => {
    const { item, order, receipt } = await aDelivery();
    await confirm(receipt.id, [{ poLineId: order.lines[0]!.id, qty: '5' }]);
    const [value] = await bed.transaction((tx) => tx.query(`SELECT qty::text, value::text FROM inventory_value WHERE item_id = $1`, [item.id]));
    expect(value).toEqual({ qty: '5.000000', value: '10.0000' });
  });

  it('may exceed the order by the tolerance and by nothing more, line by line and call by call', async () => {
    const { order, receipt } = await aDelivery({ tolerancePct: '20' });
    const line = { poLineId: order.lines[0]!.id };
    await confirm(receipt.id, [{ ...line, qty: '9' }]);
    const two = [
      { ...line, qty: '2' },
      { ...line, qty: '2' },
    ];
    expect(await refused(confirm(receipt.id, two))).toEqual(['trade.lines_refused', '/lines/1/qty trade.over_tolerance']);
    await confirm(receipt.id, [{ ...line, qty: '3' }]);
    expect(await orderState(order.id)).toEqual(['received', '12/0']);
    expect(await refused(confirm(receipt.id, [{ ...line, qty: '1' }]))).toEqual(['trade.lines_refused', '/lines/0/qty trade.over_tolerance']);
    const beyond = bed.transaction((tx) => tx.query('UPDATE purchase_order_lines SET received_qty = 12.000001 WHERE received_qty = 12'));
    await expect(beyond).rejects.toThrow(/check/);
  });

  it('without an order takes anything, for a supplier or none', async () => {
    const { dock, warehouse } = await bed.transaction((tx) => aDock(tx));
    const item = await bed.transaction((tx) => anItem(tx, { uoms: [{ uom: 'BX', num: '6', den: '1' }] }));
    const receipt = await bed.transaction((tx) => aReceipt(tx, { dock: dock.code, deliveryNote: 'DN-7' }));
    expect(receipt).toMatchObject({ supplier: null, purchaseOrder: null, expected: [], warehouse: { code: warehouse.code } });
    const done = await confirm(receipt.id, [{ itemCode: item.code, qty: '2', uom: 'BX' }]);
    expect(done.lines).toMatchObject([{ receivedQty: '12', enteredQty: '2', uom: 'BX' }]);
    expect(await refused(confirm(receipt.id, [{ qty: '1' }, { poLineId: uuidV7(), qty: '1' }]))).toEqual([
      'trade.lines_refused',
      '/lines/0/itemCode trade.line_unnamed',
      '/lines/1/poLineId trade.line_unknown',
    ]);
  });

  it('of which all was refused at the door posts nothing and tells the order', async () => {
    const { order, receipt, dock, item } = await aDelivery();
    const done = await confirm(receipt.id, [{ poLineId: order.lines[0]!.id, qty: '0', rejectedQty: '10' }]);
    expect(done.lines).toMatchObject([{ receivedQty: '0', rejectedQty: '10', postingId: null }]);
    expect([await orderState(order.id), await bed.transaction((tx) => onHand(tx, item.code, dock.code))]).toEqual([['approved', '0/10'], '0']);
    expect(await bed.transaction((tx) => receipts.finish(tx, clerk, receipt.id))).toMatchObject({ state: 'closed' });
  });

  it('tells everything that is wrong with a thousand lines in one answer, ours and the core’s, and changes nothing', async () => {
    const { dock, item, lot, other } = await bed.transaction(async (tx) => ({
      ...(await aDock(tx)),
      item: await anItem(tx),
      lot: await aLotItem(tx, { minRemainingDaysIn: 20 }),
      other: await aLocation(tx),
    }));
    const receipt = await bed.transaction((tx) => aReceipt(tx, { dock: dock.code }));
    const lines: ReceiptLineInput[] = Array.from({ length: 1000 }, () => ({ itemCode: item.code, qty: '1' }));
    lines[1] = { itemCode: item.code, qty: '0', rejectedQty: '1' };
    lines[3] = { itemCode: 'NO-SUCH', qty: '1' };
    lines[5] = { itemCode: lot.code, qty: '1.5', lot: 'L-1', expiresOn: dayAfter(TODAY, 19) };
    lines[7] = { itemCode: lot.code, qty: '1.5' };
    lines[500] = { itemCode: item.code, qty: '0.5' };
    lines[998] = { itemCode: item.code, qty: '1', toLocation: other.code };
    lines[999] = { itemCode: item.code, qty: '1', uom: 'KGM' };
    expect(await refused(confirm(receipt.id, lines))).toEqual([
      'trade.lines_refused',
      '/lines/3/itemCode inventory.item_unknown',
      '/lines/5/expiresOn trade.life_too_short',
      '/lines/7/lot inventory.lot_required',
      '/lines/500/qty inventory.quantity_refused',
      '/lines/998/toLocation trade.location_refused',
      '/lines/999/uom inventory.uom_unknown',
    ]);
    expect([await bed.transaction((tx) => onHand(tx, item.code, dock.code)), (await bed.transaction((tx) => receipts.get(tx, receipt.id))).lineCount]).toEqual([
      '0',
      0,
    ]);
    // Ours alone: the core has posted by then, and all of it is undone.
    expect(await refused(confirm(receipt.id, [{ itemCode: item.code, qty: '1' }, lines[998]!]))).toEqual([
      'trade.lines_refused',
      '/lines/1/toLocation trade.location_refused',
    ]);
    expect(await bed.transaction((tx) => onHand(tx, item.code, dock.code))).toBe('0');
  });

  it('keeps lot, supplier lot and expiry, and takes nothing that is too old', async () => {
    const { dock, lot, order } = await bed.transaction(async (tx) => {
      const { warehouse, dock } = await aDock(tx);
      const lot = await aLotItem(tx, { minRemainingDaysIn: 10 });
      return { dock, lot, order: await aPurchaseOrder(tx, { warehouse: warehouse.code, lines: [{ itemCode: lot.code, qty: '10.5' }] }) };
    });
    const receipt = await bed.transaction((tx) => aReceipt(tx, { purchaseOrder: order.id, dock: dock.code }));
    const soon = dayAfter(TODAY, 10);
    const done = await confirm(receipt.id, [{ itemCode: lot.code, qty: '5.5', lot: 'L-1', supplierLot: 'S-77', expiresOn: soon }]);
    expect(done.lines).toMatchObject([{ lot: { code: 'L-1', expiresOn: soon }, supplierLot: 'S-77', expiresOn: soon }]);
    const [kept] = await bed.transaction((tx) =>
      tx.query(`SELECT l.supplier_lot, p.code FROM lots l JOIN partners p ON p.id = l.supplier_id WHERE l.item_id = $1`, [lot.id]),
    );
    expect(kept).toEqual({ supplier_lot: 'S-77', code: order.supplier.code });
    await confirm(receipt.id, [{ itemCode: lot.code, qty: '1', lot: 'L-1', supplierLot: 'OTHER' }]);
    expect(await bed.transaction((tx) => tx.query(`SELECT supplier_lot FROM lots WHERE item_id = $1`, [lot.id]))).toEqual([{ supplier_lot: 'S-77' }]);
    expect(await refused(confirm(receipt.id, [{ itemCode: lot.code, qty: '1', lot: 'L-2', madeOn: dayAfter(TODAY, -25) }]))).toEqual([
      'trade.lines_refused',
      '/lines/0/expiresOn trade.life_too_short',
    ]);
  });

  it('of pieces with serial numbers makes a task for each piece', async () => {
    const { dock, bins } = await bed.transaction((tx) => aDock(tx));
    const item = await bed.transaction((tx) => aSerialItem(tx));
    const receipt = await bed.transaction((tx) => aReceipt(tx, { dock: dock.code }));
    const done = await confirm(receipt.id, [{ itemCode: item.code, qty: '2', serials: ['S2', 'S1'] }]);
    expect(done).toMatchObject({ lines: [{ serials: ['S1', 'S2'] }], putaway: { open: 2 } });
    const tasks = (await bed.transaction((tx) => putaway.list(tx, clerk, { limit: 10, receipt: receipt.id }))).items;
    expect(tasks.map((t) => [t.serial?.code, t.qty]).sort()).toEqual([
      ['S1', '1'],
      ['S2', '1'],
    ]);
    await bed.transaction((tx) => putaway.confirm(tx, clerk, tasks[0]!.id, { location: bins[0]!.code }));
    const again = await refusal(confirm(receipt.id, [{ itemCode: item.code, qty: '1', serials: ['S1'] }]));
    expect([again.code, again.status]).toEqual(['inventory.serial_conflict', 409]);
  });

  it('has one effect for one operation, for ever, even when the world has moved on', async () => {
    const { order, receipt } = await aDelivery();
    const op = uuidV7();
    const lines = [{ poLineId: order.lines[0]!.id, qty: '10' }];
    await confirm(receipt.id, lines, op);
    const again = await refusal(confirm(receipt.id, lines, op));
    expect([again.code, again.status, again.data.headers]).toEqual(['operation.duplicate', 409, { Location: `/api/v1/receipts/${receipt.id}` }]);
    await bed.transaction((tx) => receipts.finish(tx, clerk, receipt.id));
    expect((await refusal(confirm(receipt.id, lines, op))).code).toBe('operation.duplicate');
    expect(await orderState(order.id)).toEqual(['received', '10/0']);
    const keyed = { ...clerk, idempotencyKey: op.toUpperCase() };
    expect((await refusal(bed.transaction((tx) => receipts.confirmLines(tx, keyed, receipt.id, { lines })))).code).toBe('operation.duplicate');
  });
});

describe('steps', () => {
  it('are refused where they make no sense', async () => {
    const { order, receipt, item } = await aDelivery();
    expect(await refused(bed.transaction((tx) => receipts.finish(tx, clerk, receipt.id)))).toEqual(['trade.invalid_transition']);
    expect(await refused(bed.transaction((tx) => orders.cancel(tx, clerk, order.id, {})))).toEqual(['trade.receipts_open']);
    await confirm(receipt.id, [{ itemCode: item.code, qty: '1' }]);
    expect(await refused(bed.transaction((tx) => receipts.cancel(tx, clerk, receipt.id)))).toEqual(['trade.invalid_transition']);
    expect(await refused(bed.transaction((tx) => orders.close(tx, clerk, order.id, {})))).toEqual(['trade.receipts_open']);
    await bed.transaction((tx) => receipts.finish(tx, clerk, receipt.id));
    expect(await bed.transaction((tx) => orders.close(tx, clerk, order.id, { reason: '短交結案' }))).toMatchObject({ state: 'closed', legal: [] });
    const late = await refusal(bed.transaction((tx) => aReceipt(tx, { purchaseOrder: order.id, dock: receipt.dock!.code })));
    expect([late.code, late.data.state]).toEqual(['trade.order_not_open', 'closed']);
  });

  it('cancel a receipt into which nothing came', async () => {
    const { receipt, item } = await aDelivery();
    expect(await bed.transaction((tx) => receipts.cancel(tx, clerk, receipt.id))).toMatchObject({ state: 'cancelled', legal: [] });
    expect(await refused(confirm(receipt.id, [{ itemCode: item.code, qty: '1' }]))).toEqual(['trade.invalid_transition']);
  });

  it('begin at a real, open dock of the warehouse', async () => {
    const { order } = await aDelivery();
    const elsewhere = await bed.transaction((tx) => aDock(tx));
    for (const [dock, code] of [
      [elsewhere.dock.code, 'trade.location_refused'],
      ['SUPPLIER', 'trade.location_refused'],
      ['NO-SUCH', 'trade.reference_unknown'],
    ]) {
      expect(await refused(bed.transaction((tx) => aReceipt(tx, { purchaseOrder: order.id, dock: dock! })))).toEqual(['trade.lines_refused', `/dock ${code}`]);
    }
  });
});

describe('taking a line back', () => {
  const reverse = (receipt: string, line: string, clientOpId?: string) =>
    bed.transaction((tx) => receipts.reverseLine(tx, clerk, { receipt, line }, { note: '點錯', ...(clientOpId ? { clientOpId } : {}) }));

  it('undoes stock, value, order and task, once', async () => {
    const { order, receipt, item, dock } = await aDelivery();
    const { lines } = await confirm(receipt.id, [{ itemCode: item.code, qty: '10', rejectedQty: '2' }]);
    const back = await reverse(receipt.id, lines[0]!.id);
    expect(back).toMatchObject({
      state: 'receiving',
      putaway: { open: 0, done: 0 },
      lines: [{ reversedAt: expect.any(String) }],
      expected: [{ openQty: '10' }],
    });
    expect([await orderState(order.id), await bed.transaction((tx) => onHand(tx, item.code, dock.code))]).toEqual([['approved', '0/0'], '0']);
    const [value] = await bed.transaction((tx) => tx.query(`SELECT qty::float, value::float FROM inventory_value WHERE item_id = $1`, [item.id]));
    expect(value).toEqual({ qty: 0, value: 0 });
    expect(await refused(reverse(receipt.id, lines[0]!.id))).toEqual(['trade.line_reversed_already']);
    expect(await bed.transaction((tx) => receipts.finish(tx, clerk, receipt.id))).toMatchObject({ state: 'closed' });
  });

  it('of a call with many lines gives that line back alone', async () => {
    const { receipt, item, dock, order } = await aDelivery();
    const { lines } = await confirm(receipt.id, [
      { itemCode: item.code, qty: '4' },
      { itemCode: item.code, qty: '3' },
    ]);
    await reverse(receipt.number, lines[1]!.id);
    expect([await orderState(order.id), await bed.transaction((tx) => onHand(tx, item.code, dock.code))]).toEqual([['partially_received', '4/0'], '4']);
  });

  it('is too late once the goods are carried or in their bin', async () => {
    const { receipt, item, bins } = await aDelivery();
    const { lines } = await confirm(receipt.id, [{ itemCode: item.code, qty: '4' }]);
    const [task] = (await bed.transaction((tx) => putaway.list(tx, clerk, { limit: 1, receipt: receipt.id }))).items;
    await bed.transaction((tx) => putaway.claim(tx, clerk, task!.id));
    expect(await refused(reverse(receipt.id, lines[0]!.id))).toEqual(['trade.task_taken']);
    await bed.transaction((tx) => putaway.confirm(tx, clerk, task!.id, { location: bins[0]!.code, qty: '1' }));
    await bed.transaction((tx) => putaway.release(tx, clerk, task!.id));
    expect(await refused(reverse(receipt.id, lines[0]!.id))).toEqual(['trade.line_moved_on']);
  });

  it('calls off the inspection, and closes a receipt that has nothing else to do', async () => {
    const { receipt, item } = await aDelivery({ qc: true });
    const { lines, inspections: made } = await confirm(receipt.id, [{ itemCode: item.code, qty: '4' }]);
    expect(await bed.transaction((tx) => receipts.finish(tx, clerk, receipt.id))).toMatchObject({ state: 'received' });
    expect(await reverse(receipt.id, lines[0]!.id)).toMatchObject({ state: 'closed', inspections: [{ state: 'cancelled' }] });
    expect(await refused(bed.transaction((tx) => inspections.record(tx, clerk, made[0]!.id, { result: 'passed', passedQty: '4', failedQty: '0' })))).toEqual([
      'trade.invalid_transition',
    ]);
  });
});

describe('who may', () => {
  it('receives in places of the own scope alone, and sees no receipt of others', async () => {
    const { receipt, item, warehouse } = await aDelivery();
    const here: Scope = { ...NO_SCOPE, warehouses: [warehouse.id] };
    const away: Scope = { ...NO_SCOPE, warehouses: ['999999'] };
    const person = (scope: Scope) => personWith(['receipt.confirm', 'receipt.read'], scope);
    const receive = (scope: Scope) =>
      bed.transaction((tx) => receipts.confirmLines(tx, person(scope), receipt.id, { lines: [{ itemCode: item.code, qty: '1' }] }), person(scope), scope);
    expect(await refused(receive(away))).toEqual(['trade.document_not_found']);
    expect(await receive(here)).toMatchObject({ lineCount: 1 });
    const seen = (scope: Scope) => bed.transaction((tx) => receipts.list(tx, { limit: 10, q: receipt.number }), clerk, scope);
    expect([(await seen(here)).items.length, (await seen(away)).items.length]).toEqual([1, 0]);
  });
});
