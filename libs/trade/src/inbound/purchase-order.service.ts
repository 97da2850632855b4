import { takeNumbers } from '@anwen/catalog';
import { audit, type AuditAction } from '@anwen/audit';
import { PremisesChanged, sqlState, violatedConstraint, type Tx } from '@anwen/database';
import { CURSOR_CODEC, httpErrors } from '@anwen/http';
import { CursorCodec, mayDo, systemActor, type Actor, type Id, type Page } from '@anwen/kernel';
import { outbox, type OutboxEvent } from '@anwen/outbox';
import { Inject, Injectable } from '@nestjs/common';
import { stepOf } from '../document-step';
import { refuse, type Complaint } from '../line-complaints';
import { tradeErrors } from '../trade.errors';
import { inboundErrors } from './inbound.errors';
import { inboundEvents } from './inbound.events';
import { orderDiff } from './order-diff.rules';
import { PurchaseOrderIntake, reaches, seesPrices, type ReadOrder } from './purchase-order-intake';
import type {
  CreatePurchaseOrderDto,
  EndOrderDto,
  PurchaseOrderDto,
  PurchaseOrderLineDto,
  PurchaseOrderQuery,
  PurchaseOrderSummaryDto,
} from './purchase-order.dto';
import { openOf, orderMachine, type OrderLine } from './purchase-order.rules';
import { PurchaseOrderStore, type LockedOrder, type OrderLineRow, type OrderRow, type UnfitParts } from './purchase-order.store';

export interface OrderImport {
  /** Name of the import run: its orders are audited as one `import.committed`. */
  readonly batch?: string;
  /** They are approved as they come; needs purchase.approve. */
  readonly approved?: boolean;
}

/** Compares prices that the editor may not see; nothing of them leaves. */
const SYSTEM = systemActor('purchase orders');

/** Purchase orders: what is wanted from whom, by when, and how much of it has come. */
@Injectable()
export class PurchaseOrderService {
  constructor(
    private readonly store: PurchaseOrderStore,
    private readonly intake: PurchaseOrderIntake,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  /** @throws trade.sort_unknown, page.cursor_invalid. */
  async list(tx: Tx, actor: Actor, query: PurchaseOrderQuery): Promise<Page<PurchaseOrderSummaryDto>> {
    const page = await this.store.list(tx, this.codec, query);
    return { ...page, items: page.items.map((row) => summaryOf(actor, row)) };
  }

  /** By id or number. @throws trade.document_not_found, also for one outside the scope. */
  async get(tx: Tx, actor: Actor, key: string): Promise<PurchaseOrderDto> {
    const row = await this.store.find(tx, key);
    if (!row) throw tradeErrors.document_not_found();
    const { note, endReason, createdBy, approvedBy, rowVersion } = row;
    const lines = await this.store.lines(tx, row.no);
    const legal = orderMachine.legal(row.state).filter((verb) => verb !== 'cancel' || !lines.some((line) => Number(line.receivedQty) > 0));
    return {
      ...summaryOf(actor, row),
      note,
      endReason,
      createdBy,
      approvedBy,
      rowVersion,
      legal,
      lines: lines.map((line) => lineOf(line, seesPrices(actor, row))),
    };
  }

  /** What is still to come. @throws trade.document_not_found. */
  async openLines(tx: Tx, actor: Actor, key: string): Promise<{ items: PurchaseOrderLineDto[] }> {
    const order = await this.get(tx, actor, key);
    return { items: order.lines.filter((line) => line.openQty !== '0') };
  }

  /** @throws trade.lines_refused with all complaints | external_ref_taken. */
  async create(tx: Tx, actor: Actor, input: CreatePurchaseOrderDto): Promise<PurchaseOrderDto> {
    const { orders, complaints } = await this.intake.read(tx, actor, [input]);
    refuse(actor, complaints);
    const [made] = await this.write(tx, actor, orders, 'draft');
    if (!made) throw tradeErrors.external_ref_taken({ ref: input.externalRef });
    announce(tx, actor, made, { action: 'po.created', event: inboundEvents.orderCreated, diff: { lines: input.lines.length, supplier: input.supplier } });
    return this.get(tx, actor, made.id);
  }

  /**
   * Many orders at once, for importers. What a supplier's external reference names already is left out of the answer.
   * @throws trade.lines_refused with the complaints about all orders (pointers `/3/lines/0/qty`).
   */
  async createMany(
    tx: Tx,
    actor: Actor,
    inputs: readonly CreatePurchaseOrderDto[],
    options: OrderImport = {},
  ): Promise<{ no: Id; id: string; number: string }[]> {
    const { orders, complaints } = await this.intake.read(tx, actor, inputs, (i) => `/${i}`);
    const approved = (options.approved ?? false) && mayDo(actor, 'purchase.approve');
    if (approved && complaints.length === 0) complaints.push(...unapprovable(actor, orders));
    refuse(actor, complaints.slice(0, 100)); // a hundred tell enough; ten thousand wrong rows must not answer with megabytes
    // Before the numbers are taken: a number that nothing gets would be a gap.
    const known = await this.store.knownRefs(
      tx,
      orders.map((order) => order.head),
    );
    const fresh = firstOfEach(orders, known);
    const made = await this.write(tx, actor, fresh, approved ? 'approved' : 'draft');
    // Somebody has brought one of the references since we looked: again, so that no number is left without an order.
    if (made.length < fresh.length) throw new PremisesChanged('an external reference was taken meanwhile');
    if (options.batch === undefined) {
      for (const one of made) announce(tx, actor, one, { action: approved ? 'po.approved' : 'po.created', event: inboundEvents.orderCreated });
    } else if (made.length > 0) {
      audit.record(tx, actor, 'import.committed', { type: 'purchase_order', id: options.batch }, { diff: { created: made.length } });
    }
    return made;
  }

  /** Says what createMany would refuse, and makes nothing. @throws trade.lines_refused. */
  async check(tx: Tx, actor: Actor, inputs: readonly CreatePurchaseOrderDto[]): Promise<void> {
    const { complaints } = await this.intake.read(tx, actor, inputs, (i) => `/${i}`);
    refuse(actor, complaints);
  }

  /** Exchanges a draft as a whole; prices that the actor may not see stay. @throws trade.document_not_found | invalid_transition | lines_refused | external_ref_taken, http.precondition_failed. */
  async update(tx: Tx, actor: Actor, edit: { id: string; rowVersion: number; patch: CreatePurchaseOrderDto }): Promise<PurchaseOrderDto> {
    const order = await this.hold(tx, edit.id);
    await this.requireVersion(tx, actor, order, edit.rowVersion);
    stepOf(orderMachine, order.state, 'edit');
    const { orders, complaints } = await this.intake.read(tx, actor, [{ orderedOn: order.orderedOn, currency: order.currency, ...edit.patch }]);
    refuse(actor, complaints);
    const [read] = orders;
    const lines = seesPrices(actor, order) ? read!.lines : keepPrices(read!, order, await this.store.lines(tx, order.no));
    const before = await this.get(tx, SYSTEM, order.id);
    await this.store.replace(tx, order.no, read!.head, lines).catch(refuseTakenRef(read!.head.externalRef));
    const diff = orderDiff(before, await this.get(tx, SYSTEM, order.id));
    announce(tx, actor, order, { action: 'po.updated', event: inboundEvents.orderUpdated, diff });
    return this.get(tx, actor, order.id);
  }

  /**
   * Looks at the supplier, the warehouse and the items again: a draft may be old.
   * @throws trade.document_not_found | invalid_transition | lines_refused, http.precondition_failed when the version seen is another one.
   */
  async approve(tx: Tx, actor: Actor, key: string, seen?: number): Promise<PurchaseOrderDto> {
    const order = await this.hold(tx, key);
    if (seen !== undefined) await this.requireVersion(tx, actor, order, seen);
    stepOf(orderMachine, order.state, 'approve');
    refuse(actor, unfitComplaints(await this.store.unfit(tx, order.no)));
    await this.store.approve(tx, order.no, actor.name);
    announce(tx, actor, order, { action: 'po.approved', event: inboundEvents.orderApproved });
    return this.get(tx, actor, order.id);
  }

  /** Nothing more is expected; what is short stays short. @throws trade.document_not_found | invalid_transition | receipts_open. */
  async close(tx: Tx, actor: Actor, key: string, { reason }: EndOrderDto): Promise<PurchaseOrderDto> {
    const order = await this.hold(tx, key);
    const state = stepOf(orderMachine, order.state, 'close');
    await this.refuseOpenReceipts(tx, order);
    await this.store.setState(tx, order.no, state, reason ?? null);
    announce(tx, actor, order, { action: 'po.closed', event: inboundEvents.orderClosed, reason });
    return this.get(tx, actor, order.id);
  }

  /** Only while nothing was received. @throws trade.document_not_found | invalid_transition | receipts_open. */
  async cancel(tx: Tx, actor: Actor, key: string, { reason }: EndOrderDto): Promise<PurchaseOrderDto> {
    const order = await this.hold(tx, key);
    const state = stepOf(orderMachine, order.state, 'cancel');
    await this.refuseOpenReceipts(tx, order);
    await this.store.setState(tx, order.no, state, reason ?? null);
    announce(tx, actor, order, { action: 'po.cancelled', event: inboundEvents.orderCancelled, reason });
    return this.get(tx, actor, order.id);
  }

  private async requireVersion(tx: Tx, actor: Actor, order: LockedOrder, seen: number): Promise<void> {
    if (order.rowVersion === seen) return;
    throw httpErrors.precondition_failed({ current: await this.get(tx, actor, order.id), headers: { ETag: `"${order.rowVersion}"` } });
  }

  private async write(tx: Tx, actor: Actor, orders: readonly ReadOrder[], state: 'draft' | 'approved'): Promise<{ no: Id; id: string; number: string }[]> {
    if (orders.length === 0) return [];
    const numbers = await takeNumbers(tx, 'PO', orders.length);
    return this.store.insert(
      tx,
      orders.map(({ head, lines }, i) => ({ ...head, number: numbers[i]!, state, createdBy: actor.name, lines })),
    );
  }

  private async hold(tx: Tx, key: string): Promise<LockedOrder> {
    const order = await this.store.lock(tx, key);
    if (!order) throw tradeErrors.document_not_found();
    return order;
  }

  private async refuseOpenReceipts(tx: Tx, order: LockedOrder): Promise<void> {
    const receipts = await this.store.openReceipts(tx, order.no);
    if (receipts.length > 0) throw inboundErrors.receipts_open({ receipts });
  }
}

interface Announcement {
  readonly action: AuditAction;
  readonly event: OutboxEvent['type'];
  readonly diff?: object;
  readonly reason?: string | undefined;
}

function announce(tx: Tx, actor: Actor, { id, number }: { id: string; number: string }, { action, event, diff = {}, reason }: Announcement): void {
  audit.record(tx, actor, action, { type: 'purchase_order', id }, { diff: { number, ...diff }, ...(reason ? { reason } : {}) });
  outbox.append(tx, { type: event, aggregate: { type: 'purchase_order', id }, payload: { id, number } });
}

/** Those whose reference neither exists nor has come before in the same load. */
function firstOfEach(orders: readonly ReadOrder[], known: ReadonlySet<string>): ReadOrder[] {
  const seen = new Set(known);
  return orders.filter(({ head }) => {
    if (head.externalRef === null) return true;
    const key = `${head.supplierId}|${head.externalRef}`;
    return !seen.has(key) && seen.add(key);
  });
}

function unfitComplaints({ supplier, warehouse, items }: UnfitParts): Complaint[] {
  return [
    ...(supplier === null ? [] : [{ pointer: '/supplier', code: 'partner_unfit' as const, params: { value: supplier, role: 'supplier' } }]),
    ...(warehouse === null ? [] : [{ pointer: '/warehouse', code: 'reference_unknown' as const, params: { value: warehouse } }]),
    ...items.map(({ lineNo, code }) => ({ pointer: `/lines/${lineNo - 1}/itemCode`, code: 'item_unfit' as const, params: { value: code } })),
  ];
}

/** Orders that the actor may write but not approve, where they come approved. */
function unapprovable(actor: Actor, orders: readonly ReadOrder[]): Complaint[] {
  return orders.flatMap(({ head }, i) =>
    reaches(actor, 'purchase.approve', head) ? [] : [{ pointer: `/${i}/warehouse`, code: 'approval_out_of_reach' as const }],
  );
}

/**
 * Who may not see prices must not wipe them out by an edit. A price was agreed with this supplier, for this place, in this
 * currency and for this unit: when one of them changes, the old number would be another price, and so there is none.
 */
function keepPrices({ head, lines }: ReadOrder, order: LockedOrder, before: readonly OrderLineRow[]): OrderLine[] {
  const isSameDeal = head.supplierId === order.supplierId && head.warehouseId === order.warehouseId && head.currency === order.currency;
  const left = isSameDeal ? [...before] : [];
  return lines.map((line) => {
    const at = left.findIndex((old) => old.itemId === line.itemId && old.uomId === line.uomId);
    return at < 0 ? line : { ...line, price: line.price ?? left.splice(at, 1)[0]!.price };
  });
}

const refuseTakenRef =
  (ref: string | null) =>
  (error: unknown): never => {
    if (sqlState(error) === '23505' && violatedConstraint(error) === 'purchase_orders_supplier_id_external_ref_key')
      throw tradeErrors.external_ref_taken({ ref });
    throw error;
  };

function summaryOf(actor: Actor, row: OrderRow): PurchaseOrderSummaryDto {
  const { no: _no, warehouseId: _w, supplierId: _s, note: _n, endReason: _e, createdBy: _c, approvedBy: _a, rowVersion: _r, ...shown } = row;
  return { ...shown, createdAt: row.createdAt.toISOString(), total: seesPrices(actor, row) ? row.total : null };
}

function lineOf({ no: _no, itemId: _i, uomId: _u, ...line }: OrderLineRow, withPrice: boolean): PurchaseOrderLineDto {
  return { ...line, price: withPrice ? line.price : null, openQty: openOf(line).toString() };
}
