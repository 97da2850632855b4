import { audit } from '@anwen/audit';
import { takeNumber } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { CursorCodec, type Actor, type Id, type Page } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { Inject, Injectable } from '@nestjs/common';
import { stepOf } from '../document-step';
import { refuse, type Complaint, type LineComplaint } from '../line-complaints';
import { tradeErrors } from '../trade.errors';
import { inboundErrors } from './inbound.errors';
import { inboundEvents } from './inbound.events';
import { IntakeStore, type PlaceFacts } from './intake.store';
import { LineReversal } from './line-reversal';
import { openOf, orderMachine } from './purchase-order.rules';
import type { LockedOrder } from './purchase-order.store';
import type { CreateReceiptDto, ExpectedLineDto, ReceiptDto, ReceiptQuery, ReceiptSummaryDto, ReverseLineDto } from './receipt.dto';
import { ReceiptHeads, holdReceipt } from './receipt-hold';
import { Receiving, type ConfirmLines } from './receiving';
import { receiptMachine, stateByWork, takesArrivals } from './receipt.rules';
import type { NewReceipt, ReceiptLineRow, ReceiptRow } from './receipt.store';

/** Receipts: deliveries as they come in, line by line, with or without an order. */
@Injectable()
export class ReceiptService {
  constructor(
    private readonly heads: ReceiptHeads,
    private readonly intake: IntakeStore,
    private readonly receiving: Receiving,
    private readonly reversal: LineReversal,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  /** @throws trade.sort_unknown, page.cursor_invalid. */
  async list(tx: Tx, query: ReceiptQuery): Promise<Page<ReceiptSummaryDto>> {
    const page = await this.heads.receipts.list(tx, this.codec, query);
    return { ...page, items: page.items.map(summaryOf) };
  }

  /** By id or number. @throws trade.document_not_found, also for one outside the scope. */
  async get(tx: Tx, key: string): Promise<ReceiptDto> {
    const row = await this.heads.receipts.find(tx, key);
    if (!row) throw tradeErrors.document_not_found();
    const lines = await this.heads.receipts.lines(tx, row.no);
    const work = await this.heads.receipts.work(tx, row.no);
    const legal = receiptMachine.legal(row.state).filter((verb) => verb !== 'reverse' || lines.some((line) => line.reversedAt === null));
    const { createdBy, rowVersion } = row;
    return { ...summaryOf(row), createdBy, rowVersion, legal, expected: await this.expected(tx, row.orderId), lines: lines.map(lineOf), ...work };
  }

  /** @throws trade.lines_refused | order_not_open. */
  async create(tx: Tx, actor: Actor, input: CreateReceiptDto): Promise<ReceiptDto> {
    const order = await this.orderFor(tx, actor, input);
    const receipt = await this.read(tx, actor, input, order);
    const number = await takeNumber(tx, 'GR');
    const id = await this.heads.receipts.insert(tx, { ...receipt, number });
    const facts = { number, dock: input.dock, ...(order ? { purchaseOrder: order.number } : {}) };
    audit.record(tx, actor, 'receipt.started', { type: 'receipt', id }, { diff: facts });
    outbox.append(tx, { type: inboundEvents.receiptStarted, aggregate: { type: 'receipt', id }, payload: { id, ...facts } });
    return this.get(tx, id);
  }

  /**
   * Takes lines in, up to a thousand at once: all of them or none.
   * @throws trade.document_not_found | invalid_transition | order_not_open | lines_refused (with the core's complaints), inventory.serial_conflict, operation.duplicate.
   */
  async confirmLines(tx: Tx, actor: Actor, key: string, input: ConfirmLines): Promise<ReceiptDto> {
    return this.get(tx, await this.receiving.confirm(tx, actor, key, input));
  }

  /** Takes one line back while its goods are where they arrived. @throws trade.receipt_line_not_found | line_reversed_already | line_moved_on | task_taken | invalid_transition, and what a posting throws. */
  async reverseLine(tx: Tx, actor: Actor, which: { receipt: string; line: string }, input: ReverseLineDto): Promise<ReceiptDto> {
    return this.get(tx, await this.reversal.reverse(tx, actor, which, input));
  }

  /** Nothing more comes with this delivery; what is short stays open on the order. @throws trade.document_not_found | invalid_transition. */
  async finish(tx: Tx, actor: Actor, key: string): Promise<ReceiptDto> {
    const { receipt } = await holdReceipt(tx, this.heads, key);
    const received = stepOf(receiptMachine, receipt.state, 'finish');
    const state = stateByWork(received, await this.heads.receipts.workLeft(tx, receipt.no));
    await this.heads.receipts.setState(tx, receipt.no, state);
    const facts = { number: receipt.number, state, lines: receipt.lineCount };
    audit.record(tx, actor, 'receipt.closed', { type: 'receipt', id: receipt.id }, { diff: facts });
    outbox.append(tx, { type: inboundEvents.receiptFinished, aggregate: { type: 'receipt', id: receipt.id }, payload: { id: receipt.id, ...facts } });
    return this.get(tx, receipt.id);
  }

  /** Only before anything was received. @throws trade.document_not_found | invalid_transition. */
  async cancel(tx: Tx, actor: Actor, key: string): Promise<ReceiptDto> {
    const { receipt } = await holdReceipt(tx, this.heads, key);
    const state = stepOf(receiptMachine, receipt.state, 'cancel');
    await this.heads.receipts.setState(tx, receipt.no, state);
    const facts = { number: receipt.number, state };
    audit.record(tx, actor, 'receipt.cancelled', { type: 'receipt', id: receipt.id }, { diff: facts });
    outbox.append(tx, { type: inboundEvents.receiptCancelled, aggregate: { type: 'receipt', id: receipt.id }, payload: { id: receipt.id, ...facts } });
    return this.get(tx, receipt.id);
  }

  /** The order is locked, so that nobody closes it while a receipt begins. */
  private async orderFor(tx: Tx, actor: Actor, { purchaseOrder }: CreateReceiptDto): Promise<LockedOrder | null> {
    if (purchaseOrder === undefined) return null;
    const order = await this.heads.orders.lock(tx, purchaseOrder);
    if (!order) refuse(actor, [{ pointer: '/purchaseOrder', code: 'reference_unknown', params: { value: purchaseOrder } }]);
    if (orderMachine.next(order!.state, 'receive') === undefined)
      throw inboundErrors.order_not_open({ state: order!.state, legal: orderMachine.legal(order!.state) });
    return order!;
  }

  private async read(tx: Tx, actor: Actor, input: CreateReceiptDto, order: LockedOrder | null): Promise<Omit<NewReceipt, 'number'>> {
    const complaints: Complaint[] = [];
    const complain = (field: string, code: LineComplaint, params: Record<string, unknown>): number => complaints.push({ pointer: `/${field}`, code, params });
    const [dock] = await this.intake.places(tx, [input.dock]);
    const [supplier] = input.supplier === undefined ? [] : await this.intake.partners(tx, [input.supplier]);
    const [warehouse] = input.warehouse === undefined ? [] : await this.intake.warehouses(tx, [input.warehouse]);
    if (input.supplier !== undefined) {
      if (!supplier) complain('supplier', 'reference_unknown', { value: input.supplier });
      else if (!supplier.roles.includes('supplier') || supplier.status !== 'active')
        complain('supplier', 'partner_unfit', { value: input.supplier, role: 'supplier' });
      else if (order && order.supplierId !== supplier.id) complain('supplier', 'reference_unknown', { value: input.supplier });
    }
    if (input.warehouse !== undefined && (!warehouse || (order && order.warehouseId !== warehouse.id)))
      complain('warehouse', 'reference_unknown', { value: input.warehouse });
    const wanted = order?.warehouseId ?? warehouse?.id ?? dock?.warehouseId;
    if (!dock || dock.status !== 'active') complain('dock', 'reference_unknown', { value: input.dock });
    else if (!fits(dock, wanted)) complain('dock', 'location_refused', { value: input.dock });
    refuse(actor, complaints);
    return {
      orderId: order?.no ?? null,
      supplierId: order?.supplierId ?? supplier?.id ?? null,
      warehouseId: dock!.warehouseId!,
      dockId: dock!.id,
      deliveryNote: input.deliveryNote ?? null,
      carrier: input.carrier ?? null,
      createdBy: actor.name,
    };
  }

  private async expected(tx: Tx, orderId: Id | null): Promise<ExpectedLineDto[]> {
    const lines = orderId === null ? [] : await this.heads.orders.lines(tx, orderId);
    return lines
      .filter((line) => openOf(line).isPositive)
      .map(({ id, lineNo, item, qty, uom, qtyBase, receivedQty, dueOn, ...line }) => {
        return { id, lineNo, item, qty, uom, qtyBase, receivedQty, openQty: openOf({ qtyBase, receivedQty, ...line }).toString(), dueOn };
      });
  }
}

const fits = (dock: PlaceFacts, warehouseId: Id | null | undefined): boolean =>
  dock.lockedReason === null && warehouseId != null && takesArrivals(dock, warehouseId);

function summaryOf({ no: _no, orderId: _o, createdBy: _c, rowVersion: _r, ...row }: ReceiptRow): ReceiptSummaryDto {
  const { startedAt, finishedAt, createdAt } = row;
  return { ...row, startedAt: startedAt?.toISOString() ?? null, finishedAt: finishedAt?.toISOString() ?? null, createdAt: createdAt.toISOString() };
}

function lineOf({ reversedAt, receivedAt, ...line }: ReceiptLineRow): ReceiptDto['lines'][number] {
  return { ...line, reversedAt: reversedAt?.toISOString() ?? null, receivedAt: receivedAt.toISOString() };
}
