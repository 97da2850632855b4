import { aLocation, standardReasons } from '@anwen/catalog/testing';
import { TestDatabase } from '@anwen/database/testing';
import { verifyLedger } from '@anwen/inventory';
import { clerk, inventory, onHand, personWith, receive } from '@anwen/inventory/testing';
import { AppError, uuidV7 } from '@anwen/kernel';
import { aPickedShipment, aShipment, aShipmentToPick, aShippingStore, anAllocatedShipment, outbound, stocked, tasksOf, type ShippingStore } from './testing';

const { shipments, allocation, shipping, cancelling, picks, pickTasks, salesOrders, waves } = outbound;
const CLIENTS = 20;
let bed: TestDatabase;
let before: number;
beforeAll(async () => {
  bed = await TestDatabase.create({ poolSize: CLIENTS });
  await bed.transaction(standardReasons);
  before = await bed.deadlocks();
});
// After each suite of races: nobody was a deadlock's victim, and every promise and balance is proved.
afterEach(async () => {
  expect((await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0)).toEqual([]);
  expect(await bed.deadlocks()).toBe(before);
});
afterAll(() => bed.drop());

/** One question past the scope: tables under row-level security show nothing to a session without one. */
const ask = <R>(sql: string, values: unknown[] = []): Promise<R[]> => bed.transaction((tx) => tx.query<R>(sql, values));

interface Made {
  readonly id: string;
  readonly wave: string;
  readonly task: string;
}
const settle = async (work: readonly Promise<unknown>[]): Promise<{ won: number; codes: string[] }> => {
  const done = await Promise.allSettled(work);
  const lost = done.flatMap((d) => (d.status === 'rejected' ? [d.reason as AppError] : []));
  for (const error of lost) if (!(error instanceof AppError)) throw error;
  return { won: done.length - lost.length, codes: lost.map((e) => e.code) };
};
const shop = (): Promise<ShippingStore> => bed.transaction(aShippingStore);
const openOf = async (ids: readonly string[]): Promise<unknown> =>
  (
    await ask(
      `SELECT (SELECT count(*)::int FROM pick_tasks t JOIN shipments h ON h.id = t.shipment_id WHERE h.public_id = ANY ($1::uuid[]) AND t.kind = 'pick' AND t.state IN ('open', 'claimed')) AS tasks,
              (SELECT count(*)::int FROM inventory_reservations r JOIN shipment_lines l ON r.owner_type = 'shipment_line' AND r.owner_ref = l.public_id::text
                 JOIN shipments h ON h.id = l.shipment_id WHERE h.public_id = ANY ($1::uuid[]) AND r.state = 'open') AS reservations`,
      [ids],
    )
  )[0];

describe('many at once', () => {
  it('two allocations of all the stock: one gets it, the other is told (C-2)', async () => {
    for (let round = 0; round < 8; round++) {
      const store = await shop();
      await bed.transaction((tx) => stocked(tx, store, '10'));
      const drafts = [await bed.transaction((tx) => aShipment(tx, store)), await bed.transaction((tx) => aShipment(tx, store))];
      const { won, codes } = await settle(drafts.map((d) => bed.transaction((tx) => allocation.allocate(tx, clerk, d.id, {}))));
      expect([won, codes]).toEqual([1, ['inventory.insufficient_stock']]);
    }
  });

  it('allocate overlapping items in opposite order and share exactly what is there', async () => {
    const store = await shop();
    const items = [store.plain.code, ...(await bed.transaction(async (tx) => [(await aShippingStore(tx)).plain.code, (await aShippingStore(tx)).plain.code]))];
    for (const itemCode of items)
      for (const bin of [store.binA, store.binB]) await bed.transaction((tx) => receive(tx, { itemCode, qty: '30', toLocation: bin.code }));
    const drafts = [];
    for (let n = 0; n < CLIENTS; n++) {
      const lines = (n % 2 ? items : [...items].reverse()).map((itemCode) => ({ itemCode, qty: '5' }));
      drafts.push(await bed.transaction((tx) => aShipment(tx, store, { of: { lines } })));
    }
    const { won, codes } = await settle(drafts.map((d) => bed.transaction((tx) => allocation.allocate(tx, clerk, d.id, {}))));
    expect([won, new Set(codes)]).toEqual([12, new Set(['inventory.insufficient_stock'])]);
  });

  it('20 pickers on one bin, some of whom find too little, while others allocate from it', async () => {
    const store = await shop();
    const binC = await bed.transaction((tx) => aLocation(tx, { warehouse: store.warehouse.code }));
    await bed.transaction((tx) => stocked(tx, store, '100'));
    const work = [];
    for (let n = 0; n < CLIENTS; n++) {
      const draft = await bed.transaction((tx) => aShipment(tx, store, { of: { lines: [{ itemCode: store.plain.code, qty: '5' }] } }));
      await bed.transaction((tx) => allocation.allocate(tx, clerk, draft.id, {}));
      await bed.transaction((tx) => allocation.startPicking(tx, clerk, draft.id));
      work.push({ draft, task: (await bed.transaction((tx) => tasksOf(tx, draft.id)))[0]! });
    }
    for (const bin of [store.binB, binC]) await bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '15', toLocation: bin.code }));
    const others = [];
    for (let n = 0; n < 6; n++) others.push(await bed.transaction((tx) => aShipment(tx, store, { of: { lines: [{ itemCode: store.plain.code, qty: '3' }] } })));
    const { codes } = await settle([
      ...work.map(({ task }, n) =>
        bed.transaction((tx) =>
          n % 4 ? picks.confirm(tx, clerk, task.id, {}) : picks.short(tx, clerk, task.id, { pickedQty: String(n % 3), reasonCode: 'SP-NOTFOUND' }),
        ),
      ),
      ...others.map((d) => bed.transaction((tx) => allocation.allocate(tx, clerk, d.id, { partial: true }))),
      ...[store.binB, binC].map((bin) =>
        bed.transaction((tx) =>
          inventory.stock.post(tx, clerk, {
            type: 'transfer',
            lines: [{ itemCode: store.plain.code, qty: '1', fromLocation: bin.code, toLocation: store.binA.code }],
          }),
        ),
      ),
    ]);
    expect(codes.filter((code) => code !== 'inventory.insufficient_stock')).toEqual([]);
    const picked = (await Promise.all(work.map(({ draft }) => bed.transaction((tx) => shipments.get(tx, clerk, draft.id))))).reduce(
      (sum, s) => sum + Number(s.lines[0]!.pickedQty),
      0,
    );
    expect(await bed.transaction((tx) => onHand(tx, store.plain.code, store.stage.code))).toBe(String(picked));
  });

  it('cancel against pick: the goods are either at the stage with a way home, or still in the bin', async () => {
    for (let round = 0; round < 8; round++) {
      const store = await shop();
      const { shipment, tasks } = await bed.transaction((tx) => aShipmentToPick(tx, store));
      const { won, codes } = await settle([
        bed.transaction((tx) => picks.confirm(tx, clerk, tasks[0]!.id, {})),
        bed.transaction((tx) => cancelling.cancel(tx, clerk, shipment.id, { reason: '取消' })),
      ]);
      expect(codes.filter((code) => code !== 'trade.invalid_transition')).toEqual([]);
      const home = (await bed.transaction((tx) => tasksOf(tx, shipment.id, 'open'))).filter((t) => t.kind === 'put_back');
      const atStage = await bed.transaction((tx) => onHand(tx, store.plain.code, store.stage.code));
      expect([won, home.map((t) => t.qty), atStage]).toEqual(won === 2 ? [2, ['10'], '10'] : [1, [], '0']);
      expect(await openOf([shipment.id])).toEqual({ tasks: 0, reservations: 0 });
    }
  });

  it('ship twice, ship and cancel, ship and ship short: one end each', async () => {
    for (let round = 0; round < 5; round++) {
      const store = await shop();
      const picked = await bed.transaction((tx) => aPickedShipment(tx, store));
      const ends = [
        () => bed.transaction((tx) => shipping.ship(tx, clerk, picked.id, {})),
        () => bed.transaction((tx) => shipping.ship(tx, clerk, picked.id, {})),
        () => bed.transaction((tx) => shipping.shortShip(tx, clerk, picked.id, {})),
        () => bed.transaction((tx) => cancelling.cancel(tx, clerk, picked.id, { reason: 'x' })),
      ];
      const { won, codes } = await settle(ends.map((end) => end()));
      expect([won, new Set(codes)]).toEqual([1, new Set(['trade.invalid_transition'])]);
      expect(await openOf([picked.id])).toEqual({ tasks: 0, reservations: 0 });
    }
  });

  it('the same operation id from a device that tries again: one effect, the others are told where it is', async () => {
    const store = await shop();
    const { shipment, tasks } = await bed.transaction((tx) => aShipmentToPick(tx, store));
    const confirm = { qty: '4', clientOpId: uuidV7() };
    const first = await settle(Array.from({ length: 6 }, () => bed.transaction((tx) => picks.confirm(tx, clerk, tasks[0]!.id, confirm))));
    expect([first.won, new Set(first.codes)]).toEqual([1, new Set(['operation.duplicate'])]);
    const short = { pickedQty: '0', reasonCode: 'SP-NOTFOUND', clientOpId: uuidV7() };
    const second = await settle(Array.from({ length: 6 }, () => bed.transaction((tx) => picks.short(tx, clerk, tasks[0]!.id, short))));
    expect([second.won, new Set(second.codes)]).toEqual([1, new Set(['operation.duplicate'])]);
    const ship = { clientOpId: uuidV7() };
    const third = await settle(Array.from({ length: 6 }, () => bed.transaction((tx) => shipping.shortShip(tx, clerk, shipment.id, ship))));
    expect([third.won, new Set(third.codes)]).toEqual([1, new Set(['operation.duplicate'])]);
    expect((await bed.transaction((tx) => shipments.get(tx, clerk, shipment.id))).lines[0]!.shippedQty).toBe('4');
  });

  it('claim one task: one has it, the others learn whose it is', async () => {
    const store = await shop();
    const { tasks } = await bed.transaction((tx) => aShipmentToPick(tx, store));
    const people = Array.from({ length: 12 }, (_, n) => ({
      ...personWith(['pick.confirm']),
      id: String(n + 100),
      userId: String(n + 100),
      name: `揀貨員 ${n}`,
    }));
    const { won, codes } = await settle(people.map((one) => bed.transaction((tx) => pickTasks.claim(tx, one, tasks[0]!.id), one)));
    expect([won, new Set(codes)]).toEqual([1, new Set(['trade.task_taken'])]);
  });

  it('short ships to one stage with picks of the same goods: locks never cross', async () => {
    const store = await shop();
    const ready = [];
    for (let n = 0; n < 8; n++) {
      const { shipment, tasks } = await bed.transaction((tx) => aShipmentToPick(tx, store, '6'));
      if (n % 2) await bed.transaction((tx) => picks.confirm(tx, clerk, tasks[0]!.id, { qty: '2' }));
      ready.push({ shipment, task: tasks[0]!, isShort: n % 2 === 1 });
    }
    await bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '50', toLocation: store.binB.code }));
    const { codes } = await settle([
      ...ready.map(({ shipment, task, isShort }) =>
        bed.transaction<unknown>((tx) =>
          isShort ? shipping.shortShip(tx, clerk, shipment.id, {}) : picks.short(tx, clerk, task.id, { pickedQty: '3', reasonCode: 'SP-NOTFOUND' }),
        ),
      ),
      ...Array.from({ length: 6 }, () => bed.transaction((tx) => anAllocatedShipment(tx, store, '2'))),
    ]);
    expect(codes).toEqual([]);
  });

  it('two shipments of one order take up its open quantity once', async () => {
    const store = await shop();
    const draft = await bed.transaction((tx) =>
      salesOrders.create(tx, clerk, { customer: store.customer.code, warehouse: store.warehouse.code, lines: [{ itemCode: store.plain.code, qty: '9' }] }),
    );
    await bed.transaction((tx) => salesOrders.confirm(tx, clerk, draft.id));
    const { won, codes } = await settle(Array.from({ length: 6 }, () => bed.transaction((tx) => shipments.create(tx, clerk, { salesOrder: draft.number }))));
    expect([won, new Set(codes)]).toEqual([1, new Set(['trade.nothing_open'])]);
  });

  it('waves are released and cancelled while their shipments are started, picked, found short and cancelled', async () => {
    for (let round = 0; round < 4; round++) {
      const store = await shop();
      const work = [];
      for (let n = 0; n < 5; n++) {
        const { id } = await bed.transaction((tx) => anAllocatedShipment(tx, store, '4'));
        const wave = await bed.transaction((tx) => waves.create(tx, clerk, { warehouse: store.warehouse.code, strategy: 'batch', shipments: [id] }));
        if (n > 1) await bed.transaction((tx) => waves.release(tx, clerk, wave.id));
        const [task] = n > 1 ? await bed.transaction((tx) => tasksOf(tx, id)) : [];
        work.push({ id, wave: wave.id, task: task?.id ?? '' });
      }
      await bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '20', toLocation: store.binB.code }));
      const [fresh, drafted, confirmed, found, ended] = work as [Made, Made, Made, Made, Made];
      const { codes } = await settle([
        bed.transaction((tx) => waves.release(tx, clerk, fresh.wave)),
        bed.transaction((tx) => allocation.startPicking(tx, clerk, fresh.id)),
        bed.transaction((tx) => waves.cancel(tx, clerk, drafted.wave)),
        bed.transaction((tx) => allocation.startPicking(tx, clerk, drafted.id)),
        bed.transaction((tx) => picks.confirm(tx, clerk, confirmed.task, { qty: '1' })),
        bed.transaction((tx) => waves.cancel(tx, clerk, confirmed.wave)),
        bed.transaction((tx) => picks.short(tx, clerk, found.task, { pickedQty: '1', reasonCode: 'SP-NOTFOUND' })),
        bed.transaction((tx) => waves.cancel(tx, clerk, found.wave)),
        bed.transaction((tx) => cancelling.cancel(tx, clerk, ended.id, { reason: 'x' })),
        bed.transaction((tx) => waves.cancel(tx, clerk, ended.wave)),
      ]);
      expect(codes.filter((code) => !['trade.invalid_transition', 'trade.wave_started', 'trade.nothing_allocated'].includes(code))).toEqual([]);
    }
  });
});
