import { aSerialItem, anItem } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { verifyLedger } from '@anwen/inventory';
import { clerk, receive } from '@anwen/inventory/testing';
import type { AppError } from '@anwen/kernel';
import type { ReceiptLineInput } from './receipt.dto';
import type { CreatePurchaseOrderDto } from './purchase-order.dto';
import { aDock, aPurchaseOrder, aReceipt, inbound } from './testing';

const { orders, receipts } = inbound;
let bed: TestDatabase;
beforeAll(async () => {
  bed = await TestDatabase.create();
});
afterAll(() => bed.drop());
afterEach(async () => {
  expect((await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0)).toEqual([]);
});

const errorsOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'was not refused',
    (e: AppError) => e.data.errors ?? e,
  );
type Item = Awaited<ReturnType<typeof anItem>>;

/** An order of one item, and a receipt for it. */
const ordered = (make: Parameters<typeof anItem>[1], line: Partial<CreatePurchaseOrderDto['lines'][number]>, head: Partial<CreatePurchaseOrderDto> = {}) =>
  bed.transaction(async (tx) => {
    const { warehouse, dock, bins } = await aDock(tx);
    const item: Item = await anItem(tx, make);
    const order = await aPurchaseOrder(tx, { ...head, warehouse: warehouse.code, lines: [{ itemCode: item.code, qty: '3', ...line }] });
    return { item, dock, bins, order, receipt: (await aReceipt(tx, { purchaseOrder: order.id, dock: dock.code })).id };
  });
const confirm = (id: string, lines: ReceiptLineInput[]) => bed.transaction((tx) => receipts.confirmLines(tx, clerk, id, { lines }));
const received = async (id: string) => {
  const { state, lines } = await bed.transaction((tx) => orders.get(tx, clerk, id));
  return [state, lines[0]!.receivedQty];
};
const valueOf = async (item: { id: string }) =>
  (
    await bed.transaction((tx) =>
      tx.query(`SELECT trim_scale(qty)::text AS qty, trim_scale(value)::text AS value FROM inventory_value WHERE item_id = $1`, [item.id]),
    )
  )[0];

/** A box of two thirds of a kilogram. */
const BOXED = { baseUom: 'KGM', qtyScale: 3, uoms: [{ uom: 'BX', num: '2', den: '3' }] };

describe('an order in a unit whose factor is a fraction', () => {
  it('is received box by box until it is complete', async () => {
    const { item, order, receipt } = await ordered(BOXED, { uom: 'BX', tolerancePct: '0' });
    expect(order.lines[0]).toMatchObject({ qtyBase: '2' });
    for (let i = 0; i < 3; i++) await confirm(receipt, [{ itemCode: item.code, qty: '1', uom: 'BX' }]);
    const { lines } = await bed.transaction((tx) => receipts.get(tx, receipt));
    expect(lines.map((line) => [line.receivedQty, line.enteredQty, line.uom])).toEqual([
      ['0.667', '1', 'BX'],
      ['0.667', '1', 'BX'],
      ['0.666', '1', 'BX'],
    ]);
    expect(await received(order.id)).toEqual(['received', '2']);
    expect(await errorsOf(confirm(receipt, [{ itemCode: item.code, qty: '1', uom: 'BX' }]))).toMatchObject([{ code: 'trade.over_tolerance' }]);
  });

  it('is received box by box in one call, and again after a line was taken back', async () => {
    const { item, order, receipt } = await ordered(BOXED, { uom: 'BX', tolerancePct: '0' });
    const box = { itemCode: item.code, qty: '1', uom: 'BX' };
    const done = await confirm(receipt, [box, box, box]);
    expect(await received(order.id)).toEqual(['received', '2']);
    await bed.transaction((tx) => receipts.reverseLine(tx, clerk, { receipt, line: done.lines[0]!.id }, {}));
    expect(await received(order.id)).toEqual(['partially_received', '1.333']);
    await confirm(receipt, [box]);
    expect(await received(order.id)).toEqual(['received', '2']);
  });

  it('takes what its tolerance allows in boxes', async () => {
    const { item, order, receipt } = await ordered(BOXED, { qty: '30', uom: 'BX', tolerancePct: '10' });
    const box = { itemCode: item.code, qty: '1', uom: 'BX' };
    await confirm(
      receipt,
      Array.from({ length: 33 }, () => box),
    );
    expect((await received(order.id))[0]).toBe('received');
    expect(await errorsOf(confirm(receipt, [box]))).toMatchObject([{ code: 'trade.over_tolerance' }]);
  });

  it('is not rounded away when the factor has changed since it was ordered', async () => {
    const { item, order, receipt } = await ordered({ uoms: [{ uom: 'BX', num: '12', den: '1' }] }, { qty: '10', uom: 'BX', tolerancePct: '0' });
    await confirm(receipt, [{ itemCode: item.code, qty: '5', uom: 'BX' }]);
    await bed.transaction((tx) => tx.query('UPDATE item_uoms SET num = 10 WHERE item_id = $1', [item.id]));
    await confirm(receipt, [{ itemCode: item.code, qty: '5', uom: 'BX' }]);
    expect(await received(order.id)).toEqual(['partially_received', '110']);
  });

  it('names what may still come in digits that the item has', async () => {
    const { item, receipt } = await ordered({}, { qty: '3', tolerancePct: '10' });
    const errors = await errorsOf(confirm(receipt, [{ itemCode: item.code, qty: '4' }]));
    expect(errors).toMatchObject([{ code: 'trade.over_tolerance', params: { most: '3' } }]);
  });
});

describe('the value of what comes in', () => {
  it('leaves again as it came when one line of several is taken back', async () => {
    const { item, dock, bins, receipt } = await ordered({}, { qty: '5', price: '3' });
    await bed.transaction((tx) => receive(tx, { itemCode: item.code, qty: '10', unitCost: '1', toLocation: bins[0]!.code }));
    const done = await confirm(receipt, [
      { itemCode: item.code, qty: '3' },
      { itemCode: item.code, qty: '2' },
    ]);
    expect([await valueOf(item), dock.code]).toEqual([{ qty: '15', value: '25' }, dock.code]);
    await bed.transaction((tx) => receipts.reverseLine(tx, clerk, { receipt, line: done.lines[1]!.id }, {}));
    expect(await valueOf(item)).toEqual({ qty: '13', value: '19' });
    await bed.transaction((tx) => receipts.reverseLine(tx, clerk, { receipt, line: done.lines[0]!.id }, {}));
    expect(await valueOf(item)).toEqual({ qty: '10', value: '10' });
  });

  it('leaves again as it came, serial number by serial number', async () => {
    const { dock, bins, items } = await bed.transaction(async (tx) => ({ ...(await aDock(tx)), items: [await aSerialItem(tx), await anItem(tx)] as const }));
    const [serial, plain] = items;
    await bed.transaction((tx) => receive(tx, { itemCode: serial.code, qty: '1', serials: ['OLD'], unitCost: '1', toLocation: bins[0]!.code }));
    const { receipt } = await bed.transaction(async (tx) => {
      const { warehouse } = (await aReceipt(tx, { dock: dock.code })) as { warehouse: { code: string } };
      const lines = [
        { itemCode: plain.code, qty: '1', price: '9' },
        { itemCode: serial.code, qty: '2', price: '4' },
      ];
      const order = await aPurchaseOrder(tx, { warehouse: warehouse.code, lines });
      return { receipt: (await aReceipt(tx, { purchaseOrder: order.id, dock: dock.code })).id };
    });
    const done = await confirm(receipt, [
      { itemCode: plain.code, qty: '1' },
      { itemCode: serial.code, qty: '2', serials: ['B', 'A'] },
    ]);
    await bed.transaction((tx) => receipts.reverseLine(tx, clerk, { receipt, line: done.lines[1]!.id }, {}));
    expect(await valueOf(serial)).toEqual({ qty: '1', value: '1' });
  });

  it('is the standard cost while there is neither a price in our currency nor an average', async () => {
    for (const head of [{ currency: 'USD' }, {}]) {
      const { item, receipt } = await ordered({ standardCost: '4' }, { qty: '5', ...(head.currency ? { price: '7' } : {}) }, head);
      await confirm(receipt, [{ itemCode: item.code, qty: '2' }]);
      expect(await valueOf(item)).toEqual({ qty: '2', value: '8' });
      // From now on the average stays as it is, whatever the standard says.
      await bed.transaction((tx) => tx.query('UPDATE items SET standard_cost = 100 WHERE id = $1', [item.id]));
      await confirm(receipt, [{ itemCode: item.code, qty: '1' }]);
      expect(await valueOf(item)).toEqual({ qty: '3', value: '12' });
    }
  });
});
