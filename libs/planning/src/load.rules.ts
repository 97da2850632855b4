import type { Id } from '@anwen/kernel';

/** Working time of a work centre. */
export interface Shift {
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** The factory day that it belongs to, also after midnight. */
  readonly day: string;
}

export interface Centre {
  readonly id: Id;
  /** Operations that run at one time. */
  readonly capacity: number;
  /** In order, without overlaps. */
  readonly shifts: readonly Shift[];
}

export interface LoadOperation {
  readonly opNo: number;
  readonly centreId: Id;
  /** Seconds that the work itself takes: set-up and run of what is left to make. */
  readonly workS: number;
  /** Seconds that goods lie before it, after the operation before. */
  readonly queueS: number;
}

export interface LoadOrder {
  readonly number: string;
  readonly dueOn: string | null;
  readonly priority: number;
  readonly operations: readonly LoadOperation[];
}

export interface PlacedWork {
  readonly centreId: Id;
  readonly day: string;
  readonly number: string;
  readonly opNo: number;
  readonly seconds: number;
}

export interface FiniteLoad {
  readonly placed: readonly PlacedWork[];
  /** When the last operation ends; null = beyond what was looked at. */
  readonly ends: ReadonlyMap<string, Date | null>;
}

interface Lane {
  /** Free from here on, and the shift that this lies in or before. */
  free: number;
  at: number;
}

/**
 * Forward from `now`, with the capacity that there is: orders by due day, then priority, then number; each operation begins
 * when the one before has ended and its goods have lain long enough, in the lane of its work centre that is free first. No work
 * centre ever has more work in a shift than it has lanes and time. A lane that waits for an order's earlier operation stays empty
 * until then: orders that come after it are placed behind it, never into the gap, so that their ends are late rather than wrong.
 */
export function loadForward(orders: readonly LoadOrder[], centres: ReadonlyMap<Id, Centre>, now: Date): FiniteLoad {
  const lanes = new Map<Id, Lane[]>([...centres].map(([id, { capacity }]) => [id, Array.from({ length: capacity }, () => ({ free: now.getTime(), at: 0 }))]));
  const placed: PlacedWork[] = [];
  const ends = new Map<string, Date | null>();
  for (const order of [...orders].sort(byUrgency)) {
    let end: number | null = now.getTime();
    for (const [i, operation] of order.operations.entries()) {
      if (end === null) break;
      const ready: number = end + (i === 0 ? 0 : operation.queueS * 1000);
      const lane = lanes.get(operation.centreId)?.reduce((best, one) => (one.free < best.free ? one : best));
      // A work centre that nobody may look at takes no time here: better a date than none.
      end = lane ? work(lane, centres.get(operation.centreId)!, { order: order.number, operation, ready, placed }) : ready + operation.workS * 1000;
    }
    ends.set(order.number, end === null ? null : new Date(end));
  }
  return { placed, ends };
}

/** Takes the lane from `ready` on; answers when the work is done. */
function work(lane: Lane, { shifts, id }: Centre, job: { order: string; operation: LoadOperation; ready: number; placed: PlacedWork[] }): number | null {
  const { order, operation, ready, placed } = job;
  // Nothing is left to do here: it takes neither time nor the lane.
  if (operation.workS <= 0) return ready;
  let from = Math.max(lane.free, ready);
  for (let left = operation.workS * 1000; left > 0;) {
    while (lane.at < shifts.length && shifts[lane.at]!.endsAt.getTime() <= from) lane.at++;
    const shift = shifts[lane.at];
    if (!shift) {
      lane.free = Number.POSITIVE_INFINITY;
      return null;
    }
    from = Math.max(from, shift.startsAt.getTime());
    const piece = Math.min(left, shift.endsAt.getTime() - from);
    placed.push({ centreId: id, day: shift.day, number: order, opNo: operation.opNo, seconds: piece / 1000 });
    from += piece;
    left -= piece;
  }
  lane.free = from;
  return from;
}

/** Seconds that a work centre can work on each day. */
export function capacityByDay({ capacity, shifts }: Centre): ReadonlyMap<string, number> {
  const days = new Map<string, number>();
  for (const { day, startsAt, endsAt } of shifts) days.set(day, (days.get(day) ?? 0) + ((endsAt.getTime() - startsAt.getTime()) / 1000) * capacity);
  return days;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byUrgency = (a: LoadOrder, b: LoadOrder): number =>
  compare(a.dueOn ?? '9999', b.dueOn ?? '9999') || a.priority - b.priority || compare(a.number, b.number);
