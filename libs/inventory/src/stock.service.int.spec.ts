import { TestDatabase } from '@anwen/database/testing';
import { standardReasons } from '@anwen/catalog/testing';
import { ALL_SCOPE, AppError, NO_SCOPE, uuidV7 } from '@anwen/kernel';
import { aSmallStore, clerk, inventory, onHand, personWith, receive } from './testing';
import { verifyLedger } from './proof.service';
import type { PostStockDto } from './stock.dto';

const { stock } = inventory;
let bed: TestDatabase;
let store: Awaited<ReturnType<typeof aSmallStore>>;

beforeAll(async () => {
  bed = await TestDatabase.create();
  await bed.transaction(standardReasons);
});
afterAll(() => bed.drop());
beforeEach(async () => {
  store = await bed.transaction(aSmallStore);
});
afterEach(async () => {
  const proof = await verifyLedger(bed.database);
  expect(proof.results.filter((r) => r.problems.length > 0)).toEqual([]);
});

const post = (input: PostStockDto, actor = clerk) => bed.transaction((tx) => stock.post(tx, actor, input));
const refusal = async (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => {
      throw new Error('was not refused');
    },
    (e: unknown) => e as AppError,
  );
const complaints = (error: AppError) => (error.data.errors ?? []).map((e) => [e.pointer, e.code]);

describe('post', () => {
  it('receives, moves and issues, and every balance follows', async () => {
    await post({ type: 'receipt', lines: [{ itemCode: store.plain.code, qty: '10', toLocation: store.binA.code, unitCost: '2.5' }] });
    await post({ type: 'transfer', lines: [{ itemCode: store.plain.code, qty: '4', fromLocation: store.binA.code, toLocation: store.binB.code }] });
    const issued = await post({ type: 'issue', lines: [{ itemCode: store.plain.code, qty: '1', fromLocation: store.binB.code, toLocation: 'CUSTOMER' }] });
    expect(issued.lines).toEqual([
      { itemCode: store.plain.code, qty: '1', uom: 'PCE', fromLocation: store.binB.code, toLocation: 'CUSTOMER', lot: null, serial: null },
    ]);
    await bed.transaction(async (tx) => {
      expect(await onHand(tx, store.plain.code, store.binA.code)).toBe('6');
      expect(await onHand(tx, store.plain.code, store.binB.code)).toBe('3');
    });
  });

  it('sees its own first line when the same item comes twice in one request', async () => {
    await post({ type: 'receipt', lines: [{ itemCode: store.plain.code, qty: '10', toLocation: store.binA.code }] });
    const twice = { itemCode: store.plain.code, qty: '6', fromLocation: store.binA.code };
    const error = await refusal(post({ type: 'issue', lines: [twice, twice] }));
    expect(error.code).toBe('inventory.insufficient_stock');
    expect(error.data.shortages).toMatchObject([{ line: 2, itemCode: store.plain.code, required: '6', onHand: '10' }]);
    expect(await bed.transaction((tx) => onHand(tx, store.plain.code, store.binA.code))).toBe('10');
  });

  it('names every complaint about every line at once and changes nothing', async () => {
    const error = await refusal(
      post({
        type: 'receipt',
        lines: [
          { itemCode: 'NO-SUCH', qty: '1', toLocation: store.binA.code },
          { itemCode: store.plain.code, qty: '1.5', toLocation: store.binA.code },
          { itemCode: store.plain.code, qty: '1', uom: 'KGM', toLocation: store.binA.code },
          { itemCode: store.lot.code, qty: '1', toLocation: store.binA.code },
          { itemCode: store.lot.code, qty: '1', toLocation: store.binA.code, lot: 'NEW' },
          { itemCode: store.serial.code, qty: '2', toLocation: store.binA.code, serials: ['S1'] },
          { itemCode: store.plain.code, qty: '1', toLocation: 'NOWHERE' },
          { itemCode: store.plain.code, qty: '1' },
          { itemCode: store.plain.code, qty: '1', toLocation: 'CUSTOMER' },
        ],
      }),
    );
    expect(error.code).toBe('inventory.lines_refused');
    expect(complaints(error)).toEqual([
      ['/lines/0/itemCode', 'inventory.item_unknown'],
      ['/lines/1/qty', 'inventory.quantity_refused'],
      ['/lines/2/uom', 'inventory.uom_unknown'],
      ['/lines/3/lot', 'inventory.lot_required'],
      ['/lines/4/expiresOn', 'inventory.expiry_required'],
      ['/lines/5/serials', 'inventory.serials_count'],
      ['/lines/6/toLocation', 'inventory.location_unknown'],
      ['/lines/7/toLocation', 'inventory.location_required'],
      ['/lines/8/toLocation', 'inventory.location_refused'],
    ]);
  });

  it('issues the lot that expires first and splits over lots', async () => {
    await post({
      type: 'receipt',
      lines: [
        { itemCode: store.lot.code, qty: '5', toLocation: store.binA.code, lot: 'LATE', expiresOn: '2099-06-01' },
        { itemCode: store.lot.code, qty: '2', toLocation: store.binA.code, lot: 'SOON', expiresOn: '2099-01-01' },
      ],
    });
    const issued = await post({ type: 'issue', lines: [{ itemCode: store.lot.code, qty: '3', fromLocation: store.binA.code }] });
    expect(issued.lines.map((l) => [l.lot, l.qty])).toEqual([
      ['SOON', '2'],
      ['LATE', '1'],
    ]);
    const short = await refusal(post({ type: 'issue', lines: [{ itemCode: store.lot.code, qty: '5', fromLocation: store.binA.code }] }));
    expect(short.data.shortages).toMatchObject([{ line: 1, required: '5', onHand: '4' }]);
  });

  it('refuses a later lot while an earlier one is there, unless the person may override', async () => {
    await post({
      type: 'receipt',
      lines: [
        { itemCode: store.lot.code, qty: '5', toLocation: store.binA.code, lot: 'LATE', expiresOn: '2099-06-01' },
        { itemCode: store.lot.code, qty: '2', toLocation: store.binA.code, lot: 'SOON', expiresOn: '2099-01-01' },
      ],
    });
    const late: PostStockDto = { type: 'issue', lines: [{ itemCode: store.lot.code, qty: '1', fromLocation: store.binA.code, lot: 'LATE' }] };
    const error = await refusal(post(late, personWith(['stock.issue'])));
    expect(complaints(error)).toEqual([['/lines/0/lot', 'inventory.fefo_violation']]);
    await post(late, personWith(['stock.issue', 'fefo.override']));
    const [row] = await bed.database.query<{ n: string }>(`SELECT count(*) AS n FROM sys_audit_logs WHERE action = 'fefo.overridden' AND subject_id = $1`, [
      store.lot.code,
    ]);
    expect(row?.n).toBe('1');
  });

  it('never uses a held or expired lot, but may move it', async () => {
    await post({
      type: 'receipt',
      lines: [
        { itemCode: store.lot.code, qty: '5', toLocation: store.binA.code, lot: 'HELD', expiresOn: '2099-06-01' },
        { itemCode: store.lot.code, qty: '5', toLocation: store.binA.code, lot: 'OLD', expiresOn: '2020-01-01' },
      ],
    });
    await bed.transaction(async (tx) => {
      const { items } = await inventory.lots.list(tx, { itemCode: store.lot.code, q: 'HELD', limit: 10 } as never);
      await inventory.lots.hold(tx, clerk, items[0]!.id, { reason: '待檢驗' });
    });
    const use = (lot: string): PostStockDto => ({ type: 'issue', lines: [{ itemCode: store.lot.code, qty: '1', fromLocation: store.binA.code, lot }] });
    expect(complaints(await refusal(post(use('HELD'))))).toEqual([['/lines/0/lot', 'inventory.lot_held']]);
    expect(complaints(await refusal(post(use('OLD'))))).toEqual([['/lines/0/lot', 'inventory.lot_expired']]);
    expect((await refusal(post({ type: 'issue', lines: [{ itemCode: store.lot.code, qty: '1', fromLocation: store.binA.code }] }))).code).toBe(
      'inventory.insufficient_stock',
    );
    await post({ type: 'transfer', lines: [{ itemCode: store.lot.code, qty: '5', fromLocation: store.binA.code, toLocation: store.binB.code, lot: 'HELD' }] });
  });

  it('keeps each serial number in one place', async () => {
    await post({ type: 'receipt', lines: [{ itemCode: store.serial.code, qty: '2', toLocation: store.binA.code, serials: ['S1', 'S2'] }] });
    const again = await refusal(post({ type: 'receipt', lines: [{ itemCode: store.serial.code, qty: '1', toLocation: store.binB.code, serials: ['S1'] }] }));
    expect(again.code).toBe('inventory.serial_conflict');
    await post({
      type: 'transfer',
      lines: [{ itemCode: store.serial.code, qty: '1', fromLocation: store.binA.code, toLocation: store.binB.code, serials: ['S1'] }],
    });
    const gone = await refusal(post({ type: 'issue', lines: [{ itemCode: store.serial.code, qty: '1', fromLocation: store.binA.code, serials: ['S1'] }] }));
    expect(gone.code).toBe('inventory.insufficient_stock');
  });

  it('moves stock between buckets and issues only from the one that is named', async () => {
    await post({ type: 'receipt', lines: [{ itemCode: store.plain.code, qty: '5', toLocation: store.binA.code }] });
    await post({ type: 'status', lines: [{ itemCode: store.plain.code, qty: '4', fromLocation: store.binA.code, toStatus: 'hold' }] });
    expect((await refusal(post({ type: 'issue', lines: [{ itemCode: store.plain.code, qty: '2', fromLocation: store.binA.code }] }))).code).toBe(
      'inventory.insufficient_stock',
    );
    expect(complaints(await refusal(post({ type: 'status', lines: [{ itemCode: store.plain.code, qty: '1', fromLocation: store.binA.code }] })))).toEqual([
      ['/lines/0/toStatus', 'inventory.same_place'],
    ]);
  });

  it('adjusts only with a reason, in either direction', async () => {
    const found: PostStockDto = { type: 'adjust', lines: [{ itemCode: store.plain.code, qty: '3', toLocation: store.binA.code }] };
    expect((await refusal(post(found))).code).toBe('inventory.reason_required');
    const [reason] = await bed.database.query<{ code: string }>(`SELECT code FROM reason_codes WHERE domain = 'adjust' LIMIT 1`);
    await post({ ...found, reasonCode: reason!.code });
    await post({ type: 'adjust', reasonCode: reason!.code, lines: [{ itemCode: store.plain.code, qty: '1', fromLocation: store.binA.code }] });
    expect(await bed.transaction((tx) => onHand(tx, store.plain.code, store.binA.code))).toBe('2');
  });

  it('needs the permission of the type, and a permission to post on an earlier day', async () => {
    const receipt: PostStockDto = { type: 'receipt', lines: [{ itemCode: store.plain.code, qty: '3', toLocation: store.binA.code }] };
    expect((await refusal(post(receipt, personWith(['stock.post', 'stock.issue'])))).code).toBe('inventory.type_not_permitted');
    expect((await refusal(post({ ...receipt, effectiveOn: '2020-01-01' }, personWith(['stock.receive'])))).code).toBe('inventory.effective_date_refused');
    expect((await refusal(post({ ...receipt, effectiveOn: '2099-01-01' }))).code).toBe('inventory.effective_date_refused');
    await post({ ...receipt, effectiveOn: '2020-01-01' }, personWith(['stock.receive', 'stock.backdate']));
  });

  it('takes the smaller scope when the type reaches less far than the route', async () => {
    const actor = {
      ...personWith(['stock.post']),
      grants: new Map([
        ['stock.post', ALL_SCOPE],
        ['stock.receive', { ...NO_SCOPE, warehouses: ['999999'] }],
      ]),
    };
    expect(complaints(await refusal(post({ type: 'receipt', lines: [{ itemCode: store.plain.code, qty: '3', toLocation: store.binA.code }] }, actor)))).toEqual(
      [['/lines/0/toLocation', 'inventory.location_unknown']],
    );
  });

  it('is one effect for one operation id, whatever the payload', async () => {
    const clientOpId = uuidV7();
    const first = await post({ type: 'receipt', clientOpId, lines: [{ itemCode: store.plain.code, qty: '3', toLocation: store.binA.code }] });
    const error = await refusal(post({ type: 'receipt', clientOpId, lines: [{ itemCode: store.plain.code, qty: '9', toLocation: store.binA.code }] }));
    expect(error.code).toBe('operation.duplicate');
    expect(error.data.headers).toEqual({ Location: `/api/v1/inventory/postings/${first.id}` });
    expect(await bed.transaction((tx) => onHand(tx, store.plain.code, store.binA.code))).toBe('3');
  });

  it('converts entered units exactly and keeps what was entered', async () => {
    const [uom] = await bed.database.query<{ id: string }>(`SELECT id FROM uoms WHERE code = 'BX'`);
    await bed.transaction((tx) => tx.query('INSERT INTO item_uoms (item_id, uom_id, num, den) VALUES ($1, $2, 24, 1)', [store.plain.id, uom!.id]));
    const posted = await post({ type: 'receipt', lines: [{ itemCode: store.plain.code, qty: '2', uom: 'BX', toLocation: store.binA.code }] });
    expect(posted.lines[0]).toMatchObject({ qty: '48', uom: 'PCE' });
    const view = await bed.transaction((tx) => inventory.ledger.posting(tx, clerk, posted.id));
    expect(view.lines[0]).toMatchObject({ qty: '48', enteredQty: '2', enteredUom: 'BX' });
  });
});

describe('value', () => {
  it('is a moving average that only goes forward, and leaves nothing on an empty item', async () => {
    const receipt = (qty: string, unitCost: string) =>
      post({ type: 'receipt', lines: [{ itemCode: store.plain.code, qty, toLocation: store.binA.code, unitCost }] });
    await receipt('3', '10');
    await receipt('1', '1');
    const posted = await post({ type: 'issue', lines: [{ itemCode: store.plain.code, qty: '2', fromLocation: store.binA.code }] });
    const view = await bed.transaction((tx) => inventory.ledger.posting(tx, clerk, posted.id));
    expect(view.lines[0]!.value).toBe('15.5');
    await post({ type: 'issue', lines: [{ itemCode: store.plain.code, qty: '2', fromLocation: store.binA.code }] });
    const [row] = await bed.database.query<{ value: string; qty: string }>('SELECT value::text, qty::text FROM inventory_value WHERE item_id = $1', [
      store.plain.id,
    ]);
    expect(row).toEqual({ value: '0.0000', qty: '0.000000' });
  });

  it('leaves nothing on an empty item even when a reversal takes out less than the average', async () => {
    await bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '2', toLocation: store.binA.code, unitCost: '10' }));
    const cheap = await bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '2', toLocation: store.binA.code, unitCost: '1' }));
    await post({ type: 'issue', lines: [{ itemCode: store.plain.code, qty: '2', fromLocation: store.binA.code }] });
    await bed.transaction((tx) => stock.reverse(tx, clerk, cheap.id, {}));
    const [row] = await bed.database.query<{ value: string; qty: string }>('SELECT value::text, qty::text FROM inventory_value WHERE item_id = $1', [
      store.plain.id,
    ]);
    expect(row).toEqual({ value: '0.0000', qty: '0.000000' });
  });

  it('is hidden from people without the permission', async () => {
    const posted = await bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '1', toLocation: store.binA.code, unitCost: '7' }));
    const view = await bed.transaction((tx) => inventory.ledger.posting(tx, personWith(['stock.read']), posted.id));
    expect(view.lines[0]).not.toHaveProperty('value');
  });
});

describe('reverse', () => {
  const reverse = (id: string) => bed.transaction((tx) => stock.reverse(tx, clerk, id, { note: '打錯' }));

  it('restores every key and value exactly, once', async () => {
    const posted = await bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '3', toLocation: store.binA.code, unitCost: '7' }));
    const reversal = await reverse(posted.id);
    expect(await bed.transaction((tx) => onHand(tx, store.plain.code, store.binA.code))).toBe('0');
    const again = await refusal(reverse(posted.id));
    expect(again.code).toBe('inventory.already_reversed');
    expect(again.data.reversedBy).toBe(reversal.id);
    expect((await refusal(reverse(reversal.id))).code).toBe('inventory.reversal_final');
    expect((await refusal(reverse(uuidV7()))).code).toBe('inventory.posting_not_found');
    expect((await refusal(reverse('not-a-uuid'))).code).toBe('inventory.posting_not_found');
  });

  it('is refused when the stock has gone on', async () => {
    const posted = await bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '3', toLocation: store.binA.code }));
    await post({ type: 'issue', lines: [{ itemCode: store.plain.code, qty: '2', fromLocation: store.binA.code }] });
    expect((await refusal(reverse(posted.id))).code).toBe('inventory.insufficient_stock');
  });
});

describe('reserve', () => {
  it('takes stock out of what is available, and an issue against it uses it up', async () => {
    await bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '10', toLocation: store.binA.code }));
    const [reservation] = await bed.transaction((tx) =>
      inventory.reservations.reserve(tx, clerk, { ownerType: 'so', ownerRef: 'SO-1/1', itemCode: store.plain.code, qty: '8' }),
    );
    expect((await refusal(post({ type: 'issue', lines: [{ itemCode: store.plain.code, qty: '3', fromLocation: store.binA.code }] }))).code).toBe(
      'inventory.insufficient_stock',
    );
    expect(
      (
        await refusal(
          bed.transaction((tx) => inventory.reservations.reserve(tx, clerk, { ownerType: 'so', ownerRef: 'SO-2/1', itemCode: store.plain.code, qty: '3' })),
        )
      ).code,
    ).toBe('inventory.insufficient_stock');
    const use: PostStockDto = {
      type: 'issue',
      lines: [{ itemCode: store.plain.code, qty: '5', reservationId: reservation!.id, fromLocation: store.binA.code }],
    };
    await post(use);
    expect((await refusal(post(use))).code).toBe('inventory.reservation_conflict');
    const released = await bed.transaction((tx) => inventory.reservations.release(tx, clerk, reservation!.id));
    expect(released).toMatchObject({ qty: '8', consumed: '5', state: 'released' });
    expect((await refusal(bed.transaction((tx) => inventory.reservations.release(tx, clerk, reservation!.id)))).code).toBe('inventory.reservation_closed');
    const available = await bed.transaction((tx) => inventory.ledger.availability(tx, { itemCode: store.plain.code }));
    expect(available).toMatchObject({ onHand: '5', reserved: '0', available: '5', onHold: '0' });
  });
});
