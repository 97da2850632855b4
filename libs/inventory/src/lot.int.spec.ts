import { aLocation, aWarehouse } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { NO_SCOPE, type Scope } from '@anwen/kernel';
import type { Tx } from '@anwen/database';
import { aSmallStore, clerk, inventory, receive } from './testing';

const { lots, ledger } = inventory;
const page = { limit: 50 };
let bed: TestDatabase;
let item: { code: string };
let here: Scope;
const ids: Record<string, string> = {};

/** Lots of one item: in our warehouse, in a zone, in a foreign warehouse, in both, and one that never moved. */
beforeAll(async () => {
  bed = await TestDatabase.create();
  await bed.transaction(async (tx) => {
    const { lot, warehouse, binA } = await aSmallStore(tx);
    const other = await aWarehouse(tx, { zones: ['Z1'] });
    const foreign = await aLocation(tx, { warehouse: other.code });
    const zoned = await aLocation(tx, { warehouse: other.code, zone: 'Z1' });
    const into = (bin: { code: string }, code: string) =>
      receive(tx, { itemCode: lot.code, qty: '2', toLocation: bin.code, lot: code, expiresOn: '2099-01-01' });
    await into(binA, 'OURS');
    await into(zoned, 'ZONED');
    await into(foreign, 'FOREIGN');
    await into(foreign, 'SHARED');
    await into(binA, 'SHARED');
    await inventory.stock.post(tx, clerk, {
      type: 'issue',
      lines: [{ itemCode: lot.code, qty: '2', fromLocation: binA.code, lot: 'OURS', toLocation: 'SCRAP' }],
    });
    await lots.create(tx, clerk, { itemCode: lot.code, code: 'NEW', expiresOn: '2099-01-01' });
    for (const one of (await lots.list(tx, { ...page, itemCode: lot.code })).items) ids[one.code] = one.id;
    item = lot;
    here = { ...NO_SCOPE, warehouses: [warehouse.id], zones: [other.zones.get('Z1')!] };
  });
});
afterAll(() => bed.drop());

const inScope = <T>(work: (tx: Tx) => Promise<T>, scope = here): Promise<T> => bed.transaction(work, clerk, scope);
const codes = (found: { items: readonly { code: string }[] }) => found.items.map((l) => l.code);

describe('lots of a part of the company', () => {
  it('are those that have stood there and those that never moved', async () => {
    const seen = await inScope((tx) => lots.list(tx, { ...page, itemCode: item.code, withTotal: true }));
    expect([codes(seen), seen.total]).toEqual([['NEW', 'SHARED', 'ZONED', 'OURS'], 4]);
    expect(codes(await inScope((tx) => lots.list(tx, { ...page, itemCode: item.code }), NO_SCOPE))).toEqual(['NEW']);
    expect(codes(await bed.transaction((tx) => lots.list(tx, { ...page, itemCode: item.code })))).toHaveLength(5);
  });

  it('cannot be read, held or released when they have only been elsewhere', async () => {
    for (const work of [
      (tx: Tx) => lots.get(tx, ids.FOREIGN!),
      (tx: Tx) => lots.hold(tx, clerk, ids.FOREIGN!, { reason: '檢驗' }),
      (tx: Tx) => lots.release(tx, clerk, ids.FOREIGN!, { reason: '檢驗' }),
    ])
      await expect(inScope(work)).rejects.toMatchObject({ code: 'inventory.lot_not_found' });
    expect(await bed.transaction((tx) => lots.get(tx, ids.FOREIGN!))).toMatchObject({ status: 'available' });
    for (const code of ['OURS', 'SHARED', 'ZONED', 'NEW'])
      expect(await inScope((tx) => lots.hold(tx, clerk, ids[code]!, { reason: '檢驗' }))).toMatchObject({ code, status: 'hold' });
    expect(await inScope((tx) => lots.release(tx, clerk, ids.SHARED!, { reason: '合格' }))).toMatchObject({ status: 'available' });
  });

  it('leave the rest of the transaction within its scope, even when everything is asked at once', async () => {
    const seen = await inScope(async (tx) => {
      const [, stock] = await Promise.all([lots.list(tx, { ...page, itemCode: item.code }), ledger.balances(tx, { ...page, itemCode: item.code })]);
      return [stock, await ledger.balances(tx, { ...page, itemCode: item.code })].map((b) => b.items.map((x) => x.lot?.code).sort());
    });
    expect(seen).toEqual([
      ['SHARED', 'ZONED'],
      ['SHARED', 'ZONED'],
    ]);
    await expect(bed.transaction((tx) => lots.list(tx, { ...page, expiresBy: 'no day' } as never), clerk, here)).rejects.toMatchObject({ code: '22007' });
  });
});

describe('the lists of lots and serial numbers', () => {
  it('count when asked to, on any page, and know one order', async () => {
    const { serial, binA } = await bed.transaction(aSmallStore);
    await bed.transaction((tx) => receive(tx, { itemCode: serial.code, qty: '3', toLocation: binA.code, serials: ['N1', 'N2', 'N3'] }));
    for (const list of [
      (more: object) => bed.transaction((tx) => lots.serials(tx, { ...page, itemCode: serial.code, ...more })),
      (more: object) => bed.transaction((tx) => lots.list(tx, { ...page, itemCode: item.code, q: 'E', ...more })),
    ]) {
      const whole = await list({ withTotal: true });
      expect(whole.total).toBe(whole.items.length);
      const first = await list({ limit: 2, withTotal: true });
      expect([first.items.length, first.total]).toEqual([2, whole.total]);
      const second = await list({ limit: 2, cursor: first.nextCursor! });
      expect([...first.items, ...second.items].map((x) => x.id)).toEqual(whole.items.map((x) => x.id));
      await expect(list({ sort: 'code' })).rejects.toMatchObject({ code: 'inventory.sort_unknown', data: { allowed: '-createdAt' } });
    }
  });
});
