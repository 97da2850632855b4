import { standardReasons } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { verifyLedger } from '@anwen/inventory';
import { clerk, inventory, onHand, receive } from '@anwen/inventory/testing';
import { uuidV7, type AppError } from '@anwen/kernel';
import { aPickedShipment, aShipment, aShippingStore, outbound, tasksOf, type ShippingStore } from './testing';
import type { ShipmentDto } from './shipment.dto';

const { allocation, cancelling, packages, picks, salesOrders, shipments, shipping } = outbound;
let bed: TestDatabase;
let store: ShippingStore;
beforeAll(async () => {
  bed = await TestDatabase.create();
  await bed.transaction(standardReasons);
  await bed.asOwner(
    `INSERT INTO sys_settings (key, value) VALUES ('trade.gs1CompanyPrefix', '"4719999"') ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    [],
  );
});
beforeEach(async () => {
  store = await bed.transaction(aShippingStore);
});
afterEach(async () => {
  expect((await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0)).toEqual([]);
});
afterAll(() => bed.drop());

const run: TestDatabase['transaction'] = (work, actor, scope) => bed.transaction(work, actor, scope);
const refused = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => Promise.reject(new Error('was not refused')),
    (e: AppError) => e,
  );
const lastDiff = async (action: string): Promise<Record<string, unknown>> =>
  (await bed.database.query<{ diff: Record<string, unknown> }>('SELECT diff FROM sys_audit_logs WHERE action = $1 ORDER BY id DESC LIMIT 1', [action]))[0]!
    .diff;

/** Two lines, plain and of a lot, all at the stage. */
async function pickedWithLot(): Promise<ShipmentDto> {
  await run((tx) => receive(tx, { itemCode: store.plain.code, qty: '4', toLocation: store.binA.code }));
  await run((tx) => receive(tx, { itemCode: store.lot.code, qty: '3', lot: 'BAD', expiresOn: '2099-01-01', toLocation: store.binB.code }));
  const lines = [
    { itemCode: store.plain.code, qty: '4' },
    { itemCode: store.lot.code, qty: '3' },
  ];
  const { id } = await run((tx) => aShipment(tx, store, { of: { lines } }));
  await run((tx) => allocation.allocate(tx, clerk, id, {}));
  await run((tx) => allocation.startPicking(tx, clerk, id));
  for (const task of await run((tx) => tasksOf(tx, id))) await run((tx) => picks.confirm(tx, clerk, task.id, {}));
  return run((tx) => shipments.get(tx, clerk, id));
}
const holdLot = async (): Promise<void> => {
  const [lot] = (await run((tx) => inventory.lots.list(tx, { limit: 5, itemCode: store.lot.code }))).items;
  await run((tx) => inventory.lots.hold(tx, clerk, lot!.id, { reason: '客訴' }));
};

describe('a bad lot at the stage', () => {
  it('is named by the departure, and left out and carried home by a short one', async () => {
    const shipment = await pickedWithLot();
    await holdLot();
    const named = await refused(run((tx) => shipping.ship(tx, clerk, shipment.id, {})));
    expect([named.code, named.data.lines]).toMatchObject(['trade.goods_not_usable', [{ lineId: shipment.lines[1]!.id, lot: 'BAD', why: 'hold' }]]);
    const done = await run((tx) => shipping.shortShip(tx, clerk, shipment.id, {}));
    expect([done.state, done.lines.map((l) => [l.pickedQty, l.shippedQty, l.shortQty])]).toEqual([
      'shipped',
      [
        ['4', '4', '0'],
        ['0', '0', '3'],
      ],
    ]);
    expect((await lastDiff('shipment.short_shipped')).sentHome).toMatchObject([{ item: store.lot.code, lot: 'BAD', qty: '3', why: 'hold' }]);
    const [home] = await run((tx) => tasksOf(tx, shipment.id, 'open'));
    expect(home).toMatchObject({ kind: 'put_back', qty: '3', to: { code: store.binB.code } });
    await run((tx) => picks.confirm(tx, clerk, home!.id, {}));
    expect(await run((tx) => onHand(tx, store.lot.code, store.binB.code))).toBe('3');
    const order = await run((tx) => salesOrders.get(tx, clerk, shipment.salesOrder!.id));
    expect([order.state, order.lines.map((l) => l.openQty), order.shipments.length]).toEqual(['partially_shipped', ['0', '3'], 2]);
  });

  it('is not shipped in a package, nor is a shipment of nothing else', async () => {
    const shipment = await pickedWithLot();
    const box = await run((tx) => packages.create(tx, clerk, { shipment: shipment.id }));
    await run((tx) => packages.add(tx, clerk, box.id, { lineId: shipment.lines[1]!.id, qty: '2' }));
    await run((tx) => packages.close(tx, clerk, box.id, {}));
    await holdLot();
    const inside = await refused(run((tx) => shipping.shortShip(tx, clerk, shipment.id, {})));
    expect([inside.code, inside.data.packages]).toEqual(['trade.package_holds_unusable', box.sscc]);
    await run((tx) => packages.void(tx, clerk, box.id));
    expect((await run((tx) => shipping.shortShip(tx, clerk, shipment.id, {}))).state).toBe('shipped');
  });
});

describe('packages', () => {
  it('that are empty hold nothing up; filled ones are closed before the goods leave', async () => {
    const shipment = await run((tx) => aPickedShipment(tx, store));
    const [empty, filled] = [
      await run((tx) => packages.create(tx, clerk, { shipment: shipment.id })),
      await run((tx) => packages.create(tx, clerk, { shipment: shipment.id })),
    ];
    await run((tx) => packages.add(tx, clerk, filled.id, { lineId: shipment.lines[0]!.id, qty: '10' }));
    for (const leave of [shipping.ship, shipping.shortShip, (tx, actor, id) => shipments.pack(tx, actor, id)] as (typeof shipping.ship)[]) {
      const open = await refused(run((tx) => leave.call(shipping, tx, clerk, shipment.id, {})));
      expect([open.code, open.data.packages]).toEqual(['trade.packages_open', filled.sscc]);
    }
    await run((tx) => packages.close(tx, clerk, filled.id, {}));
    expect((await run((tx) => shipping.ship(tx, clerk, shipment.id, {}))).packages.map((p) => p.state)).toEqual(['void', 'closed']);
    expect((await refused(run((tx) => packages.label(tx, clerk, empty.id)))).code).toBe('trade.package_void');
    expect((await refused(run((tx) => packages.void(tx, clerk, filled.id)))).code).toBe('trade.invalid_transition');
  });

  it('are voided by hand, which frees their goods, and by the end of the shipment', async () => {
    const shipment = await run((tx) => aPickedShipment(tx, store));
    const wrong = await run((tx) => packages.create(tx, clerk, { shipment: shipment.id }));
    await run((tx) => packages.add(tx, clerk, wrong.id, { lineId: shipment.lines[0]!.id, qty: '10' }));
    expect((await run((tx) => packages.void(tx, clerk, wrong.id))).state).toBe('void');
    for (const touch of [packages.void, (tx, actor, id) => packages.close(tx, actor, id, {})] as (typeof packages.void)[]) {
      expect((await refused(run((tx) => touch.call(packages, tx, clerk, wrong.id)))).code).toBe('trade.package_void');
    }
    const anew = await run((tx) => packages.create(tx, clerk, { shipment: shipment.id }));
    await run((tx) => packages.add(tx, clerk, anew.id, { lineId: shipment.lines[0]!.id, qty: '10' }));
    await run((tx) => packages.close(tx, clerk, anew.id, {}));
    await run((tx) => shipments.pack(tx, clerk, shipment.id));
    const done = await run((tx) => cancelling.cancel(tx, clerk, shipment.id, { reason: 'x' }));
    expect(done.packages.map((p) => p.state)).toEqual(['void', 'void']);
    expect((await lastDiff('shipment.cancelled')).packages).toEqual([anew.sscc]);
  });
});

it('a cancelled shipment comes to its end even when goods are gone from the stage, and says which', async () => {
  const shipment = await run((tx) => aPickedShipment(tx, store));
  await run((tx) => inventory.reservations.release(tx, clerk, shipment.lines[0]!.allocations[0]!.reservationId, { hasDocument: true }));
  await run((tx) => inventory.stock.post(tx, clerk, { type: 'issue', lines: [{ itemCode: store.plain.code, qty: '3', fromLocation: store.stage.code }] }));
  expect((await run((tx) => cancelling.cancel(tx, clerk, shipment.id, { reason: 'x' }))).state).toBe('cancelled');
  expect((await lastDiff('shipment.cancelled')).missing).toEqual([{ item: store.plain.code, lot: null, serial: null, qty: '3' }]);
  expect((await run((tx) => tasksOf(tx, shipment.id, 'open'))).map((t) => [t.kind, t.qty])).toEqual([['put_back', '7']]);
});

it('more goods than one posting takes leave in several, with one operation id for all', async () => {
  const serials = Array.from({ length: 503 }, (_, i) => `S-${i}`);
  await run((tx) => receive(tx, { itemCode: store.serial.code, qty: '503', serials, toLocation: store.binA.code }));
  const { id, number } = await run((tx) => aShipment(tx, store, { of: { lines: [{ itemCode: store.serial.code, qty: '503' }] } }));
  await run((tx) => allocation.allocate(tx, clerk, id, {}));
  await run((tx) => allocation.startPicking(tx, clerk, id));
  const tasks = await run((tx) =>
    tx.query<{ id: string }>('SELECT t.public_id AS id FROM pick_tasks t JOIN shipments h ON h.id = t.shipment_id WHERE h.public_id = $1', [id]),
  );
  await run(async (tx) => {
    for (const task of tasks) await picks.confirm(tx, clerk, task.id, {});
  });
  const clientOpId = uuidV7();
  const done = await run((tx) => shipping.ship(tx, clerk, id, { clientOpId }));
  expect([done.state, done.lines[0]!.shippedQty]).toEqual(['shipped', '503']);
  const made = await run((tx) =>
    tx.query<{ n: number; lines: number }>(
      `SELECT count(*)::int AS n, sum(line_count)::int AS lines FROM inventory_postings WHERE doc_type = 'shipment' AND doc_ref = $1`,
      [number],
    ),
  );
  expect(made).toEqual([{ n: 2, lines: 503 }]);
  expect((await refused(run((tx) => shipping.ship(tx, clerk, id, { clientOpId })))).code).toBe('operation.duplicate');
}, 180_000);
