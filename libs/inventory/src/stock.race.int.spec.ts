import { aLocation, aWarehouse, anItem } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { AppError, uuidV7 } from '@anwen/kernel';
import { aSmallStore, clerk, inventory, onHand, receive } from './testing';
import { verifyLedger } from './proof.service';

const { stock, reservations } = inventory;
const CLIENTS = 16;
let bed: TestDatabase;
beforeAll(async () => {
  bed = await TestDatabase.create({ poolSize: CLIENTS });
});
afterAll(() => bed.drop());

const settle = async (work: Promise<unknown>[]) => {
  const done = await Promise.allSettled(work);
  const refused = done.flatMap((d) => (d.status === 'rejected' ? [d.reason as AppError] : []));
  for (const error of refused) if (!(error instanceof AppError)) throw error;
  return { won: done.length - refused.length, codes: refused.map((e) => e.code) };
};
const proven = async () => expect((await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0)).toEqual([]);

describe('many clients at once', () => {
  it('issue exactly what is there, and the rest is told that it is short', async () => {
    const { plain, binA } = await bed.transaction(aSmallStore);
    await bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty: '25', toLocation: binA.code }));
    const { won, codes } = await settle(
      Array.from({ length: 40 }, () =>
        bed.transaction((tx) => stock.post(tx, clerk, { type: 'issue', lines: [{ itemCode: plain.code, qty: '1', fromLocation: binA.code }] })),
      ),
    );
    expect(won).toBe(25);
    expect(new Set(codes)).toEqual(new Set(['inventory.insufficient_stock']));
    expect(await bed.transaction((tx) => onHand(tx, plain.code, binA.code))).toBe('0');
    await proven();
  });

  it('never deadlock on the same items in opposite order', async () => {
    const before = await bed.deadlocks();
    const { items, bins } = await bed.transaction(async (tx) => {
      const warehouse = await aWarehouse(tx);
      const made = { items: [] as string[], bins: [] as string[] };
      for (let i = 0; i < 5; i++) made.items.push((await anItem(tx)).code);
      for (let i = 0; i < 3; i++) made.bins.push((await aLocation(tx, { warehouse: warehouse.code })).code);
      for (const itemCode of made.items) for (const toLocation of made.bins) await receive(tx, { itemCode, qty: '1000', toLocation });
      return made;
    });
    const five = (seed: number) =>
      Array.from({ length: 5 }, (_, i) => {
        const at = (seed * 7 + i * (seed % 2 ? 1 : 4)) % 5;
        return { itemCode: items[at]!, qty: '1', fromLocation: bins[(seed + i) % 3]!, toLocation: bins[(seed + i + 1) % 3]! };
      });
    const work = Array.from({ length: CLIENTS }, async (_, client) => {
      for (let n = 0; n < 15; n++)
        await bed.transaction((tx) => stock.post(tx, clerk, { type: 'transfer', lines: n % 2 ? five(client + n) : five(client + n).reverse() }));
    });
    await Promise.all(work);
    await proven();
    expect(await bed.deadlocks()).toBe(before);
  });

  it('make a new balance row together and lose nothing', async () => {
    const { plain, binB } = await bed.transaction(aSmallStore);
    await Promise.all(Array.from({ length: 30 }, () => bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty: '2', toLocation: binB.code }))));
    expect(await bed.transaction((tx) => onHand(tx, plain.code, binB.code))).toBe('60');
    await proven();
  });

  it('make the same new lot together: one lot, all the stock', async () => {
    const { lot, binB } = await bed.transaction(aSmallStore);
    await Promise.all(
      Array.from({ length: 20 }, () =>
        bed.transaction((tx) => receive(tx, { itemCode: lot.code, qty: '1.5', toLocation: binB.code, lot: '同一批', expiresOn: '2099-01-01' })),
      ),
    );
    const rows = await bed.database.query(`SELECT 1 FROM lots WHERE item_id = $1`, [lot.id]);
    expect(rows).toHaveLength(1);
    expect(await bed.transaction((tx) => onHand(tx, lot.code, binB.code))).toBe('30');
  });

  it('get one effect for one operation id', async () => {
    const { plain, binA } = await bed.transaction(aSmallStore);
    for (let round = 0; round < 10; round++) {
      const clientOpId = uuidV7();
      const { won, codes } = await settle(
        Array.from({ length: 8 }, () =>
          bed.transaction((tx) => stock.post(tx, clerk, { type: 'receipt', clientOpId, lines: [{ itemCode: plain.code, qty: '1', toLocation: binA.code }] })),
        ),
      );
      expect([won, new Set(codes)]).toEqual([1, new Set(['operation.duplicate'])]);
    }
    expect(await bed.transaction((tx) => onHand(tx, plain.code, binA.code))).toBe('10');
  });

  it('told "duplicate", not "short", when the first one took the last piece', async () => {
    const { plain, binA } = await bed.transaction(aSmallStore);
    await bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty: '1', toLocation: binA.code }));
    const clientOpId = uuidV7();
    const { won, codes } = await settle(
      Array.from({ length: 6 }, () =>
        bed.transaction((tx) => stock.post(tx, clerk, { type: 'issue', clientOpId, lines: [{ itemCode: plain.code, qty: '1', fromLocation: binA.code }] })),
      ),
    );
    expect([won, new Set(codes)]).toEqual([1, new Set(['operation.duplicate'])]);
  });

  it('find the stock that is there when many follow FEFO over several lots', async () => {
    const { lot, binA } = await bed.transaction(aSmallStore);
    for (const [code, qty, expiresOn] of [
      ['A', '10', '2098-01-01'],
      ['B', '100', '2099-01-01'],
    ] as const) {
      await bed.transaction((tx) => receive(tx, { itemCode: lot.code, qty, toLocation: binA.code, lot: code, expiresOn }));
    }
    const issue = () => bed.transaction((tx) => stock.post(tx, clerk, { type: 'issue', lines: [{ itemCode: lot.code, qty: '3', fromLocation: binA.code }] }));
    const move = () =>
      bed.transaction((tx) =>
        stock.post(tx, clerk, { type: 'issue', lines: [{ itemCode: lot.code, qty: '1', fromLocation: binA.code, toLocation: 'SCRAP', lot: 'A' }] }),
      );
    const [followers, movers] = await Promise.all([settle(Array.from({ length: 20 }, issue)), settle(Array.from({ length: 3 }, move))]);
    // Who names lot A may come too late for it; who leaves the choice to FEFO never does.
    expect([followers.won, followers.codes]).toEqual([20, []]);
    expect(await bed.transaction((tx) => onHand(tx, lot.code, binA.code))).toBe(String(110 - 60 - movers.won));
    await proven();
  });

  it('receive the same serial number twice: one place, the other is told', async () => {
    const { serial, binA, binB } = await bed.transaction(aSmallStore);
    for (let round = 0; round < 8; round++) {
      const line = { itemCode: serial.code, qty: '1', serials: [`SN-${round}`] };
      const { won, codes } = await settle([binA, binB].map((bin) => bed.transaction((tx) => receive(tx, { ...line, toLocation: bin.code }))));
      expect([won, codes]).toEqual([1, ['inventory.serial_conflict']]);
    }
  });

  it('reverse a posting once', async () => {
    const { plain, binA } = await bed.transaction(aSmallStore);
    const posted = await bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty: '5', toLocation: binA.code }));
    await bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty: '50', toLocation: binA.code }));
    const { won, codes } = await settle(Array.from({ length: 10 }, () => bed.transaction((tx) => stock.reverse(tx, clerk, posted.id, {}))));
    expect([won, new Set(codes)]).toEqual([1, new Set(['inventory.already_reversed'])]);
    expect(await bed.transaction((tx) => onHand(tx, plain.code, binA.code))).toBe('50');
    await proven();
  });

  it('reserve 100 % twice: one gets it, the other is told', async () => {
    for (let round = 0; round < 10; round++) {
      const { plain, binA } = await bed.transaction(aSmallStore);
      await bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty: '10', toLocation: binA.code }));
      const { won, codes } = await settle(
        ['SO-1', 'SO-2'].map((ownerRef) =>
          bed.transaction((tx) => reservations.reserve(tx, clerk, { ownerType: 'so', ownerRef, itemCode: plain.code, qty: '10' })),
        ),
      );
      expect([won, codes]).toEqual([1, ['inventory.insufficient_stock']]);
    }
    await proven();
  });

  it('reserve, issue against reservations and release without drift', async () => {
    const { plain, binA, binB } = await bed.transaction(aSmallStore);
    for (const bin of [binA, binB]) await bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty: '60', toLocation: bin.code }));
    await settle(
      Array.from({ length: 30 }, async (_, n) => {
        const made = await bed.transaction((tx) => reservations.reserve(tx, clerk, { ownerType: 'so', ownerRef: `SO-${n}`, itemCode: plain.code, qty: '5' }));
        if (n % 3 === 0) return bed.transaction((tx) => reservations.release(tx, clerk, made[0]!.id));
        return bed.transaction((tx) =>
          stock.post(tx, clerk, {
            type: 'issue',
            lines: [{ itemCode: plain.code, qty: '2', reservationId: made[0]!.id, fromLocation: (made[0]!.location as { code: string }).code }],
          }),
        );
      }),
    );
    await proven();
  });
});
