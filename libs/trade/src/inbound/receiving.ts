import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { StockService } from '@anwen/inventory';
import { AppError, Quantity, type Actor, type Id } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { Injectable } from '@nestjs/common';
import { stepOf } from '../document-step';
import { refusalOf } from '../line-complaints';
import { ArrivalWork } from './arrival-work';
import { lineErrorsOf } from './core-refusals';
import { inboundErrors } from './inbound.errors';
import { inboundEvents } from './inbound.events';
import { IntakeStore } from './intake.store';
import { OperationStore } from './operation.store';
import { orderMachine } from './purchase-order.rules';
import type { OrderLineRow } from './purchase-order.store';
import type { ConfirmLinesDto } from './receipt.dto';
import { ReceiptHeads, holdReceipt, settleOrder, type HeldReceipt } from './receipt-hold';
import { readArrivals, receiptMachine, type ArrivedLine, type ReadArrivals, type ReceivingFacts } from './receipt.rules';
import type { NewLine } from './receipt.store';

/** What goods on a dock may be told besides; only the server's own callers (importers, the offline queue) say when it happened. */
export interface ConfirmLines extends ConfirmLinesDto {
  readonly occurredAt?: string;
  readonly effectiveOn?: string;
}

/** What the books are kept in: prices in another currency say nothing about the value of our stock. */
const OUR_CURRENCY = 'TWD';

/** Takes goods in: one posting for all lines of a call, however many; all complaints of ours and of the posting core in one answer. */
@Injectable()
export class Receiving {
  constructor(
    private readonly stock: StockService,
    private readonly intake: IntakeStore,
    private readonly heads: ReceiptHeads,
    private readonly operations: OperationStore,
    private readonly work: ArrivalWork,
  ) {}

  /** Public id of the receipt. */
  async confirm(tx: Tx, actor: Actor, key: string, input: ConfirmLines): Promise<string> {
    const held = await holdReceipt(tx, this.heads, key);
    const { receipt, order } = held;
    const op = await this.operations.claim(tx, actor, input.clientOpId, `/api/v1/receipts/${receipt.id}`);
    stepOf(receiptMachine, receipt.state, 'receive');
    if (order && orderMachine.next(order.state, 'receive') === undefined) {
      throw inboundErrors.order_not_open({ state: order.state, legal: orderMachine.legal(order.state) });
    }
    const facts = await this.facts(tx, held, input);
    const read = readArrivals(input.lines, facts);
    const postingId = await this.post(tx, actor, { held, op, read, input });
    await this.keep(tx, actor, { held, read, facts, postingId });
    return receipt.id;
  }

  private async facts(tx: Tx, { receipt, order }: HeldReceipt, { lines }: ConfirmLines): Promise<ReceivingFacts> {
    const orderLines = order ? await this.heads.orders.lines(tx, order.no) : null;
    const named = orderLines === null ? lines.flatMap((line) => line.itemCode ?? []) : [];
    const items = await this.intake.items(tx, named, orderLines?.map((line) => line.itemId) ?? []);
    const places = await this.intake.places(
      tx,
      lines.flatMap((line) => line.toLocation ?? []),
      [receipt.dockId],
    );
    const lots = await this.heads.receipts.knownLots(
      tx,
      items.map((item) => item.id),
      lines.flatMap((line) => line.lot ?? []),
    );
    const dock = places.find((place) => place.id === receipt.dockId);
    // Who sees the receipt by its partner and not by its place cannot take goods in there.
    if (!dock) throw inboundErrors.dock_out_of_reach();
    const inOurCurrency = order?.currency === OUR_CURRENCY;
    // Only units with a factor round.
    const isConverted = orderLines?.some((line) => line.uom !== line.item.uom) ?? false;
    const came = isConverted ? await this.heads.receipts.cameInUnit(tx, order!.no) : new Map<never, never>();
    return { warehouseId: receipt.warehouseId, dock, today: await this.intake.today(tx), items, places, lots, orderLines, came, inOurCurrency };
  }

  /** One posting for all lines; null when all of the goods were refused at the door. @throws trade.lines_refused, and what the core throws. */
  private async post(
    tx: Tx,
    actor: Actor,
    { held, op, read, input }: { held: HeldReceipt; op: string; read: ReadArrivals; input: ConfirmLines },
  ): Promise<string | null> {
    const { postings, origins, complaints } = read;
    const { occurredAt, effectiveOn } = input;
    let id: string | null = null;
    try {
      if (postings.length > 0) {
        const moment = { ...(occurredAt === undefined ? {} : { occurredAt }), ...(effectiveOn === undefined ? {} : { effectiveOn }) };
        const document = { type: 'receipt' as const, clientOpId: op, docType: 'receipt', docRef: held.receipt.number, lines: [...postings], ...moment };
        id = (await this.stock.post(tx, actor, document, { permission: 'receipt.confirm', hasDocument: true })).id;
      }
    } catch (error) {
      const others = lineErrorsOf(error, (line, field) => `/lines/${origins[line]}${field ? `/${field}` : ''}`);
      if (others) throw refusalOf(actor, complaints, others);
      if (complaints.length === 0 || !(error instanceof AppError)) throw error;
    }
    // Posted in vain so far: the refusal undoes it with everything else.
    if (complaints.length > 0) throw refusalOf(actor, complaints);
    return id;
  }

  private async keep(
    tx: Tx,
    actor: Actor,
    { held, read, facts, postingId }: { held: HeldReceipt; read: ReadArrivals; facts: ReceivingFacts; postingId: string | null },
  ): Promise<void> {
    const { receipt, order } = held;
    const rows = read.lines.map((line, i) => newLine(line, receipt.lineCount + i + 1, postingId));
    const kept = await this.heads.receipts.insertLines(tx, receipt, actor.name, rows);
    await this.heads.receipts.countLines(tx, receipt.no, rows.length);
    const byNo = new Map(kept.map((line) => [line.lineNo, line]));
    const arrived = read.lines.map((line, i) => ({ line, kept: byNo.get(receipt.lineCount + i + 1)! }));
    await this.heads.receipts.tellOrigin(
      tx,
      receipt,
      arrived.filter((one) => one.kept.lotId !== '0').map((one) => ({ lotId: one.kept.lotId, supplierLot: one.line.input.supplierLot ?? null })),
    );
    if (order) {
      const changes = read.lines.map((line) => ({ lineId: line.poLineId!, received: line.qty.toString(), rejected: line.rejected.toString() }));
      await this.heads.orders.addReceived(tx, changes);
      await settleOrder(tx, this.heads.orders, order, withReceived(facts.orderLines!, changes));
    }
    announceConfirmed(tx, actor, held, { lines: rows.length, postingId });
    await this.work.open(
      tx,
      receipt,
      arrived.map((one) => ({ ...one.kept, itemId: one.line.item.id, qty: one.line.qty.toString(), place: one.line.place, inspect: one.line.inspect })),
    );
  }
}

function newLine(line: ArrivedLine, lineNo: number, postingId: string | null): NewLine {
  const { input, qty } = line;
  return {
    lineNo,
    poLineId: line.poLineId,
    itemId: line.item.id,
    lot: input.lot ?? null,
    serials: input.serials ?? [],
    locationId: line.place.id,
    qty: qty.toString(),
    rejected: line.rejected.toString(),
    enteredQty: line.enteredQty,
    uomId: line.uomId,
    stockStatus: line.inspect ? 1 : 0,
    supplierLot: input.supplierLot ?? null,
    note: input.note ?? null,
    postingId: qty.isPositive ? postingId : null,
  };
}

function withReceived(lines: readonly OrderLineRow[], changes: readonly { lineId: Id; received: string }[]): OrderLineRow[] {
  const added = new Map<Id, Quantity>();
  for (const { lineId, received } of changes) added.set(lineId, (added.get(lineId) ?? Quantity.zero).plus(Quantity.of(received)));
  return lines.map((line) => ({
    ...line,
    receivedQty: Quantity.of(line.receivedQty)
      .plus(added.get(line.no) ?? Quantity.zero)
      .toString(),
  }));
}

function announceConfirmed(tx: Tx, actor: Actor, { receipt, order }: HeldReceipt, { lines, postingId }: { lines: number; postingId: string | null }): void {
  const facts = { number: receipt.number, lines, posting: postingId, ...(order ? { purchaseOrder: order.number } : {}) };
  audit.record(tx, actor, 'receipt.line.confirmed', { type: 'receipt', id: receipt.id }, { diff: facts });
  outbox.append(tx, { type: inboundEvents.receiptConfirmed, aggregate: { type: 'receipt', id: receipt.id }, payload: { id: receipt.id, ...facts } });
}
