import type { CalendarExceptionInput, WeekDto, WeekInput } from './calendar.dto';

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const WORDS = ['星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日'];
const DAY = 24 * 60;

export interface ShiftTimes {
  readonly code: string;
  readonly startsAt: string;
  readonly endsAt: string;
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** From start to end, break included; a shift that ends when it starts or earlier ends on the next day. */
export function minutesOf({ startsAt, endsAt }: Omit<ShiftTimes, 'code'>): number {
  const minutes = minuteOf(endsAt) - minuteOf(startsAt);
  return minutes > 0 ? minutes : minutes + DAY;
}

/** The whole week as codes, whatever was left out being free. */
export function wholeWeek(week: WeekInput): WeekDto {
  return Object.fromEntries(WEEKDAYS.map((day) => [day, week[day] ?? []])) as unknown as WeekDto;
}

/** What a calendar says: each weekday's shifts, and the days that differ. Codes are those of `shifts`. */
export interface Plan {
  readonly week: WeekDto;
  readonly exceptions: readonly Pick<CalendarExceptionInput, 'day' | 'shifts'>[];
}

export interface Overlap {
  readonly first: string;
  readonly second: string;
  readonly day: string;
  readonly dayZh: string;
}

/** Two shifts of a calendar at one time, on one day or where a night shift reaches into the next one; undefined when there are none. */
export function overlapIn(plan: Plan, shifts: ReadonlyMap<string, ShiftTimes>): Overlap | undefined {
  const timesOf = (codes: readonly string[]): ShiftTimes[] => codes.map((code) => shifts.get(code)!);
  for (const [n, weekday] of WEEKDAYS.entries()) {
    const clash = clashOf(timesOf(plan.week[weekday]), timesOf(plan.week[WEEKDAYS[(n + 1) % 7]!]));
    if (clash) return { ...clash, day: weekday, dayZh: WORDS[n]! };
  }
  const special = new Map(plan.exceptions.map((exception) => [exception.day, exception.shifts]));
  const shiftsOn = (day: string): ShiftTimes[] => timesOf(special.get(day) ?? plan.week[weekdayOf(day)]);
  for (const { day } of plan.exceptions) {
    const before = dayAfter(day, -1);
    const clash = clashOf(shiftsOn(day), shiftsOn(dayAfter(day, 1))) ?? clashOf(shiftsOn(before), shiftsOn(day));
    if (clash) return { ...clash, day, dayZh: day };
  }
  return undefined;
}

function clashOf(today: readonly ShiftTimes[], tomorrow: readonly ShiftTimes[]): { first: string; second: string } | undefined {
  const at = (shift: ShiftTimes, offset: number) => ({
    code: shift.code,
    from: minuteOf(shift.startsAt) + offset,
    to: minuteOf(shift.startsAt) + offset + minutesOf(shift),
  });
  const own = today.map((shift) => at(shift, 0));
  const all = [...own, ...tomorrow.map((shift) => at(shift, DAY))];
  for (const [n, one] of own.entries()) {
    const other = all.slice(n + 1).find((o) => one.from < o.to && o.from < one.to);
    if (other) return { first: one.code, second: other.code };
  }
  return undefined;
}

const weekdayOf = (day: string): (typeof WEEKDAYS)[number] => WEEKDAYS[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7]!;

function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
