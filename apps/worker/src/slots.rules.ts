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

/** Minutes of the day, `to` not included; a window may reach over midnight. Undefined = the whole day. */
export interface DayWindow {
  readonly from: number;
  readonly to: number;
}

/** `20:00-07:00` or `always`. @throws SyntaxError */
export function parseWindow(text: string): DayWindow | undefined {
  if (text === 'always') return undefined;
  const [, ...parts] = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (parts.length < 4) throw new SyntaxError('must be HH:MM-HH:MM or "always"');
  const [fromHour, fromMinute, toHour, toMinute] = parts.map(Number) as [number, number, number, number];
  return { from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute };
}

export function isInWindow(window: DayWindow | undefined, now: Date, timeZone: string): boolean {
  if (!window) return true;
  const [hour, minute] = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(now).split(':').map(Number);
  const at = hour! * 60 + minute!;
  return window.from <= window.to ? window.from <= at && at < window.to : at >= window.from || at < window.to;
}
