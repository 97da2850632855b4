import { TestDatabase } from '@anwen/database/testing';
import { verifyLedger } from './proof.service';
import { LedgerSealer } from './seal.service';
import { SealStore } from './seal.store';
import { aSmallStore, receive } from './testing';

let bed: TestDatabase;
let store: Awaited<ReturnType<typeof aSmallStore>>;
beforeAll(async () => {
  bed = await TestDatabase.create();
  store = await bed.transaction(aSmallStore);
  await bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '1', toLocation: store.binA.code }));
});
afterAll(() => bed.drop());

describe('proof', () => {
  /** Whatever waits, however young. */
  const NOW = { minimum: 1, maxAgeMs: 0 };
  const asOwnerPastTriggers = (table: string, sql: string) =>
    bed.asOwner(`BEGIN; SET LOCAL anwen.scope = 'all'; ALTER TABLE ${table} DISABLE TRIGGER USER; ${sql}; ALTER TABLE ${table} ENABLE TRIGGER USER; COMMIT`);
  const failing = async () => (await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0).map((r) => r.name);

  it('seals what is committed, once, and chains the seals', async () => {
    const sealer = new LedgerSealer(bed.database, new SealStore());
    const first = await sealer.sealOnce(NOW);
    expect(first).toBeGreaterThan(0);
    expect(await sealer.sealOnce(NOW)).toBe(0);
    await bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '1', toLocation: store.binA.code }));
    expect(await sealer.sealOnce(NOW)).toBe(1);
    expect(await failing()).toEqual([]);
    const [covered] = await bed.database.query<{ n: string; seals: string }>('SELECT sum(n) AS n, count(*) AS seals FROM inventory_seals');
    expect(Number(covered!.n)).toBe(first + 1);
  });

  it('seals a posting that commits late with a smaller number', async () => {
    const sealer = new LedgerSealer(bed.database, new SealStore());
    const { plain, binA } = await bed.transaction(aSmallStore);
    let mayCommit: () => void = () => undefined;
    const held = new Promise<void>((resume) => {
      mayCommit = resume;
    });
    let late: Promise<unknown> = Promise.resolve();
    await new Promise<void>((started, failed) => {
      late = bed
        .transaction(async (tx) => {
          await receive(tx, { itemCode: store.plain.code, qty: '1', toLocation: store.binB.code });
          started();
          await held;
        })
        .catch(failed);
    });
    await bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty: '1', toLocation: binA.code }));
    expect(await sealer.sealOnce(NOW)).toBe(1);
    mayCommit();
    await late;
    expect(await sealer.sealOnce(NOW)).toBe(1);
    expect(await failing()).toEqual([]);
  });

  it.each([
    [
      'a changed quantity',
      'inventory_movements',
      'UPDATE inventory_movements SET qty = qty + 1 WHERE id = (SELECT max(id) FROM inventory_movements)',
      ['chain', 'balances', 'contents', 'values'],
    ],
    [
      'a changed header',
      'inventory_postings',
      `UPDATE inventory_postings SET event_type = 'OPENING' WHERE id = (SELECT max(id) FROM inventory_postings WHERE event_type = 'RECEIPT')`,
      ['contents'],
    ],
    [
      'a changed balance',
      'inventory_balance',
      'UPDATE inventory_balance SET on_hand = on_hand + 1 WHERE serial_id = 0 AND ctid = (SELECT min(ctid) FROM inventory_balance WHERE serial_id = 0)',
      ['balances'],
    ],
    [
      'a changed value',
      'inventory_value',
      'UPDATE inventory_value SET value = value + 1 WHERE item_id = (SELECT min(item_id) FROM inventory_value)',
      ['values'],
    ],
    [
      'a forged reservation',
      'inventory_balance',
      'UPDATE inventory_balance SET reserved = reserved + 1 WHERE on_hand > 2 AND ctid = (SELECT min(ctid) FROM inventory_balance WHERE on_hand > 2)',
      ['reservations'],
    ],
    [
      'a deleted posting',
      'inventory_movements',
      'DELETE FROM inventory_movements WHERE posting_id = (SELECT min(id) FROM inventory_postings)',
      ['chain', 'balances', 'contents', 'values'],
    ],
  ])('finds %s', async (_what, table, sql, wanted) => {
    const copy = await TestDatabase.create();
    try {
      const small = await copy.transaction(aSmallStore);
      for (const qty of ['1', '2', '3'])
        await copy.transaction((tx) => receive(tx, { itemCode: small.plain.code, qty, toLocation: small.binA.code, unitCost: '2' }));
      await copy.asOwner(
        `BEGIN; SET LOCAL anwen.scope = 'all'; ALTER TABLE ${table} DISABLE TRIGGER USER; ${sql}; ALTER TABLE ${table} ENABLE TRIGGER USER; COMMIT`,
      );
      const proof = await verifyLedger(copy.database);
      expect(proof.ok).toBe(false);
      expect(proof.results.filter((r) => r.problems.length > 0).map((r) => r.name)).toEqual(wanted);
    } finally {
      await copy.drop();
    }
  });

  it('finds a seal that no longer fits', async () => {
    await asOwnerPastTriggers(
      'inventory_postings',
      `UPDATE inventory_postings SET content_hash = sha256('x') WHERE id = (SELECT min(id) FROM inventory_postings)`,
    );
    expect(await failing()).toEqual(['contents', 'seals']);
  });
});
