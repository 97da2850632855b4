import { standardReasons } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { verifyLedger } from '@anwen/inventory';
import { clerk, inventory, receive } from '@anwen/inventory/testing';
import type { AppError } from '@anwen/kernel';
import { aPickedShipment, aShipment, aShippingStore, outbound, tasksOf, type ShippingStore } from './testing';
import { checkDigit } from './sscc.rules';

const { allocation, packages, picks, returns, shipments, shipping } = outbound;
let bed: TestDatabase;
let store: ShippingStore;
beforeAll(async () => {
  bed = await TestDatabase.create();
  await bed.transaction(standardReasons);
});
beforeEach(async () => {
  store = await bed.transaction(aShippingStore);
});
afterAll(() => bed.drop());

const run: TestDatabase['transaction'] = (work, actor, scope) => bed.transaction(work, actor, scope);
const refused = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => Promise.reject(new Error('was not refused')),
    (e: AppError) => e,
  );
const withPrefix = (value: string) =>
  bed.asOwner(`INSERT INTO sys_settings (key, value) VALUES ('trade.gs1CompanyPrefix', $1::jsonb) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, [
    JSON.stringify(value),
  ]);

describe('a package', () => {
  it('needs the company prefix, and gets a number that nobody ever gets again', async () => {
    await bed.asOwner(`DELETE FROM sys_settings WHERE key = 'trade.gs1CompanyPrefix'`);
    const shipment = await run((tx) => aPickedShipment(tx, store));
    expect((await refused(run((tx) => packages.create(tx, clerk, { shipment: shipment.id })))).code).toBe('trade.company_prefix_missing');
    await withPrefix('4719999');
    const made = await Promise.all(Array.from({ length: 8 }, () => run((tx) => packages.create(tx, clerk, { shipment: shipment.number }))));
    const codes = made.map((p) => p.sscc).sort();
    expect(new Set(codes).size).toBe(8);
    expect(codes.map((c) => Number(c.slice(8, 17)))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    for (const sscc of codes) expect([sscc.slice(0, 8), sscc.slice(17)]).toEqual(['04719999', checkDigit(sscc.slice(0, 17))]);
  });

  it('holds no more than was picked, is closed with its weight, and keeps the shipment from leaving half open', async () => {
    await withPrefix('4719999');
    const shipment = await run((tx) => aPickedShipment(tx, store));
    const lineId = shipment.lines[0]!.id;
    const [one, two] = [
      await run((tx) => packages.create(tx, clerk, { shipment: shipment.id })),
      await run((tx) => packages.create(tx, clerk, { shipment: shipment.id })),
    ];
    expect((await refused(run((tx) => packages.close(tx, clerk, one.id, {})))).code).toBe('trade.package_empty');
    await run((tx) => packages.add(tx, clerk, one.id, { lineId, qty: '6' }));
    const over = await refused(run((tx) => packages.add(tx, clerk, two.id, { lineId, qty: '5' })));
    expect([over.code, over.data.open]).toEqual(['trade.more_than_picked', '4']);
    await run((tx) => packages.add(tx, clerk, two.id, { lineId, qty: '4' }));
    expect(await run((tx) => packages.close(tx, clerk, one.id, { weightKg: '12.5' }))).toMatchObject({
      state: 'closed',
      weightKg: '12.5',
      contents: [{ itemCode: store.plain.code, qty: '6' }],
    });
    expect((await refused(run((tx) => packages.add(tx, clerk, one.id, { lineId, qty: '1' })))).code).toBe('trade.package_closed');
    expect((await refused(run((tx) => shipments.pack(tx, clerk, shipment.id)))).code).toBe('trade.packages_open');
    await run((tx) => packages.close(tx, clerk, two.id, {}));
    expect((await run((tx) => shipments.pack(tx, clerk, shipment.id))).packages).toHaveLength(2);
  });

  it('has a label that a scanner and a human can read', async () => {
    await withPrefix('4719999');
    const shipment = await run((tx) => aPickedShipment(tx, store));
    const box = await run((tx) => packages.create(tx, clerk, { shipment: shipment.id }));
    await run((tx) => packages.add(tx, clerk, box.id, { lineId: shipment.lines[0]!.id, qty: '6' }));
    const { fileName, content } = await run((tx) => packages.label(tx, clerk, box.id));
    expect(fileName).toBe(`SSCC-${box.sscc}.pdf`);
    expect([content.subarray(0, 5).toString(), content.includes('NotoSansTC'), content.includes('/Subtype /Image')]).toEqual(['%PDF-', true, true]);
  });
});

describe('a return from a customer', () => {
  const shipped = async () => {
    await run(async (tx) => {
      await receive(tx, { itemCode: store.lot.code, qty: '5', lot: 'R-1', expiresOn: '2099-01-01', toLocation: store.binA.code });
      await receive(tx, { itemCode: store.serial.code, qty: '2', serials: ['R-S1', 'R-S2'], toLocation: store.binA.code });
    });
    const lines = [
      { itemCode: store.lot.code, qty: '4' },
      { itemCode: store.serial.code, qty: '1' },
    ];
    const shipment = await run((tx) => aShipment(tx, store, { of: { lines } }));
    await run((tx) => allocation.allocate(tx, clerk, shipment.id, {}));
    await run((tx) => allocation.startPicking(tx, clerk, shipment.id));
    for (const task of await run((tx) => tasksOf(tx, shipment.id))) await run((tx) => picks.confirm(tx, clerk, task.id, {}));
    return run((tx) => shipping.ship(tx, clerk, shipment.id, {}));
  };
  const announce = (lines: object[], more: object = {}) =>
    run((tx) =>
      returns.create(tx, clerk, {
        customer: store.customer.code,
        warehouse: store.warehouse.code,
        location: store.binB.code,
        lines: lines.map((line) => ({ status: 'qc', reasonCode: 'RET-DEFECT', ...line })) as never,
        ...more,
      }),
    );

  it('brings back what was shipped, of the same lots and serial numbers, into the bucket it deserves, and no more', async () => {
    const shipment = await shipped();
    const sent = shipment.lines[1]!.id && (await run((tx) => tasksOf(tx, shipment.id))).find((t) => t.serial)!.serial!.code;
    const good = await announce(
      [
        { itemCode: store.lot.code, qty: '1.5', lot: 'R-1' },
        { itemCode: store.serial.code, qty: '1', serials: [sent], status: 'damaged' },
      ],
      { shipment: shipment.number },
    );
    expect(good).toMatchObject({ state: 'draft', legal: ['receive', 'cancel'], shipment: { number: shipment.number }, lineCount: 2 });
    const done = await run((tx) => returns.receive(tx, clerk, good.number));
    expect(done).toMatchObject({ state: 'received', legal: [] });
    const balances = (await run((tx) => inventory.ledger.balances(tx, { limit: 50, location: store.binB.code }))).items;
    expect(balances.map((b) => [b.item.code, b.status, b.onHand]).sort()).toEqual(
      [
        [store.lot.code, 'qc', '1.5'],
        [store.serial.code, 'damaged', '1'],
      ].sort(),
    );
    for (const [lines, item] of [
      [[{ itemCode: store.lot.code, qty: '3', lot: 'R-1' }], store.lot.code],
      [[{ itemCode: store.lot.code, qty: '1', lot: 'OTHER' }], store.lot.code],
      [[{ itemCode: store.serial.code, qty: '1', serials: ['NEVER-SENT'] }], `${store.serial.code} NEVER-SENT`],
      [[{ itemCode: store.plain.code, qty: '1' }], store.plain.code],
    ] as const) {
      const wrong = await announce([...lines], { shipment: shipment.id });
      const error = await refused(run((tx) => returns.receive(tx, clerk, wrong.id)));
      expect([error.code, error.data.item]).toEqual(['trade.more_than_shipped', item]);
      expect((await run((tx) => returns.cancel(tx, clerk, wrong.id))).state).toBe('cancelled');
    }
    expect((await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0)).toEqual([]);
  });

  it('comes back once, although two people receive it at the same time', async () => {
    const shipment = await shipped();
    const drafts = [];
    for (let n = 0; n < 4; n++) drafts.push(await announce([{ itemCode: store.lot.code, qty: '2', lot: 'R-1' }], { shipment: shipment.id }));
    const done = await Promise.allSettled([...drafts, drafts[0]!].map((d) => run((tx) => returns.receive(tx, clerk, d.id))));
    expect(done.filter((d) => d.status === 'fulfilled')).toHaveLength(2);
  });

  it('without a shipment is believed, and tells everything that is wrong with it', async () => {
    const free = await announce([{ itemCode: store.plain.code, qty: '3', status: 'hold' }]);
    expect((await run((tx) => returns.receive(tx, clerk, free.id))).state).toBe('received');
    const error = await refused(
      announce(
        [
          { itemCode: 'NO', qty: '1' },
          { itemCode: store.serial.code, qty: '2', serials: ['X'] },
          { itemCode: store.plain.code, qty: '1', reasonCode: 'SP-DAMAGED' },
        ],
        {
          location: 'NOWHERE',
          shipment: 'DN-000000-001',
        },
      ),
    );
    expect(error.data.errors!.map((e) => `${e.pointer} ${e.code}`)).toEqual([
      '/location trade.reference_unknown',
      '/shipment trade.reference_unknown',
      '/lines/0/itemCode trade.reference_unknown',
      '/lines/1/serials trade.serials_count',
      '/lines/2/reasonCode trade.reason_unknown',
    ]);
  });
});
