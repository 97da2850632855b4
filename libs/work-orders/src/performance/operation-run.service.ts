import type { Tx } from '@anwen/database';
import type { Actor } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { WorkOrderStore } from '../orders/work-order.store';
import { workOrderErrors } from '../orders/work-orders.errors';
import { asWhole } from '../whole-company';
import type { CorrectRunDto, OperationRunDto, OperationRunsDto } from './operation-run.dto';
import { OperationRunStore, type RunRow } from './operation-run.store';
import type { OperationTarget } from './operation.service';
import { OperationStore } from './operation.store';
import { performanceErrors, refuse, type Complaint } from './performance.errors';
import { announce } from './performance.events';

/** An operation that was begun and stopped more often than this is told by the audit log, which has pages. */
const RUNS = 500;

/** Who worked on an operation from when to when, and the end of it put right when somebody forgot to press the button. */
@Injectable()
export class OperationRunService {
  constructor(
    private readonly orders: WorkOrderStore,
    private readonly operations: OperationStore,
    private readonly store: OperationRunStore,
  ) {}

  /** Latest first. @throws work_orders.not_found, performance.operation_not_found. */
  async list(tx: Tx, actor: Actor, { order: key, opNo }: OperationTarget): Promise<OperationRunsDto> {
    const order = await this.orders.find(tx, key);
    if (!order) throw workOrderErrors.not_found();
    const operation = (await this.orders.operations(tx, order.id)).find((one) => String(one.opNo) === String(opNo));
    if (!operation) throw performanceErrors.operation_not_found();
    const reached = await this.operations.reaches(tx, operation.id);
    const rows = await asWhole(tx, (whole) => this.store.ofOperation(whole, operation.id, RUNS + 1));
    return { items: rows.slice(0, RUNS).map((row) => shown(actor, row, reached && order.state !== 'closed')), truncated: rows.length > RUNS };
  }

  /**
   * The work ended earlier than the clock says; cost and effectiveness follow, because they are counted from the times. Not on a
   * closed order: its cost is noted for good.
   * @throws performance.run_not_found | run_open | order_closed | input_refused.
   */
  async correct(tx: Tx, actor: Actor, id: string, { endedAt, reason }: CorrectRunDto): Promise<OperationRunDto> {
    const place = await this.store.find(tx, id);
    if (!place || !(await this.operations.reaches(tx, place.operationId))) throw performanceErrors.run_not_found();
    const order = await this.orders.lock(tx, place.workOrderId);
    return asWhole(tx, async (whole) => {
      const before = await this.store.row(whole, place.no);
      if (order.state === 'closed') throw performanceErrors.order_closed({ number: order.number });
      if (before.endedAt === null) throw performanceErrors.run_open({ operator: before.operator });
      refuse(actor, complaintsOf(before, new Date(endedAt)));
      await this.store.correct(whole, place.no, new Date(endedAt), reason);
      const operation = (await this.orders.operations(whole, order.id)).find((one) => one.id === place.operationId)!;
      const facts = { workOrder: order.number, opNo: operation.opNo, operator: before.operator, endedAt: [before.endedAt.toISOString(), endedAt] };
      const subject = { type: 'wo_operation', id: operation.publicId } as const;
      announce(whole, actor, { action: 'operation.corrected', event: 'operation.corrected.v1', subject, facts: { ...facts, reason }, reason });
      return shown(actor, await this.store.row(whole, place.no), true);
    });
  }
}

/** A forgotten button makes an end too late, never too early: work that the clock did not see is nobody's to add. */
function complaintsOf({ startedAt, endedAt, endedBefore }: RunRow, wanted: Date): Complaint[] {
  if (wanted < startedAt) return [{ pointer: '/endedAt', code: 'end_before_start' }];
  return wanted >= (endedBefore ?? endedAt)! ? [{ pointer: '/endedAt', code: 'end_not_earlier' }] : [];
}

function shown(actor: Actor, row: RunRow, mayCorrect: boolean): OperationRunDto {
  const { startedAt, endedAt, reason, endedBefore, correctedBy, correctedAt, correctionReason, ...rest } = row;
  return {
    ...rest,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    reason: reason && { id: reason.id, code: reason.code, name: actor.locale === 'en' ? reason.en : reason.zh },
    correction: endedBefore && { endedBefore: endedBefore.toISOString(), by: correctedBy!, at: correctedAt!.toISOString(), reason: correctionReason! },
    legal: mayCorrect && endedAt !== null ? ['correct'] : [],
  };
}
