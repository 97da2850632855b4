export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A time of day as people say it; everything else is a cron expression as it stands. */
export type Timing =
  | { readonly frequency: 'daily'; readonly time: string }
  | { readonly frequency: 'weekly'; readonly time: string; readonly weekday: Weekday }
  | { readonly frequency: 'monthly'; readonly time: string; readonly monthDay: number }
  | { readonly frequency: 'custom'; readonly cron: string };

const two = (digits: string): string => digits.padStart(2, '0');
const within = (text: string, min: number, max: number): boolean => /^\d{1,2}$/.test(text) && Number(text) >= min && Number(text) <= max;

/** Reads a cron expression back into words; in cron, Sunday is 0 or 7. */
export function timingOf(cron: string): Timing {
  const [minute = '', hour = '', day = '', month = '', weekday = '', ...more] = cron.trim().split(/\s+/);
  const custom: Timing = { frequency: 'custom', cron: cron.trim() };
  if (more.length > 0 || month !== '*' || !within(minute, 0, 59) || !within(hour, 0, 23)) return custom;
  const time = `${two(hour)}:${two(minute)}`;
  if (day === '*' && weekday === '*') return { frequency: 'daily', time };
  if (day === '*' && within(weekday, 0, 7)) return { frequency: 'weekly', time, weekday: WEEKDAYS[(Number(weekday) + 6) % 7]! };
  if (weekday === '*' && within(day, 1, 31)) return { frequency: 'monthly', time, monthDay: Number(day) };
  return custom;
}

export function cronOf(timing: Timing): string {
  if (timing.frequency === 'custom') return timing.cron.trim();
  const [hour, minute] = timing.time.split(':').map(Number);
  if (timing.frequency === 'weekly') return `${minute} ${hour} * * ${(WEEKDAYS.indexOf(timing.weekday) + 1) % 7}`;
  return timing.frequency === 'monthly' ? `${minute} ${hour} ${timing.monthDay} * *` : `${minute} ${hour} * * *`;
}

export const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
/** Five fields of the characters that cron knows; whether they mean something is the server's to say. */
export const looksLikeCron = (text: string): boolean => /^([\w*,/-]+\s+){4}[\w*,/-]+$/.test(text.trim());
/** A typing mistake is caught here; whether the address exists shows when the first mail is sent. */
export const looksLikeMail = (text: string): boolean => /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/.test(text);
