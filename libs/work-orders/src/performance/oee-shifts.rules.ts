import { groupBy } from './group-by';
import { NOTHING, add, counted, measure, type Amounts, type Pieces } from './oee.rules';
import type { Span } from './time-spans.rules';

/** Working time of one shift on one day; several spans where there are breaks. */
export interface Shift {
  readonly day: string;
  /** Null where only hours a day are known. */
  readonly shiftId: string | null;
  readonly working: readonly Span[];
}

export interface TimedPieces extends Pieces {
  readonly at: number;
  /** Factory day of that moment. */
  readonly day: string;
}

/** Everything that is known of one work centre in some days. */
export interface CenterFacts {
  readonly machines: number;
  readonly shifts: readonly Shift[];
  readonly plannedDown: readonly Span[];
  readonly unplannedDown: readonly Span[];
  readonly runs: readonly (readonly Span[])[];
  readonly pieces: readonly TimedPieces[];
}

export interface MeasuredShift {
  readonly day: string;
  readonly shiftId: string | null;
  readonly amounts: Amounts;
}

/** Last pieces are often written down when the machine has stopped and the next shift is not there yet: an hour is longer than anybody takes for it. */
const WRITE_DOWN_MS = 3_600_000;

/**
 * Measures every shift of a work centre. Pieces belong to the shift in which they were reported, or to the one that ended within
 * the hour before. Others were made outside of working time: they count as pieces of their day, and as no time.
 */
export function measureShifts({ machines, shifts, plannedDown, unplannedDown, runs, pieces }: CenterFacts): MeasuredShift[] {
  const sorted = [...shifts].sort((a, b) => startOf(a) - startOf(b));
  const [inside, outside] = assign(sorted, pieces);
  const measured = sorted.map((shift, i) => {
    const near = (spans: readonly Span[]): Span[] => spans.filter((s) => s.from < endOf(shift) && s.to > startOf(shift));
    const amounts = measure({
      working: shift.working,
      machines,
      plannedDown: near(plannedDown),
      unplannedDown: near(unplannedDown),
      runs: runs.map(near).filter((one) => one.length > 0),
      pieces: inside.get(i) ?? [],
    });
    return { day: shift.day, shiftId: shift.shiftId, amounts };
  });
  for (const [day, own] of outside) measured.push({ day, shiftId: null, amounts: { ...NOTHING, ...counted(own), idealS: NOTHING.idealS } });
  return measured;
}

function assign(sorted: readonly Shift[], pieces: readonly TimedPieces[]): [Map<number, TimedPieces[]>, Map<string, TimedPieces[]>] {
  const [starts, ends] = [sorted.map(startOf), sorted.map(endOf)];
  const placed = pieces.map((one) => {
    const i = starts.findLastIndex((start) => start <= one.at);
    return { one, i: i >= 0 && one.at < ends[i]! + WRITE_DOWN_MS ? i : -1 };
  });
  const inside = groupBy(
    placed.filter(({ i }) => i >= 0),
    ({ i }) => i,
  );
  const outside = placed.filter(({ i }) => i < 0).map(({ one }) => one);
  return [new Map([...inside].map(([i, own]) => [i, own.map(({ one }) => one)])), groupBy(outside, ({ day }) => day)];
}

const startOf = ({ working }: Shift): number => Math.min(...working.map((s) => s.from));
const endOf = ({ working }: Shift): number => Math.max(...working.map((s) => s.to));

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7));
  return at.toISOString().slice(0, 10);
}

/** Rows of one grain: those that belong together are added, and divided only afterwards. In order of day, then of the shifts' begin. */
export function sumBy(rows: readonly MeasuredShift[], grain: 'shift' | 'day' | 'week'): MeasuredShift[] {
  const sums = new Map<string, MeasuredShift>();
  for (const row of rows) {
    const day = grain === 'week' ? mondayOf(row.day) : row.day;
    const shiftId = grain === 'shift' ? row.shiftId : null;
    const key = `${day} ${shiftId ?? ''}`;
    sums.set(key, { day, shiftId, amounts: add(sums.get(key)?.amounts ?? NOTHING, row.amounts) });
  }
  return [...sums.values()].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}
