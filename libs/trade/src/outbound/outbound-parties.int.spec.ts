import { TestDatabase } from '@anwen/database/testing';
import { clerk, receive, tracing } from '@anwen/inventory/testing';
import { OutboundParties } from './outbound-parties.store';
import { aShipment, aShippingStore, outbound, tasksOf } from './testing';

let bed: TestDatabase;
beforeAll(async () => {
  bed = await TestDatabase.create();
  new OutboundParties(tracing.parties).onModuleInit();
});
afterAll(() => bed.drop());

it('a recall names the shipments that stock was promised to, holds what is picked already, and says who got the rest', async () => {
  const made = await bed.transaction(async (tx) => {
    const store = await aShippingStore(tx);
    await receive(tx, { itemCode: store.lot.code, qty: '20', toLocation: store.binA.code, lot: 'L1', expiresOn: '2099-01-01' });
    const ids = [];
    for (const lines of [1, 2, 3].map(() => [{ itemCode: store.lot.code, qty: '5' }])) {
      const { id } = await aShipment(tx, store, { of: { lines } });
      ids.push(id);
      await outbound.allocation.allocate(tx, clerk, id, {});
    }
    for (const id of ids.slice(0, 2)) {
      await outbound.allocation.startPicking(tx, clerk, id);
      for (const task of await tasksOf(tx, id)) await outbound.picks.confirm(tx, clerk, task.id, {});
    }
    const gone = await outbound.shipping.ship(tx, clerk, ids[0]!, {});
    const numbers = [];
    for (const id of ids) numbers.push((await outbound.shipments.get(tx, clerk, id)).number);
    const [lot] = await tx.query<{ id: string }>('SELECT public_id AS id FROM lots WHERE item_id = $1', [store.lot.id]);
    return { store, ids, numbers, lot: lot!.id, gone };
  });
  const { store, ids, numbers, lot } = made;
  const recall = await bed.transaction((tx) => tracing.recalls.open(tx, clerk, { lots: [lot], reason: '異物' }));
  const [affected] = (await bed.transaction((tx) => tracing.recalls.affected(tx, recall.id, { limit: 5 }))).items;
  expect(affected!.shipped).toMatchObject([{ docRef: numbers[0], partner: { code: store.customer.code }, qty: '5' }]);
  expect(affected!.reserved.map((r) => [r.docRef, r.partner?.code, r.qty]).sort()).toEqual([
    [numbers[1], store.customer.code, '5'],
    [numbers[2], store.customer.code, '5'],
  ]);
  await expect(bed.transaction((tx) => outbound.shipping.ship(tx, clerk, ids[1]!, {}))).rejects.toMatchObject({ status: expect.any(Number) });
  const trace = await bed.transaction((tx) => tracing.traces.lot(tx, lot, { direction: 'down' }));
  expect(trace.nodes.find((n) => n.kind === 'shipment')).toMatchObject({ code: numbers[0], partner: { code: store.customer.code } });
});
