import { CalendarService } from '@anwen/catalog/engineering';
import type { Tx } from '@anwen/database';
import type { Id } from '@anwen/kernel';
import { Injectable } from '@nestjs/common';
import type { CentreLoadDto, LoadDto, LoadQuery } from './load.dto';
import { capacityByDay, loadForward, type Centre, type FiniteLoad, type LoadOperation, type LoadOrder } from './load.rules';
import { LoadStore, type CentreRow, type OrderRow } from './load.store';
import { planningErrors } from './planning.errors';
import { addDays } from './workdays.rules';

/** What a screen shows at once; work is placed up to the same day, so that the last column is true. */
const MOST_DAYS = 92;
const USUAL_DAYS = 13;

/** What work centres have to do, against what they can do. */
@Injectable()
export class LoadService {
  constructor(
    private readonly store: LoadStore,
    private readonly calendar: CalendarService,
  ) {}

  /** @throws planning.span_reversed | too_long | reference_unknown */
  async load(tx: Tx, query: LoadQuery): Promise<LoadDto> {
    const { now, today, zone } = await this.store.now(tx);
    const from = query.from !== undefined && query.from > today ? query.from : today;
    const to = query.to ?? addDays(from, USUAL_DAYS);
    if (to < from) throw planningErrors.span_reversed();
    if (to > addDays(today, MOST_DAYS)) throw planningErrors.too_long({ days: MOST_DAYS });
    const all = await this.store.centres(tx);
    const asked = all.filter(({ ref, isVisible }) => isVisible && (query.workCenter === undefined || ref.code === query.workCenter));
    if (query.workCenter !== undefined && asked.length === 0) throw planningErrors.reference_unknown({ value: query.workCenter });
    const centres = await this.centres(tx, all, { now, until: await this.store.midnight(tx, addDays(to, 2)), to });
    const [rows, visible] = [await this.store.orders(tx), await this.store.visibleOrders(tx)];
    const load = loadForward(await this.ordersOf(tx, rows), centres, now);
    return {
      from,
      to,
      items: asked.map((row) => centreView(row, centres.get(row.no)!, load, { from, to, visible })),
      orders: rows.filter(({ number }) => visible.has(number)).flatMap((row) => endOf(row, load, zone)),
    };
  }

  /** The night of the last day ends on the day after it, and belongs to it; the shifts of that day do not. */
  private async centres(tx: Tx, rows: readonly CentreRow[], { now, until, to }: { now: Date; until: Date; to: string }): Promise<ReadonlyMap<Id, Centre>> {
    const ids = rows.map(({ no }) => no);
    const shifts = await this.calendar.workingTime(tx, ids, now, until);
    return new Map(rows.map(({ no, capacity }) => [no, { id: no, capacity, shifts: (shifts.get(no) ?? []).filter(({ day }) => day <= to) }]));
  }

  private async ordersOf(tx: Tx, rows: readonly OrderRow[]): Promise<LoadOrder[]> {
    const routings = await this.store.routings(tx, [...new Set(rows.filter((row) => !row.isFrozen).map(({ itemId }) => itemId))]);
    return rows.map((row) => {
      const planned = (routings.get(row.itemId) ?? []).map(({ setupS, runS, ...operation }): LoadOperation => ({
        ...operation,
        workS: setupS + runS * Number(row.left),
      }));
      return { number: row.number, dueOn: row.dueOn, priority: row.priority, operations: row.isFrozen ? row.operations : planned };
    });
  }
}

interface Shown {
  readonly from: string;
  readonly to: string;
  /** The orders that may be named; what the others take is part of the load all the same. */
  readonly visible: ReadonlySet<string>;
}

function centreView({ ref }: CentreRow, centre: Centre, { placed }: FiniteLoad, { from, to, visible }: Shown): CentreLoadDto {
  const capacity = capacityByDay(centre);
  const mine = placed.filter(({ centreId }) => centreId === centre.id);
  const days: CentreLoadDto['days'] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const orders = mine.filter((one) => one.day === day).map(({ number, opNo, seconds }) => ({ number, opNo, loadS: Math.round(seconds) }));
    const capacityS = Math.round(capacity.get(day) ?? 0);
    const loadS = orders.reduce((sum, one) => sum + one.loadS, 0);
    const pct = capacityS === 0 ? 0 : Math.round((loadS / capacityS) * 100);
    days.push({ day, capacityS, loadS, pct, orders: orders.filter(({ number }) => visible.has(number)) });
  }
  return { workCenter: ref, days };
}

function endOf({ id, number, dueOn }: OrderRow, { ends }: FiniteLoad, timeZone: string): LoadDto['orders'] {
  const end = ends.get(number);
  if (end === undefined) return [];
  // The day on the factory's clock; this locale writes it like ISO 8601.
  const day = end?.toLocaleDateString('sv-SE', { timeZone });
  return [{ id, number, dueOn, finiteEnd: end?.toISOString() ?? null, isLate: dueOn !== null && (day === undefined || day > dueOn) }];
}
