import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { StockService } from '@anwen/inventory';
import { Quantity, isUuid, type Actor } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { Injectable } from '@nestjs/common';
import { stepOf } from '../document-step';
import { refuse } from '../line-complaints';
import { tradeErrors } from '../trade.errors';
import { inboundErrors } from './inbound.errors';
import { inboundEvents } from './inbound.events';
import { inspectionMachine } from './inspection.rules';
import { InspectionStore } from './inspection.store';
import { OperationStore } from './operation.store';
import { PutawayStore } from './putaway.store';
import type { ReverseLineDto } from './receipt.dto';
import { CORRECTION_REASONS, reasonComplaints } from './reason-use.rules';
import { ReceiptHeads, holdReceipt, settleOrder, settleReceipt } from './receipt-hold';
import { receiptMachine } from './receipt.rules';
import { ReversalStore, type ReversibleLine } from './reversal.store';

/** Takes a received line back while its goods still stand where they arrived. */
@Injectable()
export class LineReversal {
  constructor(
    private readonly stock: StockService,
    private readonly heads: ReceiptHeads,
    private readonly lines: ReversalStore,
    private readonly tasks: PutawayStore,
    private readonly inspections: InspectionStore,
    private readonly operations: OperationStore,
  ) {}

  /** Public id of the receipt. */
  async reverse(tx: Tx, actor: Actor, { receipt: key, line: lineId }: { receipt: string; line: string }, input: ReverseLineDto): Promise<string> {
    const { receipt, order } = await holdReceipt(tx, this.heads, key);
    const op = await this.operations.claim(tx, actor, input.clientOpId, `/api/v1/receipts/${receipt.id}`);
    stepOf(receiptMachine, receipt.state, 'reverse');
    const line = isUuid(lineId) ? await this.lines.lock(tx, receipt.no, lineId) : undefined;
    if (!line) throw inboundErrors.receipt_line_not_found();
    if (line.isReversed) throw inboundErrors.line_reversed_already();
    const why = { at: '', reasonCode: input.reasonCode, note: input.note, domains: CORRECTION_REASONS };
    refuse(actor, reasonComplaints([why], await this.lines.reasons(tx, input.reasonCode)));
    await this.stopWork(tx, line);
    const reversalId = line.postingId === null ? null : await this.post(tx, actor, { line, op, number: receipt.number }, input);
    await this.lines.markReversed(tx, line.no, actor.name, reversalId);
    if (order && line.poLineId !== null) {
      const minus = (qty: string): string => Quantity.of(qty).negated().toString();
      await this.heads.orders.addReceived(tx, [{ lineId: line.poLineId, received: minus(line.qty), rejected: minus(line.rejected) }]);
      await settleOrder(tx, this.heads.orders, order);
    }
    await settleReceipt(tx, this.heads.receipts, receipt);
    const facts = { number: receipt.number, line: line.lineNo, item: line.itemCode, qty: line.qty, posting: reversalId };
    audit.record(tx, actor, 'receipt.line.reversed', { type: 'receipt', id: receipt.id }, { diff: facts, ...(input.note ? { reason: input.note } : {}) });
    outbox.append(tx, { type: inboundEvents.receiptReversed, aggregate: { type: 'receipt', id: receipt.id }, payload: { id: receipt.id, ...facts } });
    return receipt.id;
  }

  /** Nobody carries the goods, nobody has decided on them: what was planned for them is called off. */
  private async stopWork(tx: Tx, line: ReversibleLine): Promise<void> {
    const tasks = await this.tasks.lockOfLine(tx, line.no);
    if (tasks.some((task) => Number(task.doneQty) > 0)) throw inboundErrors.line_moved_on();
    const held = tasks.find((task) => task.isHeld);
    if (held) throw tradeErrors.task_taken({ takenBy: held.assignee, leaseUntil: held.leaseUntil!.toISOString() });
    const inspection = await this.inspections.lockOfLine(tx, line.no);
    if (inspection && (Number(inspection.disposedQty) > 0 || inspectionMachine.next(inspection.state, 'cancel') === undefined))
      throw inboundErrors.line_moved_on();
    await this.tasks.cancelOfLine(tx, line.no);
    if (inspection) await this.inspections.cancel(tx, inspection.no);
  }

  /** A posting with this line alone is reversed to the last cent; of a longer one the line goes back to where it came from, for what it came in at. */
  private async post(tx: Tx, actor: Actor, { line, op, number }: { line: ReversibleLine; op: string; number: string }, input: ReverseLineDto): Promise<string> {
    const { reasonCode, note } = input;
    const why = { clientOpId: op, ...(reasonCode === undefined ? {} : { reasonCode }), ...(note === undefined ? {} : { note }) };
    if (line.isAlone) return (await this.stock.reverse(tx, actor, line.postingId!, { ...why, hasDocument: true })).id;
    const { itemCode, qty, location, lot, serials, isInQc } = line;
    const back = {
      itemCode,
      qty,
      fromLocation: location,
      ...(lot === null ? {} : { lot }),
      ...(serials.length > 0 ? { serials: [...serials] } : {}),
      ...(isInQc ? { status: 'qc' as const } : {}),
    };
    const document = { type: 'supplier_return' as const, docType: 'receipt', docRef: number, lines: [back], ...why };
    return (await this.stock.post(tx, actor, document, { permission: 'receipt.reverse', approved: true, values: line.values })).id;
  }
}
