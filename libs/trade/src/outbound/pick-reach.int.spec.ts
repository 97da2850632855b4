import { aWarehouse, standardReasons } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { clerk, onHand, personWith, receive } from '@anwen/inventory/testing';
import { NO_SCOPE, type Actor, type AppError, type Scope } from '@anwen/kernel';
import { aPickedShipment, aShipment, aShipmentToPick, aShippingStore, anAllocatedShipment, outbound, tasksOf, type ShippingStore } from './testing';

const { allocation, cancelling, picks, pickTasks, returns, shipments, waves } = outbound;
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
const pointers = async (work: Promise<unknown>): Promise<unknown[]> =>
  ((await refused(work)).data.errors as unknown as { pointer: string; code: string }[]).map((e) => [e.pointer, e.code]);
/** Bin A in a zone of its own; somebody who works in the stage's zone alone. */
async function zones(): Promise<{ scope: Scope; person: (permissions: string[]) => Actor }> {
  const [zone] = await run((tx) =>
    tx.query<{ id: string }>(`INSERT INTO zones (warehouse_id, code, name) VALUES ($1, 'Z' || $2, 'Z') RETURNING id::text AS id`, [
      store.warehouse.id,
      store.stage.id,
    ]),
  );
  await bed.asOwner(`SET anwen.scope = 'all'; UPDATE locations SET zone_id = ${zone!.id} WHERE id = ${store.stage.id}`);
  const scope = { ...NO_SCOPE, zones: [zone!.id] };
  return { scope, person: (permissions) => personWith(permissions, scope) };
}

describe('places that a person names', () => {
  it('lie within his scope; the task’s own goal may not', async () => {
    const shipment = await run((tx) => aPickedShipment(tx, store));
    const { scope, person } = await zones();
    await run((tx) => cancelling.cancel(tx, clerk, shipment.id, { reason: 'x' }));
    const [home] = (await run((tx) => tasksOf(tx, shipment.id, 'open'))).filter((t) => t.kind === 'put_back');
    await bed.asOwner(
      `SET anwen.scope = 'all'; UPDATE pick_tasks SET zone_id = (SELECT zone_id FROM locations WHERE id = ${store.stage.id}) WHERE public_id = '${home!.id}'`,
    );
    const worker = person(['pick.read', 'pick.confirm']);
    expect(await pointers(run((tx) => picks.confirm(tx, worker, home!.id, { qty: '1', location: store.binB.code }), worker, scope))).toEqual([
      ['/location', 'trade.reference_unknown'],
    ]);
    expect((await run((tx) => picks.confirm(tx, worker, home!.id, {}), worker, scope)).state).toBe('done');
    expect(await run((tx) => onHand(tx, store.plain.code, store.binA.code))).toBe('10');
  });

  it('hold for substitutes and for returns too', async () => {
    const { scope, person } = await zones();
    const { tasks } = await run((tx) => aShipmentToPick(tx, store));
    await bed.asOwner(
      `SET anwen.scope = 'all'; UPDATE pick_tasks SET zone_id = (SELECT zone_id FROM locations WHERE id = ${store.stage.id}) WHERE public_id = '${tasks[0]!.id}'`,
    );
    await run((tx) => receive(tx, { itemCode: store.plain.code, qty: '10', toLocation: store.binB.code }));
    const lead = person(['pick.read', 'pick.confirm', 'pick.assign']);
    const instead = { location: store.binB.code, reasonCode: 'SP-DAMAGED' };
    expect(await pointers(run((tx) => picks.substitute(tx, lead, tasks[0]!.id, instead), lead, scope))).toEqual([['/location', 'trade.reference_unknown']]);
    const seller = { ...NO_SCOPE, partners: [store.customer.id] };
    const clerkOfCustomer = personWith(['customer_return.write'], seller);
    const line = { itemCode: store.plain.code, qty: '1', status: 'qc', reasonCode: 'RT-DEFECT' };
    const input = { customer: store.customer.code, warehouse: store.warehouse.code, location: store.binA.code, lines: [line] };
    const complaints = await pointers(run((tx) => returns.create(tx, clerkOfCustomer, input as never), clerkOfCustomer, seller));
    expect(complaints).toContainEqual(['/location', 'trade.reference_unknown']);
  });

  it('need their permissions there, not in another warehouse', async () => {
    const elsewhere = await run((tx) => aWarehouse(tx));
    const here = { ...NO_SCOPE, warehouses: [store.warehouse.id] };
    const away = { ...NO_SCOPE, warehouses: [elsewhere.id] };
    const scoped = (id: string, more: string, of: Scope): Actor => {
      const base = personWith(['pick.read', 'pick.confirm'], here);
      const extra = personWith([more], of);
      return { ...base, id, userId: id, grants: new Map([...base.grants, ...extra.grants]) };
    };
    const { tasks } = await run((tx) => aShipmentToPick(tx, store));
    await run((tx) => pickTasks.claim(tx, clerk, tasks[0]!.id));
    const stranger = scoped('901', 'pick.assign', away);
    expect((await refused(run((tx) => pickTasks.release(tx, stranger, tasks[0]!.id), stranger, here))).code).toBe('trade.task_taken');
    const lead = scoped('902', 'pick.assign', here);
    expect((await run((tx) => pickTasks.release(tx, lead, tasks[0]!.id), lead, here)).state).toBe('open');
  });
});

describe('a short pick', () => {
  it('takes another lot of the same bin when that one expires first (I-19)', async () => {
    const lot = (code: string, expiresOn: string, qty: string, bin: { code: string }) =>
      run((tx) => receive(tx, { itemCode: store.lot.code, qty, lot: code, expiresOn, toLocation: bin.code }));
    await lot('ONE', '2098-01-01', '5', store.binA);
    const { id } = await run((tx) => aShipment(tx, store, { of: { lines: [{ itemCode: store.lot.code, qty: '5' }] } }));
    await run((tx) => allocation.allocate(tx, clerk, id, {}));
    await run((tx) => allocation.startPicking(tx, clerk, id));
    await lot('TWO', '2098-06-01', '5', store.binA);
    await lot('THREE', '2099-01-01', '5', store.binB);
    const [task] = await run((tx) => tasksOf(tx, id));
    const all = await refused(run((tx) => picks.short(tx, clerk, task!.id, { pickedQty: '5', reasonCode: 'SP-NOTFOUND' })));
    expect([all.code, all.data.open]).toEqual(['trade.nothing_short', '5']);
    expect((await refused(run((tx) => picks.short(tx, clerk, task!.id, { pickedQty: '6', reasonCode: 'SP-NOTFOUND' })))).code).toBe('trade.more_than_open');
    await run((tx) => picks.short(tx, clerk, task!.id, { pickedQty: '1', reasonCode: 'SP-NOTFOUND' }));
    expect((await run((tx) => tasksOf(tx, id, 'open'))).map((t) => [t.lot!.code, t.from.code, t.qty])).toEqual([['TWO', store.binA.code, '4']]);
  });
});

describe('a claim that ran out', () => {
  it('is open in lists, counts and the task alike', async () => {
    const { shipment, tasks } = await run((tx) => aShipmentToPick(tx, store));
    await run((tx) => pickTasks.claim(tx, clerk, tasks[0]!.id));
    expect((await run((tx) => shipments.get(tx, clerk, shipment.id))).tasks).toMatchObject({ open: 0, claimed: 1 });
    await bed.asOwner(`SET anwen.scope = 'all'; UPDATE pick_tasks SET lease_until = now() - interval '1 second' WHERE public_id = '${tasks[0]!.id}'`);
    expect((await run((tx) => shipments.get(tx, clerk, shipment.id))).tasks).toMatchObject({ open: 1, claimed: 0 });
    expect((await run((tx) => tasksOf(tx, shipment.id, 'open'))).map((t) => t.state)).toEqual(['open']);
    expect(await run((tx) => tasksOf(tx, shipment.id, 'claimed'))).toEqual([]);
  });
});

it('a shipment that is begun alone leaves the wave that it waited in', async () => {
  const shipment = await run((tx) => anAllocatedShipment(tx, store, '2'));
  const wave = await run((tx) => waves.create(tx, clerk, { warehouse: store.warehouse.code, strategy: 'single', shipments: [shipment.id] }));
  const begun = await run((tx) => allocation.startPicking(tx, clerk, shipment.id));
  expect([begun.state, begun.wave]).toEqual(['picking', null]);
  expect((await run((tx) => waves.get(tx, clerk, wave.id))).shipments).toEqual([]);
});

it('a return says what is wrong with lots and serial numbers before anything is kept', async () => {
  const base = { qty: '1', status: 'qc', reasonCode: 'RT-DEFECT' };
  const lines = [
    { ...base, itemCode: store.lot.code },
    { ...base, itemCode: store.plain.code, lot: 'L' },
    { ...base, itemCode: store.plain.code, serials: ['S'] },
  ];
  const input = { customer: store.customer.code, warehouse: store.warehouse.code, location: store.binA.code, lines };
  const codes = await pointers(run((tx) => returns.create(tx, clerk, input as never)));
  expect((codes as [string, string][]).filter(([pointer]) => !pointer.endsWith('/reasonCode'))).toEqual([
    ['/lines/0/lot', 'trade.lot_required'],
    ['/lines/1/lot', 'trade.lot_not_allowed'],
    ['/lines/2/serials', 'trade.serials_not_allowed'],
  ]);
});

describe('an order', () => {
  it('comes confirmed only from where the importer may confirm', async () => {
    const there = await run((tx) => aWarehouse(tx));
    const scope = { ...NO_SCOPE, warehouses: [store.warehouse.id, there.id] };
    const actor: Actor = { ...personWith(['sales.write'], scope), grants: new Map([['sales.confirm', { ...NO_SCOPE, warehouses: [store.warehouse.id] }]]) };
    const make = (warehouse: string, confirmed = true): Promise<void> => {
      const input = { customer: store.customer.code, warehouse, lines: [{ itemCode: store.plain.code, qty: '1' }] };
      return run((tx) => outbound.salesOrders.createMany(tx, actor, [input], { batch: 'b', confirmed }), actor, scope);
    };
    expect(await pointers(make(there.code))).toEqual([['/0/warehouse', 'trade.confirmation_out_of_reach']]);
    await make(store.warehouse.code);
    await make(there.code, false);
    const states = (await run((tx) => outbound.salesOrders.list(tx, clerk, { limit: 2 }))).items.map((o) => o.state);
    expect(states).toEqual(['draft', 'confirmed']);
  });
});
