import { CronExpressionParser } from 'cron-parser';
import type { ScheduleEntry } from './schedule-entry';

type Cadence = Pick<ScheduleEntry, 'cron' | 'everyMs'>;

/** Faster work has no slots: it just goes on, one worker at a time. Writing a row for every turn would be the larger part of it. */
const SLOTTED_FROM_MS = 10_000;
/** Clocks of two machines differ by less; a slot further ahead was taken by a clock that was wrong, and must not stop the timetable. */
const SKEW_MS = 60_000;

export function isPulse({ everyMs }: Cadence): boolean {
  return everyMs !== undefined && everyMs < SLOTTED_FROM_MS;
}

/** The newest slot that has begun. */
export function slotAt({ cron, everyMs }: Cadence, now: Date, timeZone: string): Date {
  if (cron === undefined) return new Date(Math.floor(now.getTime() / everyMs!) * everyMs!);
  // `prev` looks strictly before; a slot that begins this very millisecond has begun.
  return CronExpressionParser.parse(cron, { currentDate: new Date(now.getTime() + 1), tz: timeZone })
    .prev()
    .toDate();
}

export function slotAfter({ cron, everyMs }: Cadence, slot: Date, timeZone: string): Date {
  if (cron === undefined) return new Date(slot.getTime() + everyMs!);
  return CronExpressionParser.parse(cron, { currentDate: slot, tz: timeZone }).next().toDate();
}

/**
 * Whether the slot is still to be run. Slots that nobody was there for are caught up by one run of the newest; a new cron entry
 * waits for its first slot instead of running in the middle of the day on which it was installed.
 */
export function isOpen(cadence: Cadence, slot: Date, lastSlot: Date | null, now: Date): boolean {
  if (lastSlot === null) return cadence.cron === undefined;
  return lastSlot < slot || lastSlot.getTime() > now.getTime() + SKEW_MS;
}

/** How the entry is shown: `every 2 s` or the cron line. */
export function cadenceText({ cron, everyMs }: Cadence): string {
  return cron ?? `every ${everyMs! / 1_000} s`;
}
