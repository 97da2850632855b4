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
  async open(orders: readonly BoughtOrder[], onBatch: (n: number, isNew: boolean) => void): Promise<void> {
    for (let at = 0; at < orders.length; at += ORDERS_A_BATCH) {
      const batch = orders.slice(at, at + ORDERS_A_BATCH);
      const isNew = await this.tx(async (tx) => {
        // Orders that are there are left alone, whatever became of their suppliers since.
        const known = await knownRefs(tx, batch);
        const made = await this.orders.createMany(
          tx,
          this.who.actor,
          batch.filter((order) => !known.has(refOf(order.id))).map((order) => this.orderOf(order)),
          { approved: true, batch: IMPORT_BATCH },
        );
        for (const { id, number } of made) await this.receipts.create(tx, this.who.actor, { purchaseOrder: id, dock: this.names.dock, deliveryNote: number });
        return made.length > 0;
      });
      onBatch(batch.length, isNew);
    }
  }

  /** Receives, inspects and ends one order. Answers whether there was anything left to do. */
  async receive(order: BoughtOrder): Promise<boolean> {
    const { order: id, receipt } = await this.tx((tx) => opened(tx, order.id));
    const { state } = await this.tx((tx) => this.receipts.get(tx, receipt));
    if (state === 'draft') await this.tx((tx) => this.arrive(tx, receipt, { id, order }));
    if (state !== 'draft' && state !== 'receiving') return false;
    for (const inspection of await this.tx((tx) => this.waiting(tx, receipt, id)))
      await this.tx((tx) => this.inspect(tx, inspection.id, { order, index: inspection.index }));
    await this.tx((tx) => this.finish(tx, receipt, { id, order }));
    return true;
  }

  private async arrive(tx: Tx, receipt: string, { id, order }: { id: string; order: BoughtOrder }): Promise<void> {
    const { lines } = await this.orders.get(tx, this.who.actor, id);
    const arrived = order.lines.flatMap((line, i) => (line.received > 0 ? [{ poLineId: lines[i]!.id, qty: String(line.received) }] : []));
    if (arrived.length === 0) return;
    const moment = { occurredAt: `${order.date}T00:00:00Z`, effectiveOn: order.date };
    await this.receipts.confirmLines(tx, this.who.actor, receipt, { clientOpId: uuidV5(NAMESPACE, `receipt/${order.id}`), lines: arrived, ...moment });
  }

  /** Inspections that nobody has decided about, each with the line of the order that it is about; one transaction each, as the locks ask for. */
  private async waiting(tx: Tx, receipt: string, id: string): Promise<{ id: string; index: number }[]> {
    const { inspections, lines } = await this.receipts.get(tx, receipt);
    const lineIds = (await this.orders.get(tx, this.who.actor, id)).lines.map((line) => line.id);
    const waiting: { id: string; index: number }[] = [];
    for (const { id: inspection } of inspections) {
      const { receiptLineId, state } = await this.inspections.get(tx, inspection);
      const { poLineId } = lines.find((line) => line.id === receiptLineId)!;
      if (state === 'open') waiting.push({ id: inspection, index: lineIds.indexOf(poLineId!) });
    }
    return waiting;
  }

  private async finish(tx: Tx, receipt: string, { id, order }: { id: string; order: BoughtOrder }): Promise<void> {
    const { lineCount } = await this.receipts.get(tx, receipt);
    const hasEnded = order.status === COMPLETE || order.status === REJECTED;
    const why = order.status === REJECTED ? { reason: 'rejected' } : {};
    if (lineCount === 0) {
      await this.receipts.cancel(tx, this.who.actor, receipt);
      if (hasEnded) await this.orders.cancel(tx, this.who.actor, id, why);
      return;
    }
    await this.receipts.finish(tx, this.who.actor, receipt);
    if (hasEnded) await this.orders.close(tx, this.who.actor, id, why);
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

async function knownRefs(tx: Tx, orders: readonly BoughtOrder[]): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ ref: string }>('SELECT external_ref AS ref FROM purchase_orders WHERE external_ref = ANY ($1)', [
    orders.map(({ id }) => refOf(id)),
  ]);
  return new Set(rows.map((row) => row.ref));
}

async function opened(tx: Tx, id: number): Promise<Opened> {
  const [found] = await tx.query<Opened>(
    `SELECT o.public_id AS "order", r.public_id AS receipt FROM purchase_orders o JOIN receipts r ON r.purchase_order_id = o.id WHERE o.external_ref = $1 ORDER BY r.id LIMIT 1`,
    [refOf(id)],
  );
  if (!found) throw new Error(`purchase order ${id} was not opened`);
  return found;
}
