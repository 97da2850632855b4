import { uuidV5, type Id } from '@anwen/kernel';
import type { PastOrder } from '@anwen/trade/outbound';
import type { Document } from './plan';
import { NAMESPACE, type Directory } from './posting';
import type { SoldOrder } from './trade-source';

/** Internal ids that sales need besides the directory of the replay. */
export interface SalesPlaces {
  readonly warehouse: Id;
  readonly stage: Id;
  readonly customers: ReadonlyMap<number, Id>;
}

/** A sales order of the history with the shipment that took its goods out of the flow; its lines are the ledger's S rows. */
export function pastOrder(document: Document & { kind: 'ship' }, order: SoldOrder, { ids, places }: { ids: Directory; places: SalesPlaces }): PastOrder {
  const day = order.date.slice(2).replaceAll('-', '');
  return {
    number: `SO-${day}-${order.id}`,
    shipmentNumber: `DN-${day}-${order.id}`,
    externalRef: `AW-${order.number}`,
    customerId: known(places.customers, order.customer),
    warehouseId: places.warehouse,
    stageId: places.stage,
    orderedOn: order.date,
    dueOn: order.due < order.date ? null : order.due,
    shippedAt: `${document.date}T00:00:00Z`,
    currency: 'USD',
    carrier: null,
    clientOpId: uuidV5(NAMESPACE, `sales_order/${document.id}/ship`),
    lines: document.lines.map(({ product, qty }) => {
      const { id, uomId } = known(ids.items, product);
      return { itemId: id, qty: String(qty), uomId, qtyBase: String(qty), price: null, fromLocationId: ids.flow };
    }),
  };
}

/** The reader checked every reference, so a miss here is a bug of ours. */
function known<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`${String(key)} was not loaded`);
  return value;
}
