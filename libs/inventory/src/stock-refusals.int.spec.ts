import { aLocation, aWarehouse, standardReasons } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { ALL_SCOPE, AppError, NO_SCOPE, systemActor, uuidV7, type Scope } from '@anwen/kernel';
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
afterAll(async () => {
  const proof = await verifyLedger(bed.database);
  await bed.drop();
  expect(proof.results.filter((r) => r.problems.length > 0)).toEqual([]);
});
beforeEach(async () => {
  store = await bed.transaction(aSmallStore);
});

const post = (input: PostStockDto, actor = clerk, scope: Scope = ALL_SCOPE) =>
  bed.transaction((tx) => stock.post(tx, actor, input), systemActor('door'), scope);
const refusal = async (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => {
      throw new Error('was not refused');
    },
    (e: unknown) => e as AppError,
  );
const complaints = (error: AppError) => (error.data.errors ?? []).map((e) => [e.pointer, e.code]);
const lotLine = (lot: string, qty: string, expiresOn = '2099-01-01') => ({ itemCode: store.lot.code, qty, toLocation: store.binA.code, lot, expiresOn });

describe('a repeat after the world has changed', () => {
  const repeated = async (input: PostStockDto, change: () => Promise<unknown>) => {
    const operation = { ...input, clientOpId: uuidV7() };
    const first = await post(operation);
    await change();
    const error = await refusal(post(operation));
    expect([error.code, error.data.headers?.Location]).toEqual(['operation.duplicate', `/api/v1/inventory/postings/${first.id}`]);
  };

  it('is a duplicate although FEFO finds nothing any more', async () => {
    await post({ type: 'receipt', lines: [lotLine('L1', '5')] });
    await repeated({ type: 'issue', lines: [{ itemCode: store.lot.code, qty: '5', fromLocation: store.binA.code }] }, () => Promise.resolve());
  });

  it('is a duplicate although the lot is held, the bin locked and the item blocked', async () => {
    await post({ type: 'receipt', lines: [lotLine('L1', '5')] });
    await repeated({ type: 'issue', lines: [{ itemCode: store.lot.code, qty: '1', fromLocation: store.binA.code, lot: 'L1' }] }, () =>
      bed.transaction(async (tx) => {
        await tx.query(`UPDATE lots SET status = 'hold' WHERE item_id = $1`, [store.lot.id]);
        await tx.query(`UPDATE locations SET locked_reason = '盤點中' WHERE id = $1`, [store.binA.id]);
        await tx.query(`UPDATE items SET status = 'blocked' WHERE id = $1`, [store.lot.id]);
      }),
    );
  });

  it('is a duplicate for a reversal too', async () => {
    const posted = await bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '3', toLocation: store.binA.code }));
    const clientOpId = uuidV7();
    await bed.transaction((tx) => stock.reverse(tx, clerk, posted.id, { clientOpId }));
    expect((await refusal(bed.transaction((tx) => stock.reverse(tx, clerk, posted.id, { clientOpId })))).code).toBe('operation.duplicate');
  });
});

describe('a reversal', () => {
  it('is whole or not at all for somebody who sees a part of the posting', async () => {
    const other = await bed.transaction(async (tx) => aLocation(tx, { warehouse: (await aWarehouse(tx)).code }));
    const posted = await post({
      type: 'receipt',
      lines: [
        { itemCode: store.plain.code, qty: '5', toLocation: store.binA.code },
        { itemCode: store.plain.code, qty: '7', toLocation: other.code },
      ],
    });
    const scoped = bed.transaction((tx) => stock.reverse(tx, clerk, posted.id, {}), systemActor('door'), { ...NO_SCOPE, warehouses: [store.warehouse.id] });
    expect((await refusal(scoped)).code).toBe('inventory.posting_not_found');
    await bed.transaction((tx) => stock.reverse(tx, clerk, posted.id, {}));
  });

  it('names what is short', async () => {
    const posted = await bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '3', toLocation: store.binA.code }));
    await post({ type: 'issue', lines: [{ itemCode: store.plain.code, qty: '2', fromLocation: store.binA.code }] });
    const error = await refusal(bed.transaction((tx) => stock.reverse(tx, clerk, posted.id, {})));
    expect(error.data.shortages).toMatchObject([{ line: 1, itemCode: store.plain.code, location: store.binA.code, required: '3', onHand: '1' }]);
  });

  it('puts nothing into a bin that was archived or locked since', async () => {
    await bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '3', toLocation: store.binA.code }));
    const issued = await post({ type: 'issue', lines: [{ itemCode: store.plain.code, qty: '3', fromLocation: store.binA.code }] });
    await bed.transaction((tx) => tx.query(`UPDATE locations SET status = 'archived' WHERE id = $1`, [store.binA.id]));
    expect((await refusal(bed.transaction((tx) => stock.reverse(tx, clerk, issued.id, {})))).code).toBe('inventory.location_closed');
  });
});

describe('buckets', () => {
  it('change only by a posting of type status, and held stock is not used', async () => {
    await post({ type: 'receipt', lines: [{ itemCode: store.plain.code, qty: '5', toLocation: store.binA.code, status: 'hold' }] });
    const line = { itemCode: store.plain.code, qty: '1', fromLocation: store.binA.code, status: 'hold' as const };
    expect(complaints(await refusal(post({ type: 'transfer', lines: [{ ...line, toLocation: store.binA.code, toStatus: 'available' }] })))).toEqual([
      ['/lines/0/toStatus', 'inventory.status_not_here'],
    ]);
    expect(complaints(await refusal(post({ type: 'issue', lines: [line] })))).toEqual([['/lines/0/status', 'inventory.bucket_not_usable']]);
    await post({ type: 'transfer', lines: [{ ...line, toLocation: store.binB.code }] });
    await post({ type: 'issue', lines: [{ ...line, toLocation: 'SCRAP' }] });
    expect(complaints(await refusal(post({ type: 'adjust', reasonCode: 'ADJ-LOST', lines: [{ ...line, toLocation: store.binB.code }] })))).toEqual([
      ['/lines/0/toLocation', 'inventory.location_refused'],
    ]);
  });

  it('below zero may be filled in steps after the place stopped allowing it', async () => {
    const allow = (value: boolean) => bed.transaction((tx) => tx.query('UPDATE locations SET allow_negative = $2 WHERE id = $1', [store.binA.id, value]));
    await allow(true);
    await post({ type: 'issue', lines: [{ itemCode: store.plain.code, qty: '5', fromLocation: store.binA.code }] });
    await allow(false);
    await bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '2', toLocation: store.binA.code }));
    expect((await refusal(post({ type: 'issue', lines: [{ itemCode: store.plain.code, qty: '1', fromLocation: store.binA.code }] }))).code).toBe(
      'inventory.insufficient_stock',
    );
    await bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '4', toLocation: store.binA.code }));
    expect(await bed.transaction((tx) => onHand(tx, store.plain.code, store.binA.code))).toBe('1');
  });
});

describe('lots and serial numbers', () => {
  it('a new lot has one expiry day', async () => {
    const error = await refusal(post({ type: 'receipt', lines: [lotLine('L1', '1', '2099-01-01'), lotLine('L1', '1', '2099-02-01')] }));
    expect(complaints(error)).toEqual([['/lines/1/expiresOn', 'inventory.lot_expiry_differs']]);
  });

  it('a serial number stands in one line', async () => {
    const line = { itemCode: store.serial.code, qty: '1', serials: ['S1'] };
    const error = await refusal(
      post({
        type: 'receipt',
        lines: [
          { ...line, toLocation: store.binA.code },
          { ...line, toLocation: store.binB.code },
        ],
      }),
    );
    expect(complaints(error)).toEqual([['/lines/1/serials', 'inventory.serial_twice']]);
  });

  it('thousands of serial numbers take seconds, not the process', async () => {
    const serials = Array.from({ length: 1_000 }, (_, n) => `SN-${n}`);
    const began = Date.now();
    await post({ type: 'receipt', lines: [{ itemCode: store.serial.code, qty: '1000', serials, toLocation: store.binA.code }] });
    expect(Date.now() - began).toBeLessThan(9_000);
    const more = (n: number) => ({ itemCode: store.serial.code, qty: '1000', serials: serials.map((s) => `${s}-${n}`), toLocation: store.binA.code });
    expect(complaints(await refusal(post({ type: 'receipt', lines: [more(1), more(2), more(3)] })))).toEqual([['/lines', 'inventory.serials_too_many']]);
  });

  it('keeps what was entered when one lot gives it all', async () => {
    await post({ type: 'receipt', lines: [lotLine('L1', '50')] });
    await bed.transaction((tx) =>
      tx.query(`INSERT INTO item_uoms (item_id, uom_id, num, den) SELECT $1, id, 24, 1 FROM uoms WHERE code = 'BX'`, [store.lot.id]),
    );
    const posted = await post({ type: 'issue', lines: [{ itemCode: store.lot.code, qty: '2', uom: 'BX', fromLocation: store.binA.code }] });
    const view = await bed.transaction((tx) => inventory.ledger.posting(tx, clerk, posted.id));
    expect(view.lines[0]).toMatchObject({ qty: '48', enteredQty: '2', enteredUom: 'BX' });
  });

  it('lets only somebody with reach override FEFO', async () => {
    await post({ type: 'receipt', lines: [lotLine('LATE', '5', '2099-06-01'), lotLine('SOON', '5', '2099-01-01')] });
    const elsewhere = {
      ...personWith(['stock.issue']),
      grants: new Map([
        ['stock.issue', ALL_SCOPE],
        ['fefo.override', { ...NO_SCOPE, warehouses: ['999999'] }],
      ]),
    };
    const error = await refusal(
      post({ type: 'issue', lines: [{ itemCode: store.lot.code, qty: '1', fromLocation: store.binA.code, lot: 'LATE' }] }, elsewhere),
    );
    expect(complaints(error)).toEqual([['/lines/0/lot', 'inventory.fefo_violation']]);
  });
});

describe('reasons, days and costs', () => {
  const adjust = (reasonCode: string, note?: string): PostStockDto => ({
    type: 'adjust',
    reasonCode,
    ...(note ? { note } : {}),
    lines: [{ itemCode: store.plain.code, qty: '1', toLocation: store.binA.code }],
  });

  it('come from the right domain, with a note where one is needed', async () => {
    expect((await refusal(post(adjust('DT-SETUP')))).code).toBe('inventory.reason_unknown');
    expect((await refusal(post(adjust('ADJ-ENTRY')))).code).toBe('inventory.note_required');
    await post(adjust('ADJ-ENTRY', '少打一個零'));
    await bed.transaction((tx) => tx.query(`UPDATE reason_codes SET needs_approval = true WHERE code = 'ADJ-SAMPLE'`));
    expect((await refusal(post(adjust('ADJ-SAMPLE')))).code).toBe('inventory.approval_required');
  });

  it('are plausible', async () => {
    const receipt: PostStockDto = { type: 'receipt', lines: [{ itemCode: store.plain.code, qty: '1', toLocation: store.binA.code }] };
    expect((await refusal(post({ ...receipt, occurredAt: '2099-01-01T00:00:00Z' }))).code).toBe('inventory.occurred_at_refused');
    expect((await refusal(post({ ...receipt, effectiveOn: '0001-01-01' }))).code).toBe('inventory.effective_date_refused');
    await post(receipt);
    const cost = await refusal(post({ type: 'issue', lines: [{ itemCode: store.plain.code, qty: '1', fromLocation: store.binA.code, unitCost: '3' }] }));
    expect(complaints(cost)).toEqual([['/lines/0/unitCost', 'inventory.cost_not_allowed']]);
  });
});

describe('FEFO beside other lines', () => {
  const both = () => post({ type: 'receipt', lines: [lotLine('SOON', '5', '2099-01-01'), lotLine('LATE', '10', '2099-06-01')] });

  it('is no reason to call a plain shortage a busy system', async () => {
    await both();
    const lines = [
      { itemCode: store.lot.code, qty: '1', fromLocation: store.binA.code },
      { itemCode: store.plain.code, qty: '1', fromLocation: store.binA.code },
    ];
    const error = await refusal(post({ type: 'issue', lines }));
    expect([error.code, error.data.shortages]).toMatchObject(['inventory.insufficient_stock', [{ line: 2, itemCode: store.plain.code }]]);
  });

  it('leaves alone what an earlier line of the same request takes by name', async () => {
    await both();
    const lines = [
      { itemCode: store.lot.code, qty: '3', lot: 'SOON', fromLocation: store.binA.code },
      { itemCode: store.lot.code, qty: '5', fromLocation: store.binA.code },
    ];
    const posted = await post({ type: 'issue', lines });
    expect(posted.lines.map((l) => [l.lot, l.qty])).toEqual([
      ['SOON', '3'],
      ['SOON', '2'],
      ['LATE', '3'],
    ]);
  });
});

it('does not use a reservation in the minute between its expiry and the job that gives it back', async () => {
  await bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '5', toLocation: store.binA.code }));
  const [reservation] = await bed.transaction((tx) =>
    inventory.reservations.reserve(tx, clerk, { ownerType: 'so', ownerRef: uuidV7(), itemCode: store.plain.code, qty: '5' }),
  );
  await bed.transaction((tx) => tx.query(`UPDATE inventory_reservations SET expires_at = now() - interval '1 second' WHERE public_id = $1`, [reservation!.id]));
  const use = post({ type: 'issue', lines: [{ itemCode: store.plain.code, qty: '1', fromLocation: store.binA.code, reservationId: reservation!.id }] });
  expect((await refusal(use)).code).toBe('inventory.reservation_conflict');
});

it('refuses the application every other way to write stock', async () => {
  for (const sql of [
    'UPDATE inventory_balance SET on_hand = on_hand + 1',
    `INSERT INTO inventory_balance (item_id, location_id, warehouse_id) VALUES (1, 7, 1)`,
    'UPDATE inventory_value SET value = 0',
    `INSERT INTO inventory_postings SELECT * FROM inventory_postings`,
    `INSERT INTO inventory_movements SELECT * FROM inventory_movements`,
  ])
    await expect(bed.transaction((tx) => tx.query(sql))).rejects.toMatchObject({ code: '42501' });
});
