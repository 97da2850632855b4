import { aPartner, anItem, aWarehouse } from '@anwen/catalog/testing';
import type { Tx } from '@anwen/database';
import { clerk } from '@anwen/inventory/testing';
import { CursorCodec, type Actor } from '@anwen/kernel';
import { IntakeStore } from './intake.store';
import { PurchaseOrderIntake } from './purchase-order-intake';
import type { CreatePurchaseOrderDto, PurchaseOrderDto } from './purchase-order.dto';
import { PurchaseOrderService } from './purchase-order.service';
import { PurchaseOrderStore } from './purchase-order.store';

const codec = new CursorCodec(Buffer.alloc(32, 7));
const intake = new IntakeStore();
const orderStore = new PurchaseOrderStore();

/** The services as the module wires them, for tests, benchmarks and importers without a container. */
export const inbound = {
  orders: new PurchaseOrderService(orderStore, new PurchaseOrderIntake(intake), codec),
} as const;

/** An approved order of 10 pieces of a new item from a new supplier into a new warehouse, unless told otherwise. */
export async function aPurchaseOrder(
  tx: Tx,
  given: Partial<CreatePurchaseOrderDto> & { draft?: boolean } = {},
  actor: Actor = clerk,
): Promise<PurchaseOrderDto> {
  const { draft = false, ...fields } = given;
  const order = await inbound.orders.create(tx, actor, {
    ...fields,
    supplier: fields.supplier ?? (await aPartner(tx)).code,
    warehouse: fields.warehouse ?? (await aWarehouse(tx)).code,
    lines: fields.lines ?? [{ itemCode: (await anItem(tx)).code, qty: '10', price: '2' }],
  });
  return draft ? order : inbound.orders.approve(tx, actor, order.id);
}
