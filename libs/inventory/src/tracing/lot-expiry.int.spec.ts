import { TestDatabase } from '@anwen/database/testing';
import { aSmallStore, clerk, inventory, receive } from '../testing';
import { LotExpiry } from './lot-expiry.service';
import { LotExpiryStore } from './lot-expiry.store';

describe('lots that expire', () => {
  let bed: TestDatabase;
  beforeAll(async () => {
    bed = await TestDatabase.create();
  });
  afterAll(() => bed.drop());

  const look = () => new LotExpiry(bed.database, new LotExpiryStore()).tellExpired();
  const told = (code: string) =>
    bed.transaction((tx) =>
      tx.query<{ item: string; day: string; qty: string; audits: number }>(
        `SELECT o.payload->>'itemCode' AS item, o.payload->>'expiresOn' AS day, o.payload->>'onHand' AS qty,
                (SELECT count(*)::int FROM sys_audit_logs a WHERE a.action = 'lot.expired' AND a.subject_id = o.payload->>'id') AS audits
           FROM sys_outbox o WHERE o.event_type = 'lot.expired.v1' AND o.payload->>'code' = $1 ORDER BY o.id`,
        [code],
      ),
    );
  const expires = (code: string, day: string) => bed.transaction((tx) => tx.query('UPDATE lots SET expires_on = $2 WHERE code = $1', [code, day]));

  it('with stock on hand are told once, and again when their expiry was changed', async () => {
    const { lot, binA } = await bed.transaction(aSmallStore);
    const put = (code: string) =>
      bed.transaction((tx) => receive(tx, { itemCode: lot.code, qty: '2.50', toLocation: binA.code, lot: code, expiresOn: '2099-01-01' }));
    for (const code of ['OLD', 'GOOD', 'GONE', 'TODAY']) await put(code);
    await bed.transaction((tx) =>
      inventory.stock.post(tx, clerk, { type: 'issue', lines: [{ itemCode: lot.code, qty: '2.5', fromLocation: binA.code, lot: 'GONE' }] }),
    );
    for (const code of ['OLD', 'GONE']) await expires(code, '2020-01-01');
    await bed.transaction((tx) => tx.query(`UPDATE lots SET expires_on = business_date() WHERE code = 'TODAY'`));
    expect([await look(), await look()]).toEqual([1, 0]);
    expect(await told('OLD')).toEqual([{ item: lot.code, day: '2020-01-01', qty: '2.5', audits: 1 }]);
    for (const code of ['GOOD', 'GONE', 'TODAY']) expect(await told(code)).toEqual([]);
    await expires('OLD', '2099-01-01');
    expect(await look()).toBe(0);
    await expires('OLD', '2020-02-02');
    expect(await look()).toBe(1);
    expect((await told('OLD')).map((t) => t.day)).toEqual(['2020-01-01', '2020-02-02']);
  });

  it('are all told, however many they are', async () => {
    const { lot, binA } = await bed.transaction(aSmallStore);
    const lines = Array.from({ length: 450 }, (_, n) => ({ itemCode: lot.code, qty: '1', toLocation: binA.code, lot: `M${n}`, expiresOn: '2020-01-01' }));
    await bed.transaction((tx) => inventory.stock.post(tx, clerk, { type: 'receipt', lines }));
    expect([await look(), await look()]).toEqual([450, 0]);
  });
});
