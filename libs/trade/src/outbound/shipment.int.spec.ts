import { aCode, aLocation, aWarehouse, standardReasons } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { verifyLedger } from '@anwen/inventory';
import { clerk, inventory, onHand, personWith, receive } from '@anwen/inventory/testing';
import { NO_SCOPE, uuidV7, type AppError, type Scope } from '@anwen/kernel';
import {
  aPickedShipment,
  aSalesOrder,
  aShipment,
  aShipmentToPick,
  aShippingStore,
  anAllocatedShipment,
  outbound,
  stocked,
  tasksOf,
  type ShippingStore,
} from './testing';

const { salesOrders, shipments, allocation, shipping, cancelling, picks } = outbound;
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

/** One question past the scope: tables under row-level security show nothing to a session without one. */
const ask = <R>(sql: string, values: unknown[] = []): Promise<R[]> => bed.transaction((tx) => tx.query<R>(sql, values));

const run: TestDatabase['transaction'] = (work, actor, scope) => bed.transaction(work, actor, scope);
const refused = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => Promise.reject(new Error('was not refused')),
    (e: AppError) => e,
  );
const open = async (shipment: string): Promise<number> =>
  (
    await ask<{ n: number }>(
      `SELECT count(*)::int AS n FROM inventory_reservations r JOIN shipment_lines l ON r.owner_type = 'shipment_line' AND r.owner_ref = l.public_id::text
         JOIN shipments h ON h.id = l.shipment_id WHERE h.public_id = $1 AND r.state = 'open'`,
      [shipment],
    )
  )[0]!.n;
const inBin = (bin: { code: string }) => run((tx) => onHand(tx, store.plain.code, bin.code));
const proven = async () => expect((await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0)).toEqual([]);

describe('a shipment, from the order to the customer', () => {
  it('is allocated, picked, packed, shipped and delivered, and the order follows', async () => {
    await run((tx) => stocked(tx, store, '12'));
    const order = await run((tx) => aSalesOrder(tx, store));
    const draft = await run((tx) => aShipment(tx, store, { salesOrder: order.number }));
    expect(draft).toMatchObject({ state: 'draft', salesOrder: { number: order.number }, stage: { code: store.stage.code }, legal: ['allocate', 'cancel'] });
    const allocated = await run((tx) => allocation.allocate(tx, clerk, draft.number, {}));
    expect([allocated.state, allocated.lines[0]!.allocatedQty, allocated.lines[0]!.allocations[0]!.location.code]).toEqual([
      'allocated',
      '10',
      store.binA.code,
    ]);
    expect((await run((tx) => salesOrders.get(tx, clerk, order.id))).lines[0]).toMatchObject({ allocatedQty: '10', openQty: '10' });
    expect((await run((tx) => allocation.startPicking(tx, clerk, draft.id))).tasks).toEqual({ open: 1, claimed: 0, done: 0, short: 0 });
    const [task] = await run((tx) => tasksOf(tx, draft.id));
    expect(task).toMatchObject({ kind: 'pick', state: 'open', qty: '10', from: { code: store.binA.code }, to: { code: store.stage.code }, mine: false });
    expect(await run((tx) => picks.confirm(tx, clerk, task!.id, { qty: '4' }))).toMatchObject({ state: 'claimed', pickedQty: '4', mine: true });
    expect((await run((tx) => shipments.get(tx, clerk, draft.id))).state).toBe('picking');
    await run((tx) => picks.confirm(tx, clerk, task!.id, {}));
    const picked = await run((tx) => shipments.get(tx, clerk, draft.id));
    expect([picked.state, picked.lines[0]!.pickedQty, picked.lines[0]!.allocatedQty, await inBin(store.binA), await inBin(store.stage)]).toEqual([
      'picked',
      '10',
      '10',
      '2',
      '10',
    ]);
    expect((await run((tx) => shipments.pack(tx, clerk, draft.id))).state).toBe('packed');
    const shipped = await run((tx) => shipping.ship(tx, clerk, draft.id, { carrier: '新竹物流', tracking: 'HCT-1' }));
    expect(shipped).toMatchObject({ state: 'shipped', carrier: '新竹物流', tracking: 'HCT-1', legal: ['deliver'] });
    expect([shipped.lines[0]!.shippedQty, shipped.lines[0]!.allocatedQty, await open(draft.id), await inBin(store.stage)]).toEqual(['10', '0', 0, '0']);
    expect(await run((tx) => salesOrders.get(tx, clerk, order.id))).toMatchObject({ state: 'shipped', shippedPct: 100, legal: ['close'] });
    expect((await run((tx) => shipments.deliver(tx, clerk, draft.id))).state).toBe('delivered');
    const left = (await run((tx) => inventory.ledger.movements(tx, clerk, { limit: 10, itemCode: store.plain.code, type: 'SHIP' }))).items;
    expect(left.map((m) => [m.qty, m.posting.docType, m.posting.docRef, m.to.location!.code])).toEqual(
      ['6', '4'].map((qty) => [qty, 'shipment', draft.number, 'CUSTOMER']),
    );
    expect(new Set(left.map((m) => m.posting.id)).size).toBe(1);
    await proven();
  });

  it('takes up what is open of an order, once', async () => {
    const order = await run((tx) => aSalesOrder(tx, store));
    const [line] = order.lines;
    const part = await run((tx) => aShipment(tx, store, { salesOrder: order.id, lines: [{ soLineId: line!.id, qty: '4' }] }));
    const tooMuch = await refused(
      run((tx) =>
        aShipment(tx, store, {
          salesOrder: order.id,
          lines: [
            { soLineId: line!.id, qty: '4' },
            { soLineId: line!.id, qty: '3' },
          ],
        }),
      ),
    );
    const pieces = await refused(run((tx) => shipments.create(tx, clerk, { salesOrder: order.id, lines: [{ soLineId: line!.id, qty: '1.5' }] })));
    expect(pieces.data.errors).toMatchObject([{ pointer: '/lines/0/qty', code: 'trade.quantity_refused' }]);
    expect(tooMuch.data.errors).toMatchObject([{ pointer: '/lines/1/qty', code: 'trade.too_much', params: { most: '2' } }]);
    const rest = await run((tx) => aShipment(tx, store, { salesOrder: order.id }));
    expect([part.lines[0]!.qty, rest.lines[0]!.qty]).toEqual(['4', '6']);
    expect((await refused(run((tx) => aShipment(tx, store, { salesOrder: order.id })))).code).toBe('trade.nothing_open');
    const blocked = await refused(run((tx) => salesOrders.cancel(tx, clerk, order.id, {})));
    expect([blocked.code, blocked.data.shipments]).toEqual(['trade.shipments_open', `${part.number}, ${rest.number}`]);
    await run((tx) => cancelling.cancel(tx, clerk, rest.id, { reason: '改期' }));
    expect((await run((tx) => aShipment(tx, store, { salesOrder: order.id }))).lines[0]!.qty).toBe('6');
  });

  it('goes without an order too, and needs to know its stage', async () => {
    const lines = [{ itemCode: store.plain.code, qty: '2' }];
    const made = await run((tx) => shipments.create(tx, clerk, { customer: store.customer.code, warehouse: store.warehouse.code, lines }));
    expect(made).toMatchObject({ salesOrder: null, lines: [{ qty: '2', soLineId: null }] });
    const second = await run((tx) => aLocation(tx, { warehouse: store.warehouse.code, kind: 'staging_out', code: aCode('STG') }));
    const unclear = await refused(run((tx) => shipments.create(tx, clerk, { customer: store.customer.code, warehouse: store.warehouse.code, lines })));
    expect(unclear.code).toBe('trade.stage_required');
    const named = await run((tx) => shipments.create(tx, clerk, { customer: store.customer.code, warehouse: store.warehouse.code, lines, stage: second.code }));
    expect(named.stage.code).toBe(second.code);
  });
});

describe('an allocation', () => {
  it('sees the same item twice in one document (C-3)', async () => {
    await run((tx) => stocked(tx, store, '10'));
    const twice = [
      { itemCode: store.plain.code, qty: '6' },
      { itemCode: store.plain.code, qty: '6' },
    ];
    const shipment = await run((tx) => aShipment(tx, store, { of: { lines: twice } }));
    const error = await refused(run((tx) => allocation.allocate(tx, clerk, shipment.id, {})));
    expect([error.code, (error.data.shortages as object[]).length, await open(shipment.id)]).toEqual(['inventory.insufficient_stock', 1, 0]);
    const partly = await run((tx) => allocation.allocate(tx, clerk, shipment.id, { partial: true }));
    expect([partly.state, partly.lines.map((l) => [l.allocatedQty, l.shortQty])]).toEqual([
      'partially_allocated',
      [
        ['6', '0'],
        ['4', '2'],
      ],
    ]);
    await run((tx) => stocked(tx, store, '2'));
    expect((await run((tx) => allocation.allocate(tx, clerk, shipment.id, {}))).state).toBe('allocated');
    const given = await run((tx) => allocation.unallocate(tx, clerk, shipment.id));
    expect([given.state, await open(shipment.id)]).toEqual(['draft', 0]);
  });

  it('takes the lot that expires first, never a held, expired or too short-lived one (I-18, I-19)', async () => {
    const lot = (code: string, expiresOn: string) =>
      run((tx) => receive(tx, { itemCode: store.lot.code, qty: '5', lot: code, expiresOn, toLocation: store.binA.code }));
    for (const [code, day] of [
      ['LATE', '2099-12-31'],
      ['SOON', '2099-01-31'],
      ['HELD', '2098-01-01'],
    ] as const)
      await lot(code, day);
    const inTenDays = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
    await lot('SHORT', inTenDays);
    const held = (await run((tx) => inventory.lots.list(tx, { limit: 10, itemCode: store.lot.code }))).items.find((l) => l.code === 'HELD')!;
    await run((tx) => inventory.lots.hold(tx, clerk, held.id, { reason: '檢驗' }));
    const shipment = await run((tx) => aShipment(tx, store, { of: { lines: [{ itemCode: store.lot.code, qty: '7', minRemainingDays: 30 }] } }));
    const done = await run((tx) => allocation.allocate(tx, clerk, shipment.id, {}));
    expect(done.lines[0]!.allocations.map((a) => [a.lot!.code, a.qty])).toEqual([
      ['SOON', '5'],
      ['LATE', '2'],
    ]);
    const relaxed = await run((tx) => aShipment(tx, store, { of: { lines: [{ itemCode: store.lot.code, qty: '1' }] } }));
    expect((await run((tx) => allocation.allocate(tx, clerk, relaxed.id, {}))).lines[0]!.allocations[0]!.lot!.code).toBe('SHORT');
  });

  it('refuses to pick or ship a lot that was held after it was promised (I-18)', async () => {
    await run((tx) => receive(tx, { itemCode: store.lot.code, qty: '5', lot: 'L1', expiresOn: '2099-01-01', toLocation: store.binA.code }));
    const shipment = await run((tx) => aShipment(tx, store, { of: { lines: [{ itemCode: store.lot.code, qty: '5' }] } }));
    await run((tx) => allocation.allocate(tx, clerk, shipment.id, {}));
    await run((tx) => allocation.startPicking(tx, clerk, shipment.id));
    const [task] = await run((tx) => tasksOf(tx, shipment.id));
    const hold = () => run((tx) => inventory.lots.hold(tx, clerk, task!.lot!.id, { reason: '客訴' }));
    await hold();
    expect((await refused(run((tx) => picks.confirm(tx, clerk, task!.id, {})))).code).toBe('inventory.lines_refused');
    await run((tx) => inventory.lots.release(tx, clerk, task!.lot!.id, { reason: '合格' }));
    await run((tx) => picks.confirm(tx, clerk, task!.id, {}));
    await hold();
    expect((await refused(run((tx) => shipping.ship(tx, clerk, shipment.id, {})))).code).toBe('trade.goods_not_usable');
    // Not even then does anything stay behind: it can be cancelled and carried home.
    expect((await run((tx) => cancelling.cancel(tx, clerk, shipment.id, { reason: '召回' }))).state).toBe('cancelled');
    expect(await open(shipment.id)).toBe(0);
    const [home] = (await run((tx) => tasksOf(tx, shipment.id))).filter((t) => t.kind === 'put_back');
    expect((await run((tx) => picks.confirm(tx, clerk, home!.id, {}))).state).toBe('done');
    await proven();
  });
});

describe('a departure', () => {
  it('is all or nothing, or short with a backorder that the order knows', async () => {
    await run((tx) => stocked(tx, store, '7'));
    const order = await run((tx) => aSalesOrder(tx, store));
    const { id } = await run((tx) => aShipment(tx, store, { salesOrder: order.id }));
    await run((tx) => allocation.allocate(tx, clerk, id, { partial: true }));
    await run((tx) => allocation.startPicking(tx, clerk, id));
    const [task] = await run((tx) => tasksOf(tx, id));
    expect((await refused(run((tx) => shipping.shortShip(tx, clerk, id, {})))).code).toBe('trade.nothing_picked');
    await run((tx) => picks.confirm(tx, clerk, task!.id, { qty: '5' }));
    expect((await refused(run((tx) => shipping.ship(tx, clerk, id, {})))).code).toBe('trade.invalid_transition');
    const clientOpId = uuidV7();
    const done = await run((tx) => shipping.shortShip(tx, clerk, id, { reasonCode: 'SP-NOTFOUND', clientOpId }));
    expect([done.state, done.lines[0]!.shippedQty, done.lines[0]!.shortQty, done.tasks.open + done.tasks.claimed, await open(id)]).toEqual([
      'shipped',
      '5',
      '5',
      0,
      0,
    ]);
    expect(await inBin(store.binA)).toBe('2');
    const after = await run((tx) => salesOrders.get(tx, clerk, order.id));
    expect([after.state, after.shippedPct, after.lines[0]!.openQty, after.shipments.map((s) => s.state)]).toEqual([
      'partially_shipped',
      50,
      '5',
      ['shipped', 'draft'],
    ]);
    const rest = await run((tx) => shipments.get(tx, clerk, after.shipments[1]!.id));
    expect([rest.backorderOf!.number, rest.lines[0]!.qty]).toEqual([done.number, '5']);
    const again = await refused(run((tx) => shipping.shortShip(tx, clerk, id, { clientOpId })));
    expect([again.code, again.data.headers]).toEqual(['operation.duplicate', { Location: `/api/v1/shipments/${id}` }]);
    await proven();
  });

  it('gives the rest up when the order says so', async () => {
    await run((tx) => stocked(tx, store, '7'));
    const order = await run((tx) => aSalesOrder(tx, store, { backorderPolicy: 'cancel_rest' }));
    const { id } = await run((tx) => aShipment(tx, store, { salesOrder: order.id }));
    await run((tx) => allocation.allocate(tx, clerk, id, { partial: true }));
    await run((tx) => allocation.startPicking(tx, clerk, id));
    for (const task of await run((tx) => tasksOf(tx, id))) await run((tx) => picks.confirm(tx, clerk, task.id, {}));
    expect((await refused(run((tx) => shipping.ship(tx, clerk, id, {})))).code).toBe('trade.not_complete');
    await run((tx) => shipping.shortShip(tx, clerk, id, {}));
    const after = await run((tx) => salesOrders.get(tx, clerk, order.id));
    expect([after.state, after.lines[0]!.cancelledQty, after.lines[0]!.openQty, after.shipments.length]).toEqual(['shipped', '3', '0', 1]);
  });

  it('is refused when goods left the stage behind its back', async () => {
    const picked = await run((tx) => aPickedShipment(tx, store));
    const { reservationId } = picked.lines[0]!.allocations[0]!;
    await run((tx) => inventory.reservations.release(tx, clerk, reservationId, { hasDocument: true }));
    expect((await refused(run((tx) => shipping.ship(tx, clerk, picked.id, {})))).code).toBe('trade.stage_differs');
  });
});

describe('a cancelled shipment', () => {
  it('gives everything back from every state, and carries picked goods home', async () => {
    for (const make of [anAllocatedShipment, aPickedShipment]) {
      const before = Number(await inBin(store.binA));
      const shipment = await run((tx) => make(tx, store));
      expect((await run((tx) => cancelling.cancel(tx, clerk, shipment.id, { reason: '客戶取消' }))).state).toBe('cancelled');
      expect(await open(shipment.id)).toBe(0);
      for (const task of await run((tx) => tasksOf(tx, shipment.id, 'open'))) {
        expect(task).toMatchObject({ kind: 'put_back', from: { code: store.stage.code }, to: { code: store.binA.code } });
        await run((tx) => picks.confirm(tx, clerk, task.id, { qty: '3', location: store.binB.code }));
        await run((tx) => picks.confirm(tx, clerk, task.id, {}));
      }
      expect(Number(await inBin(store.binA)) + Number(await inBin(store.binB))).toBe(before + 10);
      expect(await inBin(store.stage)).toBe('0');
      await run((tx) => aShippingStore(tx)).then((fresh) => (store = fresh));
    }
    await proven();
  });

  it('that was being picked refuses the picker who comes too late', async () => {
    const { shipment, tasks } = await run((tx) => aShipmentToPick(tx, store));
    await run((tx) => cancelling.cancel(tx, clerk, shipment.id, { reason: '錯單' }));
    expect((await refused(run((tx) => picks.confirm(tx, clerk, tasks[0]!.id, {})))).code).toBe('trade.invalid_transition');
    expect((await refused(run((tx) => cancelling.cancel(tx, clerk, shipment.id, { reason: '錯單' })))).code).toBe('trade.invalid_transition');
  });
});

describe('the scope', () => {
  it('shows a shipment whole to who reaches its warehouse or its customer, and lets them allocate it', async () => {
    await run((tx) => stocked(tx, store, '20'));
    const elsewhere = await run((tx) => aWarehouse(tx));
    for (const scope of [{ warehouses: [store.warehouse.id] }, { partners: [store.customer.id] }] as Partial<Scope>[]) {
      const whole = { ...NO_SCOPE, ...scope };
      const person = personWith(['shipment.read', 'shipment.allocate', 'shipment.ship'], whole);
      const made = await run((tx) => aShipment(tx, store));
      const done = await run((tx) => allocation.allocate(tx, person, made.id, {}), person, whole);
      expect([done.state, done.stage.code, done.lines[0]!.allocations[0]!.location.code]).toEqual(['allocated', store.stage.code, store.binA.code]);
      expect((await run((tx) => cancelling.cancel(tx, person, made.id, { reason: 'x' }), person, whole)).state).toBe('cancelled');
      expect(await open(made.id)).toBe(0);
    }
    const stranger = { ...NO_SCOPE, warehouses: [elsewhere.id] };
    const person = personWith(['shipment.read', 'shipment.allocate'], stranger);
    const other = await run((tx) => aShipment(tx, store));
    for (const call of [shipments.get, (tx, actor, id) => allocation.allocate(tx, actor, id, {})] as (typeof shipments.get)[]) {
      expect((await refused(run((tx) => call.call(shipments, tx, person, other.id), person, stranger))).code).toBe('trade.document_not_found');
    }
    expect((await run((tx) => shipments.list(tx, person, { limit: 50 }), person, stranger)).items).toEqual([]);
  });
});
