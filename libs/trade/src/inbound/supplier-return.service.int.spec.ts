import { aLotItem, aPartner, aSerialItem, anItem, standardReasons } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { clerk, onHand, receive } from '@anwen/inventory/testing';
import { uuidV7, type AppError } from '@anwen/kernel';
import { aDock, inbound } from './testing';

const { returns } = inbound;
let bed: TestDatabase;
beforeAll(async () => {
  bed = await TestDatabase.create();
  await bed.transaction(standardReasons);
});
afterAll(() => bed.drop());

const refused = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'was not refused',
    (e: AppError) => [e.code, ...(e.data.errors ?? []).map((one) => `${one.pointer} ${one.code}`)],
  );
const aStore = () =>
  bed.transaction(async (tx) => {
    const { warehouse, bins } = await aDock(tx);
    const [plain, lot, serial] = [await anItem(tx), await aLotItem(tx), await aSerialItem(tx)];
    const bin = bins[0]!.code;
    await receive(tx, { itemCode: plain.code, qty: '10', toLocation: bin, status: 'damaged' });
    await receive(tx, { itemCode: lot.code, qty: '5.5', lot: 'L', expiresOn: '2099-01-01', toLocation: bin });
    await receive(tx, { itemCode: serial.code, qty: '2', serials: ['R1', 'R2'], toLocation: bin });
    return { warehouse, bin, plain, lot, serial, supplier: await aPartner(tx) };
  });

describe('a return to the supplier', () => {
  it('takes goods of any bucket, lot and serial number out of stock when it is shipped, once', async () => {
    const { warehouse, bin, plain, lot, serial, supplier } = await aStore();
    const lines = [
      { itemCode: plain.code, qty: '4', location: bin, status: 'damaged' as const, reasonCode: 'RET-DEFECT' },
      { itemCode: lot.code, qty: '0.5', location: bin, lot: 'L', reasonCode: 'RET-EXCESS' },
      { itemCode: serial.code, qty: '1', location: bin, serials: ['R2'], reasonCode: 'RET-WRONG' },
    ];
    const draft = await bed.transaction((tx) => returns.create(tx, clerk, { supplier: supplier.code, warehouse: warehouse.code, lines }));
    expect(draft).toMatchObject({ state: 'draft', lineCount: 3, legal: ['ship', 'cancel'], postingId: null });
    const op = uuidV7();
    const ship = () => bed.transaction((tx) => returns.ship(tx, clerk, draft.number, { clientOpId: op }));
    expect(await ship()).toMatchObject({ state: 'shipped', legal: [], postingId: expect.any(String) });
    expect(await refused(ship())).toEqual(['operation.duplicate']);
    const left = async (code: string) => bed.transaction((tx) => onHand(tx, code, bin));
    expect([await left(plain.code), await left(lot.code), await left(serial.code)]).toEqual(['6', '5', '1']);
    expect(await refused(bed.transaction((tx) => returns.cancel(tx, clerk, draft.id)))).toEqual(['trade.invalid_transition']);
  });

  it('says all that is wrong at once, and at the door what is not there', async () => {
    const { warehouse, bin, plain, supplier } = await aStore();
    const create = (line: object) =>
      bed.transaction((tx) =>
        returns.create(tx, clerk, {
          supplier: supplier.code,
          warehouse: warehouse.code,
          lines: [{ itemCode: plain.code, qty: '1', location: bin, reasonCode: 'RET-DEFECT', ...line }],
        }),
      );
    expect(await refused(create({ itemCode: 'NO', reasonCode: 'ADJ-FOUND' }))).toEqual([
      'trade.lines_refused',
      '/lines/0/itemCode trade.reference_unknown',
      '/lines/0/reasonCode trade.reason_unknown',
    ]);
    const draft = await create({ qty: '11', status: 'damaged' });
    expect(await refused(bed.transaction((tx) => returns.ship(tx, clerk, draft.id, {})))).toEqual(['inventory.insufficient_stock']);
    expect(await bed.transaction((tx) => returns.cancel(tx, clerk, draft.id))).toMatchObject({ state: 'cancelled', legal: [] });
  });
});
