import { audit } from '@anwen/audit';
import { COST_PERMISSION, takeNumber, takeNumbers } from '@anwen/catalog';
import { isCurrency } from '@anwen/catalog/codes';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC, httpErrors } from '@anwen/http';
import { AppError, scopeFor, type Actor, type CursorCodec, type FieldError, type Id, type Page } from '@anwen/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { stepOf } from '../document-step';
import { refuse, type Complaint } from '../line-complaints';
import { tradeErrors } from '../trade.errors';
import { isComplaint, readLine } from './line-reading';
import { outboundErrors } from './outbound.errors';
import { announce, type OutboundNews } from './outbound.events';
import { PartiesStore } from './parties.store';
import type { CreateSalesOrderDto, SalesOrderDto, SalesOrderQuery, SalesOrderSummaryDto, SalesStepDto } from './sales-order.dto';
import { salesOrderMachine, type SalesOrderState } from './sales-order.rules';
import { SalesOrderStore, type NewSalesOrder, type NewSalesOrderLine, type SalesOrderHead, type OldPrice } from './sales-order.store';
import { asWhole } from './whole-document';

/** What customers want. Orders move no stock: shipments do. */
@Injectable()
export class SalesOrderService {
  constructor(
    private readonly store: SalesOrderStore,
    private readonly parties: PartiesStore,
    @Inject(CURSOR_CODEC) private readonly cursors: CursorCodec,
  ) {}

  /** Newest first. @throws trade.sort_unknown, page.cursor_invalid. */
  async list(tx: Tx, actor: Actor, query: SalesOrderQuery): Promise<Page<SalesOrderSummaryDto>> {
    const page = await this.store.page(tx, this.cursors, query);
    const ids = page.items.map((row) => row.no);
    const items = ids.length === 0 ? [] : await asWhole(tx, (whole) => this.store.summaries(whole, ids));
    return { ...page, items: items.map((one, i) => (seesPrices(actor, page.items[i]!) ? one : { ...one, total: null })) };
  }

  /** By id or number. @throws trade.document_not_found, also for one outside the scope. */
  async get(tx: Tx, actor: Actor, idOrNumber: string): Promise<SalesOrderDto> {
    const head = await this.store.find(tx, idOrNumber);
    if (!head) throw tradeErrors.document_not_found();
    return this.view(tx, actor, head);
  }

  /** A draft. @throws trade.lines_refused with everything that is wrong, trade.external_ref_taken. */
  async create(tx: Tx, actor: Actor, input: CreateSalesOrderDto): Promise<SalesOrderDto> {
    const { order, lines } = await this.read(tx, actor, input, null);
    const number = await takeNumber(tx, 'SO');
    const { id, publicId } = await this.store.insert(tx, number, order);
    await this.store.replaceLines(tx, id, lines);
    announce(tx, actor, {
      action: 'so.created',
      event: 'sales_order.created.v1',
      subject: { type: 'sales_order', id: publicId, number },
      facts: { lines: lines.length },
    });
    return this.get(tx, actor, publicId);
  }

  /** Says what `create` would refuse about many orders, with pointers `/3/lines/0/qty`, and makes nothing. @throws trade.lines_refused. */
  async check(tx: Tx, actor: Actor, inputs: readonly CreateSalesOrderDto[]): Promise<void> {
    await this.readMany(tx, actor, inputs);
  }

  /** Many orders at once, for importers; all are read before the first number is taken. One audit event, one news an order. @throws trade.lines_refused */
  async createMany(tx: Tx, actor: Actor, inputs: readonly CreateSalesOrderDto[], { batch, confirmed }: { batch: string; confirmed: boolean }): Promise<void> {
    if (inputs.length === 0) return;
    const read = await this.readMany(tx, actor, inputs);
    if (confirmed) refuse(actor, unconfirmable(actor, read));
    const numbers = await takeNumbers(tx, 'SO', read.length);
    for (const [i, { order, lines }] of read.entries()) {
      const number = numbers[i]!;
      const { id, publicId } = await this.store.insert(tx, number, order);
      await this.store.replaceLines(tx, id, lines);
      if (confirmed) await asWhole(tx, (whole) => this.store.setState(whole, id, stepOf(salesOrderMachine, 'draft', 'confirm')));
      announce(tx, actor, { event: 'sales_order.created.v1', subject: { type: 'sales_order', id: publicId, number }, facts: { lines: lines.length } });
    }
    audit.record(tx, actor, 'import.committed', { type: 'sales_order', id: batch }, { diff: { created: read.length, confirmed } });
  }

  private async readMany(tx: Tx, actor: Actor, inputs: readonly CreateSalesOrderDto[]): Promise<{ order: NewSalesOrder; lines: NewSalesOrderLine[] }[]> {
    const errors: FieldError[] = [];
    const orders: { order: NewSalesOrder; lines: NewSalesOrderLine[] }[] = [];
    for (const [i, input] of inputs.entries()) {
      const read = await this.read(tx, actor, input, null).catch(refusedOrThrow);
      if (!(read instanceof AppError)) orders.push(read);
      else for (const error of errorsOf(actor, read)) errors.push({ ...error, pointer: `/${i}${error.pointer}` });
    }
    if (errors.length > 0) throw tradeErrors.lines_refused({ errors });
    return orders;
  }

  /** The whole draft anew. @throws what create throws, trade.document_not_found | invalid_transition, http.precondition_failed. */
  async update(tx: Tx, actor: Actor, { id, rowVersion, input }: { id: string; rowVersion: number; input: CreateSalesOrderDto }): Promise<SalesOrderDto> {
    const head = await this.hold(tx, id);
    if (head.rowVersion !== rowVersion) {
      throw httpErrors.precondition_failed({ current: await this.view(tx, actor, head), headers: { ETag: `"${head.rowVersion}"` } });
    }
    if (head.state !== 'draft') throw tradeErrors.invalid_transition({ state: head.state, legal: salesOrderMachine.legal(head.state) });
    const { order, lines } = await this.read(tx, actor, input, head);
    const isSameDeal = head.warehouseId === order.warehouseId && head.customerId === order.customerId;
    const mayKeep = isSameDeal && !seesPrices(actor, head);
    const kept = mayKeep ? keepPrices(lines, await this.store.prices(tx, head.id), input.currency) : lines;
    await this.store.update(tx, head.id, order);
    await this.store.replaceLines(tx, head.id, kept);
    announce(tx, actor, { action: 'so.updated', subject: { type: 'sales_order', id: head.publicId, number: head.number }, facts: { lines: kept.length } });
    return this.get(tx, actor, head.publicId);
  }

  /** @throws trade.document_not_found | invalid_transition */
  confirm(tx: Tx, actor: Actor, id: string): Promise<SalesOrderDto> {
    return this.step(tx, actor, { id, verb: 'confirm', news: { action: 'so.confirmed', event: 'sales_order.confirmed.v1' } });
  }

  /** @throws trade.document_not_found | invalid_transition | shipments_open: what is under way is cancelled first. */
  cancel(tx: Tx, actor: Actor, id: string, { reason }: SalesStepDto): Promise<SalesOrderDto> {
    return this.step(tx, actor, { id, verb: 'cancel', news: { action: 'so.cancelled', event: 'sales_order.cancelled.v1', reason } });
  }

  /** Nothing more will be shipped. @throws trade.document_not_found | invalid_transition | shipments_open */
  close(tx: Tx, actor: Actor, id: string, { reason }: SalesStepDto): Promise<SalesOrderDto> {
    return this.step(tx, actor, { id, verb: 'close', news: { action: 'so.closed', event: 'sales_order.closed.v1', reason } });
  }

  private async step(tx: Tx, actor: Actor, { id, verb, news }: Step): Promise<SalesOrderDto> {
    const head = await this.hold(tx, id);
    const state: SalesOrderState = stepOf(salesOrderMachine, head.state, verb);
    await asWhole(tx, async (whole) => {
      if (verb !== 'confirm') {
        const open = await this.store.liveShipments(whole, head.id);
        if (open.length > 0) throw outboundErrors.shipments_open({ shipments: open.join(', ') });
        await this.store.cancelRest(whole, head.id);
      }
      await this.store.setState(whole, head.id, state);
    });
    announce(tx, actor, { ...news, subject: { type: 'sales_order', id: head.publicId, number: head.number } });
    return this.get(tx, actor, head.publicId);
  }

  private async hold(tx: Tx, id: string): Promise<SalesOrderHead> {
    const head = await this.store.lock(tx, id);
    if (!head) throw tradeErrors.document_not_found();
    return head;
  }

  /** What the input names, or all complaints about it at once. */
  private async read(
    tx: Tx,
    actor: Actor,
    input: CreateSalesOrderDto,
    before: SalesOrderHead | null,
  ): Promise<{ order: NewSalesOrder; lines: NewSalesOrderLine[] }> {
    const { customerId, warehouseId } = await asWhole(tx, (whole) => this.parties.parties(whole, input.customer, input.warehouse));
    const complaints: Complaint[] = [];
    if (customerId === null) complaints.push({ pointer: '/customer', code: 'partner_unfit', params: { value: input.customer, role: 'customer' } });
    if (warehouseId === null || !(await this.parties.reaches(tx, warehouseId, customerId))) {
      complaints.push({ pointer: '/warehouse', code: 'reference_unknown', params: { value: input.warehouse } });
    }
    if (input.currency !== undefined && !isCurrency(input.currency))
      complaints.push({ pointer: '/currency', code: 'currency_unknown', params: { value: input.currency } });
    const mayPrice = warehouseId !== null && seesPrices(actor, { warehouseId, customerId });
    const lines = await this.readLines(tx, mayPrice, input, complaints);
    refuse(actor, complaints);
    const { externalRef } = input;
    const isTaken = externalRef && (await asWhole(tx, (whole) => this.store.isExternalRefTaken(whole, customerId!, externalRef, before?.id ?? null)));
    if (isTaken) throw tradeErrors.external_ref_taken({ ref: externalRef });
    return { order: { input, customerId: customerId!, warehouseId: warehouseId! }, lines };
  }

  private async readLines(tx: Tx, mayPrice: boolean, input: CreateSalesOrderDto, complaints: Complaint[]): Promise<NewSalesOrderLine[]> {
    const items = await this.parties.items(
      tx,
      input.lines.map((l) => l.itemCode),
    );
    return input.lines.flatMap((line, i) => {
      const at = `/lines/${i}`;
      if (line.price != null && !mayPrice) complaints.push({ pointer: `${at}/price`, code: 'price_not_permitted' });
      const read = readLine(line, items, at);
      if (isComplaint(read)) {
        complaints.push(read);
        return [];
      }
      const { price = null, dueOn = null, minRemainingDays = null } = line;
      return [{ itemId: read.item.id, qty: line.qty, uomId: read.uomId, qtyBase: read.qtyBase.toString(), price, dueOn, minRemainingDays }];
    });
  }

  private async view(tx: Tx, actor: Actor, head: SalesOrderHead): Promise<SalesOrderDto> {
    const view = await asWhole(tx, (whole) => this.store.view(whole, head.id));
    const shown = { ...view, legal: salesOrderMachine.legal(head.state) };
    if (seesPrices(actor, head)) return shown;
    return { ...shown, total: null, lines: shown.lines.map((line) => ({ ...line, price: null })) };
  }
}

interface Step {
  readonly id: string;
  readonly verb: 'confirm' | 'cancel' | 'close';
  readonly news: Pick<OutboundNews, 'action' | 'event' | 'reason'>;
}

/** A refusal without fields is about the reference: it is taken. */
function errorsOf(actor: Actor, refusal: AppError): readonly FieldError[] {
  return refusal.data.errors ?? [{ pointer: '/externalRef', code: refusal.code, message: refusal.text(actor.locale) }];
}

function refusedOrThrow(error: unknown): AppError {
  if (error instanceof AppError && error.status < 500) return error;
  throw error;
}

interface Whereabouts {
  readonly warehouseId: Id;
  readonly customerId: Id | null;
}

/** Whether a permission of the actor reaches a document of this warehouse and customer. */
function reaches(actor: Actor, permission: string, { warehouseId, customerId }: Whereabouts): boolean {
  const scope = scopeFor(actor, permission);
  return scope.all || scope.warehouses.includes(warehouseId) || (customerId !== null && scope.partners.includes(customerId));
}

const seesPrices = (actor: Actor, where: Whereabouts): boolean => reaches(actor, COST_PERMISSION, where);

/** Orders that the actor may write but not confirm, where they come confirmed. */
function unconfirmable(actor: Actor, orders: readonly { readonly order: NewSalesOrder }[]): Complaint[] {
  return orders.flatMap(({ order }, i) =>
    reaches(actor, 'sales.confirm', order) ? [] : [{ pointer: `/${i}/warehouse`, code: 'confirmation_out_of_reach' as const }],
  );
}

/** Who may not see prices must not wipe them out by an edit. A price stands for an item, a unit and a currency: for another one it is no price. */
function keepPrices(lines: readonly NewSalesOrderLine[], before: readonly OldPrice[], currency: string | undefined): NewSalesOrderLine[] {
  const left = before.filter((old) => currency === undefined || currency === old.currency);
  return lines.map((line) => {
    const at = left.findIndex((old) => old.itemId === line.itemId && old.uomId === line.uomId);
    return at < 0 ? line : { ...line, price: left.splice(at, 1)[0]!.price };
  });
}
