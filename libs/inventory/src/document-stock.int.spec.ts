import { TestDatabase } from '@anwen/database/testing';
import { AppError } from '@anwen/kernel';
import { aSmallStore, clerk, inventory, onHand, receive } from './testing';

const { stock, allocation, reservations } = inventory;
let bed: TestDatabase;
beforeAll(async () => {
  bed = await TestDatabase.create();
});
afterAll(() => bed.drop());

const refusal = async (work: Promise<unknown>): Promise<{ code: string; params: unknown }> => {
  const error = (await work.then(
    () => new Error('not refused'),
    (e: unknown) => e,
  )) as AppError;
  return { code: error.code, params: error.data };
};
const belongs = (docType: string, docRef: string) => ({
  code: 'inventory.belongs_to_document',
  params: expect.objectContaining({ docType, docRef }) as unknown,
});

describe('what belongs to a document is done there', () => {
  it('promises of documents are neither made, used up nor given back by hand', async () => {
    const { plain, binA, warehouse } = await bed.transaction(aSmallStore);
    await bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty: '10', toLocation: binA.code }));
    const want = { ownerType: 'shipment_line', ownerRef: 'line-1', itemId: plain.id, qty: '4', warehouseId: warehouse.id };
    const [made] = await bed.transaction((tx) => allocation.allocate(tx, clerk, [want], { partial: false }));
    const { reservationId } = made!.parts[0]!;
    const line = { itemCode: plain.code, qty: '4', fromLocation: binA.code, reservationId };
    expect(await refusal(bed.transaction((tx) => stock.post(tx, clerk, { type: 'issue', lines: [line] })))).toEqual(belongs('shipment_line', 'line-1'));
    expect(await refusal(bed.transaction((tx) => reservations.release(tx, clerk, reservationId)))).toEqual(belongs('shipment_line', 'line-1'));
    const reserve = { ownerType: 'shipment_line', ownerRef: 'line-1', itemCode: plain.code, qty: '1' };
    expect(await refusal(bed.transaction((tx) => reservations.reserve(tx, clerk, reserve)))).toEqual(belongs('shipment_line', 'line-1'));
    await bed.transaction((tx) => stock.post(tx, clerk, { type: 'ship', docType: 'shipment', docRef: 'DN-1', lines: [line] }));
    expect(await bed.transaction((tx) => onHand(tx, plain.code, binA.code))).toBe('6');
  });

  it('postings of documents are not reversed behind their back, nor made in their name', async () => {
    const { plain, binA } = await bed.transaction(aSmallStore);
    const arrival = { type: 'receipt' as const, docType: 'receipt', docRef: 'GR-1', lines: [{ itemCode: plain.code, qty: '5', toLocation: binA.code }] };
    expect(await refusal(bed.transaction((tx) => stock.post(tx, clerk, arrival)))).toEqual(belongs('receipt', 'GR-1'));
    const posted = await bed.transaction((tx) => stock.post(tx, clerk, arrival, { ofDocument: true }));
    expect(await refusal(bed.transaction((tx) => stock.reverse(tx, clerk, posted.id, {})))).toEqual(belongs('receipt', 'GR-1'));
    await bed.transaction((tx) => stock.reverse(tx, clerk, posted.id, { ofDocument: true }));
    expect(await bed.transaction((tx) => onHand(tx, plain.code, binA.code))).toBe('0');
  });

  it('what people post themselves stays theirs', async () => {
    const { plain, binA } = await bed.transaction(aSmallStore);
    const lines = [{ itemCode: plain.code, qty: '5', toLocation: binA.code }];
    const posted = await bed.transaction((tx) => stock.post(tx, clerk, { type: 'receipt', docType: 'maintenance', docRef: 'MT-1', lines }));
    await bed.transaction((tx) => stock.reverse(tx, clerk, posted.id, {}));
    expect(await bed.transaction((tx) => onHand(tx, plain.code, binA.code))).toBe('0');
  });
});
