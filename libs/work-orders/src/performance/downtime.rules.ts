/** Downtime is kept in whole seconds, so that the parts of a split add up to what was split. */
export const wholeSecond = (at: Date): Date => new Date(Math.floor(at.getTime() / 1000) * 1000);

export const isWholeSecond = (at: Date): boolean => at.getTime() % 1000 === 0;

export interface DowntimeSpan {
  readonly startedAt: Date;
  /** Null while it lasts. */
  readonly endedAt: Date | null;
}

/** Both parts of an event that is cut at a moment strictly within it, or undefined where it cannot be. The second one lasts as long as the event does. */
export function cut({ startedAt, endedAt }: DowntimeSpan, at: Date, now: Date): readonly [DowntimeSpan, DowntimeSpan] | undefined {
  if (!isWholeSecond(at) || at <= startedAt || at >= (endedAt ?? now)) return undefined;
  return [
    { startedAt, endedAt: at },
    { startedAt: at, endedAt },
  ];
}

export type DowntimeVerb = 'end' | 'classify' | 'split';

/** An event that is over can still be told apart and called by its reason; it cannot end again. */
export function legalOf({ endedAt }: DowntimeSpan): DowntimeVerb[] {
  return endedAt === null ? ['end', 'classify', 'split'] : ['classify', 'split'];
}

/** Minutes to two decimals, as people speak of downtime; the exact length is in the two moments. */
export function minutesOf({ startedAt, endedAt }: DowntimeSpan, now: Date): string {
  const seconds = Math.max(0, Math.floor(((endedAt ?? now).getTime() - startedAt.getTime()) / 1000));
  return String(Math.round((seconds * 100) / 60) / 100);
}
