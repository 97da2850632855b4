import { aCode, aLocation, standardReasons } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { clerk, inventory, onHand, personWith, receive } from '@anwen/inventory/testing';
import { NO_SCOPE, uuidV7, type Actor, type AppError } from '@anwen/kernel';
import { aShipment, aShipmentToPick, aShippingStore, anAllocatedShipment, outbound, stocked, tasksOf, type ShippingStore } from './testing';

const { allocation, picks, pickTasks, shipments, waves } = outbound;
let bed: TestDatabase;
let store: ShippingStore;
beforeAll(async () => {
  bed = await TestDatabase.create();
  await bed.transaction(standardReasons);
  await bed.asOwner(`INSERT INTO sys_users (username, display_name) VALUES ('amei', '阿梅') ON CONFLICT DO NOTHING`);
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
const picker = (n: number, name: string, permissions = ['pick.read', 'pick.confirm']): Actor => ({
  ...personWith(permissions),
  id: String(n),
  userId: String(n),
  name,
});
const [mei, bo, lead] = [picker(101, '阿美'), picker(102, '阿博'), picker(103, '組長', ['pick.read', 'pick.confirm', 'pick.assign'])];

describe('a pick task', () => {
  it('belongs to who claimed it for ten minutes, and everybody is told whose it is', async () => {
    const { tasks } = await run((tx) => aShipmentToPick(tx, store));
    const { id } = tasks[0]!;
    const claimed = await run((tx) => pickTasks.claim(tx, mei, id), mei);
    expect(claimed).toMatchObject({ state: 'claimed', assignee: '阿美', mine: true });
    const minutes = (Date.parse(claimed.leaseUntil!) - Date.now()) / 60_000;
    expect(Math.round(minutes)).toBe(10);
    for (const attempt of [
      () => run((tx) => pickTasks.claim(tx, bo, id), bo),
      () => run((tx) => picks.confirm(tx, bo, id, {}), bo),
      () => run((tx) => pickTasks.release(tx, bo, id), bo),
    ]) {
      const error = await refused(attempt());
      expect([error.code, error.data.takenBy, error.data.leaseUntil]).toEqual(['trade.task_taken', '阿美', claimed.leaseUntil]);
    }
    await bed.asOwner(`SET anwen.scope = 'all'; UPDATE pick_tasks SET lease_until = now() - interval '1 second' WHERE public_id = '${id}'`);
    expect((await run((tx) => pickTasks.get(tx, mei, id), mei)).state).toBe('open');
    expect((await run((tx) => pickTasks.claim(tx, bo, id), bo)).assignee).toBe('阿博');
    expect((await refused(run((tx) => pickTasks.heartbeat(tx, mei, id), mei))).code).toBe('trade.task_taken');
  });

  it('is freed and handed on by a lead, which is audited', async () => {
    const { tasks } = await run((tx) => aShipmentToPick(tx, store));
    const { id } = tasks[0]!;
    await run((tx) => pickTasks.claim(tx, mei, id), mei);
    expect(await run((tx) => pickTasks.release(tx, lead, id), lead)).toMatchObject({ state: 'open', assignee: null });
    expect(await run((tx) => pickTasks.reassign(tx, lead, id, { username: 'amei' }), lead)).toMatchObject({ state: 'claimed', assignee: '阿梅' });
    expect((await refused(run((tx) => pickTasks.reassign(tx, lead, id, { username: 'nobody' }), lead))).code).toBe('trade.assignee_unknown');
    const rows = await bed.database.query(`SELECT 1 FROM sys_audit_logs WHERE action = 'pick.lease_forced' AND subject_id = $1`, [id]);
    expect(rows).toHaveLength(2);
  });

  it('refuses another place, lot or serial number by name', async () => {
    await run(async (tx) => {
      await receive(tx, { itemCode: store.lot.code, qty: '1', lot: 'L-1', expiresOn: '2099-01-01', toLocation: store.binA.code });
      await receive(tx, { itemCode: store.serial.code, qty: '1', serials: ['SN-1'], toLocation: store.binA.code });
    });
    const lines = [
      { itemCode: store.lot.code, qty: '1' },
      { itemCode: store.serial.code, qty: '1' },
    ];
    const shipment = await run((tx) => aShipment(tx, store, { of: { lines } }));
    await run((tx) => allocation.allocate(tx, clerk, shipment.id, {}));
    await run((tx) => allocation.startPicking(tx, clerk, shipment.id));
    const tasks = await run((tx) => tasksOf(tx, shipment.id));
    const [ofLot, ofSerial] = [tasks.find((t) => t.lot)!, tasks.find((t) => t.serial)!];
    const error = async (id: string, body: object) => {
      const { code, data } = await refused(run((tx) => picks.confirm(tx, clerk, id, body)));
      return [code, data.expected, data.scanned];
    };
    expect(await error(ofLot.id, { location: store.binB.code })).toEqual(['trade.wrong_place', store.binA.code, store.binB.code]);
    expect(await error(ofLot.id, { location: store.binA.code, lot: 'L-2' })).toEqual(['trade.wrong_lot', 'L-1', 'L-2']);
    expect(await error(ofSerial.id, { serials: ['SN-9'] })).toEqual(['trade.wrong_serial', 'SN-1', 'SN-9']);
    expect((await error(ofLot.id, { qty: '2' }))[0]).toBe('trade.more_than_open');
    await run((tx) => picks.confirm(tx, clerk, ofLot.id, { location: store.binA.code, lot: 'L-1' }));
    await run((tx) => picks.confirm(tx, clerk, ofSerial.id, { serials: ['SN-1'] }));
    expect((await run((tx) => shipments.get(tx, clerk, shipment.id))).state).toBe('picked');
  });

  it('is seen in its zone alone by who works in zones, and can be picked from there to a stage elsewhere', async () => {
    const zoned = await run(async (tx) => {
      const bin = await aLocation(tx, { warehouse: store.warehouse.code });
      await tx.query(
        `WITH z AS (INSERT INTO zones (warehouse_id, code, name) VALUES ($1, 'Z1', '一區') RETURNING id) UPDATE locations SET zone_id = (SELECT id FROM z) WHERE id = $2`,
        [store.warehouse.id, bin.id],
      );
      const [zone] = await tx.query<{ id: string }>('SELECT zone_id::text AS id FROM locations WHERE id = $1', [bin.id]);
      await receive(tx, { itemCode: store.plain.code, qty: '3', toLocation: bin.code });
      await stocked(tx, store, '7');
      return { bin, zone: zone!.id };
    });
    const shipment = await run((tx) => aShipment(tx, store));
    await run((tx) => allocation.allocate(tx, clerk, shipment.id, {}));
    await run((tx) => allocation.startPicking(tx, clerk, shipment.id));
    const scope = { ...NO_SCOPE, zones: [zoned.zone] };
    const walker = { ...personWith(['pick.read', 'pick.confirm'], scope), id: '104', userId: '104' };
    const seen = (await run((tx) => pickTasks.list(tx, walker, { limit: 50 }), walker, scope)).items;
    expect(seen.map((t) => [t.from.code, t.to.code, t.qty])).toEqual([[zoned.bin.code, store.stage.code, '3']]);
    const hidden = (await run((tx) => tasksOf(tx, shipment.id))).find((t) => t.from.code === store.binA.code)!;
    expect((await refused(run((tx) => picks.confirm(tx, walker, hidden.id, {}), walker, scope))).code).toBe('trade.document_not_found');
    expect((await run((tx) => pickTasks.next(tx, walker, {}), walker, scope)).id).toBe(seen[0]!.id);
    expect((await run((tx) => picks.confirm(tx, walker, seen[0]!.id, {}), walker, scope)).state).toBe('done');
    expect((await refused(run((tx) => pickTasks.next(tx, walker, {}), walker, scope))).code).toBe('trade.no_task_left');
  });
});

describe('a short pick', () => {
  it('finds the rest elsewhere, reports the bin, and leaves short what is nowhere', async () => {
    await run((tx) => stocked(tx, store, '6'));
    const shipment = await run((tx) => aShipment(tx, store, { of: { lines: [{ itemCode: store.plain.code, qty: '6' }] } }));
    await run((tx) => allocation.allocate(tx, clerk, shipment.id, {}));
    await run((tx) => allocation.startPicking(tx, clerk, shipment.id));
    const [task] = await run((tx) => tasksOf(tx, shipment.id));
    await run((tx) => receive(tx, { itemCode: store.plain.code, qty: '3', toLocation: store.binB.code }));
    expect((await refused(run((tx) => picks.short(tx, clerk, task!.id, { pickedQty: '7', reasonCode: 'SP-NOTFOUND' })))).code).toBe('trade.more_than_open');
    expect((await refused(run((tx) => picks.short(tx, clerk, task!.id, { pickedQty: '1', reasonCode: 'RET-DEFECT' })))).code).toBe('trade.lines_refused');
    const clientOpId = uuidV7();
    const done = await run((tx) => picks.short(tx, clerk, task!.id, { pickedQty: '2', reasonCode: 'SP-NOTFOUND', note: '少四個', clientOpId }));
    expect(done).toMatchObject({ state: 'short', pickedQty: '2', shortReason: 'SP-NOTFOUND' });
    const again = await refused(run((tx) => picks.short(tx, clerk, task!.id, { pickedQty: '2', reasonCode: 'SP-NOTFOUND', clientOpId })));
    expect([again.code, again.data.headers]).toEqual(['operation.duplicate', { Location: `/api/v1/pick-tasks/${task!.id}` }]);
    const after = await run((tx) => shipments.get(tx, clerk, shipment.id));
    expect([after.state, after.lines[0]!.allocatedQty, after.lines[0]!.shortQty, after.tasks]).toEqual([
      'picking',
      '5',
      '1',
      { open: 1, claimed: 0, done: 0, short: 1 },
    ]);
    const [instead] = await run((tx) => tasksOf(tx, shipment.id, 'open'));
    expect([instead!.from.code, instead!.qty, instead!.routeSeq]).toEqual([store.binB.code, '3', task!.routeSeq]);
    const [event] = await bed.database.query<{ payload: object }>(
      `SELECT payload FROM sys_outbox WHERE event_type = 'pick.short_reported.v1' AND aggregate_id = $1`,
      [task!.id],
    );
    expect(event!.payload).toMatchObject({ from: store.binA.code, item: store.plain.code, missing: '4', elsewhere: '3', reason: 'SP-NOTFOUND' });
    expect(await run((tx) => onHand(tx, store.plain.code, store.binA.code))).toBe('4');
  });

  it('of everything puts the shipment back to where it can be allocated again', async () => {
    const { shipment, tasks } = await run((tx) => aShipmentToPick(tx, store));
    await run((tx) => picks.short(tx, clerk, tasks[0]!.id, { pickedQty: '0', reasonCode: 'SP-NOTFOUND' }));
    expect(await run((tx) => shipments.get(tx, clerk, shipment.id))).toMatchObject({ state: 'draft', lines: [{ allocatedQty: '0', pickedQty: '0' }] });
  });

  it('ends a task whose promise somebody gave back behind its back', async () => {
    const { shipment, tasks } = await run((tx) => aShipmentToPick(tx, store));
    await run((tx) => inventory.reservations.release(tx, clerk, shipment.lines[0]!.allocations[0]!.reservationId, { hasDocument: true }));
    expect((await refused(run((tx) => picks.confirm(tx, clerk, tasks[0]!.id, {})))).code).toBe('inventory.reservation_conflict');
    expect((await run((tx) => picks.short(tx, clerk, tasks[0]!.id, { pickedQty: '0', reasonCode: 'SP-NOTFOUND' }))).state).toBe('short');
    expect((await run((tx) => shipments.get(tx, clerk, shipment.id))).state).toBe('draft');
  });

  it('keeps what was picked where it stood, when the stage itself is pickable', async () => {
    await run((tx) => tx.query('UPDATE locations SET is_pickable = true WHERE id = $1', [store.stage.id]));
    await run((tx) => receive(tx, { itemCode: store.plain.code, qty: '10', toLocation: store.stage.code }));
    const shipment = await run((tx) => aShipment(tx, store));
    await run((tx) => allocation.allocate(tx, clerk, shipment.id, {}));
    await run((tx) => allocation.startPicking(tx, clerk, shipment.id));
    const [task] = await run((tx) => tasksOf(tx, shipment.id));
    await run((tx) => picks.confirm(tx, clerk, task!.id, { qty: '4' }));
    await run((tx) => picks.short(tx, clerk, task!.id, { pickedQty: '1', reasonCode: 'SP-DAMAGED' }));
    const done = await run((tx) => outbound.shipping.shortShip(tx, clerk, shipment.id, {}));
    expect([done.lines[0]!.shippedQty, await run((tx) => onHand(tx, store.plain.code, store.stage.code))]).toEqual(['5', '5']);
  });
});

describe('a substitute', () => {
  it('is named by a lead: another bin, or a lot that expires later with the right to overtake', async () => {
    await run(async (tx) => {
      await receive(tx, { itemCode: store.lot.code, qty: '5', lot: 'OLD', expiresOn: '2098-01-01', toLocation: store.binA.code });
      await receive(tx, { itemCode: store.lot.code, qty: '5', lot: 'NEW', expiresOn: '2099-01-01', toLocation: store.binB.code });
    });
    const shipment = await run((tx) => aShipment(tx, store, { of: { lines: [{ itemCode: store.lot.code, qty: '5' }] } }));
    await run((tx) => allocation.allocate(tx, clerk, shipment.id, {}));
    await run((tx) => allocation.startPicking(tx, clerk, shipment.id));
    const [task] = await run((tx) => tasksOf(tx, shipment.id));
    const body = { location: store.binB.code, lot: 'NEW', reasonCode: 'SP-DAMAGED' };
    expect((await refused(run((tx) => picks.substitute(tx, lead, task!.id, body), lead))).code).toBe('inventory.type_not_permitted');
    expect((await refused(run((tx) => picks.substitute(tx, clerk, task!.id, { ...body, location: 'NOWHERE' })))).code).toBe('trade.lines_refused');
    expect((await run((tx) => picks.substitute(tx, clerk, task!.id, body))).state).toBe('short');
    const [instead] = await run((tx) => tasksOf(tx, shipment.id, 'open'));
    expect([instead!.lot!.code, instead!.qty]).toEqual(['NEW', '5']);
    expect(await bed.database.query(`SELECT 1 FROM sys_audit_logs WHERE action = 'fefo.overridden' AND subject_id = $1`, [task!.id])).toHaveLength(1);
  });
});

describe('a wave', () => {
  it('puts allocated shipments together, walks in route order, and is done with its last task', async () => {
    const far = await run((tx) => aLocation(tx, { warehouse: store.warehouse.code, code: aCode('FAR'), pickSeq: 900 }));
    const made = [];
    for (const qty of ['2', '3']) made.push(await run((tx) => anAllocatedShipment(tx, store, qty)));
    await run((tx) => receive(tx, { itemCode: store.lot.code, qty: '1', lot: 'W', expiresOn: '2099-01-01', toLocation: far.code }));
    const third = await run((tx) => aShipment(tx, store, { of: { lines: [{ itemCode: store.lot.code, qty: '1' }] } }));
    const draft = { warehouse: store.warehouse.code, strategy: 'batch', shipments: [third.number, ...made.map((s) => s.id)] };
    const unfit = await refused(run((tx) => waves.create(tx, clerk, draft)));
    expect([unfit.code, unfit.data.shipments]).toEqual(['trade.wave_shipments_unfit', third.number]);
    await run((tx) => allocation.allocate(tx, clerk, third.id, {}));
    const wave = await run((tx) => waves.create(tx, clerk, draft));
    expect(wave).toMatchObject({ state: 'draft', legal: ['release', 'cancel'], tasks: { open: 0 } });
    expect((await refused(run((tx) => waves.create(tx, clerk, draft)))).code).toBe('trade.wave_shipments_unfit');
    expect(await run((tx) => waves.release(tx, clerk, wave.number))).toMatchObject({ state: 'released', tasks: { open: 3 } });
    const route = (await run((tx) => pickTasks.list(tx, clerk, { limit: 50, wave: wave.id }))).items.map((t) => [t.routeSeq, t.from.code, t.qty]).reverse();
    expect(route).toEqual([
      [1, store.binA.code, '2'],
      [2, store.binA.code, '3'],
      [3, far.code, '1'],
    ]);
    const first = await run((tx) => pickTasks.next(tx, clerk, { wave: wave.number }));
    expect(first.routeSeq).toBe(1);
    await run((tx) => picks.confirm(tx, clerk, first.id, {}));
    expect((await refused(run((tx) => waves.cancel(tx, clerk, wave.id)))).code).toBe('trade.wave_started');
    for (let n = 0; n < 2; n++) await run(async (tx) => picks.confirm(tx, clerk, (await pickTasks.next(tx, clerk, { wave: wave.id })).id, {}));
    expect(await run((tx) => waves.get(tx, clerk, wave.id))).toMatchObject({
      state: 'done',
      tasks: { done: 3 },
      shipments: [{ state: 'picked' }, { state: 'picked' }, { state: 'picked' }],
    });
  });

  it('that nobody has begun is taken back, and its shipments stay allocated and can go again', async () => {
    const shipment = await run((tx) => anAllocatedShipment(tx, store, '2'));
    const draft = { warehouse: store.warehouse.code, strategy: 'single', shipments: [shipment.id] };
    const wave = await run((tx) => waves.create(tx, clerk, draft));
    await run((tx) => waves.release(tx, clerk, wave.id));
    expect((await run((tx) => waves.cancel(tx, clerk, wave.id))).state).toBe('cancelled');
    expect(await run((tx) => shipments.get(tx, clerk, shipment.id))).toMatchObject({ state: 'allocated', wave: null, tasks: { open: 0 } });
    const second = await run((tx) => waves.create(tx, clerk, draft));
    expect((await run((tx) => waves.release(tx, clerk, second.id))).tasks.open).toBe(1);
  });
});
