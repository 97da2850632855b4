import { audit } from '@anwen/audit';
import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import { StockService } from '@anwen/inventory';
import { CursorCodec, Quantity, isUuid, scopeFor, type Actor, type Id, type Page } from '@anwen/kernel';
import { outbox } from '@anwen/outbox';
import { Inject, Injectable } from '@nestjs/common';
import { stepOf } from '../document-step';
import { refusalOf, refuse, type Complaint } from '../line-complaints';
import { tradeErrors } from '../trade.errors';
import { lineErrorsOf } from './core-refusals';
import { inboundErrors } from './inbound.errors';
import { inboundEvents } from './inbound.events';
import type { CancelWorkDto } from './inspection.dto';
import { IntakeStore, type PlaceFacts } from './intake.store';
import { OperationStore } from './operation.store';
import type { ConfirmPutawayDto, PutawayQuery, PutawayTaskDto } from './putaway.dto';
import { PUTAWAY_KINDS, SUGGESTION_TEXTS, taskMachine } from './putaway.rules';
import { PutawayStore, type TaskRow } from './putaway.store';
import { settleReceipt } from './receipt-hold';
import { ReceiptStore, type LockedReceipt } from './receipt.store';

/** Where the goods are; only the server's own callers (the offline queue) say since when. */
export interface ConfirmPutaway extends ConfirmPutawayDto {
  readonly occurredAt?: string;
}

/** Goods from the dock into their bins: who carries what, for how long nobody else may, and where it ended up. */
@Injectable()
export class PutawayService {
  constructor(
    private readonly store: PutawayStore,
    private readonly receipts: ReceiptStore,
    private readonly intake: IntakeStore,
    private readonly stock: StockService,
    private readonly operations: OperationStore,
    @Inject(CURSOR_CODEC) private readonly codec: CursorCodec,
  ) {}

  /** @throws trade.sort_unknown, page.cursor_invalid. */
  async list(tx: Tx, actor: Actor, query: PutawayQuery): Promise<Page<PutawayTaskDto>> {
    const page = await this.store.list(tx, this.codec, query, workerOf(actor).id);
    return { ...page, items: page.items.map((row) => view(actor, row)) };
  }

  /** @throws trade.document_not_found. */
  async get(tx: Tx, actor: Actor, id: string): Promise<PutawayTaskDto> {
    return view(actor, await this.find(tx, id));
  }

  /** For ten minutes it is theirs; claiming one's own again extends it. @throws trade.document_not_found | invalid_transition | task_taken. */
  async claim(tx: Tx, actor: Actor, id: string): Promise<PutawayTaskDto> {
    const task = await this.hold(tx, actor, id, 'claim');
    await this.store.lease(tx, task.no, workerOf(actor));
    return this.get(tx, actor, id);
  }

  /** Still at it. @throws trade.document_not_found | invalid_transition | task_taken. */
  async heartbeat(tx: Tx, actor: Actor, id: string): Promise<PutawayTaskDto> {
    const task = await this.hold(tx, actor, id, 'release');
    if (task.assigneeId !== workerOf(actor).id) throw taken(task);
    await this.store.lease(tx, task.no, workerOf(actor));
    return this.get(tx, actor, id);
  }

  /**
   * The goods, or a part of them, are in their bin. Who has no lease may confirm what nobody else holds: a hand-held may have
   * been offline for longer than a lease lasts.
   * @throws trade.document_not_found | invalid_transition | task_taken | lines_refused, inventory.insufficient_stock, operation.duplicate.
   */
  async confirm(tx: Tx, actor: Actor, id: string, input: ConfirmPutaway): Promise<PutawayTaskDto> {
    const receipt = await this.holdReceipt(tx, id);
    const op = await this.operations.claim(tx, actor, input.clientOpId, `/api/v1/putaway-tasks/${id}`);
    const task = await this.hold(tx, actor, id, 'confirm');
    if (task.from === null) throw inboundErrors.dock_out_of_reach();
    const left = Quantity.of(task.qty).minus(Quantity.of(task.doneQty));
    const place = await this.placeFor(tx, actor, { task, input, left });
    const qty = input.qty ?? left.toString();
    const posting = await this.post(tx, actor, { task, place, qty, op, number: receipt.number }, input);
    await this.store.addDone(tx, task.no, qty, workerOf(actor));
    await settleReceipt(tx, this.receipts, receipt);
    const overridden = task.suggested !== null && task.suggested.code !== place.code;
    const facts = { receipt: receipt.number, item: task.item.code, qty, to: place.code, posting, ...(overridden ? { suggested: task.suggested!.code } : {}) };
    const why = input.note ?? input.reasonCode;
    audit.record(
      tx,
      actor,
      overridden ? 'putaway.overridden' : 'putaway.confirmed',
      { type: 'putaway_task', id },
      { diff: facts, ...(why ? { reason: why } : {}) },
    );
    outbox.append(tx, { type: inboundEvents.putawayConfirmed, aggregate: { type: 'putaway_task', id }, payload: { id, ...facts } });
    return this.get(tx, actor, id);
  }

  /** Gives the task back; a lead frees other people's too. @throws trade.document_not_found | invalid_transition | task_taken. */
  async release(tx: Tx, actor: Actor, id: string): Promise<PutawayTaskDto> {
    const task = await this.lock(tx, id);
    stepOf(taskMachine, task.state, 'release');
    const isForced = task.assigneeId !== workerOf(actor).id;
    if (isForced && task.isHeld && !assigns(actor, task)) throw taken(task);
    await this.store.free(tx, task.no);
    if (isForced) audit.record(tx, actor, 'putaway.lease_forced', { type: 'putaway_task', id }, { diff: { from: task.assignee } });
    return this.get(tx, actor, id);
  }

  /** Goods that have left the dock by another way need nobody to carry them; what is left there stays where it is. @throws trade.document_not_found | invalid_transition | task_taken. */
  async cancel(tx: Tx, actor: Actor, id: string, { reason }: CancelWorkDto): Promise<PutawayTaskDto> {
    const receipt = await this.holdReceipt(tx, id);
    const task = await this.hold(tx, actor, id, 'cancel');
    await this.store.cancel(tx, task.no);
    await settleReceipt(tx, this.receipts, receipt);
    const facts = { receipt: receipt.number, item: task.item.code, qty: task.qty, doneQty: task.doneQty };
    audit.record(tx, actor, 'putaway.cancelled', { type: 'putaway_task', id }, { diff: facts, reason });
    outbox.append(tx, { type: inboundEvents.putawayCancelled, aggregate: { type: 'putaway_task', id }, payload: { id, ...facts } });
    return this.get(tx, actor, id);
  }

  /** Gives the task to somebody, whoever has it now. @throws trade.document_not_found | invalid_transition | lines_refused for a person who does not exist. */
  async reassign(tx: Tx, actor: Actor, id: string, username: string): Promise<PutawayTaskDto> {
    const task = await this.lock(tx, id);
    stepOf(taskMachine, task.state, 'reassign');
    const user = await this.store.user(tx, username);
    if (!user) throw refusalOf(actor, [{ pointer: '/username', code: 'reference_unknown', params: { value: username } }]);
    await this.store.lease(tx, task.no, user);
    audit.record(tx, actor, 'putaway.lease_forced', { type: 'putaway_task', id }, { diff: { from: task.assignee, to: username } });
    return this.get(tx, actor, id);
  }

  private async placeFor(tx: Tx, actor: Actor, { task, input, left }: { task: TaskRow; input: ConfirmPutawayDto; left: Quantity }): Promise<PlaceFacts> {
    const complaints: Complaint[] = [];
    const [place] = await this.intake.places(tx, [input.location]);
    if (!place) complaints.push({ pointer: '/location', code: 'reference_unknown', params: { value: input.location } });
    else if (place.warehouseId !== task.warehouseId || !PUTAWAY_KINDS.has(place.kind)) {
      complaints.push({ pointer: '/location', code: 'location_refused', params: { value: input.location } });
    }
    if (input.qty !== undefined && Quantity.of(input.qty).compare(left) > 0)
      complaints.push({ pointer: '/qty', code: 'too_much', params: { most: left.toString() } });
    refuse(actor, complaints);
    return place!;
  }

  private async post(
    tx: Tx,
    actor: Actor,
    { task, place, qty, op, number }: { task: TaskRow; place: PlaceFacts; qty: string; op: string; number: string },
    { reasonCode, note, occurredAt }: ConfirmPutaway,
  ): Promise<string> {
    const goods = { ...(task.lot ? { lot: task.lot.code } : {}), ...(task.serial ? { serials: [task.serial.code] } : {}) };
    const line = { itemCode: task.item.code, qty, fromLocation: task.from!.code, toLocation: place.code, ...goods };
    const why = {
      ...(reasonCode === undefined ? {} : { reasonCode }),
      ...(note === undefined ? {} : { note }),
      ...(occurredAt === undefined ? {} : { occurredAt }),
    };
    const document = { type: 'putaway' as const, clientOpId: op, docType: 'putaway', docRef: number, lines: [line], ...why };
    const posted = await this.stock.post(tx, actor, document, { permission: 'putaway.confirm' }).catch((error: unknown) => {
      const errors = lineErrorsOf(error, (_, field) => (field === 'toLocation' ? '/location' : `/${field}`));
      throw errors ? refusalOf(actor, [], errors) : error;
    });
    return posted.id;
  }

  private async find(tx: Tx, id: string): Promise<TaskRow> {
    const task = isUuid(id) ? await this.store.find(tx, id) : undefined;
    if (!task) throw tradeErrors.document_not_found();
    return task;
  }

  /** The receipt comes before its tasks. */
  private async holdReceipt(tx: Tx, id: string): Promise<LockedReceipt> {
    const receipt = await this.receipts.lockByNo(tx, (await this.find(tx, id)).receiptNo);
    if (!receipt) throw tradeErrors.document_not_found();
    return receipt;
  }

  private async lock(tx: Tx, id: string): Promise<TaskRow> {
    const task = isUuid(id) ? await this.store.lock(tx, id) : undefined;
    if (!task) throw tradeErrors.document_not_found();
    return task;
  }

  /** Locked, in a state that allows the verb, and not in somebody else's hands. */
  private async hold(tx: Tx, actor: Actor, id: string, verb: 'claim' | 'confirm' | 'release' | 'cancel'): Promise<TaskRow> {
    const task = await this.lock(tx, id);
    stepOf(taskMachine, task.state, verb);
    if (task.isHeld && task.assigneeId !== workerOf(actor).id) throw taken(task);
    return task;
  }
}

/** The person who works; a key or the server itself stands for its own. */
function workerOf(actor: Actor): { id: Id; name: string } {
  return { id: actor.userId ?? actor.id, name: actor.name };
}

/** Whether the actor hands out tasks there, not only somewhere. */
function assigns(actor: Actor, { warehouseId, zoneId }: TaskRow): boolean {
  const scope = scopeFor(actor, 'putaway.assign');
  return scope.all || scope.warehouses.includes(warehouseId) || (zoneId !== null && scope.zones.includes(zoneId));
}

const taken = (task: TaskRow): Error => tradeErrors.task_taken({ takenBy: task.assignee, leaseUntil: task.leaseUntil?.toISOString() ?? null });

function view(actor: Actor, row: TaskRow): PutawayTaskDto {
  const { no: _no, receiptNo: _r, warehouseId: _w, zoneId: _z, why, assigneeId, isHeld, assignee, leaseUntil, state, ...shown } = row;
  const isOpenAgain = state === 'claimed' && !isHeld;
  return {
    ...shown,
    state: isOpenAgain ? 'open' : state,
    suggestedWhy: { code: why, ...SUGGESTION_TEXTS[why] },
    assignee: isOpenAgain ? null : assignee,
    mine: isHeld && assigneeId === workerOf(actor).id,
    leaseUntil: isHeld ? leaseUntil!.toISOString() : null,
  };
}
