import { standardReasons } from '@anwen/catalog/testing';
import type { Tx } from '@anwen/database';
import { TestDatabase } from '@anwen/database/testing';
import { verifyLedger } from '@anwen/inventory';
import { clerk, inventory, receive } from '@anwen/inventory/testing';
import { AppError, uuidV7 } from '@anwen/kernel';
import fc from 'fast-check';
import { OVER } from './shipment.rules';
import { aSalesOrder, aShippingStore, outbound, tasksOf, type ShippingStore } from './testing';

const { shipments, allocation, shipping, cancelling, picks, pickTasks, waves, salesOrders, packages } = outbound;
/** Walks in all, each over two shipments that share bins, items and an order. */
const RUNS = 12;
const STEPS = 24;

const VERBS = [
  'allocate',
  'allocate-partial',
  'unallocate',
  'pick-start',
  'wave',
  'claim',
  'confirm',
  'confirm-part',
  'short',
  'substitute',
  'pack',
  'ship',
  'short-ship',
  'deliver',
  'receive-stock',
  'hold-lot',
  'free-lot',
  'package',
  'package-close',
  'package-void',
  'release',
  'issue-promised',
  'reserve',
  'move',
  'reverse',
] as const;
type Verb = (typeof VERBS)[number] | 'cancel';
interface Step {
  readonly verb: Verb;
  readonly which: number;
  readonly pick: number;
}
const step: fc.Arbitrary<Step> = fc.record({
  // Cancel is rare, or every walk would be over before it got anywhere.
  verb: fc.oneof({ weight: 30, arbitrary: fc.constantFrom(...VERBS) }, { weight: 1, arbitrary: fc.constant('cancel' as const) }),
  which: fc.nat(3),
  pick: fc.nat(20),
});

let bed: TestDatabase;
beforeAll(async () => {
  bed = await TestDatabase.create();
  await bed.transaction(standardReasons);
  await bed.asOwner(
    `INSERT INTO sys_settings (key, value) VALUES ('trade.gs1CompanyPrefix', '"4719999"') ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  );
});
afterAll(() => bed.drop());

/** One question past the scope: tables under row-level security show nothing to a session without one. */
const ask = <R>(sql: string, values: unknown[] = []): Promise<R[]> => bed.transaction((tx) => tx.query<R>(sql, values));

/** Everything that a document's end must not leave behind (I-8), and sums that must agree at any time. */
async function invariants(): Promise<void> {
  const loose = await ask(
    `SELECT h.number, h.state FROM shipments h JOIN shipment_lines l ON l.shipment_id = h.id
      WHERE h.state = ANY ($1) AND (EXISTS (SELECT 1 FROM inventory_reservations r WHERE r.owner_type = 'shipment_line' AND r.owner_ref = l.public_id::text AND r.state = 'open')
         OR EXISTS (SELECT 1 FROM pick_tasks t WHERE t.shipment_id = h.id AND t.kind = 'pick' AND t.state IN ('open', 'claimed')))`,
    [OVER],
  );
  expect(loose).toEqual([]);
  // A put-back keeps for itself what it has still to carry, and nothing once it is over.
  const homeless = await ask(
    `SELECT t.id FROM pick_tasks t WHERE t.kind = 'put_back' AND CASE WHEN t.state IN ('open', 'claimed') THEN t.qty - t.picked_qty ELSE 0 END <>
       (SELECT coalesce(sum(r.qty - r.consumed), 0) FROM inventory_reservations r WHERE r.owner_type = 'put_back' AND r.owner_ref = t.public_id::text AND r.state = 'open')`,
  );
  expect(homeless).toEqual([]);
  const drifted = await ask(
    `SELECT b.item_id, b.location_id, b.reserved FROM inventory_balance b
      WHERE b.reserved <> (SELECT coalesce(sum(r.qty - r.consumed), 0) FROM inventory_reservations r WHERE r.state = 'open' AND
        (r.item_id, r.location_id, r.lot_id, r.serial_id, r.stock_status) = (b.item_id, b.location_id, b.lot_id, b.serial_id, b.stock_status))`,
  );
  expect(drifted).toEqual([]);
  const uneven = await ask(
    `SELECT l.id FROM shipment_lines l JOIN shipments h ON h.id = l.shipment_id
      WHERE l.picked_qty <> (SELECT coalesce(sum(g.picked_qty), 0) FROM shipment_goods g WHERE g.line_id = l.id)
         OR l.shipped_qty <> (SELECT coalesce(sum(g.shipped_qty), 0) FROM shipment_goods g WHERE g.line_id = l.id)
         OR (h.state IN ('picking', 'picked', 'packed') AND l.picked_qty <> (SELECT coalesce(sum(r.qty - r.consumed), 0) FROM inventory_reservations r
               WHERE r.owner_type = 'shipment_line' AND r.owner_ref = l.public_id::text AND r.state = 'open' AND r.location_id = h.stage_id))`,
  );
  expect(uneven).toEqual([]);
}

interface World {
  readonly store: ShippingStore;
  readonly order: string;
}

async function aWorld(): Promise<World> {
  const store = await bed.transaction(aShippingStore);
  await bed.transaction(async (tx) => {
    for (const bin of [store.binA, store.binB]) {
      await receive(tx, { itemCode: store.plain.code, qty: '7', toLocation: bin.code });
      await receive(tx, {
        itemCode: store.lot.code,
        qty: '4',
        toLocation: bin.code,
        lot: `L-${bin.code}`,
        expiresOn: bin === store.binA ? '2098-01-01' : '2099-01-01',
      });
    }
    await receive(tx, { itemCode: store.serial.code, qty: '3', serials: ['S1', 'S2', 'S3'], toLocation: store.binA.code });
  });
  const lines = [
    { itemCode: store.plain.code, qty: '16' },
    { itemCode: store.lot.code, qty: '9' },
    { itemCode: store.serial.code, qty: '3' },
  ];
  const order = await bed.transaction((tx) => aSalesOrder(tx, store, { lines }));
  for (const part of [2, 3]) {
    const some = order.lines.map((l) => ({ soLineId: l.id, qty: String(Math.floor(Number(l.qty) / part)) }));
    await bed.transaction((tx) => shipments.create(tx, clerk, { salesOrder: order.id, lines: some }));
  }
  return { store, order: order.id };
}

const packagesOf = (id: string, does: (tx: Tx, id: string) => Promise<unknown>): Promise<unknown> => bed.transaction((tx) => does(tx, id));

/** One verb on one of the order's shipments; refusals are part of the walk, anything else is a finding. */
async function walk({ store, order }: World, { verb, which, pick }: Step): Promise<void> {
  const all = (await bed.transaction((tx) => salesOrders.get(tx, clerk, order))).shipments;
  const { id } = all[which % all.length]!;
  const tasks = await bed.transaction((tx) => tasksOf(tx, id));
  const task = tasks.filter((t) => t.legal.length > 0)[pick % Math.max(1, tasks.length)] ?? tasks[pick % Math.max(1, tasks.length)];
  const lotOf = async () => (await bed.transaction((tx) => inventory.lots.list(tx, { limit: 10, itemCode: store.lot.code }))).items[pick % 2]!.id;
  // What anybody may do with stock in the meantime: through the same doors as the REST API.
  const held = (await bed.transaction((tx) => inventory.reservations.list(tx, { limit: 20, state: 'open' }))).items;
  const promise = held[pick % Math.max(1, held.length)];
  const box = () => bed.transaction(async (tx) => (await shipments.get(tx, clerk, id)).packages.at(-(pick % 2) - 1)?.id ?? '');
  const post = (type: 'issue' | 'transfer', line: object) =>
    bed.transaction((tx) => inventory.stock.post(tx, clerk, { type, lines: [{ itemCode: store.plain.code, qty: '1', ...line }] }));
  const work: Record<Verb, () => Promise<unknown>> = {
    package: async () => {
      const { id: made } = await bed.transaction((tx) => packages.create(tx, clerk, { shipment: id }));
      const { lines } = await bed.transaction((tx) => shipments.get(tx, clerk, id));
      if (pick % 3) await bed.transaction((tx) => packages.add(tx, clerk, made, { lineId: lines[pick % lines.length]!.id, qty: '1' }));
    },
    'package-close': async () => packagesOf(await box(), (tx, one) => packages.close(tx, clerk, one, {})),
    'package-void': async () => packagesOf(await box(), (tx, one) => packages.void(tx, clerk, one)),
    release: () => (promise ? bed.transaction((tx) => inventory.reservations.release(tx, clerk, promise.id)) : Promise.resolve()),
    'issue-promised': () =>
      promise ? post('issue', { itemCode: promise.item.code, fromLocation: promise.location.code, reservationId: promise.id }) : Promise.resolve(),
    reserve: () =>
      bed.transaction((tx) =>
        inventory.reservations.reserve(tx, clerk, { ownerType: pick % 2 ? 'so' : 'shipment_line', ownerRef: uuidV7(), itemCode: store.plain.code, qty: '1' }),
      ),
    move: () => post('transfer', { fromLocation: (pick % 2 ? store.binA : store.stage).code, toLocation: store.binB.code }),
    reverse: async () => {
      const postings = await ask<{ id: string }>('SELECT public_id AS id FROM inventory_postings ORDER BY id DESC LIMIT 12');
      await bed.transaction((tx) => inventory.stock.reverse(tx, clerk, postings[pick % postings.length]!.id, {}));
    },
    allocate: () => bed.transaction((tx) => allocation.allocate(tx, clerk, id, {})),
    'allocate-partial': () => bed.transaction((tx) => allocation.allocate(tx, clerk, id, { partial: true })),
    unallocate: () => bed.transaction((tx) => allocation.unallocate(tx, clerk, id)),
    'pick-start': () => bed.transaction((tx) => allocation.startPicking(tx, clerk, id)),
    wave: async () => {
      const wave = await bed.transaction((tx) => waves.create(tx, clerk, { warehouse: store.warehouse.code, strategy: 'batch', shipments: [id] }));
      await bed.transaction((tx) => waves.release(tx, clerk, wave.id));
      if (pick % 5 === 0) await bed.transaction((tx) => waves.cancel(tx, clerk, wave.id));
    },
    claim: () => bed.transaction((tx) => pickTasks.claim(tx, clerk, task!.id)),
    confirm: () => bed.transaction((tx) => picks.confirm(tx, clerk, task!.id, {})),
    'confirm-part': () => bed.transaction((tx) => picks.confirm(tx, clerk, task!.id, { qty: '1' })),
    short: () => bed.transaction((tx) => picks.short(tx, clerk, task!.id, { pickedQty: String(pick % 2), reasonCode: 'SP-NOTFOUND' })),
    substitute: () =>
      bed.transaction((tx) => picks.substitute(tx, clerk, task!.id, { location: (pick % 2 ? store.binA : store.binB).code, reasonCode: 'SP-DAMAGED' })),
    pack: () => bed.transaction((tx) => shipments.pack(tx, clerk, id)),
    ship: () => bed.transaction((tx) => shipping.ship(tx, clerk, id, {})),
    'short-ship': () => bed.transaction((tx) => shipping.shortShip(tx, clerk, id, {})),
    deliver: () => bed.transaction((tx) => shipments.deliver(tx, clerk, id)),
    'receive-stock': () => bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '2', toLocation: store.binB.code })),
    'hold-lot': async () => bed.transaction(async (tx) => inventory.lots.hold(tx, clerk, await lotOf(), { reason: 'x' })),
    'free-lot': async () => bed.transaction(async (tx) => inventory.lots.release(tx, clerk, await lotOf(), { reason: 'x' })),
    cancel: () => bed.transaction((tx) => cancelling.cancel(tx, clerk, id, { reason: 'x' })),
  };
  const needsTask: readonly Verb[] = ['claim', 'confirm', 'confirm-part', 'short', 'substitute'];
  if (needsTask.includes(verb) && !task) return;
  await work[verb]().catch((error: unknown) => {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
  });
}

it('leaves nothing behind on any way to the end of a shipment (I-8), and counts right on the way', async () => {
  let ends = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: STEPS, maxLength: STEPS }), async (steps) => {
      const world = await aWorld();
      // A walk begins with what most mornings begin with, so that the rest of it is worth taking.
      for (const which of [0, 1]) await walk(world, { verb: 'allocate-partial', which, pick: 1 });
      await walk(world, { verb: 'pick-start', which: 0, pick: 1 });
      for (const one of steps) {
        await walk(world, one);
        await invariants();
      }
      // Whatever is still under way ends now, one way or the other.
      const { shipments: all } = await bed.transaction((tx) => salesOrders.get(tx, clerk, world.order));
      for (const [i, { state }] of all.entries()) {
        await walk(world, { verb: i % 2 ? 'short-ship' : 'cancel', which: i, pick: 0 });
        await walk(world, { verb: 'cancel', which: i, pick: 0 });
        if (!OVER.includes(state as never)) ends++;
      }
      await invariants();
    }),
    { numRuns: RUNS, seed: 20_261_122 },
  );
  expect(ends).toBeGreaterThan(RUNS);
  expect((await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0)).toEqual([]);
}, 240_000);
