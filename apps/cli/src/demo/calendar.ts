/** The demonstration's days are counted back from now, in the factory's time zone, so that it always looks fresh. */
export class Calendar {
  /** Midnight UTC of the factory's today. */
  private readonly today: number;

  constructor(now: Date, timeZone = 'Asia/Taipei') {
    const parts = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now);
    this.today = Date.parse(`${parts}T00:00:00Z`);
  }

  /** `YYYY-MM-DD` of the day so many days ago; a negative number lies ahead. */
  date(daysAgo: number): string {
    return new Date(this.today - daysAgo * 86_400_000).toISOString().slice(0, 10);
  }

  /** `YYMMDD`, the middle of document and lot numbers. */
  stamp(daysAgo: number): string {
    return this.date(daysAgo).slice(2).replaceAll('-', '');
  }

  /** A moment of that day on the factory's clock (Taiwan has no daylight saving). */
  moment(daysAgo: number, clock: string): string {
    return `${this.date(daysAgo)}T${clock}:00+08:00`;
  }

  isWorkday(daysAgo: number): boolean {
    const day = new Date(this.today - daysAgo * 86_400_000).getUTCDay();
    return day >= 1 && day <= 5;
  }

  /** The workday on or before that day. */
  workdayBy(daysAgo: number): number {
    return this.isWorkday(daysAgo) ? daysAgo : this.workdayBy(daysAgo + 1);
  }

  /** The workday on or after that day. */
  workdayFrom(daysAgo: number): number {
    return this.isWorkday(daysAgo) ? daysAgo : this.workdayFrom(daysAgo - 1);
  }
}
