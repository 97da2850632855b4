import type { Database, Tx } from '@anwen/database';
import type { Actor } from '@anwen/kernel';
import { uuidV5 } from '@anwen/kernel';
import { InspectionService, PurchaseOrderService, ReceiptService, type CreatePurchaseOrderDto } from '@anwen/trade/inbound';
import type { INestApplicationContext } from '@nestjs/common';
import { IMPORT_BATCH, WAREHOUSE } from './loading';
import { NAMESPACE } from './posting';
import type { BoughtOrder } from './trade-source';

/** Orders whose drafts and receipts are made in one transaction. */
const ORDERS_A_BATCH = 100;
/** The data say so: rejected by the buyer, and complete. */
const [REJECTED, COMPLETE] = [3, 4];

type Everything = Parameters<Database['transaction']>[0];

/** What the orders' documents are called and named after. */
export interface Names {
  readonly item: (product: number) => string;
  readonly vendor: (vendor: number) => string;
  /** Where deliveries arrive, and stay. */
  readonly dock: string;
}

interface Opened {
  readonly order: string;
  readonly receipt: string;
}

/**
 * Brings purchase orders through the services: ordered and approved, received, and inspected where the item asks for it;
 * what was rejected goes back. Each step looks at the state that the document is in, so a second run does what is left.
 */
export class Buying {
  private readonly orders: PurchaseOrderService;
  private readonly receipts: ReceiptService;
  private readonly inspections: InspectionService;

  constructor(
    services: INestApplicationContext,
    private readonly database: Database,
    private readonly who: { readonly actor: Actor; readonly everything: Everything },
    private readonly names: Names,
  ) {
    this.orders = services.get(PurchaseOrderService);
    this.receipts = services.get(ReceiptService);
    this.inspections = services.get(InspectionService);
  }

  /** Makes the orders with an empty receipt each, in one transaction a batch: an order that is there has its receipt. */
  async open(orders: readonly BoughtOrder[], onBatch: (n: number) => void): Promise<void> {
    for (let at = 0; at < orders.length; at += ORDERS_A_BATCH) {
      const batch = orders.slice(at, at + ORDERS_A_BATCH);
      await this.tx(async (tx) => {
        const made = await this.orders.createMany(
          tx,
          this.who.actor,
          batch.map((order) => this.orderOf(order)),
          { approved: true, batch: IMPORT_BATCH },
        );
        for (const { id, number } of made) await this.receipts.create(tx, this.who.actor, { purchaseOrder: id, dock: this.names.dock, deliveryNote: number });
      });
      onBatch(batch.length);
    }
  }

  /** Receives, inspects and ends one order. Answers whether there was anything left to do. */
  async receive(order: BoughtOrder): Promise<boolean> {
    const { order: id, receipt } = await this.tx((tx) => opened(tx, order.id));
    const { state } = await this.tx((tx) => this.receipts.get(tx, receipt));
    if (state === 'draft') await this.tx((tx) => this.arrive(tx, receipt, { id, order }));
    if (state === 'draft' || state === 'receiving') await this.tx((tx) => this.finish(tx, receipt, { id, order }));
    return state === 'draft' || state === 'receiving';
  }

  private async arrive(tx: Tx, receipt: string, { id, order }: { id: string; order: BoughtOrder }): Promise<void> {
    const { lines } = await this.orders.get(tx, this.who.actor, id);
    const arrived = order.lines.flatMap((line, i) => (line.received > 0 ? [{ poLineId: lines[i]!.id, qty: String(line.received) }] : []));
    if (arrived.length === 0) return;
    const moment = { occurredAt: `${order.date}T00:00:00Z`, effectiveOn: order.date };
    await this.receipts.confirmLines(tx, this.who.actor, receipt, { clientOpId: uuidV5(NAMESPACE, `receipt/${order.id}`), lines: arrived, ...moment });
  }

  private async finish(tx: Tx, receipt: string, { id, order }: { id: string; order: BoughtOrder }): Promise<void> {
    const { inspections, lines } = await this.receipts.get(tx, receipt);
    const lineIds = (await this.orders.get(tx, this.who.actor, id)).lines.map((line) => line.id);
    for (const { id: inspection } of inspections) {
      const { receiptLineId, state } = await this.inspections.get(tx, inspection);
      const poLine = lines.find((line) => line.id === receiptLineId)!.poLineId!;
      if (state === 'open') await this.inspect(tx, inspection, { order, index: lineIds.indexOf(poLine) });
    }
    if (lines.length > 0) await this.receipts.finish(tx, this.who.actor, receipt);
    else await this.receipts.cancel(tx, this.who.actor, receipt);
    if (order.status === COMPLETE) await this.orders.close(tx, this.who.actor, id, {});
    if (order.status === REJECTED) await this.orders.close(tx, this.who.actor, id, { reason: 'rejected' });
  }

  private async inspect(tx: Tx, inspection: string, { order, index }: { order: BoughtOrder; index: number }): Promise<void> {
    const { received, rejected, id } = order.lines[index]!;
    const passed = received - rejected;
    const result = rejected === 0 ? 'passed' : passed === 0 ? 'failed' : 'conditional';
    await this.inspections.record(tx, this.who.actor, inspection, { result, passedQty: String(passed), failedQty: String(rejected) });
    const decided = [
      { action: 'release', qty: String(passed) },
      { action: 'return', qty: String(rejected), reasonCode: 'RET-DEFECT' },
    ].filter((line) => line.qty !== '0');
    const moment = { occurredAt: `${order.date}T00:00:00Z`, effectiveOn: order.date };
    await this.inspections.dispose(tx, this.who.actor, inspection, { clientOpId: uuidV5(NAMESPACE, `inspection/${id}`), lines: decided, ...moment });
  }

  private orderOf({ id, vendor, date, lines }: BoughtOrder): CreatePurchaseOrderDto {
    return {
      supplier: this.names.vendor(vendor),
      warehouse: WAREHOUSE,
      orderedOn: date,
      currency: 'USD',
      externalRef: refOf(id),
      // Seven lines are due before they were ordered; such a day says nothing.
      lines: lines.map(({ product, ordered, price, due }) => ({
        itemCode: this.names.item(product),
        qty: String(ordered),
        price,
        ...(due >= date ? { dueOn: due } : {}),
      })),
    };
  }

  private tx<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(this.who.everything, work);
  }
}

const refOf = (id: number): string => `AW-PO-${id}`;

async function opened(tx: Tx, id: number): Promise<Opened> {
  const [found] = await tx.query<Opened>(
    `SELECT o.public_id AS "order", r.public_id AS receipt FROM purchase_orders o JOIN receipts r ON r.purchase_order_id = o.id WHERE o.external_ref = $1 ORDER BY r.id LIMIT 1`,
    [refOf(id)],
  );
  if (!found) throw new Error(`purchase order ${id} was not opened`);
  return found;
}
