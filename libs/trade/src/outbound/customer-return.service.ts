import { takeNumber } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { StockService, type PostStockDto } from '@anwen/inventory';
import type { Actor, CursorCodec, Page } from '@anwen/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { stepOf } from '../document-step';
import { tradeErrors } from '../trade.errors';
import type { CreateCustomerReturnDto, CustomerReturnDto, CustomerReturnLineDto, CustomerReturnQuery, CustomerReturnSummaryDto } from './customer-return.dto';
import { CustomerReturnIntake } from './customer-return-intake';
import { customerReturnMachine, matchReturn } from './customer-return.rules';
import { CustomerReturnStore, type CustomerReturnHead } from './customer-return.store';
import { outboundErrors } from './outbound.errors';
import { announce, type OutboundNews } from './outbound.events';
import { asWhole } from './whole-document';

/** Goods that customers send back: announced as a draft, in stock when they are received. */
@Injectable()
export class CustomerReturnService {
  constructor(
    private readonly store: CustomerReturnStore,
    private readonly intake: CustomerReturnIntake,
    private readonly stock: StockService,
    @Inject(CURSOR_CODEC) private readonly cursors: CursorCodec,
  ) {}

  /** Newest first. @throws trade.sort_unknown, page.cursor_invalid. */
  async list(tx: Tx, _actor: Actor, query: CustomerReturnQuery): Promise<Page<CustomerReturnSummaryDto>> {
    const page = await this.store.page(tx, this.cursors, query);
    const ids = page.items.map((row) => row.no);
    return { ...page, items: ids.length === 0 ? [] : await asWhole(tx, (whole) => this.store.summaries(whole, ids)) };
  }

  /** By id or number. @throws trade.document_not_found. */
  async get(tx: Tx, _actor: Actor, idOrNumber: string): Promise<CustomerReturnDto> {
    const found = await this.store.find(tx, idOrNumber);
    if (!found) throw tradeErrors.document_not_found();
    const view = await asWhole(tx, (whole) => this.store.view(whole, found.id));
    return { ...view, legal: customerReturnMachine.legal(found.state) };
  }

  /** @throws trade.lines_refused with everything that is wrong. */
  async create(tx: Tx, actor: Actor, input: CreateCustomerReturnDto): Promise<CustomerReturnDto> {
    const { made, lines } = await this.intake.read(tx, actor, input);
    const number = await takeNumber(tx, 'RC');
    const publicId = await this.store.insert(tx, number, made, lines);
    announce(tx, actor, { action: 'return.created', subject: subjectOf({ publicId, number }), facts: { lines: lines.length } });
    return this.get(tx, actor, publicId);
  }

  /**
   * The goods are in: one posting CUSTOMER → place, each line into its bucket. Of a named shipment no more may come than
   * left, of the same lots and serial numbers. @throws trade.document_not_found | invalid_transition | more_than_shipped, and what the posting core throws.
   */
  async receive(tx: Tx, actor: Actor, id: string): Promise<CustomerReturnDto> {
    const found = await this.store.find(tx, id);
    if (!found) throw tradeErrors.document_not_found();
    await asWhole(tx, async (whole) => {
      const head = await this.store.lock(whole, found.id);
      const state = stepOf(customerReturnMachine, head.state, 'receive');
      const lines = await this.store.lines(whole, head.id);
      if (head.shipmentId !== null) await this.match(whole, head, lines);
      const posting = {
        type: 'customer_return',
        docType: 'customer_return',
        docRef: head.number,
        lines: lines.map((l) => postingLine(l, head)),
      } as PostStockDto;
      const posted = await this.stock.post(whole, actor, posting, { permission: 'customer_return.receive', scopeChecked: true });
      await this.store.setState(whole, head.id, state, posted.id);
      const subject = subjectOf(head);
      announce(whole, actor, { action: 'return.received', event: 'customer_return.received.v1', subject, facts: { lines: lines.length, posting: posted.id } });
    });
    return this.get(tx, actor, id);
  }

  /** @throws trade.document_not_found | invalid_transition */
  async cancel(tx: Tx, actor: Actor, id: string): Promise<CustomerReturnDto> {
    const found = await this.store.find(tx, id);
    if (!found) throw tradeErrors.document_not_found();
    await asWhole(tx, async (whole) => {
      const head = await this.store.lock(whole, found.id);
      await this.store.setState(whole, head.id, stepOf(customerReturnMachine, head.state, 'cancel'), null);
      announce(whole, actor, { action: 'return.cancelled', subject: subjectOf(head) });
    });
    return this.get(tx, actor, id);
  }

  private async match(whole: Tx, head: CustomerReturnHead, lines: readonly CustomerReturnLineDto[]): Promise<void> {
    const coming = lines.map((l) => ({ itemCode: l.item.code, qtyBase: l.qtyBase, lotCode: l.lot, serials: l.serials }));
    const { taken, shortfalls } = matchReturn(coming, await this.store.lockReturnable(whole, head.shipmentId!));
    const [first] = shortfalls;
    if (first) throw outboundErrors.more_than_shipped({ ...first, shipment: head.shipmentNumber, shortfalls });
    await this.store.addReturned(whole, taken);
  }
}

const subjectOf = ({ publicId, number }: Pick<CustomerReturnHead, 'publicId' | 'number'>): OutboundNews['subject'] => ({
  type: 'customer_return',
  id: publicId,
  number,
});

function postingLine({ item, qty, uom, lot, serials, status }: CustomerReturnLineDto, { locationCode }: CustomerReturnHead): PostStockDto['lines'][number] {
  const tracking = { ...(lot === null ? {} : { lot }), ...(serials.length === 0 ? {} : { serials }) };
  return { itemCode: item.code, qty, uom, toLocation: locationCode, status: status as never, ...tracking };
}
