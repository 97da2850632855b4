import type { Tx } from '@anwen/database';
import type { Actor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import {
  OPERATION,
  OPERATION_STATES,
  leadOf,
  legalOf,
  openBefore,
  strandedBefore,
  verbsOf,
  wentThrough,
  type OperationState,
  type OperationVerb,
} from '../operation.rules';
import { OrderStart } from '../orders/order-start';
import { OrderViewService } from '../orders/order-view.service';
import type { WorkOrderOperationDto } from '../orders/work-order.dto';
import { requireRunning } from '../orders/work-order.rules';
import { WorkOrderStore, type OperationRow, type WorkOrderRow } from '../orders/work-order.store';
import { asWhole } from '../whole-company';
import type {
  OperationQueueDto,
  OperationQueueQuery,
  PauseOperationDto,
  ResumeOperationDto,
  RunKind,
  SkipOperationDto,
  StartOperationDto,
} from './operation.dto';
import { OperationStore, type OpenRun } from './operation.store';
import { performanceErrors, refuse, type Complaint } from './performance.errors';
import { announce, type PerformanceNews } from './performance.events';

/** An operation of an order, by the order's id or number. */
export interface OperationTarget {
  readonly order: string;
  /** As it stands in the path. */
  readonly opNo: number | string;
}

/** What a step works on: everything of the order, under the order's lock. */
interface Held {
  readonly order: WorkOrderRow;
  readonly operations: readonly OperationRow[];
  readonly operation: OperationRow;
  readonly runs: readonly OpenRun[];
  /** The caller's own scope is the whole company. */
  readonly seesAll: boolean;
}

const OPEN_STATES = ['running', 'paused', 'ready', 'pending'];

/** Who works on which operation since when. Several may be at one; a work centre runs no more operations at a time than it has places. */
@Injectable()
export class OperationService {
  constructor(
    private readonly orders: WorkOrderStore,
    private readonly starting: OrderStart,
    private readonly views: OrderViewService,
    private readonly store: OperationStore,
  ) {}

  /** What waits for a work centre, or for all that the caller reaches. @throws performance.input_refused. */
  async queue(tx: Tx, actor: Actor, query: OperationQueueQuery): Promise<OperationQueueDto> {
    const states = query.state?.split(',').map((one) => one.trim()) ?? OPEN_STATES;
    const unknown = states.filter((one) => !OPERATION_STATES.includes(one as never));
    const complaints: Complaint[] = unknown.map((value) => ({ pointer: '?state', code: 'state_unknown', value }));
    if (query.workCenter !== undefined && !(await this.store.isCenter(tx, query.workCenter)))
      complaints.push({ pointer: '?workCenter', code: 'center_unknown', value: query.workCenter });
    refuse(actor, complaints);
    const rows = await this.store.queue(tx, states, { ...query, limit: query.limit + 1 });
    const items = rows.slice(0, query.limit).map(({ around, ...row }) => ({ ...row, legal: verbsOf(row.orderState, row.state as OperationState, around) }));
    return { items, truncated: rows.length > query.limit };
  }

  /**
   * Begins, or joins who is at it already; one who has set up goes on to run. The first start of all starts the order.
   * @throws work_orders.not_found | on_hold, performance.operation_not_found | predecessor_waits | work_center_busy | work_center_taken | already_at_it | invalid_transition.
   */
  start(tx: Tx, actor: Actor, target: OperationTarget, { kind = 'run' }: StartOperationDto = {}): Promise<WorkOrderOperationDto> {
    return this.step(tx, actor, target, async (whole, held) => {
      const { order, operations, operation, runs } = held;
      requireRunning(order);
      if (operation.state === 'pending') throw performanceErrors.predecessor_waits(named(leadOf(operations, operation.opNo)!));
      allow(held, 'start');
      const own = runs.filter((run) => isOf(run, actor));
      if (own.some((run) => run.kind === kind)) throw performanceErrors.already_at_it({ opNo: operation.opNo });
      await this.store.end(whole, idsOf(own));
      await this.run(whole, held, kind as RunKind);
      return { action: 'operation.started', event: 'operation.started.v1', facts: { kind } };
    });
  }

  /** The caller stops; while others are at it the operation goes on, unless he stops it for all. Somebody who is not at it stops it for all. */
  pause(tx: Tx, actor: Actor, target: OperationTarget, { reasonCode, all = false }: PauseOperationDto = {}): Promise<WorkOrderOperationDto> {
    return this.step(tx, actor, target, async (whole, held) => {
      allow(held, 'pause');
      const reasonId = reasonCode ? await this.store.reasonId(whole, reasonCode) : null;
      if (reasonId === undefined) refuse(actor, [{ pointer: '/reasonCode', code: 'reason_unknown', value: reasonCode! }]);
      const own = held.runs.filter((run) => isOf(run, actor));
      const isLast = all || own.length === 0 || own.length === held.runs.length;
      await this.store.end(whole, idsOf(isLast ? held.runs : own), reasonId);
      if (isLast) await this.store.setState(whole, held.operation.id, 'paused');
      const facts = { stopped: (isLast ? held.runs : own).map((run) => run.operatorName), goesOn: !isLast, reasonCode: reasonCode ?? null };
      return { action: 'operation.paused', event: 'operation.paused.v1', facts };
    });
  }

  /** Goes on with what was paused. @throws as `start`. */
  resume(tx: Tx, actor: Actor, target: OperationTarget, { kind: wanted }: ResumeOperationDto = {}): Promise<WorkOrderOperationDto> {
    return this.step(tx, actor, target, async (whole, held) => {
      requireRunning(held.order);
      allow(held, 'resume');
      const kind = (wanted as RunKind | undefined) ?? (await this.store.lastKind(whole, held.operation.id));
      await this.run(whole, held, kind);
      return { action: 'operation.resumed', event: 'operation.resumed.v1', facts: { kind } };
    });
  }

  /** Over, for everybody who is at it. @throws performance.predecessor_open | nothing_reported | invalid_transition. */
  finish(tx: Tx, actor: Actor, target: OperationTarget): Promise<WorkOrderOperationDto> {
    return this.step(tx, actor, target, async (whole, held) => {
      requireRunning(held.order);
      const { operation, operations } = held;
      const open = openBefore(operations, operation.opNo);
      if (open && OPERATION.next(operation.state, 'finish')) throw performanceErrors.predecessor_open(named(open));
      if (operation.state === 'ready' && !wentThrough(operations, operation)) throw performanceErrors.nothing_reported({ opNo: operation.opNo });
      allow(held, 'finish');
      await this.store.end(whole, idsOf(held.runs));
      await this.store.setState(whole, operation.id, 'done');
      return { action: 'operation.finished', event: 'operation.finished.v1', facts: { good: operation.good, scrap: operation.scrap } };
    });
  }

  /** Not done this time, and why. @throws performance.has_pieces | pieces_wait | invalid_transition. */
  skip(tx: Tx, actor: Actor, target: OperationTarget, { reason }: SkipOperationDto): Promise<WorkOrderOperationDto> {
    return this.step(tx, actor, target, async (whole, held) => {
      requireRunning(held.order);
      const { operation, operations } = held;
      if (OPERATION.next(operation.state, 'skip')) {
        if (wentThrough(operations, operation)) throw performanceErrors.has_pieces({ opNo: operation.opNo });
        const stranded = strandedBefore(operations, operation.opNo);
        if (stranded) throw performanceErrors.pieces_wait({ opNo: operation.opNo, ...named(stranded), good: stranded.good });
      }
      allow(held, 'skip');
      await this.store.setState(whole, operation.id, 'skipped', reason);
      return { action: 'operation.skipped', event: 'operation.skipped.v1', facts: { reason }, reason };
    });
  }

  /** Lets the operation run, on a place of its work centre that is free. */
  private async run(whole: Tx, { order, operation, seesAll }: Held, kind: RunKind): Promise<void> {
    if (operation.state !== 'running') {
      const { code: workCenter, capacity, running } = await this.store.holdCenter(whole, operation.workCenterId, seesAll);
      if (running.length >= capacity) {
        const named = running.find((one) => one.visible);
        if (!named) throw performanceErrors.work_center_taken({ workCenter, capacity });
        throw performanceErrors.work_center_busy({ workCenter, capacity, number: named.number, opNo: named.opNo });
      }
      await this.starting.startIfNeeded(whole, whole.actor, order);
      await this.store.setState(whole, operation.id, 'running');
    }
    await this.store.begin(whole, operation.id, kind);
  }

  private async step(
    tx: Tx,
    actor: Actor,
    { order: key, opNo }: OperationTarget,
    work: (whole: Tx, held: Held) => Promise<Omit<PerformanceNews, 'subject'>>,
  ): Promise<WorkOrderOperationDto> {
    const order = await this.orders.lock(tx, key);
    const operations = await this.orders.operations(tx, order.id);
    const operation = operations.find((one) => String(one.opNo) === String(opNo));
    if (!operation || !(await this.store.reaches(tx, operation.id))) throw performanceErrors.operation_not_found();
    // From here on nothing is looked up that the caller named: the order is his, with all that belongs to it.
    return asWhole(tx, async (whole) => {
      const runs = await this.store.openRuns(whole, operation.id);
      const { facts, ...news } = await work(whole, { order, operations, operation, runs, seesAll: tx.scope.all });
      const subject = { type: 'wo_operation', id: operation.publicId } as const;
      announce(whole, actor, { ...news, subject, facts: { workOrder: order.number, opNo: operation.opNo, ...facts } });
      const shown = await this.views.get(whole, actor, order.publicId);
      return shown.operations.find((one) => one.id === operation.publicId)!;
    });
  }
}

/** @throws performance.invalid_transition with the legal verbs. */
function allow({ order, operations, operation }: Held, verb: OperationVerb): void {
  const legal = legalOf(order.state, operations, operation);
  if (!legal.includes(verb)) throw performanceErrors.invalid_transition({ opNo: operation.opNo, state: operation.state, legal });
}

const idsOf = (runs: readonly OpenRun[]): string[] => runs.map((run) => run.id);

/** A person is known by his account; who has none (the system, a machine) by the name. */
const isOf = (run: OpenRun, { userId, name }: Actor): boolean =>
  userId === null ? run.operatorId === null && run.operatorName === name : run.operatorId === userId;

const named = ({ opNo, name }: OperationRow): { before: number; name: string } => ({ before: opNo, name });
