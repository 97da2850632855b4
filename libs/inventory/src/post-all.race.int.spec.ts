import { aLocation, aWarehouse, anItem } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { AppError, uuidV7 } from '@anwen/kernel';
import { verifyLedger } from './proof.service';
import type { PostStockDto } from './stock.dto';
import { clerk, inventory, onHand, receive } from './testing';

const { stock } = inventory;
const CLIENTS = 12;
let bed: TestDatabase;
beforeAll(async () => {
  bed = await TestDatabase.create({ poolSize: CLIENTS });
});
afterAll(() => bed.drop());

/** A bin with 1000 of each of some items, whose ids grow with their place in the list. */
const aStock = (items: number) =>
  bed.transaction(async (tx) => {
    const warehouse = await aWarehouse(tx);
    const bin = (await aLocation(tx, { warehouse: warehouse.code })).code;
    const other = (await aLocation(tx, { warehouse: warehouse.code })).code;
    const codes: string[] = [];
    for (let i = 0; i < items; i++) codes.push((await anItem(tx)).code);
    for (const itemCode of codes) await receive(tx, { itemCode, qty: '1000', toLocation: bin, unitCost: '2' });
    return { bin, other, codes };
  });
const use = (itemCode: string, fromLocation: string, qty = '1'): { input: PostStockDto } => ({
  input: { type: 'backflush', docType: 'work_order', docRef: 'WO-1', lines: [{ itemCode, qty, fromLocation }] },
});
const make = (itemCode: string, toLocation: string, qty = '1'): { input: PostStockDto } => ({
  input: { type: 'produce', docType: 'work_order', docRef: 'WO-1', lines: [{ itemCode, qty, toLocation }] },
});
const there = (code: string, bin: string) => bed.transaction((tx) => onHand(tx, code, bin));
const proven = async () => expect((await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0)).toEqual([]);
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: AppError) => error.code,
  );

describe('postings that are made together', () => {
  it('answer in the order in which they were given, each with its own lines', async () => {
    const { bin, codes } = await aStock(2);
    const ids = [uuidV7(), uuidV7()];
    const parts = [use(codes[1]!, bin, '3'), make(codes[0]!, bin, '2')].map((part, i) => ({ input: { ...part.input, clientOpId: ids[i]! } }));
    const done = await bed.transaction((tx) => stock.postAll(tx, clerk, parts));
    expect(done.map((p) => [p.clientOpId, p.type, p.lines.map((l) => `${l.itemCode} ${l.qty}`)])).toEqual([
      [ids[0], 'BACKFLUSH', [`${codes[1]} 3`]],
      [ids[1], 'PRODUCE', [`${codes[0]} 2`]],
    ]);
  });

  it('take effect one after the other: what the first brings, the second may use', async () => {
    const { bin, other, codes } = await aStock(1);
    await bed.transaction((tx) => stock.postAll(tx, clerk, [make(codes[0]!, other, '5'), use(codes[0]!, other, '5')]));
    expect(await there(codes[0]!, other)).toBe('0');
    expect(await codeOf(bed.transaction((tx) => stock.postAll(tx, clerk, [use(codes[0]!, other, '5'), make(codes[0]!, other, '5')])))).toBe(
      'inventory.insufficient_stock',
    );
    expect(await there(codes[0]!, bin)).toBe('1000');
    await proven();
  });

  it('are refused as a whole by the refusal of one', async () => {
    const { bin, codes } = await aStock(3);
    const parts = [use(codes[0]!, bin, '1'), make(codes[1]!, bin, '1'), use(codes[2]!, bin, '1001')];
    expect(await codeOf(bed.transaction((tx) => stock.postAll(tx, clerk, parts)))).toBe('inventory.insufficient_stock');
    expect(await Promise.all(codes.map((code) => there(code, bin)))).toEqual(['1000', '1000', '1000']);
    const twin = { input: { ...parts[1]!.input, clientOpId: uuidV7() } };
    await bed.transaction((tx) => stock.postAll(tx, clerk, [twin]));
    expect(await codeOf(bed.transaction((tx) => stock.postAll(tx, clerk, [parts[0]!, twin])))).toBe('operation.duplicate');
    expect(await there(codes[0]!, bin)).toBe('1000');
    await proven();
  });

  it('undo and make anew in one go, also what only the undoing makes possible', async () => {
    const { bin, codes } = await aStock(2);
    const [used] = await bed.transaction((tx) => stock.postAll(tx, clerk, [use(codes[0]!, bin, '1000')]));
    const input = { hasDocument: true, ofDocument: true } as const;
    const done = await bed.transaction((tx) => stock.postAll(tx, clerk, [{ reverses: used!.id, input }, use(codes[0]!, bin, '900')]));
    expect(done.map((p) => p.type)).toEqual(['REVERSAL', 'BACKFLUSH']);
    expect(await there(codes[0]!, bin)).toBe('100');
    const again = bed.transaction((tx) => stock.postAll(tx, clerk, [make(codes[1]!, bin, '1'), { reverses: used!.id, input }]));
    expect(await codeOf(again)).toBe('inventory.already_reversed');
    expect(await there(codes[1]!, bin)).toBe('1000');
    expect(await codeOf(bed.transaction((tx) => stock.postAll(tx, clerk, [{ reverses: done[1]!.id, input: {} }])))).toBe('inventory.belongs_to_document');
    await proven();
  });

  it('never deadlock, neither against each other nor against moves of the same items', async () => {
    const before = await bed.deadlocks();
    const { bin, other, codes } = await aStock(4);
    const report = (n: number) => {
      // The product of one is the component of the next: two postings one after the other would meet crosswise.
      const [a, b] = [codes[n % 4]!, codes[(n + 3) % 4]!];
      return bed.transaction((tx) => stock.postAll(tx, clerk, [use(a, bin), make(b, bin)]));
    };
    const move = (n: number) => {
      const lines = codes.map((itemCode) => ({ itemCode, qty: '1', fromLocation: bin, toLocation: other }));
      return bed.transaction((tx) => stock.post(tx, clerk, { type: 'transfer', lines: n % 2 ? lines : [...lines].reverse() }));
    };
    const correct = async (n: number) => {
      const done = await report(n);
      const input = { hasDocument: true, ofDocument: true } as const;
      await bed.transaction((tx) => stock.postAll(tx, clerk, [...done.map((p) => ({ reverses: p.id, input })).reverse(), use(codes[(n + 1) % 4]!, bin)]));
    };
    await Promise.all(
      Array.from({ length: CLIENTS }, async (_, client) => {
        for (let n = 0; n < 12; n++) await [report, move, correct][client % 3]!(client + n);
      }),
    );
    expect(await bed.deadlocks()).toBe(before);
    await proven();
  });
});
