import type { Tx } from '@anwen/database';
import { AppError, type Actor, type FieldError } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import { OrderEnding } from './order-ending';
import { OrderRelease } from './order-release';
import { OrderViewService } from './order-view.service';
import type { BulkOrderDto, BulkResultDto, BulkWorkOrdersDto } from './work-order.dto';
import { WORK_ORDER, legalOf } from './work-order.rules';
import { WorkOrderStore, type WorkOrderRow } from './work-order.store';
import { workOrderErrors } from './work-orders.errors';
import { announce } from './work-orders.events';

type Named = readonly { readonly input: BulkOrderDto; readonly order: WorkOrderRow }[];

/** One step for many orders: all or none, with everything that is wrong in one answer. All headers are locked first, by id. */
@Injectable()
export class OrderBulk {
  constructor(
    private readonly store: WorkOrderStore,
    private readonly releasing: OrderRelease,
    private readonly ending: OrderEnding,
    private readonly views: OrderViewService,
  ) {}

  /** @throws work_orders.bulk_refused: not_found, stale, invalid_transition or no_bom of each. */
  async release(tx: Tx, actor: Actor, body: BulkWorkOrdersDto): Promise<BulkResultDto> {
    const named = await this.locked(tx, actor, body, (orders) => this.releasing.refusals(tx, orders));
    await this.releasing.release(tx, actor, ordersOf(named));
    return this.answer(tx, named);
  }

  /** New days for orders that are not over; a day that is not given stays. @throws work_orders.bulk_refused. */
  async reschedule(tx: Tx, actor: Actor, body: BulkWorkOrdersDto): Promise<BulkResultDto> {
    const named = await this.locked(tx, actor, body, (orders, inputs) =>
      orders.map((o, i) => (OVER.includes(o.state) ? refusalOf(o) : crossedOf(daysOf(inputs[i]!, o)))),
    );
    for (const { input, order } of named) {
      const { startsOn, dueOn } = daysOf(input, order);
      await this.store.setState(tx, order.id, { startsOn, dueOn });
      const facts = { startsOn: [order.startsOn, startsOn], dueOn: [order.dueOn, dueOn] };
      announce(tx, actor, { event: 'work_order.updated.v1', subject: order, facts: { startsOn, dueOn } });
      announce(tx, actor, { action: 'wo.rescheduled', subject: order, facts });
    }
    return this.answer(tx, named);
  }

  /** @throws work_orders.bulk_refused. */
  async close(tx: Tx, actor: Actor, body: BulkWorkOrdersDto): Promise<BulkResultDto> {
    const named = await this.locked(tx, actor, body, (orders) => orders.map((o) => (WORK_ORDER.next(o.state, 'close') ? null : refusalOf(o))));
    await this.ending.close(tx, actor, ordersOf(named));
    return this.answer(tx, named);
  }

  private async locked(
    tx: Tx,
    actor: Actor,
    { orders: inputs }: BulkWorkOrdersDto,
    refusals: (orders: readonly WorkOrderRow[], inputs: readonly BulkOrderDto[]) => (AppError | null)[] | Promise<(AppError | null)[]>,
  ): Promise<Named> {
    const rows = await this.store.lockMany(
      tx,
      inputs.map((one) => one.id),
    );
    const found = inputs.flatMap((input, i) => (rows[i] ? [{ input, order: rows[i] }] : []));
    const reasons = await refusals(
      ordersOf(found),
      found.map(({ input }) => input),
    );
    const refused = new Map(reasons.map((error, i) => [found[i]!.order.id, error]));
    const seen = new Set<string>();
    const errors: FieldError[] = inputs.flatMap((input, i) => {
      const row = rows[i];
      const error = row ? (staleOf(input, row, seen) ?? refused.get(row.id) ?? null) : workOrderErrors.not_found();
      return error ? [fieldError(actor, i, error, row)] : [];
    });
    if (errors.length > 0) throw workOrderErrors.bulk_refused({ count: errors.length, errors });
    return inputs.map((input, i) => ({ input, order: rows[i]! }));
  }

  private async answer(tx: Tx, named: Named): Promise<BulkResultDto> {
    const items = await this.views.summaries(
      tx,
      named.map(({ order }) => order.id),
    );
    return { items };
  }
}

const OVER: readonly string[] = ['completed', 'closed', 'cancelled'];
const ordersOf = (named: Named): WorkOrderRow[] => named.map(({ order }) => order);
const refusalOf = ({ state }: WorkOrderRow): AppError => workOrderErrors.invalid_transition({ state, legal: legalOf(state) });

/** The days that an order has afterwards. */
const daysOf = ({ startsOn, dueOn }: BulkOrderDto, order: WorkOrderRow): Pick<WorkOrderRow, 'startsOn' | 'dueOn'> => ({
  startsOn: startsOn === undefined ? order.startsOn : startsOn,
  dueOn: dueOn === undefined ? order.dueOn : dueOn,
});

const crossedOf = ({ startsOn, dueOn }: Pick<WorkOrderRow, 'startsOn' | 'dueOn'>): AppError | null =>
  startsOn !== null && dueOn !== null && startsOn > dueOn ? workOrderErrors.dates_crossed({ dueOn }) : null;

/** Changed since the caller looked, or named twice. */
function staleOf({ rowVersion }: BulkOrderDto, row: WorkOrderRow, seen: Set<string>): AppError | undefined {
  if (seen.has(row.id)) return workOrderErrors.named_twice({ number: row.number });
  seen.add(row.id);
  return rowVersion === undefined || rowVersion === row.rowVersion ? undefined : workOrderErrors.stale({ number: row.number });
}

function fieldError(actor: Actor, i: number, error: AppError, row: WorkOrderRow | undefined): FieldError {
  const number = row ? `${row.number}: ` : '';
  return { pointer: `/orders/${i}/id`, code: error.code, message: `${number}${error.text(actor.locale)}`, ...(row ? { params: { number: row.number } } : {}) };
}
