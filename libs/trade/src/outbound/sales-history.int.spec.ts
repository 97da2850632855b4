import { TestDatabase } from '@anwen/database/testing';
import { verifyLedger } from '@anwen/inventory';
import { clerk, onHand, receive } from '@anwen/inventory/testing';
import { uuidV7 } from '@anwen/kernel';
import type { PastOrder } from './sales-history.store';
import { aShippingStore, outbound, type ShippingStore } from './testing';

let bed: TestDatabase;
let store: ShippingStore;
beforeAll(async () => {
  bed = await TestDatabase.create();
  store = await bed.transaction(aShippingStore);
  await bed.transaction((tx) => receive(tx, { itemCode: store.plain.code, qty: '5000', toLocation: store.binA.code }));
});
afterAll(() => bed.drop());

/** One question past the scope: tables under row-level security show nothing to a session without one. */
const ask = <R>(sql: string, values: unknown[] = []): Promise<R[]> => bed.transaction((tx) => tx.query<R>(sql, values));

const past = (n: number, more: Partial<PastOrder> = {}): PastOrder => ({
  number: `SO9${String(n).padStart(4, '0')}`,
  shipmentNumber: `SH9${String(n).padStart(4, '0')}`,
  externalRef: `AW-${n}`,
  customerId: store.customer.id,
  warehouseId: store.warehouse.id,
  stageId: store.stage.id,
  orderedOn: '2024-03-01',
  dueOn: null,
  shippedAt: '2024-03-08T00:00:00Z',
  currency: 'USD',
  carrier: null,
  clientOpId: uuidV7(),
  lines: ['2', '3'].map((qty) => ({ itemId: store.plain.id, qty, uomId: store.plain.baseUomId, qtyBase: qty, price: '1.25', fromLocationId: store.binA.id })),
  ...more,
});

describe('sales of the past', () => {
  it('come as orders and shipments, leave the ledger once, and a second load changes nothing', async () => {
    const orders = [past(1), past(2), past(3, { shippedAt: null })];
    const load = () => bed.transaction((tx) => outbound.history.load(tx, clerk, orders, { batch: 'aw-1' }));
    expect(await load()).toEqual({ orders: 3, shipments: 2, lines: 6, skipped: 0, posted: 2 });
    expect(await load()).toEqual({ orders: 0, shipments: 0, lines: 0, skipped: 3, posted: 0 });
    const order = await bed.transaction((tx) => outbound.salesOrders.get(tx, clerk, 'SO90001'));
    expect(order).toMatchObject({
      state: 'shipped',
      shippedPct: 100,
      total: '6.25',
      orderedOn: '2024-03-01',
      shipments: [{ number: 'SH90001', state: 'shipped' }],
    });
    expect((await bed.transaction((tx) => outbound.salesOrders.get(tx, clerk, 'SO90003'))).state).toBe('confirmed');
    const shipment = await bed.transaction((tx) => outbound.shipments.get(tx, clerk, 'SH90002'));
    expect([shipment.shippedAt, shipment.lines.map((l) => l.shippedQty)]).toEqual(['2024-03-08T00:00:00.000Z', ['2', '3']]);
    expect(await bed.transaction((tx) => onHand(tx, store.plain.code, store.binA.code))).toBe('4990');
    const linked = await ask(`SELECT 1 FROM inventory_postings WHERE doc_ref = 'SH90001' AND event_type = 'SHIP'`);
    expect(linked).toHaveLength(1);
    expect((await verifyLedger(bed.database)).results.filter((r) => r.problems.length > 0)).toEqual([]);
  });

  it('come without stock when the ledger has them already', async () => {
    const lines = past(0).lines.map(({ fromLocationId: _gone, ...line }) => line);
    const done = await bed.transaction((tx) => outbound.history.load(tx, clerk, [past(10, { lines })], { batch: 'aw-2' }));
    expect(done).toMatchObject({ orders: 1, posted: 0 });
  });

  it('come by the thousand lines in seconds', async () => {
    const orders = Array.from({ length: 700 }, (_, i) => past(1000 + i));
    const began = Date.now();
    expect(await bed.transaction((tx) => outbound.history.load(tx, clerk, orders, { batch: 'aw-3' }))).toMatchObject({ orders: 700, lines: 1400, posted: 700 });
    expect(Date.now() - began).toBeLessThan(20_000);
  });
});
