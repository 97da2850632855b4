import { aLocation, aPartner } from '@anwen/catalog/testing';
import type { Tx } from '@anwen/database';
import { aSmallStore, clerk, receive } from '@anwen/inventory/testing';
import { CursorCodec, type Actor } from '@anwen/kernel';
import { PartiesStore } from './parties.store';
import type { CreateSalesOrderDto, SalesOrderDto } from './sales-order.dto';
import { SalesOrderService } from './sales-order.service';
import { SalesOrderStore } from './sales-order.store';

const codec = new CursorCodec(Buffer.alloc(32, 7));
const parties = new PartiesStore();
const salesOrderStore = new SalesOrderStore();

/** The services as the module wires them, for tests, benchmarks and importers without a container. */
export const outbound = {
  salesOrders: new SalesOrderService(salesOrderStore, parties, codec),
} as const;

/** A warehouse with two bins and one shipping stage, a customer, and one item of each kind of tracking. */
export type ShippingStore = Awaited<ReturnType<typeof aSmallStore>> & {
  readonly stage: { readonly id: string; readonly code: string };
  readonly customer: { readonly id: string; readonly publicId: string; readonly code: string };
};

export async function aShippingStore(tx: Tx): Promise<ShippingStore> {
  const store = await aSmallStore(tx);
  const stage = await aLocation(tx, { warehouse: store.warehouse.code, kind: 'staging_out', isPickable: false });
  return { ...store, stage, customer: await aPartner(tx, { roles: ['customer'] }) };
}

/** Puts stock of the untracked item into bin A. */
export async function stocked(tx: Tx, store: ShippingStore, qty: string): Promise<void> {
  await receive(tx, { itemCode: store.plain.code, qty, toLocation: store.binA.code });
}

/** A confirmed order of the untracked item (10 pieces unless told otherwise). */
export async function aSalesOrder(tx: Tx, store: ShippingStore, given: Partial<CreateSalesOrderDto> = {}, actor: Actor = clerk): Promise<SalesOrderDto> {
  const lines = given.lines ?? [{ itemCode: store.plain.code, qty: '10' }];
  const draft = await outbound.salesOrders.create(tx, actor, { customer: store.customer.code, warehouse: store.warehouse.code, ...given, lines });
  return outbound.salesOrders.confirm(tx, actor, draft.id);
}
