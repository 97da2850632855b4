import { takeNumbers } from '@anwen/catalog';
import { PremisesChanged, sqlState, violatedConstraint, type Tx } from '@anwen/database';
import { httpErrors } from '@anwen/http';
import type { Actor, Page } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { refuse } from './complaints';
import { OrderEnding } from './order-ending';
import { OrderIntake, edited } from './order-intake';
import { OrderRelease } from './order-release';
import { OrderViewService } from './order-view.service';
import { OrderWriteStore, type MadeOrder, type OrderHead } from './order-write.store';
import type {
  CreateWorkOrderDto,
  ReasonDto,
  ReleaseWorkOrderDto,
  UpdateWorkOrderDto,
  WorkOrderDto,
  WorkOrderQuery,
  WorkOrderSummaryDto,
} from './work-order.dto';
import { mayStill, stepOf } from './work-order.rules';
import { WorkOrderStore, type WorkOrderRow } from './work-order.store';
import { workOrderErrors } from './work-orders.errors';
import { announce } from './work-orders.events';

/** Work orders from the draft to the end. Every step locks the order's header first and answers the order as it is then. */
@Injectable()
export class WorkOrderService {
  constructor(
    private readonly store: WorkOrderStore,
    private readonly writing: OrderWriteStore,
    private readonly intake: OrderIntake,
    private readonly releasing: OrderRelease,
    private readonly ending: OrderEnding,
    private readonly views: OrderViewService,
  ) {}

  /** Newest first, by due day or by priority. @throws work_orders.sort_unknown, page.cursor_invalid. */
  list(tx: Tx, actor: Actor, query: WorkOrderQuery): Promise<Page<WorkOrderSummaryDto>> {
    return this.views.list(tx, actor, query);
  }

  /** @throws work_orders.not_found. */
  get(tx: Tx, actor: Actor, key: string): Promise<WorkOrderDto> {
    return this.views.get(tx, actor, key);
  }

  /** Writes a draft. @throws work_orders.input_refused with all complaints, external_ref_taken. */
  async create(tx: Tx, actor: Actor, input: CreateWorkOrderDto): Promise<WorkOrderDto> {
    const { heads, complaints } = await this.intake.read(tx, actor, [input]);
    refuse(actor, complaints);
    const [made] = await this.write(tx, actor, heads, 'draft').catch(refuseTakenRef(input.externalRef ?? null));
    announce(tx, actor, { action: 'wo.created', event: 'work_order.created.v1', subject: made! });
    return this.views.get(tx, actor, made!.publicId);
  }

  /**
   * Writes many at once, in a few statements: suggestions that are accepted, rows of a file. What another system's reference
   * names already is left out of the answer. The caller records the one audit event. @throws work_orders.input_refused (pointers `/3/item`).
   */
  async createMany(tx: Tx, actor: Actor, inputs: readonly CreateWorkOrderDto[], state: 'draft' | 'planned' = 'draft'): Promise<MadeOrder[]> {
    const { heads, complaints } = await this.intake.read(tx, actor, inputs, (i) => `/${i}`);
    refuse(actor, complaints);
    const known = await this.intake.knownRefs(tx, heads);
    const fresh = heads.filter((head) => head.externalRef === null || !known.has(head.externalRef));
    const made = await this.write(tx, actor, fresh, state).catch((error: unknown) => {
      // Somebody has brought one of the references since we looked: again, from the beginning.
      throw isTakenRef(error) ? new PremisesChanged('an external reference was taken meanwhile') : error;
    });
    for (const subject of made) announce(tx, actor, { event: 'work_order.created.v1', subject });
    return made;
  }

  /** Changes a draft or a planned order. @throws work_orders.not_found | invalid_transition | input_refused, http.precondition_failed. */
  async update(tx: Tx, actor: Actor, edit: { id: string; rowVersion: number; patch: UpdateWorkOrderDto }): Promise<WorkOrderDto> {
    const order = await this.store.lock(tx, edit.id);
    await this.requireVersion(tx, actor, order, edit.rowVersion);
    mayStill('edit', order.state);
    const { uom, qty } = edit.patch;
    // The old quantity is in base units; read in another unit it would be another quantity.
    if (uom !== undefined && qty === undefined) refuse(actor, [{ pointer: '/uom', code: 'unit_without_qty', params: { uom } }]);
    const before = await this.views.asInput(tx, order);
    const { heads, complaints } = await this.intake.read(tx, actor, [edited(before, edit.patch)]);
    refuse(actor, complaints);
    await this.writing.update(tx, order.id, heads[0]!);
    announce(tx, actor, {
      action: 'wo.updated',
      event: 'work_order.updated.v1',
      subject: order,
      facts: { before: changedOf(before, edit.patch), after: edit.patch },
    });
    return this.views.get(tx, actor, order.publicId);
  }

  /** @throws work_orders.not_found | invalid_transition. */
  async plan(tx: Tx, actor: Actor, key: string): Promise<WorkOrderDto> {
    const order = await this.store.lock(tx, key);
    await this.store.setState(tx, order.id, { state: stepOf(order.state, 'plan') });
    announce(tx, actor, { action: 'wo.planned', event: 'work_order.planned.v1', subject: order });
    return this.views.get(tx, actor, order.publicId);
  }

  /** @throws work_orders.not_found | invalid_transition | no_bom, inventory.insufficient_stock when not partial. */
  async release(tx: Tx, actor: Actor, key: string, input: ReleaseWorkOrderDto = {}): Promise<WorkOrderDto> {
    const order = await this.store.lock(tx, key);
    await this.releasing.release(tx, actor, [order], input);
    return this.views.get(tx, actor, order.publicId);
  }

  /** Promises what was short at the release and has come since, as far as it is there. @throws work_orders.not_found | invalid_transition. */
  async reserve(tx: Tx, actor: Actor, key: string): Promise<WorkOrderDto> {
    const order = await this.store.lock(tx, key);
    mayStill('reserve', order.state);
    const promised = await this.releasing.reserve(tx, actor, order);
    announce(tx, actor, { action: 'wo.reserved', subject: order, facts: { promised } });
    return this.views.get(tx, actor, order.publicId);
  }

  /** Begins by hand; the first report, issue or operation does it by itself. @throws work_orders.not_found | invalid_transition. */
  async start(tx: Tx, actor: Actor, key: string): Promise<WorkOrderDto> {
    const order = await this.store.lock(tx, key);
    await this.store.setState(tx, order.id, { state: stepOf(order.state, 'start'), startedAt: order.startedAt ?? new Date() });
    announce(tx, actor, { action: 'wo.started', event: 'work_order.started.v1', subject: order });
    return this.views.get(tx, actor, order.publicId);
  }

  /** Nothing may be issued or reported until it is resumed. @throws work_orders.not_found | invalid_transition. */
  async hold(tx: Tx, actor: Actor, key: string, { reason }: ReasonDto): Promise<WorkOrderDto> {
    const order = await this.store.lock(tx, key);
    const state = stepOf(order.state, 'hold');
    await this.store.setState(tx, order.id, { state, heldFrom: order.state as 'released' | 'in_progress' });
    announce(tx, actor, { action: 'wo.held', event: 'work_order.held.v1', subject: order, reason });
    return this.views.get(tx, actor, order.publicId);
  }

  /** Back to where the hold found it. @throws work_orders.not_found | invalid_transition. */
  async resume(tx: Tx, actor: Actor, key: string): Promise<WorkOrderDto> {
    const order = await this.store.lock(tx, key);
    stepOf(order.state, 'resume');
    await this.store.setState(tx, order.id, { state: order.heldFrom!, heldFrom: null });
    announce(tx, actor, { action: 'wo.resumed', event: 'work_order.resumed.v1', subject: order });
    return this.views.get(tx, actor, order.publicId);
  }

  /** @throws work_orders.not_found | invalid_transition | on_hold | operations_open | below_plan. */
  finish(tx: Tx, actor: Actor, key: string): Promise<WorkOrderDto> {
    return this.step(tx, actor, key, (order) => this.ending.finish(tx, actor, order));
  }

  /** @throws work_orders.not_found | invalid_transition | operations_running. */
  shortClose(tx: Tx, actor: Actor, key: string, { reason }: ReasonDto): Promise<WorkOrderDto> {
    return this.step(tx, actor, key, (order) => this.ending.shortClose(tx, actor, order, reason));
  }

  /** @throws work_orders.not_found | invalid_transition. */
  close(tx: Tx, actor: Actor, key: string): Promise<WorkOrderDto> {
    return this.step(tx, actor, key, (order) => this.ending.close(tx, actor, [order]));
  }

  /** @throws work_orders.not_found | invalid_transition | has_movements | children_open. */
  cancel(tx: Tx, actor: Actor, key: string, { reason }: ReasonDto): Promise<WorkOrderDto> {
    return this.step(tx, actor, key, (order) => this.ending.cancel(tx, actor, order, reason));
  }

  /** @throws work_orders.not_found | invalid_transition | period_closed. */
  reopen(tx: Tx, actor: Actor, key: string, { reason }: ReasonDto): Promise<WorkOrderDto> {
    return this.step(tx, actor, key, (order) => this.ending.reopen(tx, actor, order, reason));
  }

  private async step(tx: Tx, actor: Actor, key: string, work: (order: WorkOrderRow) => Promise<void>): Promise<WorkOrderDto> {
    const order = await this.store.lock(tx, key);
    await work(order);
    return this.views.get(tx, actor, order.publicId);
  }

  private async write(tx: Tx, actor: Actor, heads: readonly OrderHead[], state: 'draft' | 'planned'): Promise<MadeOrder[]> {
    if (heads.length === 0) return [];
    const numbers = await takeNumbers(tx, 'WO', heads.length);
    return this.writing.insert(
      tx,
      heads.map((head, i) => ({ ...head, number: numbers[i]!, state, createdBy: actor.name })),
    );
  }

  private async requireVersion(tx: Tx, actor: Actor, order: WorkOrderRow, seen: number): Promise<void> {
    if (order.rowVersion === seen) return;
    throw httpErrors.precondition_failed({ current: await this.views.get(tx, actor, order.publicId), headers: { ETag: `"${order.rowVersion}"` } });
  }
}

/** What the edited fields were before. */
const changedOf = (before: CreateWorkOrderDto, patch: UpdateWorkOrderDto): object =>
  Object.fromEntries(Object.keys(patch).map((key) => [key, before[key as keyof CreateWorkOrderDto] ?? null]));

const isTakenRef = (error: unknown): boolean => sqlState(error) === '23505' && violatedConstraint(error) === 'work_orders_external_ref_key';

const refuseTakenRef =
  (ref: string | null) =>
  (error: unknown): never => {
    if (isTakenRef(error)) throw workOrderErrors.external_ref_taken({ ref });
    throw error;
  };
