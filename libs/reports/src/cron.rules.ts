import { CronExpressionParser } from 'cron-parser';
import { reportErrors } from './reports.errors';

/** A mailbox that gets a report more often than hourly gets none that is read; it also bounds what one person can stage. */
const SHORTEST_GAP_MS = 3_600_000;
/** Gaps looked at: a line like `0,30 8 * * 1` shows its shortest one within a week's worth of slots. */
const LOOKED_AT = 60;

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
  if (!/^\S+( \S+){4}$/.test(cron)) throw reportErrors.cron_invalid({ errors: [{ pointer: '/cron', code: 'bad_format', message: '' }] });
  let at = nextSlot(cron, timeZone, now);
  for (let i = 0; i < LOOKED_AT; i++) {
    const next = nextSlot(cron, timeZone, at);
    if (next.getTime() - at.getTime() < SHORTEST_GAP_MS)
      throw reportErrors.cron_too_often({ errors: [{ pointer: '/cron', code: 'below_minimum', message: '' }] });
    at = next;
  }
}

function parse(cron: string, tz: string, currentDate: Date): ReturnType<typeof CronExpressionParser.parse> {
  return CronExpressionParser.parse(cron, { tz, currentDate });
}
