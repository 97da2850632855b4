import { aLocation, aWarehouse } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { ALL_SCOPE, NO_SCOPE, systemActor, type Scope } from '@anwen/kernel';
import { aSmallStore, clerk, inventory, personWith, receive } from './testing';

const { stock, ledger } = inventory;
let bed: TestDatabase;
let store: Awaited<ReturnType<typeof aSmallStore>>;
beforeAll(async () => {
  bed = await TestDatabase.create();
  store = await bed.transaction(aSmallStore);
});
afterAll(() => bed.drop());

const page = (more: object = {}) => ({ limit: 50, ...more }) as never;
const within =
  (scope: Scope) =>
  <T>(work: Parameters<typeof bed.transaction<T>>[0]) =>
    bed.transaction(work, systemActor('scoped'), scope);

describe('lists', () => {
  it('pages through balances without losing or repeating a row while new ones arrive', async () => {
    const bins = await bed.transaction(async (tx) => Promise.all(Array.from({ length: 7 }, () => aLocation(tx, { warehouse: store.warehouse.code }))));
    for (const bin of bins) await bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '2', toLocation: bin.code }));
    for (const sort of ['itemCode', '-itemCode', 'location', '-onHand', 'lastMovementAt']) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const answer = await bed.transaction((tx) => ledger.balances(tx, page({ limit: 3, sort, itemCode: store.plain.code, ...(cursor ? { cursor } : {}) })));
        seen.push(...answer.items.map((b) => b.location.code));
        cursor = answer.nextCursor ?? undefined;
      } while (cursor);
      expect([...seen].sort()).toEqual(bins.map((b) => b.code).sort());
    }
  });

  it('refuses a cursor that belongs to another query', async () => {
    const first = await bed.transaction((tx) => ledger.balances(tx, page({ limit: 1 })));
    await expect(bed.transaction((tx) => ledger.balances(tx, page({ limit: 1, status: 'hold', cursor: first.nextCursor! })))).rejects.toMatchObject({
      code: 'page.cursor_invalid',
    });
  });

  it('finds items by part of their name, with wildcards meaning themselves', async () => {
    const found = await bed.transaction((tx) => ledger.balances(tx, page({ q: store.plain.code.slice(2), withTotal: true })));
    expect(found.total).toBe(7);
    expect((await bed.transaction((tx) => ledger.balances(tx, page({ q: '%' })))).items).toEqual([]);
  });

  it('shows the movements of one place from both sides, newest first', async () => {
    const { binA, binB, plain } = await bed.transaction(aSmallStore);
    await bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty: '5', toLocation: binA.code }));
    await bed.transaction((tx) =>
      stock.post(tx, clerk, { type: 'transfer', lines: [{ itemCode: plain.code, qty: '2', fromLocation: binA.code, toLocation: binB.code }] }),
    );
    const { items } = await bed.transaction((tx) => ledger.movements(tx, clerk, page({ location: binA.code })));
    expect(items.map((m) => [m.posting.type, m.from.location?.code, m.to.location?.code, m.qty])).toEqual([
      ['TRANSFER', binA.code, binB.code, '2'],
      ['RECEIPT', 'SUPPLIER', binA.code, '5'],
    ]);
    expect(items[0]).toMatchObject({ from: { after: '3', status: 'available' }, to: { after: '2' } });
    expect((await bed.transaction((tx) => ledger.movements(tx, clerk, page({ itemCode: 'NO-SUCH' })))).items).toEqual([]);
    const fromOutside = await bed.transaction((tx) => ledger.movements(tx, clerk, page({ location: 'SUPPLIER', itemCode: plain.code, withTotal: true })));
    expect([fromOutside.items.length, fromOutside.total]).toEqual([1, 1]);
    const both = await bed.transaction((tx) => ledger.movements(tx, clerk, page({ location: binA.code, limit: 1, withTotal: true })));
    expect([both.items.length, both.total]).toEqual([1, 2]);
  });
});

describe('what a list does not know', () => {
  it('is refused, never ignored', async () => {
    const card = { itemCode: store.plain.code };
    const asked: [string, (sort: string) => Promise<unknown>, string][] = [
      ['balances', (sort) => bed.transaction((tx) => ledger.balances(tx, page({ sort }))), 'itemCode, location, onHand, lastMovementAt'],
      ['movements', (sort) => bed.transaction((tx) => ledger.movements(tx, clerk, page({ sort }))), '-postedAt'],
      ['stock card', (sort) => bed.transaction((tx) => ledger.stockCard(tx, clerk, page({ ...card, sort }))), '-postedAt'],
      ['as-of', (sort) => bed.transaction((tx) => ledger.asOf(tx, page({ date: '2099-01-01', sort }))), 'itemCode'],
    ];
    for (const [, list, allowed] of asked)
      for (const sort of ['weight', 'constructor']) await expect(list(sort)).rejects.toMatchObject({ code: 'inventory.sort_unknown', data: { allowed } });
  });

  it('is not found when a single answer depends on it', async () => {
    const ask = (warehouse: string) => bed.transaction((tx) => ledger.availability(tx, { itemCode: store.plain.code, warehouse }));
    await expect(ask('NO-SUCH')).rejects.toMatchObject({ code: 'inventory.warehouse_not_found' });
    expect(await ask(store.warehouse.code)).toMatchObject({ onHand: '14' });
    const other = await bed.transaction((tx) => aWarehouse(tx));
    const away = within({ ...NO_SCOPE, warehouses: [other.id] })((tx) =>
      ledger.availability(tx, { itemCode: store.plain.code, warehouse: store.warehouse.code }),
    );
    await expect(away).rejects.toMatchObject({ code: 'inventory.warehouse_not_found' });
  });
});

describe('stock card and as-of', () => {
  it('count their lines when asked to', async () => {
    const { binA, binB, plain } = await bed.transaction(aSmallStore);
    for (const bin of [binA, binA, binB]) await bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty: '1', toLocation: bin.code }));
    const card = (more: object) => bed.transaction((tx) => ledger.stockCard(tx, clerk, page({ itemCode: plain.code, limit: 1, withTotal: true, ...more })));
    expect([(await card({})).total, (await card({ location: binA.code })).total]).toEqual([3, 2]);
    const asOf = (more: object) =>
      bed.transaction((tx) => ledger.asOf(tx, page({ itemCode: plain.code, date: '2099-01-01', limit: 1, withTotal: true, ...more })));
    const first = await asOf({ sort: 'itemCode' });
    expect([first.total, (await asOf({ date: '2020-01-01' })).total]).toEqual([2, 0]);
    expect((await asOf({ withTotal: undefined, cursor: first.nextCursor! })).items).toHaveLength(1);
  });

  it('carries the running balance over pages', async () => {
    const { binA, binB, plain } = await bed.transaction(aSmallStore);
    for (const qty of ['1', '2', '3', '4']) await bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty, toLocation: binA.code }));
    await bed.transaction((tx) =>
      stock.post(tx, clerk, { type: 'transfer', lines: [{ itemCode: plain.code, qty: '5', fromLocation: binA.code, toLocation: binB.code }] }),
    );
    const read = async (more: object) => {
      const lines: [string, string][] = [];
      let cursor: string | undefined;
      do {
        const answer = await bed.transaction((tx) =>
          ledger.stockCard(tx, clerk, page({ limit: 2, itemCode: plain.code, ...more, ...(cursor ? { cursor } : {}) })),
        );
        lines.push(...answer.items.map((l) => [l.change, l.balance] as [string, string]));
        cursor = answer.nextCursor ?? undefined;
      } while (cursor);
      return lines;
    };
    expect(await read({})).toEqual([
      ['0', '10'],
      ['4', '10'],
      ['3', '6'],
      ['2', '3'],
      ['1', '1'],
    ]);
    expect(await read({ location: binA.code })).toEqual([
      ['-5', '5'],
      ['4', '10'],
      ['3', '6'],
      ['2', '3'],
      ['1', '1'],
    ]);
  });

  it('tells the balance at the end of an earlier day', async () => {
    const { binA, plain } = await bed.transaction(aSmallStore);
    const on = (effectiveOn: string, qty: string) =>
      bed.transaction((tx) => stock.post(tx, clerk, { type: 'receipt', effectiveOn, lines: [{ itemCode: plain.code, qty, toLocation: binA.code }] }));
    await on('2026-01-10', '4');
    await on('2026-02-10', '5');
    const at = async (date: string) => (await bed.transaction((tx) => ledger.asOf(tx, page({ date, itemCode: plain.code })))).items.map((b) => b.onHand);
    expect([await at('2026-01-09'), await at('2026-01-10'), await at('2026-02-09'), await at('2026-02-10')]).toEqual([[], ['4'], ['4'], ['9']]);
  });
});

describe('scope', () => {
  it('shows a person only the own warehouse or zone, and nothing without a scope', async () => {
    const { mine, other, zoned, plain } = await bed.transaction(async (tx) => {
      const small = await aSmallStore(tx);
      const warehouse = await aWarehouse(tx, { zones: ['Z1'] });
      const zonedBin = await aLocation(tx, { warehouse: warehouse.code, zone: 'Z1' });
      const otherBin = await aLocation(tx, { warehouse: warehouse.code });
      for (const bin of [small.binA, zonedBin, otherBin]) await receive(tx, { itemCode: small.plain.code, qty: '1', toLocation: bin.code });
      return { mine: small, other: otherBin, zoned: { bin: zonedBin, zone: warehouse.zones.get('Z1')! }, plain: small.plain };
    });
    const seen = (scope: Scope) =>
      within(scope)(async (tx) => ({
        bins: (await ledger.balances(tx, page({ itemCode: plain.code }))).items.map((b) => b.location.code),
        moves: (await ledger.movements(tx, clerk, page({ itemCode: plain.code }))).items.map((m) => m.to.location?.code),
      }));
    expect(await seen({ ...NO_SCOPE, warehouses: [mine.warehouse.id] })).toEqual({ bins: [mine.binA.code], moves: [mine.binA.code] });
    expect(await seen({ ...NO_SCOPE, zones: [zoned.zone] })).toEqual({ bins: [zoned.bin.code], moves: [zoned.bin.code] });
    expect(await seen(NO_SCOPE)).toEqual({ bins: [], moves: [] });
    expect((await seen(ALL_SCOPE)).bins).toHaveLength(3);
    const foreign = within({ ...NO_SCOPE, warehouses: [mine.warehouse.id] })((tx) =>
      receive(tx, { itemCode: plain.code, qty: '1', toLocation: other.code }, personWith(['stock.receive'])),
    );
    await expect(foreign).rejects.toMatchObject({
      code: 'inventory.lines_refused',
      data: { errors: [{ pointer: '/lines/0/toLocation', code: 'inventory.location_unknown' }] },
    });
    for (const table of ['inventory_balance', 'inventory_movements', 'inventory_postings', 'inventory_reservations', 'locations', 'warehouses', 'zones']) {
      expect(await bed.database.query(`SELECT 1 FROM ${table} LIMIT 1`)).toEqual([]);
    }
  });

  it('shows values only where the permission to see cost reaches', async () => {
    const { here, there, plain, bins } = await bed.transaction(async (tx) => {
      const small = await aSmallStore(tx);
      const there = await aWarehouse(tx, { zones: ['Z1'] });
      const far = await aLocation(tx, { warehouse: there.code, zone: 'Z1' });
      await receive(tx, { itemCode: small.plain.code, qty: '5', toLocation: small.binA.code, unitCost: '3' });
      await receive(tx, { itemCode: small.plain.code, qty: '5', toLocation: far.code, unitCost: '3' });
      await stock.post(tx, clerk, { type: 'transfer', lines: [{ itemCode: small.plain.code, qty: '1', fromLocation: small.binA.code, toLocation: far.code }] });
      return { here: small.warehouse, there, plain: small.plain, bins: [small.binA.code, far.code] };
    });
    const shown = async (cost: Scope, seen: Scope = ALL_SCOPE) => {
      const actor = {
        ...personWith(['stock.read'], seen),
        grants: new Map([
          ['stock.read', seen],
          ['stock.cost.read', cost],
        ]),
      };
      const { items } = await within(seen)((tx) => ledger.movements(tx, actor, page({ itemCode: plain.code })));
      return items.map((m) => [m.posting.type, bins.indexOf(m.to.location?.code ?? ''), m.value ?? '-']);
    };
    const only = (id: string): Scope => ({ ...NO_SCOPE, warehouses: [id] });
    const all = [
      ['TRANSFER', 1, '3'],
      ['RECEIPT', 1, '15'],
      ['RECEIPT', 0, '15'],
    ];
    expect(await shown(ALL_SCOPE)).toEqual(all);
    expect(await shown(only(here.id))).toEqual([
      ['TRANSFER', 1, '3'],
      ['RECEIPT', 1, '-'],
      ['RECEIPT', 0, '15'],
    ]);
    expect(await shown({ ...NO_SCOPE, zones: [there.zones.get('Z1')!] })).toEqual([
      ['TRANSFER', 1, '3'],
      ['RECEIPT', 1, '15'],
      ['RECEIPT', 0, '-'],
    ]);
    expect(await shown(NO_SCOPE)).toEqual(all.map(([type, bin]) => [type, bin, '-']));
    // The side that the cost permission reaches is not visible to this person.
    expect(await shown(only(there.id), only(here.id))).toEqual([
      ['TRANSFER', -1, '-'],
      ['RECEIPT', 0, '-'],
    ]);
  });

  it('gives the application no way to change or delete facts', async () => {
    for (const sql of [
      'UPDATE inventory_movements SET qty = 1',
      'DELETE FROM inventory_movements',
      'TRUNCATE inventory_movements',
      'UPDATE inventory_postings SET note = NULL',
      'DELETE FROM inventory_postings',
      'DELETE FROM inventory_balance',
      'UPDATE inventory_seals SET n = 1',
      'DELETE FROM items',
      'ALTER TABLE inventory_movements DISABLE TRIGGER ALL',
      'DELETE FROM inventory_movements_default',
    ]) {
      await expect(bed.transaction((tx) => tx.query(sql))).rejects.toMatchObject({ code: '42501' });
    }
    await expect(bed.asOwner(`BEGIN; SET anwen.scope = 'all'; UPDATE inventory_movements SET qty = qty + 1; COMMIT`)).rejects.toThrow('append-only');
  });
});
