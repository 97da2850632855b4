import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { StockService, type LedgerPosting } from '@anwen/inventory';
import { uuidV7, type Actor, type Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { SalesHistoryStore, type PastOrder } from './sales-history.store';

export interface LoadedHistory {
  readonly orders: number;
  readonly shipments: number;
  readonly lines: number;
  /** Known already, by number or by the customer's reference. */
  readonly skipped: number;
  /** Shipments whose goods left the ledger with this load. */
  readonly posted: number;
}

/**
 * Brings orders of the past with their shipments, some thousand lines a transaction. Stock goes through the posting core
 * like everybody's; lines without a place have left the ledger already. Loading the same again changes nothing.
 */
@Injectable()
export class SalesHistoryService {
  constructor(
    private readonly store: SalesHistoryStore,
    private readonly stock: StockService,
  ) {}

  /** One audit event a batch and no news: history is no news. @throws what the posting core throws. */
  async load(tx: Tx, actor: Actor, orders: readonly PastOrder[], { batch }: { batch: string }): Promise<LoadedHistory> {
    const written = await this.store.orders(tx, orders);
    const fresh = orders.filter((o) => written.has(o.number));
    if (fresh.length === 0) return { orders: 0, shipments: 0, lines: 0, skipped: orders.length, posted: 0 };
    await this.store.lines(tx, fresh);
    const shipments = await this.store.shipments(tx, fresh);
    const customer = await this.store.customerPlace(tx);
    const postings = fresh.flatMap((order) => postingOf(order, customer));
    const { posted } = postings.length === 0 ? { posted: 0 } : await this.stock.replay(tx, actor, postings);
    await this.store.linkPostings(tx, fresh);
    const done = { orders: fresh.length, shipments, lines: fresh.reduce((n, o) => n + o.lines.length, 0), skipped: orders.length - fresh.length, posted };
    audit.record(tx, actor, 'import.committed', { type: 'sales_order', id: batch }, { diff: done });
    return done;
  }
}

/** The departure of one order, when its goods are still in the house. */
function postingOf({ shippedAt, shipmentNumber, clientOpId, lines }: PastOrder, customerPlace: Id): LedgerPosting[] {
  const leaving = lines.flatMap(({ itemId, qtyBase, qty, uomId, fromLocationId }) =>
    fromLocationId === undefined ? [] : [{ itemId, qty: qtyBase, enteredQty: qty, enteredUomId: uomId, fromLocationId, toLocationId: customerPlace }],
  );
  if (shippedAt === null || leaving.length === 0) return [];
  const when = { occurredAt: shippedAt, effectiveOn: shippedAt.slice(0, 10) };
  return [{ clientOpId: clientOpId ?? uuidV7(), eventType: 'SHIP', docType: 'shipment', docRef: shipmentNumber, ...when, lines: leaving }];
}
