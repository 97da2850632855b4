import { aLocation, aPartner, aWarehouse, anItem } from '@anwen/catalog/testing';
import type { Tx } from '@anwen/database';
import { clerk, inventory } from '@anwen/inventory/testing';
import { CursorCodec, type Actor } from '@anwen/kernel';
import { ArrivalWork } from './arrival-work';
import { Disposing } from './disposing';
import { InspectionService } from './inspection.service';
import { InspectionStore } from './inspection.store';
import { IntakeStore } from './intake.store';
import { LineReversal } from './line-reversal';
import { OperationStore } from './operation.store';
import { PurchaseOrderIntake } from './purchase-order-intake';
import type { CreatePurchaseOrderDto, PurchaseOrderDto } from './purchase-order.dto';
import { PurchaseOrderService } from './purchase-order.service';
import { PurchaseOrderStore } from './purchase-order.store';
import { PutawayPlanner } from './putaway-planner';
import { PutawayService } from './putaway.service';
import { PutawayStore } from './putaway.store';
import { ReceiptHeads } from './receipt-hold';
import type { CreateReceiptDto, ReceiptDto } from './receipt.dto';
import { ReceiptService } from './receipt.service';
import { ReceiptStore } from './receipt.store';
import { Receiving } from './receiving';
import { ReversalStore } from './reversal.store';
import { SupplierReturnService } from './supplier-return.service';
import { SupplierReturnStore } from './supplier-return.store';

const codec = new CursorCodec(Buffer.alloc(32, 7));
const { stock } = inventory;
const [intake, operations, inspections, tasks] = [new IntakeStore(), new OperationStore(), new InspectionStore(), new PutawayStore()];
const heads = new ReceiptHeads(new PurchaseOrderStore(), new ReceiptStore());
const work = new ArrivalWork(new PutawayPlanner(tasks), inspections);
const receiving = new Receiving(stock, intake, heads, operations, work);
const reversal = new LineReversal(stock, heads, new ReversalStore(), tasks, inspections, operations);

/** The services as the module wires them, for tests, benchmarks and importers without a container. */
export const inbound = {
  orders: new PurchaseOrderService(heads.orders, new PurchaseOrderIntake(intake), codec),
  receipts: new ReceiptService(heads, intake, receiving, reversal, codec),
  inspections: new InspectionService(inspections, new Disposing(stock, intake, heads, inspections, operations, work), heads.receipts, codec),
  putaway: new PutawayService(tasks, heads.receipts, intake, stock, operations, codec),
  returns: new SupplierReturnService(new SupplierReturnStore(), intake, stock, operations, codec),
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

/** A warehouse with a dock (staging) and storage bins in the order of the route. */
export async function aDock(
  tx: Tx,
  bins = 2,
): Promise<{ warehouse: { id: string; code: string }; dock: { id: string; code: string }; bins: { id: string; code: string }[] }> {
  const warehouse = await aWarehouse(tx);
  const dock = await aLocation(tx, { warehouse: warehouse.code, kind: 'staging_in' });
  const made: { id: string; code: string }[] = [];
  for (let i = 0; i < bins; i++) made.push(await aLocation(tx, { warehouse: warehouse.code, pickSeq: i + 1 }));
  return { warehouse, dock, bins: made };
}

/** A receipt for an order, or without one. */
export function aReceipt(tx: Tx, input: CreateReceiptDto, actor: Actor = clerk): Promise<ReceiptDto> {
  return inbound.receipts.create(tx, actor, input);
}
