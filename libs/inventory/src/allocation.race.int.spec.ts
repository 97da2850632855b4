import { aLocation, anItem } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { AppError, NO_SCOPE, uuidV7, type Id } from '@anwen/kernel';
import { verifyLedger } from './proof.service';
import { aSmallStore, clerk, inventory, personWith, receive } from './testing';

const { allocation, stock } = inventory;
const CLIENTS = 16;
let bed: TestDatabase;
beforeAll(async () => {
  bed = await TestDatabase.create({ poolSize: CLIENTS });
});
afterAll(() => bed.drop());

type Want = Parameters<typeof allocation.allocate>[2][number];
const wants = (item: { id: Id }, warehouseId: Id, ...qtys: string[]): Want[] =>
  qtys.map((qty) => ({ ownerType: 'shipment_line', ownerRef: uuidV7(), itemId: item.id, qty, warehouseId }));
const reservedOf = async (item: { id: Id }): Promise<string> =>
  (
    await bed.transaction((tx) => tx.query<{ q: string }>('SELECT trim_scale(sum(reserved))::text AS q FROM inventory_balance WHERE item_id = $1', [item.id]))
  )[0]!.q;
const proven = async (): Promise<void> => expect((await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0)).toEqual([]);

describe('allocating whole documents', () => {
  it('gives two documents that both want everything to one of them (C-2)', async () => {
    const { plain, binA, warehouse } = await bed.transaction(aSmallStore);
    await bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty: '100', toLocation: binA.code }));
    const done = await Promise.allSettled(
      [1, 2].map(() => bed.transaction((tx) => allocation.allocate(tx, clerk, wants(plain, warehouse.id, '100'), { partial: false }))),
    );
    expect(done.map((d) => d.status).sort()).toEqual(['fulfilled', 'rejected']);
    const refusal = done.find((d) => d.status === 'rejected')!.reason as AppError;
    expect(refusal.code).toBe('inventory.insufficient_stock');
    expect(await reservedOf(plain)).toBe('100');
  });

  it('sees an item that is wanted twice in one request (C-3)', async () => {
    const { plain, binA, warehouse } = await bed.transaction(aSmallStore);
    await bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty: '10', toLocation: binA.code }));
    const twice = bed.transaction((tx) => allocation.allocate(tx, clerk, wants(plain, warehouse.id, '6', '6'), { partial: false }));
    await expect(twice).rejects.toMatchObject({
      code: 'inventory.insufficient_stock',
      data: { shortages: [{ itemCode: plain.code, required: '6', available: '4', missing: '2' }] },
    });
    const [first, second] = await bed.transaction((tx) => allocation.allocate(tx, clerk, wants(plain, warehouse.id, '6', '6'), { partial: true }));
    expect([first!.missing, second!.missing]).toEqual(['0', '2']);
    expect(await reservedOf(plain)).toBe('10');
  });

  it('takes what expires first, skips what expires too early, and keeps out of other warehouses and closed places', async () => {
    const { lot, binA, binB, warehouse } = await bed.transaction(aSmallStore);
    await bed.transaction(async (tx) => {
      const closed = await aLocation(tx, { warehouse: warehouse.code, isPickable: false });
      const elsewhere = await aLocation(tx);
      const into = (toLocation: string, code: string, expiresOn: string) => receive(tx, { itemCode: lot.code, qty: '5', toLocation, lot: code, expiresOn });
      await into(binA.code, 'LATE', '2099-12-31');
      await into(binB.code, 'SOON', '2099-06-30');
      await into(binA.code, 'TOO-SOON', '2099-01-31');
      await into(closed.code, 'STAGED', '2099-02-28');
      await into(elsewhere.code, 'AWAY', '2099-02-28');
    });
    const good = wants(lot, warehouse.id, '8').map((w) => ({ ...w, minExpiresOn: '2099-02-01' }));
    const [got] = await bed.transaction((tx) => allocation.allocate(tx, clerk, good, { partial: false }));
    expect(got!.parts.map((p) => [p.locationId, p.qty])).toEqual([
      [binB.id, '5'],
      [binA.id, '3'],
    ]);
    await expect(bed.transaction((tx) => allocation.allocate(tx, clerk, good, { partial: false }))).rejects.toMatchObject({
      code: 'inventory.insufficient_stock',
    });
  });

  it('never promises more than there is, never deadlocks, and a release gives everything back, whoever does it', async () => {
    const before = await bed.deadlocks();
    const { items, warehouse } = await bed.transaction(async (tx) => {
      const store = await aSmallStore(tx);
      const made = [];
      for (let i = 0; i < 4; i++) made.push(await anItem(tx));
      for (const item of made) for (const bin of [store.binA, store.binB]) await receive(tx, { itemCode: item.code, qty: '40', toLocation: bin.code });
      return { items: made, warehouse: store.warehouse };
    });
    const nobody = personWith([]);
    const client = async (n: number): Promise<void> => {
      for (let round = 0; round < 6; round++) {
        const order = items.map((_, i) => items[(i * (n % 2 ? 1 : 3) + n) % items.length]!);
        const asked = order.flatMap((item) => wants(item, warehouse.id, '3'));
        await bed.transaction((tx) => allocation.allocate(tx, clerk, asked, { partial: true }));
        const refs = asked.map((w) => w.ownerRef).reverse();
        if (round % 2) await bed.transaction((tx) => allocation.releaseOwners(tx, nobody, 'shipment_line', refs), nobody, NO_SCOPE);
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, (_, n) => client(n)));
    for (const item of items) expect(Number(await reservedOf(item))).toBeLessThanOrEqual(80);
    await proven();
    expect(await bed.deadlocks()).toBe(before);
  });
});

describe('goods on their way out', () => {
  it('are held at the stage after the pick, so that nobody else moves them, and leave by the hold', async () => {
    const { lot, binA, warehouse } = await bed.transaction(aSmallStore);
    const stage = await bed.transaction((tx) => aLocation(tx, { warehouse: warehouse.code, kind: 'staging_out', isPickable: false }));
    await bed.transaction((tx) => receive(tx, { itemCode: lot.code, qty: '5', toLocation: binA.code, lot: 'L1', expiresOn: '2099-01-01' }));
    const [want] = wants(lot, warehouse.id, '5');
    const [got] = await bed.transaction((tx) => allocation.allocate(tx, clerk, [want!], { partial: false }));
    const [part] = got!.parts;
    const ids = await bed.transaction(async (tx) => {
      const line = { itemCode: lot.code, qty: '5', fromLocation: binA.code, toLocation: stage.code, reservationId: part!.reservationId };
      await stock.post(tx, clerk, { type: 'pick', docType: 'pick', docRef: 'T-1', lines: [line] });
      return allocation.hold(tx, clerk, want!, [{ itemId: lot.id, locationId: stage.id, lotId: part!.lotId, serialId: '0', qty: '5' }]);
    });
    const thief = { itemCode: lot.code, qty: '1', fromLocation: stage.code, toLocation: binA.code, lot: 'L1' };
    await expect(bed.transaction((tx) => stock.post(tx, clerk, { type: 'transfer', lines: [thief] }))).rejects.toMatchObject({
      code: 'inventory.insufficient_stock',
    });
    await expect(
      bed.transaction((tx) => allocation.hold(tx, clerk, want!, [{ itemId: lot.id, locationId: stage.id, lotId: part!.lotId, serialId: '0', qty: '1' }])),
    ).rejects.toMatchObject({ code: 'inventory.insufficient_stock' });
    const shipped = await bed.transaction((tx) =>
      stock.post(tx, clerk, { type: 'ship', lines: [{ itemCode: lot.code, qty: '5', fromLocation: stage.code, reservationId: ids[0]! }] }),
    );
    expect(shipped).toMatchObject({ type: 'SHIP', lines: [{ lot: 'L1', qty: '5', toLocation: 'CUSTOMER' }] });
    await proven();
  });
});
