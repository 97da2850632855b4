import { CronExpressionParser } from 'cron-parser';
import { reportErrors } from './reports.errors';

/** A mailbox that gets a report more often than hourly gets none that is read; it also bounds what one person can stage. */
export const SHORTEST_GAP_MS = 3_600_000;
/** Gaps looked at: a line like `0,30 8 * * 1` shows its shortest one within a week's worth of slots. */
const LOOKED_AT = 60;
/** Within a year from its first slot a line has shown what it does; sixty leap days would be a search of centuries. */
const LOOKED_AHEAD_MS = 366 * 24 * 3_600_000;
/** Numbers and names in lists, ranges and steps: what every cron means alike. No H (another time each day it is asked), L, # or ?. */
const FIELD = String.raw`(?:[0-9*,/-]|(?<![A-Z])(?:MON|TUE|WED|THU|FRI|SAT|SUN|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)(?![A-Z]))+`;
const LINE = new RegExp(`^${FIELD}(?: ${FIELD}){4}$`, 'i');

/** The next slot after a moment, by the tenant's clock. @throws reports.cron_invalid | reports.cron_too_often */
export function nextSlot(cron: string, timeZone: string, after: Date): Date {
  try {
    return parse(cron, timeZone, after).next().toDate();
  } catch {
    throw reportErrors.cron_invalid({ errors: [{ pointer: '/cron', code: 'bad_format', message: '' }] });
  }
}

/** @throws reports.cron_invalid | reports.cron_too_often */
export function requireCron(cron: string, timeZone: string, now: Date): void {
  if (!LINE.test(cron)) throw reportErrors.cron_invalid({ errors: [{ pointer: '/cron', code: 'bad_format', message: '' }] });
  let at = nextSlot(cron, timeZone, now);
  const end = at.getTime() + LOOKED_AHEAD_MS;
  for (let i = 0; i < LOOKED_AT && at.getTime() < end; i++) {
    const next = nextSlot(cron, timeZone, at);
    if (next.getTime() - at.getTime() < SHORTEST_GAP_MS)
      throw reportErrors.cron_too_often({ errors: [{ pointer: '/cron', code: 'below_minimum', message: '' }] });
    at = next;
  }
}

function parse(cron: string, tz: string, currentDate: Date): ReturnType<typeof CronExpressionParser.parse> {
  return CronExpressionParser.parse(cron, { tz, currentDate });
}
