import { aLocation, aLotItem, aWarehouse } from '@anwen/catalog/testing';
import type { Tx } from '@anwen/database';
import { TestDatabase } from '@anwen/database/testing';
import { NO_SCOPE, type Scope } from '@anwen/kernel';
import { verifyLedger } from './proof.service';
import type { PostStockDto } from './stock.dto';
import { aSmallStore, clerk, inventory, onHand, personWith, receive } from './testing';

const { stock, lots } = inventory;
let bed: TestDatabase;
beforeAll(async () => {
  bed = await TestDatabase.create();
});
afterAll(() => bed.drop());

const post = (input: PostStockDto, options?: Parameters<typeof stock.post>[3]) => bed.transaction((tx) => stock.post(tx, clerk, input, options));
const refused = (code: string) => ({
  code: 'inventory.lines_refused',
  data: { errors: expect.arrayContaining([expect.objectContaining({ code: `inventory.${code}` })]) },
});
const lotIn = (tx: Tx, item: { code: string }, bin: { code: string }, code = 'L1') =>
  receive(tx, { itemCode: item.code, qty: '9', toLocation: bin.code, lot: code, expiresOn: '2099-01-01', unitCost: '1.1111' });

describe('postings of documents', () => {
  it('pick good lots of the available bucket alone, although the goods stay in the house', async () => {
    const { lot, binA, binB } = await bed.transaction(aSmallStore);
    await bed.transaction((tx) => lotIn(tx, lot, binA));
    const held = (await bed.transaction((tx) => lots.list(tx, { limit: 1, itemCode: lot.code }))).items[0]!;
    await bed.transaction((tx) => lots.hold(tx, clerk, held.id, { reason: '疑慮' }));
    const line = { itemCode: lot.code, qty: '1', fromLocation: binA.code, toLocation: binB.code, lot: 'L1' };
    await expect(post({ type: 'pick', lines: [line] })).rejects.toMatchObject(refused('lot_held'));
    await expect(post({ type: 'pick', lines: [{ ...line, status: 'qc' }] })).rejects.toMatchObject(refused('bucket_not_usable'));
    await expect(post({ type: 'putaway', lines: [line] })).resolves.toMatchObject({ type: 'PUTAWAY' });
  });

  it('turn one lot into another without making, losing or revaluing anything', async () => {
    const { binA } = await bed.transaction(aSmallStore);
    const item = await bed.transaction((tx) => aLotItem(tx));
    await bed.transaction((tx) => lotIn(tx, item, binA));
    const value = () => bed.transaction((tx) => tx.query('SELECT qty::text, value::text FROM inventory_value WHERE item_id = $1', [item.id]));
    const before = await value();
    const away = { itemCode: item.code, fromLocation: binA.code, toLocation: 'CONVERSION', lot: 'L1' };
    const back = { itemCode: item.code, fromLocation: 'CONVERSION', toLocation: binA.code, lot: 'L1-B', expiresOn: '2099-01-01' };
    await expect(
      post({
        type: 'relabel',
        lines: [
          { ...away, qty: '9' },
          { ...back, qty: '8' },
        ],
      }),
    ).rejects.toMatchObject({ data: { errors: [{ code: 'inventory.relabel_unbalanced' }, { code: 'inventory.relabel_unbalanced' }] } });
    const done = await post({
      type: 'relabel',
      lines: [
        { ...away, qty: '9' },
        { ...back, qty: '9' },
      ],
    });
    expect(done.type).toBe('SPLIT');
    expect(await value()).toEqual(before);
    expect(await bed.transaction((tx) => onHand(tx, item.code, binA.code))).toBe('9');
    await expect(post({ type: 'relabel', lines: [{ ...away, toLocation: binA.code, qty: '1' }] })).rejects.toMatchObject(refused('location_refused'));
    expect((await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0)).toEqual([]);
  });

  it('are not open to clients: none of the kinds is a type of the route', async () => {
    const { plain, binA } = await bed.transaction(aSmallStore);
    await bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty: '2', toLocation: binA.code }));
    const person = personWith(['stock.issue', 'stock.transfer', 'stock.adjust', 'stock.receive']);
    const ship = bed.transaction((tx) => stock.post(tx, person, { type: 'ship', lines: [{ itemCode: plain.code, qty: '1', fromLocation: binA.code }] }));
    await expect(ship).rejects.toMatchObject({ code: 'inventory.type_not_permitted' });
  });

  it('reach beyond the scope only when the document has checked it', async () => {
    const { plain, binA, warehouse } = await bed.transaction(aSmallStore);
    const away = await bed.transaction(async (tx) => aLocation(tx, { warehouse: (await aWarehouse(tx)).code }));
    await bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty: '2', toLocation: binA.code }));
    const scope: Scope = { ...NO_SCOPE, warehouses: [warehouse.id] };
    const sender = personWith(['transfer.dispatch'], scope);
    const input: PostStockDto = { type: 'dispatch', lines: [{ itemCode: plain.code, qty: '1', fromLocation: binA.code, toLocation: away.code }] };
    await expect(bed.transaction((tx) => stock.post(tx, sender, input), sender, scope)).rejects.toMatchObject(refused('location_unknown'));
    await bed.transaction((tx) => stock.post(tx, sender, input, { scopeChecked: true }), sender, scope);
    const seen = await bed.transaction((tx) => tx.query('SELECT 1 FROM locations WHERE code = $1', [away.code]), sender, scope);
    expect(seen).toEqual([]);
    expect(await bed.transaction((tx) => onHand(tx, plain.code, away.code))).toBe('1');
  });

  it('leave the audit to their document', async () => {
    const { plain, binA } = await bed.transaction(aSmallStore);
    await bed.transaction((tx) => receive(tx, { itemCode: plain.code, qty: '2', toLocation: binA.code }));
    const count = async () => (await bed.database.query<{ n: number }>('SELECT count(*)::int AS n FROM sys_audit_logs'))[0]!.n;
    const before = await count();
    await post({ type: 'supplier_return', lines: [{ itemCode: plain.code, qty: '1', fromLocation: binA.code }] });
    expect(await count()).toBe(before);
  });
});
