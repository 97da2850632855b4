import { takeNumber } from '@anwen/catalog';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import type { Actor, CursorCodec, Id, Page } from '@anwen/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { stepOf } from '../document-step';
import { tradeErrors } from '../trade.errors';
import { outboundErrors } from './outbound.errors';
import { announce, type OutboundNews } from './outbound.events';
import { PackageStore } from './package.store';
import { ShipmentIntake, type ShipmentPlan } from './shipment-intake';
import type { CreateShipmentDto, ShipmentDto, ShipmentQuery, ShipmentSummaryDto } from './shipment.dto';
import { shipmentMachine, type ShipmentState } from './shipment.rules';
import { ShipmentStore, type ShipmentHead } from './shipment.store';
import { ShipmentViewStore } from './shipment-view.store';
import { asWhole } from './whole-document';

/** Goods for one customer from one warehouse, from the first promise to the delivery. */
@Injectable()
export class ShipmentService {
  constructor(
    private readonly store: ShipmentStore,
    private readonly views: ShipmentViewStore,
    private readonly intake: ShipmentIntake,
    private readonly packages: PackageStore,
    @Inject(CURSOR_CODEC) private readonly cursors: CursorCodec,
  ) {}

  /** Newest first. @throws trade.sort_unknown, page.cursor_invalid. */
  async list(tx: Tx, _actor: Actor, query: ShipmentQuery): Promise<Page<ShipmentSummaryDto>> {
    const page = await this.store.page(tx, this.cursors, query);
    const ids = page.items.map((row) => row.no);
    return { ...page, items: ids.length === 0 ? [] : await asWhole(tx, (whole) => this.views.summaries(whole, ids)) };
  }

  /** By id or number. @throws trade.document_not_found, also for one outside the scope. */
  async get(tx: Tx, _actor: Actor, idOrNumber: string): Promise<ShipmentDto> {
    const head = await this.store.find(tx, idOrNumber);
    if (!head) throw tradeErrors.document_not_found();
    const view = await asWhole(tx, (whole) => this.views.view(whole, head.id));
    return { ...view, legal: shipmentMachine.legal(head.state) };
  }

  /**
   * A draft for an order (what is open of it, or the lines named) or for a customer without one.
   * @throws trade.document_not_found | sales_order_not_open | nothing_open | stage_required | lines_refused.
   */
  async create(tx: Tx, actor: Actor, input: CreateShipmentDto): Promise<ShipmentDto> {
    const plan = await this.intake.read(tx, actor, input);
    const made = await this.write(tx, actor, plan, 'shipment.created');
    return this.get(tx, actor, made.publicId);
  }

  /** The number is taken last: whatever this transaction did to stock comes before. No action: the write that makes it has an audit event of its own. */
  async write(tx: Tx, actor: Actor, plan: ShipmentPlan, action?: 'shipment.created'): Promise<{ id: Id; publicId: string; number: string }> {
    const number = await takeNumber(tx, 'DN');
    const made = await this.store.insert(tx, number, plan.shipment);
    await this.store.insertLines(tx, made.id, plan.lines);
    const subject = subjectOf({ ...made, number });
    announce(tx, actor, { ...(action ? { action } : {}), event: 'shipment.created.v1', subject, facts: { lines: plan.lines.length } });
    return { ...made, number };
  }

  /** @throws trade.document_not_found | invalid_transition | packages_open */
  async pack(tx: Tx, actor: Actor, id: string): Promise<ShipmentDto> {
    const head = await this.held(tx, id);
    const state = stepOf(shipmentMachine, head.state, 'pack');
    const open = await asWhole(tx, (whole) => this.packages.openAfterTidying(whole, head.id));
    if (open.length > 0) throw outboundErrors.packages_open({ packages: open.join(', ') });
    return this.step(tx, actor, { head, state, news: { action: 'shipment.packed', event: 'shipment.packed.v1' } });
  }

  /** @throws trade.document_not_found | invalid_transition */
  async deliver(tx: Tx, actor: Actor, id: string): Promise<ShipmentDto> {
    const head = await this.held(tx, id);
    return this.step(tx, actor, {
      head,
      state: stepOf(shipmentMachine, head.state, 'deliver'),
      news: { action: 'shipment.delivered', event: 'shipment.delivered.v1' },
    });
  }

  /** The header, locked under the caller's scope. @throws trade.document_not_found. */
  async held(tx: Tx, id: string): Promise<ShipmentHead> {
    const head = await this.store.lock(tx, id);
    if (!head) throw tradeErrors.document_not_found();
    return { ...head, stageCode: await asWhole(tx, (whole) => this.store.stageCode(whole, head.stageId)) };
  }

  /** Writes a new state, tells about it, and shows the document. */
  async step(tx: Tx, actor: Actor, { head, state, news, leaveWave = false }: ShipmentStep): Promise<ShipmentDto> {
    await asWhole(tx, (whole) => this.store.setState(whole, head.id, state, { leaveWave }));
    if (news) announce(tx, actor, { ...news, subject: subjectOf(head) });
    return this.get(tx, actor, head.publicId);
  }
}

export interface ShipmentStep {
  readonly head: ShipmentHead;
  readonly state: ShipmentState;
  readonly news?: Omit<OutboundNews, 'subject'>;
  readonly leaveWave?: boolean;
}

export const subjectOf = ({ publicId, number }: Pick<ShipmentHead, 'publicId' | 'number'>): OutboundNews['subject'] => ({
  type: 'shipment',
  id: publicId,
  number,
});
