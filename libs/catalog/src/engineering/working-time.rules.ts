import type { Id } from '@anwen/kernel';

/** Time in which a work centre works, from an instant to before another. */
export interface WorkingSpan {
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** null where no shift says when, only how many hours a day. */
  readonly shiftId: Id | null;
  readonly shiftCode: string | null;
  /** The factory day that the shift belongs to, also after midnight. */
  readonly day: string;
}

/** One shift on one day, in instants. */
export interface Occurrence extends WorkingSpan {
  readonly breakMinutes: number;
}

const MINUTE = 60_000;

/**
 * The working time within [from, to). Nobody records when a break is taken, so it lies in the middle of its shift. Spans
 * never overlap: where the clocks are put forward between two shifts, the later one starts when the earlier one ends.
 */
export function spansOf(occurrences: readonly Occurrence[], from: Date, to: Date): WorkingSpan[] {
  const halves = occurrences.flatMap((occurrence) => halvesOf(occurrence).map(([start, end]) => ({ occurrence, start, end })));
  halves.sort((a, b) => a.start - b.start || a.end - b.end);
  const spans: WorkingSpan[] = [];
  let busyUntil = from.getTime();
  for (const { occurrence, start, end } of halves) {
    const startsAt = Math.max(start, busyUntil);
    const endsAt = Math.min(end, to.getTime());
    if (endsAt <= startsAt) continue;
    const { shiftId, shiftCode, day } = occurrence;
    spans.push({ startsAt: new Date(startsAt), endsAt: new Date(endsAt), shiftId, shiftCode, day });
    busyUntil = endsAt;
  }
  return spans;
}

function halvesOf({ startsAt, endsAt, breakMinutes }: Occurrence): readonly (readonly [number, number])[] {
  const [start, end] = [startsAt.getTime(), endsAt.getTime()];
  if (breakMinutes === 0) return [[start, end]];
  const middle = (start + end) / 2;
  const half = (breakMinutes * MINUTE) / 2;
  return [
    [start, middle - half],
    [middle + half, end],
  ];
}
