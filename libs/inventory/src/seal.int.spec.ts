import { TestDatabase } from '@anwen/database/testing';
import { LedgerSealer } from './seal.service';
import { SealStore } from './seal.store';
import { aSmallStore, receive } from './testing';

let bed: TestDatabase;
let sealer: LedgerSealer;
let store: Awaited<ReturnType<typeof aSmallStore>>;
beforeAll(async () => {
  bed = await TestDatabase.create();
  sealer = new LedgerSealer(bed.database, new SealStore());
  store = await bed.transaction(aSmallStore);
  await sealer.ensurePartitions(); // the template may be of last month
});
afterAll(() => bed.drop());

const HOUR = 3_600_000;
const post = () => bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '1', toLocation: store.binA.code }));

describe('sealing', () => {
  it('waits until enough postings wait or one has waited long enough, and leaves one audit row a seal', async () => {
    for (let i = 0; i < 3; i++) await post();
    expect(await sealer.sealOnce()).toBe(0);
    expect(await sealer.sealOnce({ minimum: 4, maxAgeMs: HOUR })).toBe(0);
    await post();
    expect(await sealer.sealOnce({ minimum: 4, maxAgeMs: HOUR })).toBe(4);
    await post();
    expect(await sealer.sealOnce({ minimum: 1_000, maxAgeMs: HOUR })).toBe(0);
    expect(await sealer.sealOnce({ minimum: 1_000, maxAgeMs: 0 })).toBe(1);
    expect(await sealer.sealOnce({ minimum: 1, maxAgeMs: 0 })).toBe(0);
    const [count] = await bed.database.query<{ seals: string; audits: string }>(
      `SELECT (SELECT count(*) FROM inventory_seals) AS seals, (SELECT count(*) FROM sys_audit_logs WHERE action = 'ledger.sealed') AS audits`,
    );
    expect(count).toEqual({ seals: '2', audits: '2' });
  });
});

describe('the months of the ledger', () => {
  const monthAhead = (months: number) => {
    const now = new Date();
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1)).toISOString();
  };
  const partition = (months: number) => `inventory_movements_${monthAhead(months).slice(0, 7).replace('-', '_')}`;
  const exists = async (months: number) => (await bed.asOwner<{ is: boolean }>(`SELECT to_regclass($1) IS NOT NULL AS is`, [partition(months)]))[0]!.is;

  it('are made ahead, and those made already are left alone', async () => {
    await bed.asOwner(`DROP TABLE ${partition(3)}`);
    expect(await sealer.ensurePartitions()).toBe(1);
    expect(await sealer.ensurePartitions()).toBe(0);
  });

  it('fail loudly when movements stand outside of them, and still come as far as they can', async () => {
    for (const months of [1, 2, 3]) await bed.asOwner(`DROP TABLE ${partition(months)}`);
    await bed.asOwner(
      `BEGIN; SET LOCAL anwen.scope = 'all';
       INSERT INTO inventory_movements SELECT (jsonb_populate_record(m, jsonb_build_object('id', 999999, 'line_no', 2, 'posted_at', '${monthAhead(2)}'))).* FROM inventory_movements m ORDER BY m.id LIMIT 1; COMMIT`,
    );
    await expect(sealer.ensurePartitions()).rejects.toThrow(/inventory_movements_default holds movements/);
    expect([await exists(1), await exists(2), await exists(3)]).toEqual([true, false, false]);
  });
});
