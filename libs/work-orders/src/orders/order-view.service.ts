import type { Tx } from '@anwen/database';
import { CURSOR_CODEC } from '@anwen/http';
import type { Actor, CursorCodec, Id, Page } from '@anwen/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { legalOf as legalOfOperation } from '../operation.rules';
import { asWhole } from '../whole-company';
import { OrderViewStore, type DetailRow, type OperationViewRow, type SummaryRow } from './order-view.store';
import type { CreateWorkOrderDto, WorkOrderDto, WorkOrderOperationDto, WorkOrderQuery, WorkOrderSummaryDto } from './work-order.dto';
import { legalOf } from './work-order.rules';
import type { WorkOrderRow } from './work-order.store';
import { workOrderErrors } from './work-orders.errors';

/** Orders as they are shown. An order that the caller sees is shown whole, also its places and work centres outside his scope. */
@Injectable()
export class OrderViewService {
  constructor(
    private readonly store: OrderViewStore,
    @Inject(CURSOR_CODEC) private readonly cursors: CursorCodec,
  ) {}

  async list(tx: Tx, _actor: Actor, query: WorkOrderQuery): Promise<Page<WorkOrderSummaryDto>> {
    const page = await this.store.list(tx, this.cursors, query);
    return { ...page, items: page.items.map(summaryOf) };
  }

  /** @throws work_orders.not_found. */
  async get(tx: Tx, _actor: Actor, key: string): Promise<WorkOrderDto> {
    const id = await this.seen(tx, key);
    return asWhole(tx, async (whole) => {
      const row = (await this.store.find(whole, id))!;
      return detailOf(row, await this.store.operations(whole, id));
    });
  }

  /** In the order of the ids; the caller has locked them, so he sees them. */
  async summaries(tx: Tx, ids: readonly Id[]): Promise<WorkOrderSummaryDto[]> {
    return (await this.store.summaries(tx, ids)).map(summaryOf);
  }

  /** The internal id. @throws work_orders.not_found, also for what lies outside the caller's scope. */
  async seen(tx: Tx, key: string): Promise<Id> {
    const id = await this.store.idOf(tx, key);
    if (id === undefined) throw workOrderErrors.not_found();
    return id;
  }

  /** The order as somebody would write it, for an edit that says only what is to change. */
  async asInput(tx: Tx, order: WorkOrderRow): Promise<CreateWorkOrderDto> {
    const places = await asWhole(tx, (whole) => this.store.placeCodes(whole, order.id));
    const { startsOn, dueOn, priority, overPct, lotPolicy, targetLot, note } = order;
    return { item: order.item.code, qty: order.qtyPlanned, ...places, startsOn, dueOn, priority, overPct, lotPolicy, targetLot, note };
  }
}

function summaryOf({ no: _no, keys: _keys, ...row }: SummaryRow): WorkOrderSummaryDto {
  return { ...row, createdAt: row.createdAt.toISOString() };
}

function detailOf({ no: _no, keys: _keys, lacksPromise, ...row }: DetailRow, operations: readonly OperationViewRow[]): WorkOrderDto {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    releasedAt: row.releasedAt?.toISOString() ?? null,
    startedAt: row.startedAt?.toISOString() ?? null,
    completedAt: row.completedAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
    children: [...row.children],
    operations: operations.map((operation) => operationOf(row.state, operations, operation)),
    legal: legalOf(row.state, lacksPromise),
  };
}

function operationOf(state: string, all: readonly OperationViewRow[], operation: OperationViewRow): WorkOrderOperationDto {
  const { startedAt, endedAt } = operation;
  return {
    ...operation,
    startedAt: startedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    legal: legalOfOperation(state, all, operation),
  };
}
