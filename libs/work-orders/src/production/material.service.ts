import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { StockService, operationErrors, type PostStockDto, type PostedDto } from '@anwen/inventory';
import { isUuid, scopeFor, uuidV7, type Actor, type CursorCodec, type Page } from '@anwen/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { requireRunning } from '../orders/work-order.rules';
import { OrderStart } from '../orders/order-start';
import { WorkOrderStore, type WorkOrderRow } from '../orders/work-order.store';
import { workOrderErrors } from '../orders/work-orders.errors';
import { asWhole } from '../whole-company';
import { GenealogyOfOrder } from './genealogy-of-order';
import type { ConsumptionDto, ConsumptionQuery, IssueMaterialDto, MaterialPostedDto, ReturnMaterialDto } from './material.dto';
import { MaterialDesk } from './material-desk';
import { materialsOf, documentOf } from './report-posting';
import { announce } from './production.events';
import type { ConsumptionKind, ConsumptionRow } from './consumption.store';

/** Material that goes into an order by hand, and what comes back. */
@Injectable()
export class MaterialService {
  constructor(
    private readonly orders: WorkOrderStore,
    private readonly desk: MaterialDesk,
    private readonly stock: StockService,
    private readonly genealogy: GenealogyOfOrder,
    private readonly starting: OrderStart,
    @Inject(CURSOR_CODEC) private readonly cursors: CursorCodec,
  ) {}

  /**
   * Uses up material: what was promised to the order first, then what stands at the named place. All lines or none.
   * @throws work_orders.not_found | on_hold | invalid_transition, operation.duplicate, production.lines_refused, inventory.insufficient_stock.
   */
  async issue(tx: Tx, actor: Actor, orderKey: string, body: IssueMaterialDto): Promise<MaterialPostedDto> {
    const order = await this.orders.lock(tx, orderKey);
    return asWhole(tx, async (whole) => {
      const clientOpId = await this.claim(whole, actor, body.clientOpId);
      requireRunning(order);
      const lines = await this.desk.intake.read(whole, actor, order, body);
      const when = body.occurredAt === undefined ? {} : { occurredAt: body.occurredAt };
      const input: PostStockDto = { type: 'material', ...documentOf(order), ...noteOf(body), ...when, clientOpId, lines: lines.map((l) => l.line) };
      const posted = await this.stock.post(whole, actor, input, { permission: 'material.issue', scopeChecked: true });
      await this.starting.startIfNeeded(whole, actor, order);
      const view = await this.note(whole, actor, order, { kind: 'issue', posted, materials: materialsOf(lines, posted) });
      const facts = { workOrder: order.number, posting: posted.id, lines: posted.lines.length };
      announce(whole, actor, {
        action: 'material.issued',
        event: 'material.issued.v1',
        subject: { type: 'work_order', id: order.publicId },
        facts,
        reason: body.note,
      });
      return view;
    });
  }

  /**
   * Takes back what was issued and not used, at the value it was used at. What the history of the output needs stays used. An
   * order on hold gives back, too. @throws work_orders.not_found | invalid_transition, production.lines_refused | already_linked.
   */
  async giveBack(tx: Tx, actor: Actor, orderKey: string, body: ReturnMaterialDto): Promise<MaterialPostedDto> {
    const order = await this.orders.lock(tx, orderKey);
    return asWhole(tx, async (whole) => {
      const clientOpId = await this.claim(whole, actor, body.clientOpId);
      if (order.state !== 'on_hold') requireRunning(order);
      const lines = await this.desk.readReturn(whole, actor, order, body);
      const reason = body.reasonCode === undefined ? {} : { reasonCode: body.reasonCode };
      const input: PostStockDto = { type: 'material_return', ...documentOf(order), ...noteOf(body), ...reason, clientOpId, lines: lines.map((l) => l.line) };
      const options = { permission: 'material.issue', scopeChecked: true, values: lines.map((l) => l.value) } as const;
      const posted = await this.stock.post(whole, actor, input, options);
      const view = await this.note(whole, actor, order, { kind: 'return', posted, materials: materialsOf(lines, posted) });
      await this.genealogy.requireCovered(whole, order);
      const facts = { workOrder: order.number, posting: posted.id, lines: posted.lines.length };
      announce(whole, actor, {
        action: 'material.returned',
        event: 'material.returned.v1',
        subject: { type: 'work_order', id: order.publicId },
        facts,
        reason: body.note,
      });
      return view;
    });
  }

  /** What went in and what came back, newest first. @throws work_orders.not_found. */
  async consumptions(tx: Tx, actor: Actor, orderKey: string, query: ConsumptionQuery): Promise<Page<ConsumptionDto>> {
    const order = await this.orders.find(tx, orderKey);
    if (!order) throw workOrderErrors.not_found();
    const page = await asWhole(tx, (whole) => this.desk.consumptions.page(whole, this.cursors, order.id, query));
    return { ...page, items: page.items.map((row) => shown(actor, order, row)) };
  }

  private async note(
    whole: Tx,
    actor: Actor,
    order: WorkOrderRow,
    made: { kind: ConsumptionKind; posted: PostedDto; materials: string[] },
  ): Promise<MaterialPostedDto> {
    const { kind, posted, materials } = made;
    await this.desk.consumptions.record(whole, { orderId: order.id, reportId: null, kind, posting: posted.id, materials });
    const rows = await this.desk.consumptions.ofPosting(whole, order.id, posted.id);
    const workOrder = { id: order.publicId, number: order.number };
    return { workOrder, postingId: posted.id, postedAt: posted.postedAt, lines: rows.map((row) => shown(actor, order, row)) };
  }

  /** What happened has happened, whatever became of the order since. A twin has waited for the order's lock. */
  private async claim(whole: Tx, actor: Actor, given: string | undefined): Promise<string> {
    const key = actor.idempotencyKey;
    const opId = given ?? (key !== null && isUuid(key) ? key.toLowerCase() : uuidV7());
    const known = await this.desk.consumptions.postingOf(whole, opId);
    if (known) throw operationErrors.duplicate({ headers: { Location: `/api/v1/inventory/postings/${known}` }, posting: known });
    return opId;
  }
}

const noteOf = ({ note }: { note?: string }): { note?: string } => (note === undefined ? {} : { note });

/** Money is for those who may see it in the order's warehouse. */
function shown(actor: Actor, { warehouseId }: WorkOrderRow, { no: _no, value, ...row }: ConsumptionRow): ConsumptionDto {
  const { all, warehouses } = scopeFor(actor, 'stock.cost.read');
  return { ...row, value: all || warehouses.includes(warehouseId) ? value : null };
}
