import type { Tx } from '@anwen/database';
import { Injectable } from '@nestjs/common';
import { tradeErrors } from '../trade.errors';
import { stateAfterReceiving } from './purchase-order.rules';
import { PurchaseOrderStore, type LockedOrder, type OrderLineRow } from './purchase-order.store';
import { stateByWork } from './receipt.rules';
import { ReceiptStore, type LockedReceipt } from './receipt.store';

export interface HeldReceipt {
  readonly receipt: LockedReceipt;
  readonly order: LockedOrder | null;
}

/** The stores of the two heads that nearly everything inbound locks. */
@Injectable()
export class ReceiptHeads {
  constructor(
    readonly orders: PurchaseOrderStore,
    readonly receipts: ReceiptStore,
  ) {}
}

/** Locks the heads in the one order of the code base: the purchase order, then the receipt. @throws trade.document_not_found. */
export async function holdReceipt(tx: Tx, { orders, receipts }: ReceiptHeads, key: string): Promise<HeldReceipt> {
  const found = await receipts.orderOf(tx, key);
  if (!found) throw tradeErrors.document_not_found();
  const order = found.orderId === null ? null : ((await orders.lockById(tx, found.orderId)) ?? null);
  const receipt = await receipts.lock(tx, found.id);
  if (!receipt) throw tradeErrors.document_not_found();
  return { receipt, order };
}

/** Brings the order's state up to its quantities, under its lock. Written in any case: the order has changed, and its version says so. */
export async function settleOrder(tx: Tx, orders: PurchaseOrderStore, order: LockedOrder, lines?: readonly OrderLineRow[]): Promise<void> {
  await orders.setState(tx, order.no, stateAfterReceiving(order.state, lines ?? (await orders.lines(tx, order.no))));
}

/** Moves a finished receipt on by the work that is left, under its lock: closed exactly when there is none (I-8). Its version grows in any case: it shows its work. */
export async function settleReceipt(tx: Tx, receipts: ReceiptStore, receipt: LockedReceipt): Promise<void> {
  await receipts.setState(tx, receipt.no, stateByWork(receipt.state, await receipts.workLeft(tx, receipt.no)));
}
